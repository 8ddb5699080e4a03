"""Use cases of what is handed in: the register of submissions, and the notice of changes to the database (8, 6(3))."""

from dataclasses import replace
from typing import cast

from app.contract.expert_listing import (
    DATABASE,
    content_cells,
    content_text,
    current_cells,
    handed_in,
    pending_notice,
)
from app.contract.facts import ContractFacts
from app.domain.errors import AppError
from app.domain.record import Record
from app.domain.submission import Submission
from app.services.actions.forms import pick
from app.services.actions.registers import kept
from app.services.actions.situation import Action, Change, Situation, Values, written


def _keeping_content(action: Action) -> Action:
    """Return an action whose submission of the database keeps what it says of the experts on that day."""

    def change(situation: Situation, values: Values) -> Change:
        made = action.change(situation, values)
        return replace(
            made,
            added=tuple(_with_content(record, situation.facts) for record in made.added),
            saved=tuple(_with_content(record, situation.facts) for record in made.saved),
        )

    return replace(action, change=change)


def _with_content(record: Record, facts: ContractFacts) -> Record:
    submission = cast("Submission", record)
    if submission.deliverable != DATABASE:
        return replace(submission, content="")
    return submission if submission.content else replace(submission, content=content_text(current_cells(facts)))


def notify_changes(situation: Situation, values: Values) -> Change:
    """Record that the changes since the last submission were told; AppError when there is nothing to tell."""
    facts = situation.facts
    told = handed_in(facts)
    if not told:
        raise AppError("database.not_handed_in")
    comparable = any(content_cells(item.content) is not None for item in told)
    if comparable and pending_notice(facts) is None:
        raise AppError("database.nothing_to_notify")
    made = written(Submission(id=situation.new_id()), values)
    last_on = told[-1].submitted_on or situation.today
    submitted_on = made.submitted_on or situation.today
    days = {"submitted_on": submitted_on.isoformat(), "last_on": last_on.isoformat()}
    if submitted_on < last_on:
        raise AppError("database.notice_before_last", **days)
    if submitted_on > situation.today:
        raise AppError("database.notice_in_future", **days)
    notice = replace(
        made,
        deliverable=DATABASE,
        title=f"{facts.terms.deliverable(DATABASE).name} 変更通知（第{len(told)}回）",
        content=content_text(current_cells(facts)),
    )
    return Change(added=(notice,))


_ADD, _EDIT, _REMOVE = kept(Submission)

ACTIONS: tuple[Action, ...] = (
    _keeping_content(_ADD),
    _keeping_content(_EDIT),
    _REMOVE,
    Action(
        "submission.notify_changes",
        "データベースの変更通知を記録",
        "submissions",
        notify_changes,
        pick(Submission, "submitted_on", "file_id", "note"),
        needs_subject=False,
        initial=lambda situation: {"submitted_on": situation.today},
    ),
)
