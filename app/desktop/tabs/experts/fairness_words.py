"""Decides what the page 公平な派遣 says: loads beside the most even ones, and the choices for open cases (6(6)シ)."""

from app.desktop.widgets.plain_table import PlainRow
from app.services.matching.views import ChoicePlan, FairnessPage, LoadLine, PlannedChoice

LOAD_HEADERS = ("状態", "専門人材", "実施", "予定", "計", "最も公平な配分", "伴走", "相談", "担える分野")
CHOICE_HEADERS = ("状態", "案件", "団体名", "案の専門人材", "点数", "採用後の派遣", "相談分野", "いまできないわけ")


def fairness_words(page: FairnessPage) -> tuple[str, str]:
    """Return how even the dispatches are, with the proof, and the tone."""
    words = "\n".join(filter(None, (page.sentence, page.proof)))
    if not page.largest:
        return words, "muted"
    return words, "good" if page.is_even else "warn"


def load_rows(page: FairnessPage) -> list[PlainRow]:
    """Return the table of the loads in 人回."""
    return [
        PlainRow(
            line.expert_id,
            (
                _standing(line)[0],
                line.name if line.is_listed else f"{line.name}（掲載終了）",
                str(line.held),
                str(line.planned),
                str(line.load),
                str(line.fairest),
                str(line.accompaniments),
                str(line.consultations),
                "、".join(line.fields),
            ),
            _standing(line)[1],
        )
        for line in page.lines
    ]


def _standing(line: LoadLine) -> tuple[str, str]:
    """Return whether somebody has more or fewer than in the most even distribution, and the tone."""
    if line.load > line.fairest:
        return f"{line.load - line.fairest}多い", "warn"
    if line.load < line.fairest:
        return f"{line.fairest - line.load}少ない", "accent"
    return "均等", "good"


def choice_rows(plan: ChoicePlan) -> list[PlainRow]:
    """Return the table of the choices for the open cases."""
    return [PlainRow(choice.case_id, _choice_texts(choice), _choice_tone(choice)) for choice in plan.choices]


def _choice_texts(choice: PlannedChoice) -> tuple[str, ...]:
    return (
        choice.status,
        choice.number,
        choice.municipality,
        choice.expert or "―",
        "" if choice.score is None else f"{choice.score:.1f}",
        f"{choice.load_after}回分" if choice.expert_id else "",
        "、".join(choice.fields),
        choice.why_not,
    )


def _choice_tone(choice: PlannedChoice) -> str:
    if not choice.expert_id:
        return "bad"
    return "good" if choice.may_take else "muted"


def take_words(plan: ChoicePlan) -> str:
    """Return the words of the button that takes the plan over."""
    return f"マッチング中の{len(plan.takable)}件に採用"
