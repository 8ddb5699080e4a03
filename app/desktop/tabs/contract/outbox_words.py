"""Decides what the page 送信箱 shows: which deliveries are looked at, how many, and what can be done; no widgets."""

from collections.abc import Mapping
from datetime import datetime

from app.desktop.desk_port import OutboxStatus
from app.domain.japanese_date import JAPAN
from app.domain.notification import Channel, ChannelKind, Delivery, DeliveryState, Means
from app.services.notices.delivering import DeliveryRound

PAGES = (("deliveries", "送信"), ("notices", "通知"), ("channels", "送信先の設定"))
BY_DESK = (Means.MAIL.value, Means.WEBHOOK.value)
# What is looked at: a word, and how the list of deliveries is narrowed.
LOOKS: Mapping[str, tuple[str, Mapping[str, object]]] = {
    "failed": ("送れないもの", {"state": DeliveryState.FAILED.value}),
    "waiting": ("送信待ち", {"state": DeliveryState.WAITING.value, "means": BY_DESK}),
    "paste": ("貼り付け待ち", {"state": DeliveryState.WAITING.value, "means": Means.PASTE.value}),
    "sent": ("送信済", {"state": DeliveryState.SENT.value, "means": BY_DESK}),
    "all": ("すべて", {"means": (*BY_DESK, Means.PASTE.value)}),
}
NOTHING = {
    "failed": ("送れないものはありません", "送れなかったものは、理由と一緒にここに並びます。"),
    "waiting": ("送信待ちはありません", "案件の状態が変わると、県と受託者への知らせがここで待ちます。"),
    "paste": ("貼り付け待ちはありません", "県への知らせは、LoGoチャットに貼る文としてもここに並びます。"),
    "sent": ("送信したものはまだありません", "「送信先の設定」でメールかWebhookを登録すると、自動で送ります。"),
    "all": ("送信はまだありません", "案件の状態が変わると、県と受託者への知らせがここに載ります。"),
}


def counts(status: OutboxStatus) -> Mapping[str, int]:
    """Return how many deliveries there are to look at."""
    return {
        "failed": status.failed,
        "waiting": status.waiting,
        "paste": status.to_paste,
        "sent": status.sent,
    }


def look_words(status: OutboxStatus) -> Mapping[str, str]:
    """Return the word of each look with its number."""
    known = counts(status)
    return {look: f"{word} {known[look]}" if known.get(look) else word for look, (word, _) in LOOKS.items()}


def first_look(status: OutboxStatus) -> str:
    """Return what to look at first: what needs a person, else what waits, else everything."""
    known = counts(status)
    return next((look for look in ("failed", "paste", "waiting") if known[look]), "all")


def next_words(status: OutboxStatus) -> str:
    """Return when the next try is; empty while nothing waits."""
    if not status.waiting:
        return ""
    return f"次の送信 {moment_words(status.next_try_at)}" if status.next_try_at else "まもなく送信します"


def round_words(done: DeliveryRound) -> str:
    """Return what came of sending everything that is due."""
    told = []
    if done.sent:
        told.append(f"{done.sent}件を送信しました。")
    if done.retried:
        told.append(f"{done.retried}件は後で送り直します。")
    if done.failed:
        told.append(f"{done.failed}件は送れませんでした。")
    if done.held_back:
        told.append(f"{done.held_back}件は送信先につながるまで待ちます。")
    return "".join(told) or "いま送るものはありません。"


def moment_words(moment: datetime) -> str:
    """Return a moment in Japan: 9月24日 13:05."""
    local = moment.astimezone(JAPAN)
    return f"{local.month}月{local.day}日 {local:%H:%M}"


def delivery_words(delivery: Delivery) -> str:
    """Return how a delivery stands: its tries, when the next is, and why it did not go out."""
    told = []
    if delivery.state == DeliveryState.WAITING and delivery.means == Means.PASTE:
        told.append("文をコピーして相手のトークルームに貼り、「貼り付けた」を押してください。")
    elif delivery.tries and delivery.state != DeliveryState.SENT:
        told.append(f"{delivery.tries}回試しました。")
    if delivery.state == DeliveryState.WAITING and delivery.next_try_at is not None:
        told.append(f"次の送信は{moment_words(delivery.next_try_at)}です。")
    if delivery.last_error:
        told.append(delivery.last_error)
    return "".join(told)


def steps_of(delivery: Delivery) -> tuple[str, ...]:
    """Return what a person may do with a delivery: send, pasted, give_up; the first is the usual one."""
    waits = delivery.state == DeliveryState.WAITING
    if delivery.means == Means.PASTE:
        return ("pasted", "give_up") if waits else ()
    if delivery.means not in BY_DESK:
        return ()
    if waits:
        return ("send", "give_up")
    return ("send",) if delivery.state == DeliveryState.FAILED else ()


def secret_words(channel: Channel) -> tuple[str, str]:
    """Return whether the secret of a channel is in the key ring, with the tone; warn where it is needed and missing."""
    if channel.secret_set_at is not None:
        when = moment_words(channel.secret_set_at)
        return f"パスワードまたは署名鍵は{when}に登録しました。この端末の資格情報ストアにあります。", "good"
    if channel.kind == ChannelKind.WEBHOOK:
        return "署名鍵がまだありません。登録するまで、このWebhookには送りません。", "warn"
    if channel.user:
        return "パスワードがまだありません。登録するまで、このサーバーからは送りません。", "warn"
    return "利用者名がないため、認証せずに送ります。", "muted"
