"""The first lists of a workspace in words, before its services are loaded and its store is open and checked."""

from collections.abc import Callable
from datetime import date
from functools import cached_property
from pathlib import Path
from threading import Lock

from app.contract.table_one import table_one
from app.domain.contract import Contract
from app.domain.entry_context import EntryContext
from app.domain.errors import AppError
from app.domain.record import Record
from app.domain.support_field import SupportField
from app.services.registers.list_rows import START_IDS, ListStart, row_in_words
from app.services.surroundings import municipalities, read_terms
from app.store.cipher import DatabaseKey
from app.store.first_look import FirstLook


class FirstLists:
    """Answers what a window shows first, by plain SQL; whatever it leaves open is a matter of the services."""

    def __init__(self, look: FirstLook, contract: Contract) -> None:
        """Read by this look, until ``end``."""
        self._look: FirstLook | None = look
        self._lock = Lock()
        self._contract = contract

    @property
    def contract(self) -> Contract | None:
        """Return the contract; None where the services have to answer."""
        return self._contract if self._look is not None else None

    def start(self, register: str, rows: int, today: Callable[[], date]) -> ListStart | None:
        """Return the first ids and rows of a list as it is without filter; None where the services have to answer."""
        kind = first_listed(register)
        with self._lock:
            if self._look is None or kind is None:
                return None
            ids = self._look.ids(kind.REGISTER, START_IDS)
            records = self._look.records(kind, ids[:rows])
        fields = [kind.REGISTER.field(name) for name in kind.REGISTER.columns]
        context = self._context(today())
        return ListStart(ids, [row_in_words(record, fields, context) for record in records], len(ids) < START_IDS)

    def end(self) -> None:
        """Let go of the database; the services answer from now on."""
        with self._lock:
            look, self._look = self._look, None
        if look is not None:
            look.close()

    def _context(self, today: date) -> EntryContext:
        """Return the tables around the entries of a list; what names other records is not listed here."""
        return EntryContext(today, municipalities(), self._support_fields, lambda *_: None, lambda *_: "")

    @cached_property
    def _support_fields(self) -> tuple[SupportField, ...]:
        text = self._contract.terms_text
        return table_one(text) or read_terms(text).support_fields


def first_lists(root: Path, key: DatabaseKey) -> FirstLists | None:
    """Return the first lists of a workspace; None where its store has to be opened before anything can be said."""
    look = FirstLook.into(root, key)
    if look is None:
        return None
    try:
        contracts = look.records(Contract, look.ids(Contract.REGISTER, 1))
    except AppError:  # the store finds out what is wrong, and says so
        contracts = []
    if not contracts:
        look.close()
        return None
    return FirstLists(look, contracts[0])


def first_listed(register: str) -> type[Record] | None:
    """Return the record of a list that a person may see first; none of its columns names another record."""
    if register == "cases":
        from app.domain.case import Case

        return Case
    if register == "experts":
        from app.domain.expert import Expert

        return Expert
    return None
