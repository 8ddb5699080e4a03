"""Rules on よろず相談: who answers, how, when, and what the report needs (specification 3, 6(3)ウ, 6(5))."""

from collections.abc import Iterator, Sequence
from datetime import date

from app.contract.eligibility import consented_from, has_to_be_decided, undecided
from app.contract.facts import ContractFacts
from app.contract.findings import Finding, Named, Severity, finding_on
from app.contract.needs import each
from app.contract.rule_book import RuleBook
from app.contract.rules.dispatch import BEYOND_DECISION, decided_cases
from app.domain.case import Case, CaseKind, CaseStatus
from app.domain.consultation import ConsultationAnswer

REPORT_SECTIONS = ("content", "effect", "materials")
RUNNING = frozenset({CaseStatus.DECIDED, CaseStatus.SUPPORTING})
# 「1時間程度」: half as much again is well over it.
WELL_OVER = (3, 2)


def _on(answer: ConsultationAnswer, rule: str, clause: str, code: str, field: str, /, **values: object) -> Finding:
    return finding_on(
        answer, rule, clause, Severity.VIOLATION, f"consultations.{code}", field, answer=Named(answer.number), **values
    )


def _named(expert_id: str, facts: ContractFacts) -> Named:
    expert = facts.experts.get(expert_id)
    return Named(expert.name if expert else expert_id, expert_id)


def _by_day(facts: ContractFacts) -> Iterator[tuple[date, Sequence[ConsultationAnswer]]]:
    """Yield each day with the answers given on it."""
    for day, answers in facts.together(ConsultationAnswer, "answered_on").items():
        if day is not None:
            yield day, answers


def decided_after_consultation(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one violation for each consultation decided without the recorded consultation of 6(5)ア."""
    for case, gap in decided_cases(CaseKind.CONSULTATION, facts):
        if gap:
            code = f"consultations.{gap}"
            yield finding_on(
                case, "6.5.a", "6(5)ア", Severity.VIOLATION, code, "consultation_id", case=Named(case.number)
            )


def answered_after_decision(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one violation for each answer before the way of answering was decided with the prefecture (6(5)ア)."""
    cases = facts.cases
    for answered_on, answers in _by_day(facts):
        for answer in answers:
            case = cases.get(answer.case_id)
            if case is None:
                continue
            if case.status not in BEYOND_DECISION or case.decided_on is None or answered_on < case.decided_on:
                yield _on(answer, "6.5.a", "6(5)ア", "answer_before_decision", "answered_on")


def answered_by_decided_experts(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one violation for each answer by nobody, or by an expert who was not consulted on (6(5)ア, 6(5)ウ)."""
    for answer in facts.of(ConsultationAnswer).values():
        if not answer.expert_ids:
            yield _on(answer, "6.5.c", "6(5)ウ", "answer_without_expert", "expert_ids")
    cases = facts.cases
    for answered_on, answers in facts.together(ConsultationAnswer, "answered_on").items():
        if not has_to_be_decided(facts.terms, answered_on or facts.today):
            continue
        for answer in answers:
            case = cases.get(answer.case_id)
            for member in undecided(answer.expert_ids, case) if case else ():
                name = _named(member.key, facts)
                yield _on(answer, "6.5.a", "6(5)ア", "answer_expert_not_decided", "expert_ids", expert=name)


def answered_by_consenting_experts(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one violation for each expert of an answer not explained to and consented by its day (6(3)ウ)."""
    for answered_on, answers in _by_day(facts):
        consented = consented_from(facts, answered_on)
        for answer in answers:
            for member in answer.expert_ids:
                if consented.get(member.key, answered_on) > answered_on:
                    name = _named(member.key, facts)
                    yield _on(answer, "6.3.c", "6(3)ウ", "answer_expert_no_consent", "expert_ids", expert=name)


def running_experts_are_listed(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one violation for each expert of a running consultation who is not in the database (6(5)ウ, 6(3)ウ)."""
    experts = facts.experts
    for case in facts.together(Case, "kind").get(CaseKind.CONSULTATION, ()):
        for member in case.expert_ids if case.status in RUNNING else ():
            expert = experts.get(member.key)
            if expert is None or not expert.is_listed:
                yield finding_on(
                    case,
                    "6.3.c",
                    "6(5)ウ・6(3)ウ",
                    Severity.VIOLATION,
                    "consultations.expert_not_in_database",
                    "expert_ids",
                    case=Named(case.number),
                    expert=_named(member.key, facts),
                )


def within_the_period(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one violation for each answer before signing, after the performance deadline, or still to come (3)."""
    for answered_on, answers in _by_day(facts):
        deadline = facts.terms.day("performance.deadline", answered_on)
        if answered_on > deadline:
            rule, clause, code, limit = "3.1", "3", "answer_after_deadline", {"deadline": deadline.isoformat()}
        elif answered_on < facts.signed_on:
            signed_on = {"signed_on": facts.signed_on.isoformat()}
            rule, clause, code, limit = "3.1", "3", "answer_before_signing", signed_on
        elif answered_on > facts.today:
            rule, clause, code, limit = "6.1.b3", "6(1)イ(ウ)", "answer_in_future", {}
        else:
            continue
        for answer in answers:
            day = answered_on.isoformat()
            yield _on(answer, rule, clause, code, "answered_on", answered_on=day, **limit)


def way_of_answering(facts: ContractFacts) -> Iterator[Finding]:
    """Refuse an answer by no allowed method; warn of one by another than agreed (6(5)ア, 6(5)イ)."""
    cases = facts.cases
    for answer in facts.of(ConsultationAnswer).values():
        if answer.method is None:
            yield _on(answer, "6.5.b", "6(5)イ", "answer_without_method", "method")
            continue
        case = cases.get(answer.case_id)
        if case is not None and case.answer_method not in (None, answer.method):
            yield finding_on(
                answer,
                "6.5.a",
                "6(5)ア",
                Severity.WARNING,
                "consultations.method_not_agreed",
                "method",
                answer=Named(answer.number),
                method=answer.method.label,
                agreed=case.answer_method.label,
            )


def usual_length(facts: ContractFacts) -> Iterator[Finding]:
    """Warn of each answer that took well over an hour, more than 90 minutes (6(5)イ「1時間程度」)."""
    over, per = WELL_OVER
    for answered_on, answers in _by_day(facts):
        usual = facts.terms.integer("consultation.usual_minutes", answered_on)
        for answer in answers:
            if answer.minutes is not None and answer.minutes * per > usual * over:
                yield finding_on(
                    answer,
                    "6.5.b",
                    "6(5)イ",
                    Severity.WARNING,
                    "consultations.answer_too_long",
                    "minutes",
                    answer=Named(answer.number),
                    minutes=answer.minutes,
                    usual=usual,
                )


def other_schemes_consulted(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one violation for each other scheme proposed without the prefecture's agreement by that day (6(5)エ)."""
    for answer in facts.of(ConsultationAnswer).values():
        if answer.other_scheme.strip() and not facts.agreed(answer.scheme_decision_id, answer.answered_on):
            yield _on(
                answer,
                "6.5.d",
                "6(5)エ",
                "scheme_without_consultation",
                "scheme_decision_id",
                scheme=answer.other_scheme,
            )


def incomplete_answer(answer: ConsultationAnswer) -> Iterator[Finding]:
    """Yield one violation for each section that the report of an answer lacks (6(5)カ)."""
    for name in REPORT_SECTIONS:
        if not getattr(answer, name).strip():
            section = Named(ConsultationAnswer.REGISTER.field(name).label, name)
            yield _on(answer, "6.5.f", "6(5)カ", f"report_lacks_{name}", name, section=section)


def reports_complete(facts: ContractFacts) -> Iterator[Finding]:
    """Yield what the reported answers lack, and each report dated before its answer (6(5)カ)."""
    for answer in facts.of(ConsultationAnswer).values():
        if answer.reported_on is None:
            continue
        yield from incomplete_answer(answer)
        if answer.answered_on is not None and answer.reported_on < answer.answered_on:
            yield _on(answer, "6.5.f", "6(5)カ", "report_before_answer", "reported_on")


def enter(book: RuleBook) -> None:
    """Enter the rules on consultations."""
    book.rule("6.5.a", needs=each(Case, "consultation_id"), guards=True)(decided_after_consultation)
    book.rule("6.5.a", needs=each(ConsultationAnswer, "case_id"), guards=True)(answered_after_decision)
    book.rule("6.5.a", "6.5.c", needs=each(ConsultationAnswer, "case_id", "expert_ids"), guards=True)(
        answered_by_decided_experts
    )
    book.rule("6.3.c", needs=each(ConsultationAnswer, "expert_ids"), guards=True)(answered_by_consenting_experts)
    book.rule("6.3.c", "6.5.c", needs=each(Case, "expert_ids"), guards=True)(running_experts_are_listed)
    book.rule("3.1", "6.1.b3", needs=each(ConsultationAnswer), guards=True)(within_the_period)
    book.rule("6.5.a", "6.5.b", needs=each(ConsultationAnswer, "case_id"), guards=True)(way_of_answering)
    book.rule("6.5.b", needs=each(ConsultationAnswer), guards=True)(usual_length)
    book.rule("6.5.d", needs=each(ConsultationAnswer, "scheme_decision_id"), guards=True)(other_schemes_consulted)
    book.rule("6.5.f", needs=each(ConsultationAnswer), guards=True)(reports_complete)
