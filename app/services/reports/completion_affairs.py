"""The completion report on events, shared cases, promises, deliverables, decisions and what was lent (6(8)–11)."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from app.contract.deadlines import Deadline, DeadlineState, deadlines
from app.contract.facts import ContractFacts
from app.documents.report_paper import Below, Chapter, Grid, Part, Points
from app.domain.asset import AssetKind, Disposal, InformationAsset
from app.domain.commitment import Commitment
from app.domain.decision import DecisionKind
from app.domain.event import CaseStudy, ContestEntry, Event, EventKind, EventStatus, Sharing
from app.domain.meeting import Meeting, OpenQuestion, QuestionState
from app.domain.staff import Pledge
from app.services.reports.period import REPORTED
from app.services.reports.wording import DASH, brief, day, lines, listed, office, said, short_day

LONGEST = 200  # characters of a text in a table
EACH_TIME = frozenset({4, 5, 6})  # handed in for every answer, session and month


def exchange_chapter(facts: ContractFacts) -> Chapter:
    """Return the exchange meetings of municipal staff (6(8))."""
    parts = (events_grid(facts, EventKind.EXCHANGE, "開催した交流会はない。"),)
    return Chapter("市町村間の職員交流会", "6(8)", parts)


def events_grid(facts: ContractFacts, kind: EventKind, empty: str) -> Grid:
    """Return the events of a kind that were held, with who came and what came of them."""
    found = [each for each in facts.of(Event).values() if each.kind == kind and each.status == EventStatus.HELD]
    rows = tuple(
        (
            short_day(each.held_on),
            lines(said(each, "title"), said(each, "theme")),
            said(each, "mode") or DASH,
            lines(
                f"{each.participants}名" if each.participants is not None else "",
                f"{each.organisations}団体" if each.organisations is not None else "",
            )
            or DASH,
            brief(said(each, "result"), LONGEST) or DASH,
        )
        for each in sorted(found, key=lambda each: (str(each.held_on), each.id))
    )
    return Grid((("開催日", 1.2), ("名称・テーマ", 2.6), ("方法", 1.0), ("参加", 1.0), ("結果", 3.2)), rows, empty)


def sharing_chapter(facts: ContractFacts) -> Chapter:
    """Return the report meetings, the contest with its awards, and the cases shared (6(4)キ, 6(9))."""
    entries = list(facts.of(ContestEntry).values())
    awarded = tuple(
        (said(each, "award"), office(each.municipality_code, facts), said(each, "title"))
        for each in sorted(entries, key=lambda each: (-(each.score or 0), each.id))
        if said(each, "award")
    )
    shared = _shared(facts)
    parts: tuple[Part, ...] = (
        Below("報告会"),
        events_grid(facts, EventKind.REPORT_MEETING, "開催した報告会はない。"),
        Below("コンテスト"),
        events_grid(facts, EventKind.CONTEST, "開催したコンテストはない。"),
        Points((f"応募は{len(entries)}件、表彰は{len(awarded)}件である。",)),
        Grid((("表彰", 1.6), ("団体名", 1.6), ("取組", 5.0)), awarded, "表彰した取組はない。"),
        Below("支援事例の共有"),
        Grid((("事例", 5.0), ("共有した市町村", 1.5), ("方法", 2.0)), shared, "共有した事例はない。"),
    )
    return Chapter("県内市町村間での支援事例の共有", "6(4)キ・6(9)", parts)


def _shared(facts: ContractFacts) -> tuple[tuple[str, ...], ...]:
    offices: dict[str, set[str]] = defaultdict(set)
    means: dict[str, set[str]] = defaultdict(set)
    for each in facts.of(Sharing).values():
        if each.shared_on is not None and each.shared_on <= facts.today:
            offices[each.study_id].add(each.municipality_code)
            means[each.study_id].add(said(each, "means"))
    studies = sorted(facts.of(CaseStudy).values(), key=lambda each: (each.title, each.id))
    return tuple(
        (said(each, "title"), f"{len(offices[each.id])}団体", listed(sorted(filter(None, means[each.id]))))
        for each in studies
        if each.id in offices
    )


def promises_chapter(facts: ContractFacts) -> Chapter:
    """Return what was promised in the proposal and whether it was kept (6(10), 11(2))."""
    found = sorted(facts.of(Commitment).values(), key=lambda each: (each.clause, str(each.due_on), each.id))
    done = sum(each.done_on is not None for each in found)
    rows = tuple(
        (said(each, "clause"), said(each, "title"), short_day(each.due_on), short_day(each.done_on)) for each in found
    )
    parts: tuple[Part, ...] = (
        Points((f"企画提案の事項{len(found)}件のうち{done}件を実施した。",)),
        Grid((("条項", 1.2), ("提案事項", 5.2), ("期日", 1.2), ("実施日", 1.2)), rows, "提案事項の記録はない。"),
        Below("その他の支援"),
        events_grid(facts, EventKind.OTHER, "その他の支援の記録はない。"),
    )
    return Chapter("提案事項とその他の支援", "6(10)・11(2)", parts)


def deliverables_chapter(facts: ContractFacts) -> Chapter:
    """Return the ten rows of Table 2: what was handed in, when, and how much of it in time (8)."""
    due: dict[int, list[Deadline]] = defaultdict(list)
    for each in deadlines(facts):
        if each.deliverable and not (each.deliverable == 8 and each.subject.id):
            due[each.deliverable].append(each)
    rows = tuple(_deliverable(row.number, row.name, due.get(row.number, ()), facts) for row in facts.terms.deliverables)
    columns = (("番号", 0.7), ("成果物", 3.9), ("期限", 1.3), ("提出", 3.6), ("状態", 1.6))
    parts = (Grid(columns, rows, figures=(0,)),)
    return Chapter("納品成果物", "8・表2", parts)


def _deliverable(number: int, name: str, due: Sequence[Deadline], facts: ContractFacts) -> tuple[str, ...]:
    if number not in EACH_TIME and len(due) == 1:
        (one,) = due
        return str(number), name, short_day(one.due.stated_on), day(one.submitted_on), one.state.label
    states = Counter(each.state for each in due)
    done = [each for each in due if each.state in REPORTED]
    late = states[DeadlineState.DONE_LATE]
    told = f"{len(done)}件（期限内{len(done) - late}件、期限後{late}件）" if due else DASH
    open_ones = len(due) - len(done)
    return (
        str(number),
        name,
        "都度" if due else DASH,
        told,
        f"未提出{open_ones}件" if open_ones else "提出済" if due else DASH,
    )


def decisions_chapter(facts: ContractFacts) -> Chapter:
    """Return what was agreed with the prefecture and which terms it changed (11(1))."""
    counted = Counter(each.kind for each in facts.decisions.values())
    met = sum(each.held_on is not None and each.held_on <= facts.today for each in facts.of(Meeting).values())
    questions = list(facts.of(OpenQuestion).values())
    answered = sum(each.state == QuestionState.ANSWERED for each in questions)
    kinds = "、".join(f"{kind.label}{counted[kind]}件" for kind in DecisionKind)
    changes = sorted(facts.amendments.values(), key=lambda each: (str(each.holds_from), each.id))
    rows = tuple(
        (
            facts.terms.term(each.term).label,
            office(each.municipality_code, facts) if each.municipality_code else "すべて",
            said(each, "value"),
            day(each.holds_from),
            _number(each.decision_id, facts),
        )
        for each in changes
    )
    columns = (("条件", 2.8), ("団体名", 1.4), ("新しい値", 1.2), ("適用日", 2.2), ("根拠", 1.6))
    parts: tuple[Part, ...] = (
        Points(
            (
                f"県との記録は{kinds}、会議は{met}回である。",
                f"仕様書の疑義は{len(questions)}件を登録し、{answered}件に回答を得た。",
            )
        ),
        Below("契約条件の変更"),
        Grid(columns, rows, "契約条件の変更はない。"),
    )
    return Chapter("協議・承認・指示と契約条件の変更", "11(1)", parts)


def _number(decision_id: str, facts: ContractFacts) -> str:
    decision = facts.decisions.get(decision_id)
    return decision.number if decision is not None else DASH


def assets_chapter(facts: ContractFacts) -> Chapter:
    """Return what became of everything that was lent, and who pledged secrecy (10)."""
    assets = list(facts.of(InformationAsset).values())
    by_kind = Counter((each.kind, each.disposal) for each in assets if each.disposed_on is not None)
    held = Counter(each.kind for each in assets if each.disposed_on is None)
    kinds = [kind for kind in AssetKind if any(each.kind == kind for each in assets)]
    rows = tuple(
        (
            kind.label,
            f"{sum(each.kind == kind for each in assets)}件",
            *(f"{by_kind[kind, way]}件" for way in Disposal),
            f"{held[kind]}件",
        )
        for kind in kinds
    )
    columns = (("区分", 2.6), ("件数", 1.0), *((way.label, 1.0) for way in Disposal), ("保管中", 1.0))
    pledges = list(facts.of(Pledge).values())
    pledged = sum(each.pledged_on is not None for each in pledges)
    briefed = sum(each.briefed_on is not None for each in pledges)
    parts: tuple[Part, ...] = (
        Points((f"秘密保持の誓約は{pledged}名、情報セキュリティの周知は{briefed}名に行った。",)),
        Grid(columns, rows, "提供を受けた情報資産はない。", figures=(1, 2, 3, 4, 5)),
    )
    return Chapter("情報資産の返却・廃棄・消去と秘密保持", "10", parts)
