"""Every use case by its name, as the command line and the window know it."""

from app.domain.errors import AppError
from app.services.actions import (
    acceptances,
    cases,
    channels,
    closing,
    consultations,
    contract,
    experts,
    hearings,
    plans,
    proposals,
    readings,
    registers,
    reports,
    sessions,
    submissions,
)
from app.services.actions.situation import Action

ACTIONS: dict[str, Action] = {
    action.name: action
    for action in (
        *cases.ACTIONS,
        *sessions.ACTIONS,
        *consultations.ACTIONS,
        *experts.ACTIONS,
        *registers.ACTIONS,
        *submissions.ACTIONS,
        *hearings.ACTIONS,
        *channels.ACTIONS,
        *acceptances.ACTIONS,
        *proposals.ACTIONS,
        *contract.ACTIONS,
        *readings.ACTIONS,
        *closing.ACTIONS,
        *plans.ACTIONS,
        *reports.ACTIONS,
    )
}


def action_named(name: str) -> Action:
    """Return the action of this name; AppError when there is none."""
    if name not in ACTIONS:
        raise AppError("services.no_such_action", action=name)
    return ACTIONS[name]
