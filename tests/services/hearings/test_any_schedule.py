"""Whatever stands in a schedule, and whatever was typed here: nothing raises, and nothing typed is written over."""

from dataclasses import replace
from datetime import date, datetime, time

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.case import Mode
from app.domain.hearing import Hearing, HearingStatus, LineState
from app.services.hearings.schedule_cells import Said
from app.services.hearings.schedule_comparison import STATES, Known, known_hearings, plan
from app.services.hearings.schedule_reading import ScheduleRow, as_written, read_schedule
from app.services.hearings.views import LineKind
from app.services.surroundings import municipalities
from tests.services.hearings.schedules import KAWAGOE, schedule

NEAR = date(2026, 7, 16)
DAYS = st.dates(date(2026, 6, 1), date(2026, 6, 5))
TEXTS = st.sampled_from(["", "市役所", "別館"])
PERSONS = st.sampled_from(["", "課長", "主査"])
SAID = st.builds(
    Said,
    held_on=DAYS,
    starts_at=st.sampled_from([None, time(10), time(13)]),
    ends_at=st.sampled_from([time(14), time(15)]),
    mode=st.sampled_from([None, Mode.ONLINE, Mode.IN_PERSON]),
    place=TEXTS,
    state=st.sampled_from([LineState.SET, LineState.SET, LineState.ARRANGING, LineState.CANCELLED]),
    municipality_persons=PERSONS,
    prefecture_persons=PERSONS,
)
EDITS = st.fixed_dictionaries(
    {},
    optional={
        "held_on": DAYS,
        "mode": st.sampled_from([Mode.ONLINE, Mode.IN_PERSON]),
        "room": st.sampled_from(["第1会議室", "第2会議室"]),
        "municipality_persons": st.just("手元の課長"),
        "status": st.sampled_from([HearingStatus.HELD, HearingStatus.CANCELLED]),
    },
)


def row(said: Said) -> ScheduleRow:
    """Return a line of a file that says this."""
    if said.state is not LineState.SET:
        said = replace(said, held_on=None, starts_at=None, ends_at=None)
    if said.starts_at is None:
        said = replace(said, ends_at=None)
    persons = {name: getattr(said, name) for name in ("municipality_persons", "prefecture_persons")}
    return ScheduleRow(5, KAWAGOE, "川越市", said, as_written(dict(persons)))


def applied(known: Known, said: Said) -> Known:
    """Return what is stored after a line was taken over."""
    (planned,) = plan([row(said)], known)
    hearings = dict(known.hearings)
    line = planned.line
    if planned.hearing is not None:
        hearing = planned.hearing if planned.hearing.id else replace(planned.hearing, id="hearing-1")
        hearings[KAWAGOE] = hearing
    if line is not None:
        found = hearings.get(KAWAGOE)
        line = replace(line, id="line-1", hearing_id=found.id if found else line.hearing_id)
    return Known({KAWAGOE: line} if line is not None else known.lines, hearings)


@given(st.lists(SAID, min_size=1, max_size=4))
def test_the_same_line_again_changes_nothing(history: list[Said]) -> None:
    known = Known({}, {})
    for said in history:
        known = applied(known, said)
    again = applied(known, history[-1])
    assert again == known
    (planned,) = plan([row(history[-1])], known)
    assert planned.kind is LineKind.UNCHANGED
    assert planned.hearing is None


@given(st.lists(SAID, min_size=1, max_size=3), EDITS, st.lists(SAID, min_size=1, max_size=3))
def test_what_was_typed_here_is_never_written_over(
    before: list[Said], edits: dict[str, object], after: list[Said]
) -> None:
    known = Known({}, {})
    for said in before:
        known = applied(known, said)
    if KAWAGOE not in known.hearings:
        return
    ours = known.hearings[KAWAGOE]
    typed = replace(ours, **edits)  # type: ignore[arg-type]
    known = Known(known.lines, {KAWAGOE: typed})
    changed = {name for name in edits if getattr(typed, name) != getattr(ours, name)}
    agreed: set[str] = set()
    for said in after:
        new = row(said).said
        # What the prefecture comes to say too is the prefecture's again from then on.
        agreed |= {name for name in changed if _says(new, name, typed)}
        known = applied(known, said)
        for name in changed - agreed:
            assert getattr(known.hearings[KAWAGOE], name) == getattr(typed, name)


def _says(said: Said, name: str, hearing: Hearing) -> bool:
    """Tell whether a line says of a field what our hearing holds, or of the day as a whole."""
    if name in ("held_on", "status"):
        state = STATES[hearing.status or HearingStatus.PLANNED]
        whole = (said.held_on, said.starts_at, said.ends_at) == (hearing.held_on, hearing.starts_at, hearing.ends_at)
        return (
            said.state is state and (whole or state is not LineState.SET) and hearing.status is not HearingStatus.HELD
        )
    return bool(getattr(said, "place" if name == "room" else name) == getattr(hearing, name))


@given(st.lists(SAID, min_size=1, max_size=4))
def test_a_hearing_removed_here_stays_removed_while_the_prefecture_says_nothing_new(history: list[Said]) -> None:
    known = Known({}, {})
    for said in history:
        known = applied(known, said)
    removed = Known(known.lines, {})
    again = applied(removed, history[-1])
    assert again.hearings == {}
    assert again.lines == known.lines


@given(st.lists(SAID, min_size=1, max_size=4))
def test_without_anything_typed_our_hearing_says_what_the_last_line_said(history: list[Said]) -> None:
    known = Known({}, {})
    for said in history:
        known = applied(known, said)
    hearing = known.hearings.get(KAWAGOE)
    last = row(history[-1]).said
    if hearing is None:
        assert last.state is LineState.CANCELLED
        return
    assert STATES[hearing.status or HearingStatus.PLANNED] is last.state
    if last.state is LineState.SET:
        assert (hearing.held_on, hearing.starts_at, hearing.ends_at) == (last.held_on, last.starts_at, last.ends_at)


def test_a_hearing_that_was_called_off_stands_behind_one_that_takes_place() -> None:
    off = Hearing(id="1", municipality_code=KAWAGOE, held_on=date(2026, 6, 1), status=HearingStatus.CANCELLED)
    on = Hearing(id="2", municipality_code=KAWAGOE, held_on=date(2026, 6, 9), status=HearingStatus.PLANNED)
    assert known_hearings([], [off, on]) == {KAWAGOE: on}
    assert known_hearings([], [off]) == {KAWAGOE: off}


CELL = st.one_of(
    st.none(),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30),
    st.integers(-(10**9), 10**9),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.datetimes(datetime(1901, 1, 1), datetime(2200, 1, 1)),  # noqa: DTZ001 (a cell knows no zone)
    st.times(),
    st.sampled_from(["川越市", "R8.6.10", "10:00～11:30", "現地", "調整中", "=1+1", "6/31", "（（（", "午後", "～"]),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(CELL, min_size=1, max_size=8), max_size=6))
def test_no_cell_of_a_schedule_raises_and_every_line_is_read_or_told(lines: list[list[object]]) -> None:
    data = schedule(("", "蕨市", "R8.6.10"), *lines)
    found = read_schedule(data, "日程.xlsx", municipalities(), NEAR)
    for each in found.rows:
        assert each.problems or (each.municipality_code and (each.said.held_on or each.said.state is not LineState.SET))
        assert all(remark.reason and remark.reason_in("en") for remark in (*each.problems, *each.remarks))
