"""Support plans: what each municipality is at, what comes next, its figures, and the month's report (6(4))."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from app.contract.facts import ContractFacts
from app.domain.accompaniment import Accompaniment, AccompanimentSession, AccompanimentStatus, PlanStatus
from app.domain.case import Mode
from app.domain.plan import Indicator, PlanTask
from app.domain.record import Record
from app.services.desk import Desk
from app.services.plans.support import (
    change_words,
    indicator_lines,
    is_reached,
    number_in,
    report_text,
    support_lines,
    support_page,
)
from app.services.plans.support_steps import next_step, support_turns
from app.services.plans.views import IndicatorLine
from tests.factories import make_decision, make_expert
from tests.factories_support import accompanied, make_accompaniment, make_accompaniment_session, named_facts

TASK = PlanTask(
    id="task-1",
    accompaniment_id="accompaniment-1",
    position=10,
    title="試行",
    clause="6(4)イ",
    starts_on=date(2026, 9, 3),
    ends_on=date(2026, 10, 30),
    baseline_starts_on=date(2026, 9, 3),
    baseline_ends_on=date(2026, 10, 16),
)
PLANNED = {"id": "support-2", "held_on": date(2026, 10, 20), "status": AccompanimentStatus.PLANNED, "content": ""}


def facts(*records: Record, **changes: object) -> ContractFacts:
    return named_facts(*accompanied(**changes), *records)


def item(known: ContractFacts) -> Accompaniment:
    return known.of(Accompaniment)["accompaniment-1"]


def test_a_municipality_at_a_glance() -> None:
    held = make_accompaniment_session(task_id="task-1")
    planned = make_accompaniment_session(task_id="task-1", **PLANNED)
    (line,) = support_lines(facts(TASK, held, planned))
    assert (line.municipality, line.manager, line.status_label) == ("蕨市", "髙木　さくら", "決定")
    assert (line.sessions_held, line.sessions_planned) == (1, 1)
    assert (line.progress, line.worst_deviation) == (50, 10)
    assert line.next_step == "令和8年10月20日（火）の支援を実施する（試行）"


UNDECIDED = {"status": PlanStatus.HEARING, "decided_on": None}


@pytest.mark.parametrize(
    ("changes", "step"),
    [
        ({**UNDECIDED, "hearing_on": None, "plan": "", "consultation_id": "", "municipality_agreed_on": None},
         "市町村へのヒアリングを実施する"),
        ({**UNDECIDED, "plan": "　", "consultation_id": "", "municipality_agreed_on": None}, "実施プラン案を作成する"),
        ({**UNDECIDED, "consultation_id": "", "municipality_agreed_on": None}, "実施プラン案を県と協議する"),
        ({**UNDECIDED, "municipality_agreed_on": None}, "市町村と協議する"),
        (UNDECIDED, "実施プランの決定日を記録する"),
        ({}, "支援結果を書いて報告する"),
        ({"result": "結果", "reported_on": date(2026, 9, 30)}, "なし（報告済み）"),
    ],
)  # fmt: skip
def test_the_way_of_a_plan_is_told_step_by_step(changes: dict[str, object], step: str) -> None:
    known = facts(**changes)
    assert next_step(item(known), known) == step


@pytest.mark.parametrize(
    ("changes", "since"),
    [
        ({**UNDECIDED, "hearing_on": None, "plan": "", "consultation_id": "", "municipality_agreed_on": None}, None),
        ({**UNDECIDED, "hearing_on": date(2026, 6, 8), "plan": "", "consultation_id": ""}, date(2026, 6, 8)),
        ({**UNDECIDED, "hearing_on": date(2026, 6, 8), "consultation_id": ""}, date(2026, 6, 8)),
        ({**UNDECIDED, "municipality_agreed_on": date(2026, 7, 3)}, date(2026, 7, 3)),
        ({"decided_on": date(2026, 7, 10)}, date(2026, 7, 10)),
    ],
)
def test_the_contractor_has_waited_since_the_step_before(changes: dict[str, object], since: date | None) -> None:
    known = facts(**changes)
    (turn,) = support_turns(known)
    assert (turn.who, turn.subject, turn.since_on) == ("受託者", "伴走支援（蕨市）", since)
    assert (turn.register, turn.id) == ("accompaniments", "accompaniment-1")


@pytest.mark.parametrize(
    ("day", "who", "what"),
    [
        (date(2026, 9, 30), "専門人材・市町村", "令和8年9月30日（水）の支援を実施する"),
        (date(2026, 9, 29), "受託者", "令和8年9月29日（火）の実施を記録する"),
    ],
)
def test_a_planned_session_is_the_turn_of_who_holds_it_until_its_day_is_over(day: date, who: str, what: str) -> None:
    known = facts(make_accompaniment_session(**{**PLANNED, "held_on": day, "step": ""}))
    assert known.today == date(2026, 9, 30)
    (turn,) = support_turns(known)
    assert (turn.who, turn.what, turn.since_on) == (who, what, day)


@pytest.mark.parametrize("records", [(), (TASK,)])
def test_a_reported_accompaniment_is_nobodys_turn_even_with_an_open_step(records: tuple[Record, ...]) -> None:
    known = facts(*records, result="結果", reported_on=date(2026, 9, 30))
    assert list(support_turns(known)) == []
    assert next_step(item(known), known) == "なし（報告済み）"


def test_a_session_planned_before_the_report_is_still_to_be_held_or_recorded() -> None:
    known = facts(make_accompaniment_session(**PLANNED), result="結果", reported_on=date(2026, 9, 30))
    assert [turn.what for turn in support_turns(known)] == [next_step(item(known), known)]


def test_a_planned_session_that_has_passed_is_to_be_recorded_first() -> None:
    known = facts(TASK, make_accompaniment_session(**{**PLANNED, "held_on": date(2026, 9, 29)}))
    assert next_step(item(known), known) == "令和8年9月29日（火）の実施を記録する"


def test_an_open_step_without_a_session_asks_for_one() -> None:
    known = facts(TASK)
    assert next_step(item(known), known) == "「試行」の回を予定する"


def test_the_page_shows_steps_sessions_figures_and_its_own_warnings_alone() -> None:
    online = make_accompaniment_session(mode=Mode.ONLINE, task_id="task-1")
    other = make_accompaniment(id="accompaniment-2", municipality_code="112241", manager_id="")
    known = facts(TASK, online, other, Indicator(id="i", accompaniment_id="accompaniment-1", name="手続"))
    page = support_page(item(known), known)
    assert page.fields == ("自治体フロントヤード改革の推進",)
    assert [(each.step, each.mode) for each in page.sessions] == [("試行", "オンライン")]
    assert [each.title for each in page.schedule.rows] == ["試行"]
    assert [warning.clause for warning in page.warnings] == ["6(4)ウ"]
    assert [each.name for each in page.indicators] == ["手続"]
    assert page.line.warnings == 1
    assert [line.warnings for line in support_lines(known)] == [1, 1]


@pytest.mark.parametrize("field", ["theme", "manager_id", "hearing_on", "plan", "fields"])
def test_what_a_plan_cannot_do_without_leads_to_its_field(field: str) -> None:
    empty = {"theme": "", "manager_id": "", "hearing_on": None, "plan": " ", "fields": ()}
    known = facts(TASK, **{field: empty[field]})
    assert [(each.id, each.field) for each in support_page(item(known), known).lacking] == [("accompaniment-1", field)]


def test_a_plan_without_steps_is_not_complete() -> None:
    known = facts()
    assert [each.label for each in support_page(item(known), known).lacking] == ["取組の段階（工程）"]


# Figures before and after


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", Fraction(12)),
        ("約１２．５分", Fraction(25, 2)),
        ("1,200件", Fraction(1200)),
        ("▲3", Fraction(-3)),
        ("−0.5", Fraction(-1, 2)),
        ("", None),
        ("なし", None),
        ("10～20", None),
    ],
)
def test_the_one_number_of_a_typed_value_is_read(text: str, number: Fraction | None) -> None:
    assert number_in(text) == number


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (12, 26, "＋14（＋117％）"),
        (40, 30, "▲10（▲25％）"),
        (5, 5, "±0（±0％）"),
        (0, 3, "＋3"),
        (None, 3, ""),
        (3, None, ""),
    ],
)
def test_a_change_is_told_in_figures_and_per_cent(before: int | None, after: int | None, words: str) -> None:
    numbers = (None if each is None else Fraction(each) for each in (before, after))
    assert change_words(*numbers) == words


@pytest.mark.parametrize(
    ("before", "target", "after", "reached"),
    [
        (12, 30, 30, True),
        (12, 30, 29, False),
        (90, 60, 60, True),  # less is better where the target lies below
        (90, 60, 61, False),
        (None, 30, 31, True),
        (12, None, 30, None),
        (12, 30, None, None),
    ],
)
def test_a_target_is_reached_from_the_side_on_which_the_figure_began(
    before: int | None, target: int | None, after: int | None, reached: bool | None
) -> None:
    numbers = (None if each is None else Fraction(each) for each in (before, target, after))
    assert is_reached(*numbers) is reached


def test_a_figure_is_shown_with_its_change() -> None:
    figure = Indicator(id="i", accompaniment_id="a", name="待ち時間", unit="分", before="42", target="25", after="24")
    (line,) = indicator_lines(named_facts(figure), "a")
    assert isinstance(line, IndicatorLine)
    assert (line.change, line.is_reached) == ("▲18（▲43％）", True)


# The section of the monthly report


def session(day: date, **changes: object) -> AccompanimentSession:
    return make_accompaniment_session(id=f"support-{day}", held_on=day, step="試行", **changes)


def test_the_month_tells_its_sessions_and_the_count_so_far() -> None:
    known = facts(
        session(date(2026, 8, 31)), session(date(2026, 9, 1)), session(date(2026, 9, 30)), session(date(2026, 10, 1))
    )
    text = report_text(known, date(2026, 9, 15))
    assert text.startswith("2026年9月は2回の支援を実施した（累計3回／目安100回、対象1市町村）。")
    assert "・令和8年9月1日（火）　対面　試行　現状の業務を一緒に書き出した。" in text
    assert "8月31日" not in text
    assert "10月1日" not in text


def test_sessions_not_held_are_not_counted_and_an_idle_month_says_so() -> None:
    cancelled = session(date(2026, 9, 8), status=AccompanimentStatus.CANCELLED)
    planned = session(date(2026, 9, 29), status=AccompanimentStatus.PLANNED)
    text = report_text(facts(cancelled, planned), date(2026, 9, 1))
    assert "2026年9月は0回の支援を実施した（累計0回" in text
    assert "・当月の支援はなかった。" in text


def test_every_municipality_stands_in_the_report_with_its_next_step() -> None:
    other = make_accompaniment(id="accompaniment-2", municipality_code="112241", theme="eL-QR")
    text = report_text(facts(other), date(2026, 9, 1))
    assert text.index("■ 蕨市（書かない窓口）") < text.index("■ 戸田市（eL-QR）")
    assert text.count("・次の予定：") == 2


def test_the_desk_shows_the_demonstration_year(demonstration: Desk) -> None:
    lines = demonstration.plans.support_plans()
    assert len(lines) == 7
    page = demonstration.plans.support_plan(lines[0].id)
    assert len(page.sessions) == 11
    assert page.schedule.has_baseline
    assert page.warnings == ()
    assert "回の支援を実施した" in demonstration.plans.accompaniment_report(date(2026, 12, 1))


def test_an_expert_who_left_the_database_still_has_a_name(demonstration: Desk) -> None:
    known = named_facts(replace(make_expert(), is_listed=False), make_decision(), make_accompaniment())
    (line,) = support_lines(known)
    assert line.manager == "髙木　さくら"
