"""What collecting a paper of the office gives: the paper, what it lacks, and the name of its file."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from app.documents.letterhead import Letterhead
from app.documents.office_paper import OfficePaper
from app.domain.record import Record
from app.services.surroundings import Surroundings
from app.services.views import Missing
from app.store.queries import Reader


@dataclass(frozen=True)
class Collected:
    """A paper with what it lacks and the name of its file."""

    paper: OfficePaper
    lacking: tuple[Missing, ...]
    file_name: str

    def as_draft(self) -> "Collected":
        """Return the paper marked as a draft."""
        return replace(self, paper=replace(self.paper, draft=True))


Collector = Callable[[Reader, Surroundings, str, Letterhead], Collected]


def lacking_fields(record: Record, *names: str) -> tuple[Missing, ...]:
    """Return the fields of a record that a paper cannot do without and that are empty."""
    register = record.REGISTER
    return tuple(
        Missing(register.name, record.id, name, register.field(name).label)
        for name in names
        if not str(getattr(record, name) or "").strip()
    )


def safe_name(name: str) -> str:
    """Return a name that every file system takes."""
    return "".join("_" if each in '\\/:*?"<>|\n\r\t' else each for each in name)[:60]
