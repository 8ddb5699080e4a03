"""The schedule as a chart shows it: rows with their deviation, and the days drawn as lines."""

from collections.abc import Sequence
from datetime import date, timedelta

from app.contract.deadlines import DeadlineState, accompaniment_deadlines, contract_deadlines
from app.contract.facts import ContractFacts
from app.domain.accompaniment import Accompaniment, AccompanimentSession, AccompanimentStatus
from app.domain.plan import PlanTask
from app.planning.schedule import deviation, deviation_words, progress, state
from app.services.plans.actuals import UNKNOWN, Actual, actuals, span_of
from app.services.plans.tasks import missing_tasks, sessions_of
from app.services.plans.views import GanttLine, GanttPage, GanttRow

WHOLE = "業務全体の工程"
CHAPTERS = {
    "3": "契約",
    "5": "計画",
    "6(1)": "体制",
    "6(2)": "専門人材",
    "6(3)": "専門人材",
    "6(4)": "支援",
    "6(5)": "支援",
    "6(6)": "支援",
    "6(7)": "ヒアリング",
    "6(8)": "行事と共有",
    "6(9)": "行事と共有",
    "6(10)": "行事と共有",
}
DELIVERABLES, PERFORMANCE_DEADLINE = "成果物", "履行期限"


def tasks_of(facts: ContractFacts, accompaniment_id: str = "") -> tuple[PlanTask, ...]:
    """Return the tasks of the whole contract, or of one accompaniment, that have their days; in their order."""
    found = [
        each
        for each in facts.of(PlanTask).values()
        if each.accompaniment_id == accompaniment_id and each.starts_on and each.ends_on
    ]
    return tuple(sorted(found, key=lambda each: (each.position or 0, each.starts_on or date.max, each.id)))


def gantt_page(facts: ContractFacts, accompaniment_id: str = "") -> GanttPage:
    """Return the schedule of the whole contract, or of one accompaniment."""
    known = actuals(facts, accompaniment_id)
    sessions = sessions_of(facts, accompaniment_id) if accompaniment_id else ()
    rows = tuple(
        _row(task, known.get(task.id, UNKNOWN), [each for each in sessions if each.task_id == task.id], facts)
        for task in tasks_of(facts, accompaniment_id)
    )
    first, last = _frame(rows, facts)
    return GanttPage(
        accompaniment_id=accompaniment_id,
        title=_title(facts, accompaniment_id),
        from_on=first,
        until_on=last,
        rows=rows,
        lines=gantt_lines(facts, accompaniment_id),
        has_baseline=any(row.baseline_ends_on for row in rows),
        undrawn=len(missing_tasks(facts, accompaniment_id)),
    )


def _title(facts: ContractFacts, accompaniment_id: str) -> str:
    item = facts.of(Accompaniment).get(accompaniment_id)
    return facts.municipality_names.get(item.municipality_code, item.municipality_code) if item else WHOLE


def _row(task: PlanTask, known: Actual, sessions: Sequence[AccompanimentSession], facts: ContractFacts) -> GanttRow:
    span = span_of(task, known)
    away = deviation(span, facts.today, facts.calendar)
    stands = state(span, facts.today)
    return GanttRow(
        id=task.id,
        title=task.title,
        clause=task.clause,
        owner=task.owner,
        starts_on=span.starts_on,
        ends_on=span.ends_on,
        baseline_starts_on=task.baseline_starts_on,
        baseline_ends_on=task.baseline_ends_on,
        began_on=span.began_on,
        finished_on=span.finished_on,
        progress=progress(span, facts.today),
        is_milestone=task.is_milestone,
        deviation=away,
        deviation_label=deviation_words(away),
        state=stands.value,
        state_label=stands.label,
        group="" if task.accompaniment_id else group_of(task.clause, task.title),
        sessions_held=sum(each.status == AccompanimentStatus.HELD for each in sessions),
        sessions_planned=sum(each.status == AccompanimentStatus.PLANNED for each in sessions),
    )


def group_of(clause: str, title: str) -> str:
    """Return the heading under which a task of the whole contract stands; empty where it has none."""
    if title.startswith(DELIVERABLES):
        return DELIVERABLES
    if title == PERFORMANCE_DEADLINE:
        return "期限"
    if clause == "6(4)キ":
        return CHAPTERS["6(8)"]
    named = [start for start in CHAPTERS if clause == start or clause.startswith((f"{start}(", f"{start}・"))]
    named += [start for start in CHAPTERS if start.endswith(")") and clause.startswith(start)]
    return CHAPTERS[max(named, key=len)] if named else ""


def _frame(rows: Sequence[GanttRow], facts: ContractFacts) -> tuple[date, date]:
    """Return the first and the last day of the chart: whole months around the contract and every row."""
    days = [facts.signed_on, facts.terms.day("period.end", facts.today)]
    for row in rows:
        days += [row.starts_on, row.ends_on, *(each for each in (row.baseline_starts_on, row.baseline_ends_on) if each)]
    last = max(days)
    following = (last.replace(day=1) + timedelta(days=32)).replace(day=1)
    return min(days).replace(day=1), following - timedelta(days=1)


def gantt_lines(facts: ContractFacts, accompaniment_id: str = "") -> tuple[GanttLine, ...]:
    """Return the performance deadline, the report dates and today as lines; reports on one day share one."""
    deadline = facts.terms.day("performance.deadline", facts.today)
    lines = [GanttLine(deadline, PERFORMANCE_DEADLINE, "deadline")]
    by_day: dict[date, list[str]] = {}
    due = accompaniment_deadlines(facts) if accompaniment_id else contract_deadlines(facts)
    for item in due:
        is_own = not accompaniment_id or item.subject.id == accompaniment_id
        if is_own and item.state != DeadlineState.PROVISIONAL:
            by_day.setdefault(item.due.stated_on, []).append(item.title)
    lines += [GanttLine(day, "・".join(titles), "due") for day, titles in by_day.items()]
    lines.append(GanttLine(facts.today, "今日", "today"))
    return tuple(sorted(lines, key=lambda line: (line.on, line.kind)))
