"""One measured figure: what it is compared with, what it shall reach, and whether it does."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A median of one run beside the median of its floor or peer; the words stand in the catalogue by these names."""

    name: str
    peer: str
    unit: str  # ms or MB
    ours: float
    theirs: float
    limit: float
    is_ratio: bool  # whether the limit is a multiple of the peer, or a value in the unit
    rows: int = 0  # records that were there

    @property
    def ratio(self) -> float:
        """Return ours as a multiple of the peer's."""
        return self.ours / self.theirs if self.theirs else 0.0

    @property
    def is_reached(self) -> bool:
        """Tell whether the goal is reached."""
        return (self.ratio if self.is_ratio else self.ours) <= self.limit

    def as_dict(self) -> dict[str, object]:
        """Return the figure as plain values."""
        return {
            "name": self.name,
            "peer": self.peer,
            "unit": self.unit,
            "ours": round(self.ours, 2),
            "theirs": round(self.theirs, 2),
            "ratio": round(self.ratio, 2),
            "limit": self.limit,
            "limit_is_ratio": self.is_ratio,
            "reached": self.is_reached,
            "rows": self.rows,
        }
