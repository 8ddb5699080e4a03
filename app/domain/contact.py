"""連絡: who is reached where, what was said, and how fast questions were answered (6(1)ア, 9(2), 9(5))."""

from dataclasses import dataclass
from datetime import date, datetime

from app.domain.case import ContactSkill
from app.domain.choice import Choice
from app.domain.record import Record, choice, day, long_text, moment, municipality, reference, register, text


class Side(Choice):
    """On whose side a contact stands."""

    PREFECTURE = "prefecture", "県"
    MUNICIPALITY = "municipality", "市町村"
    CONTRACTOR = "contractor", "受託者"
    EXPERT = "expert", "専門人材"


class Medium(Choice):
    """How a message went."""

    LOGOCHAT = "logochat", "LoGoチャット"
    MAIL = "mail", "メール"
    PHONE = "phone", "電話"
    ONLINE = "online", "オンライン"
    IN_PERSON = "in_person", "対面"


@register(
    "contacts",
    "連絡先",
    table="contact",
    title=("person", "organisation"),
    columns=("side", "municipality_code", "organisation", "person", "room"),
    search=("organisation", "person", "municipality_code", "mail", "room"),
    order=("side", "municipality_code", "person", "id"),
)
@dataclass(frozen=True, kw_only=True)
class Contact(Record):
    """One person to talk to, with the LoGoチャット room (6(1)ア)."""

    side: Side | None = choice("区分", Side, Side.MUNICIPALITY, required=True)
    municipality_code: str = municipality("団体名")
    organisation: str = text("部署・組織", required=True)
    person: str = text("氏名", max_length=100, required=True)
    post: str = text("役職", max_length=100)
    phone: str = text("電話番号", max_length=40)
    mail: str = text("メールアドレス", max_length=254)
    room: str = text("LoGoチャットのトークルーム", clause="6(1)ア")
    skill: ContactSkill | None = choice("デジタルの知識", ContactSkill, clause="9(2)")
    note: str = text("備考", max_length=1_000)


@register(
    "contact-log",
    "連絡の記録",
    table="contact_entry",
    title=("subject",),
    columns=("talked_on", "medium", "contact_id", "subject"),
    search=("subject", "content"),
    order=("-talked_on", "id"),
)
@dataclass(frozen=True, kw_only=True)
class ContactEntry(Record):
    """One conversation or message (6(1)ア)."""

    talked_on: date | None = day("年月日", required=True)
    medium: Medium | None = choice("手段", Medium, Medium.LOGOCHAT, required=True)
    contact_id: str = reference("相手", "contacts", required=True)
    case_id: str = reference("案件", "cases")
    subject: str = text("件名", required=True)
    content: str = long_text("内容", max_length=10_000)


@register(
    "enquiries",
    "問合せ",
    table="enquiry",
    title=("subject",),
    columns=("received_at", "municipality_code", "subject", "answered_at", "answered_by"),
    search=("subject", "content", "answer"),
    order=("-received_at", "id"),
)
@dataclass(frozen=True, kw_only=True)
class Enquiry(Record):
    """One question by mail, telephone or chat, and how soon it was answered (9(5))."""

    received_at: datetime | None = moment("受けた日時", required=True)
    municipality_code: str = municipality("団体名")
    asked_by: str = text("問い合わせた人", max_length=100)
    medium: Medium | None = choice("手段", Medium, Medium.MAIL, required=True)
    subject: str = text("件名", required=True)
    content: str = long_text("内容", max_length=10_000)
    answered_at: datetime | None = moment("回答した日時")
    answered_by: str = text("回答した人", max_length=100)
    answer: str = long_text("回答", max_length=10_000)
