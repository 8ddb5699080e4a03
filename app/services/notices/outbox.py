"""Puts notices into the outbox: in the unit of work of the change they tell, so that none is lost and none is early."""

from collections.abc import Iterable, Mapping, Sequence

from app.contract.facts import ContractFacts
from app.contract.sources import Source
from app.domain.case import Case
from app.domain.notification import Channel, Delivery, DeliveryState, Means, Notice, NoticeKind
from app.domain.record import Record
from app.services.actions.situation import Change, Situation, written
from app.services.judging.fact_loading import bare_facts, facts_around
from app.services.judging.stored_facts import StoredSource
from app.services.notices.notices import (
    TOLD,
    Post,
    correction_of,
    is_told,
    notices_for,
    taken_in,
    with_deliveries,
)
from app.services.surroundings import Surroundings
from app.store.ids import new_id
from app.store.site import own_codes
from app.store.store import Store
from app.store.unit_of_work import UnitOfWork


class Outbox:
    """Writes what follows a change, an import, an undo; nothing is sent here."""

    def __init__(self, store: Store, surroundings: Surroundings) -> None:
        """Write to this store."""
        self._store = store
        self._surroundings = surroundings

    def before(self, source: Source, change: Change) -> dict[str, Record]:
        """Return the cases and sessions of a change as they are stored, by id; ask before it is written."""
        found: dict[str, Record] = {}
        for kind in TOLD:
            ids = [record.id for record in change.saved if isinstance(record, kind)]
            found |= {record.id: record for record in source.by_id(kind, ids)}
        return found

    def tell(
        self, uow: UnitOfWork, before: Mapping[str, Record], after: ContractFacts, change: Change, situation: Situation
    ) -> None:
        """Write the notices of a change with their deliveries."""
        if any(is_told(record) for record in change.present):
            self._write(uow, notices_for(before, after, change, situation, self.place))

    def tell_import(self, uow: UnitOfWork, records: Iterable[Record]) -> None:
        """Write the notices of the new cases that a file brought."""
        cases = tuple(record for record in records if isinstance(record, Case))
        if cases:
            self._write(uow, taken_in(cases, self._situation(uow, bare_facts(uow, self._surroundings)), self.place))

    def write_reminders(self, uow: UnitOfWork, notices: Iterable[Notice]) -> int:
        """Write the reminders that have not been written before and return how many there were."""
        wanted = {notice.id: notice for notice in notices}
        known = {record.id for record in uow.rows(Notice.REGISTER.name, tuple(wanted), with_deleted=True)}
        fresh = [notice for key, notice in wanted.items() if key not in known]
        self._write(uow, fresh)
        return len(fresh)

    def settle_undo(self, uow: UnitOfWork, ids: Mapping[str, Sequence[str]]) -> None:
        """Withdraw what the undone change would still have sent, and correct what has already gone out."""
        for notice in self._withdraw(uow, ids):
            self.correct(uow, notice)

    def settle_redo(self, uow: UnitOfWork, ids: Mapping[str, Sequence[str]]) -> None:
        """Withdraw corrections that are still waiting, and tell the change anew."""
        self._withdraw(uow, ids)
        with self._store.reading() as reader:  # as it was: this unit of work is not committed yet
            change = Change(saved=tuple(_told_records(uow, ids)))
            before = self.before(StoredSource(reader), change)
        if change.saved:
            situation = self._situation(uow, facts_around(uow, self._surroundings, change.saved[0]))
            self._write(uow, notices_for(before, situation.facts, change, situation, self.place))

    def correct(self, uow: UnitOfWork, notice: Notice) -> None:
        """Write the correction of a notice that has gone out; a correction itself is not corrected."""
        if notice.kind is not NoticeKind.CORRECTION:
            self._write(uow, [correction_of(notice, self._surroundings.clock.now(), new_id())])

    def place(self, code: str) -> str:
        """Return the name of a municipality."""
        return self._surroundings.municipalities.by_code(code).name if code else ""

    def _withdraw(self, uow: UnitOfWork, ids: Mapping[str, Sequence[str]]) -> list[Notice]:
        """Withdraw the notices of a change and return those of which something has left the desk."""
        now = self._surroundings.clock.now()
        notices = uow.find_in(Notice, "id", ids.get(Notice.REGISTER.name, ()))
        gone: set[str] = set()
        for delivery in uow.find_in(Delivery, "notice_id", [notice.id for notice in notices]):
            if delivery.state is DeliveryState.WAITING or delivery.state is DeliveryState.FAILED:
                uow.save(written(delivery, {"state": DeliveryState.CANCELLED, "next_try_at": None}))
            elif delivery.state is DeliveryState.SENT and delivery.means is not Means.IN_APP:
                gone.add(delivery.notice_id)
        for notice in notices:
            uow.save(written(notice, {"withdrawn_at": now}))
        return [notice for notice in notices if notice.id in gone]

    def _write(self, uow: UnitOfWork, notices: Iterable[Notice]) -> None:
        notices = tuple(notices)
        if not notices:
            return
        now = self._surroundings.clock.now()
        post = Post(tuple(uow.find(Channel)), own_codes(uow.connection)[0], now, new_id)
        for record in with_deliveries(notices, post):
            uow.add(record)

    def _situation(self, uow: UnitOfWork, facts: ContractFacts) -> Situation:
        return Situation(
            facts, self._surroundings.today(), self._surroundings.clock.now(), None, new_id, uow.next_number
        )


def _told_records(uow: UnitOfWork, ids: Mapping[str, Sequence[str]]) -> Iterable[Record]:
    for kind in TOLD:
        name = kind.REGISTER.name
        yield from uow.rows(name, tuple(ids.get(name, ())))
