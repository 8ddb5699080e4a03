"""Small contracts drawn at random from the declarations of the records: everything may be, references may dangle."""

from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from app.contract.facts import ContractFacts
from app.contract.readings import READINGS
from app.contract.rule_book import BookedRule
from app.contract.rules import rule_book
from app.contract.sources import Changed
from app.domain.accompaniment import AccompanimentSession
from app.domain.case import Case
from app.domain.consultation import ConsultationAnswer
from app.domain.contract import TermAmendment
from app.domain.expert import Expert
from app.domain.open_days import OpenDays
from app.domain.record import Field, Kind, Member, Record
from app.domain.registers import REGISTERS
from app.domain.session import Session
from app.platform.holidays import NationalHolidays
from app.services.surroundings import read_terms, terms_text

SIGNED_ON = date(2026, 5, 11)
OFFICES = {"112232": "蕨市", "112241": "戸田市", "113476": "吉見町"}
DAYS = (
    date(2026, 5, 10), SIGNED_ON, date(2026, 6, 30), date(2026, 7, 1), date(2026, 8, 31), date(2026, 9, 18),
    date(2026, 9, 30), date(2026, 10, 10), date(2026, 12, 25), date(2027, 1, 10), date(2027, 3, 15), date(2027, 3, 20),
)  # fmt: skip
TIMES = (time(9, 0), time(10, 30), time(12, 0), time(13, 30), time(18, 30))
TEXTS = ("", "　", "記録", "蕨市の窓口", "佐藤　明", "6(6)コ")
NUMBERS = (0, 1, 2, 5, 24, 60, 91, 180, 600)
SUPPORT: tuple[type[Record], ...] = (Case, Session, ConsultationAnswer, Expert, AccompanimentSession)
FEW, MOST = 2, 8  # records of a kind
SMALL_TERMS = tuple(
    TermAmendment(id=term, term=term, value="1", holds_from=SIGNED_ON)
    for term in ("dispatch.cap_per_municipality", "hearings.target")
)
KINDS = tuple(
    sorted({kind for booked in rule_book().rules for kind in booked.needs.kinds}, key=lambda kind: kind.REGISTER.name)
)


class Drawing:
    """Draws records whose references lead to one another."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311 (invented records, no secret)
        self.days = self.random.sample(DAYS, self.random.choice((1, 2, 4)))
        crowded = self.random.choice((SUPPORT, tuple(self.random.sample(KINDS, 5))))
        self.counts = {kind: self.random.randint(0, MOST if kind in crowded else FEW) for kind in KINDS}

    def contract(self) -> ContractFacts:
        """Return a contract on a random day under a random reading of its open questions."""
        amended = [*self.readings(), *(each for each in SMALL_TERMS if self.random.random() < 0.5)]
        terms = read_terms(terms_text()).with_amendments(amended)
        facts = ContractFacts(
            self.random.choice((*DAYS, date(2027, 4, 1))), SIGNED_ON, terms, OpenDays(holidays=NationalHolidays()),
            municipality_names=OFFICES,
        )  # fmt: skip
        return facts.with_changes(self.record(kind, number) for kind in KINDS for number in range(self.counts[kind]))

    def readings(self) -> Iterator[TermAmendment]:
        for key, reading in READINGS.items():
            yield TermAmendment(
                id=key, term=key, value=self.random.choice(reading.answers), holds_from=self.random.choice(DAYS)
            )

    def record(self, kind: type[Record], number: int) -> Record:
        """Return a record of a kind; its id says its kind and number."""
        values = {field.name: self.value(field) for field in kind.REGISTER.fields}
        return kind(id=f"{kind.REGISTER.table}-{number}", **values)

    def value(self, field: Field) -> Any:
        if field.many:
            return self.members(field)
        if field.kind is Kind.REFERENCE:
            return self.reference(field)
        pools: dict[Kind, tuple[object, ...]] = {
            Kind.DATE: (None, *self.days, *self.days),
            Kind.TIME: (None, *TIMES),
            Kind.MOMENT: (None, *(datetime.combine(day, time(3), UTC) for day in self.days)),
            Kind.INTEGER: (None, *NUMBERS),
            Kind.BOOLEAN: (False, True),
            Kind.CHOICE: tuple(field.choices or (None,)),
            Kind.MUNICIPALITY: tuple(OFFICES),
            Kind.SUPPORT_FIELD: ("front-yard", "?"),
        }
        return self.random.choice(pools.get(field.kind, TEXTS))

    def members(self, field: Field) -> tuple[Member, ...]:
        if field.kind is Kind.REFERENCE:
            keys = {self.reference(field) for _ in range(self.random.randint(0, 2))} - {""}
        else:
            keys = {"front-yard"} if self.random.random() < 0.5 and field.kind is Kind.SUPPORT_FIELD else set()
        return tuple(Member(key) for key in sorted(keys))

    def reference(self, field: Field) -> str:
        """Return the id of a record of the target, which may be missing; often none."""
        target = REGISTERS[field.target].record
        if self.random.random() < 0.2:
            return ""
        return f"{target.REGISTER.table}-{self.random.randint(0, self.counts.get(target, 0))}"

    def change(self, facts: ContractFacts) -> tuple[Changed, ...]:
        """Return one to three records that are entered, edited in some fields, or removed."""
        crowded = [kind for kind in KINDS if self.counts[kind] > FEW]
        kinds = self.random.sample(crowded if len(crowded) > 2 else KINDS, self.random.randint(1, 3))
        return tuple(self.changed(facts, kind) for kind in kinds)

    def changed(self, facts: ContractFacts, kind: type[Record]) -> Changed:
        number = self.random.randint(0, self.counts[kind])
        before = facts.of(kind).get(f"{kind.REGISTER.table}-{number}")
        if before is not None and self.random.random() < 0.25:
            return Changed(before, None)
        after = self.record(kind, number)
        if before is not None:
            kept = {field.name for field in kind.REGISTER.fields if self.random.random() < 0.7}
            after = kind(
                id=before.id,
                **{
                    field.name: getattr(before if field.name in kept else after, field.name)
                    for field in kind.REGISTER.fields
                },
            )
        return Changed(before, after)


def applied(facts: ContractFacts, changed: Iterable[Changed]) -> ContractFacts:
    """Return the facts after a change."""
    changed = tuple(changed)
    return facts.with_changes(
        [each.after for each in changed if each.after is not None],
        [each.before for each in changed if each.before is not None and each.after is None],
    )


def guards(rules: Collection[BookedRule]) -> tuple[BookedRule, ...]:
    """Return the rules that refuse."""
    return tuple(booked for booked in rules if booked.guards)


def tomorrow(day: date) -> date:
    """Return the next day."""
    return day + timedelta(days=1)
