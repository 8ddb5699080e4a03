"""Which clauses a text names, however a person writes them."""

import re
from functools import lru_cache

from app.domain.text import compact

_CLAUSE = re.compile(
    r"(?P<table>表\d{1,2})"
    r"|(?P<section>\d{1,2}(?:\(\d{1,2}\))?)(?P<item>[ア-ン](?:\([ア-ン]\))?)?"
    r"|[・、,](?P<next>[ア-ン])(?![ア-ンー])"
)


@lru_cache(maxsize=1024)
def clauses_named(written: str) -> frozenset[str]:
    """Return the clauses that a text names: 仕様書６（６）コ・サ is 6(6)コ and 6(6)サ."""
    found: set[str] = set()
    section = ""
    for match in _CLAUSE.finditer(compact(written)):
        section = match["section"] or section
        found.add(match["table"] or f"{section}{match['item'] or match['next'] or ''}")
    return frozenset(found)
