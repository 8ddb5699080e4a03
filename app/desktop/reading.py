"""Reads from the desk what a page shows, in one go on the worker thread; no widgets here."""

from __future__ import annotations  # what the services hand over is loaded when it is first made

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.record import Field, Kind, Record, Register

if TYPE_CHECKING:
    from app.desktop.desk_port import Desk, HistoryLine, Offer, Row, Shown

MOST_RELATED = 100
# What a person reads in other words above the record: not told again among its fields.
TOLD_ABOVE = {
    "notices": ("about_register", "about_id"),
    "case-studies": ("content",),
    "contracts": ("terms_text",),  # 契約書 and 契約条件の変更 tell it
    "plan-sections": ("key",),
}


@dataclass(frozen=True, slots=True)
class Relation:
    """A list of other records beside a record: which register, under which words, and how it is narrowed."""

    register: str
    label: str
    where: Callable[[Record], Mapping[str, object]]
    columns: tuple[str, ...] = ()
    without_self: bool = False
    fits: Callable[[Record], bool] = lambda record: True  # whether a record has such a list at all


@dataclass(frozen=True, slots=True)
class RelatedRows:
    """The rows of one relation, each with the actions on it where they are shown in place."""

    relation: Relation
    rows: tuple[Row, ...]
    total: int
    shared: frozenset[str] = frozenset()  # fields that say the same of every row


@dataclass(frozen=True, slots=True)
class RecordPage:
    """Everything that the page of a record shows."""

    register: str
    id: str
    title: str
    subtitle: str
    state: str
    tone: str
    shown: tuple[Shown, ...]
    record: Record
    offers: tuple[Offer, ...]
    history: tuple[HistoryLine, ...]
    related: tuple[RelatedRows, ...]


def read_record_page(desk: Desk, register: str, id: str, relations: Sequence[Relation] = ()) -> RecordPage:
    """Return the page of a record."""
    record = desk.record(register, id)
    declared = record.REGISTER
    shown = desk.shown(register, id)
    rows = desk.rows(register, [id])
    texts = {item.field.name: item.text for item in shown}
    state_name = state_field(declared)
    return RecordPage(
        register=register,
        id=id,
        title=" ".join(texts[name] for name in declared.title if texts.get(name)) or declared.label,
        subtitle=_subtitle(declared, texts),
        state=texts.get(state_name, ""),
        tone=(rows[0].tone or "accent") if rows else "muted",
        shown=shown,
        record=record,
        offers=desk.offers(register, id),
        history=desk.history(register, id),
        related=tuple(read_related(desk, record, relation) for relation in relations if relation.fits(record)),
    )


def read_related(desk: Desk, record: Record, relation: Relation) -> RelatedRows:
    """Return the rows of a relation, the first hundred of them."""
    from app.domain.registers import REGISTERS

    where = relation.where(record)
    ids = desk.ids(relation.register, where)
    if relation.without_self:
        ids = [found for found in ids if found != record.id]
    rows = tuple(desk.rows(relation.register, ids[:MOST_RELATED]))
    declared = REGISTERS[relation.register]
    shared = frozenset(name for name in where if not declared.field(name).many)
    return RelatedRows(relation, rows, len(ids), shared)


def state_field(register: Register) -> str:
    """Return the name of the field that tells a record's state; empty when there is none."""
    names = [field.name for field in register.fields]
    return next((name for name in ("status", "result") if name in names), "")


def hidden_fields(register: Register) -> frozenset[str]:
    """Return the fields that a record's page tells elsewhere: in its title, as its state, or in other words."""
    return frozenset({*register.title, state_field(register), *TOLD_ABOVE.get(register.name, ())})


def filters_of(register: Register) -> tuple[Field, ...]:
    """Return the listed fields by which a list is usefully narrowed."""
    return tuple(
        field
        for name in register.columns
        for field in (register.field(name),)
        if field.kind is Kind.CHOICE and not field.many
    )


def _subtitle(register: Register, texts: Mapping[str, str]) -> str:
    state = state_field(register)
    names = [
        field.name
        for name in register.columns
        for field in (register.field(name),)
        if name not in (*register.title, state) and field.kind not in (Kind.BOOLEAN, Kind.LONG_TEXT)
    ]
    return "　".join(texts[name] for name in names[:3] if texts.get(name))
