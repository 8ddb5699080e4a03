"""The monthly report on accompaniment, consultations and hearings (specification 6(4)カ, 6(5), 6(7)エ)."""

from collections.abc import Sequence
from datetime import date

from app.contract.counting import consultation_days
from app.contract.facts import ContractFacts
from app.documents.report_paper import Below, Chapter, Grid, Pairs, Part, Points, Remark, Words
from app.domain.accompaniment import Accompaniment, AccompanimentSession, AccompanimentStatus
from app.domain.case import Case, CaseKind, CaseStatus
from app.domain.consultation import ConsultationAnswer
from app.planning.schedule import TaskState, deviation_words
from app.services.hearings.months import hearing_month
from app.services.plans.gantt import gantt_page
from app.services.plans.support import held_in, support_line
from app.services.plans.support_steps import step_of
from app.services.plans.tasks import sessions_of
from app.services.reports.counts import consultations
from app.services.reports.period import Period
from app.services.reports.wording import (
    DASH,
    brief,
    day,
    experts,
    fields,
    lines,
    listed,
    office,
    said,
    short_day,
    times,
)

LONGEST_CONTENT = 240  # characters of what was done, in a table
LONGEST_NEED = 160


def accompaniment_chapter(facts: ContractFacts, period: Period) -> Chapter:
    """Return how far each accompanied municipality is, what was done in the month, and what comes next (6(4)カ)."""
    held = held_in(facts, period.first)
    items = sorted(facts.of(Accompaniment).values(), key=lambda each: (each.municipality_code, each.id))
    rows = tuple(_accompanied(item, held, facts, period) for item in items)
    columns = (("団体名", 1.2), ("支援テーマ", 2.9), ("進み", 0.7), ("当初との差", 1.6), ("当月", 0.7), ("累計", 0.7))
    parts: list[Part] = [
        Grid(columns, rows, "支援対象の市町村はまだ決まっていない。", figures=(2, 4, 5)),
        Remark(
            "進みは実施プランの段階の長さで重み付けした割合、差は最も遅れている段階の開庁日の数。"
            f"進み、差、取組の段階、次の予定は{day(facts.today)}現在。"
        ),
    ]
    for item in items:
        parts += [Below(office(item.municipality_code, facts)), Pairs(_one_municipality(item, held, facts))]
    return Chapter("県職員と連携した長期伴走支援", "6(4)カ", tuple(parts))


def _accompanied(
    item: Accompaniment, held: Sequence[AccompanimentSession], facts: ContractFacts, period: Period
) -> tuple[str, ...]:
    line = support_line(item, facts)
    own = sum(each.accompaniment_id == item.id for each in held)
    total = sum(
        each.status == AccompanimentStatus.HELD and period.until(each.held_on) for each in sessions_of(facts, item.id)
    )
    away = deviation_words(line.worst_deviation).removeprefix("当初より") or DASH
    return line.municipality, line.theme, f"{line.progress}％", away, f"{own}回", f"{total}回"


def _one_municipality(
    item: Accompaniment, held: Sequence[AccompanimentSession], facts: ContractFacts
) -> tuple[tuple[str, str], ...]:
    line = support_line(item, facts)
    own = [_session_words(each, facts) for each in held if each.accompaniment_id == item.id]
    manager = facts.experts.get(item.manager_id)
    return (
        ("進行管理の担当", said(manager, "name") if manager is not None else DASH),
        ("取組の段階", _steps(item, facts)),
        ("当月の支援", "\n".join(own) or "当月の支援はなかった。"),
        ("次の予定", line.next_step),
    )


def _steps(item: Accompaniment, facts: ContractFacts) -> str:
    """Return the steps of a plan: those that are done in one line, each other one with how far it is."""
    rows = [row for row in gantt_page(facts, item.id).rows if not row.is_milestone]
    done = [row.title for row in rows if row.state == TaskState.DONE]
    told = [f"完了：{listed(done)}"] if done else []
    for row in rows:
        if row.state != TaskState.DONE:
            until = f"{short_day(row.starts_on)}～{short_day(row.ends_on)}"
            told.append("　".join(filter(None, (f"{row.state_label}：{row.title}", f"{row.progress}％", until))))
    return "\n".join(told) or said(item, "status") or DASH


def _session_words(session: AccompanimentSession, facts: ContractFacts) -> str:
    head = "　".join(
        filter(
            None,
            (
                short_day(session.held_on),
                times(session.starts_at, session.ends_at),
                said(session, "mode"),
                step_of(session, facts),
                experts(session.expert_ids, facts),
            ),
        )
    )
    return lines(head, said(session, "content"))


def consultation_chapter(facts: ContractFacts, period: Period) -> Chapter:
    """Return what was asked, answered and reported in the month, and who waits (6(5))."""
    answers = sorted(
        (each for each in facts.of(ConsultationAnswer).values() if period.has(each.answered_on)),
        key=lambda each: (each.answered_on or period.first, each.number),
    )
    columns = (("対応日・団体名", 1.5), ("分野", 1.5), ("専門人材・方法", 1.5), ("内容", 3.0), ("報告", 1.05))
    rows = tuple(_answer(each, facts) for each in answers)
    waiting = _waiting(facts, period)
    open_columns = (("案件番号", 1.4), ("団体名", 1.2), ("申請日", 1.1), ("相談内容", 3.6), ("その後", 1.4))
    parts: tuple[Part, ...] = (
        Grid((("区分", 2.6), ("当月", 1.0), ("累計", 1.0)), _flow(facts, period), figures=(1, 2)),
        Below("当月の回答"),
        Grid(columns, rows, "当月に回答した相談はない。"),
        Below("月末に回答を待つ相談"),
        Grid(open_columns, tuple(_open(each, facts) for each in waiting), "回答を待つ相談はない。"),
    )
    return Chapter("DXよろず相談", "6(5)", parts)


def _flow(facts: ContractFacts, period: Period) -> tuple[tuple[str, ...], ...]:
    answers = list(facts.of(ConsultationAnswer).values())
    asked = [each for each in facts.cases.values() if each.kind == CaseKind.CONSULTATION]
    withdrawn = [each.status_since for each in asked if each.status == CaseStatus.WITHDRAWN]
    days: tuple[tuple[str, str, Sequence[date | None]], ...] = (
        ("受付", "件", [each.applied_on for each in asked]),
        ("回答", "回", [each.answered_on for each in answers]),
        ("県への報告", "件", [each.reported_on for each in answers]),
        ("取下げ", "件", withdrawn),
    )
    found = [
        (label, f"{sum(map(period.has, on))}{unit}", f"{sum(map(period.until, on))}{unit}") for label, unit, on in days
    ]
    return (*found, ("月末に回答を待つ相談", DASH, f"{len(_waiting(facts, period))}件"))


def _waiting(facts: ContractFacts, period: Period) -> list[Case]:
    """Return the consultations that had come in by the end of the month and were answered later, or are not yet."""
    found = [
        each
        for each in consultations(facts)
        if period.until(each.applied_on) and not any(map(period.until, consultation_days(each, facts)))
    ]
    return sorted(found, key=lambda each: (each.applied_on or period.first, each.number))


def _answer(answer: ConsultationAnswer, facts: ContractFacts) -> tuple[str, ...]:
    case = facts.cases.get(answer.case_id) or Case(id="")
    minutes = f"{answer.minutes}分" if answer.minutes else ""
    return (
        lines(short_day(answer.answered_on), office(answer.municipality_code, facts), answer.number),
        fields(case.fields, facts) or DASH,
        lines(experts(answer.expert_ids, facts), "　".join(filter(None, (said(answer, "method"), minutes)))),
        brief(said(answer, "content"), LONGEST_CONTENT) or DASH,
        short_day(answer.reported_on) if answer.reported_on else "未報告",
    )


def _open(case: Case, facts: ContractFacts) -> tuple[str, ...]:
    answered_on = next(iter(consultation_days(case, facts)), None)
    return (
        case.number,
        office(case.municipality_code, facts),
        short_day(case.applied_on),
        brief(said(case, "content"), LONGEST_NEED),
        f"{short_day(answered_on)}に回答" if answered_on else said(case, "status"),
    )


def hearing_chapter(facts: ContractFacts, period: Period) -> Chapter:
    """Return the hearings of the month with what was wished for (6(7)エ)."""
    month = hearing_month(facts, period.first)
    columns = (("実施日・団体名", 1.3), ("話題の分野", 2.4), ("支援の希望", 4.3))
    rows = tuple(
        (
            lines(short_day(each.held_on), each.municipality, each.mode_label),
            listed(each.themes),
            each.needs or DASH,
        )
        for each in month.hearings
    )
    parts: tuple[Part, ...] = (Points(month.points), Grid(columns, rows)) if rows else (Words("\n".join(month.points)),)
    return Chapter("市町村ヒアリング", "6(7)エ", parts)
