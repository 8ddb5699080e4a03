"""A change is judged on what it bears on alone, and that refuses exactly what judging everything would refuse."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date
from typing import TypeVar

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.contract.facts import ContractFacts
from app.contract.findings import Finding, Severity
from app.contract.sources import Changed, IndexedSource
from app.domain.contract import TermAmendment
from app.domain.record import Member, Record
from app.services.actions.situation import Change
from app.services.judging.judging import BOOK, RECORDED_ANYWAY, Judgement, judge
from tests.factories import TODA, make_case, make_decision, make_expert, make_facts, make_session
from tests.factories_office import make_approval, make_leader, make_member, make_successor
from tests.small_contracts import Drawing, applied
from tests.whole_judging import brought, told

R = TypeVar("R", bound=Record)
SEEDS = st.integers(0, 2**32)


def as_change(changed: Iterable[Changed]) -> Change:
    """Return the change of a use case that leaves the records so."""
    changed = tuple(changed)
    return Change(
        added=tuple(each.after for each in changed if each.after is not None and each.before is None),
        saved=tuple(each.after for each in changed if each.after is not None and each.before is not None),
        removed=tuple(each.before for each in changed if each.before is not None and each.after is None),
    )


def in_order(found: Iterable[Finding]) -> list[Finding]:
    return sorted(found, key=lambda finding: finding.mark)


def codes(judgement: Judgement) -> list[str]:
    return [finding.code.partition(".")[2] for finding in judgement.refusals]


class CountingSource(IndexedSource):
    """Counts the records that it hands out."""

    handed_out = 0

    def by_id(self, kind: type[R], ids: Collection[str]) -> Iterable[R]:
        return self._counted(super().by_id(kind, ids))

    def holding(self, kind: type[R], field: str, values: Collection[object]) -> Iterable[R]:
        return self._counted(super().holding(kind, field, values))

    def every(self, kind: type[R]) -> Iterable[R]:
        return self._counted(super().every(kind))

    def _counted(self, found: Iterable[R]) -> Iterable[R]:
        found = list(found)
        self.handed_out += len(found)
        return found


# The same answer as judging everything


@settings(max_examples=300)
@given(SEEDS)
def test_a_change_is_refused_exactly_when_the_whole_contract_would_refuse_it(seed: int) -> None:
    drawn = Drawing(seed)
    facts = drawn.contract()
    changed = drawn.change(facts)
    narrow = BOOK.brought(changed, IndexedSource(facts.tables), facts.seeing(()))
    assert in_order(narrow) == in_order(brought(facts, applied(facts, changed)))


@settings(max_examples=100)
@given(SEEDS)
def test_a_use_case_is_refused_and_warned_as_by_the_whole_contract(seed: int) -> None:
    drawn = Drawing(seed)
    facts = drawn.contract()
    changed = drawn.change(facts)
    assume(not any(isinstance(each.either, TermAmendment) for each in changed))  # its term has to be one
    judgement = judge(facts, as_change(changed))
    found = brought(facts, applied(facts, changed))
    violations = [finding for finding in found if finding.severity == Severity.VIOLATION]
    refused = {finding.mark for finding in judgement.refusals}
    beside = told(facts, applied(facts, changed), is_removal=any(each.after is None for each in changed))
    expected = [finding for finding in found if finding.mark not in refused] + ([] if refused else beside)
    assert in_order(judgement.warnings) == in_order(expected)
    assert all(finding in violations for finding in judgement.refusals)
    if not any(each.kind.REGISTER.name in RECORDED_ANYWAY for each in changed):
        assert in_order(judgement.refusals) == in_order(violations)


NAMES = frozenset({"number", "name", "title", "partner", "person", "subject"})
BY_NAME = frozenset({"submissions"})  # a monthly report is known by its title
# What a case study gives away, and who sat in a meeting, are names.
ABOUT_NAMES = frozenset({"events.gives_away", "team.meeting_not_interpreted"})


def called_otherwise(record: Record) -> Record:
    """Return a record whose names begin otherwise; they are alike where they were alike."""
    if record.REGISTER.name in BY_NAME:
        return record
    named = {
        field.name: f"改名{getattr(record, field.name)}"
        for field in record.REGISTER.fields
        if field.name in NAMES and getattr(record, field.name).strip()
    }
    return replace(record, **named)  # type: ignore[arg-type]


@settings(max_examples=100)
@given(SEEDS)
def test_a_new_name_is_nothing_new(seed: int) -> None:
    """A record that is called otherwise is the same trouble: what is compared is what a rule measures."""
    facts = Drawing(seed).contract()
    records = [record for table in facts.tables.values() for record in table.values()]
    renamed = facts.with_changes(called_otherwise(record) for record in records)
    kept = [each for each in BOOK.findings(facts) if each.code not in ABOUT_NAMES]
    now = [each for each in BOOK.findings(renamed) if each.code not in ABOUT_NAMES]
    assert [finding.identity for finding in now] == [finding.identity for finding in kept]


# Only what is needed


def cases_of_one_office(count: int) -> ContractFacts:
    return make_facts(*(make_case(id=f"case-{number}") for number in range(count)), make_decision(), make_expert())


def handed_out(facts: ContractFacts, *saved: Record) -> int:
    source = CountingSource(facts.tables)
    judge(facts.seeing(()), Change(saved=saved), source)
    return source.handed_out


def test_a_note_on_a_case_reads_as_much_among_a_thousand_cases_of_its_office_as_among_ten() -> None:
    noted = make_case(id="case-1", note="電話")
    assert handed_out(cases_of_one_office(10), noted) == handed_out(cases_of_one_office(1_000), noted)


def test_a_session_reads_the_sessions_of_its_office_and_of_its_day_and_no_others() -> None:
    def sessions(count: int) -> Iterable[Record]:
        for number in range(count):
            yield make_session(
                id=f"session-{number + 2}",
                case_id="case-2",
                municipality_code=TODA,
                held_on=date(2026, 7, 1),
                expert_ids=(Member("expert-2"),),
            )

    def facts(count: int) -> ContractFacts:
        other = make_case(id="case-2", municipality_code=TODA)
        return make_facts(make_case(), other, make_session(), make_decision(), make_expert(), *sessions(count))

    changed = make_session(place="第2庁舎", expert_ids=())
    assert handed_out(facts(3), changed) == handed_out(facts(300), changed)


# Removals


def test_removing_a_member_of_the_team_warns_of_the_gap_it_leaves() -> None:
    successor = make_successor()
    facts = make_facts(make_leader(), make_member(until_on=date(2026, 11, 30)), successor, make_approval())
    judgement = judge(facts, Change(removed=(successor,)))
    assert {finding.code for finding in judgement.warnings} >= {"team.no_member_ahead"}
    assert judgement.refusals == ()


def test_removing_what_keeps_a_contract_whole_is_refused() -> None:
    decision = make_decision()
    facts = make_facts(make_case(), make_session(), decision, make_expert())
    assert codes(judge(facts, Change(removed=(decision,)))) == ["decided_without_consultation"]
    assert codes(judge(facts, Change(removed=(make_expert(),)))) == []  # the session was held; the way out is barred


def test_recording_a_decision_is_never_refused() -> None:
    facts = make_facts(make_case(), make_decision(), make_expert())
    refused = make_decision(result="refused")
    assert codes(judge(facts, Change(saved=(refused,)))) == []


# Names


def test_a_second_expert_without_consent_is_another_violation_than_the_first() -> None:
    first, second = (make_expert(id=f"expert-{number}", consented_on=None) for number in (1, 2))
    both = (Member("expert-1"), Member("expert-2"))
    facts = make_facts(make_case(expert_ids=both), make_session(), make_decision(), first, second)
    judgement = judge(facts, Change(saved=(make_session(expert_ids=both),)))
    assert "session_expert_no_consent" in codes(judgement)


def test_a_session_already_in_violation_may_be_mended_elsewhere_after_its_expert_changed_the_name() -> None:
    facts = make_facts(make_case(), make_session(), make_decision(), make_expert(consented_on=None))
    renamed = make_expert(consented_on=None, name="渡邉　さくら")
    assert codes(judge(facts, Change(saved=(renamed, make_session(place="第2庁舎"))))) == []
