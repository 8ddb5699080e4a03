"""What the index holds of a record: when one of these changes, ``TEXT_VERSION`` or ``INDEX_FORMAT`` has to."""

import hashlib

from app.domain.case import Case
from app.services.registers.searching import TEXT_VERSION, search_text
from app.services.surroundings import municipalities
from app.store.indexing import INDEX_FORMAT
from app.store.search import entry_text

CASE = Case(id="x", number="派-0001", municipality_code="112241", content="窓口 ＤＸ", department="総務課")
NAMES = "3757fb6ad2b7acc76d2c02c514b4b8cda6c6d9e644e51f2dede031e6e814b76a"


def test_this_version_stands_for_these_names_of_municipalities() -> None:
    names = "\n".join(f"{office.code} {office.name} {office.kana}" for office in municipalities())
    assert (TEXT_VERSION, hashlib.sha256(names.encode()).hexdigest()) == ("1", NAMES)


def test_this_version_stands_for_this_text_of_a_case() -> None:
    assert (TEXT_VERSION, search_text(CASE)) == ("1", "派-0001\n\n112241\n総務課\n窓口 ＤＸ\n\n戸田市\nトダシ")


def test_this_format_stands_for_this_entry_of_a_case() -> None:
    assert (INDEX_FORMAT, entry_text(search_text(CASE))) == ("1", "派-0001\n112241\n総務課\n窓口dx\n戸田市\nトダシ")
