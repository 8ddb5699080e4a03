"""The heads of registers: the ops that no other op has overwritten. No stored head means: the row's creation."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import BindParameter, Connection, delete, insert, select
from sqlalchemy.sql.expression import bindparam

from app.store.lines import Dot
from app.store.log_tables import CREATED, SYNC_HEAD, SYNC_OP

BATCH = 5_000
_KEYS = ("t", "r", "g")
_FORGET = delete(SYNC_HEAD).where(
    SYNC_HEAD.c.tbl == bindparam("t"), SYNC_HEAD.c.row_id == bindparam("r"), SYNC_HEAD.c.grp == bindparam("g")
)
_NOTE = insert(SYNC_HEAD)
_ROWS: BindParameter[Sequence[str]] = bindparam("rows", expanding=True)
_STORED = select(SYNC_HEAD.c.row_id, SYNC_HEAD.c.grp, SYNC_HEAD.c.site_no, SYNC_HEAD.c.seq).where(
    SYNC_HEAD.c.tbl == bindparam("table"), SYNC_HEAD.c.row_id.in_(_ROWS)
)
_CREATIONS = select(SYNC_OP.c.row_id, SYNC_OP.c.site_no, SYNC_OP.c.seq).where(
    SYNC_OP.c.row_id.in_(_ROWS), SYNC_OP.c.grp == CREATED
)


class Heads:
    """The heads of the rows that a unit of work looked at, kept up to date while it writes."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._stored: dict[str, dict[str, tuple[Dot, ...]]] = {}
        self._created: dict[str, Dot] = {}
        self._known: set[str] = set()
        self._moved: dict[tuple[str, str, str], Dot] = {}
        self._replaced: set[tuple[str, str, str]] = set()

    def load(self, connection: Connection, table: str, row_ids: Iterable[str]) -> None:
        """Read the heads of rows that are not known yet."""
        wanted = [row_id for row_id in row_ids if row_id not in self._known]
        for start in range(0, len(wanted), BATCH):
            batch = wanted[start : start + BATCH]
            for row_id, group, site_no, seq in connection.execute(_STORED, {"table": table, "rows": batch}):
                groups = self._stored.setdefault(row_id, {})
                groups[group] = tuple(sorted((*groups.get(group, ()), (site_no, seq))))
            for row_id, site_no, seq in connection.execute(_CREATIONS, {"rows": batch}):
                self._created[row_id] = (site_no, seq)
            self._known.update(batch)

    def of(self, row_id: str, group: str) -> tuple[Dot, ...]:
        """Return the heads of one register of a known row."""
        stored = self._stored.get(row_id, {}).get(group)
        if stored is not None:
            return stored
        return (self._created[row_id],) if row_id in self._created else ()

    def of_row(self, row_id: str, groups: Sequence[str]) -> tuple[Dot, ...]:
        """Return every head of a known row, each once, in order."""
        return tuple(sorted({dot for group in groups for dot in self.of(row_id, group)}))

    def create(self, row_id: str, dot: Dot) -> None:
        """Note the op that creates a row."""
        self._known.add(row_id)
        self._created[row_id] = dot

    def move(self, table: str, row_id: str, group: str, dot: Dot) -> None:
        """Note the op that overwrites every head of a register."""
        register = (table, row_id, group)
        groups = self._stored.setdefault(row_id, {})
        if group in groups and register not in self._moved:
            self._replaced.add(register)
        groups[group] = (dot,)
        self._moved[register] = dot

    def write(self, connection: Connection) -> None:
        """Store the heads that moved."""
        if self._replaced:
            connection.execute(_FORGET, [dict(zip(_KEYS, register, strict=True)) for register in self._replaced])
        if self._moved:
            connection.execute(_NOTE, [_head(*item) for item in self._moved.items()])
        self._moved.clear()
        self._replaced.clear()


def _head(register: tuple[str, str, str], dot: Dot) -> Mapping[str, object]:
    table, row_id, group = register
    return {"tbl": table, "row_id": row_id, "grp": group, "site_no": dot[0], "seq": dot[1]}
