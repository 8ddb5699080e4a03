"""Sends what waits in the outbox: each delivery once, each try on record, nothing lost offline (6(1)イ(エ)).

A delivery is sent first and recorded after, in a unit of work of its own. When the program dies between the two, the
same message goes out again under the same Message-ID, and is recorded once.
"""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from app.domain.errors import AppError
from app.domain.notification import Channel, ChannelKind, Delivery, DeliveryState, MailSecurity, Means, Notice
from app.platform.mail import Mail, MailServer, send_mail
from app.platform.messages import explain
from app.platform.secret_ring import SecretRing
from app.platform.sending import NotReached
from app.platform.webhook import Webhook, post
from app.services.notices.notices import paste_text
from app.services.notices.outbox import Outbox
from app.services.surroundings import Surroundings
from app.store.site import own_codes
from app.store.store import Store

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
PAUSES = (MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 6 * HOUR)  # then daily
MOST_TRIES = 20
REASON = "通知の送信"
SENT_BY_DESK = (Means.MAIL.value, Means.WEBHOOK.value)


@dataclass(frozen=True, slots=True)
class DeliveryRound:
    """What came of one round: how many were sent, tried in vain, given up, and left for want of a route."""

    sent: int = 0
    retried: int = 0
    failed: int = 0
    held_back: int = 0


def pause_after(tries: int) -> timedelta:
    """Return how long to wait after so many failed tries."""
    return PAUSES[tries - 1] if tries <= len(PAUSES) else DAY


def after_failure(delivery: Delivery, error: AppError, now: datetime) -> Delivery:
    """Return a delivery after a failed try; the twentieth is the last."""
    tries = (delivery.tries or 0) + 1
    given_up = tries >= MOST_TRIES
    return replace(
        delivery,
        tries=tries,
        state=DeliveryState.FAILED if given_up else DeliveryState.WAITING,
        next_try_at=None if given_up else now + pause_after(tries),
        last_error=explain(error),
    )


def after_success(delivery: Delivery, now: datetime) -> Delivery:
    """Return a delivery that has been taken."""
    return replace(
        delivery,
        tries=(delivery.tries or 0) + 1,
        state=DeliveryState.SENT,
        next_try_at=None,
        last_error="",
        sent_at=now,
    )


class DeliveryService:
    """Sends by mail and webhook; one round at a time."""

    def __init__(self, store: Store, surroundings: Surroundings, secrets: SecretRing, outbox: Outbox) -> None:
        """Send what waits in this store, with the secrets of this machine."""
        self._store = store
        self._surroundings = surroundings
        self._secrets = secrets
        self._outbox = outbox
        self._round = threading.Lock()

    def deliver_due(self, now: datetime) -> DeliveryRound:
        """Send each delivery whose time has come once; a round that is already on its way is not doubled."""
        if not self._round.acquire(blocking=False):
            return DeliveryRound()
        try:
            return self._deliver(now)
        finally:
            self._round.release()

    def _deliver(self, now: datetime) -> DeliveryRound:
        counts = {"sent": 0, "retried": 0, "failed": 0, "held_back": 0}
        unreachable: set[str] = set()
        for delivery, notice, channel in self._due(now):
            if channel is None:
                self._record(replace(delivery, state=DeliveryState.CANCELLED, next_try_at=None))
                continue
            if channel.id in unreachable or not channel.is_enabled:
                counts["held_back"] += 1
                continue
            counts[self._attempt(delivery, notice, channel, now, unreachable)] += 1
        return DeliveryRound(**counts)

    def _attempt(
        self, delivery: Delivery, notice: Notice, channel: Channel, now: datetime, unreachable: set[str]
    ) -> str:
        """Send once, record what came of it, and return the name of the count it belongs to."""
        try:
            self._send(delivery, notice, channel)
        except NotReached as error:
            unreachable.add(channel.id)
            self._record(replace(delivery, last_error=explain(error)))
            return "held_back"
        except AppError as error:
            tried = after_failure(delivery, error, now)
            self._record(tried)
            return "failed" if tried.state is DeliveryState.FAILED else "retried"
        self._record(after_success(delivery, now))
        return "sent"

    def _due(self, now: datetime) -> Iterator[tuple[Delivery, Notice, Channel | None]]:
        with self._store.reading() as reader:
            waiting = reader.find(
                Delivery,
                state=DeliveryState.WAITING,
                means=SENT_BY_DESK,
                desk=own_codes(reader.connection),
            )
            due = [item for item in waiting if item.next_try_at is None or item.next_try_at <= now]
            due.sort(key=lambda item: item.id)
            notices = {each.id: each for each in reader.find_in(Notice, "id", (item.notice_id for item in due))}
            channels = {each.id: each for each in reader.find(Channel)}
        for item in due:
            if item.notice_id in notices:
                yield item, notices[item.notice_id], channels.get(item.channel_id)

    def _send(self, delivery: Delivery, notice: Notice, channel: Channel) -> None:
        written_at = notice.created_at or self._surroundings.clock.now()
        if channel.kind is ChannelKind.WEBHOOK:
            hook = Webhook(channel.url, self._secret(channel))
            post(hook, delivery.id, int(self._surroundings.clock.now().timestamp()), payload(notice, written_at))
            return
        server = MailServer(
            host=channel.host,
            port=channel.port or 0,
            implicit_tls=channel.security is MailSecurity.TLS,
            user=channel.user,
            password=self._secret(channel) if channel.user else "",
        )
        send_mail(
            server, Mail(delivery.id, channel.sender, delivery.recipient, notice.subject, notice.body, written_at)
        )

    def _secret(self, channel: Channel) -> str:
        """Return the secret of a channel; NotReached when this machine cannot give it: the message waits."""
        try:
            secret = self._secrets.get(channel.id)
        except AppError as error:
            raise NotReached("notices.secret_locked") from error
        if not secret:
            raise NotReached("notices.no_secret", channel=channel.name)
        return secret

    def _record(self, tried: Delivery) -> None:
        """Write what came of a try; one that was withdrawn meanwhile stays so, unless it has gone out."""
        with self._store.unit_of_work(self._surroundings.author, REASON, undoable=False) as uow:
            stored = uow.get(Delivery, tried.id)
            if stored.state is not DeliveryState.WAITING and tried.state is not DeliveryState.SENT:
                return
            uow.save(tried)
            if stored.state is DeliveryState.CANCELLED:
                self._outbox.correct(uow, uow.get(Notice, tried.notice_id))
            uow.commit()


def payload(notice: Notice, written_at: datetime) -> dict[str, object]:
    """Return what a webhook is told: the notice and nothing beyond it."""
    return {
        "id": notice.id,
        "kind": notice.kind.value if notice.kind else "",
        "side": notice.side.value if notice.side else "",
        "about": {"register": notice.about_register, "id": notice.about_id},
        "created_at": written_at.isoformat(),
        "subject": notice.subject,
        "text": paste_text(notice),
    }
