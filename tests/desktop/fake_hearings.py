"""Hearings in memory: an empty calendar, the period, and no sheets."""

from collections.abc import Iterable
from datetime import date, timedelta

from app.domain.errors import AppError
from app.services.hearings.analysis_views import AnalysisPage, SheetLine, TileValue
from app.services.hearings.views import (
    AreaProgress,
    BoardDay,
    HearingBoard,
    HearingClocks,
    HearingMonth,
    SchedulePreview,
)

START, END = date(2026, 6, 1), date(2026, 8, 31)
TARGET = 63
NOBODY = AreaProgress("", 0, 0, 0, TARGET)


class FakeHearings:
    """Answers like the part of the desk that knows about hearings, with nothing planned yet."""

    def __init__(self, today: date) -> None:
        self._today = today

    def board(self, from_on: date, until_on: date) -> HearingBoard:
        count = (until_on - from_on).days + 1
        days = (from_on + timedelta(days=number) for number in range(count))
        board_days = tuple(BoardDay(day, "土曜日" if day.weekday() == 5 else "", START <= day <= END) for day in days)
        return HearingBoard(from_on, until_on, START, END, self._today, board_days, (), NOBODY, ())

    def preview_schedule(self, data: bytes, file_name: str) -> SchedulePreview:
        raise AppError("documents.cell_too_long", cell="A1", length=len(data), most=1)

    def clocks(self) -> HearingClocks:
        return HearingClocks(START, END, 0, 0, TARGET, None, None, None)

    def month(self, month: date) -> HearingMonth:
        return HearingMonth(month, (), 0, 0, TARGET, (), (), "")


class FakeAnalysis:
    """Answers like the part of the desk that counts what the hearings said, before any was held."""

    def page(self, area: str = "", size: str = "") -> AnalysisPage:
        coverage = f"{TARGET}団体中0団体でヒアリングを実施しました。"
        return AnalysisPage(area, size, (), (), TARGET, 0, 0, False, coverage, (), (), (), ())

    def sheets(self, hearing_ids: Iterable[str]) -> tuple[SheetLine, ...]:
        return ()

    def tiles(self, subject: str = "hearing") -> tuple[TileValue, ...]:
        return (TileValue("112011", "川越市", 0, 0, 0, "予定なし", "ヒアリングの予定はまだありません。"),)
