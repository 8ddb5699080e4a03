"""The sheets of the demonstration year's hearings: themes by field, and the needs that became candidates and cases."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from random import Random

from app.domain.case import Case, CaseKind, CaseStatus
from app.domain.hearing import CandidateState, CaseCandidate, Hearing, HearingTheme, IssueKind, Stage, Wish
from app.domain.record import Member
from app.services.actions.hearings import theme_id
from app.services.demonstration.hearing_words import DROPPED, SPEAKERS, WORDS
from app.store.ids import stable_id

# Cities are further than towns and villages; the weights are those of the stages in their order.
STAGES_OF_CITIES, STAGES_OF_TOWNS = (2, 4, 3, 5, 2), (6, 5, 2, 2, 0)
WISHES = (Wish.NONE, Wish.UNDECIDED, Wish.CONSULTATION, Wish.DISPATCH, Wish.DISPATCH, Wish.ACCOMPANIMENT)
WISHES_OF_KIND = {CaseKind.DISPATCH: Wish.DISPATCH, CaseKind.CONSULTATION: Wish.CONSULTATION}
FEWEST, MOST = 4, 8  # themes of one hearing
OPEN_EVERY, DROPPED_EVERY = 5, 17
CITY_CODES = ("111", "112")


def themes(hearings: Iterable[Hearing], fields: Sequence[str], seed: int) -> list[HearingTheme]:
    """Return what was told in each hearing about some of the fields; the same for the same seed."""
    return [theme for hearing in hearings for theme in _of_hearing(hearing, fields, seed)]


def _of_hearing(hearing: Hearing, fields: Sequence[str], seed: int) -> list[HearingTheme]:
    random = Random(f"{seed} {hearing.municipality_code}")  # noqa: S311 - believable, not secret
    is_city = hearing.municipality_code.startswith(CITY_CODES)
    chosen = random.sample(range(len(fields)), random.randint(FEWEST, MOST))
    return [_theme(hearing, fields[place], is_city, random) for place in sorted(chosen)]


def _theme(hearing: Hearing, field: str, is_city: bool, random: Random) -> HearingTheme:
    first, second, need, quote = WORDS[field]
    issues = random.choice(((first,), (second,), (first, second)))
    stage = random.choices(list(Stage), STAGES_OF_CITIES if is_city else STAGES_OF_TOWNS)[0]
    wish = Wish.NONE if stage is Stage.DONE else random.choice(WISHES)
    said = random.random() < 0.3
    return HearingTheme(
        id=theme_id(hearing.id, field),
        hearing_id=hearing.id,
        field=field,
        stage=stage,
        issues="" if stage is Stage.DONE else "\n".join(text for _, text in issues),
        issue_kinds=() if stage is Stage.DONE else _members(kind for kind, _ in issues),
        needs="" if wish is Wish.NONE else need,
        wish=wish,
        quote=quote if said else "",
        said_by=random.choice(SPEAKERS) if said else "",
    )


def _members(kinds: Iterable[IssueKind]) -> tuple[Member, ...]:
    return tuple(Member(kind.value) for kind in sorted(set(kinds), key=list(IssueKind).index))


def with_fields(hearings: Iterable[Hearing], told: Iterable[HearingTheme]) -> list[Hearing]:
    """Return the hearings with the fields that were spoken of."""
    fields: dict[str, list[Member]] = {}
    for theme in told:
        fields.setdefault(theme.hearing_id, []).append(Member(theme.field))
    return [replace(hearing, fields=tuple(fields.get(hearing.id, ()))) for hearing in hearings]


def candidates(
    hearings: Iterable[Hearing], told: Sequence[HearingTheme], cases: Sequence[Case]
) -> tuple[list[CaseCandidate], list[Case]]:
    """Return the candidates, and the cases with those that came from a hearing linked to their candidate (6(7)ウ)."""
    held = {hearing.id: hearing for hearing in hearings}
    wished = [theme for theme in told if theme.needs and theme.wish in (Wish.DISPATCH, Wish.CONSULTATION)]
    found: dict[str, CaseCandidate] = {}
    linked: list[Case] = []
    for case in cases:
        theme = next(
            (each for each in wished if each.id not in found and _led_to(each, held[each.hearing_id], case)), None
        )
        if theme is None:
            linked.append(case)
            continue
        candidate = _candidate(theme, held[theme.hearing_id], CandidateState.APPLIED)
        found[theme.id] = replace(candidate, case_id=case.id)
        linked.append(replace(case, candidate_id=candidate.id))
    for number, theme in enumerate(theme for theme in wished if theme.id not in found):
        if number % OPEN_EVERY == 0:
            found[theme.id] = _candidate(theme, held[theme.hearing_id], CandidateState.OPEN)
        elif number % DROPPED_EVERY == 0:
            dropped = _candidate(theme, held[theme.hearing_id], CandidateState.DROPPED)
            found[theme.id] = replace(dropped, note=DROPPED)
    return list(found.values()), linked


def _led_to(theme: HearingTheme, hearing: Hearing, case: Case) -> bool:
    """Tell whether an application may have come from a theme: same municipality, field and support, and later."""
    return (
        case.municipality_code == hearing.municipality_code
        and case.status is not CaseStatus.WITHDRAWN
        and case.kind is not None
        and theme.wish is WISHES_OF_KIND[case.kind]
        and any(member.key == theme.field for member in case.fields)
        and case.applied_on is not None
        and hearing.held_on is not None
        and hearing.held_on <= case.applied_on
    )


def _candidate(theme: HearingTheme, hearing: Hearing, state: CandidateState) -> CaseCandidate:
    return CaseCandidate(
        id=stable_id("case_candidate", theme.id),
        municipality_code=hearing.municipality_code,
        hearing_id=hearing.id,
        theme_id=theme.id,
        field=theme.field,
        wish=theme.wish,
        needs=theme.needs,
        state=state,
    )
