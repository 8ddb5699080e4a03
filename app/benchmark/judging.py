"""All rules over a contract and over one a hundred times larger, and the board after one change.

Beside all rules stands one pass in plain Python that looks once at every value of the same records; beside the board
after a change, the same board judged from the beginning.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from itertools import count, cycle
from pathlib import Path

from app.benchmark.corpus import AUTHOR, TODAY
from app.benchmark.figure import Figure
from app.benchmark.given_key import GivenKey
from app.benchmark.larger_year import year_facts
from app.benchmark.rounds import Measurement, medians, timed
from app.contract.facts import ContractFacts
from app.contract.kept_board import KeptBoard
from app.contract.sources import Changed
from app.domain.record import Record
from app.domain.session import Session
from app.platform.clock import FixedClock
from app.platform.paths import private_folder
from app.services.contract.clause_list import clause_list
from app.services.desk import Desk
from app.services.judging.judging import BOOK
from app.services.workspace.workspaces import Access, create_demonstration

LARGE = 100
LIMIT = 5.0
BOARD_LIMIT_MS = 50.0
CHANGES = 10
KINDS = frozenset(kind.REGISTER.name for booked in BOOK.rules for kind in booked.needs.kinds)


def all_rules(folder: Path) -> list[Figure]:
    """Return the figures of the demonstration year and of a contract a hundred times larger."""
    year, large = year_facts(), year_facts(LARGE)
    return [
        _rules("rules_year", year),
        _rules("rules_large", large),
        _stored_board(folder, len(_records(year))),
        _large_board(large),
    ]


def _records(facts: ContractFacts) -> list[Record]:
    """Return the records of every kind that a rule reads."""
    return [record for name, table in facts.tables.items() if name in KINDS for record in table.values()]


def _rules(name: str, facts: ContractFacts) -> Figure:
    records = _records(facts)
    facts = facts.seeing(records)

    def plain() -> None:
        for record in records:
            for field in record.REGISTER.fields:
                getattr(record, field.name)

    found = medians({"ours": timed(lambda: BOOK.findings(replace(facts))), "plain": timed(plain)})
    return Figure(name, "plain_pass", "ms", found["ours"]["ms"], found["plain"]["ms"], LIMIT, True, len(records))


def _stored_board(folder: Path, records: int) -> Figure:
    """Measure the board of a stored contract from a commit until every clause is told in words again."""
    access = Access(GivenKey())
    with closing(create_demonstration(private_folder(folder), access, FixedClock(TODAY), AUTHOR)) as desk:
        sessions = cycle(desk.ids("sessions", {"status": "held"}) or desk.ids("sessions", {"status": "planned"}))
        numbers = count()

        def change() -> None:
            desk.run("session.edit", next(sessions), {"note": f"{next(numbers)}"})

        found = medians({"kept": _after(change, lambda: _told(desk)), "anew": timed(lambda: _told_anew(desk))})
    kept, anew = found["kept"]["ms"], found["anew"]["ms"]
    return Figure("board", "judged_anew", "ms", kept, anew, BOARD_LIMIT_MS, False, records)


def _told(desk: Desk) -> None:
    desk.clauses()
    desk.open_findings()


def _told_anew(desk: Desk) -> None:
    """Tell the board by a desk that knows nothing yet."""
    _told(Desk(desk._store, desk._surroundings, desk._paths, lambda: None))


def _large_board(facts: ContractFacts) -> Figure:
    """Measure the board of a large contract in memory, after one session was changed."""
    kept = KeptBoard(BOOK, clause_list(), facts)
    changes = _changes(kept, facts)
    found = medians(
        {
            "kept": timed(lambda: next(changes)),
            "anew": timed(lambda: KeptBoard(BOOK, clause_list(), replace(facts))),
        }
    )
    kept_ms, anew = found["kept"]["ms"], found["anew"]["ms"]
    return Figure("board_large", "judged_anew", "ms", kept_ms, anew, BOARD_LIMIT_MS, False, len(_records(facts)))


def _changes(kept: KeptBoard, facts: ContractFacts) -> Iterator[None]:
    """Change one session after the other and let the board follow."""
    for number, before in enumerate(cycle(facts.sessions.values())):
        standing = kept.board.facts.of(Session)[before.id]
        after = replace(standing, place=f"第{number}会議室")
        kept.follow(kept.board.facts.with_changes([after]), [Changed(standing, after)])
        yield


def _after(change: Callable[[], object], work: Callable[[], object]) -> Callable[[], Measurement]:
    """Return a contender that measures what follows each of several changes, and reports the milliseconds of one."""

    def measured() -> Measurement:
        taken = 0.0
        for _ in range(CHANGES):
            change()
            start = time.perf_counter()
            work()
            taken += time.perf_counter() - start
        return {"ms": taken * 1000 / CHANGES}

    return measured
