"""Deliverable 10, 完了報告書: what was done under every clause of 6, against its targets (6(6)キ, Table 2)."""

from collections.abc import Iterator

from app.contract.deadlines import DeadlineState, deadlines
from app.contract.facts import ContractFacts
from app.documents.report_paper import Band, ReportPaper, report_paper
from app.domain.accompaniment import Accompaniment
from app.domain.session import SessionStatus
from app.services.plans.papers import PlanPaper, Wanted
from app.services.reports.completion_affairs import (
    assets_chapter,
    decisions_chapter,
    deliverables_chapter,
    exchange_chapter,
    promises_chapter,
    sharing_chapter,
)
from app.services.reports.completion_dispatch import dispatch_chapter, survey_chapter
from app.services.reports.completion_setup import experts_chapter, outline_chapter, setup_chapter
from app.services.reports.completion_support import accompaniment_chapter, consultation_chapter, hearing_chapter
from app.services.reports.counts import MonthCount, month_counts
from app.services.reports.period import PERFORMANCE, period_of
from app.services.reports.wording import day, office
from app.services.views import Missing

TITLE = "完了報告書"
AT_THE_END = frozenset({8, 9, 10})  # due on the same day as this report, or this report itself
LAST_MONTH = 6


def completion_report_paper(wanted: Wanted) -> PlanPaper:
    """Return the report on the whole contract (Table 2, row 10)."""
    facts = wanted.facts
    counts = whole_counts(facts)
    paper = ReportPaper(
        letterhead=wanted.head,
        title=TITLE,
        subtitle="",
        reference="納品成果物 10",
        lead=f"{wanted.head.contract}の実施結果を、次のとおり報告します。",
        on=wanted.head.on or facts.today,
        opening=(counts_band(counts),),
        chapters=(
            outline_chapter(facts, counts),
            setup_chapter(facts),
            experts_chapter(facts),
            accompaniment_chapter(facts),
            consultation_chapter(facts),
            dispatch_chapter(facts),
            survey_chapter(facts),
            hearing_chapter(facts),
            exchange_chapter(facts),
            sharing_chapter(facts),
            promises_chapter(facts),
            deliverables_chapter(facts),
            decisions_chapter(facts),
            assets_chapter(facts),
        ),
        draft=wanted.draft,
    )
    return PlanPaper(tuple(lacking_at_the_end(facts)), f"10_{TITLE}.pdf", lambda: report_paper(paper))


def whole_counts(facts: ContractFacts) -> tuple[MonthCount, ...]:
    """Return every count up to today; their totals end with the performance deadline (3)."""
    return month_counts(facts, period_of(facts.today, facts))


def counts_band(counts: tuple[MonthCount, ...]) -> Band:
    """Return the four counts that the contract is measured by, each beside its target."""
    known = {each.label: each for each in counts}
    names = ("長期伴走支援", "よろず相談", "専門人材派遣", "市町村ヒアリング")
    return Band(tuple((name, f"{known[name].total}／{known[name].target}{known[name].unit}", 1.0) for name in names))


def lacking_at_the_end(facts: ContractFacts) -> Iterator[Missing]:
    """Yield what the report on the whole contract lacks; a survey that is not answered holds nothing back."""
    last = facts.terms.day(PERFORMANCE, facts.today)
    if facts.today < last:
        yield Missing("deliverables", "", "", f"{day(last)}までの記録（履行期限の前です）")
    for session in sorted(facts.sessions.values(), key=lambda each: each.number):
        if session.status == SessionStatus.PLANNED and session.held_on and session.held_on < facts.today:
            yield Missing("sessions", session.id, "status", f"派遣（{session.number}）の実施の記録")
    for item in sorted(facts.of(Accompaniment).values(), key=lambda each: (each.municipality_code, each.id)):
        if not item.result.strip():
            name = office(item.municipality_code, facts)
            yield Missing(Accompaniment.REGISTER.name, item.id, "result", f"{name}の支援結果")
    for due in deadlines(facts):
        if due.state == DeadlineState.OVERDUE and due.deliverable and due.deliverable not in AT_THE_END:
            register = due.subject.register if due.subject.id else "deliverables"
            yield Missing(register, due.subject.id, "reported_on", f"{due.title}の提出")
