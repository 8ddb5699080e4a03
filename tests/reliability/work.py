"""The process that is killed: it writes to a workspace without end and says on its standard output what is done.

Each line is printed only after the store has answered, so whatever was said must be found afterwards.
"""

import json
import random
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from app.domain.decision import Decision
from app.domain.expert import Expert
from app.domain.record import Member
from app.platform.paths import WorkspacePaths
from app.store.cipher import DatabaseKey
from app.store.engine import make_engine
from app.store.ids import new_id
from app.store.migrate import migrate
from app.store.store import Store
from tests.reliability.next_revision import NEXT_REVISION

KEY = DatabaseKey(bytes(range(32)))  # of workspaces that live for one test
BATCH = 200


class OneKey:
    """A key ring that holds the one key."""

    def is_available(self) -> bool:
        return True

    def get(self, workspace_id: str) -> bytes | None:
        return KEY.reveal()

    def set(self, workspace_id: str, key: bytes) -> None:
        pass

    def delete(self, workspace_id: str) -> None:
        pass


def say(**done: object) -> None:
    """Tell the watching process what is durable now."""
    sys.stdout.write(f"{json.dumps(done)}\n")
    sys.stdout.flush()


def write_without_end(directory: Path, seed: int, *, backups: bool) -> None:
    """Save, import and back up in a random order until killed."""
    chance = random.Random(seed)  # noqa: S311
    store = Store.open(directory, KEY)
    say(ready=True)
    saved, known = 0, store.ids("decisions")
    while True:
        kind = chance.choice(("save", "save", "import", "backup" if backups else "save"))
        if kind == "import":
            batch = new_id()
            with store.unit_of_work("取込係", "取込") as work:
                for expert in experts(batch):
                    work.add(expert)
                work.commit()
            say(batch=batch)
        elif kind == "backup":
            made = store.backup_into(WorkspacePaths(directory).backups, "import", date(2026, 7, 1))
            say(backup=made.path.name)
        else:
            saved += 1
            chosen = chance.choice(known)
            with store.unit_of_work("担当", "保存") as work:
                work.save(replace(work.get(Decision, chosen), subject=str(saved), content=str(saved)))
                work.commit()
            say(saved=chosen, value=saved)


def experts(batch: str) -> Iterator[Expert]:
    """Yield the records of one import: all of them are there, or none."""
    for number in range(BATCH):
        yield Expert(
            id=new_id(),
            name=f"架空　{number}",
            affiliation=batch,
            career="自治体の情報化を支援" * 20,
            fields=(Member("1", "leading"), Member("2", "capable")),
        )


def migrate_once(directory: Path, migrations: Path) -> None:
    """Bring the workspace to the next revision, as the next version would."""
    store = Store.open(directory, KEY)
    backups = WorkspacePaths(directory).backups
    engine = make_engine(WorkspacePaths(directory).database, KEY)
    say(ready=True)
    migrate(engine, lambda: store.backup_into(backups, "before-0002"), migrations=migrations, newest=NEXT_REVISION)
    say(migrated=True)


if __name__ == "__main__":
    what, where, argument = sys.argv[1:4]
    if what == "migrate":
        migrate_once(Path(where), Path(argument))
    else:
        write_without_end(Path(where), int(argument), backups=what == "backup")
