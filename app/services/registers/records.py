"""Reads registers for lists, details and pickers: ids first, then pages, everything in words."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from app.contract.facts import COUNTED, ContractFacts
from app.domain.entry import EntryContext, format_entry
from app.domain.record import Field, Kind, Record
from app.domain.registers import REGISTERS
from app.domain.text import search_key
from app.services.actions.typing_steps import joined
from app.services.judging.fact_loading import bare_facts
from app.services.judging.wording import title_of
from app.services.registers.list_rows import START_IDS, ListStart, Row, name_in_words, row_in_words
from app.services.surroundings import Surroundings
from app.services.views import HistoryLine, Option, SearchHit, Shown
from app.store.history import HistoryEntry
from app.store.store import Store

HITS_PER_REGISTER = 20
MOST_OPTIONS = 200
SENT = "expert_ids"  # the field that names who is sent
COUNTS = tuple(COUNTED)  # states in which a session counts
SEARCHED_FIRST = ("cases", "sessions", "experts", "decisions")
# How the desk does its work; and files, which stand with the records that they belong to.
NOT_SEARCHED = frozenset({"import-runs", "import-profiles", "deliveries", "channels", "attachments"})
SEARCHED = tuple(dict.fromkeys((*SEARCHED_FIRST, *(name for name in REGISTERS if name not in NOT_SEARCHED))))
NOTED = frozenset({Kind.TEXT, Kind.LONG_TEXT, Kind.MUNICIPALITY})  # what tells records of one name apart
WHOLE_RECORD = "記録"
EVENTS = {"created": "登録", "deleted": "削除", "restored": "復元"}


class RecordService:
    """Reads; never changes anything."""

    def __init__(self, store: Store, surroundings: Surroundings) -> None:
        """Read from this store in these surroundings."""
        self._store = store
        self._surroundings = surroundings

    def facts(self) -> ContractFacts:
        """Return the terms and the calendar of the workspace."""
        with self._store.reading() as reader:
            return bare_facts(reader, self._surroundings)

    def context(self, facts: ContractFacts | None = None) -> EntryContext:
        """Return what is needed to read and write entries; ``facts`` that are at hand already are not read again."""
        names: dict[tuple[str, str], str] = {}  # remembered for the length of one reading

        def name_of(register: str, id: str) -> str:
            if (register, id) not in names:
                names[register, id] = ""  # a record that names itself in its title ends here
                found = self._store.rows(register, [id]) if id else []
                names[register, id] = name_in_words(found[0], context) if found else ""
            return names[register, id]

        terms = (facts or self.facts()).terms
        context = EntryContext(
            today=self._surroundings.today(),
            municipalities=self._surroundings.municipalities,
            support_fields=terms.support_fields,
            resolve_reference=self.resolve,
            name_of=name_of,
            term_labels=terms.labels,
        )
        return context

    def resolve(self, register: str, text: str) -> str | None:
        """Return the id of the one record that a person means: by id, by title, or by an unmistakable search."""
        text = text.strip()
        if not text or not _is_whole(text):
            return None
        if self._store.rows(register, [text]):
            return text
        found = self.ids(register, {}, text, limit=MOST_OPTIONS)
        context = self.context()
        titled = [record.id for record in self._store.rows(register, found) if _is_named(record, text, context)]
        if len(titled) == 1:
            return titled[0]
        return found[0] if len(found) == 1 else None

    def ids(
        self, register: str, where: Mapping[str, object], search: str = "", order: Sequence[str] = (), limit: int = 0
    ) -> list[str]:
        """Return the ids of a list in order; a limit of 0 is none."""
        return self._store.ids(register, where, search, tuple(order), limit) if _is_whole(search) else []

    def list_start(
        self, register: str, where: Mapping[str, object], search: str, order: Sequence[str], rows: int
    ) -> ListStart:
        """Return the first ids of a list and its first rows: what can be shown before the others are known."""
        found = self.ids(register, where, search, order, START_IDS)
        return ListStart(found, self.rows(register, found[:rows]), len(found) < START_IDS)

    def list_ids(
        self,
        register: str,
        where: Mapping[str, object],
        search: str,
        order: Sequence[str],
        given_up: Callable[[], bool],
    ) -> Sequence[str]:
        """Return all ids of a list in order, in little memory; when it is given up, the answer is of no use."""
        return self._store.packed_ids(register, where, search, tuple(order), given_up) if _is_whole(search) else []

    def rows(self, register: str, ids: Sequence[str]) -> list[Row]:
        """Return the rows of these ids in words, in their order."""
        context = self.context()
        fields = [REGISTERS[register].field(name) for name in REGISTERS[register].columns]
        self._preload(context, fields, records := self._store.rows(register, ids))
        return [row_in_words(record, fields, context) for record in records]

    def _preload(self, context: EntryContext, fields: Sequence[Field], records: Sequence[Record]) -> None:
        """Ask once for every referenced record of a page, instead of once for each cell."""
        for field in fields:
            if field.kind == Kind.REFERENCE:
                for key in {key for record in records for key in _keys(getattr(record, field.name))}:
                    context.name_of(field.target, key)

    def record(self, register: str, id: str) -> Record:
        """Return one record; AppError when there is none."""
        with self._store.reading() as reader:
            return reader.get(REGISTERS[register].record, id)

    def shown(self, register: str, id: str) -> tuple[Shown, ...]:
        """Return every field of a record in words."""
        record = self.record(register, id)
        context = self.context()
        return tuple(
            Shown(field, format_entry(field, getattr(record, field.name), context)) for field in record.REGISTER.fields
        )

    def options(self, field: Field, search: str = "") -> list[Option]:
        """Return what may be picked for a field, narrowed by a part of its name, reading or code."""
        if field.kind == Kind.REFERENCE:
            found = self.ids(field.target, {}, search, limit=MOST_OPTIONS)
            context = self.context()
            options = [_option(record, context) for record in self._store.rows(field.target, found)]
            return self._with_loads(options) if field.name == SENT else options
        wanted = search_key(search)
        return [
            option
            for option, reading in self._vocabulary(field)
            if any(wanted in search_key(text) for text in (option.label, reading, option.value))
        ]

    def _with_loads(self, options: list[Option]) -> list[Option]:
        """Return the experts to be sent with their dispatches so far, so that fairness is in sight (6(6)シ)."""
        with self._store.reading() as reader:
            experts = [each.value for each in options]
            sent = reader.counts_by_member("sessions", SENT, experts, {"status": COUNTS})
        return [replace(each, note=f"{each.note} 派遣{sent[each.value]}回".strip()) for each in options]

    def _vocabulary(self, field: Field) -> Iterator[tuple[Option, str]]:
        """Yield everything that a field of fixed words may hold, each with its reading."""
        if field.choices is not None:
            yield from ((Option(member.value, member.label), "") for member in field.choices)
        elif field.kind == Kind.MUNICIPALITY:
            for office in self._surroundings.municipalities:
                yield Option(office.code, office.name, office.area), office.kana
        elif field.kind == Kind.SUPPORT_FIELD:
            for support_field in self.facts().terms.support_fields:
                yield Option(support_field.code, support_field.name, support_field.block), ""
        elif field.kind == Kind.TERM:
            for term in self.facts().terms.by_key.values():
                yield Option(term.key, term.label, f"仕様書{term.clause}"), ""

    def history(self, register: str, id: str) -> tuple[HistoryLine, ...]:
        """Return who changed what, latest first, in words."""
        context = self.context()
        fields = {field.name: field for field in REGISTERS[register].fields}
        commits = groupby(joined(self._store.history(register, id)), key=lambda entry: (entry.site, entry.commit_no))
        changes = [list(entries) for _, entries in commits]
        return tuple(
            _history_line(fields.get(entry.field), entry, context) for entries in reversed(changes) for entry in entries
        )

    def search(self, text: str, most: int = 0) -> list[SearchHit]:
        """Return the records of every register that match by name and row, the newest of each; none for no word.

        Where no more than ``most`` are wanted (0 wants all), every register that has some keeps a share.
        """
        if not _is_whole(text) or not search_key(text):
            return []
        with self._store.reading() as reader:
            found = {register: reader.ids(register, {}, text, (), HITS_PER_REGISTER) for register in SEARCHED}
        shares = places_for([len(ids) for ids in found.values()], most) if most else None
        context = self.context()
        hits: list[SearchHit] = []
        for place, (register, ids) in enumerate(found.items()):
            shown = ids if shares is None else ids[: shares[place]]
            if shown:
                hits += self._hits(register, shown, context)
        return hits

    def _hits(self, register: str, ids: Sequence[str], context: EntryContext) -> Iterator[SearchHit]:
        fields = [REGISTERS[register].field(name) for name in REGISTERS[register].columns]
        self._preload(context, fields, records := self._store.rows(register, ids))
        for record in records:
            cells = row_in_words(record, fields, context).cells
            yield SearchHit(register, record.id, name_in_words(record, context), " ".join(cells.values()))


def places_for(counts: Sequence[int], most: int) -> list[int]:
    """Return how many of each count are kept where ``most`` are in all.

    One half of the places is shared by all that have any, as long as it lasts; the rest goes to the first.
    """
    having = sum(count > 0 for count in counts)
    share = max(1, most // (2 * having)) if having else 0
    kept, left = [0] * len(counts), most
    for least in (share, most):
        for place, count in enumerate(counts):
            more = min(count, least) - kept[place]
            more = max(0, min(more, left))
            kept[place] += more
            left -= more
    return kept


def _is_whole(text: str) -> bool:
    """Say whether a text holds whole characters only: no record holds half of one, and no database takes it."""
    return not any("\ud800" <= character <= "\udfff" for character in text)


def _keys(value: Any) -> tuple[str, ...]:
    """Return the ids that a reference field holds, single or many."""
    return tuple(member.key for member in value) if isinstance(value, tuple) else (value,)


def _option(record: Record, context: EntryContext) -> Option:
    names = (name for name in record.REGISTER.columns if name not in record.REGISTER.title)
    fields = (record.REGISTER.field(name) for name in names)
    details = (format_entry(field, getattr(record, field.name), context) for field in fields if field.kind in NOTED)
    return Option(record.id, name_in_words(record, context), " ".join(filter(None, details)))


def _is_named(record: Record, text: str, context: EntryContext) -> bool:
    names = [str(getattr(record, name) or "") for name in record.REGISTER.title]
    return text in (title_of(record), name_in_words(record, context), *names)


def _history_line(field: Field | None, entry: HistoryEntry, context: EntryContext) -> HistoryLine:
    """Return a changed field in words, or that the record itself was made, removed or brought back."""
    if field is None:
        return HistoryLine(entry.at, entry.author, entry.reason, WHOLE_RECORD, "", EVENTS.get(entry.event, entry.event))
    before, after = (format_entry(field, value, context) for value in (entry.before, entry.after))
    return HistoryLine(entry.at, entry.author, entry.reason, field.label, before, after)
