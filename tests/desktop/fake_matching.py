"""Candidates for a case, loads with their proof and a plan, as a desk in memory hands them out."""

from collections.abc import Callable
from datetime import date

from app.services.matching.views import (
    Candidate,
    CandidateList,
    ChoicePlan,
    FairnessPage,
    LoadLine,
    PlannedChoice,
    TermLine,
)

TERMS = ("fields", "words", "record", "travel", "days", "balance")
NAMES = ("髙﨑　𠮷", "山﨑　誠", "長い名前の専門人材" * 6)


def _candidate(number: int, name: str) -> Candidate:
    lines = tuple(TermLine(term, f"項目{place}", 5.0, 10, "理由を示す文です。" * 3) for place, term in enumerate(TERMS))
    excluded = "相談分野を担える記録がありません（6(2)ウ）。" if number else ""
    score = None if excluded else 30.0
    return Candidate(f"expert-{number}", name, "架空の会社", number, score, () if excluded else lines, (), excluded)


def _line(number: int, name: str) -> LoadLine:
    fields = ("自治体フロントヤード改革の推進", "BPR の取組の徹底")
    return LoadLine(f"expert-{number}", name, True, 4 - number, number, 3, 2, 1, fields, True)


class FakeMatching:
    """Answers at once; nothing is written."""

    def candidates(self, case_id: str, on: date | None = None) -> CandidateList:
        """Return one who can be sent and two who cannot."""
        found = tuple(_candidate(number, name) for number, name in enumerate(NAMES))
        return CandidateList(case_id, "派-M01-0001", "蕨市", ("自治体フロントヤード改革の推進",), on, found, True)

    def fairness(self, cancelled: Callable[[], bool] = lambda: False) -> FairnessPage:
        """Return three loads that could be more even."""
        lines = tuple(_line(number, name) for number, name in enumerate(NAMES))
        words = "最も多い人の派遣は4回分です。1回分をほかの担える人が受け持てば、最も多い人でも3回分で済みます。"
        return FairnessPage(date(2026, 9, 24), 4, 3, 1, (), 3, 9, words, "証明の文です。", lines)

    def plan(self, cancelled: Callable[[], bool] = lambda: False) -> ChoicePlan:
        """Return one choice that can be taken over."""
        choice = PlannedChoice(
            "case-1", "派-M01-0001", "蕨市", ("AI",), "マッチング中", "expert-1", NAMES[1], 61.5, 3, True
        )
        return ChoicePlan((choice,), 4, "人材の決まっていない案件1件を最も公平に配る案です。")
