"""Use cases of the proposals to municipalities that do not ask for support (specification 6(6)ケ)."""

from app.contract.outlook import rooms
from app.domain.errors import AppError
from app.domain.proposal import MotivationProposal
from app.services.forms import pick
from app.services.register_actions import kept
from app.services.situation import Action, Change, Situation, Values

FIRST_WORDS = (
    "「DXに係る職員の機運醸成」に関する支援案\n"
    "・管理職向けの講話（先進事例の紹介）\n"
    "・職員向けの研修、ワークショップ\n"
    "・庁内の課題を聞き取る個別相談"
)


def prepare(situation: Situation, values: Values) -> Change:
    """Draft one proposal for each municipality that never applied for a dispatch and has none yet."""
    known = {item.municipality_code for item in situation.facts.of(MotivationProposal).values()}
    silent = [
        room.municipality_code
        for room in rooms(situation.facts)
        if not room.has_asked and room.left and room.municipality_code not in known
    ]
    if not silent:
        raise AppError("forecast.nobody_to_propose_to")
    content = str(values["content"])
    return Change(
        added=tuple(
            MotivationProposal(id=situation.new_id(), municipality_code=code, content=content) for code in silent
        )
    )


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
)
