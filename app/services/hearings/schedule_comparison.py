"""What a schedule of the prefecture would change in our hearings. Pure functions of lines and records.

Three sides are compared: what the last schedule said, what the new one says, and what our record holds. Where our
record still says what the last schedule said, the new value is taken; what was typed into our record stays, and both
are shown. A hearing that was held is never changed, and a municipality that is not named keeps its hearing.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from app.domain.case import Mode
from app.domain.hearing import Hearing, HearingStatus, LineState, ScheduleLine
from app.domain.japanese_date import iso_with_weekday
from app.services.hearings.schedule_cells import Said, same_said
from app.services.hearings.schedule_reading import ScheduleRow, same_words, with_last, written_text
from app.services.hearings.views import LineChange, LineKind
from app.services.imports.subject import Remark

PERSONS = ("municipality_persons", "prefecture_persons")
STATES = {
    HearingStatus.PLANNED: LineState.SET,
    HearingStatus.HELD: LineState.SET,
    HearingStatus.ARRANGING: LineState.ARRANGING,
    HearingStatus.CANCELLED: LineState.CANCELLED,
}
STATUS = {
    LineState.SET: HearingStatus.PLANNED,
    LineState.ARRANGING: HearingStatus.ARRANGING,
    LineState.CANCELLED: HearingStatus.CANCELLED,
}
KINDS = {
    "mode": LineKind.MODE_CHANGED,
    "room": LineKind.PLACE_CHANGED,
    "municipality_persons": LineKind.DETAILS_CHANGED,
    "prefecture_persons": LineKind.DETAILS_CHANGED,
    "note": LineKind.DETAILS_CHANGED,
}
LABELS = {
    "period": "日時",
    **{name: Hearing.REGISTER.field(name).label for name in ("mode", "room", *PERSONS)},
    "note": ScheduleLine.REGISTER.field("note").label,
}


@dataclass(frozen=True, slots=True)
class Known:
    """What is stored: by municipality, what the last schedule said and which of our hearings it speaks of."""

    lines: Mapping[str, ScheduleLine]
    hearings: Mapping[str, Hearing]


@dataclass(frozen=True, slots=True)
class Planned:
    """What happens to one line, and the records as they would be; those without id are new."""

    row: ScheduleRow
    kind: LineKind
    changes: tuple[LineChange, ...] = ()
    reasons: tuple[Remark, ...] = ()
    hearing: Hearing | None = None  # to be written
    line: ScheduleLine | None = None  # to be written
    subject: Hearing | None = None  # our hearing as it is
    stored: ScheduleLine | None = None  # the line of the last schedule as it is


def known_hearings(lines: Iterable[ScheduleLine], hearings: Iterable[Hearing]) -> Mapping[str, Hearing]:
    """Return for each municipality the hearing that a schedule speaks of.

    The one that the last schedule led to, unless it was called off and another takes place; then the first that takes
    place.
    """
    linked = {line.hearing_id for line in lines if line.hearing_id}
    found: dict[str, Hearing] = {}
    for hearing in sorted(hearings, key=lambda each: _preference(each, linked)):
        found.setdefault(hearing.municipality_code, hearing)
    return found


def _preference(hearing: Hearing, linked: set[str]) -> tuple[bool, bool, str, str]:
    is_off = hearing.status is HearingStatus.CANCELLED
    return (is_off, hearing.id not in linked, str(hearing.held_on or ""), hearing.id)


def said_of(line: ScheduleLine) -> Said:
    """Return what a kept line said; a municipality that was not named counts as it was named last."""
    state = line.state or LineState.SET
    if state is LineState.GONE:
        state = LineState.SET if line.held_on else LineState.ARRANGING
    persons = {name: written_text(line.as_written, name) for name in PERSONS}
    return Said(line.held_on, line.starts_at, line.ends_at, line.mode, line.place, state, note=line.note, **persons)


def plan(rows: Iterable[ScheduleRow], known: Known) -> Iterator[Planned]:
    """Yield what happens to each line of a file, in its order."""
    rows = tuple(rows)
    first: dict[str, ScheduleRow] = {}
    torn = _contradicting(rows)
    for row in rows:
        earlier = first.setdefault(row.municipality_code, row) if row.municipality_code else row
        if row.problems:
            yield Planned(row, LineKind.UNREADABLE, reasons=row.problems)
        elif row.municipality_code in torn:
            yield Planned(row, LineKind.UNREADABLE, reasons=(_torn(row, torn[row.municipality_code]),))
        elif earlier is not row:
            same = Remark("schedule.same_line", value=row.name, values=(("row", earlier.number),))
            yield Planned(row, LineKind.DUPLICATE, reasons=(same,))
        else:
            line = known.lines.get(row.municipality_code)
            yield replace(_line(row, line, known.hearings.get(row.municipality_code)), stored=line)


def _contradicting(rows: tuple[ScheduleRow, ...]) -> dict[str, list[ScheduleRow]]:
    """Return the municipalities whose lines do not say the same, with their lines."""
    found: dict[str, list[ScheduleRow]] = {}
    for row in rows:
        if row.municipality_code:
            found.setdefault(row.municipality_code, []).append(row)
    return {
        code: same
        for code, same in found.items()
        if any(row.problems or not same_said(row.said, same[0].said) for row in same[1:])
        or (same[1:] and same[0].problems)
    }


def _torn(row: ScheduleRow, rows: list[ScheduleRow]) -> Remark:
    others = "、".join(str(other.number) for other in rows if other is not row)
    return Remark("schedule.contradicting_lines", value=row.name, values=(("rows", others),))


def missing(rows: Iterable[ScheduleRow], known: Known, names: Mapping[str, str]) -> Iterator[Planned]:
    """Yield the municipalities that the file does not name, and no misspelt line may mean, in the order of codes."""
    named = {code for row in rows for code in (row.municipality_code, *row.perhaps)}
    for code in sorted(set(names) - named):
        line = known.lines.get(code)
        gone = replace(line, state=LineState.GONE) if line and line.state is not LineState.GONE else None
        row = ScheduleRow(0, code, names[code], Said(), "")
        hearing = known.hearings.get(code)
        reason = "schedule.missing_with_hearing" if hearing else "schedule.missing"
        yield Planned(
            row,
            LineKind.MISSING,
            reasons=(Remark(reason, value=names[code]),),
            line=gone,
            subject=hearing,
            stored=line,
        )


def _line(row: ScheduleRow, line: ScheduleLine | None, hearing: Hearing | None) -> Planned:
    """Return what happens to a municipality that the file names once."""
    base = said_of(line) if line is not None else None
    if hearing is None:
        return _without_hearing(row, line, base)
    changes, values, reasons = _compared(row.said, base, hearing)
    noted = _note_change(row.said, base)
    changed = replace(hearing, **values) if values else None
    kept = _kept_line(row, line, hearing.id)
    every = (*changes, *noted)
    kind = _kind(row.said, every)
    return Planned(row, kind, every, reasons, changed, kept, hearing)


def _without_hearing(row: ScheduleRow, line: ScheduleLine | None, base: Said | None) -> Planned:
    """Return what happens where we have no hearing: it is made, unless it was removed here and nothing is new."""
    kept = _kept_line(row, line, "")
    is_known = base is not None and same_said(base, said_of(kept))
    if base is not None and is_known and kept.hearing_id:
        reason = Remark("schedule.removed_here", value=row.name)
        change = LineChange("period", LABELS["period"], period_text(base), period_text(row.said), "（削除）", False)
        return Planned(row, LineKind.KEPT_OWN, (change,), (reason,), None, kept)
    if row.said.state is LineState.CANCELLED:
        return Planned(row, LineKind.UNCHANGED if is_known else LineKind.CANCELLED, line=kept)
    arranging = row.said.state is LineState.ARRANGING
    hearing = Hearing(
        id="",
        municipality_code=row.municipality_code,
        mode=row.said.mode or Mode.ONLINE,
        room=row.said.place,
        municipality_persons=row.said.municipality_persons,
        prefecture_persons=row.said.prefecture_persons,
        **_period_values(row.said),
    )
    # A line that says nothing of the way means the usual one, which the hearing then has (6(7)イ).
    usual = replace(kept, mode=kept.mode or Mode.ONLINE)
    return Planned(row, LineKind.ARRANGING if arranging else LineKind.NEW, hearing=hearing, line=usual)


def _compared(
    said: Said, base: Said | None, hearing: Hearing
) -> tuple[tuple[LineChange, ...], dict[str, Any], tuple[Remark, ...]]:
    """Return the changes, the values to write into our hearing, and why something of ours is kept."""
    changes: list[LineChange] = []
    values: dict[str, Any] = {}
    reasons: list[Remark] = []
    period = _period_change(said, base, hearing)
    if period is not None:
        changes.append(period)
        if period.taken:
            values |= _period_values(said)
        elif hearing.status is HearingStatus.HELD:
            reasons.append(Remark("schedule.held_kept"))
    for name, new, before, own in _texts(said, base, hearing):
        change = _change(name, new, before, own, hearing.status is HearingStatus.HELD)
        if change is not None:
            changes.append(change)
            if change.taken:
                values[name] = new
    kept = [change.label for change in changes if not change.taken]
    if kept and not reasons:
        reasons.append(Remark("schedule.own_kept", value="、".join(kept)))
    return tuple(changes), values, tuple(reasons)


def _period_change(said: Said, base: Said | None, hearing: Hearing) -> LineChange | None:
    own = Said(
        hearing.held_on, hearing.starts_at, hearing.ends_at, state=STATES[hearing.status or HearingStatus.PLANNED]
    )
    if own.state is said.state and (said.state is not LineState.SET or _days(own) == _days(said)):
        return None
    is_ours = base is not None and own.state is base.state and _days(own) == _days(base)
    taken = hearing.status is not HearingStatus.HELD and (is_ours or (base is None and _fills(own, said)))
    before = period_text(base) if base is not None else ""
    return LineChange("period", LABELS["period"], before, period_text(said), "" if is_ours else period_text(own), taken)


def _fills(own: Said, said: Said) -> bool:
    """Tell whether a schedule only adds the times to a day that was typed without them."""
    return (
        own.state is said.state is LineState.SET
        and own.held_on == said.held_on
        and own.starts_at is own.ends_at is None
    )


def _days(said: Said) -> tuple[object, ...]:
    return (said.held_on, said.starts_at, said.ends_at)


def _period_values(said: Said) -> dict[str, Any]:
    """Return what a schedule says of the day as our hearing has it; one that is called off keeps its day."""
    status = STATUS[said.state]
    if said.state is LineState.CANCELLED:
        return {"status": status}
    return {"held_on": said.held_on, "starts_at": said.starts_at, "ends_at": said.ends_at, "status": status}


def _texts(said: Said, base: Said | None, hearing: Hearing) -> Iterator[tuple[str, Any, Any, Any]]:
    """Yield name, new value, last value and our value of everything beside the day that the schedule speaks of."""
    if said.mode is not None:
        yield "mode", said.mode, base.mode if base else None, hearing.mode
    if said.mode is not None or said.place:
        yield "room", said.place, base.place if base else "", hearing.room
    for name in PERSONS:
        new = getattr(said, name)
        if new:
            yield name, new, getattr(base, name) if base else "", getattr(hearing, name)


def _change(name: str, new: Any, before: Any, own: Any, is_held: bool) -> LineChange | None:
    """Return what a schedule says otherwise than our record; None when both say the same, or neither says anything."""
    if _same(new, own):
        return None
    is_ours = not _same(own, before) and bool(own)
    if is_ours and not new and not before:
        return None  # the schedule has never spoken of what we typed
    taken = not is_ours and not (is_held and own)
    return LineChange(name, LABELS[name], _text(before), _text(new), _text(own) if not taken else "", taken)


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, str) and isinstance(other, str) and not isinstance(one, Mode):
        return same_words(one, other)
    return bool(one == other)


def _text(value: Any) -> str:
    return value.label if isinstance(value, Mode) else str(value or "")


def _note_change(said: Said, base: Said | None) -> tuple[LineChange, ...]:
    before = base.note if base else ""
    if same_words(said.note, before):
        return ()
    return (LineChange("note", LABELS["note"], before, said.note),)


def _kind(said: Said, changes: tuple[LineChange, ...]) -> LineKind:
    """Return what a line does above all."""
    taken = {change.field for change in changes if change.taken}
    if "period" in taken:
        if said.state is LineState.ARRANGING:
            return LineKind.ARRANGING
        return LineKind.CANCELLED if said.state is LineState.CANCELLED else LineKind.MOVED
    if any(change.field == "period" for change in changes):
        return LineKind.KEPT_OWN
    for name in ("mode", "room", *PERSONS):
        if name in taken:
            return KINDS[name]
    if any(not change.taken for change in changes):
        return LineKind.KEPT_OWN
    return LineKind.DETAILS_CHANGED if taken else LineKind.UNCHANGED


def _kept_line(row: ScheduleRow, line: ScheduleLine | None, hearing_id: str) -> ScheduleLine:
    """Return what is to be kept of a line; ids, file and day are given when it is written.

    What it does not speak of stays as it was said last, and one that is called off keeps the day that it had.
    """
    said = row.said
    last = said_of(line) if line is not None else Said()
    if said.state is LineState.CANCELLED:
        said = replace(said, held_on=last.held_on, starts_at=last.starts_at, ends_at=last.ends_at)
    is_silent = said.mode is None and not said.place
    unsaid = {name: getattr(last, name) for name in PERSONS if not getattr(said, name)}
    return replace(
        line or ScheduleLine(id="", municipality_code=row.municipality_code),
        held_on=said.held_on,
        starts_at=said.starts_at,
        ends_at=said.ends_at,
        mode=said.mode or last.mode,
        place=last.place if is_silent else said.place,
        state=said.state,
        as_written=with_last(row.as_written, unsaid),
        note=said.note,
        hearing_id=hearing_id or (line.hearing_id if line else ""),
    )


def period_text(said: Said) -> str:
    """Return 2026-06-01（月）10:00～11:30, 調整中 or 中止."""
    if said.state is not LineState.SET:
        return said.state.label
    day = iso_with_weekday(said.held_on) if isinstance(said.held_on, date) else ""
    times = "～".join(f"{each:%H:%M}" for each in (said.starts_at, said.ends_at) if each)
    return f"{day} {times}".strip()


def said_text(said: Said) -> str:
    """Return a line in words: day, times, mode, place."""
    mode = said.mode.label if said.mode else ""
    place = f"（{said.place}）" if said.place else ""
    return "　".join(part for part in (period_text(said), f"{mode}{place}", said.note) if part)
