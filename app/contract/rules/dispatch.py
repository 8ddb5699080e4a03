"""Rules on dispatch: what may be done, with whom, how long, how often, until when (specification 3, 6(6))."""

from collections.abc import Iterator
from datetime import timedelta

from app.contract.counting import cap_on, minutes_of, overruns, uses_by_municipality
from app.contract.deadlines import planned_report_basis, session_report_due
from app.contract.eligibility import undecided
from app.contract.facts import DONE, ContractFacts
from app.contract.findings import Finding, Named, Severity, Subject, finding_on
from app.contract.needs import each
from app.contract.readings import LATE_REPORTS
from app.contract.rule_book import RuleBook
from app.domain.accompaniment import AccompanimentSession
from app.domain.case import Case, CaseKind, CaseStatus, Mode
from app.domain.decision import DecisionResult
from app.domain.session import Session, SessionStatus

SURVEY_PATIENCE = timedelta(days=14)  # for the answer of a municipality; the contractor's own measure
BEYOND_DECISION = frozenset({CaseStatus.DECIDED, CaseStatus.SUPPORTING, CaseStatus.COMPLETED, CaseStatus.CLOSED})


def counted(facts: ContractFacts) -> Iterator[Session]:
    """Yield the sessions that count: planned or done, not cancelled."""
    for sessions in facts.sessions_by_municipality.values():
        yield from sessions


def _violation(rule: str, clause: str, session: Session, code: str, field: str, **values: object) -> Finding:
    return Finding(
        rule,
        clause,
        Severity.VIOLATION,
        Subject("sessions", session.id),
        code,
        {"session": Named(session.number), **values},
        field_name=field,
    )


def _remark(
    severity: Severity, rule: str, clause: str, session: Session, code: str, field: str, **values: object
) -> Finding:
    subject = Subject("sessions", session.id)
    return Finding(
        rule, clause, severity, subject, code, {"session": Named(session.number), **values}, field_name=field
    )


def within_the_period(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one violation for each session before signing or after the performance deadline (3)."""
    for session in counted(facts):
        held_on = session.held_on
        if held_on is None:
            continue
        deadline = facts.terms.day("performance.deadline", held_on)
        if held_on > deadline:
            yield _violation(
                "3.1",
                "3",
                session,
                "contract.after_performance_deadline",
                "held_on",
                held_on=held_on.isoformat(),
                deadline=deadline.isoformat(),
            )
        elif held_on < facts.signed_on:
            yield _violation(
                "3.1",
                "3",
                session,
                "contract.before_signing",
                "held_on",
                held_on=held_on.isoformat(),
                signed_on=facts.signed_on.isoformat(),
            )


def report_within_the_period(facts: ContractFacts) -> Iterator[Finding]:
    """Warn of each session so late that its report falls after the performance deadline, or after the contract.

    Where no report may follow the performance deadline, such a session is a violation (3).
    """
    for session in counted(facts):
        held_on = session.held_on
        if held_on is None or session.reported_on is not None:
            continue
        due = session_report_due(planned_report_basis(session, facts), facts).stated_on
        severity = Severity.WARNING if LATE_REPORTS.strict(facts.terms, held_on) else Severity.VIOLATION
        if held_on > facts.terms.day("performance.deadline", held_on):
            continue
        for term, code in (
            ("period.end", "contract.report_after_period"),
            ("performance.deadline", "contract.report_after_deadline"),
        ):
            limit = facts.terms.day(term, held_on)
            if due > limit:
                yield _remark(
                    severity,
                    "3.1",
                    "3・6(6)ク",
                    session,
                    code,
                    "held_on",
                    due_on=due.isoformat(),
                    limit=limit.isoformat(),
                )
                break


def time_of_day(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one violation for each session across midnight, empty, or over the longest time (6(6)ウ)."""
    for session in counted(facts):
        if session.starts_at is None or session.ends_at is None or session.held_on is None:
            continue
        if session.ends_at <= session.starts_at:
            yield _violation("6.6.c", "6(6)ウ", session, "contract.across_midnight", "ends_at")
            continue
        minutes = minutes_of(session, facts.terms) or 0
        longest = facts.terms.integer("dispatch.maximum_minutes", session.held_on)
        if minutes <= 0:
            yield _violation("6.6.c", "6(6)ウ", session, "contract.no_support_time", "break_minutes")
        elif minutes > longest:
            yield _violation(
                "6.6.c",
                "6(6)ウ",
                session,
                "contract.too_long",
                "ends_at",
                hours=_hours(minutes),
                longest=_hours(longest),
            )


def usual_length(facts: ContractFacts) -> Iterator[Finding]:
    """Note each session shorter than half or longer than one and a half of the usual time (6(6)ウ「程度」)."""
    for session in counted(facts):
        minutes = minutes_of(session, facts.terms)
        if minutes is None or session.held_on is None or minutes <= 0:
            continue
        usual = facts.terms.integer("dispatch.usual_minutes", session.held_on)
        longest = facts.terms.integer("dispatch.maximum_minutes", session.held_on)
        if minutes <= longest and not usual <= minutes * 2 <= usual * 3:
            yield _remark(
                Severity.NOTICE,
                "6.6.c",
                "6(6)ウ",
                session,
                "contract.unusual_length",
                "ends_at",
                hours=_hours(minutes),
                usual=_hours(usual),
            )


def _hours(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    if not rest:
        return f"{hours}時間"
    return f"{hours}時間{rest}分" if hours else f"{rest}分"


def cap(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one violation for each session beyond its municipality's cap on the session's own day (6(6)エ)."""
    for over in overruns(facts):
        session = over.use.record
        if isinstance(session, Session):
            yield _violation(
                "6.6.d",
                "6(6)エ",
                session,
                "contract.over_cap",
                "held_on",
                ordinal=over.ordinal,
                cap=over.cap,
                held_on=over.use.held_on.isoformat(),
            )


def cap_below_use(facts: ContractFacts) -> Iterator[Finding]:
    """Warn of each municipality that has used more than its cap came to be; what is planned or held stays (6(6)エ).

    The newest session is named. Where a session is beyond the cap of its own day, that is told instead.
    """
    last = facts.terms.day("performance.deadline", facts.today)
    beyond = {over.use.record.municipality_code for over in overruns(facts)}
    for code, uses in uses_by_municipality(facts).items():
        count, limit = sum(use.weight for use in uses), cap_on(facts, code, last)
        if count > limit and code not in beyond:
            place = facts.municipality_names.get(code, code)
            values = {"municipality": Named(place, code), "used": count, "cap": limit}
            code_of, warning = "contract.cap_below_use", Severity.WARNING
            yield finding_on(uses[-1].record, "6.6.d", "6(6)エ", warning, code_of, "held_on", **values)


def online_wished(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one violation for each online session without the municipality's wish on record (6(6)イ)."""
    for session in counted(facts):
        if session.mode == Mode.ONLINE and not session.online_wish.strip():
            yield _violation("6.6.b", "6(6)イ", session, "contract.online_without_wish", "online_wish")


def consultation_gap(case: Case, facts: ContractFacts) -> str:
    """Return what the decision of a case lacks: a consultation, an agreement, one by its day; empty when nothing."""
    decision = facts.decisions.get(case.consultation_id)
    if decision is None:
        return "decided_without_consultation"
    if decision.result != DecisionResult.AGREED:
        return "consultation_not_agreed"
    if case.decided_on is None:
        return ""
    if decision.decided_on and decision.decided_on > case.decided_on:
        return "decided_before_consultation"
    if case.decided_on > facts.today:
        return "decided_in_future"
    return "decided_before_application" if case.applied_on and case.decided_on < case.applied_on else ""


def decided_after_consultation(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one violation for each dispatch decided without the recorded consultation (6(6)ア)."""
    for case in facts.cases.values():
        if case.kind != CaseKind.DISPATCH or case.status not in BEYOND_DECISION:
            continue
        gap = consultation_gap(case, facts)
        if gap:
            yield Finding(
                "6.6.a",
                "6(6)ア",
                Severity.VIOLATION,
                Subject("cases", case.id),
                f"contract.{gap}",
                {"case": Named(case.number)},
                field_name="consultation_id",
            )


def session_of_decided_case(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one violation for each session before its decision, or with an expert who was not decided (6(6)ア)."""
    for session in counted(facts):
        case = facts.cases.get(session.case_id)
        if case is None or session.held_on is None:
            continue
        if case.status not in BEYOND_DECISION or case.decided_on is None or session.held_on < case.decided_on:
            yield _violation("6.6.a", "6(6)ア", session, "contract.session_before_decision", "held_on")
            continue
        for member in undecided(session.expert_ids, case, session.held_on, facts.terms):
            expert = facts.experts.get(member.key)
            yield _violation(
                "6.6.a",
                "6(6)ア",
                session,
                "contract.expert_not_decided",
                "expert_ids",
                expert=Named(expert.name if expert else member.key, member.key),
            )


def experts_are_listed(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one violation for each session still planned with an expert who is not in the database (6(6)ア)."""
    for session in counted(facts):
        if session.status in DONE:
            continue
        for member in session.expert_ids:
            expert = facts.experts.get(member.key)
            if expert is None or not expert.is_listed:
                yield _violation(
                    "6.6.a",
                    "6(6)ア・6(3)",
                    session,
                    "contract.expert_not_in_database",
                    "expert_ids",
                    expert=Named(expert.name if expert else member.key, member.key),
                )


def someone_is_sent(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one violation for each session without any expert (6(6)ア)."""
    for session in counted(facts):
        if not session.expert_ids:
            yield _violation("6.6.a", "6(6)ア", session, "contract.no_expert", "expert_ids")


def held_in_the_past(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one violation for each session marked as held on a day still to come."""
    for session in counted(facts):
        if session.status in DONE and session.held_on is not None and session.held_on > facts.today:
            yield _violation(
                "6.1.b3",
                "6(1)イ(ウ)",
                session,
                "contract.held_in_future",
                "held_on",
                held_on=session.held_on.isoformat(),
            )


def recorded_after_their_day(facts: ContractFacts) -> Iterator[Finding]:
    """Warn of each session whose day has passed unrecorded: the clock of its report may run; overdue after it (6(6)ク).

    The clock of 6(6)ク counts from what was held, so without this a session that nobody records is never late.
    """
    for session in counted(facts):
        if session.status != SessionStatus.PLANNED or session.held_on is None or session.held_on >= facts.today:
            continue
        due = session_report_due(planned_report_basis(session, facts), facts).stated_on
        is_late = facts.today > due
        yield _remark(
            Severity.OVERDUE if is_late else Severity.WARNING,
            "6.6.h",
            "6(6)ク",
            session,
            "contract.unrecorded_and_report_due" if is_late else "contract.unrecorded",
            "status",
            held_on=session.held_on.isoformat(),
            due_on=due.isoformat(),
        )


def survey_asked(facts: ContractFacts) -> Iterator[Finding]:
    """Warn of each completed dispatch whose municipality has not been asked for the survey (6(6)キ)."""
    for case in facts.cases.values():
        done = case.status in (CaseStatus.COMPLETED, CaseStatus.CLOSED)
        if case.kind == CaseKind.DISPATCH and done and case.survey_asked_on is None:
            yield Finding(
                "6.6.g",
                "6(6)キ",
                Severity.WARNING,
                Subject("cases", case.id),
                "contract.survey_not_asked",
                {"case": Named(case.number)},
                field_name="survey_asked_on",
            )


def survey_answered(facts: ContractFacts) -> Iterator[Finding]:
    """Note each survey asked for more than 14 days ago and not answered; it holds no report back (6(6)キ).

    Its answer belongs to deliverable 10, so nothing else would ask for it.
    """
    for case in facts.cases.values():
        asked_on = case.survey_asked_on
        if asked_on is None or case.survey_answered_on is not None or facts.today <= asked_on + SURVEY_PATIENCE:
            continue
        values = {"case": Named(case.number), "asked_on": asked_on.isoformat(), "days": SURVEY_PATIENCE.days}
        code, notice = "contract.survey_not_answered", Severity.NOTICE
        yield finding_on(case, "6.6.g", "6(6)キ", notice, code, "survey_answered_on", **values)


def enter(book: RuleBook) -> None:
    """Enter the rules on dispatch."""
    book.rule("3.1", needs=each(Session), guards=True)(within_the_period)
    in_cap = each(Session, along=(AccompanimentSession,), together="municipality_code")
    book.rule("6.6.d", needs=in_cap, guards=True)(cap)
    book.rule("6.6.d", needs=in_cap)(cap_below_use)
    book.rule("6.6.c", needs=each(Session), guards=True)(time_of_day)
    book.rule("6.6.b", needs=each(Session), guards=True)(online_wished)
    book.rule("6.6.a", needs=each(Case, "consultation_id"), guards=True)(decided_after_consultation)
    book.rule("6.6.a", needs=each(Session, "case_id", "expert_ids"), guards=True)(session_of_decided_case)
    book.rule("6.6.a", needs=each(Session, "expert_ids"), guards=True)(experts_are_listed)
    book.rule("6.6.a", needs=each(Session), guards=True)(someone_is_sent)
    book.rule("6.1.b3", needs=each(Session), guards=True)(held_in_the_past)
    book.rule("3.1", needs=each(Session, together="case_id"), guards=True)(report_within_the_period)
    book.rule("6.6.h", needs=each(Session, together="case_id"))(recorded_after_their_day)
    book.rule("6.6.c", needs=each(Session), guards=True)(usual_length)
    book.rule("6.6.g", needs=each(Case))(survey_asked)
    book.rule("6.6.g", needs=each(Case))(survey_answered)
