"""Asks the contract about the rows of a file: what an action would be refused is not taken in from a file, either."""

from collections.abc import Mapping
from dataclasses import replace

from app.contract.facts import ContractFacts
from app.contract.findings import Finding
from app.contract.rule_book import REFUSING
from app.contract.sources import Changed
from app.domain.record import Record
from app.services.imports.preview import Outcome, PreviewRow
from app.services.imports.subject import Remark
from app.services.judging.fact_loading import bare_facts
from app.services.judging.judging import BOOK
from app.services.judging.stored_facts import StoredSource
from app.services.judging.wording import finding_text
from app.services.surroundings import Surroundings
from app.store.queries import Reader

Rows = tuple[PreviewRow, ...]


class ContractCheck:
    """Refuses the rows that would break the contract."""

    def __init__(self, surroundings: Surroundings) -> None:
        """Judge on the day of these surroundings, in their language."""
        self._surroundings = surroundings

    def __call__(self, reader: Reader, rows: Rows) -> Rows:
        """Return the rows with those refused that would bring a violation; the others are judged again without them."""
        source, bare = StoredSource(reader), bare_facts(reader, self._surroundings)
        while True:
            records = {row.number: _named(row) for row in rows if row.record is not None}
            changed = {number: _changed(record, source) for number, record in records.items()}
            steps = tuple(changed.values())
            brought = (*BOOK.brought(steps, source, bare), *BOOK.stepped(steps, source, bare))
            found = [each for each in brought if each.severity in REFUSING]
            against = _by_row(found, records)
            if not against:
                return rows
            facts = bare.seeing((*source.seen, *records.values()))
            words = {
                number: tuple(self._remark(finding, records[number], facts) for finding in each)
                for number, each in against.items()
            }
            rows = tuple(_refused(row, words[row.number]) if row.number in words else row for row in rows)

    def _remark(self, finding: Finding, record: Record, facts: ContractFacts) -> Remark:
        labels = {field.name: field.label for field in record.REGISTER.fields}
        message = finding_text(finding, facts, self._surroundings.language).message
        values = (("clause", finding.clause), ("message", message))
        name = finding.field_name if finding.field_name in labels else ""
        return Remark("imports.against_contract", name, labels.get(name, ""), "", values)


def _named(row: PreviewRow) -> Record:
    """Return the record of a row under an id of its own; a new one has none yet."""
    if row.record is None:
        raise ValueError("a row without a record")
    return row.record if row.record.id else replace(row.record, id=f"row-{row.number}")


def _changed(record: Record, source: StoredSource) -> Changed:
    return Changed(next(iter(source.by_id(type(record), [record.id])), None), record)


def _by_row(found: list[Finding], records: Mapping[int, Record]) -> dict[int, list[Finding]]:
    """Return the findings by the row that they are about; what is about no row is brought by all of them."""
    rows = {(record.REGISTER.name, record.id): number for number, record in records.items()}
    against: dict[int, list[Finding]] = {}
    for finding in found:
        number = rows.get((finding.subject.register, finding.subject.id))
        for each in (number,) if number is not None else tuple(records):
            against.setdefault(each, []).append(finding)
    return against


def _refused(row: PreviewRow, problems: tuple[Remark, ...]) -> PreviewRow:
    return replace(row, outcome=Outcome.REFUSED, changes=(), problems=problems, record=None)
