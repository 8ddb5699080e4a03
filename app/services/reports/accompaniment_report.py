"""Deliverable 8, 伴走支援実施報告書: what each accompanied municipality planned, did and reached (6(4)カ, Table 2)."""

from collections.abc import Iterator, Sequence
from datetime import date

from app.contract.facts import ContractFacts
from app.documents.gantt_chart import DayLine
from app.documents.report_paper import (
    Band,
    Bars,
    Below,
    Chapter,
    Grid,
    Pairs,
    Part,
    Points,
    Remark,
    ReportPaper,
    Schedule,
    Words,
    report_paper,
)
from app.domain.accompaniment import Accompaniment, AccompanimentSession, AccompanimentStatus
from app.domain.errors import AppError
from app.domain.plan import Indicator
from app.planning.schedule import TaskState
from app.services.plans.papers import PlanPaper, Wanted, bar_of, month_end, safe_name
from app.services.plans.support import support_page
from app.services.plans.support_papers import REACHED
from app.services.plans.tasks import sessions_of
from app.services.plans.views import GanttRow, IndicatorLine, SupportPlanPage
from app.services.reports.counts import accompanied_days
from app.services.reports.period import by_month
from app.services.reports.wording import DASH, day, lines, listed, said, short_day
from app.services.views import Missing

TITLE = "伴走支援実施報告書"
NUMBER = "納品成果物 8"
ITEMS, SESSIONS, INDICATORS = (kind.REGISTER.name for kind in (Accompaniment, AccompanimentSession, Indicator))
HELD, PLANNED = AccompanimentStatus.HELD.value, AccompanimentStatus.PLANNED.value


def accompaniment_report_paper(wanted: Wanted) -> PlanPaper:
    """Return the report on every accompanied municipality, or on the one that is named (6(4)カ)."""
    facts = wanted.facts
    pages = [(item, support_page(item, facts, wanted.language)) for item in _items(wanted)]
    is_whole = not wanted.for_id
    name = pages[0][1].line.municipality if not is_whole else ""
    sections = tuple(_municipality(item, page, facts, alone=not is_whole) for item, page in pages)
    paper = ReportPaper(
        letterhead=wanted.head,
        title=TITLE,
        subtitle=f"（{name}）" if name else "",
        reference=NUMBER,
        lead=f"{wanted.head.contract}仕様書6(4)カに基づき、長期伴走支援の結果を次のとおり報告します。",
        on=wanted.head.on or facts.today,
        opening=(_band([page for _, page in pages], facts, is_whole=is_whole),),
        chapters=(_outline([page for _, page in pages], facts), *sections) if is_whole else sections,
        draft=wanted.draft,
    )
    lacking = tuple(_lacking(pages, facts))
    file_name = f"8_{TITLE}_{safe_name(name)}.pdf" if name else f"8_{TITLE}.pdf"
    return PlanPaper(lacking, file_name, lambda: report_paper(paper))


def _items(wanted: Wanted) -> list[Accompaniment]:
    known = wanted.facts.of(Accompaniment)
    if wanted.for_id:
        if wanted.for_id not in known:
            raise AppError("store.record_missing", where=wanted.for_id, label=Accompaniment.REGISTER.label)
        return [known[wanted.for_id]]
    return sorted(known.values(), key=lambda each: (each.municipality_code, each.id))


def _band(pages: Sequence[SupportPlanPage], facts: ContractFacts, *, is_whole: bool) -> Band:
    figures = [each for page in pages for each in page.indicators]
    held = sum(page.line.sessions_held for page in pages)
    target = facts.terms.integer("accompaniment.target", facts.today)
    days = [each.held_on for page in pages for each in page.sessions if each.status == HELD and each.held_on]
    offices = len({page.line.municipality_code for page in pages})
    first = ("支援した市町村", f"{offices}団体", 1.0) if is_whole else ("進み", f"{pages[0].line.progress}％", 1.0)
    return Band(
        (
            first,
            ("支援回数", f"{held}回（目安{target}回）" if is_whole else f"{held}回", 1.3),
            ("達成した指標", f"{sum(each.is_reached is True for each in figures)}／{len(figures)}件", 1.0),
            ("支援した期間", f"{short_day(min(days))}～{short_day(max(days))}" if days else DASH, 1.6),
        )
    )


def _outline(pages: Sequence[SupportPlanPage], facts: ContractFacts) -> Chapter:
    rows = tuple(_line(page) for page in pages)
    columns = (("団体名", 1.4), ("支援テーマ", 5.4), ("回数", 0.8), ("進み", 0.8), ("指標の達成", 1.2))
    last = facts.terms.day("performance.deadline", facts.today)
    held = [on for on in accompanied_days(facts) if on <= last]
    parts: tuple[Part, ...] = (
        Grid(columns, rows, "支援した市町村はない。", figures=(2, 3, 4)),
        Remark(
            "回数は実施した回。進みは実施プランの段階の長さで重み付けした割合。指標の達成は、目標の値に届いた指標の数。"
        ),
        Below("月別の支援回数"),
        Bars(by_month(held, facts), "回", 80.0),
    )
    return Chapter("支援の概要", "6(4)エ・カ", parts)


def _line(page: SupportPlanPage) -> tuple[str, ...]:
    reached = sum(each.is_reached is True for each in page.indicators)
    return (
        page.line.municipality,
        page.line.theme,
        f"{page.line.sessions_held}回",
        f"{page.line.progress}％",
        f"{reached}／{len(page.indicators)}件",
    )


def _municipality(item: Accompaniment, page: SupportPlanPage, facts: ContractFacts, *, alone: bool) -> Chapter:
    """Return the section of one municipality: plan, steps, sessions, results, indicators, what remains."""
    rows = page.schedule.rows
    parts: list[Part] = [
        Pairs(
            (
                ("支援テーマ", page.line.theme),
                ("関連する分野（表1）", listed(page.fields)),
                ("進行管理の担当", page.line.manager or DASH),
                ("実施プランの決定", f"{day(page.decided_on)}　{page.consultation}".strip()),
            )
        ),
        Below("支援の結果"),
        Words(page.result),
        Below("成果の指標"),
        _indicators(page.indicators),
        Below("取組の段階：当初の計画と実績"),
        _steps(rows),
    ]
    if rows:
        drawn = tuple(
            DayLine(each.on, each.label, each.kind) for each in page.schedule.lines if each.kind == "deadline"
        )
        last = month_end(page.schedule.until_on)
        parts.append(Schedule(tuple(map(bar_of, rows)), drawn, page.schedule.from_on, last))
    parts += [Below("支援の実施"), _sessions(item, facts), Below("残された課題"), Points(tuple(_remains(page)))]
    name = "支援の内容と結果" if alone else page.line.municipality
    return Chapter(name, "6(4)カ", tuple(parts), on_new_page=not alone)


def _steps(rows: Sequence[GanttRow]) -> Grid:
    columns = (("段階", 2.9), ("担当", 1.7), ("当初", 1.6), ("実績", 1.6), ("差", 1.65), ("状態", 1.35))
    found = tuple(
        (
            row.title,
            row.owner or DASH,
            _span(row.baseline_starts_on, row.baseline_ends_on, row.is_milestone),
            _span(row.began_on, row.finished_on, row.is_milestone),
            row.deviation_label.removeprefix("当初より") or DASH,
            row.state_label if row.state == TaskState.DONE else f"{row.state_label} {row.progress}％",
        )
        for row in rows
    )
    return Grid(columns, found, "段階は定められていない。")


def _span(first: date | None, last: date | None, is_milestone: bool) -> str:
    if is_milestone or first == last:
        return short_day(last)
    return "～".join(f"{each.month}/{each.day}" if each else "" for each in (first, last)) if first or last else DASH


def _sessions(item: Accompaniment, facts: ContractFacts) -> Grid:
    columns = (("実施日", 1.25), ("段階・方法", 1.6), ("専門人材", 1.4), ("支援内容", 4.4))
    page = support_page(item, facts)
    rows = tuple(
        (short_day(each.held_on), lines(each.step, each.mode), each.experts or DASH, each.content.strip() or DASH)
        for each in page.sessions
        if each.status == HELD
    )
    return Grid(columns, rows, "実施した支援はない。")


def _indicators(figures: Sequence[IndicatorLine]) -> Grid:
    columns = (("指標", 2.9), ("支援前", 1.5), ("目標", 1.2), ("支援後", 1.5), ("変化", 1.5), ("達成", 0.9))
    rows = tuple(
        (
            lines(each.name, each.note),
            _measured(each.before, each.unit, each.before_on),
            _measured(each.target, each.unit, None),
            _measured(each.after, each.unit, each.after_on),
            each.change or DASH,
            REACHED[each.is_reached] or DASH,
        )
        for each in figures
    )
    return Grid(columns, rows, "指標は定められていない。")


def _measured(text: str, unit: str, on: date | None) -> str:
    return lines(f"{text}{unit}", short_day(on) if on else "") if text else DASH


def _remains(page: SupportPlanPage) -> Iterator[str]:
    """Yield what was not finished and not reached; a sentence that nothing remains where that is so."""
    undone = [row for row in page.schedule.rows if row.state != TaskState.DONE and not row.is_milestone]
    unreached = [each for each in page.indicators if each.is_reached is False]
    for row in undone:
        yield f"段階「{row.title}」は{row.state_label}である（進み{row.progress}％）。"
    for each in unreached:
        yield f"指標「{each.name}」は目標{each.target}{each.unit}に対し{each.after}{each.unit}であった。"
    for each in page.indicators:
        if each.is_reached is None:
            yield f"指標「{each.name}」は、支援後の値をまだ測っていないか、目標と比べられない。"
    if not undone and all(each.is_reached for each in page.indicators):
        yield (
            "実施プランの段階はすべて完了し、定めた指標はすべて目標に届いた。"
            if page.indicators
            else ("実施プランの段階はすべて完了した。")
        )


def _lacking(pages: Sequence[tuple[Accompaniment, SupportPlanPage]], facts: ContractFacts) -> Iterator[Missing]:
    """Yield what the results of the municipalities still need before they are reported (6(4)カ)."""
    if not pages:
        yield Missing(ITEMS, "", "municipality_code", "支援対象の市町村")
    for item, page in pages:
        name = page.line.municipality
        if not item.result.strip():
            yield Missing(ITEMS, item.id, "result", f"{name}の支援結果")
        for lacking in page.lacking:
            yield Missing(lacking.register, lacking.id, lacking.field, f"{name}の{lacking.label}")
        for each in page.indicators:
            if not each.after.strip():
                yield Missing(INDICATORS, each.id, "after", f"{name}の指標「{each.name}」の支援後の値")
        for session in sessions_of(facts, item.id):
            if session.status == AccompanimentStatus.PLANNED and session.held_on and session.held_on < facts.today:
                yield Missing(
                    SESSIONS, session.id, "status", f"{name}の支援（{short_day(session.held_on)}）の実施の記録"
                )
            elif session.status == AccompanimentStatus.HELD and not said(session, "content"):
                yield Missing(
                    SESSIONS, session.id, "content", f"{name}の支援（{short_day(session.held_on)}）の支援内容"
                )
