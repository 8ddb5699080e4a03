"""Deliverable 6, 月例業務報告書: what was done in a month, from the records, with three texts of a person (Table 2)."""

from datetime import date

from app.contract.facts import ContractFacts
from app.documents.report_paper import Band, Chapter, Grid, Pairs, Part, Remark, ReportPaper, report_paper
from app.domain.monthly_note import MonthlyNote
from app.services.plans.papers import PlanPaper, Wanted
from app.services.reports.affairs_chapters import (
    database_chapter,
    events_chapter,
    lateness_chapter,
    meetings_chapter,
    next_month_chapter,
)
from app.services.reports.counts import COUNTING, MonthCount, month_counts
from app.services.reports.dispatch_chapter import dispatch_chapter
from app.services.reports.monthly_gaps import lacking_of_month
from app.services.reports.period import Period, due_of, month_meant, month_named, period_of
from app.services.reports.support_chapters import accompaniment_chapter, consultation_chapter, hearing_chapter
from app.services.reports.wording import DASH, day, short_day

TITLE = "月例業務報告書"


def monthly_report_paper(wanted: Wanted) -> PlanPaper:
    """Return the report of the month named, or of the one that is next to be handed in (Table 2, row 6)."""
    facts = wanted.facts
    month = month_named(wanted.for_id, facts) if wanted.for_id else month_meant(facts)
    period = period_of(month, facts)
    note = note_of(month, facts)
    paper = ReportPaper(
        letterhead=wanted.head,
        title=TITLE,
        subtitle=f"（{period.name}分）",
        reference="納品成果物 6",
        lead=f"{wanted.head.contract}の{period.name}の実施状況を、次のとおり報告します。",
        on=wanted.head.on or facts.today,
        opening=(_band(facts, period),),
        chapters=_chapters(facts, period, note),
        draft=wanted.draft,
    )
    lacking = tuple(lacking_of_month(facts, period, note))
    return PlanPaper(lacking, f"6_月例業務報告書_{period.key}.pdf", lambda: report_paper(paper))


def note_of(month: date, facts: ContractFacts) -> MonthlyNote:
    """Return the texts of a month; empty ones, without id, where nothing was written."""
    found = (each for each in facts.of(MonthlyNote).values() if each.month == month)
    return next(found, MonthlyNote(id="", month=month))


def _chapters(facts: ContractFacts, period: Period, note: MonthlyNote) -> tuple[Chapter, ...]:
    return (
        _summary(facts, period),
        Chapter(
            "所見、課題と対応", "", (Pairs((("所見", note.opinion.strip()), ("課題と対応", note.issues.strip()))),)
        ),
        accompaniment_chapter(facts, period),
        consultation_chapter(facts, period),
        dispatch_chapter(facts, period),
        hearing_chapter(facts, period),
        events_chapter(facts, period),
        database_chapter(facts, period),
        meetings_chapter(facts, period),
        lateness_chapter(facts, period),
        next_month_chapter(facts, period, note.focus),
    )


def _band(facts: ContractFacts, period: Period) -> Band:
    counts = {each.label: each for each in month_counts(facts, period)}
    shown = ("長期伴走支援", "よろず相談", "専門人材派遣", "市町村ヒアリング")
    return Band(tuple((name, _month_of_total(counts[name]), 1.0) for name in shown))


def _month_of_total(count: MonthCount) -> str:
    return f"{count.month}{count.unit}（累計{count.total}）"


def _summary(facts: ContractFacts, period: Period) -> Chapter:
    rows = tuple(_count_row(each) for each in month_counts(facts, period))
    columns = (("区分", 2.4), ("条項", 1.1), ("当月", 0.9), ("累計", 0.9), ("目標", 1.7), ("見込み", 1.8))
    due = due_of(period.first, facts)
    parts: tuple[Part, ...] = (
        Grid(columns, rows, figures=(2, 3)),
        Remark(
            f"{COUNTING}累計は{short_day(period.last)}まで。見込みは{day(facts.today)}現在で履行期限（ヒアリングは実施期間）"
            f"までに見込まれる数と、8割の確からしさで収まる幅。この報告書の提出期限は{day(due.due.stated_on)}。"
        ),
    )
    return Chapter("当月の概要", "表2", parts)


def _count_row(count: MonthCount) -> tuple[str, ...]:
    goal = f"{count.target}{count.unit}" if count.target else DASH
    if count.minimum:
        goal += f"（下限{count.minimum}）"
    end = count.outlook
    expected = f"{end.forecast}{count.unit}（{end.low}～{end.high}）" if end is not None else DASH
    return count.label, count.clause, f"{count.month}{count.unit}", f"{count.total}{count.unit}", goal, expected
