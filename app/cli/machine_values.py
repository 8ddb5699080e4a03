"""Records as machines read them: field names, ISO 8601, codes; nothing is put into words."""

from datetime import date, datetime, time

from app.domain.choice import Choice
from app.domain.record import Field, Member, Record
from app.services.views import Deadline, DeliveryLine, DueStep, FindingText, Missing

Json = object


def value_of(field: Field, value: object) -> Json:
    """Return a field's value as JSON has it; a member of a set with levels is an object of key and level."""
    if isinstance(value, tuple):
        return [_member(field, member) for member in value]
    return plain(value)


def _member(field: Field, member: object) -> Json:
    if not isinstance(member, Member):
        return plain(member)
    return {"key": member.key, "level": member.level} if field.levels is not None else member.key


def plain(value: object) -> Json:
    """Return a single value as JSON has it: days and moments in ISO 8601, a choice as its code."""
    if isinstance(value, Choice):
        return value.value
    if isinstance(value, time):
        return value.isoformat(timespec="minutes")
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value


def record_values(record: Record) -> dict[str, Json]:
    """Return the id and every field of a record."""
    values = {field.name: value_of(field, getattr(record, field.name)) for field in record.REGISTER.fields}
    return {"id": record.id, **values}


def finding_values(finding: FindingText) -> dict[str, Json]:
    """Return a finding with the record it speaks of."""
    return {
        "rule": finding.rule,
        "clause": finding.clause,
        "severity": finding.severity,
        "subject": finding.subject,
        "subject_register": finding.subject_register,
        "subject_id": finding.subject_id,
        "message": finding.message,
        "remedy": finding.remedy,
    }


def step_values(step: DueStep) -> dict[str, Json]:
    """Return one day of a count."""
    return {"on": plain(step.on), "counted": step.counted, "reason": step.reason}


def deadline_values(deadline: Deadline) -> dict[str, Json]:
    """Return a due date with its explanation."""
    return {
        "clause": deadline.clause,
        "deliverable": deadline.deliverable,
        "label": deadline.label,
        "subject": deadline.subject,
        "subject_register": deadline.subject_register,
        "subject_id": deadline.subject_id,
        "basis_on": plain(deadline.basis_on),
        "stated_on": plain(deadline.stated_on),
        "safe_on": plain(deadline.safe_on),
        "latest_on": plain(deadline.latest_on),
        "submitted_on": plain(deadline.submitted_on),
        "state": deadline.state,
        "open_days_left": deadline.open_days_left,
        "explanation": deadline.rule,
        "steps": [step_values(step) for step in deadline.steps],
    }


def missing_values(missing: Missing) -> dict[str, Json]:
    """Return an entry that a document still needs."""
    return {"register": missing.register, "id": missing.id, "field": missing.field, "label": missing.label}


def delivery_values(delivery: DeliveryLine) -> dict[str, Json]:
    """Return one way of one notice to one recipient, and how it went."""
    return {
        "id": delivery.id,
        "notice": delivery.notice_id,
        "means": delivery.means,
        "recipient": delivery.recipient,
        "state": delivery.state,
        "tries": delivery.tries,
        "next_try_at": plain(delivery.next_try_at),
        "sent_at": plain(delivery.sent_at),
        "last_error": delivery.last_error,
    }
