"""How evenly the dispatches are spread, in words with the proof, and the plan of the cases still open (6(6)シ)."""

from collections import Counter
from collections.abc import Iterable, Mapping

from app.contract.eligibility import consented_from
from app.contract.facts import COUNTED, DONE, ContractFacts
from app.contract.fairness import MASTERED, works
from app.domain.accompaniment import AccompanimentSession, AccompanimentStatus
from app.domain.case import Case, CaseKind, CaseStatus
from app.domain.consultation import ConsultationAnswer
from app.domain.expert import Expert
from app.domain.record import Members
from app.planning.fairness import Fairest, Opening, Plan, best_plan, fairest, loads
from app.planning.linear_program import Watch
from app.platform.messages import sentence
from app.services.matching.candidates import Around, CaseCandidates, is_open
from app.services.matching.views import ChoicePlan, FairnessPage, LoadLine, PlannedChoice

WAITING = frozenset({CaseStatus.RECEIVED, CaseStatus.MATCHING})
ENDED = frozenset({CaseStatus.WITHDRAWN, CaseStatus.CLOSED, CaseStatus.COMPLETED})
MOST_FIELDS = 4  # named in a sentence


def fairness_page(facts: ContractFacts, language: str, watch: Watch) -> FairnessPage | None:
    """Return how evenly the dispatches are spread; None when ``watch`` stopped the proof."""
    listed = [expert.id for expert in facts.experts.values() if expert.is_listed]
    found = fairest(works(facts), listed, watch)
    if found is None:
        return None
    largest = max(loads(works(facts), listed).values(), default=0)
    names = {field.code: field.name for field in facts.terms.support_fields}
    binding = tuple(names.get(code, code) for code in names if code in found.bound.fields)
    return FairnessPage(
        on=facts.today,
        largest=largest,
        smallest_attainable=found.largest,
        moved=found.moved,
        binding_fields=binding,
        binding_experts=len(found.bound.experts),
        forced=found.bound.forced,
        sentence=_sentence(largest, found, language),
        proof=_proof(found, binding, language),
        lines=_lines(facts, found, names),
    )


def _sentence(largest: int, found: Fairest, language: str) -> str:
    code = "even"
    if not largest:
        code = "none"
    elif found.largest < largest:
        code = "less_possible"
    elif found.moved:
        code = "more_even"
    values: dict[str, object] = {"largest": largest, "attainable": found.largest, "moved": found.moved}
    return sentence(f"fairness.{code}", values, "message", language)


def _proof(found: Fairest, fields: tuple[str, ...], language: str) -> str:
    if not found.largest:
        return ""
    whole = sum(found.loads.values())
    named = "、".join(fields[:MOST_FIELDS])
    values: dict[str, object] = {
        "forced": found.bound.forced,
        "experts": len(found.bound.experts),
        "attainable": found.bound.smallest,
        "fields": named,
    }
    some = "some" if named else "some_of_all"
    return sentence(f"fairness.proof_{'all' if found.bound.forced == whole else some}", values, "message", language)


def _lines(facts: ContractFacts, found: Fairest, names: Mapping[str, str]) -> tuple[LoadLine, ...]:
    counted = [each for sessions in facts.sessions_by_municipality.values() for each in sessions]
    held = _times(each.expert_ids for each in counted if each.status in DONE)
    planned = _times(each.expert_ids for each in counted if each.status not in DONE)
    accompanied = facts.of(AccompanimentSession).values()
    accompaniments = _times(each.expert_ids for each in accompanied if each.status is AccompanimentStatus.HELD)
    consultations = _times(each.expert_ids for each in facts.of(ConsultationAnswer).values())

    def line(expert: Expert) -> LoadLine:
        return LoadLine(
            expert.id,
            expert.name,
            expert.is_listed,
            held[expert.id],
            planned[expert.id],
            found.loads.get(expert.id, 0),
            accompaniments[expert.id],
            consultations[expert.id],
            tuple(names.get(each.key, each.key) for each in expert.fields if each.level in MASTERED),
            expert.id in found.bound.experts,
        )

    shown = [line(each) for each in facts.experts.values() if each.is_listed or each.id in found.loads]
    return tuple(sorted(shown, key=lambda each: (-each.load, each.name, each.expert_id)))


def _times(sent: Iterable[Members]) -> Counter[str]:
    return Counter(member.key for members in sent for member in members)


def choice_plan(around: Around, watch: Watch) -> ChoicePlan | None:
    """Return the most even choice for every open case; None when ``watch`` stopped the proof."""
    facts = around.facts
    cases = {each.id: each for each in facts.cases.values() if is_open(each) and each.status in WAITING}
    openings = [Opening(key, CaseCandidates(around, case).points()) for key, case in cases.items()]
    found = best_plan(openings, carried(facts), watch)
    if found is None:
        return None
    points = {opening.key: opening.able for opening in openings}
    chosen = [_choice(around, cases[key], found, points[key]) for key in cases]
    largest = max(found.loads.values(), default=0)
    ordered = tuple(sorted(chosen, key=lambda each: (not each.may_take, each.number)))
    return ChoicePlan(ordered, largest, _plan_sentence(found, largest, around.language), basis(facts))


def _plan_sentence(found: Plan, largest: int, language: str) -> str:
    """Return how many cases are planned and how many nobody can do."""
    values: dict[str, object] = {"cases": len(found.chosen), "largest": largest, "unfilled": len(found.unfilled)}
    codes = [code for code, is_told in (("plan", found.chosen), ("plan_unfilled", found.unfilled)) if is_told]
    return "\n".join(sentence(f"fairness.{code}", values, "message", language) for code in codes or ["plan_nothing"])


def carried(facts: ContractFacts) -> Mapping[str, int]:
    """Return the loads of the listed experts with the cases for which they were chosen and nothing is planned yet."""
    found = loads(works(facts), (expert.id for expert in facts.experts.values() if expert.is_listed))
    for case in facts.cases.values():
        is_ahead = case.kind is CaseKind.DISPATCH and case.status not in ENDED
        if is_ahead and not any(each.status in COUNTED for each in facts.sessions_by_case.get(case.id, ())):
            for member in case.expert_ids:
                found[member.key] = found.get(member.key, 0) + 1
    return found


def basis(facts: ContractFacts) -> object:
    """Return everything that a plan rests on, to be compared before it is taken over.

    Whose consent counts is part of it: how the clause is read may change without a record of an expert changing.
    """
    return facts.cases, works(facts), facts.experts, consented_from(facts, facts.today)


def _choice(around: Around, case: Case, found: Plan, points: Mapping[str, float]) -> PlannedChoice:
    expert_id = found.chosen.get(case.id, "")
    is_matched = case.status is CaseStatus.MATCHING
    why_not = "" if expert_id and is_matched else around.say("not_being_matched" if expert_id else "nobody_able")
    names = {field.code: field.name for field in around.facts.terms.support_fields}
    return PlannedChoice(
        case.id,
        case.number,
        around.facts.municipality_names.get(case.municipality_code, case.municipality_code),
        tuple(names.get(member.key, member.key) for member in case.fields),
        case.status.label if case.status else "",
        expert_id,
        around.facts.experts[expert_id].name if expert_id else "",
        points.get(expert_id),
        found.loads.get(expert_id, 0),
        bool(expert_id) and is_matched,
        why_not,
    )
