"""What in a case study could give a municipality or a person away (specification 6(9)イ, 10(1))."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from app.domain.case import Case
from app.domain.contact import Contact
from app.domain.event import CaseStudy
from app.domain.text import compact, search_key

SHORTEST_NAME = 2  # characters; a single one such as 蕨 stands in too many other words
_SUFFIXES = ("市", "町", "村", "区")
_MAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,190}\.[A-Za-z]{2,24}")
_PHONE = re.compile(r"(?<!\d)0\d{1,4}[-‐-―−ー(（]\d{1,4}[-‐-―−ー)）]\d{3,4}(?!\d)")
_NAME_GAP = re.compile(r"[\s　]+")


def give_aways(
    study: CaseStudy, case: Case | None, contacts: Iterable[Contact], municipality_names: Mapping[str, str]
) -> tuple[str, ...]:
    """Return the words of a case study that name somebody, as the records write them.

    Looks for the municipality, its departments and the people, mail addresses and telephone numbers known for it, and
    for anything written like an address or a number. Consent to be named frees municipality and departments only. Of a
    study without a case, every municipality's name is looked for.
    """
    text = f"{study.title}\n{study.content}"
    key = _key(text)
    own = [each for each in contacts if case is not None and each.municipality_code == case.municipality_code]
    names = [*_people(case, own)]
    if not study.is_named:
        names += [*_places(case, municipality_names), *_departments(case, own)]
    found = [name for name in dict.fromkeys(names) if _name_key(name) in key]
    return tuple(dict.fromkeys([*found, *_written_like_addresses(text)]))


@lru_cache(maxsize=4096)
def _name_key(name: str) -> str:
    return _key(name)


def _key(text: str) -> str:
    """Return the search key without hyphens, which telephone numbers are written with and without."""
    return search_key(text).replace("-", "")


def _places(case: Case | None, municipality_names: Mapping[str, str]) -> Iterator[str]:
    if case is None:
        yield from dict.fromkeys(municipality_names.values())
        return
    name = municipality_names.get(case.municipality_code, "")
    stem = name[:-1] if name.endswith(_SUFFIXES) else ""
    yield from (each for each in (name, stem) if len(each) >= SHORTEST_NAME)


def _departments(case: Case | None, contacts: Iterable[Contact]) -> Iterator[str]:
    named = [case.department if case else "", *(each.organisation for each in contacts)]
    yield from (each for each in named if len(search_key(each)) >= SHORTEST_NAME)


def _people(case: Case | None, contacts: Iterable[Contact]) -> Iterator[str]:
    """Yield full names, family names where a gap shows them, mail addresses and telephone numbers."""
    known = [(case.contact_name, case.contact_mail, case.contact_phone)] if case else []
    known += [(each.person, each.mail, each.phone) for each in contacts]
    for person, mail, phone in known:
        family = _NAME_GAP.split(person.strip())[0]
        yield from (each for each in (person, family, mail, phone) if len(search_key(each)) >= SHORTEST_NAME)


def _written_like_addresses(text: str) -> Iterator[str]:
    for line in text.splitlines():
        plain = compact(line)
        for pattern in (_MAIL, _PHONE):
            yield from pattern.findall(plain)
