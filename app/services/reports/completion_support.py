"""The completion report on accompaniment, consultations and hearings (specification 6(4), 6(5), 6(7))."""

from collections import Counter
from collections.abc import Iterable

from app.contract.deadlines import DeadlineState, answer_deadlines, deadlines
from app.contract.facts import ContractFacts
from app.contract.hearing_progress import completed_on, first_hearings
from app.documents.report_paper import Bars, Below, Chapter, Grid, Part, Points
from app.domain.accompaniment import Accompaniment
from app.domain.case import CaseKind, Mode
from app.domain.consultation import AnswerMethod, ConsultationAnswer
from app.domain.event import Event, EventKind, EventStatus
from app.domain.hearing import CaseCandidate, Hearing, HearingStatus
from app.domain.record import Members
from app.services.plans.support import indicator_lines, support_line
from app.services.reports.counts import accompanied_days, answered_days, consultations
from app.services.reports.period import by_month
from app.services.reports.wording import brief, day, office, said

LONGEST_RESULT = 160  # characters of a result; the report on accompaniment has all of it
BAR = 80.0  # points for the name of a month


def accompaniment_chapter(facts: ContractFacts) -> Chapter:
    """Return what accompaniment came to for each municipality (6(4)カ, キ)."""
    items = sorted(facts.of(Accompaniment).values(), key=lambda each: (each.municipality_code, each.id))
    rows = tuple(_accompanied(each, facts) for each in items)
    columns = (("団体名", 1.3), ("支援テーマ", 2.6), ("回数", 0.8), ("指標の達成", 1.1), ("結果", 3.4))
    meetings = sorted(
        (
            each
            for each in facts.of(Event).values()
            if each.kind == EventKind.REPORT_MEETING and each.status == EventStatus.HELD
        ),
        key=lambda each: str(each.held_on),
    )
    told = [f"{day(each.held_on)}に「{said(each, 'title')}」を開き、実績を共有した。" for each in meetings]
    parts: tuple[Part, ...] = (
        Points((*told, "団体ごとの結果は、伴走支援実施報告書（納品成果物8）で報告する。")),
        Grid(columns, rows, "支援した市町村はない。", figures=(2,)),
        Below("月別の支援回数"),
        Bars(by_month(accompanied_days(facts), facts), "回", BAR),
    )
    return Chapter("県職員と連携した長期伴走支援", "6(4)", parts)


def _accompanied(item: Accompaniment, facts: ContractFacts) -> tuple[str, ...]:
    line, figures = support_line(item, facts), indicator_lines(facts, item.id)
    reached = sum(each.is_reached is True for each in figures)
    return (
        line.municipality,
        line.theme,
        f"{line.sessions_held}回",
        f"{reached}／{len(figures)}件",
        brief(said(item, "result"), LONGEST_RESULT) or "未記入",
    )


def consultation_chapter(facts: ContractFacts) -> Chapter:
    """Return how consultations came in, were answered and reported (6(5))."""
    asked = [each for each in facts.cases.values() if each.kind == CaseKind.CONSULTATION]
    standing = list(consultations(facts))
    answers = list(facts.of(ConsultationAnswer).values())
    reports = list(answer_deadlines(facts))
    in_time = sum(each.state == DeadlineState.DONE for each in reports)
    late = sum(each.state == DeadlineState.DONE_LATE for each in reports)
    onward = sum(bool(each.origin_case_id) for each in facts.cases.values())
    schemes = sum(bool(each.other_scheme.strip()) for each in answers)
    methods = Counter(each.method for each in answers)
    offices = len({each.municipality_code for each in standing})
    points = (
        (
            f"{offices}団体から{len(asked)}件の相談を受け付け、{len(answered_days(facts))}件に回答した"
            f"（取下げ{len(asked) - len(standing)}件、回答は延べ{len(answers)}回）。"
        ),
        f"県への報告は期限内{in_time}件、期限後{late}件、未報告{len(reports) - in_time - late}件である。",
        f"専門人材の派遣につなげた相談は{onward}件、国等の他の支援事業を提案した回答は{schemes}件である。",
    )
    parts: tuple[Part, ...] = (
        Points(points),
        Below("回答方法別の回数"),
        Bars(tuple((method.label, methods[method]) for method in AnswerMethod), "回", BAR),
        Below("分野別の相談件数（一つの相談が複数の分野にわたるものは、それぞれに数える）"),
        by_field([each.fields for each in standing], facts, "件"),
    )
    return Chapter("DXよろず相談窓口", "6(5)", parts)


def by_field(found: Iterable[Members], facts: ContractFacts, unit: str) -> Grid:
    """Return how often each field of Table 1 occurs, in its order, those that never occur too."""
    counted = Counter(key for members in found for key, _ in members)
    rows = tuple((field.name, f"{counted[field.code]}{unit}") for field in facts.terms.support_fields)
    return Grid((("分野", 5.0), ("数", 1.0)), rows, figures=(1,))


def hearing_chapter(facts: ContractFacts) -> Chapter:
    """Return how the hearings went and what came of them (6(7))."""
    held = [each for each in facts.of(Hearing).values() if each.status == HearingStatus.HELD]
    days = first_hearings(facts)
    online = sum(each.mode is Mode.ONLINE for each in held)
    done = completed_on(facts)
    report = next((each for each in deadlines(facts) if each.deliverable == 7), None)
    candidates = list(facts.of(CaseCandidate).values())
    target = facts.terms.integer("hearings.target", facts.today)
    unheard = [office(code, facts) for code in facts.municipality_names if code not in days]
    points = [f"全{target}団体のうち{len(days)}団体に対し{len(held)}件のヒアリングに同席した（オンライン{online}件）。"]
    if done is not None:
        points.append(f"{day(done)}に完了した。")
    elif unheard:
        points.append(f"実施していない団体は、{'、'.join(unheard)}である。")
    if report is not None and report.submitted_on is not None:
        points.append(f"市町村DX推進状況調査報告書を{day(report.submitted_on)}に提出した。")
    became = sum(bool(each.case_id) for each in candidates)
    points.append(f"支援の希望から案件の候補を{len(candidates)}件挙げ、うち{became}件が案件となった。")
    parts: tuple[Part, ...] = (
        Points(tuple(points)),
        Below("月別のヒアリング実施団体数"),
        Bars(tuple(each for each in by_month(days.values(), facts) if each[1]), "団体", BAR),
    )
    return Chapter("市町村ヒアリングへの同席", "6(7)", parts)
