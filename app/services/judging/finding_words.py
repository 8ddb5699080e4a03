"""Findings in words, worded once: a text stands until its finding or the record it is about is another."""

from collections.abc import Iterable
from threading import Lock

from app.contract.facts import ContractFacts
from app.contract.findings import Finding
from app.domain.record import Record
from app.services.judging.wording import finding_text
from app.services.views import FindingText

_FEWEST_KEPT = 1_000


class FindingWords:
    """Words findings; any thread may ask."""

    def __init__(self, language: str) -> None:
        """Use the sentences of a language."""
        self._language = language
        self._lock = Lock()
        self._kept: dict[int, tuple[Finding, Record | None, FindingText]] = {}  # by the identity of the object

    def of(self, findings: Iterable[Finding], facts: ContractFacts) -> tuple[FindingText, ...]:
        """Return findings of these facts in words."""
        with self._lock:
            return tuple(self._text(finding, facts) for finding in findings)

    def forget_all_but(self, findings: tuple[Finding, ...]) -> None:
        """Let go of the words of other findings, once they are the larger part."""
        with self._lock:
            if len(self._kept) > 2 * len(findings) + _FEWEST_KEPT:
                standing = {id(finding) for finding in findings}
                self._kept = {key: kept for key, kept in self._kept.items() if key in standing}

    def _text(self, finding: Finding, facts: ContractFacts) -> FindingText:
        subject = facts.tables.get(finding.subject.register, {}).get(finding.subject.id)
        kept = self._kept.get(id(finding))
        if kept is not None and kept[1] is subject:
            return kept[2]
        text = finding_text(finding, facts, self._language)
        self._kept[id(finding)] = (finding, subject, text)
        return text
