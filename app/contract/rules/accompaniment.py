"""Rules on 長期伴走支援: plans, who manages them, their sessions (specification 3, 6(3)ウ, 6(4)).

Unless the prefecture says so, these sessions count neither towards the dispatches of 6(6)ケ nor the cap of 6(6)エ.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import chain

from app.contract.counting import overruns
from app.contract.eligibility import consented_from
from app.contract.facts import ContractFacts
from app.contract.findings import Finding, Named, Severity, Subject, finding_on
from app.contract.needs import all_of, each
from app.contract.rule_book import RuleBook
from app.domain.accompaniment import Accompaniment, AccompanimentSession, AccompanimentStatus, PlanStatus
from app.domain.case import Mode
from app.domain.due_date import due_after_months
from app.domain.expert import Expert
from app.domain.session import Session, support_minutes

# How long the choice of municipalities may take before their number is remarked on; ours, not the contract's.
CHOOSING_MONTHS = 2


def _place(record: Accompaniment | AccompanimentSession, facts: ContractFacts) -> str:
    return facts.municipality_names.get(record.municipality_code, record.municipality_code)


def _plan(
    item: Accompaniment, facts: ContractFacts, severity: Severity, rule: str, clause: str, code: str, field: str
) -> Finding:
    code = f"accompaniments.{code}"
    return finding_on(item, rule, clause, severity, code, field, municipality=_place(item, facts))


def counted(facts: ContractFacts) -> Mapping[date, Sequence[AccompanimentSession]]:
    """Return the sessions that were not cancelled, by their day."""
    return facts.once(_counted)


def _counted(facts: ContractFacts) -> Mapping[date, Sequence[AccompanimentSession]]:
    cancelled = AccompanimentStatus.CANCELLED
    by_day = facts.together(AccompanimentSession, "held_on").items()
    return {day: [each for each in sessions if each.status != cancelled] for day, sessions in by_day if day is not None}


def _session(
    session: AccompanimentSession,
    facts: ContractFacts,
    rule: str,
    clause: str,
    code: str,
    field: str,
    /,
    severity: Severity = Severity.VIOLATION,
    **values: object,
) -> Finding:
    held_on = session.held_on.isoformat() if session.held_on else ""
    named = {"municipality": _place(session, facts), "held_on": held_on, **values}
    return finding_on(session, rule, clause, severity, f"accompaniments.{code}", field, **named)


def decided_plans(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one violation for each thing that a decided plan lacks (6(4)ア)."""
    for item in facts.of(Accompaniment).values():
        if item.status == PlanStatus.DECIDED:
            for code, field in _unmet_for_decision(item, facts):
                yield _plan(item, facts, Severity.VIOLATION, "6.4.a", "6(4)ア", code, field)


def _unmet_for_decision(item: Accompaniment, facts: ContractFacts) -> Iterator[tuple[str, str]]:
    known = {field.code for field in facts.terms.support_fields}
    decided_on = item.decided_on
    if decided_on is None:
        yield "plan_without_decision_day", "decided_on"
    if item.hearing_on is None:
        yield "plan_without_hearing", "hearing_on"
    elif decided_on is not None and item.hearing_on > decided_on:
        yield "plan_before_hearing", "hearing_on"
    if not item.plan.strip():
        yield "plan_without_text", "plan"
    if not facts.agreed(item.consultation_id, decided_on):
        yield "plan_without_consultation", "consultation_id"
    if item.municipality_agreed_on is None:
        yield "plan_without_municipality", "municipality_agreed_on"
    elif decided_on is not None and item.municipality_agreed_on > decided_on:
        yield "plan_before_municipality", "municipality_agreed_on"
    if not item.fields or any(member.key not in known for member in item.fields):
        yield "theme_outside_table", "fields"


def managed_by_listed_experts(facts: ContractFacts) -> Iterator[Finding]:
    """Yield each plan not reported yet whose manager is no listed expert: a violation once decided (6(4)オ)."""
    for item in facts.of(Accompaniment).values():
        manager = facts.experts.get(item.manager_id)
        if item.reported_on is not None or (manager is not None and manager.is_listed):
            continue
        severity = Severity.VIOLATION if item.status == PlanStatus.DECIDED else Severity.WARNING
        code = "manager_missing" if manager is None else "manager_not_listed"
        yield _plan(item, facts, severity, "6.4.e", "6(4)オ", code, "manager_id")


def result_is_written(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one violation for each accompaniment reported without its result (6(4)カ)."""
    for item in facts.of(Accompaniment).values():
        if item.reported_on is not None and not item.result.strip():
            yield _plan(item, facts, Severity.VIOLATION, "6.4.f2", "6(4)カ", "reported_without_result", "result")


def number_of_municipalities(facts: ContractFacts) -> Iterator[Finding]:
    """Warn of fewer or more supported municipalities than 6(4)エ expects, once two months have passed."""
    if facts.today <= due_after_months(facts.signed_on, CHOOSING_MONTHS, facts.calendar).stated_on:
        return
    chosen = len({item.municipality_code for item in facts.of(Accompaniment).values()})
    least = facts.terms.integer("accompaniment.minimum_municipalities", facts.today)
    most = facts.terms.integer("accompaniment.maximum_municipalities", facts.today)
    if not least <= chosen <= most:
        code = "accompaniments.too_few" if chosen < least else "accompaniments.too_many"
        values = {"chosen": chosen, "least": least, "most": most}
        yield Finding("6.4.d", "6(4)エ", Severity.WARNING, Subject("contract"), code, values)


def online_wished(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one violation for each online session without the municipality's wish on record (6(4)ウ)."""
    for session in chain.from_iterable(counted(facts).values()):
        if session.mode == Mode.ONLINE and not session.online_wish.strip():
            yield _session(session, facts, "6.4.c", "6(4)ウ", "online_without_wish", "online_wish")


def within_the_period(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one violation for each session outside signing and performance deadline, or held in the future (6(4)エ)."""
    for held_on, sessions in counted(facts).items():
        deadline = facts.terms.day("performance.deadline", held_on)
        if facts.signed_on <= held_on <= min(deadline, facts.today):
            continue
        for session in sessions:
            if held_on > deadline:
                limit = deadline.isoformat()
                yield _session(session, facts, "6.4.d", "6(4)エ・3", "after_deadline", "held_on", deadline=limit)
            elif held_on < facts.signed_on:
                signed_on = facts.signed_on.isoformat()
                yield _session(session, facts, "3.1", "3", "before_signing", "held_on", signed_on=signed_on)
            elif session.status == AccompanimentStatus.HELD:
                yield _session(session, facts, "6.1.b3", "6(1)イ(ウ)", "held_in_future", "held_on")


def recorded_after_their_day(facts: ContractFacts) -> Iterator[Finding]:
    """Warn of each session whose day has passed and that is still called planned (6(4)イ, 6(1)イ(ウ))."""
    for held_on, sessions in counted(facts).items():
        for session in sessions if held_on < facts.today else ():
            if session.status == AccompanimentStatus.PLANNED:
                yield _session(session, facts, "6.4.b", "6(4)イ", "unrecorded", "status", severity=Severity.WARNING)


def time_of_day(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one violation for each session across midnight or without support time; no length is too long (6(4)イ)."""
    for session in chain.from_iterable(counted(facts).values()):
        if session.starts_at is None or session.ends_at is None:
            continue
        if session.ends_at <= session.starts_at:
            yield _session(session, facts, "6.4.b", "6(4)イ", "across_midnight", "ends_at")
        elif (support_minutes(session.starts_at, session.ends_at, session.break_minutes) or 0) <= 0:
            yield _session(session, facts, "6.4.b", "6(4)イ", "no_support_time", "break_minutes")


def supported_by_experts(facts: ContractFacts) -> Iterator[Finding]:
    """Yield each session without expert, with one not consenting by its day, or planned with one not listed."""
    experts = facts.experts
    for held_on, sessions in counted(facts).items():
        consented = consented_from(facts, held_on)
        for session in sessions:
            if not session.expert_ids:
                yield _session(session, facts, "6.4.b", "6(4)イ", "no_expert", "expert_ids")
            is_planned = session.status == AccompanimentStatus.PLANNED
            for member in session.expert_ids:
                expert = experts.get(member.key)
                if is_planned and not (expert is not None and expert.is_listed):
                    yield _with(expert, member.key, session, facts, "6(4)・6(3)ウ", "expert_not_listed")
                if expert is not None and consented[member.key] > held_on:
                    yield _with(expert, member.key, session, facts, "6(3)ウ", "expert_no_consent")


def _with(
    expert: Expert | None, key: str, session: AccompanimentSession, facts: ContractFacts, clause: str, code: str
) -> Finding:
    name = Named(expert.name if expert else key, key)
    return _session(session, facts, "6.3.c", clause, code, "expert_ids", expert=name)


def session_of_its_plan(facts: ContractFacts) -> Iterator[Finding]:
    """Yield each session of another municipality than its plan's; warn of one before the plan is decided (6(4)イ)."""
    plans = facts.of(Accompaniment)
    for held_on, sessions in counted(facts).items():
        for session in sessions:
            item = plans.get(session.accompaniment_id)
            if item is None:
                continue
            if item.municipality_code != session.municipality_code:
                plan_of, code = _place(item, facts), "other_municipality"
                yield _session(session, facts, "6.4.b", "6(4)イ", code, "municipality_code", plan=plan_of)
            if item.status != PlanStatus.DECIDED or item.decided_on is None or held_on < item.decided_on:
                warning = Severity.WARNING
                yield _session(session, facts, "6.4.b", "6(4)イ", "before_plan", "held_on", severity=warning)


def cap_with_dispatches(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one violation for each session beyond the cap of 6(6)エ, where accompaniment counts towards it."""
    for over in overruns(facts):
        session = over.record
        if isinstance(session, AccompanimentSession):
            ordinal, limit = over.ordinal, over.cap
            yield _session(session, facts, "6.6.d", "6(6)エ", "over_cap", "held_on", ordinal=ordinal, cap=limit)


def enter(book: RuleBook) -> None:
    """Enter the rules on accompaniment."""
    book.rule("6.4.a", needs=each(Accompaniment, "consultation_id"), guards=True)(decided_plans)
    book.rule("6.4.c", needs=each(AccompanimentSession), guards=True)(online_wished)
    book.rule("6.4.d", "3.1", "6.1.b3", needs=each(AccompanimentSession), guards=True)(within_the_period)
    book.rule("6.4.b", needs=each(AccompanimentSession), guards=True)(time_of_day)
    book.rule("6.4.b", needs=each(AccompanimentSession))(recorded_after_their_day)
    book.rule("6.4.b", "6.3.c", needs=each(AccompanimentSession, "expert_ids"), guards=True)(supported_by_experts)
    book.rule("6.4.b", needs=each(AccompanimentSession, "accompaniment_id"), guards=True)(session_of_its_plan)
    book.rule("6.4.e", needs=each(Accompaniment, "manager_id"), guards=True)(managed_by_listed_experts)
    book.rule("6.4.f2", needs=each(Accompaniment), guards=True)(result_is_written)
    book.rule("6.4.d", needs=all_of(Accompaniment))(number_of_municipalities)
    in_cap = each(AccompanimentSession, along=(Session,), together="municipality_code")
    book.rule("6.6.d", needs=in_cap, guards=True)(cap_with_dispatches)
