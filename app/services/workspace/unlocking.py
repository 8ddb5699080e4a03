"""Takes a workspace's lock and key, so that its first lists can be shown while its store is still to be opened."""

from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from app import __version__
from app.platform.clock import Clock, FixedClock
from app.platform.instance_lock import InstanceLock
from app.platform.key_ring import KeyRing
from app.platform.paths import HEADER_NAME, WorkspacePaths, site_marker, sweep_temporary
from app.platform.secret_ring import SecretRing
from app.services.desk import Desk
from app.services.surroundings import Surroundings
from app.services.workspace.first_lists import FirstLists, first_lists
from app.services.workspace.late_store import LateStore
from app.store.cipher import DatabaseKey
from app.store.keys import read_header, unlock

if TYPE_CHECKING:
    from app.store.store import Store


@dataclass(frozen=True)
class Access:
    """How the key of a workspace is kept: in the key ring, under a passphrase, or both."""

    key_ring: KeyRing | None
    passphrase: str | None = None
    secrets: SecretRing | None = None  # of the channels; None: the system's key ring


def exists(root: Path) -> bool:
    """Return whether a workspace lies in this folder."""
    return (root / HEADER_NAME).exists()


def needs_passphrase(root: Path, key_ring: KeyRing) -> bool:
    """Return whether a workspace opens by its passphrase only: the key ring has not got its key."""
    header = read_header(root)
    return header.opens_elsewhere and not (header.key_ring and key_ring.get(header.workspace_id))


def unlock_workspace(root: Path, access: Access, clock: Clock, author: str, language: str = "ja") -> Desk:
    """Take the lock and the key of a workspace; ``Desk.prepare`` brings its schema up to date and checks it.

    Its first lists can be read before. A workspace that only the store can read is prepared at once.
    """
    paths = WorkspacePaths(root)
    with ExitStack() as taken:
        header = read_header(root)
        taken.enter_context(InstanceLock(paths.lock))
        key = unlock(header, key_ring=access.key_ring, passphrase=access.passphrase)
        sweep_temporary(paths)
        first = first_lists(root, key)
        if first is not None:
            taken.callback(first.end)
        store = LateStore(partial(_open_store, root, key, site_marker(header.workspace_id), first))
        taken.callback(store.close)
        surroundings = Surroundings(_day_of(first, store, clock), author, language)
        return Desk(store, surroundings, paths, taken.pop_all().close, access.secrets, first)


def _open_store(root: Path, key: DatabaseKey, marker: Path, first: FirstLists | None) -> "Store":
    from app.services.registers.searching import TEXT_VERSION, search_text
    from app.store.store import Store

    store = Store.open(
        root, key, app_ver=__version__, search_text=search_text, text_version=TEXT_VERSION, marker=marker
    )
    if first is not None:
        first.end()
    return store


def _day_of(first: FirstLists | None, store: LateStore, clock: Clock) -> Clock:
    """Return the clock of a demonstration year, unless another day was asked for."""
    if isinstance(clock, FixedClock):
        return clock
    judged_on = _judged_on(first, store)
    return FixedClock(judged_on) if judged_on else clock


def _judged_on(first: FirstLists | None, store: LateStore) -> date | None:
    contract = first.contract if first is not None else None
    if contract is None:
        from app.domain.contract import Contract

        with store.get().reading() as reader:
            contract = reader.find(Contract)[0]
    return contract.judged_on
