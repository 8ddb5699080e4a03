"""The sheet of one hearing: the fifteen fields of Table 1, saved while they are typed (specification 6(7)ウ)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.domain.case import Case
from app.domain.entry import EntryContext, EntryProblem, parse_entry
from app.domain.errors import AppError, FieldProblem, InvalidEntry
from app.domain.hearing import CaseCandidate, Hearing, HearingTheme, IssueKind
from app.domain.record import Member
from app.domain.support_field import SupportField
from app.services.actions.hearings import theme_id
from app.services.actions.running import ActionService, outcome
from app.services.actions.saving import TypingService, written_marks
from app.services.hearings.board import boards, hearing_facts
from app.services.hearings.views import HearingSheet, SheetCandidate, SheetTheme
from app.services.judging.fact_loading import bare_facts
from app.services.registers.records import RecordService
from app.services.surroundings import Surroundings
from app.services.views import FindingText, Saved
from app.store.group_heads import heads_of
from app.store.queries import Reader
from app.store.store import Store
from app.store.unit_of_work import UnitOfWork

# What no rule looks at, and so is written without asking the contract; the rest goes through the action.
FREE = frozenset({"content", "needs", "municipality_persons", "prefecture_persons", "fields"})
TYPED = frozenset(field.name for field in HearingTheme.REGISTER.fields) - {"hearing_id", "field"}
EDIT = "hearing.edit"


@dataclass(frozen=True)
class _Entries:
    """The changes of one saving, read: of the hearing, and of the themes by the code of their field."""

    hearing: Mapping[str, object]
    themes: Mapping[str, Mapping[str, object]]
    judged: Mapping[str, object]  # entries as typed, for the action


class SheetService:
    """Shows and saves sheets."""

    def __init__(
        self,
        store: Store,
        surroundings: Surroundings,
        records: RecordService,
        actions: ActionService,
        typing: TypingService,
    ) -> None:
        """Write to this store in the steps of ``typing``; what the contract looks at goes through these actions."""
        self._store = store
        self._surroundings = surroundings
        self._records = records
        self._actions = actions
        self._typing = typing

    def sheet(self, hearing_id: str) -> HearingSheet:
        """Return one hearing ready to be typed into."""
        with self._store.reading() as reader:
            hearing = reader.get(Hearing, hearing_id)
            facts = hearing_facts(reader, self._surroundings)
            (entry,) = boards(reader, facts, self._surroundings).entries([hearing])
            candidates = _candidates(reader, hearing_id)
            themes = {theme.field: theme for theme in reader.find(HearingTheme, hearing_id=hearing_id)}
            return HearingSheet(
                hearing=hearing,
                entry=entry,
                themes=tuple(_theme(field, themes.get(field.code), candidates) for field in facts.terms.support_fields),
                candidates=candidates,
                heads=_marks(reader, hearing_id, themes.values()),
            )

    def save(
        self,
        hearing_id: str,
        changes: Mapping[str, object],
        seen: Mapping[str, str] | None = None,
        visit: str = "",
    ) -> Saved:
        """Save what was typed, or nothing, in one unit of work: what the contract looks at is written by the action."""
        with self._store.reading() as reader:
            hearing = reader.get(Hearing, hearing_id)
            fields = bare_facts(reader, self._surroundings).terms.support_fields
        entries = _read(changes, fields, self._records.context())
        office = self._surroundings.municipalities.by_code(hearing.municipality_code).name
        words = f"{office}のヒアリングシート"
        warnings: tuple[FindingText, ...] = ()
        ids = {code: theme_id(hearing_id, code) for code in entries.themes}
        with self._typing.unit_of_work(hearing_id, visit, words) as uow:
            if entries.judged:
                warnings = self._actions.do(uow, EDIT, hearing_id, entries.judged, _own_marks(seen)).warnings
            _put(uow, hearing_id, entries, seen)
            own = heads_of(uow.connection, Hearing.REGISTER, hearing_id)
            told = {code: heads_of(uow.connection, HearingTheme.REGISTER, ids[code]) for code in entries.themes}
            done = uow.commit()
        marks = dict(written_marks(done, hearing_id, own))
        for code, heads in told.items():
            marks |= _behind(code, written_marks(done, ids[code], heads))
        return Saved(outcome(done, words, (), warnings), marks)


def _read(changes: Mapping[str, object], fields: tuple[SupportField, ...], context: EntryContext) -> _Entries:
    """Return the entries of a saving as values; InvalidEntry names every one that cannot be taken."""
    codes = {field.code for field in fields}
    own: dict[str, object] = {}
    themes: dict[str, dict[str, object]] = {}
    judged: dict[str, object] = {}
    problems: list[FieldProblem] = []
    for key, raw in changes.items():
        code, dot, name = key.rpartition(".")
        try:
            if dot and code in codes and name in TYPED:
                themes.setdefault(code, {})[name] = parse_entry(HearingTheme.REGISTER.field(name), raw, context)
            elif not dot and name in FREE:
                own[name] = parse_entry(Hearing.REGISTER.field(name), raw, context)
            elif not dot and name in {field.name for field in Hearing.REGISTER.fields}:
                judged[name] = raw
            else:
                raise AppError(
                    "services.no_such_field", action="ヒアリングシート", field=key, fields="、".join(sorted(FREE))
                )
        except EntryProblem as problem:
            problems.append(FieldProblem(key, problem.code, tuple(problem.values.items())))
    if problems:
        raise InvalidEntry(tuple(problems))
    return _Entries(own, themes, judged)


def _put(uow: UnitOfWork, hearing_id: str, entries: _Entries, seen: Mapping[str, str] | None) -> None:
    """Write what is free, where nobody wrote since the sheet was shown; a theme's field is one spoken of."""
    before = uow.get(Hearing, hearing_id)
    values: dict[str, Any] = dict(entries.hearing)
    spoken = {member.key for member in before.fields}
    made = [code for code, told in entries.themes.items() if any(told.values()) and code not in spoken]
    if made and "fields" not in values:
        values["fields"] = (*before.fields, *map(Member, made))
    if values:
        uow.save(replace(before, **values), expect=_marks_of_typed(seen, entries.hearing))
    for code, told in entries.themes.items():
        _write_theme(uow, hearing_id, code, told, _marks_of(seen, code))


def _write_theme(
    uow: UnitOfWork, hearing_id: str, code: str, told: Mapping[str, object], seen: Mapping[str, str] | None
) -> None:
    """Write what was told about one field; the theme is made with its first entry."""
    values: dict[str, Any] = dict(told)
    found = uow.find(HearingTheme, hearing_id=hearing_id, field=code)
    if found:
        if seen is not None:
            _refuse_unseen(found[0], told, seen)
        theme = replace(found[0], **values)
        uow.save(theme, expect=seen)
    else:
        theme = HearingTheme(id=theme_id(hearing_id, code), hearing_id=hearing_id, field=code, **values)
        if any(told.values()):
            uow.add(theme)


def _refuse_unseen(theme: HearingTheme, told: Mapping[str, object], seen: Mapping[str, str]) -> None:
    """Refuse writing over what was told of a theme that was not there yet when the sheet was shown."""
    unseen = [
        name
        for name, value in told.items()
        if HearingTheme.REGISTER.field(name).register_group not in seen
        and getattr(theme, name)
        and getattr(theme, name) != value
    ]
    if unseen:
        labels = "、".join(HearingTheme.REGISTER.field(name).label for name in unseen)
        raise AppError("store.changed_meanwhile", where=theme.id, fields=labels, groups=tuple(unseen))


def _marks(reader: Reader, hearing_id: str, themes: Iterable[HearingTheme]) -> dict[str, str]:
    """Return the marks of a hearing's groups, and those of its themes behind the codes of their fields."""
    marks = dict(heads_of(reader.connection, Hearing.REGISTER, hearing_id))
    for theme in themes:
        marks |= _behind(theme.field, heads_of(reader.connection, HearingTheme.REGISTER, theme.id))
    return marks


def _behind(code: str, marks: Mapping[str, str]) -> dict[str, str]:
    """Return the marks of a theme behind the code of its field."""
    return {f"{code}.{group}": mark for group, mark in marks.items()}


def _own_marks(seen: Mapping[str, str] | None) -> Mapping[str, str] | None:
    """Return the marks of the hearing's own groups."""
    return None if seen is None else {key: mark for key, mark in seen.items() if "." not in key}


def _marks_of_typed(seen: Mapping[str, str] | None, typed: Mapping[str, object]) -> Mapping[str, str] | None:
    """Return the marks of the hearing's groups that were typed into; a field that is spoken of is only added."""
    own = _own_marks(seen)
    groups = {Hearing.REGISTER.field(name).register_group for name in typed}
    return None if own is None else {group: mark for group, mark in own.items() if group in groups}


def _marks_of(seen: Mapping[str, str] | None, code: str) -> Mapping[str, str] | None:
    """Return the marks of the groups of one theme."""
    if seen is None:
        return None
    return {key.removeprefix(f"{code}."): mark for key, mark in seen.items() if key.startswith(f"{code}.")}


def _theme(field: SupportField, theme: HearingTheme | None, candidates: tuple[SheetCandidate, ...]) -> SheetTheme:
    if theme is None:
        return SheetTheme(field.code, field.name, field.block)
    return SheetTheme(
        code=field.code,
        name=field.name,
        block=field.block,
        theme=theme,
        stage_label=theme.stage.label if theme.stage else "",
        wish_label=theme.wish.label if theme.wish else "",
        issue_labels=tuple(IssueKind(member.key).label for member in theme.issue_kinds),
        candidates=tuple(each for each in candidates if each.candidate.theme_id == theme.id),
    )


def _candidates(reader: Reader, hearing_id: str) -> tuple[SheetCandidate, ...]:
    found = reader.find(CaseCandidate, hearing_id=hearing_id)
    cases = {case.id: case for case in reader.find_in(Case, "id", [each.case_id for each in found if each.case_id])}
    return tuple(
        SheetCandidate(
            candidate=each,
            state_label=each.state.label if each.state else "",
            case_number=cases[each.case_id].number if each.case_id in cases else "",
        )
        for each in found
    )
