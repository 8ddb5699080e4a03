"""The kept board: after any sequence of changes it is the board that all facts would give, for less work."""

import tracemalloc
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from app.contract.accepting import in_force, open_findings
from app.contract.clause_board import standings
from app.contract.facts import ContractFacts
from app.contract.findings import Finding
from app.contract.kept_board import KeptBoard
from app.contract.rule_book import Rule, RuleBook
from app.contract.rules import rule_book
from app.contract.sources import Changed
from app.domain.acceptance import Acceptance
from app.domain.decision import Decision
from app.domain.session import SessionStatus
from app.services.contract.clause_list import clause_list
from tests.factories import make_case, make_decision, make_expert, make_facts, make_session
from tests.larger_year import year_facts
from tests.small_contracts import Drawing, applied

BOOK = rule_book()
SEEDS = st.integers(0, 2**32)


def check_board(kept: KeptBoard, facts: ContractFacts) -> None:
    """Demand that the kept board is what the rules and the answers say of all facts."""
    found = BOOK.findings(facts)
    still_open = open_findings(found, in_force(facts))
    assert kept.board.facts is facts
    assert kept.board.findings == found
    assert kept.board.open_findings == still_open
    assert kept.board.standings == standings(clause_list(), facts, still_open)


def accepting(drawn: Drawing, facts: ContractFacts, number: int) -> Iterator[Changed]:
    """Yield an acceptance of some finding by some decision, where there are any."""
    found = BOOK.findings(facts)
    if found and facts.of(Decision):
        finding = drawn.random.choice(found)
        decision = drawn.random.choice(sorted(facts.of(Decision)))
        made = Acceptance(
            id=f"accepted-{number}", rule=finding.rule, fingerprint=finding.identity, decision_id=decision
        )
        yield Changed(None, made)


@settings(max_examples=100)
@given(SEEDS)
def test_after_any_changes_the_board_is_the_one_of_all_facts(seed: int) -> None:
    drawn = Drawing(seed)
    facts = drawn.contract()
    kept = KeptBoard(BOOK, clause_list(), facts)
    check_board(kept, facts)
    for number in range(4):
        changed = (*drawn.change(facts), *accepting(drawn, facts, number))
        facts = applied(facts, changed)
        kept.follow(facts, changed)
        check_board(kept, facts)


@settings(max_examples=50)
@given(SEEDS)
def test_a_change_taken_back_gives_the_board_of_before(seed: int) -> None:
    drawn = Drawing(seed)
    facts = drawn.contract()
    kept = KeptBoard(BOOK, clause_list(), facts)
    before, changed = kept.board, drawn.change(facts)
    kept.follow(applied(facts, changed), changed)
    kept.follow(facts, [Changed(each.after, each.before) for each in changed])
    assert kept.board == before


# What it costs: rules asked and records judged, never time


class CountingBook(RuleBook):
    """Counts how often each rule is asked, and the records that it is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: Counter[str] = Counter()
        self.shown = 0
        for booked in BOOK.rules:
            self.rule(*booked.ids, needs=booked.needs, guards=booked.guards)(self._counting(booked.check))

    def _counting(self, check: Rule) -> Rule:
        name = f"{check.__module__.rpartition('.')[2]}.{getattr(check, '__name__', '')}"

        def counted(facts: ContractFacts) -> Iterator[Finding]:
            self.asked[name] += 1
            self.shown += sum(len(table) for table in facts.tables.values())
            return check(facts)

        return counted


def follow(facts: ContractFacts, changed: Iterable[Changed]) -> CountingBook:
    """Return what following a change asks, without what was asked to begin with."""
    book, changed = CountingBook(), tuple(changed)
    kept = KeptBoard(book, clause_list(), facts)
    book.asked.clear()
    book.shown = 0
    kept.follow(applied(facts, changed), changed)
    return book


def test_only_the_rules_that_read_what_changed_are_asked_again() -> None:
    facts = make_facts(make_case(), make_session(), make_decision(), make_expert())
    session = make_session(status=SessionStatus.REPORTED, reported_on=date(2026, 9, 24))
    asked = set(follow(facts, [Changed(make_session(), session)]).asked)
    assert {"dispatch.cap", "deliverables.session_reports_in_time", "outlook.minimum_in_reach"} <= asked
    assert not {name for name in asked if name.startswith(("assets.", "team.", "plans.", "hearing.", "consultation."))}
    assert set(follow(facts, []).asked) == set()


def test_a_rule_is_asked_once_for_a_change_however_many_records_it_has() -> None:
    facts = make_facts(make_case(), make_session(), make_decision(), make_expert())
    sessions = [make_session(id=f"session-{number}") for number in range(2, 40)]
    book = follow(facts, [Changed(None, session) for session in sessions])
    assert set(book.asked.values()) == {1}


def test_a_change_shows_the_rules_as_few_records_in_a_contract_ten_times_larger() -> None:
    def shown(times: int) -> int:
        facts = year_facts(times)
        case = next(iter(facts.cases.values()))
        return follow(facts, [Changed(case, replace(case, department="総務課"))]).shown

    assert shown(1) == shown(10)


def test_the_memory_of_the_board_grows_no_faster_than_the_records() -> None:
    def bytes_kept(times: int) -> int:
        facts = year_facts(times)
        list(KeptBoard(BOOK, (), facts).board.findings)  # what is remembered once for all is not counted
        tracemalloc.start()
        try:
            kept = KeptBoard(BOOK, clause_list(), replace(facts))
            return tracemalloc.get_traced_memory()[0] if kept.board.findings else 0
        finally:
            tracemalloc.stop()

    assert bytes_kept(8) < 6 * bytes_kept(2)  # tables grow by doubling: twice the memory at a time
