"""What a step that nobody judged beforehand has brought: undo and redo take back what others rest on."""

from collections.abc import Callable
from dataclasses import replace

from app.contract.findings import Finding, Severity
from app.contract.rule_book import gravest_first
from app.services.judging.kept_contract import KeptContract
from app.services.views import Outcome

TOLD = frozenset({Severity.VIOLATION, Severity.OVERDUE, Severity.WARNING})


def trouble(finding: Finding) -> tuple[Severity, tuple[str, str, str, str]]:
    """Return what makes two findings the same trouble of the same gravity, whatever their values."""
    return finding.severity, finding.fingerprint


def told(kept: KeptContract, step: Callable[[], Outcome]) -> Outcome:
    """Do a step and return its outcome with what the contract finds since and did not find before, gravest first."""
    known = {trouble(finding) for finding in kept.board().findings}
    done = step()
    board = kept.board()
    fresh = gravest_first(each for each in board.findings if each.severity in TOLD and trouble(each) not in known)
    return replace(done, warnings=(*done.warnings, *kept.words.of(fresh, board.facts)))
