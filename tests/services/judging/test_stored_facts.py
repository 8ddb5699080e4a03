"""The facts of a store: the same records as the whole contract would give, and each asked for once."""

import pytest
from sqlalchemy import event

from app.contract.sources import Changed, IndexedSource
from app.domain.case import Case
from app.domain.expert import Expert
from app.domain.record import Record
from app.domain.session import Session
from app.services.desk import Desk
from app.services.judging.fact_loading import facts_around, whole_facts
from app.services.judging.judging import BOOK
from app.services.judging.stored_facts import StoredSource
from app.store.queries import Reader


class Asked:
    """Counts the questions to the database that name a table."""

    def __init__(self, reader: Reader) -> None:
        self.statements: list[str] = []
        event.listen(reader.connection, "before_cursor_execute", self._note)

    def _note(self, connection: object, cursor: object, statement: str, *more: object) -> None:
        self.statements.append(statement)

    def of(self, kind: type[Record]) -> int:
        """Return how many questions were about the records of a kind."""
        wanted = f"FROM {kind.REGISTER.table} "
        return sum(wanted in " ".join(statement.split()) + " " for statement in self.statements)


def by_id(records: object) -> dict[str, Record]:
    assert isinstance(records, list)
    return {record.id: record for record in records}


def test_the_store_shows_a_rule_what_the_whole_contract_would_show_it(demonstration: Desk) -> None:
    with demonstration._store.reading() as reader:
        facts = whole_facts(reader, demonstration._surroundings)
        whole, stored = IndexedSource(facts.tables), StoredSource(reader)
        for kind in {kind for booked in BOOK.rules for kind in booked.needs.kinds}:
            records = list(facts.of(kind).values())
            for record in (*records[:1], *records[-1:]):
                change = [Changed(record, None)]
                for booked in BOOK.rules:
                    keys = booked.needs.touched(change, whole)
                    assert booked.needs.touched(change, stored) == keys
                    assert by_id(list(booked.needs.seen(keys, stored))) == by_id(list(booked.needs.seen(keys, whole)))


def test_what_was_read_is_not_asked_for_again(demonstration: Desk) -> None:
    with demonstration._store.reading() as reader:
        asked, source = Asked(reader), StoredSource(reader)
        (first, *_) = source.every(Session)
        assert list(source.by_id(Session, [first.id])) == [first]
        assert list(source.by_id(Session, ["no-such-session"])) == []
        assert asked.of(Session) == 1
        for _ in range(2):
            assert first in source.holding(Session, "municipality_code", [first.municipality_code])
            assert list(source.by_id(Case, [first.case_id, "no-such-case"]))
        assert (asked.of(Session), asked.of(Case)) == (2, 1)


def test_the_facts_around_a_record_are_read_table_by_table_when_they_are_looked_at(demonstration: Desk) -> None:
    with demonstration._store.reading() as reader:
        (session_id, *_) = demonstration.ids("sessions")
        session = reader.get(Session, session_id)
        asked = Asked(reader)
        facts = facts_around(reader, demonstration._surroundings, session)
        assert (asked.of(Case), asked.of(Expert)) == (0, 0)
        assert set(facts.cases) >= {session.case_id}
        assert (asked.of(Case), asked.of(Expert)) == (2, 0)
        for _ in range(2):
            assert set(facts.experts) >= {member.key for member in session.expert_ids}
        assert (asked.of(Case), asked.of(Expert)) == (2, 1)


@pytest.mark.parametrize("kind", [Case, Session, Expert])
def test_changed_facts_show_the_change_over_what_is_stored(demonstration: Desk, kind: type[Record]) -> None:
    with demonstration._store.reading() as reader:
        (found, *_) = reader.rows(kind.REGISTER.name, demonstration.ids(kind.REGISTER.name)[:1])
        facts = facts_around(reader, demonstration._surroundings, found)
        made = kind(id="made")
        after = facts.with_changes([made], [found])
        assert "made" in after.of(kind)
        assert found.id not in after.of(kind)
        assert found.id in facts.of(kind)
        assert set(after.tables) == set(facts.tables)
