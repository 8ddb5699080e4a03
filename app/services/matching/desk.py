"""The matching's side of the desk: candidates for a case, how even the dispatches are, and a plan taken over."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from app.contract.facts import ContractFacts
from app.contract.findings import Finding
from app.contract.workflow import choice_obstacles, obstacles
from app.domain.case import Case
from app.domain.errors import AppError
from app.domain.record import Member
from app.planning.linear_program import Watch
from app.services.actions.running import outcome
from app.services.actions.situation import Change
from app.services.judging.judging import judge
from app.services.judging.stored_facts import StoredSource
from app.services.judging.wording import RefusedInWords, finding_text
from app.services.matching.candidates import Around, CaseCandidates
from app.services.matching.facts import matching_facts
from app.services.matching.spread import basis, choice_plan, fairness_page
from app.services.matching.views import CandidateList, ChoicePlan, FairnessPage
from app.services.surroundings import Surroundings
from app.services.views import Outcome
from app.store.queries import Reader
from app.store.store import Store

SUMMARY = "公平な派遣の案を採用"
MATCH = "case.match"


class MatchingDesk:
    """Reached as ``desk.matching``; callable from any thread."""

    def __init__(self, store: Store, surroundings: Surroundings) -> None:
        """Read from and write to this store."""
        self._store = store
        self._surroundings = surroundings

    def candidates(self, case_id: str, on: date | None = None) -> CandidateList:
        """Return the experts for a case in order with their reasons; ``on`` is the day of a dispatch in mind."""
        with self._store.reading() as reader:
            case = reader.get(Case, case_id)
            around = self._around(reader)
        names = {field.code: field.name for field in around.facts.terms.support_fields}
        return CandidateList(
            case.id,
            case.number,
            around.facts.municipality_names.get(case.municipality_code, case.municipality_code),
            tuple(names.get(member.key, member.key) for member in case.fields),
            on,
            CaseCandidates(around, case, on).all(),
            not obstacles(MATCH, case, around.facts),
        )

    def fairness(self, cancelled: Callable[[], bool] = lambda: False) -> FairnessPage:
        """Return how evenly the dispatches are spread, with the proof; AppError ``matching.cancelled``."""
        with self._store.reading() as reader:
            facts = self._around(reader).facts
        page = fairness_page(facts, self._surroundings.language, Watch(cancelled))
        if page is None:
            raise AppError("matching.cancelled")
        return page

    def plan(self, cancelled: Callable[[], bool] = lambda: False) -> ChoicePlan:
        """Return the most even choice for every dispatch case nobody was chosen for; nothing is written."""
        with self._store.reading() as reader:
            around = self._around(reader)
        found = choice_plan(around, Watch(cancelled))
        if found is None:
            raise AppError("matching.cancelled")
        return found

    def take(self, plan: ChoicePlan) -> Outcome:
        """Write the plan's choices into the cases that are being matched; one undo takes it back.

        RefusedInWords says what the contract has against it as things stand now; AppError ``matching.outdated`` when
        what it was reckoned from has changed otherwise, ``matching.nothing_to_take`` when there is nothing to write.
        """
        choices = plan.takable
        if not choices:
            raise AppError("matching.nothing_to_take")
        with self._store.unit_of_work(self._surroundings.author, SUMMARY) as uow:
            facts = self._around(uow).facts
            chosen = {each.case_id: each.expert_id for each in choices}
            if not facts.cases.keys() >= chosen.keys():
                raise AppError("matching.outdated")
            saved = [replace(facts.cases[key], expert_ids=(Member(expert),)) for key, expert in chosen.items()]
            source = StoredSource(uow)
            judgement = judge(facts, Change(saved=tuple(saved)), source)
            judged = facts.seeing((*source.seen, *saved))
            hindered = (each for case in saved for each in choice_obstacles(facts.cases[case.id], case, facts))
            self._refuse((*hindered, *judgement.refusals), judged)
            if basis(facts) != plan.basis:
                raise AppError("matching.outdated")
            for record in saved:
                uow.save(record)
            done = uow.commit()
        warnings = tuple(finding_text(each, judged, self._surroundings.language) for each in judgement.warnings)
        return outcome(done, f"{SUMMARY}（{len(saved)}件）", (), warnings)

    def _refuse(self, findings: Sequence[Finding], facts: ContractFacts) -> None:
        if findings:
            texts = tuple(finding_text(each, facts, self._surroundings.language) for each in findings)
            raise RefusedInWords(texts, findings[0].code, dict(findings[0].values))

    def _around(self, reader: Reader) -> Around:
        facts = matching_facts(reader, self._surroundings)
        return Around(facts, self._surroundings.municipalities, self._surroundings.language)
