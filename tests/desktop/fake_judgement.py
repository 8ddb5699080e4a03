"""What the desk in memory finds, tells and foresees: findings, clauses, due dates, notices, the outlook."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from app.desktop.desk_port import (
    ClauseLine,
    Deadline,
    DueStep,
    EvidenceLine,
    FindingText,
    ForecastPage,
    NoticeLine,
    RoomLine,
)
from app.planning.forecast import Goal, GoalOutlook, MonthOutlook, Outlook
from tests.desktop.fake_records import LONG_NAME, TODAY, municipalities

AT_CAP = FindingText(
    "6.6.d",
    "6(6)エ",
    "violation",
    "cases",
    "case-2",
    "派-0002",
    "この団体の派遣はすでに5回です。",
    "県の指示を記録してください。",
)
LATE = FindingText(
    "6.6.h",
    "6(6)ク",
    "overdue",
    "sessions",
    "session-1",
    "回-0001",
    "派遣の報告の期限（9月28日）を過ぎています。",
    "報告書を提出し、提出日を記録してください。",
    "f" * 64,
)


def notice(number: int) -> NoticeLine:
    moment = datetime(2026, 9, 20 + number, tzinfo=UTC)
    about = ("cases", f"case-{number}", f"派-{number:04}　マッチングを始めました", "状態が変わりました。")
    return NoticeLine(f"notice-{number}", moment, "contractor", "status_change", *about, None, None)


def clause(id: str, path: str, state: str, *, findings: tuple[FindingText, ...] = (), words: str = "") -> ClauseLine:
    evidence = (EvidenceLine("cases", "case-8", "案件：派-0008"),) if state != "not_yet" else ()
    return ClauseLine(
        id, path, f"{path}の求め", "rule", words or f"{path} 契約書の言葉", state, evidence, len(evidence), findings,
        ("reports.five_open_days",), "cases", "", ("派遣を予定",), ("結果報告書",),
    )  # fmt: skip


def clauses() -> tuple[ClauseLine, ...]:
    return (
        clause("3.1", "3", "green"),
        clause("5.2", "5(2)", "not_yet"),
        clause("6.6.d", "6(6)エ", "amber", words=LONG_NAME * 20),
        clause("6.6.h", "6(6)ク", "red", findings=(LATE,)),
    )


def outlook(held: int, planned: int, low: int, high: int, goals: Sequence[Goal], cancelled: int = 0) -> Outlook:
    months = tuple(MonthOutlook(date(2026, month, 1), month, 12 - month, 30, 25, 35) for month in range(4, 13))
    told = tuple(
        GoalOutlook(goal, max(0, goal.count - held), 4.5, 1.1, "2026-W50" if high > goal.count else None)
        for goal in goals
    )
    return Outlook(held, planned, cancelled, (low + high) // 2, low, high, 1.5, months, told)


def forecast(cancel: int = 0) -> ForecastPage:
    dispatch = outlook(34, 12 - cancel, 52 - cancel, 88, (Goal("minimum", 50), Goal("target", 85)), cancel)
    others = {name: outlook(22, 4, 30, 60, (Goal("target", 55),)) for name in ("consultations", "hearings")}
    areas = ("東部", "西部", "南部", "北部")
    rooms = tuple(
        RoomLine(
            town.code,
            LONG_NAME if place == 1 else town.name,
            areas[place % 4],
            place % 6,
            5,
            5 - place % 6,
            place % 3 > 0,
        )
        for place, town in enumerate(municipalities())
    )
    return ForecastPage(TODAY, {"dispatch_sessions": dispatch, **others}, rooms)


def deadline(clause: str, number: int, title: str, register: str, id: str, state: str, left: int) -> Deadline:
    basis = date(2026, 9, 18)
    steps = tuple(
        DueStep(
            basis + timedelta(days=n),
            None if n in (0, 1, 2, 3, 4, 5) else n - 5,
            "初日は数えない（民法140条）" if not n else "開庁日",
        )
        for n in range(13)
    )
    due = date(2026, 9, 30)
    options: dict[str, Any] = {"submitted_on": None} if "submitted_on" in Deadline.__slots__ else {}
    return Deadline(
        clause, number, title, register, id, "回-0001" if id else "契約", basis, due, due, due, state, left,
        "2026年9月18日の翌日から数えて5開庁日目。民法140条により初日は数えない。", steps, **options,
    )  # fmt: skip
