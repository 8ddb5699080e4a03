"""Decides what the tab ヒアリング shows: the board, the prefecture's schedule and the sheet in words; no widgets."""

from collections.abc import Iterable, Sequence
from datetime import date

from app.desktop.widgets.calendar_layout import CalendarDay, CalendarItem
from app.desktop.widgets.plain_table import PlainRow
from app.services.hearings.views import (
    AreaProgress,
    BoardEntry,
    HearingBoard,
    HearingClocks,
    HearingSheet,
    LineKind,
    ScheduleLineView,
    SchedulePreview,
    SheetTheme,
    Unscheduled,
)

SCHEDULE_HEADERS = ("内容", "行", "市町村", "県の日程表", "変わること", "理由と注意")
KIND_TONES = {
    LineKind.NEW: "good",
    LineKind.MOVED: "accent",
    LineKind.CANCELLED: "bad",
    LineKind.MODE_CHANGED: "accent",
    LineKind.PLACE_CHANGED: "accent",
    LineKind.DETAILS_CHANGED: "accent",
    LineKind.ARRANGING: "warn",
    LineKind.KEPT_OWN: "warn",
    LineKind.MISSING: "warn",
    LineKind.UNREADABLE: "bad",
    LineKind.DUPLICATE: "warn",
    LineKind.UNCHANGED: "muted",
}
STATUS_TONES = {"held": "good", "planned": "accent", "arranging": "warn", "cancelled": "muted"}


# 日程


def calendar_days(board: HearingBoard, month: date | None) -> list[CalendarDay]:
    """Return the days of the calendar; those outside the period, or outside the month looked at, are dimmed."""
    return [
        CalendarDay(
            found.on,
            found.closed_reason,
            found.is_in_period and (month is None or (found.on.year, found.on.month) == (month.year, month.month)),
            "期間の末日" if found.on == board.period_end else ("期間の初日" if found.on == board.period_start else ""),
        )
        for found in board.days
    ]


def calendar_items(board: HearingBoard) -> list[CalendarItem]:
    """Return the hearings as things on their days; a held or fixed one stays where it is."""
    return [
        CalendarItem(
            entry.hearing_id,
            day.on,
            f"{entry.starts_at:%H:%M}" if entry.starts_at else "",
            f"{entry.municipality}{'［実地］' if entry.mode == 'in_person' else ''}",
            entry.tone or STATUS_TONES.get(entry.status, "accent"),
            entry_tip(entry),
            entry.status in ("planned", "arranging") and not entry.is_fixed,
        )
        for day in board.days
        for entry in day.entries
    ]


def entry_tip(entry: BoardEntry) -> str:
    """Return everything about a hearing in a few lines."""
    lines = [
        f"{entry.municipality}（{entry.area}）　{entry.status_label}",
        "　".join(part for part in (entry.times, entry.mode_label, entry.room) if part),
        f"受託者：{'、'.join(entry.attendees) or '未定'}",
        *(f"{clash.label}：{clash.message}" for clash in entry.clashes),
    ]
    return "\n".join(line for line in lines if line)


def progress_words(progress: AreaProgress) -> str:
    """Return how far all hearings are."""
    rest = [
        f"予定 {progress.planned}",
        f"県が調整中 {progress.arranging}" if progress.arranging else "",
        f"未定 {progress.missing}" if progress.missing else "",
    ]
    return f"実施 {progress.held} / {progress.total}団体　" + "　".join(part for part in rest if part)


def area_words(area: AreaProgress) -> str:
    """Return one area as 南部 3/7."""
    return f"{area.area} {area.held}/{area.total}"


def area_tip(area: AreaProgress) -> str:
    """Return one area in full."""
    return f"{area.area}：実施{area.held}、予定{area.planned}、調整中{area.arranging}、未定{area.missing}"


def clock_words(clocks: HearingClocks) -> tuple[str, str]:
    """Return where the period and the survey report stand, and the tone."""
    if clocks.completed_on is not None:
        how = "県の決定により" if clocks.declared_on is not None else ""
        report = f"調査報告書の期限は {_day(clocks.report.stated_on)} です。" if clocks.report else ""
        return f"{how}{_day(clocks.completed_on)}に完了しました。{report}", "good"
    left = clocks.target - clocks.held
    report = f"このまま終われば調査報告書の期限は {_day(clocks.report.stated_on)} です。" if clocks.report else ""
    period = f"{_day(clocks.period_start)}～{_day(clocks.period_end)}"
    words = f"残り{left}団体、期間（{period}）の開庁日は残り{clocks.open_days_left}日です。"
    return words + report, "bad" if clocks.open_days_left == 0 and left else "accent"


def unscheduled_groups(found: Iterable[Unscheduled]) -> dict[str, list[Unscheduled]]:
    """Return the municipalities without a day, by area in their order."""
    groups: dict[str, list[Unscheduled]] = {}
    for each in found:
        groups.setdefault(each.area, []).append(each)
    return groups


# 県の日程表


def schedule_rows(lines: Iterable[ScheduleLineView], kind: str = "") -> list[PlainRow]:
    """Return the lines of a schedule; ``kind`` is one kind's value, ``changing`` or empty for all."""
    chosen = [line for line in lines if _is_of(line, kind)]
    return [
        PlainRow(
            line_key(line),
            (
                "・".join(each.label for each in line.kinds),
                str(line.row) if line.row else "―",
                line.municipality,
                line.says,
                change_words(line),
                "　".join((*line.reasons, *line.remarks)),
            ),
            KIND_TONES[line.kind],
        )
        for line in chosen
    ]


def line_key(line: ScheduleLineView) -> tuple[int, str]:
    """Return what tells a line from every other one."""
    return line.row, line.municipality_code


def line_words(line: ScheduleLineView) -> str:
    """Return everything about a line, one thing to a line of text."""
    where = f"{line.row}行目" if line.row else "ファイルに記載なし"
    parts = [f"{line.municipality}（{where}）　{line.says}", change_words(line, "\n"), *line.reasons, *line.remarks]
    return "\n".join(part for part in parts if part)


def change_words(line: ScheduleLineView, between: str = "　") -> str:
    """Return what a line changes, before and after; what stays ours is said."""
    parts = []
    for change in line.changes:
        moved = f"{change.label}：{change.before or '（なし）'} → {change.after or '（なし）'}"
        parts.append(moved if change.taken else f"{moved}（手元の「{change.own}」を残します）")
    return between.join(parts)


def schedule_words(preview: SchedulePreview) -> str:
    """Return how many lines would do what."""
    counts = preview.counts
    told = [f"{kind.label} {counts[kind.value]}" for kind in LineKind if counts[kind.value]]
    return f"{counts['lines']}行：" + "、".join(told)


def _is_of(line: ScheduleLineView, kind: str) -> bool:
    if kind == "changing":
        return line.kind not in (LineKind.UNCHANGED, LineKind.DUPLICATE)
    return not kind or kind in {each.value for each in line.kinds}


# シート


def sheet_title(sheet: HearingSheet) -> str:
    """Return 川越市　2026-07-06 13:30～15:00　オンライン."""
    entry = sheet.entry
    day = _day(entry.held_on) if entry.held_on else "日程未定"
    return "　".join(part for part in (entry.municipality, f"{day} {entry.times}".strip(), entry.mode_label) if part)


def theme_words(theme: SheetTheme) -> str:
    """Return the name of a field with a mark of how much is written about it."""
    told = "・".join(part for part in (theme.stage_label, theme.wish_label) if part)
    mark = "●" if theme.theme is not None else "○"
    return f"{mark} {theme.name}" + (f"（{told}）" if told else "")


def sheet_rows(entries: Sequence[BoardEntry]) -> list[PlainRow]:
    """Return the hearings to choose a sheet from, in their order."""
    return [
        PlainRow(
            entry.hearing_id,
            (entry.municipality, _short(entry.held_on), entry.status_label, str(entry.theme_count)),
            STATUS_TONES.get(entry.status, "muted"),
        )
        for entry in entries
    ]


def _short(day: date | None) -> str:
    return f"{day.month}/{day.day}" if day else "―"


def _day(day: date | None) -> str:
    return f"{day:%Y-%m-%d}（{'月火水木金土日'[day.weekday()]}）" if day else "―"
