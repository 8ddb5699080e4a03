"""What one edition of the expert database may show of an expert: the declared audience of each field decides."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.documents.letterhead import Letterhead
from app.domain.choice import Choice
from app.domain.expert import Expert, Level
from app.domain.record import Audience, Field, Members
from app.domain.support_field import SupportField

LEVEL_MARKS: Mapping[str, str] = {Level.LEADING: "◎", Level.CAPABLE: "○", Level.ASSISTING: "△"}


class Edition(Choice):
    """For whom the database is made."""

    PREFECTURE = "prefecture", "県提出版"
    PUBLICATION = "publication", "公開版"


READ_BY: Mapping[Edition, frozenset[Audience]] = {
    Edition.PREFECTURE: frozenset({Audience.PREFECTURE, Audience.PUBLIC}),
    Edition.PUBLICATION: frozenset({Audience.PUBLIC}),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class ExpertDatabaseFacts:
    """The experts, the fields of Table 1 in their order, and the numbers of the decisions that records point to."""

    letterhead: Letterhead
    edition: Edition
    experts: tuple[Expert, ...]
    support_fields: tuple[SupportField, ...]
    decision_numbers: Mapping[str, str]
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Profile:
    """One expert, cut down to what an edition shows. Nothing of the record itself is kept."""

    values: tuple[tuple[Field, object], ...]

    @property
    def fields(self) -> tuple[Field, ...]:
        """Return the fields that the edition shows."""
        return tuple(field for field, _ in self.values)

    def value(self, name: str) -> object:
        """Return a field's value; None when the edition does not show it."""
        return next((value for field, value in self.values if field.name == name), None)

    @property
    def name(self) -> str:
        """Return the expert's name."""
        return str(self.value("name") or "")

    def mark(self, code: str) -> str:
        """Return the mark of the level in a field of Table 1; nothing where the expert does not support it."""
        for member in self.supported:
            if member.key == code:
                return LEVEL_MARKS.get(member.level, "○")
        return ""

    @property
    def supported(self) -> Members:
        """Return the fields of Table 1 with their levels."""
        members = self.value("fields")
        return members if isinstance(members, tuple) else ()


def profiles(facts: ExpertDatabaseFacts) -> tuple[Profile, ...]:
    """Return the experts as the edition shows them; the publication has only those who are listed."""
    shown = tuple(field for field in Expert.REGISTER.fields if field.audience in READ_BY[facts.edition])
    return tuple(
        Profile(tuple((field, getattr(expert, field.name)) for field in shown))
        for expert in facts.experts
        if expert.is_listed or facts.edition is Edition.PREFECTURE
    )


def experts_per_field(found: tuple[Profile, ...], facts: ExpertDatabaseFacts) -> dict[str, int]:
    """Return how many experts support each field of Table 1."""
    return {field.code: sum(bool(profile.mark(field.code)) for profile in found) for field in facts.support_fields}
