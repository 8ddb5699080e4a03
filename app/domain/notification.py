"""通知: what prefecture and contractor are told, by which way, and whether it arrived (specification 6(1)イ(エ)).

A notice is what is said to one side; a delivery is one way of one notice to one recipient; a channel is a way that
the office has set up. Passwords and signing keys are in the key ring of the machine, never in these records.
"""

from dataclasses import dataclass
from datetime import datetime

from app.domain.choice import Choice
from app.domain.record import (
    Audience,
    Record,
    choice,
    flag,
    integer,
    long_text,
    moment,
    reference,
    register,
    text,
)


class NoticeSide(Choice):
    """Whom a notice tells."""

    PREFECTURE = "prefecture", "県"
    CONTRACTOR = "contractor", "受託者"


class NoticeKind(Choice):
    """Why a notice was written."""

    STATUS_CHANGE = "status_change", "状態の変更"
    REMINDER = "reminder", "期限のお知らせ"
    CORRECTION = "correction", "訂正"


class Means(Choice):
    """How a notice reaches its side."""

    IN_APP = "in_app", "アプリ内"
    MAIL = "mail", "メール"
    WEBHOOK = "webhook", "Webhook"
    PASTE = "paste", "貼り付け"


class ChannelKind(Choice):
    """What kind of way a channel is."""

    MAIL = "mail", "メール"
    WEBHOOK = "webhook", "Webhook"


class MailSecurity(Choice):
    """How the way to the mail server is encrypted; there is none without."""

    STARTTLS = "starttls", "STARTTLS"
    TLS = "tls", "TLS"


class DeliveryState(Choice):
    """Where a delivery stands."""

    WAITING = "waiting", "送信待ち"
    SENT = "sent", "送信済"
    FAILED = "failed", "送信不可"
    CANCELLED = "cancelled", "取消"


@register(
    "notices",
    "通知",
    table="notice",
    title=("subject",),
    columns=("created_at", "side", "kind", "subject", "read_at"),
    search=("subject", "body"),
    order=("-created_at", "-id"),
)
@dataclass(frozen=True, kw_only=True)
class Notice(Record):
    """One message to one side about one record; it is never rewritten, only read or withdrawn."""

    created_at: datetime | None = moment("作成日時", fixed=True)
    side: NoticeSide | None = choice("宛先", NoticeSide, fixed=True)
    kind: NoticeKind | None = choice("種類", NoticeKind, NoticeKind.STATUS_CHANGE, fixed=True)
    about_register: str = text("対象の台帳", max_length=40, fixed=True)
    about_id: str = text("対象", max_length=36, fixed=True)
    subject: str = text("件名", fixed=True)
    body: str = long_text("本文", fixed=True)
    read_at: datetime | None = moment("既読日時", fixed=True)
    withdrawn_at: datetime | None = moment("取消日時", fixed=True)


@register(
    "deliveries",
    "通知の送信",
    table="delivery",
    title=("recipient",),
    columns=("notice_id", "means", "recipient", "state", "tries", "next_try_at", "sent_at"),
    search=("recipient",),
    order=("-next_try_at", "id"),
    exported=False,
)
@dataclass(frozen=True, kw_only=True)
class Delivery(Record):
    """One way of one notice to one recipient, with every try in its history."""

    notice_id: str = reference("通知", "notices", fixed=True)
    means: Means | None = choice("手段", Means, fixed=True)
    channel_id: str = reference("送信先", "channels", fixed=True, audience=Audience.CONTRACTOR)
    recipient: str = text("宛名", max_length=254, fixed=True, audience=Audience.CONTRACTOR)
    desk: str = text("送信する端末", max_length=8, fixed=True)
    state: DeliveryState | None = choice("状態", DeliveryState, DeliveryState.WAITING, group="standing", fixed=True)
    tries: int | None = integer("試行回数", unit="回", group="standing", fixed=True)
    next_try_at: datetime | None = moment("次の送信", group="standing", fixed=True)
    last_error: str = text("送れなかった理由", max_length=400, group="standing", fixed=True)
    sent_at: datetime | None = moment("送信日時", group="standing", fixed=True)


@register(
    "channels",
    "通知の送信先",
    table="channel",
    title=("name",),
    columns=("name", "kind", "side", "is_enabled", "secret_set_at"),
    search=("name",),
    order=("name", "id"),
    exported=False,
)
@dataclass(frozen=True, kw_only=True)
class Channel(Record):
    """One way out of the office; its password or signing key is in the key ring under its id."""

    name: str = text("名前", max_length=100, required=True, audience=Audience.CONTRACTOR)
    kind: ChannelKind | None = choice(
        "手段", ChannelKind, ChannelKind.MAIL, required=True, audience=Audience.CONTRACTOR
    )
    side: NoticeSide | None = choice(
        "知らせる相手", NoticeSide, NoticeSide.PREFECTURE, required=True, audience=Audience.CONTRACTOR
    )
    is_enabled: bool = flag("使う", audience=Audience.CONTRACTOR)
    host: str = text("メールサーバー", max_length=253, group="server", audience=Audience.CONTRACTOR)
    port: int | None = integer("ポート", minimum=1, maximum=65_535, group="server", audience=Audience.CONTRACTOR)
    security: MailSecurity | None = choice(
        "暗号化", MailSecurity, MailSecurity.STARTTLS, group="server", audience=Audience.CONTRACTOR
    )
    user: str = text(
        "利用者名", max_length=254, group="server", audience=Audience.CONTRACTOR, hint="認証しないときは空欄"
    )
    sender: str = text("差出人のアドレス", max_length=254, group="server", audience=Audience.CONTRACTOR)
    recipients: str = long_text("宛先のアドレス", max_length=6_000, audience=Audience.CONTRACTOR, hint="1行に1件")
    url: str = text("WebhookのURL", max_length=2_000, audience=Audience.CONTRACTOR, hint="https:// で始まるURL")
    secret_set_at: datetime | None = moment("秘密の登録日時", fixed=True, audience=Audience.CONTRACTOR)
