"""The records that are measured with: invented cases, always the same, written through the unit of work."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

from app.benchmark.given_key import GivenKey
from app.domain.case import Case, CaseKind, CaseStatus, ContactSkill, WishedMode
from app.domain.record import Member
from app.platform.clock import FixedClock
from app.platform.paths import WorkspacePaths, private_folder
from app.services.desk import Desk
from app.services.registers.searching import TEXT_VERSION, search_text
from app.services.surroundings import Surroundings, municipalities, read_terms, terms_text
from app.services.workspace.workspaces import Access, create
from app.store.cipher import DatabaseKey
from app.store.ids import stable_id
from app.store.keys import read_header, unlock
from app.store.store import Store

AUTHOR = "計測"
TODAY = date(2027, 1, 15)
SIGNED_ON = date(2026, 7, 1)
ROWS = 100_000
_PER_COMMIT = 5_000
_SUBJECTS = ("窓口の業務フロー", "生成AIの利用", "標準化移行後の運用経費", "職員研修の計画", "オープンデータの公開")
_WISHES = ("の見直しについて助言がほしい。", "の進め方を相談したい。", "の他市の事例を知りたい。", "の体制を整えたい。")
_PLACES = ("総務課", "情報政策課", "DX推進室", "企画財政課", "市民課")


@dataclass(frozen=True)
class Corpus:
    """A workspace with many cases."""

    root: Path
    ring: GivenKey
    rows: int

    @property
    def database(self) -> Path:
        """Return the encrypted database."""
        return WorkspacePaths(self.root).database

    @property
    def key(self) -> DatabaseKey:
        """Return the key of the database."""
        return DatabaseKey(self.ring.key)

    @contextmanager
    def store(self) -> Iterator[Store]:
        """Lend the open store."""
        key = unlock(read_header(self.root), key_ring=self.ring)
        store = Store.open(self.root, key, search_text=search_text, text_version=TEXT_VERSION)
        try:
            yield store
        finally:
            store.close()


def open_desk(root: Path, key: bytes) -> Desk:
    """Return an open desk without lock and daily backup, which have no part in what is measured."""
    store = Store.open(root, DatabaseKey(key), search_text=search_text, text_version=TEXT_VERSION)
    return Desk(store, Surroundings(FixedClock(TODAY), AUTHOR), WorkspacePaths(root), store.close)


def make_corpus(root: Path, rows: int, progress: Callable[[str], None]) -> Corpus:
    """Make a workspace and write its cases, several thousand in each unit of work."""
    ring = GivenKey()
    create(private_folder(root), Access(ring), FixedClock(TODAY), AUTHOR, SIGNED_ON).close()
    corpus = Corpus(root, ring, rows)
    fields = tuple(field.code for field in read_terms(terms_text()).support_fields)
    offices = tuple(office.code for office in municipalities())
    with corpus.store() as store:
        for start in range(0, rows, _PER_COMMIT):
            progress(f"{start:,} / {rows:,}")
            with store.unit_of_work(AUTHOR, "計測の準備", undoable=False) as uow:
                for number in range(start, min(start + _PER_COMMIT, rows)):
                    uow.add(make_case(number, offices, fields))
                uow.commit()
    return corpus


def make_case(number: int, offices: tuple[str, ...], fields: tuple[str, ...]) -> Case:
    """Return an invented case; the same number is the same case."""
    random = Random(number)  # noqa: S311 (invented records, no secret)
    kind = random.choice((CaseKind.DISPATCH, CaseKind.CONSULTATION))
    applied_on = SIGNED_ON + timedelta(days=random.randrange(190))
    place = random.choice(_PLACES)
    content = f"{random.choice(_SUBJECTS)}{random.choice(_WISHES)}受付{number:06d}、担当は{place}。"
    return Case(
        id=stable_id("benchmark", str(number)),
        number=f"派-M01-{number:06d}",
        kind=kind,
        municipality_code=random.choice(offices),
        received_number=f"LG-{number:06d}",
        applied_on=applied_on,
        department=place,
        contact_name="計測　太郎",
        contact_mail=f"u{number}@example.lg.jp",
        contact_phone="048-000-0000",
        contact_skill=random.choice(tuple(ContactSkill)),
        fields=tuple(Member(code) for code in sorted(random.sample(fields, 2))),
        content=content,
        wished_when="できるだけ早く",
        wished_mode=random.choice(tuple(WishedMode)),
        status=CaseStatus.RECEIVED,
        status_since=applied_on,
    )
