"""Change capture: the ops of a unit of work, built while its rows are flushed and stored with them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, event, insert, inspect, select
from sqlalchemy.orm import ORMExecuteState, Session

from app.store.guards import open_guard, shut_guard
from app.store.heads import Heads
from app.store.lines import Dot, canonical, op_line
from app.store.log_tables import ALIVE, CREATED, DELETED, LIFE, SYNC_OP, SYNC_PRED, SYNC_SITE
from app.store.site import LocalSite
from app.store.tables import LAYOUT_OF_ROW, Layout, StoredRow
from app.store.values import to_log

_KEY = "capture"
_INSERT_OPS = insert(SYNC_OP)
_INSERT_PREDS = insert(SYNC_PRED)


@dataclass(frozen=True, slots=True)
class Op:
    """One write of one register."""

    site_no: int
    seq: int
    commit_no: int
    tbl: str
    row_id: str
    grp: str
    val: str
    preds: Sequence[Dot]

    def row(self) -> dict[str, object]:
        """Return the row of ``sync_op``; a single overwritten op stands in it, several in ``sync_pred``."""
        first = self.preds[0] if self.preds else (0, 0)
        return {
            "site_no": self.site_no,
            "seq": self.seq,
            "commit_no": self.commit_no,
            "tbl": self.tbl,
            "row_id": self.row_id,
            "grp": self.grp,
            "val": self.val,
            "p_site": first[0],
            "p_seq": first[1],
            "n_pred": len(self.preds),
        }

    def pred_rows(self) -> list[dict[str, int]]:
        """Return the rows of ``sync_pred``."""
        if len(self.preds) < 2:
            return []
        return [
            {"site_no": self.site_no, "seq": self.seq, "p_site": site_no, "p_seq": seq} for site_no, seq in self.preds
        ]


class Capture:
    """The ops of one unit of work: number, value and the ops they overwrote."""

    def __init__(self, site: LocalSite) -> None:
        """Continue the log of a site."""
        self.site = site
        self.heads = Heads()
        self.lines: list[str] = []
        self.touched: dict[tuple[str, str], dict[str, None]] = {}  # (register, record) -> its groups
        self._site_ids = {site.site_no: site.site_id}
        self._ops: list[Op] = []

    def take(self, session: Session) -> None:
        """Store the ops of everything that the session is about to flush, and let it through the guard."""
        if session.deleted:
            raise RuntimeError("rows are marked as deleted, never deleted")
        created = [row for row in session.new if isinstance(row, StoredRow)]
        changed = [row for row in session.dirty if isinstance(row, StoredRow) and session.is_modified(row)]
        changed.sort(key=lambda row: (LAYOUT_OF_ROW[type(row)].set_field is not None, row.id))
        if not created and not changed:
            return
        connection = session.connection()
        self._load_heads(connection, changed)
        for row in created:
            self._create(LAYOUT_OF_ROW[type(row)], row)
        for row in changed:
            self._change(LAYOUT_OF_ROW[type(row)], row)
        open_guard(connection)
        self._write(connection)

    def _load_heads(self, connection: Connection, rows: Iterable[StoredRow]) -> None:
        by_table: dict[str, list[str]] = {}
        for row in rows:
            by_table.setdefault(LAYOUT_OF_ROW[type(row)].table.name, []).append(row.id)
        for table, row_ids in by_table.items():
            self.heads.load(connection, table, row_ids)

    def _create(self, layout: Layout, row: StoredRow) -> None:
        value = {field.name: to_log(getattr(row, field.name)) for field in layout.columns}
        self.heads.create(row.id, self._op(layout, row, CREATED, value, ()))

    def _change(self, layout: Layout, row: StoredRow) -> None:
        state = inspect(row)
        columns = [field.name for field in layout.columns]
        changed = {name for name in columns if state.attrs[name].history.has_changes()}
        for group in layout.groups_of(changed):
            self._overwrite(layout, row, group, group_value(layout, group, row), self.heads.of(row.id, group))
        if state.attrs["sync_deleted"].history.has_changes():
            self._live_or_die(layout, row)

    def _live_or_die(self, layout: Layout, row: StoredRow) -> None:
        """Capture a deletion, which names everything its author had seen of the row, or its return."""
        if row.sync_deleted:
            seen = self.heads.of_row(row.id, (*layout.groups, LIFE))
            self._overwrite(layout, row, LIFE, DELETED, seen)
        else:
            self._overwrite(layout, row, LIFE, ALIVE, self.heads.of(row.id, LIFE))

    def _overwrite(self, layout: Layout, row: StoredRow, group: str, value: object, preds: Sequence[Dot]) -> None:
        dot = self._op(layout, row, group, value, preds)
        self.heads.move(layout.table.name, row.id, group, dot)

    def _op(self, layout: Layout, row: StoredRow, group: str, value: object, preds: Sequence[Dot]) -> Dot:
        table, site = layout.table.name, self.site
        op = Op(site.site_no, site.next_seq, site.next_commit, table, row.id, group, canonical(value), preds)
        site.next_seq += 1
        self._ops.append(op)
        self._touch(layout, row, group)
        return op.site_no, op.seq

    def _touch(self, layout: Layout, row: StoredRow, group: str) -> None:
        field = layout.set_field
        owner, name = (row.id, group) if field is None else (row.owner_id, field.register_group)
        self.touched.setdefault((layout.register.name, owner), {})[name] = None

    def _write(self, connection: Connection) -> None:
        for op in self._ops:
            preds = [(self._site_id(connection, site_no), seq) for site_no, seq in op.preds]
            self.lines.append(op_line(op.seq, op.tbl, op.row_id, op.grp, op.val, preds))
        connection.execute(_INSERT_OPS, [op.row() for op in self._ops])
        preds_of_many = [row for op in self._ops for row in op.pred_rows()]
        if preds_of_many:
            connection.execute(_INSERT_PREDS, preds_of_many)
        self.heads.write(connection)
        self._ops = []

    def _site_id(self, connection: Connection, site_no: int) -> str:
        if site_no not in self._site_ids:
            sites = connection.execute(select(SYNC_SITE.c.site_no, SYNC_SITE.c.site_id))
            self._site_ids.update((row.site_no, row.site_id) for row in sites)
        return self._site_ids[site_no]


def group_value(layout: Layout, group: str, row: StoredRow) -> object:
    """Return what the log keeps of a group: the value of its one column, else every column's."""
    fields = layout.groups[group]
    values: Mapping[str, object] = {field.name: to_log(getattr(row, field.name)) for field in fields}
    return values[fields[0].name] if len(fields) == 1 else values


class CapturingSession(Session):
    """A session that writes rows only together with their ops."""

    def begin_capture(self, capture: Capture) -> None:
        """Let writes be captured from now on."""
        self.info[_KEY] = capture


def _before_flush(session: Session, *_: object) -> None:
    capture = session.info.get(_KEY)
    if capture is None:
        raise RuntimeError("this session only reads")
    capture.take(session)


def _after_flush(session: Session, *_: object) -> None:
    shut_guard(session.connection())


def _refuse_bulk(state: ORMExecuteState) -> None:
    if state.is_update or state.is_delete or state.is_insert:
        raise RuntimeError("rows are written one by one through the unit of work, never in bulk")


event.listen(CapturingSession, "before_flush", _before_flush)
event.listen(CapturingSession, "after_flush", _after_flush)
event.listen(CapturingSession, "do_orm_execute", _refuse_bulk)
