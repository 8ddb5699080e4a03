"""Deliverable 7 from the records: what it prints, and what it still lacks (specification 6(7)オ)."""

from collections.abc import Iterable, Iterator
from functools import partial

from app.contract.hearing_progress import completed_on, declared_complete_on
from app.documents.letterhead import Letterhead
from app.documents.survey_report import SurveyReportFacts, survey_report
from app.domain.hearing import Hearing, HearingStatus, HearingTheme
from app.planning.hearing_analysis import Analysis
from app.services.hearings.analysis import read_analysis
from app.services.hearings.map_tiles import tile_map
from app.services.plans.papers import PlanPaper
from app.services.surroundings import Surroundings
from app.services.views import Missing
from app.store.queries import Reader


def survey_paper(reader: Reader, surroundings: Surroundings, head: Letterhead, draft: bool) -> PlanPaper:
    """Return deliverable 7; it lacks every hearing that is still to be held or written down."""
    found, facts = read_analysis(reader, surroundings)
    printed = SurveyReportFacts(
        letterhead=head,
        analysis=found,
        fields=facts.terms.support_fields,
        layout=tile_map(),
        first=facts.terms.day("hearings.period_start", facts.today),
        last=facts.terms.day("hearings.period_end", facts.today),
        declared_on=declared_complete_on(facts),
        draft=draft,
    )
    unheard = () if completed_on(facts) is not None else tuple(_unheard(found, facts.of(Hearing).values()))
    lacking = (*unheard, *_unwritten(found))
    return PlanPaper(lacking, f"7_DX推進状況調査報告書_{found.heard.count}団体.pdf", partial(survey_report, printed))


def _unheard(found: Analysis, hearings: Iterable[Hearing]) -> Iterator[Missing]:
    planned = {
        each.municipality_code: each.id
        for each in hearings
        if each.status in (HearingStatus.PLANNED, HearingStatus.ARRANGING)
    }
    for office in found.missing:
        label = f"{office.name}のヒアリングの実施"
        yield Missing(Hearing.REGISTER.name, planned.get(office.code, ""), "status", label)


def _unwritten(found: Analysis) -> Iterator[Missing]:
    for office, hearing in found.unwritten:
        yield Missing(HearingTheme.REGISTER.name, hearing.id, "field", f"{office.name}の分野ごとの記入")
