"""The support plan of one municipality as a paper (specification 6(4)ア, イ, カ)."""

from app.documents.gantt_chart import DayLine
from app.documents.support_plan import Figure, PlannedSession, PlanStep, SupportPlanFacts, support_plan
from app.domain.accompaniment import Accompaniment, PlanStatus
from app.domain.errors import AppError
from app.services.plans.papers import PlanPaper, Wanted, bar_of, day_words, month_end, safe_name
from app.services.plans.support import support_page
from app.services.plans.views import GanttRow, IndicatorLine, SupportPlanPage


def support_plan_paper(wanted: Wanted) -> PlanPaper:
    """Return the plan of the municipality named; AppError ``store.record_missing`` when there is none."""
    item = wanted.facts.of(Accompaniment).get(wanted.for_id)
    if item is None:
        raise AppError("store.record_missing", where=wanted.for_id, label=Accompaniment.REGISTER.label)
    page = support_page(item, wanted.facts, wanted.language)
    schedule = page.schedule
    printed = SupportPlanFacts(
        letterhead=wanted.head,
        municipality=page.line.municipality,
        theme=page.line.theme,
        fields=page.fields,
        manager=page.line.manager,
        hearing=day_words(page.hearing_on),
        consultation=page.consultation,
        agreed=day_words(page.agreed_on),
        decided=day_words(page.decided_on) if item.status == PlanStatus.DECIDED else "",
        plan=page.plan,
        steps=_steps(page),
        sessions=tuple(
            PlannedSession(day_words(each.held_on), each.mode, each.step, each.experts, each.status_label)
            for each in page.sessions
        ),
        figures=_figures(page),
        next_step=page.line.next_step,
        result=page.result,
        bars=tuple(bar_of(row) for row in schedule.rows),
        lines=tuple(DayLine(line.on, line.label, line.kind) for line in schedule.lines),
        first=schedule.from_on,
        last=month_end(schedule.until_on),
        draft=wanted.draft,
    )
    name = "実施プラン" if printed.decided else "実施プラン案"
    file_name = f"{name}_{safe_name(page.line.municipality)}.pdf"
    return PlanPaper(page.lacking, file_name, lambda: support_plan(printed))


def _steps(page: SupportPlanPage) -> tuple[PlanStep, ...]:
    return tuple(
        PlanStep(
            row.title,
            row.owner,
            "―" if row.is_milestone else row.starts_on.isoformat(),
            row.ends_on.isoformat(),
            _deviation(row),
            f"{row.progress}％",
            row.state_label,
        )
        for row in page.schedule.rows
    )


def _deviation(row: GanttRow) -> str:
    return row.deviation_label.removeprefix("当初より") or "―"


def _figures(page: SupportPlanPage) -> tuple[Figure, ...]:
    return tuple(
        Figure(
            "\n".join(filter(None, (each.name, each.note))),
            _measured(each.before, each, "before"),
            _measured(each.target, each, ""),
            _measured(each.after, each, "after"),
            "　".join(filter(None, (each.change, REACHED[each.is_reached]))) or "―",
        )
        for each in page.indicators
    )


REACHED = {True: "達成", False: "未達", None: ""}


def _measured(text: str, line: IndicatorLine, side: str) -> str:
    """Return a value with its unit and the day on which it was measured."""
    if not text:
        return "―"
    day = {"before": line.before_on, "after": line.after_on}.get(side)
    return f"{text}{line.unit}\n{day.isoformat()}" if day else f"{text}{line.unit}"
