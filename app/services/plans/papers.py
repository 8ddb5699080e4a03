"""The papers of plans and events: what is printed, what is missing, and the builder that prints it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from app.contract.deadlines import contract_deadlines
from app.contract.facts import ContractFacts
from app.documents.gantt_chart import Bar, DayLine
from app.documents.implementation_plan import PaperSection, PlanFacts, implementation_plan
from app.documents.letterhead import Letterhead
from app.documents.made import Made
from app.documents.team_chart import Box, Proof, TeamFacts, team_chart
from app.domain.errors import AppError
from app.domain.japanese_date import DateUnreadable, era_with_weekday, format_era, parse_date
from app.domain.plan import ChartBox, PlanKind, PlanSection, PlanVersion
from app.services.plans.chart import (
    box_views,
    boxes_of,
    first_boxes,
    lacking_of_chart,
    layout_of,
    proof_lines,
)
from app.services.plans.chart_people import people_differences
from app.services.plans.gantt import PERFORMANCE_DEADLINE, group_of
from app.services.plans.sections import CELLS, form_of
from app.services.plans.versions import chosen, first_sections, lacking_of_plan, sections_of
from app.services.plans.views import BoxView, GanttRow
from app.services.views import Missing

SCHEDULE = "schedule"
MONTHLY_REPORT = 6


@dataclass(frozen=True)
class PlanPaper:
    """A paper whose facts are collected: what it lacks, the name of its file, and how it is printed."""

    lacking: tuple[Missing, ...]
    file_name: str
    print: Callable[[], Made]


@dataclass(frozen=True)
class Wanted:
    """What a paper is made for: the facts, the record or day named, the edition, the letterhead."""

    facts: ContractFacts
    for_id: str
    edition: str
    head: Letterhead
    draft: bool
    language: str


def implementation_plan_paper(wanted: Wanted) -> PlanPaper:
    """Return deliverable 1; before the first version, what the records would fill it with (5(1))."""
    facts = wanted.facts
    version = _version(wanted, PlanKind.PLAN)
    if version is None:
        version = PlanVersion(id="", kind=PlanKind.PLAN, version=1, made_on=facts.today)
        sections = first_sections(facts, "", iter(map(str, range(1_000))))
        lacking: tuple[Missing, ...] = (Missing("plan-versions", "", "kind", "実施計画書の版"),)
    else:
        sections, lacking = sections_of(facts, version.id), lacking_of_plan(facts, version)
    bars = _bars_of(sections, facts)
    first, last = _frame(bars, facts)
    printed = PlanFacts(
        letterhead=wanted.head,
        version=version.version or 1,
        made_on=version.made_on,
        submitted_on=version.submitted_on,
        approval=approval_of(version, facts),
        changes=version.changes,
        sections=tuple(_paper_section(each) for each in sections),
        bars=bars,
        lines=_lines_of(bars, facts, version),
        first=first,
        last=last,
        draft=wanted.draft,
    )
    return PlanPaper(lacking, f"1_実施計画書_第{version.version}版.pdf", lambda: implementation_plan(printed))


def _version(wanted: Wanted, kind: PlanKind) -> PlanVersion | None:
    """Return the version to print; None before the first one, AppError for an id of no version of this paper."""
    version = chosen(wanted.facts, kind, wanted.for_id)
    if version is None and wanted.for_id:
        raise AppError("store.record_missing", where=wanted.for_id, label=f"{kind.label}の版")
    return version


def _paper_section(section: PlanSection) -> PaperSection:
    form = form_of(section.key)
    number, chapter, clause = (form.number, form.chapter, form.clause) if form else ("", "", "")
    return PaperSection(number, chapter, section.heading, clause, section.body, section.key == SCHEDULE)


def approval_of(version: PlanVersion, facts: ContractFacts) -> str:
    """Return the number and the day of the approval of a version; empty while there is none."""
    decision = facts.decisions.get(version.approval_id)
    if decision is None:
        return ""
    return f"{decision.number}　{format_era(decision.decided_on)}" if decision.decided_on else decision.number


def _bars_of(sections: tuple[PlanSection, ...], facts: ContractFacts) -> tuple[Bar, ...]:
    """Return the schedule as the version itself tells it, so that a locked version is always drawn the same."""
    for section in sections:
        if section.key == SCHEDULE:
            lines = [line for line in section.body.split("\n") if CELLS in line]
            found = (_bar([cell.strip() for cell in line.split(CELLS)], facts.today) for line in lines[1:])
            return tuple(bar for bar in found if bar is not None)
    return ()


def _bar(cells: list[str], today: date) -> Bar | None:
    """Return the bar of a line of the schedule: clause, title, first day, last day, owner; None for another line."""
    if len(cells) < 4:
        return None
    clause, title, starts, ends, *owner = cells
    try:
        ends_on = parse_date(ends, today)
        starts_on = parse_date(starts, today) if starts not in ("", "―") else None
    except DateUnreadable:
        return None
    group = group_of(clause, title)
    is_milestone = starts_on is None
    return Bar(group, clause, title, "".join(owner[:1]), starts_on or ends_on, ends_on, is_milestone)


def _frame(bars: tuple[Bar, ...], facts: ContractFacts) -> tuple[date, date]:
    days = [facts.signed_on, facts.terms.day("period.end", facts.today)]
    days += [day for bar in bars for day in (bar.starts_on, bar.ends_on)]
    return min(days).replace(day=1), month_end(max(days))


def month_end(day: date) -> date:
    """Return the last day of a month."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def _lines_of(bars: tuple[Bar, ...], facts: ContractFacts, version: PlanVersion) -> tuple[DayLine, ...]:
    """Return the performance deadline and the report dates as lines, as they were known when the version was made."""
    as_made = replace(facts, today=version.submitted_on or version.made_on or facts.today)
    deadline = as_made.terms.day("performance.deadline", as_made.today)
    days = {bar.ends_on for bar in bars if bar.is_milestone and bar.title.startswith("成果物")}
    days |= {item.due.stated_on for item in contract_deadlines(as_made) if item.deliverable == MONTHLY_REPORT}
    lines = [DayLine(day, "報告期限", "due") for day in sorted(days)]
    return (*lines, DayLine(deadline, PERFORMANCE_DEADLINE, "deadline"))


def team_chart_paper(wanted: Wanted) -> PlanPaper:
    """Return deliverable 2; before the first version, the tree that the records would draw (5(1), 7(1))."""
    facts = wanted.facts
    version = _version(wanted, PlanKind.CHART)
    is_known = version is not None
    if version is None:
        version = PlanVersion(id="", kind=PlanKind.CHART, version=1, made_on=facts.today)
    boxes: tuple[ChartBox, ...] = (
        boxes_of(facts, version.id) if is_known else first_boxes(facts, "", iter(map(str, range(1_000))))
    )
    layout = layout_of(boxes)
    proof = proof_lines(facts, version, boxes)
    lacking = lacking_of_chart(version, boxes, proof, people_differences(facts, boxes))
    if not is_known:
        lacking = (Missing("plan-versions", "", "kind", "実施体制図の版"), *lacking)
    printed = TeamFacts(
        letterhead=wanted.head,
        version=version.version or 1,
        made_on=version.made_on,
        submitted_on=version.submitted_on,
        approval=approval_of(version, facts),
        changes=version.changes,
        boxes=tuple(_box(each) for each in box_views(facts, boxes, layout)),
        links=tuple(link.points for link in layout.links),
        width=layout.width,
        height=layout.height,
        proof=tuple(Proof(each.clause, each.label, each.wanted, each.met_by, each.is_met) for each in proof),
        draft=wanted.draft,
    )
    return PlanPaper(lacking, f"2_実施体制図_第{version.version}版.pdf", lambda: team_chart(printed))


def _box(view: BoxView) -> Box:
    words = (view.title, view.person, view.affiliation, view.duty, view.side, view.side_label)
    return Box(*words, view.x, view.y, view.width, view.height)


def bar_of(row: GanttRow) -> Bar:
    """Return a row of a schedule as the chart on paper draws it."""
    return Bar(
        row.group,
        row.clause,
        row.title,
        row.owner,
        row.starts_on,
        row.ends_on,
        row.is_milestone,
        row.baseline_starts_on,
        row.baseline_ends_on,
        row.progress,
        row.deviation_label.removeprefix("当初より"),
    )


def day_words(on: date | None) -> str:
    """Return a day as papers show it; empty for none."""
    return era_with_weekday(on) if on else ""


def safe_name(name: str) -> str:
    """Return a name that every file system takes."""
    return "".join("_" if each in '\\/:*?"<>|\n\r\t' else each for each in name)[:60]
