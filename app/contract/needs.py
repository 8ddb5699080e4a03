"""What a rule needs: the records that it judges, one by one or together, and what it sees beside them.

The declaration lets a rule be judged over a part of the contract: a use case loads what bears on the record that it
changes, and the board judges anew what a change touched. It keeps one law: over any of its parts alone, a rule finds
exactly what it finds about them in the whole contract, and each of those findings is about a record of the part.
"""

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from app.contract.facts import ContractFacts
from app.contract.findings import Finding
from app.contract.sources import Changed, Source, held_by
from app.domain.record import Record
from app.domain.registers import REGISTERS

Key = Hashable  # of a part: the id of its record, or the value that its records agree in
WHOLE: Key = ()  # the one part of a rule that judges everything at once


@dataclass(frozen=True, slots=True)
class Needs:
    """The kinds of record that a rule judges, and what is in sight of each; without a kind, all of ``beside``."""

    judged: tuple[type[Record], ...]
    pointing: tuple[str, ...] = ()  # fields of the judged: what they point at is in sight
    together: str = "id"  # field of the judged: records that agree in it are judged together
    named_by: tuple[tuple[type[Record], str], ...] = ()  # records that point at the judged by a field
    beside: tuple[type[Record], ...] = ()  # read whole
    only: tuple[tuple[type[Record], tuple[str, ...]], ...] = ()  # fields read of a kind beside; without an entry all

    @property
    def targets(self) -> tuple[tuple[type[Record], str, type[Record]], ...]:
        """Return each judged kind with its pointing fields and the kind that each points at."""
        return _targets(self)

    @property
    def kinds(self) -> frozenset[type[Record]]:
        """Return every kind of record that the rule reads."""
        pointed = (target for _, _, target in self.targets)
        return frozenset({*self.judged, *pointed, *(kind for kind, _ in self.named_by), *self.beside})

    def key(self, record: Record) -> Key:
        """Return the part to which a judged record belongs."""
        key: Key = getattr(record, self.together)
        return key

    def key_of(self, finding: Finding, facts: ContractFacts) -> Key:
        """Return the part that a finding is about."""
        if not self.judged:
            return WHOLE
        if self.together == "id":
            return finding.subject.id
        return self.key(facts.tables[finding.subject.register][finding.subject.id])

    def touched(self, changed: Collection[Changed], source: Source) -> frozenset[Key]:
        """Return the parts that a change bears on; ``source`` may stand before or after the change."""
        if not self.judged:
            return frozenset({WHOLE}) if any(self._sees(change) for change in changed) else frozenset()
        keys = {self.key(record) for change in changed if change.kind in self.judged for record in change.sides}
        keys.update(self.key(record) for record in self._bearing(changed, source))
        return frozenset(keys)

    def _sees(self, change: Changed) -> bool:
        """Tell whether a change of a kind beside is in a field that the rule reads, or of the whole record."""
        if change.kind not in self.beside or len(change.sides) < 2:
            return change.kind in self.beside
        before, after = change.sides
        names = dict(self.only).get(change.kind)
        return names is None or any(getattr(before, name) != getattr(after, name) for name in names)

    def _bearing(self, changed: Collection[Changed], source: Source) -> Iterator[Record]:
        """Yield the judged records that have a change in sight."""
        if any(self._sees(change) for change in changed):
            for kind in self.judged:
                yield from source.every(kind)
        for kind, name, target in self.targets:
            ids = [change.id for change in changed if change.kind is target]
            if ids:
                yield from source.holding(kind, name, ids)
        for other, name in self.named_by:
            ids = _ids((side for change in changed if change.kind is other for side in change.sides), name)
            for kind in self.judged if ids else ():
                yield from source.by_id(kind, ids)

    def seen(self, keys: Collection[Key], source: Source) -> Iterator[Record]:
        """Yield the records of these parts with everything that is in sight of them."""
        judged = {kind: self._judged(keys, source, kind) for kind in self.judged}
        for records in judged.values():
            yield from records
        for kind, name, target in self.targets:
            yield from source.by_id(target, _ids(judged[kind], name))
        for other, name in self.named_by:
            yield from source.holding(other, name, [record.id for records in judged.values() for record in records])
        for kind in self.beside:
            yield from source.every(kind)

    def pointed_at(self, records: Iterable[Record], source: Source) -> Iterator[Record]:
        """Yield what the pointing fields of these records point at."""
        known = tuple(records)
        for _, name, target in self.targets:
            yield from source.by_id(target, _ids(known, name))

    def _judged(self, keys: Collection[Key], source: Source, kind: type[Record]) -> list[Record]:
        if self.together == "id":
            return list(source.by_id(kind, [str(key) for key in keys]))
        return list(source.holding(kind, self.together, keys))


@cache
def _targets(needs: Needs) -> tuple[tuple[type[Record], str, type[Record]], ...]:
    return tuple(
        (kind, field.name, REGISTERS[field.target].record)
        for kind in needs.judged
        for field in kind.REGISTER.fields
        if field.name in needs.pointing
    )


def _ids(records: Iterable[Record], name: str) -> list[str]:
    """Return what a field of these records points at, each once."""
    return list(dict.fromkeys(str(value) for record in records for value in held_by(record, name) if value))


def each(
    kind: type[Record],
    *pointing: str,
    along: tuple[type[Record], ...] = (),
    together: str = "id",
    named_by: tuple[tuple[type[Record], str], ...] = (),
    beside: tuple[type[Record], ...] = (),
) -> Needs:
    """Declare a rule that judges the records of a kind one by one, or those together that agree in a field.

    ``pointing`` are fields of the kind whose records are in sight, ``along`` are further kinds judged in the same way.
    """
    return Needs((kind, *along), pointing, together, named_by, beside)


def all_of(*kinds: type[Record], only: Mapping[type[Record], tuple[str, ...]] = MappingProxyType({})) -> Needs:
    """Declare a rule that judges all records of these kinds at once; ``only`` names fields that it reads of some."""
    return Needs((), beside=kinds, only=tuple(only.items()))
