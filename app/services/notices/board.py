"""Shows notices and how their deliveries stand, and records what a person did with them."""

from dataclasses import replace
from datetime import date

from app.contract.deadlines import deadlines
from app.contract.reminders import reminders
from app.domain.errors import AppError
from app.domain.notification import Delivery, DeliveryState, Means, Notice, NoticeSide
from app.platform.messages import explain
from app.services.judging.kept_contract import KeptContract
from app.services.notices.delivering import SENT_BY_DESK, DeliveryRound, DeliveryService
from app.services.notices.notices import paste_text, reminder_notices
from app.services.notices.outbox import Outbox
from app.services.surroundings import Surroundings
from app.services.views import DeliveryLine, NoticeLine, OutboxStatus
from app.store.queries import Reader
from app.store.store import Store

MOST_NOTICES = 1_000
MOST_PROBLEMS = 50


class NoticeService:
    """What the doors may ask of the notices."""

    def __init__(
        self,
        store: Store,
        surroundings: Surroundings,
        outbox: Outbox,
        delivering: DeliveryService,
        kept: KeptContract,
    ) -> None:
        """Read from and write to this store; ``kept`` is the contract that the reminders are about."""
        self._store = store
        self._kept = kept
        self._surroundings = surroundings
        self._outbox = outbox
        self._delivering = delivering
        self._reminded: tuple[date, str, int] | None = None

    def notices(self, limit: int, side: NoticeSide = NoticeSide.CONTRACTOR) -> tuple[NoticeLine, ...]:
        """Return the notices to one side, newest first; withdrawn ones only when something of them went out."""
        with self._store.reading() as reader:
            ids = reader.ids(Notice.REGISTER.name, {"side": side})[: min(limit, MOST_NOTICES)]
            found = [record for record in reader.rows(Notice.REGISTER.name, ids) if isinstance(record, Notice)]
            deliveries = self._deliveries(reader, [notice.id for notice in found])
        lines = (_line(notice, deliveries.get(notice.id, ())) for notice in found)
        return tuple(line for line in lines if line.withdrawn_at is None or _went_out(line))

    def unread(self) -> int:
        """Return how many notices to the contractor nobody has read yet."""
        with self._store.reading() as reader:
            unread = {"side": NoticeSide.CONTRACTOR, "read_at": None, "withdrawn_at": None}
            return reader.count(Notice.REGISTER.name, unread)

    def mark_read(self, *ids: str) -> None:
        """Record that notices were read; without ids, all of the contractor's."""
        now = self._surroundings.clock.now()
        with self._store.unit_of_work(self._surroundings.author, "通知を既読にする", undoable=False) as uow:
            wanted = uow.find_in(Notice, "id", ids) if ids else uow.find(Notice, side=NoticeSide.CONTRACTOR)
            for notice in wanted:
                if notice.read_at is None:
                    uow.save(replace(notice, read_at=now))
            uow.commit()

    def paste_text(self, id: str) -> str:
        """Return a notice as text to paste into LoGoチャット; AppError when there is no such notice."""
        with self._store.reading() as reader:
            return paste_text(reader.get(Notice, id))

    def mark_pasted(self, id: str) -> None:
        """Record that a person has pasted a notice where its side reads it; AppError for a withdrawn one."""
        now = self._surroundings.clock.now()
        with self._store.unit_of_work(self._surroundings.author, "通知を貼り付けた", undoable=False) as uow:
            if uow.get(Notice, id).withdrawn_at is not None:
                raise AppError("notices.withdrawn", where=id)
            for delivery in uow.find(Delivery, notice_id=id, means=Means.PASTE, state=DeliveryState.WAITING):
                uow.save(replace(delivery, state=DeliveryState.SENT, tries=1, sent_at=now))
            uow.commit()

    def send_again(self, delivery_id: str) -> None:
        """Let a delivery that waits or was given up be tried at once, with its tries counted anew."""
        now = self._surroundings.clock.now()
        with self._store.unit_of_work(self._surroundings.author, "通知を送り直す", undoable=False) as uow:
            delivery = uow.get(Delivery, delivery_id)
            if delivery.state not in (DeliveryState.FAILED, DeliveryState.WAITING) or delivery.means == Means.PASTE:
                raise AppError("notices.not_to_send_again", where=delivery_id)
            uow.save(replace(delivery, state=DeliveryState.WAITING, tries=0, next_try_at=now))
            uow.commit()

    def give_up(self, delivery_id: str) -> None:
        """Try a waiting delivery no more; a mail or a webhook can be sent again, a text to paste is left unpasted."""
        with self._store.unit_of_work(self._surroundings.author, "通知の送信をやめる", undoable=False) as uow:
            delivery = uow.get(Delivery, delivery_id)
            if delivery.state is not DeliveryState.WAITING:
                raise AppError("notices.not_waiting", where=delivery_id)
            by_desk = delivery.means in SENT_BY_DESK
            state = DeliveryState.FAILED if by_desk else DeliveryState.CANCELLED
            told = explain(AppError("notices.given_up"))
            uow.save(replace(delivery, state=state, next_try_at=None, last_error=delivery.last_error or told))
            uow.commit()

    def remind(self) -> int:
        """Write the reminders of the day that are not written yet and return how many there were.

        While neither the day nor any record has changed there can be no new one, and nothing is asked.
        """
        if self._reminded == self._state():
            return 0
        facts = self._kept.facts()
        now = self._surroundings.clock.now()
        found = reminders(deadlines(facts), facts.today, facts.calendar)
        with self._store.unit_of_work(self._surroundings.author, "期限のお知らせ", undoable=False) as uow:
            written = self._outbox.write_reminders(uow, reminder_notices(found, now))
            uow.commit()
        self._reminded = self._state()
        return written

    def _state(self) -> tuple[date, str, int]:
        """Return the day and the newest commit."""
        newest = self._store.commits(1)
        return self._surroundings.today(), *((newest[0].site, newest[0].commit_no) if newest else ("", 0))

    def deliver_now(self) -> DeliveryRound:
        """Write the reminders of the day, then send everything whose time has come."""
        self.remind()
        return self._delivering.deliver_due(self._surroundings.clock.now())

    def outbox_status(self) -> OutboxStatus:
        """Return how the outbox stands: what waits and until when, what failed and why."""
        with self._store.reading() as reader:
            waiting = reader.find(Delivery, state=DeliveryState.WAITING, means=SENT_BY_DESK)
            failed = reader.find(Delivery, state=DeliveryState.FAILED)
            sent = reader.count(Delivery.REGISTER.name, {"state": DeliveryState.SENT, "means": SENT_BY_DESK})
            pasting = {"state": DeliveryState.WAITING, "means": Means.PASTE}
            to_paste = reader.count(Delivery.REGISTER.name, pasting)
        moments = [item.next_try_at for item in waiting if item.next_try_at is not None]
        troubled = [*failed, *(item for item in waiting if item.last_error)]
        return OutboxStatus(
            waiting=len(waiting),
            failed=len(failed),
            sent=sent,
            to_paste=to_paste,
            next_try_at=min(moments, default=None),
            problems=tuple(_delivery_line(item) for item in troubled[:MOST_PROBLEMS]),
        )

    def _deliveries(self, reader: Reader, notice_ids: list[str]) -> dict[str, list[Delivery]]:
        found: dict[str, list[Delivery]] = {}
        for delivery in reader.find_in(Delivery, "notice_id", notice_ids):
            found.setdefault(delivery.notice_id, []).append(delivery)
        return found


def _went_out(line: NoticeLine) -> bool:
    return any(item.sent_at is not None and item.means != Means.IN_APP.value for item in line.deliveries)


def _line(notice: Notice, deliveries: list[Delivery] | tuple[()]) -> NoticeLine:
    return NoticeLine(
        id=notice.id,
        created_at=notice.created_at,
        side=notice.side.value if notice.side else "",
        kind=notice.kind.value if notice.kind else "",
        about_register=notice.about_register,
        about_id=notice.about_id,
        subject=notice.subject,
        body=notice.body,
        read_at=notice.read_at,
        withdrawn_at=notice.withdrawn_at,
        deliveries=tuple(_delivery_line(item) for item in deliveries),
    )


def _delivery_line(delivery: Delivery) -> DeliveryLine:
    return DeliveryLine(
        id=delivery.id,
        notice_id=delivery.notice_id,
        means=delivery.means.value if delivery.means else "",
        recipient=delivery.recipient,
        state=delivery.state.value if delivery.state else "",
        tries=delivery.tries or 0,
        next_try_at=delivery.next_try_at,
        last_error=delivery.last_error,
        sent_at=delivery.sent_at,
    )
