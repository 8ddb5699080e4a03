"""Opens, makes and restores workspaces: one program at a time, checked, backed up each day."""

from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path

from app import __version__
from app.domain.contract import Contract
from app.domain.errors import AppError
from app.domain.record import Record
from app.platform.clock import Clock, FixedClock
from app.platform.instance_lock import InstanceLock
from app.platform.paths import WorkspacePaths, private_folder, site_marker
from app.services.actions.contract import check_signing
from app.services.demonstration import demonstration_year
from app.services.demonstration.year import JUDGED_ON, SIGNED_ON
from app.services.desk import Desk
from app.services.registers.searching import TEXT_VERSION, search_text
from app.services.surroundings import Surroundings, municipalities, read_terms, terms_text
from app.services.workspace.unlocking import Access as Access
from app.services.workspace.unlocking import exists as exists
from app.services.workspace.unlocking import needs_passphrase as needs_passphrase
from app.services.workspace.unlocking import unlock_workspace as unlock_workspace
from app.store.backup_shelf import list_backups
from app.store.ids import new_id, stable_id
from app.store.keys import make_header, new_key, write_header
from app.store.restore import restore as restore_backup
from app.store.store import Store

DEMONSTRATION_SITE = "M01"


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
    desk = unlock_workspace(root, access, clock, author, language)
    try:
        desk.prepare()
        desk.problem = desk.keep_safe()
    except BaseException:
        desk.close()
        raise
    return desk


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
            text_version=TEXT_VERSION,
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
