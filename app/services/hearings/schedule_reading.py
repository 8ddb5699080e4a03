"""The prefecture's hearing schedule as it comes: rows of a spreadsheet become what they say, or why they cannot.

Days without a year are taken nearest to the middle of the hearings' period. Nothing is guessed: a line that names no
municipality, day, time or mode beyond doubt is unreadable, and says why.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from app.documents.formula_guard import looks_like_formula
from app.domain.entry_characters import checked_text
from app.domain.entry_problem import EntryProblem
from app.domain.errors import AppError
from app.domain.hearing import Hearing, LineState, ScheduleLine
from app.domain.municipality import Municipalities
from app.domain.text import search_key, shorten
from app.services.hearings.schedule_cells import (
    CellProblem,
    Said,
    cell_text,
    read_day,
    read_mode,
    read_state,
    read_times,
    speaks_of_calling_off,
)
from app.services.imports.mapping import header_key
from app.services.imports.subject import Remark

MOST_LINES = 1_000  # a schedule names each municipality once
REQUIRED = ("municipality", "day")
COLUMNS: dict[str, tuple[str, ...]] = {
    "municipality": (
        "団体名", "市町村名", "市町村", "自治体名", "自治体", "団体", "対象団体", "対象市町村", "ヒアリング先",
        "訪問先",
    ),
    "code": ("団体コード", "市町村コード", "自治体コード", "全国地方公共団体コード", "コード"),
    "day": (
        "実施日", "実施予定日", "予定日", "日程", "日付", "開催日", "実施日程", "月日", "期日", "日時", "実施日時",
        "開催日時", "予定日時",
    ),
    "weekday": ("曜日", "曜"),
    "times": ("時間", "時刻", "実施時間", "時間帯", "開催時間", "実施時刻", "開始・終了", "開始～終了"),
    "start": ("開始", "開始時刻", "開始時間"),
    "end": ("終了", "終了時刻", "終了時間"),
    "mode": ("実施方法", "方法", "開催方法", "形式", "開催形式", "実施形態", "実施形式", "開催形態"),
    "place": ("会場", "場所", "実施場所", "開催場所", "会議室", "会場・会議室"),
    "municipality_persons": (
        "市町村出席者", "市町村の出席者", "市町村側出席者", "出席者（市町村）", "団体出席者",
        "出席者",
    ),
    "prefecture_persons": ("県出席者", "県の出席者", "県側出席者", "出席者（県）", "県担当", "県担当者", "担当"),
    "state": ("状態", "状況", "調整状況", "実施状況"),
    "note": ("備考", "摘要", "特記事項", "備考欄", "変更点"),
}  # fmt: skip
LABELS = {name: words[0] for name, words in COLUMNS.items()}
LAST = "前の"
NUMBERS = ("No.", "No", "番号", "項番", "連番", "№", "#")
_KNOWN = {header_key(word): name for name, words in COLUMNS.items() for word in words}
_NUMBERS = frozenset(map(header_key, NUMBERS))


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    """One line of the file: what it says, or why it cannot be read."""

    number: int  # as seen in Excel
    municipality_code: str
    name: str  # as written
    said: Said
    as_written: str
    problems: tuple[Remark, ...] = ()
    remarks: tuple[Remark, ...] = ()
    perhaps: tuple[str, ...] = ()  # codes of those that a line may mean which names none beyond doubt


@dataclass(frozen=True, slots=True)
class Schedule:
    """A schedule as read: its lines, what stands above them, and what was passed over."""

    file_name: str
    sha256: str
    title: str
    rows: tuple[ScheduleRow, ...]
    remarks: tuple[Remark, ...] = ()


def read_schedule(data: bytes, file_name: str, offices: Municipalities, near: date) -> Schedule:
    """Read a schedule; AppError ``imports.*`` or ``schedule.*`` when the file as a whole is none."""
    from app.documents.tabular import read_table

    table = read_table(data, file_name, lambda text: header_key(text) in _KNOWN)
    places = _places(table.headers)
    missing = [LABELS[name] for name in REQUIRED if name not in places]
    if missing:
        headers = shorten("、".join(table.headers), 100)
        raise AppError(
            "schedule.no_header", where=file_name, file=file_name, missing="、".join(missing), headers=headers
        )
    if len(table.rows) > MOST_LINES:
        raise AppError("schedule.too_many_lines", where=file_name, file=file_name, limit=MOST_LINES)
    reader = _RowReader(places, offices, near)
    rows, passed = [], []
    for source in table.rows:
        texts = {name: source.cells[position] for name, position in places.items()}
        if _is_beside(texts, offices):
            passed.append((source.number, "".join(cell_text(cell) for cell in source.cells)))
            continue
        merged = (Remark("schedule.merged_cell"),) if source.number in table.filled_down else ()
        rows.append(reader.read(source.number, texts, merged))
    title = shorten(
        "　".join(cell_text(cell) for row in table.title_rows for cell in row.cells if cell_text(cell)), 200
    )
    remarks = tuple(_remarks(table.headers, places, table.other_sheets, passed))
    return Schedule(file_name, hashlib.sha256(data).hexdigest(), title, tuple(rows), remarks)


def _places(headers: tuple[str, ...]) -> dict[str, int]:
    """Return the position of each known column; of two for one meaning, the first."""
    found: dict[str, int] = {}
    for position, header in enumerate(headers):
        name = _KNOWN.get(header_key(header))
        if name is not None:
            found.setdefault(name, position)
    return found


def _is_beside(texts: dict[str, object], offices: Municipalities) -> bool:
    """Tell whether a row stands beside the table: a footer, the name of an area, or the header once more."""
    filled = {name: cell_text(cell) for name, cell in texts.items() if cell_text(cell)}
    name = filled.pop("municipality", "")
    if header_key(name) in _KNOWN:
        return all(header_key(text) in _KNOWN for text in filled.values())
    if filled:
        return False
    return not name or (offices.find(name) is None and not offices.suggestions(name) and name[-1] not in "市町村")


def _remarks(
    headers: tuple[str, ...], places: dict[str, int], sheets: tuple[str, ...], passed: list[tuple[int, str]]
) -> Iterator[Remark]:
    used = set(places.values())
    beside = [
        header for position, header in enumerate(headers) if position not in used and header_key(header) not in _NUMBERS
    ]
    if beside:
        yield Remark("schedule.columns_left", value=shorten("、".join(beside), 100))
    if sheets:
        yield Remark("schedule.other_sheets", value=shorten("、".join(sheets), 100))
    if passed:
        rows = "、".join(f"{number}行目「{shorten(text, 20)}」" for number, text in passed[:5])
        yield Remark("schedule.rows_passed", value=rows, values=(("count", len(passed)),))


class _RowReader:
    """Reads the lines of one file."""

    def __init__(self, places: dict[str, int], offices: Municipalities, near: date) -> None:
        self._places = places
        self._offices = offices
        self._near = near

    def read(self, number: int, cells: dict[str, object], remarks: tuple[Remark, ...]) -> ScheduleRow:
        """Return what a line says; never raises for what stands in it."""
        problems: list[Remark] = []
        notes = list(remarks)
        name = cell_text(cells.get("municipality")) or cell_text(cells.get("code"))
        code = self._municipality(cells, name, problems, notes)
        said = Said()
        kept = as_written(cells)
        try:
            said = self._said(cells, notes)
            checked_text(ScheduleLine.REGISTER.field("as_written"), kept)
        except CellProblem as problem:
            problems.append(Remark(problem.code, value=shorten(problem.text), values=problem.values))
        except EntryProblem as problem:
            problems.append(Remark(problem.code, values=tuple(problem.values.items())))
        perhaps = () if code else self._perhaps(cells, name)
        return ScheduleRow(number, code, name, said, kept, tuple(problems), tuple(notes), perhaps)

    def _perhaps(self, cells: dict[str, object], name: str) -> tuple[str, ...]:
        """Return the codes of the municipalities that a line may mean: by its name, by its code, by one like them."""
        found = self._offices.find(name)
        by_name = (found,) if found is not None else self._offices.suggestions(name)
        by_code = self._offices.find(cell_text(cells.get("code")))
        return tuple(each.code for each in (*by_name, by_code) if each is not None)

    def _municipality(self, cells: dict[str, object], name: str, problems: list[Remark], notes: list[Remark]) -> str:
        if not name:
            problems.append(Remark("schedule.no_municipality"))
            return ""
        found = self._offices.find(name)
        by_code = self._offices.find(cell_text(cells.get("code")))
        if found is None:
            close = "、".join(each.name for each in self._offices.suggestions(name))
            code = "schedule.municipality_close" if close else "schedule.municipality_unknown"
            problems.append(Remark(code, value=shorten(name), values=(("close", close),)))
            return ""
        if by_code is not None and by_code.code != found.code:
            values = (("other", by_code.name),)
            problems.append(Remark("schedule.code_contradicts", value=shorten(name), values=values))
            return ""
        if name != found.name:
            notes.append(Remark("schedule.name_variant", value=shorten(name), values=(("name", found.name),)))
        return found.code

    def _said(self, cells: dict[str, object], notes: list[Remark]) -> Said:
        """Return what the cells say; CellProblem or EntryProblem names the first that cannot be read."""
        note = checked_text(ScheduleLine.REGISTER.field("note"), cell_text(cells.get("note")))
        persons = {
            name: checked_text(Hearing.REGISTER.field(name), cell_text(cells.get(name)))
            for name in ("municipality_persons", "prefecture_persons")
        }
        mode, inside = read_mode(cells.get("mode"))
        place = " ".join((cell_text(cells.get("place")) or inside).split("\n"))
        checked_text(Hearing.REGISTER.field("room"), place)
        notes += [
            Remark("schedule.formula_text", label=LABELS[name], value=shorten(cell_text(cells.get(name))))
            for name in (*persons, "place", "note")
            if looks_like_formula(cell_text(cells.get(name)))
        ]
        state = read_state(cells.get("day"), cells.get("state"), note)
        beside = Said(
            mode=mode,
            place=place,
            state=state,
            municipality_persons=persons["municipality_persons"],
            prefecture_persons=persons["prefecture_persons"],
            note=note,
        )
        if state is not LineState.SET:
            return beside
        day, rest = read_day(cells.get("day"), cell_text(cells.get("weekday")), self._near)
        starts_at, ends_at = read_times(cells.get("times") or rest, cells.get("start"), cells.get("end"))
        if starts_at is None:
            notes.append(Remark("schedule.no_times"))
        doubts = [cell_text(cells.get(name)) for name in ("state", "times", "note")]
        notes += [
            Remark("schedule.called_off_in_words", value=shorten(" ".join(text.split("\n"))))
            for text in doubts
            if speaks_of_calling_off(text)
        ]
        return replace(beside, held_on=day, starts_at=starts_at, ends_at=ends_at)


def as_written(cells: dict[str, object]) -> str:
    """Return the cells of a line as they stand in the file: one 「見出し：文字」 each, further lines indented."""
    lines = []
    for name in COLUMNS:
        text = cell_text(cells.get(name))
        if text:
            lines.append(f"{LABELS[name]}：" + text.replace("\n", "\n　"))
    return "\n".join(lines)


def with_last(written: str, unsaid: Mapping[str, str]) -> str:
    """Return a line as written with what an earlier one said of the cells that are empty now, told apart by 前の."""
    cells = [f"{LAST}{LABELS[name]}：" + text.replace("\n", "\n　") for name, text in unsaid.items() if text]
    return "\n".join(filter(None, (written, *cells)))


def written_text(kept: str, name: str) -> str:
    """Return what one cell of a kept line said, or said last; empty when it never said anything."""
    found: list[str] = []
    inside = False
    for line in kept.split("\n"):
        if line.startswith("　") and inside:
            found.append(line[1:])
            continue
        plain = line.removeprefix(LAST)
        inside = plain.startswith(f"{LABELS[name]}：")
        if inside:
            found = [plain.removeprefix(f"{LABELS[name]}：")]
    return "\n".join(found)


def same_words(one: str, other: str) -> bool:
    """Tell whether two texts mean the same: width, spaces and line ends do not matter."""
    return search_key(one) == search_key(other)
