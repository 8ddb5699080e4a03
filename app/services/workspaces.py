"""Opens, makes and restores workspaces: one program at a time, checked, backed up each day."""

from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from app import __version__
from app.domain.contract import Contract
from app.domain.errors import AppError
from app.domain.record import Record
from app.platform.clock import Clock, FixedClock
from app.platform.instance_lock import InstanceLock
from app.platform.key_ring import KeyRing
from app.platform.messages import explain
from app.platform.paths import WorkspacePaths, private_folder, site_marker, sweep_temporary
from app.platform.secret_ring import SecretRing
from app.services.contract_actions import check_signing
from app.services.demonstration import demonstration_year
from app.services.demonstration.year import JUDGED_ON, SIGNED_ON
from app.services.desk import Desk
from app.services.safety import true_day
from app.services.searching import search_text
from app.services.surroundings import Surroundings, municipalities, read_terms, terms_text
from app.store.backup_shelf import list_backups
from app.store.ids import new_id, stable_id
from app.store.keys import HEADER_NAME, make_header, new_key, read_header, unlock, write_header
from app.store.restore import restore as restore_backup
from app.store.store import Store

DEMONSTRATION_SITE = "M01"


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


def newest_backup(root: Path) -> Path | None:
    """Return the newest copy in a workspace's own folder, or None."""
    found = list_backups(WorkspacePaths(root).backups)
    return found[0].path if found else None


def create(
    root: Path, access: Access, clock: Clock, author: str, signed_on: date, terms: str = "", language: str = "ja"
) -> Desk:
    """Make an encrypted workspace with the contract's terms; AppError when one is there already."""
    contract = _contract(terms or terms_text(), signed_on)
    return _make(root, access, Surroundings(clock, author, language), (contract,), "契約の開始")


def create_demonstration(
    root: Path, access: Access, clock: Clock, author: str, seed: int = 1, language: str = "ja"
) -> Desk:
    """Make a workspace with the demonstration year of a seed, judged on the year's own day."""
    own_clock = FixedClock(JUDGED_ON)
    surroundings = Surroundings(own_clock if not isinstance(clock, FixedClock) else clock, author, language)
    contract = replace(
        _contract(terms_text(), SIGNED_ON),
        contractor="株式会社彩の国サポート（架空）",
        demonstration=str(seed),
        judged_on=JUDGED_ON,
    )
    year = demonstration_year(seed, read_terms(contract.terms_text), surroundings.calendar(()), municipalities())
    return _make(root, access, surroundings, (contract, *year.records), "見本の年度", DEMONSTRATION_SITE)


def open_workspace(root: Path, access: Access, clock: Clock, author: str, language: str = "ja") -> Desk:
    """Open a workspace: take its lock, unlock it, bring its schema up to date, check it, back it up once a day."""
    paths = WorkspacePaths(root)
    with ExitStack() as taken:
        header = read_header(root)
        taken.enter_context(InstanceLock(paths.lock))
        key = unlock(header, key_ring=access.key_ring, passphrase=access.passphrase)
        marker = site_marker(header.workspace_id)
        store = Store.open(root, key, app_ver=__version__, search_text=search_text, marker=marker)
        taken.callback(store.close)
        sweep_temporary(paths)
        problem = _backed_up(store, paths, true_day(clock), language)
        surroundings = Surroundings(_day_of(store, clock), author, language)
        return Desk(store, surroundings, paths, taken.pop_all().close, problem, access.secrets)


def _backed_up(store: Store, paths: WorkspacePaths, today: date, language: str) -> str:
    """Make the copy of the day; return what went wrong in words, for a full disk must not keep people from work."""
    try:
        store.back_up_daily(paths.backups, today)
    except AppError as error:
        return explain(error, language)
    return ""


def restore(file: Path, root: Path, access: Access) -> None:
    """Make a workspace from a backup; one that lies there already is moved aside, never overwritten."""
    paths = WorkspacePaths(private_folder(root))
    with InstanceLock(paths.lock):
        restore_backup(file, root, key_ring=access.key_ring, passphrase=access.passphrase)


def _contract(text: str, signed_on: date) -> Contract:
    """Return the contract of these terms; AppError when they cannot be read, or end before the signing."""
    terms = read_terms(text)
    check_signing(signed_on, terms)
    return Contract(
        id=stable_id("contract", terms.name),
        name=terms.title,
        signed_on=signed_on,
        terms_name=terms.name,
        terms_text=text,
    )


def _day_of(store: Store, clock: Clock) -> Clock:
    """Return the clock of a demonstration year, unless another day was asked for."""
    if isinstance(clock, FixedClock):
        return clock
    with store.reading() as reader:
        judged_on = reader.find(Contract)[0].judged_on
    return FixedClock(judged_on) if judged_on else clock


def _make(
    root: Path,
    access: Access,
    surroundings: Surroundings,
    records: tuple[Record, ...],
    reason: str,
    site_code: str = "",
) -> Desk:
    paths = WorkspacePaths(private_folder(root))
    with ExitStack() as taken:
        taken.enter_context(InstanceLock(paths.lock))
        if exists(root):
            raise AppError("services.workspace_exists", where=str(root), path=str(root))
        workspace_id, key = new_id(), new_key()
        header = make_header(workspace_id, key, key_ring=access.key_ring, passphrase=access.passphrase)
        store = Store.create(
            root,
            key,
            workspace_id,
            app_ver=__version__,
            site_code=site_code,
            search_text=search_text,
            marker=site_marker(workspace_id),
        )
        taken.callback(store.close)
        with store.unit_of_work(surroundings.author, reason, undoable=False) as uow:
            for record in records:
                uow.add(record)
            uow.commit()
        # The header is written last: a workspace that was not finished is not there.
        write_header(root, header)
        return Desk(store, surroundings, paths, taken.pop_all().close, secrets=access.secrets)
