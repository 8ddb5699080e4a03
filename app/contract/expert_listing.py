"""掲載内容: what the expert database says of each listed expert, and what has changed since it was handed in (6(3))."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from app.contract.facts import ContractFacts
from app.domain.choice import Choice
from app.domain.entry_context import EntryContext
from app.domain.entry_format import format_entry
from app.domain.expert import Expert
from app.domain.municipality import Municipalities
from app.domain.record import Audience, Field
from app.domain.submission import Submission
from app.domain.support_field import SupportField

DATABASE = 3  # row of Table 2
UNTOLD = frozenset({"is_listed", "listed_on"})  # whoever is told of is listed
SHOWN: tuple[Field, ...] = tuple(
    field for field in Expert.REGISTER.fields if field.audience is Audience.PUBLIC and field.name not in UNTOLD
)
LABELS = {field.name: field.label for field in SHOWN}
_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
Cells = Mapping[str, Mapping[str, str]]  # what the publication says: id of the expert, name of the field, text


class ListingChange(Choice):
    """What became of an expert in the database."""

    ADDED = "added", "追加"
    REMOVED = "removed", "削除"
    CHANGED = "changed", "変更"


class CellChange(NamedTuple):
    """One field of an expert as it was told and as it is."""

    field: str
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ExpertChange:
    """What is different about one expert; everything is, where somebody was added or removed."""

    expert_id: str
    name: str
    kind: ListingChange
    before: Mapping[str, str]
    after: Mapping[str, str]

    @property
    def cells(self) -> tuple[CellChange, ...]:
        """Return the fields that differ, in the order of the declaration; those declared no more come last."""
        return _cells(self.before, self.after)


@dataclass(frozen=True, slots=True)
class ChangeNotice:
    """The changes since a submission; ``told_by`` is the notice that told them, None while nobody has."""

    since: Submission
    told_by: Submission | None
    changes: tuple[ExpertChange, ...]


def listed_cells(experts: Iterable[Expert], support_fields: tuple[SupportField, ...]) -> Cells:
    """Return what the publication says of each listed expert."""
    context = EntryContext(
        today=date.min,
        municipalities=Municipalities(()),
        support_fields=support_fields,
        resolve_reference=lambda register, text: None,
        name_of=lambda register, id: id,
    )
    return {
        expert.id: {
            field.name: text for field in SHOWN if (text := format_entry(field, getattr(expert, field.name), context))
        }
        for expert in experts
        if expert.is_listed
    }


def content_text(cells: Cells) -> str:
    """Return the content as a submission keeps it: JSON, the same text for the same content."""
    return _JSON.encode({"experts": cells})


def content_cells(text: str) -> Cells | None:
    """Return the content that a submission has kept; None where it has kept none."""
    try:
        found = json.loads(text)["experts"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    if not isinstance(found, dict) or not all(isinstance(cells, dict) for cells in found.values()):
        return None
    return {str(key): {str(name): str(value) for name, value in cells.items()} for key, cells in found.items()}


def current_cells(facts: ContractFacts) -> Cells:
    """Return what the publication would say today."""
    return listed_cells(facts.experts.values(), facts.terms.support_fields)


def handed_in(facts: ContractFacts) -> tuple[Submission, ...]:
    """Return the submissions of the database and of its changes up to today, earliest first."""
    found = [
        (item.submitted_on, item.id, item)
        for item in facts.together(Submission, "deliverable").get(DATABASE, ())
        if item.submitted_on is not None and item.submitted_on <= facts.today
    ]
    return tuple(item for _, _, item in sorted(found, key=lambda each: each[:2]))


def pending_notice(facts: ContractFacts) -> ChangeNotice | None:
    """Return what has changed since the database was last told of; None while nothing was told, or nothing has."""
    told = last_told(facts)
    if told is None:
        return None
    changes = changes_between(told[1], current_cells(facts))
    return ChangeNotice(told[0], None, changes) if changes else None


def last_told(facts: ContractFacts) -> tuple[Submission, Cells] | None:
    """Return the last submission that has kept its content, with it; None where there is none."""
    return facts.once(_last_told)


def _last_told(facts: ContractFacts) -> tuple[Submission, Cells] | None:
    kept = ((item, content_cells(item.content)) for item in reversed(handed_in(facts)))
    return next(((item, cells) for item, cells in kept if cells is not None), None)


def latest_notice(facts: ContractFacts) -> ChangeNotice | None:
    """Return the changes that the latest notice told; None where there has been none."""
    told = [item for item in handed_in(facts) if content_cells(item.content) is not None]
    if len(told) < 2:
        return None
    before, after = (content_cells(item.content) or {} for item in told[-2:])
    return ChangeNotice(told[-2], told[-1], changes_between(before, after))


def changes_between(before: Cells, after: Cells) -> tuple[ExpertChange, ...]:
    """Return what is different between two contents, by the name of the expert."""
    found = []
    for key in {**before, **after}:
        old, new = before.get(key, {}), after.get(key, {})
        if key not in before:
            kind = ListingChange.ADDED
        elif key not in after:
            kind = ListingChange.REMOVED
        elif _cells(old, new):
            kind = ListingChange.CHANGED
        else:
            continue
        found.append(ExpertChange(key, (new or old).get("name", key), kind, old, new))
    return tuple(sorted(found, key=lambda change: (change.name, change.expert_id)))


def _cells(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[CellChange, ...]:
    if before == after:
        return ()
    names = [*LABELS, *(name for name in {**before, **after} if name not in LABELS)]
    return tuple(
        CellChange(name, LABELS.get(name, name), before.get(name, ""), after.get(name, ""))
        for name in names
        if before.get(name, "") != after.get(name, "")
    )
