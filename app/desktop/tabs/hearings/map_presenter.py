"""Decides what the tile map shows: by hearing, by use of dispatches, by findings; each in word and tone, no widgets."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from app.desktop.desk_port import Desk, FindingText, RoomLine
from app.desktop.widgets.plain_table import PlainRow
from app.services.hearing_views import HearingBoard

VIEWS = {"hearings": "ヒアリング", "dispatch": "派遣の利用", "findings": "指摘"}
MAP_HEADERS = ("状態", "市町村", "地域", "くわしく")
WHOLE_YEAR = timedelta(days=100)  # a hearing outside its period is shown, too
PLACED = ("cases", "sessions", "answers", "hearings", "accompaniments", "accompaniment-sessions", "proposals")


@dataclass(frozen=True, slots=True)
class TileState:
    """What one municipality shows: its name, a word, its tone, and the whole in a sentence."""

    code: str
    name: str
    area: str
    word: str
    tone: str
    told: str


@dataclass(frozen=True, slots=True)
class MapPage:
    """The states of all municipalities, by the name of the view and then by code."""

    states: Mapping[str, Mapping[str, TileState]]


def read_map(desk: Desk) -> MapPage:
    """Return the map; to be called off the UI thread."""
    first = desk.hearings.board(desk.today(), desk.today())
    board = desk.hearings.board(first.period_start - WHOLE_YEAR, first.period_end + WHOLE_YEAR)
    rooms = desk.forecast().rooms
    found = Counter(_places(desk, desk.open_findings()))
    return MapPage(
        {
            "hearings": hearing_states(board, rooms),
            "dispatch": dispatch_states(rooms),
            "findings": finding_states(found, rooms),
        }
    )


def hearing_states(board: HearingBoard, rooms: Iterable[RoomLine]) -> dict[str, TileState]:
    """Return where the hearing of each municipality stands."""
    waiting = {each.municipality_code: each for each in board.unscheduled}
    states: dict[str, TileState] = {}
    for room in rooms:
        entries = [each for each in board.entries if each.municipality_code == room.code and each.status != "cancelled"]
        held = next((each for each in entries if each.status == "held"), None)
        planned = next((each for each in entries if each.status == "planned"), None)
        if held is not None:
            word, tone, told = f"{held.held_on:%m/%d}" if held.held_on else "", "good", "実施済"
        elif planned is not None:
            word, tone, told = f"{planned.held_on:%m/%d}" if planned.held_on else "", "accent", "予定"
        elif room.code in waiting and waiting[room.code].is_arranging:
            word, tone, told = "調整中", "warn", "県が調整中"
        else:
            word, tone, told = "未定", "muted", "日程なし"
        states[room.code] = TileState(room.code, room.name, room.area, word, tone, f"{told} {word}".strip())
    return states


def dispatch_states(rooms: Iterable[RoomLine]) -> dict[str, TileState]:
    """Return how much of its dispatches each municipality has used."""
    return {room.code: TileState(room.code, room.name, room.area, *_used(room)) for room in rooms}


def finding_states(found: Mapping[tuple[str, str], int], rooms: Iterable[RoomLine]) -> dict[str, TileState]:
    """Return how many open findings there are about each municipality; ``found`` counts by code and severity."""
    states = {}
    for room in rooms:
        grave = found.get((room.code, "violation"), 0) + found.get((room.code, "overdue"), 0)
        light = found.get((room.code, "warning"), 0) + found.get((room.code, "notice"), 0)
        tone = "bad" if grave else ("warn" if light else "good")
        word = f"{grave + light}件" if grave + light else "なし"
        told = f"違反・超過 {grave}件、警告・注意 {light}件"
        states[room.code] = TileState(room.code, room.name, room.area, word, tone, told)
    return states


def map_rows(states: Mapping[str, TileState]) -> list[PlainRow]:
    """Return the map as a table, by code."""
    return [
        PlainRow(code, (state.word, state.name, state.area, state.told), state.tone)
        for code, state in sorted(states.items())
    ]


def legend(states: Mapping[str, TileState], view: str) -> list[tuple[str, str]]:
    """Return the words of the tones with how many municipalities have each."""
    words: Mapping[str, Sequence[tuple[str, str]]] = {
        "hearings": (("good", "実施済"), ("accent", "予定"), ("warn", "県が調整中"), ("muted", "日程なし")),
        "dispatch": (("bad", "上限を超過"), ("warn", "上限まで利用"), ("accent", "利用あり"), ("muted", "申請なし")),
        "findings": (("bad", "違反・超過あり"), ("warn", "警告・注意あり"), ("good", "なし")),
    }
    counts = Counter(state.tone for state in states.values())
    return [(tone, f"{word} {counts[tone]}") for tone, word in words[view]]


def _used(room: RoomLine) -> tuple[str, str, str]:
    told = f"派遣 {room.used} / {room.cap}回、残り{max(room.left, 0)}回"
    if not room.has_asked and not room.used:
        return "申請なし", "muted", f"申請なし、残り{max(room.left, 0)}回"
    tone = "bad" if room.used > room.cap else ("warn" if room.left <= 0 else "accent")
    return f"{room.used}/{room.cap}回", tone, told


def _places(desk: Desk, findings: Iterable[FindingText]) -> Iterable[tuple[str, str]]:
    """Yield the municipality and the severity of each finding about a record of one municipality."""
    for finding in findings:
        if finding.subject_register in PLACED and finding.subject_id:
            record = desk.record(finding.subject_register, finding.subject_id)
            code = str(getattr(record, "municipality_code", ""))
            if code:
                yield code, finding.severity
