"""What a rule says it needs is enough: judged over its parts alone, it finds what it finds in the whole contract."""

from collections.abc import Iterable

from hypothesis import given, settings
from hypothesis import strategies as st

from app.contract.findings import Finding
from app.contract.needs import WHOLE
from app.contract.rule_book import BookedRule
from app.contract.rules import rule_book
from app.contract.sources import ChangedSource, IndexedSource
from tests.small_contracts import Drawing, applied

BOOK = rule_book()
SEEDS = st.integers(0, 2**32)


def name_of(booked: BookedRule) -> str:
    return f"{booked.check.__module__.rpartition('.')[2]}.{getattr(booked.check, '__name__', '')}"


def in_order(found: Iterable[Finding]) -> list[Finding]:
    return sorted(found, key=lambda finding: finding.mark)


@settings(max_examples=150)
@given(SEEDS)
def test_a_rule_finds_in_its_parts_alone_what_it_finds_in_the_whole(seed: int) -> None:
    facts = Drawing(seed).contract()
    source = IndexedSource(facts.tables)
    for booked in BOOK.rules:
        whole = booked.by_part(facts)
        judged = [record for kind in booked.needs.judged for record in facts.of(kind).values()]
        keys = {booked.needs.key(record) for record in judged} if booked.needs.judged else {WHOLE}
        assert set(whole) <= keys, name_of(booked)
        for key in keys:
            alone = booked.in_parts([key], source, facts)
            assert in_order(alone.get(key, ())) == in_order(whole.get(key, ())), (name_of(booked), key)


@settings(max_examples=150)
@given(SEEDS)
def test_what_a_change_does_not_touch_is_found_as_before(seed: int) -> None:
    drawn = Drawing(seed)
    facts = drawn.contract()
    changed = drawn.change(facts)
    source = IndexedSource(facts.tables)
    after = applied(facts, changed)
    for booked in BOOK.rules:
        touched = booked.needs.touched(changed, source)
        assert touched == booked.needs.touched(changed, IndexedSource(after.tables)), name_of(booked)
        was, will_be = booked.by_part(facts), booked.by_part(after)
        for key in {*was, *will_be} - touched:
            assert in_order(was.get(key, ())) == in_order(will_be.get(key, ())), (name_of(booked), key)
        again = booked.in_parts(touched, ChangedSource(source, changed), after)
        for key in touched:
            assert in_order(again.get(key, ())) == in_order(will_be.get(key, ())), (name_of(booked), key)


@settings(max_examples=150)
@given(SEEDS)
def test_no_two_findings_are_taken_for_one(seed: int) -> None:
    found = BOOK.findings(Drawing(seed).contract())
    assert len({finding.mark for finding in found}) == len(found)
