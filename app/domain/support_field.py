"""支援分野: one of the fields of Table 1 in which experts support municipalities (specification 6(2))."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.domain.record import Member, Members


@dataclass(frozen=True, slots=True)
class SupportField:
    """One row of Table 1 as the contract prints it."""

    code: str  # stable ASCII name that records store
    name: str  # as printed, misprints mended
    block: str  # the block of rows it stands in
    supports: tuple[str, ...]  # the supports that the contract expects, word by word, misprints mended
    variants: tuple[str, ...] = ()  # other spellings that a search key alone does not unify


def in_table_order(members: Iterable[Member], fields: Sequence[SupportField]) -> Members:
    """Return the members of a set in the order of Table 1; unknown codes last."""
    rank = {field.code: number for number, field in enumerate(fields)}
    return tuple(sorted(members, key=lambda member: rank.get(member.key, len(rank))))
