"""What the tests of the store make: workspaces with a known key, records of invented people."""

from datetime import date
from pathlib import Path

from sqlalchemy import Engine

from app.domain.decision import Decision
from app.domain.expert import Expert
from app.domain.record import Record
from app.store.cipher import DatabaseKey
from app.store.commits import ChangeSet
from app.store.ids import new_id
from app.store.keys import make_header, write_header
from app.store.store import Store

KEY = DatabaseKey(bytes(range(32)))
AUTHOR = "架空　花子"


class DictKeyRing:
    """A key ring in memory."""

    def __init__(self) -> None:
        self.keys: dict[str, bytes] = {}

    def is_available(self) -> bool:
        return True

    def get(self, workspace_id: str) -> bytes | None:
        return self.keys.get(workspace_id)

    def set(self, workspace_id: str, key: bytes) -> None:
        self.keys[workspace_id] = key

    def delete(self, workspace_id: str) -> None:
        self.keys.pop(workspace_id, None)


def make_workspace(directory: Path, key_ring: DictKeyRing | None = None, *, site_code: str = "M07") -> None:
    """Make an empty workspace with the tests' key."""
    directory.mkdir(parents=True, exist_ok=True)
    identity = new_id()
    Store.create(directory, KEY, identity, site_code=site_code).close()
    write_header(directory, make_header(identity, KEY, key_ring=key_ring or DictKeyRing()))


def make_expert(**changes: object) -> Expert:
    """Return an expert of an invented person."""
    values: dict[str, object] = {
        "id": new_id(),
        "name": "髙﨑　𠮷郎",
        "kana": "タカサキ　ヨシロウ",
        "affiliation": "架空株式会社",
    }
    return Expert(**{**values, **changes})  # type: ignore[arg-type]


def make_decision(**changes: object) -> Decision:
    """Return a decision."""
    values: dict[str, object] = {
        "id": new_id(),
        "subject": "派遣の協議",
        "content": "内容",
        "decided_on": date(2026, 7, 1),
    }
    return Decision(**{**values, **changes})  # type: ignore[arg-type]


def add(store: Store, *records: Record, author: str = AUTHOR, reason: str = "登録") -> ChangeSet:
    """Add records in one commit."""
    with store.unit_of_work(author, reason) as work:
        for record in records:
            work.add(record)
        return work.commit()


def save(store: Store, record: Record, author: str = AUTHOR, reason: str = "変更") -> ChangeSet:
    """Save a record in one commit."""
    with store.unit_of_work(author, reason) as work:
        work.save(record)
        return work.commit()


def delete(store: Store, record: Record, author: str = AUTHOR) -> ChangeSet:
    """Delete a record in one commit."""
    with store.unit_of_work(author, "削除") as work:
        work.delete(record)
        return work.commit()


def engine_of(store: Store) -> Engine:
    """Return the store's engine, to look behind it."""
    return store._around.engine


def ask(store: Store, question: str) -> list[tuple[object, ...]]:
    """Return the rows of a plain SQL question."""
    with store.reading() as reader:
        return [tuple(row) for row in reader.connection.exec_driver_sql(question)]
