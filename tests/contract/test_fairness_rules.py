"""The rule on an even spread as cases an official could read: who was sent, who could have been, what is found."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from app.contract.facts import ContractFacts
from app.contract.fairness import Able, works
from app.contract.findings import Finding
from app.contract.needs import WHOLE
from app.contract.rules import rule_book
from app.contract.rules.fairness import evenly_spread
from app.contract.sources import Changed, IndexedSource
from app.domain.expert import Expert
from app.domain.record import Member, Record
from app.domain.session import Session, SessionStatus
from tests.factories import make_case, make_expert, make_facts, make_session

FIRST = date(2026, 6, 1)
FIELD = (Member("front-yard"),)


def experts(*names: str, **changes: Any) -> tuple[Expert, ...]:
    return tuple(make_expert(id=name, name=name, kana=name, **changes) for name in names)


def sent(name: str, times: int, start: int = 0, **changes: Any) -> tuple[Session, ...]:
    """Return so many sessions of one expert, on days of their own."""
    return tuple(
        make_session(
            id=f"{name}-{number}",
            held_on=FIRST + timedelta(days=number),
            expert_ids=(Member(name),),
            **changes,
        )
        for number in range(start, start + times)
    )


def found(*records: Record, **changes: Any) -> list[Finding]:
    return list(evenly_spread(facts(*records, **changes)))


def facts(*records: Record, today: date = date(2026, 9, 30)) -> ContractFacts:
    return make_facts(make_case(fields=FIELD), *records, today=today)


@pytest.mark.parametrize(("times", "expected"), [(3, False), (4, True)])
def test_over_three_more_than_somebody_who_could_have_done_them_is_uneven(times: int, expected: bool) -> None:
    assert bool(found(*experts("多い", "少ない"), *sent("多い", times))) is expected


def test_the_finding_is_about_the_one_to_be_sent_next_and_names_both() -> None:
    (finding,) = found(*experts("多い", "少ない"), *sent("多い", 9), *sent("少ない", 2, 20))
    assert (finding.rule, finding.clause, finding.subject.id) == ("6.6.l", "6(6)シ", "少ない")
    assert {name: str(value) for name, value in finding.values.items()} == {
        "expert": "少ない", "least": "2", "other": "多い", "load": "9", "steps": "2",
    }  # fmt: skip


def test_planned_dispatches_count_and_cancelled_ones_do_not() -> None:
    planned, cancelled = SessionStatus.PLANNED, SessionStatus.CANCELLED
    assert found(*experts("多い", "少ない"), *sent("多い", 4, status=planned))
    assert not found(*experts("多い", "少ない"), *sent("多い", 4, status=cancelled))


def test_who_could_not_have_done_them_is_not_compared() -> None:
    other = make_expert(id="別", fields=(Member("security", "leading"),))
    assert not found(*experts("多い"), other, *sent("多い", 12))


def test_who_only_assists_is_not_able_while_somebody_masters_the_field() -> None:
    helper = make_expert(id="補助", fields=(Member("front-yard", "assisting"),))
    assert not found(*experts("多い"), helper, *sent("多い", 12))


@pytest.mark.parametrize(("explained", "consented"), [(1, 1), (-5, 1), (1, -5)])
def test_who_consented_after_the_dispatches_could_not_have_done_them(explained: int, consented: int) -> None:
    last = FIRST + timedelta(days=5)
    (late,) = experts("遅い", explained_on=last + timedelta(explained), consented_on=last + timedelta(consented))
    assert not found(*experts("多い"), late, *sent("多い", 6))


def test_who_consented_on_the_day_of_the_first_dispatch_could_have_done_them_all() -> None:
    (in_time,) = experts("間に合う", explained_on=FIRST, consented_on=FIRST, listed_on=FIRST + timedelta(days=30))
    assert found(*experts("多い"), in_time, *sent("多い", 6))


def test_who_is_not_listed_is_neither_blamed_nor_to_be_sent() -> None:
    gone = experts("去った", is_listed=False, listed_on=None)
    assert not found(*gone, *experts("残る"), *sent("去った", 9))
    assert not found(*gone, *experts("残る"), *sent("残る", 9))


def test_each_expert_of_a_session_counts() -> None:
    both = [replace(each, expert_ids=(Member("一"), Member("二"))) for each in sent("一", 4)]
    assert found(*experts("一", "二", "三"), *both)
    assert not found(*experts("一", "二"), *both)


def test_an_accepted_gap_speaks_again_only_after_three_more() -> None:
    def mark(times: int) -> str:
        (finding,) = found(*experts("多い", "少ない"), *sent("多い", times))
        return finding.identity

    assert mark(4) == mark(5) == mark(6)
    assert mark(6) != mark(7)


@pytest.mark.parametrize(
    ("own", "asked", "expected"),
    [
        (("ai",), ("ai",), True),
        (("ai",), ("ai", "bpr"), True),  # half of them
        (("ai",), ("ai", "bpr", "security"), False),  # less than half, and another masters two
        ((), ("ai",), False),
        ((), (), True),  # nothing is asked
    ],
)
def test_half_of_the_fields_make_somebody_able(own: tuple[str, ...], asked: tuple[str, ...], expected: bool) -> None:
    one = make_expert(id="一", fields=tuple(Member(code, "capable") for code in own))
    other = make_expert(id="二", fields=tuple(Member(code, "leading") for code in ("bpr", "security", "ai")))
    able = Able(make_facts(one, other)).on(FIRST, tuple(Member(code) for code in asked))
    assert ("一" in able) is expected


def test_where_nobody_masters_half_one_field_is_enough_and_then_assistance() -> None:
    one = make_expert(id="一", fields=(Member("ai", "capable"), Member("bpr", "assisting")))
    asked = tuple(Member(code) for code in ("ai", "bpr", "security"))
    helper = make_expert(id="補助", fields=(Member("security", "assisting"),))
    assert Able(make_facts(one, helper)).on(FIRST, asked) == {"一"}
    assert Able(make_facts(one)).on(FIRST, (Member("bpr"),)) == {"一"}
    assert Able(make_facts(one)).on(FIRST, (Member("security"),)) == frozenset()


def test_alike_dispatches_are_counted_together() -> None:
    (work,) = works(facts(*experts("一", "二"), *sent("一", 2), *sent("二", 3, 10)))
    assert (work.count, work.units, work.done_by, work.kept_by) == (5, 5, {"一": 2, "二": 3}, {})


def test_who_does_what_they_are_not_able_to_do_may_keep_it() -> None:
    other = make_expert(id="別", fields=(Member("security", "leading"),))
    (work,) = works(facts(*experts("一"), other, *sent("一", 2), *sent("別", 1, 10)))
    assert (work.able, work.kept_by) == ({"一"}, {"別": 1})


def test_who_was_removed_and_who_was_never_named_carries_nothing() -> None:
    nobody = replace(sent("空", 1, 20)[0], expert_ids=())
    assert works(facts(*experts("一"), *sent("消えた", 9), nobody)) == ()
    pair = [replace(each, expert_ids=(Member("一"), Member("消えた"))) for each in sent("一", 2)]
    (work,) = works(facts(*experts("一"), *pair))
    assert (work.needed, work.done_by) == (1, {"一": 2})
    assert not found(*experts("一", "二"), *sent("消えた", 9))


def test_a_dispatch_whose_case_was_removed_asks_for_no_field() -> None:
    other = make_expert(id="別", fields=(Member("security", "leading"),))
    (work,) = works(make_facts(*experts("一"), other, *sent("一", 2, case_id="消えた"), today=date(2026, 9, 30)))
    assert (work.fields, work.able) == ((), {"一", "別"})


LATE = date(2026, 9, 30)
(MANY, FEW), DISPATCH, CASE = experts("多い", "少ない"), sent("多い", 4)[0], make_case(fields=FIELD)
NEEDS = next(each.needs for each in rule_book().rules if each.check is evenly_spread)
OTHER_CASE = make_case(id="別の案件", fields=(Member("security"),))


@pytest.mark.parametrize(
    ("before", "changes"),
    [
        (FEW, {"is_listed": False}),
        (FEW, {"explained_on": LATE}),
        (FEW, {"consented_on": LATE}),
        (FEW, {"fields": (Member("bpr"),)}),
        (FEW, {"name": "改名"}),
        (MANY, {"name": "改名"}),
        (DISPATCH, {"status": SessionStatus.CANCELLED}),
        (DISPATCH, {"held_on": date(2026, 5, 12)}),
        (DISPATCH, {"expert_ids": (Member("少ない"),)}),
        (DISPATCH, {"case_id": "別の案件"}),
        (CASE, {"fields": (Member("security"),)}),
    ],
)
def test_whatever_changes_the_finding_makes_the_rule_judge_again(before: Record, changes: dict[str, Any]) -> None:
    def told(*records: Record) -> list[object]:
        # Only one of the four is such that the other could have done it.
        others = sent("多い", 3, 1, case_id="別の案件")
        whole = make_facts(MANY, FEW, DISPATCH, *others, CASE, OTHER_CASE, *records)
        return [
            (each.subject.id, {name: str(value) for name, value in each.values.items()})
            for each in evenly_spread(whole)
        ]

    after = replace(before, **changes)
    assert told() != told(after)
    assert NEEDS.touched([Changed(before, after)], IndexedSource({})) == {WHOLE}


@pytest.mark.parametrize(
    ("before", "changes"),
    [
        (FEW, {"note": "メモ"}),
        (DISPATCH, {"content": "支援した。"}),
        (DISPATCH, {"municipality_code": "112241"}),
        (CASE, {"content": "改めた。"}),
    ],
)
def test_what_the_rule_does_not_read_leaves_it_alone(before: Record, changes: dict[str, Any]) -> None:
    assert NEEDS.touched([Changed(before, replace(before, **changes))], IndexedSource({})) == frozenset()
    assert NEEDS.touched([Changed(before, None)], IndexedSource({})) == {WHOLE}
