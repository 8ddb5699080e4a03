"""The monthly report on dispatches: the sessions of the month, the caps, the way to the goals, the surveys (6(6))."""

from collections.abc import Iterable, Sequence
from datetime import date

from app.contract.counting import CAP, dispatch_days, uses_by_municipality, weight_of
from app.contract.facts import DONE, ContractFacts, held_order
from app.contract.outlook import dispatch_outlook
from app.documents.report_paper import Bars, Below, Chapter, Grid, Part, Remark
from app.domain.accompaniment import AccompanimentSession, AccompanimentStatus
from app.domain.case import Case, CaseKind
from app.domain.session import Session
from app.planning.forecast import GoalOutlook, Outlook
from app.services.reports.period import Period, by_month
from app.services.reports.wording import DASH, brief, experts, fields, lines, office, percent, said, short_day, times

LONGEST_CONTENT = 200  # characters of what was done, in a table; the report of the session has all of it
GOALS = {"minimum": "下限（6(6)ケ）", "target": "目安（6(6)オ）"}


def dispatch_chapter(facts: ContractFacts, period: Period) -> Chapter:
    """Return the dispatches of a month and how the year stands (6(6))."""
    found = [each for each in facts.sessions.values() if each.status in DONE and period.has(each.held_on)]
    rows = tuple(_session(each, facts) for each in sorted(found, key=held_order))
    columns = (("実施日・団体名", 1.6), ("分野・専門人材・方法", 2.0), ("支援内容", 2.8), ("効果", 2.2))
    outlook = dispatch_outlook(facts)
    held = [on for on in dispatch_days(facts).held if on <= period.last_counted]
    parts: tuple[Part, ...] = (
        Below("当月の派遣"),
        Grid(columns, rows, "当月に実施した派遣はない。"),
        Below("派遣回数の見通し"),
        _goals(outlook),
        Remark(_how_forecast(outlook)),
        Below("月別の派遣回数"),
        Bars(by_month(held, facts, period.first), "回", 80.0),
        Below("市町村別の累計と上限"),
        *_caps(facts, period),
        Below("アンケート"),
        *_surveys(facts, period),
    )
    return Chapter("デジタル専門人材の派遣", "6(6)", parts)


def _session(session: Session, facts: ContractFacts) -> tuple[str, ...]:
    case = facts.cases.get(session.case_id) or Case(id="")
    return (
        lines(
            short_day(session.held_on),
            times(session.starts_at, session.ends_at),
            office(session.municipality_code, facts),
            session.number,
        ),
        lines(fields(case.fields, facts), experts(session.expert_ids, facts), said(session, "mode")),
        brief(said(session, "content"), LONGEST_CONTENT) or DASH,
        brief(said(session, "effect"), LONGEST_CONTENT) or DASH,
    )


def _goals(outlook: Outlook) -> Grid:
    columns = (
        ("区分", 1.7),
        ("回数", 0.8),
        ("実施", 0.8),
        ("予定", 0.8),
        ("不足", 0.8),
        ("必要な回数", 1.4),
        ("間に合う最後の週", 1.7),
        ("見込み", 1.6),
    )
    return Grid(columns, tuple(_goal(each, outlook) for each in outlook.goals), figures=(1, 2, 3, 4))


def _goal(goal: GoalOutlook, outlook: Outlook) -> tuple[str, ...]:
    needed = f"月{goal.needed_per_month:g}回" if goal.needed_per_month is not None else "期間なし"
    return (
        GOALS.get(goal.goal.name, goal.goal.name),
        f"{goal.goal.count}回",
        f"{outlook.held}回",
        f"{outlook.planned}回",
        f"{goal.lacking}回",
        needed if goal.lacking else "達成済",
        _week(goal.last_safe_week) if goal.lacking else DASH,
        f"{outlook.forecast}回（{outlook.low}～{outlook.high}）",
    )


def _week(week: str | None) -> str:
    """Return the Monday of an ISO week in words."""
    if week is None:
        return "過ぎている"
    monday = date.fromisocalendar(int(week[:4]), int(week[6:]), 1)
    return f"{monday.month}/{monday.day}の週"


def _how_forecast(outlook: Outlook) -> str:
    return (
        f"作成日現在。見込みは、実施した回数に、予定した回が実施される割合と最近60開庁日の実績（週{outlook.per_week:g}回）を"
        "加えたもの。括弧内は8割の確からしさで収まる幅。「間に合う最後の週」は、その週まで派遣がなくても届く最後の週。"
    )


def _caps(facts: ContractFacts, period: Period) -> tuple[Part, ...]:
    """Return the municipalities that use dispatches, each with its count and its cap on the last day (6(6)エ)."""
    on = min(period.last, period.last_counted)
    lines_of: list[tuple[str, ...]] = []
    for code in facts.municipality_names:
        uses = uses_by_municipality(facts).get(code, ())
        held = [each for each in uses if _is_held(each)]
        month = sum(weight_of(each, facts) for each in held if period.has(each.held_on))
        total = sum(weight_of(each, facts) for each in held if period.until(each.held_on))
        planned = sum(weight_of(each, facts) for each in uses if not _is_held(each))
        if total or planned:
            cap = facts.terms.integer(CAP, on, code)
            lines_of.append((office(code, facts), f"{month}", f"{total}", f"{planned}", f"{cap}"))
    one = (("団体名", 1.6), ("当月", 0.7), ("累計", 0.7), ("予定", 0.7), ("上限", 0.7))
    columns = (*one, ("", 0.4), *one)
    figures = tuple(number for number, (title, _) in enumerate(columns) if title in ("当月", "累計", "予定", "上限"))
    none = len(facts.municipality_names) - len(lines_of)
    return (
        Grid(columns, beside(lines_of, len(one)), "派遣を利用した市町村はまだない。", figures),
        Remark(f"単位は回。累計は月末まで、予定は作成日現在。派遣も予定もない市町村は{none}団体。"),
    )


def _is_held(record: Session | AccompanimentSession) -> bool:
    return record.status in DONE or record.status == AccompanimentStatus.HELD


def beside(rows: Sequence[tuple[str, ...]], width: int) -> tuple[tuple[str, ...], ...]:
    """Return the rows in two halves beside each other, a gap between them."""
    height = -(-len(rows) // 2)
    latter = [*rows[height:], *[("",) * width] * (2 * height - len(rows))]
    return tuple((*left, "", *right) for left, right in zip(rows[:height], latter, strict=True))


def _surveys(facts: ContractFacts, period: Period) -> tuple[Part, ...]:
    cases = [each for each in facts.cases.values() if each.kind == CaseKind.DISPATCH]
    asked, answered = [each.survey_asked_on for each in cases], [each.survey_answered_on for each in cases]
    until = sum(map(period.until, asked)), sum(map(period.until, answered))
    rows = (
        ("依頼", _count(map(period.has, asked)), f"{until[0]}件"),
        ("回答", _count(map(period.has, answered)), f"{until[1]}件"),
        ("回答率", DASH, percent(until[1], until[0])),
    )
    return (Grid((("区分", 2.6), ("当月", 1.0), ("累計", 1.0)), rows, figures=(1, 2)),)


def _count(found: Iterable[bool]) -> str:
    return f"{sum(found)}件"
