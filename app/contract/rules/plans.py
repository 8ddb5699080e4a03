"""Rules on the implementation plan, the kickoff meeting and the forms (specification 5, 9(4)).

Findings name dates and never count days up to today: a finding put to rest stays quiet until its facts change.
"""

from collections.abc import Iterator
from datetime import date

from app.contract.approvals import ApprovalFault, approval_fault
from app.contract.facts import ContractFacts
from app.contract.findings import Finding, Named, Severity, Subject, finding_on
from app.contract.kickoff import kickoff_due, kickoffs
from app.contract.needs import all_of, each
from app.contract.rule_book import RuleBook
from app.domain.form_template import FormTemplate
from app.domain.meeting import Meeting
from app.domain.plan import PlanKind, PlanTask, PlanVersion

APPROVAL_CODES = {
    ApprovalFault.MISSING: "plans.approval_missing",
    ApprovalFault.NO_APPROVAL: "plans.approval_of_other_kind",
    ApprovalFault.NOT_AGREED: "plans.approval_not_agreed",
    ApprovalFault.TOO_EARLY: "plans.approved_before_submission",
}


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _name(version: PlanVersion) -> str:
    return f"{version.kind.label if version.kind else ''} 第{version.version}版"


def kickoff_in_time(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one finding when no kickoff was held by its due day, or the first one lies after it (5(2))."""
    due = kickoff_due(facts)
    first = next(iter(kickoffs(facts)), None)
    if first is not None and first.held_on is not None and first.held_on > due.stated_on:
        days = {"held_on": _day(first.held_on), "due_on": _day(due.stated_on)}
        yield finding_on(first, "5.2", "5(2)", Severity.WARNING, "plans.kickoff_late", "held_on", **days)
    held = first is not None and first.held_on is not None and first.held_on <= facts.today
    if not held and facts.today > due.stated_on:
        days = {"due_on": _day(due.stated_on)}
        yield Finding("5.2", "5(2)", Severity.OVERDUE, Subject("contract"), "plans.kickoff_not_held", days)


def kickoff_minutes(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one finding for each kickoff whose day has passed without minutes or their sending (5(4))."""
    for meeting in kickoffs(facts):
        if meeting.held_on is None or meeting.held_on >= facts.today:
            continue
        values = {"meeting": Named(meeting.title), "held_on": _day(meeting.held_on)}
        if not meeting.minutes.strip():
            yield finding_on(meeting, "5.4", "5(4)", Severity.WARNING, "plans.no_minutes", "minutes", **values)
        elif meeting.minutes_sent_on is None:
            code = "plans.minutes_not_sent"
            yield finding_on(meeting, "5.4", "5(4)", Severity.NOTICE, code, "minutes_sent_on", **values)


def kickoff_mode_settled(facts: ContractFacts) -> Iterator[Finding]:
    """Warn of each kickoff whose mode was not agreed with the prefecture by its day (5(5))."""
    for meeting in kickoffs(facts):
        if not facts.agreed(meeting.mode_decision_id, meeting.held_on):
            mode = meeting.mode.label if meeting.mode else ""
            values = {"meeting": Named(meeting.title), "mode": mode}
            code = "plans.mode_not_settled"
            yield finding_on(meeting, "5.5", "5(5)", Severity.WARNING, code, "mode_decision_id", **values)


def approvals_in_order(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one violation for each approved version whose approval does not hold, or that was not submitted (5(3))."""
    for version in facts.of(PlanVersion).values():
        if not version.approval_id:
            continue
        values = {"plan": _name(version)}
        fault = approval_fault(facts, version.approval_id, not_before=version.submitted_on)
        if version.submitted_on is None:
            code, field = "plans.approved_unsubmitted", "submitted_on"
        elif fault is not None:
            code, field = APPROVAL_CODES[fault], "approval_id"
        else:
            continue
        yield finding_on(version, "5.3", "5(3)", Severity.VIOLATION, code, field, **values)


def approval_after_kickoff(facts: ContractFacts) -> Iterator[Finding]:
    """Warn when the day of the kickoff has passed and no version of the plan is approved (5(3))."""
    held = [meeting for meeting in kickoffs(facts) if meeting.held_on is not None and meeting.held_on < facts.today]
    plans = [version for version in facts.of(PlanVersion).values() if version.kind == PlanKind.PLAN]
    if held and not any(version.approval_id for version in plans):
        values = {"held_on": _day(held[0].held_on)}
        yield Finding("5.3", "5(3)", Severity.WARNING, Subject("contract"), "plans.not_approved", values)


def versions_are_unique(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one violation for each version whose number its paper already has (5(6))."""
    seen: set[tuple[str, int | None]] = set()
    for version in sorted(facts.of(PlanVersion).values(), key=lambda each: each.id):
        number = (str(version.kind), version.version)
        if number in seen:
            code = "plans.version_twice"
            yield finding_on(version, "5.6", "5(6)", Severity.VIOLATION, code, "version", plan=_name(version))
        seen.add(number)


def newest_version_is_approved(facts: ContractFacts) -> Iterator[Finding]:
    """Warn of each corrected version that is the newest and was not submitted, or not approved (5(6))."""
    for kind in PlanKind:
        versions = [each for each in facts.of(PlanVersion).values() if each.kind == kind and each.version]
        newest = max(versions, key=lambda each: (each.version or 0, each.id), default=None)
        if newest is None or newest.version == 1:
            continue
        if newest.submitted_on is None:
            values = {"plan": _name(newest), "made_on": _day(newest.made_on)}
            code = "plans.correction_not_submitted"
            yield finding_on(newest, "5.6", "5(6)", Severity.WARNING, code, "submitted_on", **values)
        elif not newest.approval_id:
            values = {"plan": _name(newest), "submitted_on": _day(newest.submitted_on)}
            code = "plans.correction_not_approved"
            yield finding_on(newest, "5.6", "5(6)", Severity.WARNING, code, "approval_id", **values)


def tasks_run_forward(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one violation for each task that ends before it starts, or whose entered days lie ahead (5(1), 6(4)イ)."""
    for task in facts.of(PlanTask).values():
        if task.starts_on is not None and task.ends_on is not None and task.ends_on < task.starts_on:
            yield _on_task(task, "plans.task_ends_first", "ends_on")
        if task.finished_on is not None and task.began_on is not None and task.finished_on < task.began_on:
            yield _on_task(task, "plans.task_finished_first", "finished_on")
        for name, day in (("began_on", task.began_on), ("finished_on", task.finished_on)):
            if day is not None and day > facts.today:
                yield _on_task(task, "plans.task_day_ahead", name, day=_day(day))


def _on_task(task: PlanTask, code: str, field: str, **values: object) -> Finding:
    rule, clause = ("6.4.b", "6(4)イ") if task.accompaniment_id else ("5.1", "5(1)")
    return finding_on(task, rule, clause, Severity.VIOLATION, code, field, task=Named(task.title), **values)


def forms_are_agreed(facts: ContractFacts) -> Iterator[Finding]:
    """Warn of each form in use that was not agreed with the prefecture by its first day (9(4))."""
    for form in facts.of(FormTemplate).values():
        in_use = form.used_from is not None and form.used_from <= facts.today
        if in_use and not facts.agreed(form.consultation_id, form.used_from):
            values = {"form": Named(f"{form.name} {form.version}".strip()), "used_from": _day(form.used_from)}
            code = "plans.form_not_agreed"
            yield finding_on(form, "9.4", "9(4)", Severity.WARNING, code, "consultation_id", **values)


def enter(book: RuleBook) -> None:
    """Enter the rules on the plan, the kickoff and the forms."""
    book.rule("5.2", needs=all_of(Meeting), guards=True)(kickoff_in_time)
    book.rule("5.3", needs=each(PlanVersion, "approval_id"), guards=True)(approvals_in_order)
    book.rule("5.3", needs=all_of(Meeting, PlanVersion))(approval_after_kickoff)
    book.rule("5.4", needs=each(Meeting))(kickoff_minutes)
    book.rule("5.5", needs=each(Meeting, "mode_decision_id"), guards=True)(kickoff_mode_settled)
    book.rule("5.6", needs=all_of(PlanVersion), guards=True)(versions_are_unique)
    book.rule("5.6", needs=all_of(PlanVersion), guards=True)(newest_version_is_approved)
    book.rule("5.1", "6.4.b", needs=each(PlanTask), guards=True)(tasks_run_forward)
    book.rule("9.4", needs=each(FormTemplate, "consultation_id"), guards=True)(forms_are_agreed)
