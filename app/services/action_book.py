"""Every use case by its name, as the command line and the window know it."""

from app.domain.errors import AppError
from app.services import (
    acceptance_actions,
    case_actions,
    channel_actions,
    closing_actions,
    consultation_actions,
    contract_actions,
    expert_actions,
    hearing_actions,
    plan_actions,
    proposal_actions,
    reading_actions,
    register_actions,
    session_actions,
    submission_actions,
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
        *submission_actions.ACTIONS,
        *hearing_actions.ACTIONS,
        *channel_actions.ACTIONS,
        *acceptance_actions.ACTIONS,
        *proposal_actions.ACTIONS,
        *contract_actions.ACTIONS,
        *reading_actions.ACTIONS,
        *closing_actions.ACTIONS,
        *plan_actions.ACTIONS,
    )
}


def action_named(name: str) -> Action:
    """Return the action of this name; AppError when there is none."""
    if name not in ACTIONS:
        raise AppError("services.no_such_action", action=name)
    return ACTIONS[name]
