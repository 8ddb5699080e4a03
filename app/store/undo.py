"""Taking back a commit, and doing it again: the inverse goes through the same door and is a commit of its own."""

from collections.abc import Callable, Mapping, Sequence

from sqlalchemy import Connection, select

from app.domain.errors import AppError
from app.store.commits import NOTHING, ChangeSet
from app.store.heads import Heads
from app.store.history import commit_info
from app.store.lines import Dot
from app.store.log_reading import LoggedOp, columns_of_value, find_ops, logged_ops, ops_query, value_of
from app.store.log_tables import CREATED, DELETED, LIFE, SYNC_LOCAL, SYNC_OP
from app.store.tables import LAYOUTS, Layout
from app.store.undo_stack import forget, next_step, note_inverted
from app.store.unit_of_work import Surroundings, UnitOfWork

UNDO_REASON = "取消："
REDO_REASON = "やり直し："
Settle = Callable[[UnitOfWork, Mapping[str, Sequence[str]]], None]
_Written = Mapping[tuple[str, str, str], Sequence[LoggedOp]]  # (table, row, group) -> its ops, in order


def undoable(connection: Connection, author: str, *, undone: bool = False) -> str | None:
    """Return the reason of the commit that the next undo (or redo) takes back; None when there is none."""
    step = next_step(connection, author, undone=undone)
    return None if step is None else _reason(connection, step[0])


def invert_last(
    around: Surroundings,
    author: str,
    *,
    undone: bool = False,
    apart: frozenset[str] = frozenset(),
    settle: Settle | None = None,
) -> ChangeSet:
    """Take back the author's latest commit, or do again what was taken back last (``undone``).

    Records of the registers ``apart`` are left as they are: what has gone out cannot be taken back by a table.
    ``settle`` is given the unit of work and the ids that the commit wrote, by register, and may write what follows.

    AppError ``store.nothing_to_undo``, ``store.nothing_to_redo``; ``store.undo_overtaken`` when something that the
    commit wrote is no longer as it left it.
    """
    with _Inversion(around, author, "", undoable=False) as work:
        work.take_back(author, undone=undone, apart=apart, settle=settle)
        changes = work.commit()
    if changes == NOTHING:
        with around.engine.begin() as connection:
            forget(connection, work.entry)
    return changes


class _Inversion(UnitOfWork):
    """The unit of work that writes the inverse of a commit and notes which one."""

    entry = 0
    _undone = False

    def take_back(self, author: str, *, undone: bool, apart: frozenset[str], settle: Settle | None) -> None:
        """Write the inverse of what is next on the author's stack."""
        connection = self.connection
        step = next_step(connection, author, undone=undone)
        if step is None:
            raise AppError("store.nothing_to_redo" if undone else "store.nothing_to_undo")
        self.entry, commit_no = step
        self._undone = undone
        self._reason = f"{REDO_REASON if undone else UNDO_REASON}{_reason(connection, self.entry)}"
        written = _invert(self, connection, commit_no, apart)
        if settle is not None:
            settle(self, written)

    def _note_step(self, connection: Connection, commit_no: int) -> None:
        note_inverted(connection, self.entry, commit_no, undone=not self._undone)


def _reason(connection: Connection, commit_no: int) -> str:
    return commit_info(connection, _own_site(connection), commit_no).reason


def _own_site(connection: Connection) -> int:
    return int(connection.execute(select(SYNC_LOCAL.c.site_no)).scalar_one())


def _invert(
    work: UnitOfWork, connection: Connection, commit_no: int, apart: frozenset[str]
) -> Mapping[str, Sequence[str]]:
    """Write the inverse of a commit and return the ids of the records that it wrote, by register."""
    query = ops_query().where(SYNC_OP.c.site_no == _own_site(connection), SYNC_OP.c.commit_no == commit_no)
    written: dict[tuple[str, str, str], list[LoggedOp]] = {}
    for op in logged_ops(connection, query.order_by(SYNC_OP.c.seq)):
        written.setdefault((op.tbl, op.row_id, op.grp), []).append(op)
    ids = _ids(written)
    written = {key: ops for key, ops in written.items() if LAYOUTS[key[0]].register.name not in apart}
    _refuse_overtaken(connection, written)
    before = find_ops(connection, [dot for ops in written.values() for dot in ops[0].preds])
    for (table, row_id, group), ops in written.items():
        row = work.stored_row(LAYOUTS[table], row_id)
        if row is None:
            raise AppError("store.damaged")
        if (table, row_id, CREATED) in written:
            row.sync_deleted = True
        elif group == LIFE:
            row.sync_deleted = any(_is_deletion(before[dot]) for dot in ops[0].preds)
        else:
            _restore(LAYOUTS[table], group, row, before[max(ops[0].preds)])
    return ids


def _ids(written: _Written) -> Mapping[str, Sequence[str]]:
    found: dict[str, dict[str, None]] = {}
    for table, row_id, _ in written:
        layout = LAYOUTS[table]
        if layout.set_field is None:
            found.setdefault(layout.register.name, {})[row_id] = None
    return {register: tuple(ids) for register, ids in found.items()}


def _restore(layout: Layout, group: str, row: object, op: LoggedOp) -> None:
    for name, value in columns_of_value(layout, value_of(layout, group, op)).items():
        if getattr(row, name) != value:
            setattr(row, name, value)


def _is_deletion(op: LoggedOp) -> bool:
    return op.grp == LIFE and DELETED in op.val


def _refuse_overtaken(connection: Connection, written: _Written) -> None:
    """Refuse when a group of the commit, or any of a row that it created, is no longer as the commit left it."""
    by_table: dict[str, dict[str, set[str]]] = {}
    for table, row_id, group in written:
        by_table.setdefault(table, {}).setdefault(row_id, set()).add(group)
    for table, rows in by_table.items():
        layout, heads = LAYOUTS[table], Heads()
        heads.load(connection, table, rows)
        for row_id, groups in rows.items():
            for group in (*layout.groups, LIFE) if CREATED in groups else groups:
                left = (written.get((table, row_id, group)) or written[table, row_id, CREATED])[-1]
                if not _stands(connection, layout, group, left, heads.of(row_id, group)):
                    raise AppError("store.undo_overtaken", label=layout.register.label, where=row_id)


def _stands(connection: Connection, layout: Layout, group: str, left: LoggedOp, heads: Sequence[Dot]) -> bool:
    if heads == (left.dot,):
        return True
    if len(heads) != 1:
        return False
    now = find_ops(connection, heads)[heads[0]]
    if group == LIFE:
        return _is_deletion(now) == _is_deletion(left)
    return value_of(layout, group, now) == value_of(layout, group, left)
