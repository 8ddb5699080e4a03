"""Decides what the page 工程表 shows: tasks as bars and as a table, and the days drawn as lines; no widgets."""

from collections.abc import Iterable, Sequence
from datetime import date

from app.desktop.widgets.gantt_layout import Days, GanttItem, GanttMark
from app.desktop.widgets.plain_table import PlainRow
from app.services.plans.views import GanttLine, GanttPage, GanttRow, SupportLine

WHOLE = "業務全体の工程"
TASK_HEADERS = ("状態", "工程", "区分", "条項", "担当", "開始日", "終了日", "当初の計画", "実績", "進み", "当初との差")
LINE_HEADERS = ("種類", "日", "内容")
STATE_TONES = {"done": "good", "running": "accent", "late": "bad", "waiting": "muted"}
LINE_TONES = {"deadline": "bad", "today": "accent", "due": "warn"}
LINE_WORDS = {"deadline": "履行期限", "today": "今日", "due": "提出期限"}
LEGEND = "▬ いまの計画（濃い部分は進み）　├─┤ 実績　▭ 当初の計画　◆ 節目　｜ 履行期限・今日　┊ 提出期限"


def items_of(page: GanttPage, today: date) -> list[GanttItem]:
    """Return the tasks as bars."""
    return [
        GanttItem(
            id=row.id,
            title=row.title,
            planned=(row.starts_on, max(row.starts_on, row.ends_on)),
            group=row.group,
            is_milestone=row.is_milestone,
            baseline=_baseline(row),
            actual=_actual(row, today),
            progress=row.progress,
            tone=STATE_TONES.get(row.state, "muted"),
            words=bar_words(row),
            tip=task_tip(row),
            is_movable=row.state != "done",
        )
        for row in page.rows
    ]


def marks_of(lines: Iterable[GanttLine]) -> list[GanttMark]:
    """Return the days as lines: the performance deadline and today strong, the due dates quiet."""
    return [GanttMark(line.on, line.label, LINE_TONES[line.kind], line.kind != "due") for line in lines]


def bar_words(row: GanttRow) -> str:
    """Return what stands beside a bar: its state, and how far it is from what was agreed."""
    sessions = f"{row.sessions_held}回実施" if row.sessions_held else ""
    planned = f"{row.sessions_planned}回予定" if row.sessions_planned else ""
    away = row.deviation_label if row.deviation else ""
    return "　".join(part for part in (row.state_label, sessions, planned, away) if part)


def task_tip(row: GanttRow) -> str:
    """Return a task whole, in a few lines."""
    lines = [
        " ".join(part for part in (row.title, f"（仕様書 {row.clause}）" if row.clause else "") if part),
        f"計画 {span_words((row.starts_on, row.ends_on))}　進み{row.progress}％　{row.state_label}",
        f"当初 {span_words(baseline)}　{row.deviation_label}" if (baseline := _baseline(row)) else "",
        f"実績 {_actual_words(row)}" if row.began_on or row.finished_on else "",
        f"支援の回　{row.sessions_held}回実施・{row.sessions_planned}回予定"
        if row.sessions_held or row.sessions_planned
        else "",
        f"担当 {row.owner}" if row.owner else "",
    ]
    return "\n".join(line for line in lines if line)


def task_rows(page: GanttPage) -> list[PlainRow]:
    """Return the table beside the bars."""
    return [
        PlainRow(
            row.id,
            (
                row.state_label,
                row.title,
                row.group,
                row.clause,
                row.owner,
                "（節目）" if row.is_milestone else row.starts_on.isoformat(),
                row.ends_on.isoformat(),
                span_words(baseline) if (baseline := _baseline(row)) else "―",
                _actual_words(row) or "―",
                f"{row.progress}％",
                row.deviation_label or "―",
            ),
            STATE_TONES.get(row.state, "muted"),
        )
        for row in page.rows
    ]


def line_rows(lines: Iterable[GanttLine]) -> list[PlainRow]:
    """Return the days drawn as lines, as a table."""
    return [
        PlainRow((line.on, line.kind), (LINE_WORDS[line.kind], line.on.isoformat(), line.label), LINE_TONES[line.kind])
        for line in lines
    ]


def schedule_words(page: GanttPage) -> str:
    """Return how a schedule stands: how many tasks are done, late, under way, waiting."""
    if not page.rows:
        return ""
    states = [(state, sum(row.state == state for row in page.rows)) for state in STATE_TONES]
    labels = {row.state: row.state_label for row in page.rows}
    told = "　".join(f"{labels[state]} {count}" for state, count in states if count)
    return f"工程 {len(page.rows)}件　{told}"


def nothing_words(accompaniment_id: str, undrawn: int) -> tuple[str, str]:
    """Return what stands in the place of a schedule without tasks."""
    if not undrawn:
        return "工程はまだありません", "「＋ 工程を登録」で最初の工程を入力してください。"
    where = "実施プランの各段階" if accompaniment_id else "契約条件と成果物の期限"
    return "工程はまだありません", f"{where}から、{undrawn}件の工程の案を作れます。"


def choices_of(supported: Sequence[SupportLine]) -> list[tuple[str, str]]:
    """Return what the schedule may be shown for: the whole contract, then each accompanied municipality."""
    return [("", WHOLE), *((line.id, f"伴走支援：{line.municipality}") for line in supported)]


def span_words(days: Days) -> str:
    """Return 2026-06-01～08-31, or the one day."""
    first, last = days
    if first == last:
        return first.isoformat()
    return f"{first.isoformat()}～{last.isoformat() if first.year != last.year else last.isoformat()[5:]}"


def _baseline(row: GanttRow) -> Days | None:
    last = row.baseline_ends_on
    if last is None:
        return None
    return (last if row.is_milestone else row.baseline_starts_on or last), last


def _actual(row: GanttRow, today: date) -> Days | None:
    """Return what was: until today where a task goes on."""
    if row.began_on is None and row.finished_on is None:
        return None
    last = row.finished_on or today
    first = row.began_on or last
    return (first, last) if first <= last else None


def _actual_words(row: GanttRow) -> str:
    if row.began_on is None and row.finished_on is None:
        return ""
    first = row.began_on.isoformat() if row.began_on else ""
    return f"{first}～{row.finished_on.isoformat() if row.finished_on else '継続中'}"
