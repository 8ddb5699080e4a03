"""Use cases of the proposals to municipalities that do not ask for support (specification 6(6)ケ)."""

from app.contract.outlook import rooms
from app.contract.proposing import proposal_text
from app.domain.errors import AppError
from app.domain.proposal import MotivationProposal
from app.services.actions.forms import pick
from app.services.actions.registers import kept
from app.services.actions.situation import Action, Change, Situation, Values, written

FIRST_WORDS = "・管理職向けの講話（先進事例の紹介）\n・職員向けの研修、ワークショップ\n・庁内の課題を聞き取る個別相談"


def prepare(situation: Situation, values: Values) -> Change:
    """Draft one proposal for each municipality that never applied for a dispatch and has none yet.

    Each begins with what the municipality itself told; what is typed stands in all of them.
    """
    facts = situation.facts
    known = {item.municipality_code for item in facts.of(MotivationProposal).values()}
    silent = [room for room in rooms(facts) if not room.has_asked and room.left and room.municipality_code not in known]
    if not silent:
        raise AppError("forecast.nobody_to_propose_to")
    common = str(values["content"])
    return Change(
        added=tuple(
            MotivationProposal(
                id=situation.new_id(),
                municipality_code=room.municipality_code,
                content=proposal_text(facts, room, common),
            )
            for room in silent
        )
    )


def consent(situation: Situation, values: Values) -> Change:
    """Link the prefecture's consent to every proposal that has none; AppError when there is no such one (6(6)ケ)."""
    waiting = [item for item in situation.facts.of(MotivationProposal).values() if not item.consent_id]
    if not waiting:
        raise AppError("forecast.nothing_to_consent")
    return Change(saved=tuple(written(item, {"consent_id": values["consent_id"]}) for item in waiting))


def send(situation: Situation, values: Values) -> Change:
    """Record the day on which every proposal with the prefecture's consent went out; AppError when there is none."""
    ready = [
        item for item in situation.facts.of(MotivationProposal).values() if item.consent_id and item.sent_on is None
    ]
    if not ready:
        raise AppError("forecast.nothing_to_send")
    return Change(saved=tuple(written(item, {"sent_on": values["sent_on"]}) for item in ready))


ACTIONS: tuple[Action, ...] = (
    *kept(MotivationProposal),
    Action(
        "motivation_proposal.prepare",
        "派遣を希望していない市町村への提案を準備",
        "proposals",
        prepare,
        pick(MotivationProposal, "content"),
        needs_subject=False,
        initial=lambda situation: {"content": FIRST_WORDS},
        whole=True,
    ),
    Action(
        "motivation_proposal.consent",
        "機運醸成の提案に県の承諾を記録",
        "proposals",
        consent,
        pick(MotivationProposal, "consent_id", required=("consent_id",)),
        needs_subject=False,
    ),
    Action(
        "motivation_proposal.send",
        "承諾を得た提案の送付を記録",
        "proposals",
        send,
        pick(MotivationProposal, "sent_on", required=("sent_on",)),
        needs_subject=False,
        initial=lambda situation: {"sent_on": situation.today},
    ),
)
