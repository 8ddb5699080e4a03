"""行事と事例: events, the contest, and case studies shared with municipalities (specification 6(4)キ, 6(8), 6(9))."""

from dataclasses import dataclass
from datetime import date

from app.domain.choice import Choice
from app.domain.record import (
    Record,
    attachment,
    choice,
    day,
    flag,
    integer,
    long_text,
    municipality,
    reference,
    register,
    text,
)


class EventKind(Choice):
    """Which event the contract asks for."""

    EXCHANGE = "exchange", "職員交流会"
    REPORT_MEETING = "report_meeting", "報告会"
    CONTEST = "contest", "コンテスト"
    OTHER = "other", "その他支援"


class EventMode(Choice):
    """How an event is held (6(8)ア)."""

    IN_PERSON = "in_person", "対面"
    ONLINE = "online", "オンライン"
    BOTH = "both", "併用"


class EventStatus(Choice):
    """Whether an event has taken place."""

    PLANNED = "planned", "予定"
    HELD = "held", "実施済"
    CANCELLED = "cancelled", "中止"


@register(
    "events",
    "行事",
    table="event",
    title=("title",),
    columns=("held_on", "kind", "title", "mode", "status", "participants"),
    search=("title", "theme", "programme", "result"),
    order=("held_on", "id"),
)
@dataclass(frozen=True, kw_only=True)
class Event(Record):
    """One event with its conditions, the consultation that settled them, and its result."""

    kind: EventKind | None = choice("種類", EventKind, EventKind.EXCHANGE, required=True)
    title: str = text("名称", required=True)
    theme: str = text("テーマ", clause="6(8)ア")
    mode: EventMode | None = choice("開催方法", EventMode, EventMode.ONLINE, clause="6(8)ア")
    held_on: date | None = day("開催日", required=True)
    place: str = text("場所")
    consultation_id: str = reference("県との協議", "decisions", clause="6(8)イ・6(4)キ・6(9)ア")
    programme: str = long_text("次第", max_length=4_000)
    status: EventStatus | None = choice("状態", EventStatus, EventStatus.PLANNED, required=True)
    participants: int | None = integer("参加者数", unit="名", maximum=100_000)
    organisations: int | None = integer("参加団体数", unit="団体", maximum=2_000)
    result: str = long_text("結果", max_length=10_000)
    materials_id: str = attachment("資料")


@register(
    "contest-entries",
    "コンテストの応募",
    table="contest_entry",
    title=("title",),
    columns=("municipality_code", "title", "score", "award"),
    search=("title", "content", "municipality_code"),
    order=("-score", "id"),
)
@dataclass(frozen=True, kw_only=True)
class ContestEntry(Record):
    """One entry of the contest with its judging (6(9)ア)."""

    event_id: str = reference("コンテスト", "events", required=True)
    municipality_code: str = municipality("団体名", required=True)
    title: str = text("取組の名称", required=True)
    content: str = long_text("取組の内容", max_length=10_000)
    score: int | None = integer("評点", unit="点", maximum=1_000)
    comment: str = long_text("講評", max_length=4_000)
    award: str = text("表彰", max_length=100)


@register(
    "case-studies",
    "支援事例",
    table="case_study",
    title=("title",),
    columns=("title", "case_id", "checked_on"),
    search=("title", "content"),
    order=("id",),
)
@dataclass(frozen=True, kw_only=True)
class CaseStudy(Record):
    """One case written up for all municipalities, checked for what could give somebody away (6(9)イ)."""

    title: str = text("表題", required=True)
    case_id: str = reference("元の案件", "cases")
    content: str = long_text("内容", required=True)
    is_named: bool = flag("団体名を出すことの同意がある")
    checked_on: date | None = day("匿名化の確認日", clause="6(9)イ")
    checked_by: str = text("確認した人", max_length=100)


@register(
    "sharings",
    "事例の共有",
    table="sharing",
    title=("shared_on",),
    columns=("shared_on", "study_id", "municipality_code", "means"),
    search=("municipality_code", "means"),
    order=("-shared_on", "id"),
)
@dataclass(frozen=True, kw_only=True)
class Sharing(Record):
    """That one municipality received one case study (6(9))."""

    study_id: str = reference("支援事例", "case-studies", required=True)
    municipality_code: str = municipality("団体名", required=True)
    shared_on: date | None = day("共有日", required=True)
    means: str = text("方法", hint="LoGoチャット、メール、報告会など")


@register(
    "event-participants",
    "行事の参加者",
    table="event_participant",
    title=("municipality_code",),
    columns=("event_id", "municipality_code", "organisation", "persons", "attended"),
    search=("municipality_code", "organisation"),
    order=("event_id", "municipality_code", "id"),
)
@dataclass(frozen=True, kw_only=True)
class EventParticipant(Record):
    """That one organisation registered for an event or took part in it (6(8)ア)."""

    event_id: str = reference("行事", "events", required=True)
    municipality_code: str = municipality("団体名")
    organisation: str = text("部署・組織")
    persons: int | None = integer("人数", unit="名", minimum=1, maximum=10_000)
    attended: bool = flag("参加した")


@register(
    "contest-scores",
    "コンテストの審査票",
    table="contest_score",
    title=("judge", "criterion"),
    columns=("entry_id", "judge", "criterion", "points"),
    search=("judge", "criterion", "comment"),
    order=("entry_id", "judge", "id"),
)
@dataclass(frozen=True, kw_only=True)
class ContestScore(Record):
    """The points one judge gave one entry under one criterion (6(9)ア)."""

    entry_id: str = reference("応募", "contest-entries", required=True)
    judge: str = text("審査員", max_length=100, required=True)
    criterion: str = text("審査の観点", max_length=100, required=True)
    points: int | None = integer("点", unit="点", maximum=100, required=True)
    comment: str = text("講評", max_length=1_000)
