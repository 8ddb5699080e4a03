"""会議: meetings, their minutes and the homework they left (specification 5(2)–5(5), 7(1)イ)."""

from dataclasses import dataclass
from datetime import date, time

from app.domain.choice import Choice
from app.domain.record import Record, choice, clock_time, day, long_text, reference, register, text


class MeetingKind(Choice):
    """What a meeting is for."""

    KICKOFF = "kickoff", "キックオフミーティング"
    REGULAR = "regular", "定例会"
    CONSULTATION = "consultation", "個別協議"
    OTHER = "other", "その他"


class MeetingMode(Choice):
    """How a meeting is held (5(5))."""

    IN_PERSON = "in_person", "対面"
    ONLINE = "online", "オンライン"
    BOTH = "both", "併用"


@register(
    "meetings",
    "会議",
    table="meeting",
    title=("title",),
    columns=("held_on", "kind", "title", "mode", "minutes_sent_on"),
    search=("title", "agenda", "decided", "minutes"),
    order=("-held_on", "id"),
)
@dataclass(frozen=True, kw_only=True)
class Meeting(Record):
    """One meeting with its minutes; what was decided and what is to be done come first."""

    title: str = text("会議名", required=True)
    kind: MeetingKind | None = choice("種類", MeetingKind, MeetingKind.REGULAR, required=True)
    held_on: date | None = day("開催日", required=True)
    starts_at: time | None = clock_time("開始")
    ends_at: time | None = clock_time("終了")
    mode: MeetingMode | None = choice("開催方法", MeetingMode, MeetingMode.ONLINE, required=True, clause="5(5)")
    mode_decision_id: str = reference("開催方法の協議", "decisions", clause="5(5)")
    place: str = text("場所")
    prefecture_persons: str = long_text("県の出席者", max_length=2_000)
    contractor_persons: str = long_text("受託者の出席者", max_length=2_000)
    other_persons: str = long_text("その他の出席者", max_length=2_000)
    interpretation: str = text("通訳の手配", clause="7(1)イ", hint="日本語を使えない出席者があるときの手配")
    agenda: str = long_text("議題", max_length=4_000)
    decided: str = long_text("決定事項", max_length=10_000)
    minutes: str = long_text("議事の要旨", max_length=40_000, clause="5(4)")
    minutes_sent_on: date | None = day("議事録の送付日", clause="5(4)")


@register(
    "homework",
    "宿題",
    table="homework",
    title=("task",),
    columns=("owner", "task", "due_on", "done_on"),
    search=("owner", "task"),
    order=("due_on", "id"),
)
@dataclass(frozen=True, kw_only=True)
class Homework(Record):
    """One thing that somebody took home from a meeting."""

    owner: str = text("担当者", required=True)
    task: str = text("内容", max_length=1_000, required=True)
    meeting_id: str = reference("会議", "meetings", required=True)
    due_on: date | None = day("期日", required=True)
    done_on: date | None = day("完了日")


class QuestionState(Choice):
    """Where an open question stands."""

    OPEN = "open", "未照会"
    ASKED = "asked", "照会中"
    ANSWERED = "answered", "回答済"


@register(
    "questions",
    "疑義",
    table="open_question",
    title=("number", "question"),
    columns=("number", "clause", "question", "state", "asked_on"),
    search=("clause", "question", "reading"),
    order=("number", "id"),
)
@dataclass(frozen=True, kw_only=True)
class OpenQuestion(Record):
    """One doubt about the specification, how it is read meanwhile, and the answer (11(1))."""

    number: str = text("番号", max_length=40, fixed=True)
    clause: str = text("条項", max_length=40, required=True)
    question: str = text("疑義", max_length=1_000, required=True)
    reading: str = long_text("回答があるまでの取扱い", max_length=2_000)
    state: QuestionState | None = choice("状態", QuestionState, QuestionState.OPEN, required=True)
    asked_on: date | None = day("照会日")
    answer_id: str = reference("回答（協議・指示）", "decisions", clause="11(1)")
