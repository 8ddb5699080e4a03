"""Rules on dispatch: what may be done, with whom, how long, how often, until when (specification 3, 6(6))."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain

from app.contract.counting import cap_on, overruns, timed, used_by_municipality, uses_by_municipality
from app.contract.deadlines import ENDED, planned_report_basis, session_report_due
from app.contract.eligibility import has_to_be_decided, undecided
from app.contract.facts import DONE, ContractFacts
from app.contract.findings import Finding, Named, Severity, Subject, finding_on
from app.contract.needs import each
from app.contract.readings import LATE_REPORTS
from app.contract.rule_book import RuleBook
from app.domain.accompaniment import AccompanimentSession
from app.domain.case import Case, CaseKind, CaseStatus, Mode
from app.domain.decision import Decision, DecisionResult
from app.domain.session import Session, SessionStatus

SURVEY_PATIENCE = timedelta(days=14)  # for the answer of a municipality; the contractor's own measure
BEYOND_DECISION = frozenset({CaseStatus.DECIDED, CaseStatus.SUPPORTING, CaseStatus.COMPLETED, CaseStatus.CLOSED})


def counted(facts: ContractFacts) -> Iterator[Session]:
    """Yield the sessions that count: planned or done, not cancelled."""
    return chain.from_iterable(facts.sessions_by_day.values())


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
    for held_on, sessions in facts.sessions_by_day.items():
        deadline = facts.terms.day("performance.deadline", held_on)
        if held_on > deadline:
            code, limit = "contract.after_performance_deadline", {"deadline": deadline.isoformat()}
        elif held_on < facts.signed_on:
            code, limit = "contract.before_signing", {"signed_on": facts.signed_on.isoformat()}
        else:
            continue
        for session in sessions:
            yield _violation("3.1", "3", session, code, "held_on", held_on=held_on.isoformat(), **limit)


def report_within_the_period(facts: ContractFacts) -> Iterator[Finding]:
    """Warn of each session so late that its report falls after the performance deadline, or after the contract.

    Where no report may follow the performance deadline, such a session is a violation (3).
    """
    for held_on, sessions in facts.sessions_by_day.items():
        if held_on > facts.terms.day("performance.deadline", held_on):
            continue
        severity = Severity.WARNING if LATE_REPORTS.strict(facts.terms, held_on) else Severity.VIOLATION
        for session in sessions:
            if session.reported_on is not None:
                continue
            due = session_report_due(planned_report_basis(session, facts), facts).stated_on
            for term, code in (
                ("period.end", "contract.report_after_period"),
                ("performance.deadline", "contract.report_after_deadline"),
            ):
                limit = facts.terms.day(term, held_on)
                if due > limit:
                    days = {"due_on": due.isoformat(), "limit": limit.isoformat()}
                    yield _remark(severity, "3.1", "3・6(6)ク", session, code, "held_on", **days)
                    break


def time_of_day(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one violation for each session across midnight, empty, or over the longest time (6(6)ウ)."""
    for held_on, sessions in facts.sessions_by_day.items():
        longest = facts.terms.integer("dispatch.maximum_minutes", held_on)
        for session, span, minutes in timed(sessions, held_on, facts):
            if span <= 0:
                yield _violation("6.6.c", "6(6)ウ", session, "contract.across_midnight", "ends_at")
            elif minutes <= 0:
                yield _violation("6.6.c", "6(6)ウ", session, "contract.no_support_time", "break_minutes")
            elif minutes > longest:
                hours = {"hours": _hours(minutes), "longest": _hours(longest)}
                yield _violation("6.6.c", "6(6)ウ", session, "contract.too_long", "ends_at", **hours)


def usual_length(facts: ContractFacts) -> Iterator[Finding]:
    """Note each session shorter than half or longer than one and a half of the usual time (6(6)ウ「程度」)."""
    for held_on, sessions in facts.sessions_by_day.items():
        usual = facts.terms.integer("dispatch.usual_minutes", held_on)
        longest = facts.terms.integer("dispatch.maximum_minutes", held_on)
        for session, _, minutes in timed(sessions, held_on, facts):
            if 0 < minutes <= longest and not usual <= minutes * 2 <= usual * 3:
                hours = {"hours": _hours(minutes), "usual": _hours(usual)}
                code = "contract.unusual_length"
                yield _remark(Severity.NOTICE, "6.6.c", "6(6)ウ", session, code, "ends_at", **hours)


def _hours(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    if not rest:
        return f"{hours}時間"
    return f"{hours}時間{rest}分" if hours else f"{rest}分"


def cap(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one violation for each session beyond its municipality's cap on the session's own day (6(6)エ)."""
    for over in overruns(facts):
        session = over.record
        if isinstance(session, Session):
            values = {"ordinal": over.ordinal, "cap": over.cap, "held_on": over.held_on.isoformat()}
            yield _violation("6.6.d", "6(6)エ", session, "contract.over_cap", "held_on", **values)


def cap_below_use(facts: ContractFacts) -> Iterator[Finding]:
    """Warn of each municipality that has used more than its cap came to be; what is planned or held stays (6(6)エ).

    The newest session is named. Where a session is beyond the cap of its own day, that is told instead.
    """
    last = facts.terms.day("performance.deadline", facts.today)
    beyond = {over.record.municipality_code for over in overruns(facts)}
    for code, count in used_by_municipality(facts).items():
        limit = cap_on(facts, code, last)
        if count > limit and code not in beyond:
            place = facts.municipality_names.get(code, code)
            values = {"municipality": Named(place, code), "used": count, "cap": limit}
            code_of, warning = "contract.cap_below_use", Severity.WARNING
            yield finding_on(
                uses_by_municipality(facts)[code][-1], "6.6.d", "6(6)エ", warning, code_of, "held_on", **values
            )


def online_wished(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one violation for each online session without the municipality's wish on record (6(6)イ)."""
    for session in counted(facts):
        if session.mode == Mode.ONLINE and not session.online_wish.strip():
            yield _violation("6.6.b", "6(6)イ", session, "contract.online_without_wish", "online_wish")


def consultation_gap(case: Case, decision: Decision | None, today: date) -> str:
    """Return what the decision of a case lacks: a consultation, an agreement, one by its day; empty when nothing."""
    decided_on = case.decided_on
    if decision is None:
        return "decided_without_consultation"
    if decision.result != DecisionResult.AGREED:
        return "consultation_not_agreed"
    if decided_on is None:
        return ""
    if decision.decided_on and decision.decided_on > decided_on:
        return "decided_before_consultation"
    if decided_on > today:
        return "decided_in_future"
    return "decided_before_application" if case.applied_on and decided_on < case.applied_on else ""


def decided_cases(kind: CaseKind, facts: ContractFacts) -> Iterator[tuple[Case, str]]:
    """Yield each case of a kind that was decided, with what its decision lacks; empty when nothing."""
    decisions = facts.decisions
    for case in facts.together(Case, "kind").get(kind, ()):
        if case.status in BEYOND_DECISION:
            yield case, consultation_gap(case, decisions.get(case.consultation_id), facts.today)


def decided_after_consultation(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one violation for each dispatch decided without the recorded consultation (6(6)ア)."""
    for case, gap in decided_cases(CaseKind.DISPATCH, facts):
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
    cases = facts.cases
    for held_on, sessions in facts.sessions_by_day.items():
        names_everybody = has_to_be_decided(facts.terms, held_on)
        for session in sessions:
            case = cases.get(session.case_id)
            if case is None:
                continue
            if case.status not in BEYOND_DECISION or case.decided_on is None or held_on < case.decided_on:
                yield _violation("6.6.a", "6(6)ア", session, "contract.session_before_decision", "held_on")
                continue
            for member in undecided(session.expert_ids, case) if names_everybody else ():
                expert = _named(member.key, facts)
                yield _violation("6.6.a", "6(6)ア", session, "contract.expert_not_decided", "expert_ids", expert=expert)


def _named(expert_id: str, facts: ContractFacts) -> Named:
    expert = facts.experts.get(expert_id)
    return Named(expert.name if expert else expert_id, expert_id)


def experts_are_listed(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one violation for each session still planned with an expert who is not in the database (6(6)ア)."""
    experts = facts.experts
    for session in counted(facts):
        if session.status in DONE:
            continue
        for member in session.expert_ids:
            expert = experts.get(member.key)
            if expert is None or not expert.is_listed:
                name, code = _named(member.key, facts), "contract.expert_not_in_database"
                yield _violation("6.6.a", "6(6)ア・6(3)", session, code, "expert_ids", expert=name)


def someone_is_sent(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one violation for each session without any expert (6(6)ア)."""
    for session in counted(facts):
        if not session.expert_ids:
            yield _violation("6.6.a", "6(6)ア", session, "contract.no_expert", "expert_ids")


def held_in_the_past(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one violation for each session marked as held on a day still to come."""
    for held_on, sessions in facts.sessions_by_day.items():
        for session in sessions if held_on > facts.today else ():
            if session.status in DONE:
                day, code = held_on.isoformat(), "contract.held_in_future"
                yield _violation("6.1.b3", "6(1)イ(ウ)", session, code, "held_on", held_on=day)


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
    for case in facts.together(Case, "kind").get(CaseKind.DISPATCH, ()):
        if case.survey_asked_on is None and case.status in ENDED:
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
