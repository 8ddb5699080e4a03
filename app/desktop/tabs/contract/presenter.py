"""Decides what the tab 契約 shows: the board of clauses, the timeline, and the outlook in words."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from app.desktop.deadline_words import left_words, state_words
from app.desktop.desk_port import ClauseLine, Deadline, Desk, FindingText, ForecastPage, RoomLine
from app.desktop.widgets.plain_table import PlainRow
from app.planning.forecast import GoalOutlook, Outlook

CLAUSE_HEADERS = ("状態", "条項", "求められること")
CLAUSE_STATES = {
    "red": ("要対応", "bad"),
    "amber": ("注意", "warn"),
    "green": ("充足", "good"),
    "not_yet": ("これから", "muted"),
}
SCREENS = {
    "home": "ホーム",
    "cases": "案件",
    "experts": "専門人材",
    "hearings": "ヒアリング",
    "plans": "計画",
    "contract": "契約",
    "reports": "報告",
}
DEADLINE_HEADERS = ("期限", "状態", "何を")
DONE = ("done", "done_late")
OUTLOOK_HEADERS = ("区分", "めやす", "実施", "予定", "見込み（幅）", "不足", "月に必要", "最後の安全な週")
MONTH_HEADERS = ("月", "実施", "予定", "累計の見込み（幅）")
ROOM_HEADERS = ("申請", "市町村", "地域", "使った回数", "残り")
KINDS = {
    "dispatch_sessions": ("専門人材派遣", "回"),
    "accompaniment_sessions": ("伴走支援", "回"),
    "consultations": ("よろず相談", "件"),
    "hearings": ("ヒアリング", "団体"),
}
GOALS = {"minimum": "下限", "target": "目標"}
MOST_DIGITS = 4
WEEKDAYS = "月火水木金土日"


# 条項


def clause_state(line: ClauseLine) -> tuple[str, str]:
    """Return the word and the tone of a clause's state."""
    return CLAUSE_STATES.get(line.state, (line.state, "muted"))


def clause_rows(lines: Iterable[ClauseLine], state: str = "", search: str = "") -> list[PlainRow]:
    """Return the board in the order of the contract; every word of the search must be found."""
    words = _folded(search).split()
    return [
        PlainRow(line.id, (clause_state(line)[0], line.clause, line.demand), clause_state(line)[1])
        for line in lines
        if (not state or line.state == state) and all(word in _folded(_searched(line)) for word in words)
    ]


def _searched(line: ClauseLine) -> str:
    return "\n".join((line.id, line.clause, line.demand, line.words))


def board_words(lines: Sequence[ClauseLine]) -> str:
    """Return how many clauses stand in which state."""
    counts = {state: sum(line.state == state for line in lines) for state in CLAUSE_STATES}
    return "　".join(f"{word}{counts[state]}" for state, (word, _) in CLAUSE_STATES.items())


def product_words(line: ClauseLine) -> tuple[str, ...]:
    """Return what the product does about a demand, in sentences."""
    said = [f"「{SCREENS.get(line.screen, line.screen)}」の画面で扱います。"]
    if line.actions:
        said.append(f"操作：{'、'.join(line.actions)}")
    if line.documents:
        said.append(f"帳票：{'、'.join(line.documents)}")
    if line.rules:
        said.append(f"{len(line.rules)}つの規則が、入力のたびに前もって確かめ、毎日見直します。")
    if line.later:
        said.append(line.later)
    return tuple(said)


# 期限


def deadline_rows(deadlines: Iterable[Deadline], show_done: bool, search: str = "") -> list[PlainRow]:
    """Return the timeline: earliest first, what has no date yet last."""
    words = _folded(search).split()
    ordered = sorted(deadlines, key=lambda item: (item.stated_on is None, item.stated_on or date.max))
    return [
        _deadline_row(item)
        for item in ordered
        if (show_done or item.state not in DONE)
        and all(word in _folded(f"{item.label} {item.subject} {item.clause}") for word in words)
    ]


def _deadline_row(item: Deadline) -> PlainRow:
    word, tone = state_words(item)
    due = f"{item.stated_on.isoformat()}（{WEEKDAYS[item.stated_on.weekday()]}）" if item.stated_on else "未定"
    return PlainRow(item, (due, left_words(item) or word, item.label), tone)


def first_pending(rows: Sequence[PlainRow]) -> object:
    """Return the key of the first line that is not done; of the first line when all are."""
    keys = [row.key for row in rows]
    return next((key for key in keys if isinstance(key, Deadline) and key.state not in DONE), keys[0] if keys else None)


# 見通し


@dataclass(frozen=True, slots=True)
class Warned:
    """A sentence on the outlook with its tone."""

    words: str
    tone: str


def outlook_rows(page: ForecastPage) -> list[PlainRow]:
    """Return one line for each goal of each count."""
    return [
        _outlook_row(name, outlook, goal)
        for name, outlook in page.outlooks.items()
        for goal in outlook.goals or (None,)
    ]


def _outlook_row(name: str, outlook: Outlook, goal: GoalOutlook | None) -> PlainRow:
    label, unit = KINDS.get(name, (name, ""))
    told = f"{GOALS.get(goal.goal.name, goal.goal.name)} {goal.goal.count}{unit}" if goal else ""
    texts = (
        label,
        told,
        f"{outlook.held}{unit}",
        f"{outlook.planned}{unit}",
        f"{outlook.forecast}{unit}（{outlook.low}～{outlook.high}）",
        f"{goal.lacking}{unit}" if goal else "",
        _pace(goal, unit) if goal else "",
        week_words(goal) if goal else "",
    )
    return PlainRow((name, goal.goal.name if goal else ""), texts, outlook_tone(outlook, goal))


def _pace(goal: GoalOutlook, unit: str) -> str:
    if not goal.lacking:
        return "達成"
    return "日が残っていません" if goal.needed_per_month is None else f"{goal.needed_per_month:g}{unit}"


def outlook_tone(outlook: Outlook, goal: GoalOutlook | None) -> str:
    """Return good where even the low end reaches the goal, warn where it may fail, bad where it most likely fails."""
    if goal is None:
        return "muted"
    if outlook.low >= goal.goal.count:
        return "good"
    return "warn" if outlook.high >= goal.goal.count else "bad"


def week_words(goal: GoalOutlook) -> str:
    """Return the last safe week by its Monday; a goal that was reached has none to fear."""
    if not goal.lacking:
        return "達成"
    if goal.last_safe_week is None:
        return "届かない見込み"
    year, week = goal.last_safe_week.split("-W")
    monday = date.fromisocalendar(int(year), int(week), 1)
    return f"{monday.month}月{monday.day}日の週"


def dispatch_words(page: ForecastPage) -> Warned:
    """Return how the dispatches stand against the hard minimum (6(6)ケ)."""
    outlook = page.outlooks.get("dispatch_sessions")
    goal = outlook.goals[0] if outlook and outlook.goals else None
    if outlook is None or goal is None:
        return Warned("派遣の見通しはまだありません。", "muted")
    told = f"派遣の見込みは{outlook.forecast}回（{outlook.low}～{outlook.high}回）、下限は{goal.goal.count}回です。"
    if outlook.cancelled:
        told = f"予定のうち{outlook.cancelled}回が中止になると、{told}"
    tone = outlook_tone(outlook, goal)
    if tone == "good":
        return Warned(told, tone)
    return Warned(f"{told}不足しそうなときは、県の承諾を得てから6(6)ケの提案をします。", tone)


def month_rows(outlook: Outlook, unit: str) -> list[PlainRow]:
    """Return the words beside the bars: one line for each month."""
    return [
        PlainRow(
            item.month,
            (
                f"{item.month.year}年{item.month.month}月",
                f"{item.held}{unit}",
                f"{item.planned}{unit}",
                f"{item.forecast}{unit}（{item.low}～{item.high}）",
            ),
        )
        for item in outlook.months
    ]


def room_rows(rooms: Iterable[RoomLine], area: str = "", only_silent: bool = False) -> list[PlainRow]:
    """Return the municipalities by area, those that never asked first."""
    wanted = [room for room in rooms if (not area or room.area == area) and not (only_silent and room.has_asked)]
    wanted.sort(key=lambda room: (room.area, room.has_asked, -room.left, room.code))
    return [
        PlainRow(
            room.code,
            (
                "あり" if room.has_asked else "まだない",
                room.name,
                room.area,
                f"{room.used} / {room.cap}回",
                room_left(room),
            ),
            "muted" if room.has_asked else "warn",
        )
        for room in wanted
    ]


def room_left(room: RoomLine) -> str:
    """Return how many more dispatches a municipality may have."""
    return f"あと{room.left}回" if room.left else "上限に達しました"


def room_words(rooms: Sequence[RoomLine]) -> str:
    """Return how many municipalities have room and which areas have never asked how often."""
    free = sum(room.left > 0 for room in rooms)
    silent = [room for room in rooms if not room.has_asked]
    if not rooms:
        return "市町村の一覧がありません。"
    areas = sorted({room.area for room in silent})
    by_area = "、".join(f"{area or '地域なし'} {sum(room.area == area for room in silent)}" for area in areas)
    told = f"派遣の余地がある市町村 {free}　派遣をまだ一度も申請していない市町村 {len(silent)}"
    return f"{told}（{by_area}）" if by_area else told


def cancelled_count(text: str) -> int | None:
    """Return a number as typed, full-width digits too; None when it is none. Nothing typed is nought."""
    plain = unicodedata.normalize("NFKC", text).strip().removesuffix("回").strip()
    if not plain:
        return 0
    return int(plain) if plain.isdecimal() and len(plain) <= MOST_DIGITS else None


# 了解


@dataclass(frozen=True, slots=True)
class Board:
    """The board of clauses, and whether findings may be put to rest now."""

    lines: tuple[ClauseLine, ...]
    may_accept: bool


def read_board(desk: Desk) -> Board:
    """Return what the page 条項 shows."""
    accepts = any(offer.allowed and offer.action.name == "finding.accept" for offer in desk.offers("acceptances"))
    return Board(desk.clauses(), accepts)


def acceptance(finding: FindingText) -> dict[str, object]:
    """Return the entries that name a finding when it is accepted."""
    return {"rule": finding.rule, "fingerprint": finding.identity}


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
