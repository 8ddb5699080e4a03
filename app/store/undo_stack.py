"""What can be taken back: own commits in order, and those taken back that can be done again. Local to this desk."""

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from app.store.log_tables import LOCAL_UNDO

_DROP = delete(LOCAL_UNDO).where(LOCAL_UNDO.c.author == bindparam("by"), LOCAL_UNDO.c.undone)
_PUSH = insert(LOCAL_UNDO)


def note_done(connection: Connection, commit_no: int, author: str) -> None:
    """Put a commit on top; what had been taken back before can no longer be done again."""
    connection.execute(_DROP, {"by": author})
    entry = {"commit_no": commit_no, "author": author, "acting_commit": commit_no, "undone": False}
    connection.execute(_PUSH, entry)


def next_step(connection: Connection, author: str, *, undone: bool) -> tuple[int, int] | None:
    """Return (entry, commit to invert) for the next undo (``undone=False``) or redo (``undone=True``)."""
    newest_first = LOCAL_UNDO.c.commit_no.asc() if undone else LOCAL_UNDO.c.commit_no.desc()
    query = select(LOCAL_UNDO.c.commit_no, LOCAL_UNDO.c.acting_commit).where(
        LOCAL_UNDO.c.author == author, LOCAL_UNDO.c.undone == undone
    )
    row = connection.execute(query.order_by(newest_first).limit(1)).one_or_none()
    return None if row is None else (row.commit_no, row.acting_commit)


def note_inverted(connection: Connection, entry: int, commit_no: int, *, undone: bool) -> None:
    """Note that an entry now stands undone, or done again, by this commit."""
    connection.execute(
        update(LOCAL_UNDO).where(LOCAL_UNDO.c.commit_no == entry).values(acting_commit=commit_no, undone=undone)
    )


def forget(connection: Connection, entry: int) -> None:
    """Take an entry off the stack that has nothing left to take back."""
    connection.execute(delete(LOCAL_UNDO).where(LOCAL_UNDO.c.commit_no == entry))
