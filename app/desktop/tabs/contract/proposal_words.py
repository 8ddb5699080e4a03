"""Decides what the page 機運醸成の提案 shows: to whom is proposed, how far each proposal is, what comes next."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.desktop.widgets.action_start import Start
from app.desktop.widgets.plain_table import PlainRow
from app.services.contract.views import ProposalBoard, ProposalLine

HEADERS = ("状態", "市町村", "地域", "派遣の余地", "送付日")
STATES = {
    "none": ("未準備", "muted"),
    "drafted": ("承諾待ち", "warn"),
    "consented": ("送付できます", "accent"),
    "sent": ("送付済", "good"),
}
REGISTER = "proposals"
PREPARE = "motivation_proposal.prepare"
CONSENT = "motivation_proposal.consent"
SEND = "motivation_proposal.send"


@dataclass(frozen=True, slots=True)
class NextStep:
    """What comes next with all proposals, as a button tells it."""

    words: str
    start: Start


def proposal_rows(board: ProposalBoard, area: str = "") -> list[PlainRow]:
    """Return one line for each municipality that never asked, by area."""
    return [
        PlainRow(
            line.code,
            (
                STATES[line.state][0],
                line.name,
                line.area,
                f"あと{line.left}回" if line.left else "なし",
                line.sent_on.isoformat() if line.sent_on else "",
            ),
            STATES[line.state][1],
        )
        for line in board.lines
        if not area or line.area == area
    ]


def areas_of(board: ProposalBoard) -> tuple[str, ...]:
    """Return the areas in which somebody never asked."""
    return tuple(sorted({line.area for line in board.lines if line.area}))


def due_words(board: ProposalBoard) -> tuple[str, str]:
    """Return whether proposals are due under 6(6)ケ, with the tone."""
    told = f"派遣の見込みは{board.forecast}回（実施{board.held}回）、下限は{board.minimum}回です。"
    if board.is_due:
        return f"{told}{board.lacking}回不足する見込みのため、県の承諾を得て提案します（6(6)ケ）。", "bad"
    return f"{told}いまは提案を求められていません。", "good"


def state_counts(lines: Iterable[ProposalLine]) -> str:
    """Return how many proposals stand in which state."""
    found = list(lines)
    counts = {state: sum(line.state == state for line in found) for state in STATES}
    return "　".join(f"{word}{counts[state]}" for state, (word, _) in STATES.items() if counts[state])


def next_steps(board: ProposalBoard) -> tuple[NextStep, ...]:
    """Return what can be done with all proposals now, in the order of 6(6)ケ: prepare, consent, send."""
    states = {line.state for line in board.lines}
    steps = []
    if board.is_due and any(line.state == "none" and line.left for line in board.lines):
        steps.append(NextStep("提案を準備…", Start(PREPARE, REGISTER)))
    if "drafted" in states:
        steps.append(NextStep("県の承諾を記録…", Start(CONSENT, REGISTER)))
    if "consented" in states:
        steps.append(NextStep("送付を記録…", Start(SEND, REGISTER)))
    return tuple(steps)
