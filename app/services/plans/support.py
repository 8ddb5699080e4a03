"""Support plans: each accompanied municipality with its steps, sessions, indicators and what comes next (6(4))."""

import re
from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from app.contract.facts import ContractFacts
from app.contract.findings import Finding
from app.contract.rule_book import gravest_first
from app.domain.accompaniment import Accompaniment, AccompanimentSession, AccompanimentStatus
from app.domain.japanese_date import era_with_weekday
from app.domain.plan import Indicator, PlanTask
from app.domain.record import Record
from app.domain.support_field import in_table_order
from app.planning.schedule import deviation, deviation_words, overall_progress
from app.services.judging.judging import BOOK
from app.services.judging.wording import finding_text, title_of
from app.services.plans.actuals import UNKNOWN, actuals, span_of
from app.services.plans.gantt import gantt_page, tasks_of
from app.services.plans.support_steps import next_step, step_of
from app.services.plans.tasks import sessions_of
from app.services.plans.views import IndicatorLine, SupportLine, SupportPlanPage, SupportSession
from app.services.views import Missing

REGISTER = Accompaniment.REGISTER.name
JUDGED: frozenset[type[Record]] = frozenset({Accompaniment, AccompanimentSession, PlanTask})
REGISTERS = frozenset(kind.REGISTER.name for kind in JUDGED)
_NUMBER = re.compile(r"[-+−▲]?\d[\d,]*(?:\.\d+)?")


def support_lines(facts: ContractFacts) -> tuple[SupportLine, ...]:
    """Return every accompanied municipality, by its code."""
    found = sorted(facts.of(Accompaniment).values(), key=lambda each: (each.municipality_code, each.id))
    warned = _findings(facts)
    return tuple(support_line(each, facts, len(_about(each, warned, facts))) for each in found)


def support_line(item: Accompaniment, facts: ContractFacts, warnings: int = 0) -> SupportLine:
    """Return one accompanied municipality at a glance."""
    sessions, known = sessions_of(facts, item.id), actuals(facts, item.id)
    spans = [span_of(task, known.get(task.id, UNKNOWN)) for task in tasks_of(facts, item.id)]
    away = [each for span in spans if (each := deviation(span, facts.today, facts.calendar)) is not None]
    manager = facts.experts.get(item.manager_id)
    return SupportLine(
        id=item.id,
        municipality_code=item.municipality_code,
        municipality=facts.municipality_names.get(item.municipality_code, item.municipality_code),
        theme=item.theme,
        status=item.status.value if item.status else "",
        status_label=item.status.label if item.status else "",
        manager=manager.name if manager else "",
        sessions_held=sum(each.status == AccompanimentStatus.HELD for each in sessions),
        sessions_planned=sum(each.status == AccompanimentStatus.PLANNED for each in sessions),
        progress=overall_progress(spans, facts.today, facts.calendar),
        worst_deviation=max(away, default=None),
        next_step=next_step(item, facts),
        warnings=warnings,
    )


def support_page(item: Accompaniment, facts: ContractFacts, language: str = "ja") -> SupportPlanPage:
    """Return the support plan of one municipality."""
    about = _about(item, _findings(facts), facts)
    names = {field.code: field.name for field in facts.terms.support_fields}
    decision = facts.decisions.get(item.consultation_id)
    return SupportPlanPage(
        line=support_line(item, facts, len(about)),
        fields=tuple(names.get(key, key) for key, _ in in_table_order(item.fields, facts.terms.support_fields)),
        hearing_on=item.hearing_on,
        consultation=title_of(decision) if decision is not None else "",
        agreed_on=item.municipality_agreed_on,
        decided_on=item.decided_on,
        reported_on=item.reported_on,
        plan=item.plan,
        result=item.result,
        schedule=gantt_page(facts, item.id),
        sessions=tuple(_session(each, facts) for each in sessions_of(facts, item.id)),
        indicators=indicator_lines(facts, item.id),
        warnings=tuple(finding_text(each, facts, language) for each in about),
        lacking=lacking_of_support_plan(item, facts),
    )


def _session(session: AccompanimentSession, facts: ContractFacts) -> SupportSession:
    experts = [facts.experts[key].name for key, _ in session.expert_ids if key in facts.experts]
    times = (f"{time:%H:%M}" for time in (session.starts_at, session.ends_at) if time)
    return SupportSession(
        id=session.id,
        held_on=session.held_on,
        times="～".join(times),
        mode=session.mode.label if session.mode else "",
        experts="、".join(experts),
        step=step_of(session, facts),
        task_id=session.task_id,
        content=session.content,
        status=session.status.value if session.status else "",
        status_label=session.status.label if session.status else "",
    )


def _findings(facts: ContractFacts) -> tuple[Finding, ...]:
    """Return what the rules find about accompaniments, their sessions and their tasks, gravest first."""
    found = (finding for booked in BOOK.rules if booked.needs.kinds & JUDGED for finding in booked.check(facts))
    return gravest_first(each for each in found if each.subject.register in REGISTERS)


def _about(item: Accompaniment, findings: Sequence[Finding], facts: ContractFacts) -> list[Finding]:
    own = {each.id for each in (*sessions_of(facts, item.id), *tasks_of(facts, item.id))} | {item.id}
    return [each for each in findings if each.subject.id in own]


def lacking_of_support_plan(item: Accompaniment, facts: ContractFacts) -> tuple[Missing, ...]:
    """Return what a support plan needs before it is handed to the prefecture and the municipality."""
    declared = Accompaniment.REGISTER
    wanted = ("theme", "fields", "manager_id", "hearing_on", "plan")
    empty = [name for name in wanted if not getattr(item, name) or not str(getattr(item, name)).strip()]
    found = [Missing(REGISTER, item.id, name, declared.field(name).label) for name in empty]
    if not tasks_of(facts, item.id):
        found.append(Missing(REGISTER, item.id, "plan", "取組の段階（工程）"))
    return tuple(found)


def indicator_lines(facts: ContractFacts, accompaniment_id: str) -> tuple[IndicatorLine, ...]:
    """Return the figures of one accompaniment before and after (6(4)カ)."""
    found = [each for each in facts.of(Indicator).values() if each.accompaniment_id == accompaniment_id]
    return tuple(_indicator(each) for each in sorted(found, key=lambda each: (each.name, each.id)))


def _indicator(item: Indicator) -> IndicatorLine:
    before, target, after = (number_in(text) for text in (item.before, item.target, item.after))
    return IndicatorLine(
        id=item.id,
        name=item.name,
        unit=item.unit,
        before=item.before,
        before_on=item.before_on,
        target=item.target,
        after=item.after,
        after_on=item.after_on,
        change=change_words(before, after),
        is_reached=is_reached(before, target, after),
        note=item.note,
    )


def number_in(text: str) -> Fraction | None:
    """Return the one number that a typed value holds; None where there is none or more than one."""
    plain = text.translate(str.maketrans("０１２３４５６７８９．，", "0123456789.,"))
    found = _NUMBER.findall(plain)
    if len(found) != 1:
        return None
    digits = found[0].lstrip("+-−▲").replace(",", "")
    return -Fraction(digits) if found[0][0] in "-−▲" else Fraction(digits)


def change_words(before: Fraction | None, after: Fraction | None) -> str:
    """Return by how much a figure changed, and by how many per cent; empty where one of them is no number."""
    if before is None or after is None:
        return ""
    difference = after - before
    sign = "＋" if difference > 0 else "▲" if difference < 0 else "±"
    told = f"{sign}{float(abs(difference)):g}"
    if not before:
        return told
    share = abs(difference) * 100 / abs(before)
    return f"{told}（{sign}{int(share + Fraction(1, 2))}％）"


def is_reached(before: Fraction | None, target: Fraction | None, after: Fraction | None) -> bool | None:
    """Tell whether a figure came up, or down, to its target; None while that cannot be told."""
    if target is None or after is None:
        return None
    if before is not None and before > target:
        return after <= target
    return after >= target


def report_text(facts: ContractFacts, month: date) -> str:
    """Return the section of the monthly report about accompaniment in a month (6(4)カ)."""
    held = held_in(facts, month)
    target = facts.terms.integer("accompaniment.target", facts.today)
    until = [each for each in facts.of(AccompanimentSession).values() if _counts(each, month)]
    items = sorted(facts.of(Accompaniment).values(), key=lambda each: (each.municipality_code, each.id))
    offices = len({each.municipality_code for each in items})
    so_far = f"累計{len(until)}回／目安{target}回、対象{offices}市町村"
    lines = [f"{month.year}年{month.month}月は{len(held)}回の支援を実施した（{so_far}）。"]
    for item in items:
        lines += ["", *_report_of(item, facts, [each for each in held if each.accompaniment_id == item.id])]
    return "\n".join(lines)


def held_in(facts: ContractFacts, month: date) -> list[AccompanimentSession]:
    """Return the sessions of accompaniment held in a month, in their order."""
    found = [
        each
        for each in facts.of(AccompanimentSession).values()
        if _counts(each, month)
        and each.held_on
        and (each.held_on.year, each.held_on.month) == (month.year, month.month)
    ]
    return sorted(found, key=lambda each: (each.held_on or date.max, each.id))


def _counts(session: AccompanimentSession, month: date) -> bool:
    """Tell whether a session was held by the end of a month."""
    day = session.held_on
    held = session.status == AccompanimentStatus.HELD
    return held and day is not None and (day.year, day.month) <= (month.year, month.month)


def _report_of(item: Accompaniment, facts: ContractFacts, held: Sequence[AccompanimentSession]) -> list[str]:
    line = support_line(item, facts)
    lines = [
        f"■ {line.municipality}（{line.theme}）",
        f"・進み：{line.progress}％　{deviation_words(line.worst_deviation)}".rstrip(),
    ]
    for session in held:
        day = era_with_weekday(session.held_on) if session.held_on else ""
        mode = session.mode.label if session.mode else ""
        first = session.content.strip().split("\n")[0]
        lines.append(f"・{day}　{mode}　{step_of(session, facts)}　{first}".rstrip())
    if not held:
        lines.append("・当月の支援はなかった。")
    return [*lines, f"・次の予定：{line.next_step}"]
