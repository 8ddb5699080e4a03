"""Kill a writing process at random moments and look at what it left.

Usage: ``python tests/reliability/kill_at_random.py --times 100 [--seed N]``. Each round starts a process that imports,
saves, backs up or migrates a workspace, kills it without warning at a random moment, and then checks that the workspace
opens, that every page, the log and the tables are intact, that everything the process had reported is there, and that
no commit is there in part. The figures stand in docs/reliability.md.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from app.domain.decision import Decision  # noqa: E402
from app.domain.expert import Expert  # noqa: E402
from app.platform.paths import WorkspacePaths, sweep_temporary  # noqa: E402
from app.store.backup_shelf import list_backups  # noqa: E402
from app.store.engine import READ_ONLY, make_engine  # noqa: E402
from app.store.ids import new_id  # noqa: E402
from app.store.keys import make_header, write_header  # noqa: E402
from app.store.migrate import revision_of  # noqa: E402
from app.store.rebuild import state_problems  # noqa: E402
from app.store.restore import restore  # noqa: E402
from app.store.store import Store  # noqa: E402
from app.store.verify import file_problems, log_problems  # noqa: E402
from tests.reliability.next_revision import NEXT_REVISION, next_migrations  # noqa: E402
from tests.reliability.work import BATCH, KEY, OneKey  # noqa: E402

RECORDS = 20
LONGEST_SECONDS = {"write": 0.6, "backup": 0.6, "migrate": 1.2}
MODES = tuple(LONGEST_SECONDS)


@dataclass
class Outcome:
    """What one killed process had reported, and what is wrong with what it left."""

    mode: str
    reported: list[dict[str, object]] = field(default_factory=list)
    finished: bool = False
    problems: list[str] = field(default_factory=list)


def make_workspace(directory: Path) -> None:
    """Make a workspace with a few records to save into."""
    directory.mkdir(parents=True)
    identity = new_id()
    store = Store.create(directory, KEY, identity)
    write_header(directory, make_header(identity, KEY, key_ring=OneKey()))
    with store.unit_of_work("担当", "用意") as work:
        for number in range(RECORDS):
            work.add(Decision(id=new_id(), subject="0", content="0", decided_on=date(2026, 7, 1), number=str(number)))
        work.commit()
    store.close()


def kill_once(mode: str, directory: Path, migrations: Path, chance: random.Random) -> Outcome:
    """Run the writing process on a workspace and kill it at a random moment after it says that it is ready."""
    outcome = Outcome(mode)
    argument = str(migrations) if mode == "migrate" else str(chance.randrange(2**31))
    command = [sys.executable, "-m", "tests.reliability.work", mode, str(directory), argument]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        ready = process.stdout.readline()
        timer = threading.Timer(chance.uniform(0, LONGEST_SECONDS[mode]), process.kill)
        timer.start()
        lines = process.stdout.read().splitlines()
        complaint = process.stderr.read().decode(errors="replace")
        timer.cancel()
    outcome.finished = process.returncode == 0
    outcome.reported = [json.loads(line) for line in lines if line.endswith(b"}")]
    if not ready or complaint:
        outcome.problems.append(f"the process itself failed: {complaint}")
    return outcome


def check_written(directory: Path, reported: Sequence[Mapping[str, object]]) -> list[str]:
    """Return what is wrong with a workspace that was being written to."""
    store = Store.open(directory, KEY)
    try:
        problems = [f"{problem.code} {problem.where}" for problem in store.verify()]
        with store.reading() as reader:
            values = {record.id: int(record.subject) for record in reader.find(Decision)}
            halves = [record.id for record in reader.find(Decision) if record.subject != record.content]
            batches = Counter(record.affiliation for record in reader.find(Expert))
            members = sum(len(record.fields) for record in reader.find(Expert))
    finally:
        store.close()
    problems += [f"half a commit on {record_id}" for record_id in halves]
    problems += [f"half an import: {count} of {BATCH}" for count in batches.values() if count != BATCH]
    problems += ["an import without its fields"] if members != 2 * sum(batches.values()) else []
    for done in reported:
        if "batch" in done and done["batch"] not in batches:
            problems.append("a reported import is missing")
        if "saved" in done and values.get(str(done["saved"]), -1) < int(str(done["value"])):
            problems.append("a reported save is missing")
    return problems


def check_backups(directory: Path, reported: Sequence[Mapping[str, object]], scratch: Path) -> list[str]:
    """Return what is wrong with the backups: each that is there can be restored, and the last reported one is there."""
    shelf = {backup.path.name: backup.path for backup in list_backups(WorkspacePaths(directory).backups)}
    names = [str(done["backup"]) for done in reported if "backup" in done]
    problems = [] if not names or names[-1] in shelf else ["a reported backup is missing"]
    for name in list(shelf)[:2]:
        target = scratch / f"restored-{name}"
        restore(shelf[name], target, key_ring=OneKey())
        problems += [f"{name}: {problem}" for problem in check_written(target, ())]
        shutil.rmtree(target)
    return problems


def check_migrated(directory: Path, outcome: Outcome) -> list[str]:
    """Return what is wrong with a workspace that was being migrated: it is wholly old or wholly new."""
    engine = make_engine(WorkspacePaths(directory).database, KEY)
    try:
        with engine.connect().execution_options(**READ_ONLY) as connection:
            revision = revision_of(connection)
            tables = set(connection.exec_driver_sql("SELECT name FROM sqlite_master").scalars())
            checks = (file_problems, log_problems, state_problems)
            problems = [problem.code for check in checks for problem in check(connection)]
    finally:
        engine.dispose()
    is_new = revision == NEXT_REVISION
    if is_new != ("rehearsal" in tables) or is_new != ("ix_rehearsal_note" in tables):
        problems.append("half a migration")
    if any("migrated" in done for done in outcome.reported) and not is_new:
        problems.append("a reported migration is missing")
    return problems


def one_round(mode: str, scratch: Path, chance: random.Random) -> Outcome:
    """Kill one process on a fresh copy of the workspace and check what it left."""
    directory = scratch / "workspace"
    shutil.copytree(scratch / "template", directory)
    try:
        outcome = kill_once(mode, directory, scratch / "migrations", chance)
        sweep_temporary(WorkspacePaths(directory))
        if mode == "migrate":
            outcome.problems += check_migrated(directory, outcome)
        else:
            outcome.problems += check_written(directory, outcome.reported)
        outcome.problems += check_backups(directory, outcome.reported, scratch)
    finally:
        shutil.rmtree(directory)
    return outcome


def kill_many(times: int, seed: int, scratch: Path) -> list[Outcome]:
    """Kill that many processes, each way of working in turn."""
    chance = random.Random(seed)  # noqa: S311
    make_workspace(scratch / "template")
    next_migrations(scratch / "migrations")
    return [one_round(MODES[number % len(MODES)], scratch, chance) for number in range(times)]


def main() -> int:
    """Print the figures; return 1 when anything was lost or half-written."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--seed", type=int, default=int.from_bytes(os.urandom(4), "big"))
    options = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as scratch:
        outcomes = kill_many(options.times, options.seed, Path(scratch))
    done = Counter(key for outcome in outcomes for line in outcome.reported for key in line)
    bad = [outcome for outcome in outcomes if outcome.problems]
    print(f"seed {options.seed}: {len(outcomes)} processes killed in {time.monotonic() - began:.0f} s")
    print(f"killed while at work: {sum(not outcome.finished for outcome in outcomes)}")
    for mode in MODES:
        print(f"  {mode}: {sum(outcome.mode == mode for outcome in outcomes)}")
    print(f"reported before the kill: {done['saved']} saves, {done['batch']} imports of {BATCH}, ", end="")
    print(f"{done['backup']} backups, {done['migrated']} migrations")
    print(f"workspaces with a problem: {len(bad)}")
    for outcome in bad:
        print(f"  {outcome.mode}: {'; '.join(outcome.problems)}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
