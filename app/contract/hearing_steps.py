"""The steps of a hearing, of what was told in it, and of the needs found: what stands in the way (specification 6(7)).

Each step names the states it leads from; a need becomes a candidate once, and a candidate a case once.
"""

from collections.abc import Iterator

from app.contract.facts import ContractFacts
from app.contract.findings import Finding, Severity, finding_on
from app.domain.choice import Choice
from app.domain.hearing import CandidateState, CaseCandidate, Hearing, HearingStatus, HearingTheme
from app.domain.record import Record

HEARING_SOURCES: dict[str, frozenset[HearingStatus]] = {
    "hearing.move": frozenset({HearingStatus.PLANNED, HearingStatus.ARRANGING}),
    "hearing.hold": frozenset({HearingStatus.PLANNED}),
    "hearing.arrange": frozenset({HearingStatus.PLANNED, HearingStatus.CANCELLED}),
    "hearing.call_off": frozenset({HearingStatus.PLANNED, HearingStatus.ARRANGING}),
}
CANDIDATE_SOURCES: dict[str, frozenset[CandidateState]] = {
    "case_candidate.edit": frozenset({CandidateState.OPEN}),
    "case_candidate.to_case": frozenset({CandidateState.OPEN}),
    "case_candidate.drop": frozenset({CandidateState.OPEN}),
    "case_candidate.reopen": frozenset({CandidateState.DROPPED}),
    "case_candidate.remove": frozenset({CandidateState.OPEN, CandidateState.DROPPED}),
}


def hearing_obstacles(action: str, record: Record, facts: ContractFacts) -> Iterator[Finding]:
    """Yield why a step cannot be taken on a hearing, a theme or a candidate now."""
    if isinstance(record, Hearing) and action in HEARING_SOURCES:
        yield from _not_now(record, record.status, HEARING_SOURCES[action])
        if action == "hearing.hold":
            yield from _not_yet(record, facts)
    elif isinstance(record, CaseCandidate) and action in CANDIDATE_SOURCES:
        yield from _not_now(record, record.state, CANDIDATE_SOURCES[action])
    elif isinstance(record, HearingTheme) and action == "hearing_theme.to_candidate":
        yield from _without_need(record)
        yield from _known_candidate(record, facts)


def _not_now(record: Record, state: Choice | None, sources: frozenset[Choice]) -> Iterator[Finding]:
    if state not in sources:
        wanted = "、".join(each.label for each in type(next(iter(sources))) if each in sources)
        yield _refusal(record, "not_in_this_state", now=state.label if state else "", wanted=wanted)


def _not_yet(hearing: Hearing, facts: ContractFacts) -> Iterator[Finding]:
    if hearing.held_on is not None and hearing.held_on > facts.today:
        name = facts.municipality_names.get(hearing.municipality_code, hearing.municipality_code)
        yield _refusal(hearing, "held_in_future", municipality=name, held_on=hearing.held_on.isoformat())


def _without_need(theme: HearingTheme) -> Iterator[Finding]:
    if not (theme.needs.strip() or theme.issues.strip()):
        yield _refusal(theme, "theme_without_need")


def _known_candidate(theme: HearingTheme, facts: ContractFacts) -> Iterator[Finding]:
    """Refuse a second candidate from the same theme, in whatever state the first one is."""
    for candidate in facts.of(CaseCandidate).values():
        if candidate.theme_id == theme.id:
            state = candidate.state.label if candidate.state else ""
            yield _refusal(theme, "candidate_known", state=state)


def _refusal(record: Record, code: str, **values: object) -> Finding:
    return finding_on(record, "6.7.c", "6(7)ウ", Severity.VIOLATION, f"hearings.{code}", "", **values)
