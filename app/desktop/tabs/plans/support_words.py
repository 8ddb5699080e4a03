"""Decides what the page 伴走支援 shows: cards, sessions and figures in words; no widgets."""

from collections.abc import Iterable, Sequence
from datetime import date

from app.desktop.widgets.plain_table import PlainRow
from app.services.plans.views import IndicatorLine, SupportLine, SupportPlanPage, SupportSession

SESSION_HEADERS = ("状態", "日", "時間", "段階", "方法", "専門人材", "内容")
INDICATOR_HEADERS = ("目標", "指標", "支援前", "目標の値", "支援後", "変化", "測り方")
PLAN_TONES = {"hearing": "muted", "draft": "warn", "consulting": "warn", "decided": "good"}
SESSION_TONES = {"held": "good", "planned": "accent", "cancelled": "muted"}


def card_progress(line: SupportLine) -> str:
    """Return how far a support is: steps and sessions."""
    return f"進み {line.progress}％　支援 {line.sessions_held}回実施・{line.sessions_planned}回予定"


def deviation_words(days: int | None) -> tuple[str, str]:
    """Return how far the slowest step is from its baseline, and the tone; empty without baseline."""
    if days is None:
        return "", ""
    if days > 0:
        return f"最も遅い段階は当初より{days}開庁日遅れ", "warn"
    return ("当初のとおり", "good") if days == 0 else (f"当初より{-days}開庁日早い", "good")


def card_words(line: SupportLine) -> str:
    """Return a card in one sentence, for a screen reader."""
    parts = (
        f"{line.municipality}（{line.status_label}）",
        line.theme,
        f"進行管理 {line.manager or '未定'}",
        card_progress(line),
        deviation_words(line.worst_deviation)[0],
        f"次：{line.next_step}",
        f"指摘 {line.warnings}件" if line.warnings else "",
    )
    return "。".join(part for part in parts if part)


def support_words(lines: Sequence[SupportLine]) -> str:
    """Return how all supports stand."""
    held, planned = (sum(getattr(line, name) for line in lines) for name in ("sessions_held", "sessions_planned"))
    late = sum(line.worst_deviation is not None and line.worst_deviation > 0 for line in lines)
    told = f"{len(lines)}市町村　支援 {held}回実施・{planned}回予定"
    return f"{told}　当初より遅れ {late}市町村" if late else told


def way_words(page: SupportPlanPage) -> str:
    """Return the steps to the decided plan, and the report, with their days (6(4)ア, カ)."""
    steps = (
        ("ヒアリング", _day(page.hearing_on)),
        ("県との協議", page.consultation or "未記録"),
        ("市町村との協議", _day(page.agreed_on)),
        ("プラン決定", _day(page.decided_on)),
        ("結果の報告", _day(page.reported_on)),
    )
    return "　→　".join(f"{name} {told}" for name, told in steps)


def session_rows(sessions: Iterable[SupportSession]) -> list[PlainRow]:
    """Return the sessions of a support, the earliest first."""
    ordered = sorted(sessions, key=lambda each: (each.held_on or date.max, each.times, each.id))
    return [
        PlainRow(
            each.id,
            (
                each.status_label,
                each.held_on.isoformat() if each.held_on else "未定",
                each.times,
                each.step or "―",
                each.mode,
                each.experts,
                " ".join(each.content.split()),
            ),
            SESSION_TONES.get(each.status, "muted"),
        )
        for each in ordered
    ]


def indicator_rows(lines: Iterable[IndicatorLine]) -> list[PlainRow]:
    """Return the figures before and after."""
    return [
        PlainRow(
            line.id,
            (
                reached_words(line)[0],
                line.name,
                _measured(line.before, line.unit, line.before_on),
                _measured(line.target, line.unit, None),
                _measured(line.after, line.unit, line.after_on),
                line.change or "―",
                line.note,
            ),
            reached_words(line)[1],
        )
        for line in lines
    ]


def reached_words(line: IndicatorLine) -> tuple[str, str]:
    """Return whether a figure came to its target, and the tone."""
    if line.is_reached is None:
        return ("測定前", "muted") if not line.after else ("判定なし", "muted")
    return ("達成", "good") if line.is_reached else ("未達成", "warn")


def _measured(value: str, unit: str, on: date | None) -> str:
    if not value:
        return "―"
    told = f"{value}{unit}"
    return f"{told}（{on.month}/{on.day}）" if on is not None else told


def _day(on: date | None) -> str:
    return on.isoformat() if on is not None else "未記録"
