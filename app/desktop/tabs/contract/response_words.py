"""Decides how the response to enquiries is told: in one line, by medium, and one by one (9(5)); no widgets."""

from collections.abc import Iterable

from app.desktop.widgets.plain_table import PlainRow
from app.services.contract.response_views import ResponseGroup, ResponseLine, ResponsePage

GROUP_HEADERS = ("手段", "回答済", "中央値", "最長", "未回答")
LINE_HEADERS = ("開庁日", "件名", "団体", "手段", "受けた日")
PROMPT = 2  # open days, as the rule on waiting enquiries has it


def summary_words(page: ResponsePage) -> tuple[str, str]:
    """Return the statistics in one line, with the tone."""
    total = page.total
    told = f"回答済{total.answered}件"
    if total.median is not None:
        told += f"　対応時間の中央値 {days_words(total.median)}　最も遅い回答 {days_words(total.longest)}"
    if not page.waiting:
        return f"{told}　未回答はありません", "good"
    oldest = page.waiting[0].open_days
    tone = "warn" if oldest > PROMPT else "muted"
    return f"{told}　未回答{total.waiting}件（最も長いもの {days_words(oldest)}）", tone


def days_words(days: float | None) -> str:
    """Return open days in words: 当日, 2開庁日, 1.5開庁日; － for none."""
    if days is None:
        return "－"
    return "当日" if not days else f"{days:g}開庁日"


def group_rows(groups: Iterable[ResponseGroup]) -> list[PlainRow]:
    """Return one line for each medium."""
    return [
        PlainRow(
            group.medium,
            (
                group.medium,
                f"{group.answered}件",
                days_words(group.median),
                days_words(group.longest),
                f"{group.waiting}件",
            ),
        )
        for group in groups
    ]


def line_rows(page: ResponsePage) -> list[PlainRow]:
    """Return what waits, the longest first, then the slowest answers."""
    return [_row(line) for line in (*page.waiting, *page.slowest)]


def _row(line: ResponseLine) -> PlainRow:
    waits = line.answered_on is None
    days = days_words(line.open_days)
    told = f"未回答 {days}" if waits else f"回答 {days}"
    tone = ("warn" if line.open_days > PROMPT else "accent") if waits else "good"
    texts = (told, line.subject, line.municipality, line.medium, line.received_on.isoformat())
    return PlainRow(line.enquiry_id, texts, tone)
