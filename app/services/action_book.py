"""Every use case by its name, as the command line and the window know it."""

from app.domain.errors import AppError
from app.services import (
    acceptance_actions,
    case_actions,
    channel_actions,
    consultation_actions,
    contract_actions,
    expert_actions,
    proposal_actions,
    register_actions,
    session_actions,
)
from app.services.situation import Action

ACTIONS: dict[str, Action] = {
    action.name: action
    for action in (
        *case_actions.ACTIONS,
        *session_actions.ACTIONS,
        *consultation_actions.ACTIONS,
        *expert_actions.ACTIONS,
        *register_actions.ACTIONS,
        *channel_actions.ACTIONS,
        *acceptance_actions.ACTIONS,
        *proposal_actions.ACTIONS,
        *contract_actions.ACTIONS,
    )
}


def action_named(name: str) -> Action:
    """Return the action of this name; AppError when there is none."""
    if name not in ACTIONS:
        raise AppError("services.no_such_action", action=name)
    return ACTIONS[name]
