"""The schedule: drawn up from the contract, agreed once, and told by the records how it goes."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from app.domain.accompaniment import AccompanimentStatus
from app.domain.plan import PlanTask
from app.services.desk import Desk
from app.services.plans.gantt import gantt_page, group_of
from app.services.plans.tasks import STEPS, missing_tasks
from app.services.plans.views import GanttPage, GanttRow
from tests.desks import add_decision, add_expert, made, reasons, refusal
from tests.factories import make_amendment
from tests.factories_support import accompanied, make_accompaniment_session, named_facts


def row(page: GanttPage, title: str) -> GanttRow:
    (found,) = [each for each in page.rows if each.title == title]
    return found


def add_accompaniment(desk: Desk, **entries: object) -> str:
    """Record a plan decided on 2026-09-02 for 蕨市."""
    values = {
        "municipality_code": "蕨市",
        "theme": "書かない窓口",
        "fields": "自治体フロントヤード改革の推進",
        "manager_id": add_expert(desk),
        "hearing_on": "令和8年6月10日",
        "plan": "4段階で進める。",
        "consultation_id": add_decision(desk),
        "municipality_agreed_on": "令和8年9月1日",
        "decided_on": "令和8年9月2日",
        "status": "決定",
        **entries,
    }
    return made(desk.run("accompaniment.add", None, values), "accompaniments")


def test_the_schedule_of_the_contract_names_every_part_and_all_ten_deliverables(desk: Desk) -> None:
    assert desk.plans.gantt().undrawn == 25
    desk.plans.draw_tasks()
    page = desk.plans.gantt()
    titles = [each.title for each in page.rows]
    for number in range(1, 11):
        assert sum(title.startswith(f"成果物{number}　") for title in titles) == 1
    for words in ("キックオフミーティング", "市町村ヒアリングへの同席", "長期伴走支援", "履行期限"):
        assert words in titles
    for words in ("職員交流会", "コンテスト", "報告会"):
        assert f"{words}（時期は県と協議）" in titles
    hearings = row(page, "市町村ヒアリングへの同席")
    assert (hearings.starts_on, hearings.ends_on) == (date(2026, 6, 1), date(2026, 8, 31))
    assert row(page, "履行期限").ends_on == date(2027, 3, 19)
    assert (page.from_on, page.until_on) == (date(2026, 5, 1), date(2027, 3, 31))
    assert page.undrawn == 0


def test_drawing_twice_makes_nothing_twice_and_a_removed_task_comes_back(desk: Desk) -> None:
    desk.plans.draw_tasks()
    with refusal("plans.every_task_is_there"):
        desk.plans.draw_tasks()
    kickoff = row(desk.plans.gantt(), "キックオフミーティング").id
    desk.run("plan_task.remove", kickoff, {})
    assert desk.plans.gantt().undrawn == 1
    assert desk.plans.draw_tasks().changed == (kickoff,)


def test_the_baseline_is_kept_once_and_a_later_plan_deviates_from_it(desk: Desk) -> None:
    desk.plans.draw_tasks()
    assert not desk.plans.gantt().has_baseline
    desk.plans.set_baseline()
    hearings = row(desk.plans.gantt(), "市町村ヒアリングへの同席")
    assert hearings.baseline_ends_on == date(2026, 8, 31)
    with refusal("plans.baseline_is_set"):
        desk.plans.set_baseline()
    desk.run("plan_task.move", hearings.id, {"ends_on": "令和8年10月9日"})
    desk.run("plan_task.edit", hearings.id, {"note": "県の都合"})
    moved = row(desk.plans.gantt(), "市町村ヒアリングへの同席")
    assert (moved.baseline_ends_on, moved.deviation) == (date(2026, 8, 31), 26)
    assert moved.deviation_label == "当初より26開庁日遅れ"
    assert "baseline_ends_on" not in {field.name for field in PlanTask.REGISTER.fields if not field.fixed}


def test_a_new_task_gets_its_baseline_without_touching_the_others(desk: Desk) -> None:
    desk.plans.draw_tasks()
    desk.plans.set_baseline()
    entries = {"title": "利用案内の配布", "starts_on": "令和8年10月1日", "ends_on": "令和8年10月9日"}
    own = made(desk.run("plan_task.add", None, entries), "plan-tasks")
    assert desk.plans.set_baseline().changed == (own,)


def test_the_performance_deadline_the_report_dates_and_today_are_lines(desk: Desk) -> None:
    lines = desk.plans.gantt().lines
    assert [(line.on, line.label) for line in lines if line.kind == "deadline"] == [(date(2027, 3, 19), "履行期限")]
    assert [line.on for line in lines if line.kind == "today"] == [date(2026, 9, 30)]
    reports = {line.on: line.label for line in lines if line.kind == "due"}
    assert "月例業務報告書（2026年9月分）" in reports[date(2026, 10, 10)]
    for words in ("伴走支援実施報告書", "事業実施概要説明書", "完了報告書"):
        assert words in reports[date(2027, 3, 31)]


def test_progress_is_recorded_and_refused_for_a_day_to_come(desk: Desk) -> None:
    desk.plans.draw_tasks()
    task = row(desk.plans.gantt(), "コミュニケーション体制の構築").id
    desk.run("plan_task.progress", task, {"began_on": "令和8年5月12日", "finished_on": "令和8年5月22日"})
    done = row(desk.plans.gantt(), "コミュニケーション体制の構築")
    assert (done.state, done.progress) == ("done", 100)
    assert reasons(desk, "plan_task.progress", task, {"finished_on": "令和8年10月1日"})


def test_what_the_records_tell_is_not_typed_again(desk: Desk) -> None:
    desk.plans.draw_tasks()
    entries = {"deliverable": "1", "title": "実施計画書", "submitted_on": "令和8年5月15日"}
    desk.run("submission.add", None, entries)
    page = desk.plans.gantt()
    assert row(page, "契約締結").state == "done"
    handed_in = row(page, "成果物1　実施計画書")
    assert (handed_in.finished_on, handed_in.state) == (date(2026, 5, 15), "done")
    assert row(page, "成果物2　実施体制図").state == "late"


def test_an_amended_deadline_moves_the_tasks_that_are_drawn_after_it() -> None:
    amended = make_amendment(term="performance.deadline", value="令和9年3月12日", holds_from=date(2026, 9, 1))
    tasks = {task.title: task for task in missing_tasks(named_facts(amendments=(amended,)))}
    assert tasks["専門人材の派遣"].ends_on == tasks["履行期限"].ends_on == date(2027, 3, 12)


@pytest.mark.parametrize(
    ("clause", "title", "group"),
    [
        ("3", "契約締結", "契約"),
        ("3", "履行期限", "期限"),
        ("5(1)", "実施計画書の作成", "計画"),
        ("5(1)", "成果物1　実施計画書", "成果物"),
        ("6(1)ア", "体制", "体制"),
        ("6(10)", "手引き", "行事と共有"),
        ("6(4)キ", "報告会", "行事と共有"),
        ("6(4)", "伴走支援", "支援"),
        ("表2", "自分で加えた工程", ""),
        ("", "", ""),
    ],
)
def test_tasks_stand_in_groups_by_their_clause(clause: str, title: str, group: str) -> None:
    assert group_of(clause, title) == group


# The steps of a support plan


def test_a_support_plan_without_sessions_has_four_steps_up_to_the_performance_deadline(desk: Desk) -> None:
    item = add_accompaniment(desk)
    desk.plans.draw_tasks(item)
    page = desk.plans.gantt(item)
    steps = [each for each in page.rows if each.clause == "6(4)イ"]
    assert tuple(each.title for each in steps) == STEPS
    assert steps[0].starts_on == date(2026, 9, 3)
    assert steps[-1].ends_on == date(2027, 3, 19)
    assert all(one.ends_on < other.starts_on for one, other in pairwise(steps))
    assert page.rows[-1].ends_on == date(2027, 3, 31)
    assert page.title == "蕨市"
    assert [line.label for line in page.lines if line.kind == "due"] == ["伴走支援実施報告書（蕨市）"]


def test_sessions_come_to_the_step_that_they_name_and_tell_how_it_goes(desk: Desk) -> None:
    item = add_accompaniment(desk)
    common = {"accompaniment_id": item, "municipality_code": "蕨市", "expert_ids": desk.ids("experts")}
    for day, step, status in (
        ("9月8日", "現状の把握", "実施済"),
        ("9月29日", "現状の把握", "実施済"),
        ("10月20日", "試行", "予定"),
    ):
        entries = {**common, "held_on": day, "step": step, "status": status}
        desk.run("accompaniment_session.add", None, entries)
    desk.plans.draw_tasks(item)
    page = desk.plans.gantt(item)
    first, second = row(page, "現状の把握"), row(page, "試行")
    assert (first.starts_on, first.ends_on) == (date(2026, 9, 8), date(2026, 9, 29))
    assert (first.state, first.began_on, first.finished_on) == ("done", date(2026, 9, 8), date(2026, 9, 29))
    assert (first.sessions_held, second.sessions_planned) == (2, 1)
    tasks = {session.step: session.task_id for session in desk.plans.support_plan(item).sessions}
    assert tasks == {"現状の把握": first.id, "試行": second.id}


def test_a_step_is_half_done_when_half_of_its_sessions_are_held() -> None:
    held = make_accompaniment_session(id="s1", step="試行")
    planned = make_accompaniment_session(
        id="s2", step="試行", held_on=date(2026, 10, 20), status=AccompanimentStatus.PLANNED
    )
    records = accompanied(held, planned)
    facts = named_facts(*records)
    (task,) = [each for each in missing_tasks(facts, "accompaniment-1") if each.title == "試行"]
    joined = [replace(each, task_id=task.id) for each in (held, planned)]
    page = gantt_page(facts.with_changes([*joined, task]), "accompaniment-1")
    assert (row(page, "試行").progress, row(page, "試行").state) == (50, "running")


def support_titles(page: GanttPage) -> list[str]:
    return [each.title for each in page.rows if each.clause == "6(4)イ"]


def test_a_step_that_begins_earlier_than_those_drawn_is_added_and_nothing_is_doubled(desk: Desk) -> None:
    item = add_accompaniment(desk)
    common = {
        "accompaniment_id": item,
        "municipality_code": "蕨市",
        "expert_ids": desk.ids("experts"),
        "status": "予定",
    }
    for day, step in (("10月6日", "取組の検討"), ("10月20日", "試行")):
        desk.run("accompaniment_session.add", None, {**common, "held_on": day, "step": step, "status": "予定"})
    desk.plans.draw_tasks(item)
    earlier = {"held_on": "10月1日", "step": "現状の把握", "status": "予定"}
    desk.run("accompaniment_session.add", None, {**common, **earlier})
    assert desk.plans.gantt(item).undrawn == 1
    desk.plans.draw_tasks(item)
    assert sorted(support_titles(desk.plans.gantt(item))) == sorted(("現状の把握", "取組の検討", "試行"))
    assert desk.plans.gantt(item).undrawn == 0


def test_a_task_entered_by_hand_is_not_drawn_again_for_its_own_accompaniment_alone() -> None:
    sessions = [make_accompaniment_session(id="s1", step="試行")]
    facts = named_facts(*accompanied(*sessions))
    by_hand = PlanTask(id="by-hand", accompaniment_id="accompaniment-1", title="試行　")
    assert "試行" not in {each.title for each in missing_tasks(facts.with_changes([by_hand]), "accompaniment-1")}
    elsewhere = replace(by_hand, accompaniment_id="accompaniment-2")
    assert "試行" in {each.title for each in missing_tasks(facts.with_changes([elsewhere]), "accompaniment-1")}
