"""The completion report on dispatches and on what the municipalities answered to the surveys (specification 6(6))."""

from collections import Counter, defaultdict

from app.contract.counting import CAP, dispatch_days, uses_by_municipality, weight_of
from app.contract.deadlines import DeadlineState, session_deadlines
from app.contract.facts import DONE, ContractFacts
from app.documents.report_paper import Bars, Below, Chapter, Grid, Part, Points, Remark, Words
from app.domain.case import Mode
from app.domain.proposal import MotivationProposal
from app.domain.session import Session
from app.services.reports.completion_support import BAR, by_field
from app.services.reports.dispatch_chapter import beside
from app.services.reports.period import PERFORMANCE, by_month
from app.services.reports.survey_summary import HIDDEN, SurveySummary, survey_summary
from app.services.reports.wording import office, percent, said


def dispatch_chapter(facts: ContractFacts) -> Chapter:
    """Return the dispatches by month, field, municipality and expert (6(6)エ, オ, シ)."""
    last = facts.terms.day(PERFORMANCE, facts.today)
    held = [each for each in facts.sessions.values() if each.status in DONE and each.held_on and each.held_on <= last]
    counted = [on for on in dispatch_days(facts).held if on <= last]
    cases = {each.case_id for each in held}
    online = sum(each.mode is Mode.ONLINE for each in held)
    persons = sum(len(each.expert_ids) for each in held)
    reports = list(session_deadlines(facts))
    in_time = sum(each.state == DeadlineState.DONE for each in reports)
    late = sum(each.state == DeadlineState.DONE_LATE for each in reports)
    minimum, target = (facts.terms.integer(f"dispatch.{name}", facts.today) for name in ("minimum", "target"))
    offices = len({each.municipality_code for each in held})
    points = (
        (
            f"{offices}団体の{len(cases)}件の案件に対し、{len(counted)}回（延べ{persons}人回）の派遣を実施した"
            f"（対面{len(held) - online}回、オンライン{online}回）。"
        ),
        f"仕様書の下限{minimum}回に対し{_against(len(counted), minimum)}。",
        f"目安{target}回に対し{_against(len(counted), target)}。",
        f"結果の報告は期限内{in_time}件、期限後{late}件、未報告{len(reports) - in_time - late}件である。",
        *_proposals(facts),
    )
    fields = [facts.cases[each].fields for each in cases if each in facts.cases]
    parts: tuple[Part, ...] = (
        Points(points),
        Below("月別の派遣回数"),
        Bars(by_month(counted, facts), "回", BAR),
        Below("分野別の案件数（一つの案件が複数の分野にわたるものは、それぞれに数える）"),
        by_field(fields, facts, "件"),
        Below("市町村別の派遣回数と上限"),
        *_municipalities(facts),
        Below("専門人材別の派遣回数"),
        *_experts(held, facts),
    )
    return Chapter("デジタル専門人材の派遣", "6(6)", parts)


def _against(count: int, goal: int) -> str:
    """Return how a count stands to a goal."""
    if count == goal:
        return "同数"
    return f"{count - goal}回多い" if count > goal else f"{goal - count}回少ない"


def _proposals(facts: ContractFacts) -> tuple[str, ...]:
    sent = [each for each in facts.of(MotivationProposal).values() if each.sent_on is not None]
    if not sent:
        return ()
    return (f"支援を希望しない{len(sent)}団体に、県の承諾を得て機運醸成の支援案を提案した（6(6)ケ）。",)


def _municipalities(facts: ContractFacts) -> tuple[Part, ...]:
    last = facts.terms.day(PERFORMANCE, facts.today)
    rows = []
    for code in facts.municipality_names:
        uses = uses_by_municipality(facts).get(code, ())
        total = sum(weight_of(use, facts) for use in uses if isinstance(use, Session) and use.status in DONE)
        if total:
            rows.append((office(code, facts), str(total), str(facts.terms.integer(CAP, last, code))))
    one = (("団体名", 2.0), ("回数", 0.8), ("上限", 0.8))
    columns = (*one, ("", 0.4), *one)
    figures = tuple(number for number, (title, _) in enumerate(columns) if title in ("回数", "上限"))
    none = len(facts.municipality_names) - len(rows)
    return (
        Grid(columns, beside(rows, len(one)), "派遣した市町村はない。", figures),
        Remark(f"派遣を利用しなかった市町村は{none}団体。"),
    )


def _experts(held: list[Session], facts: ContractFacts) -> tuple[Part, ...]:
    """Return how often each expert was sent: the evidence of an even load (6(6)シ)."""
    counted = Counter(member.key for each in held for member in each.expert_ids)
    offices: dict[str, set[str]] = defaultdict(set)
    for each in held:
        for member in each.expert_ids:
            offices[member.key].add(each.municipality_code)
    known = [each for each in facts.experts.values() if each.is_listed or counted[each.id]]
    ordered = sorted(known, key=lambda each: (-counted[each.id], each.kana, each.id))
    rows = tuple((said(each, "name"), f"{counted[each.id]}回", f"{len(offices[each.id])}団体") for each in ordered)
    columns = (("専門人材", 3.0), ("派遣回数", 1.0), ("派遣先", 1.0))
    return (Grid(columns, rows, "派遣した専門人材はいない。", figures=(1, 2)),)


def survey_chapter(facts: ContractFacts) -> Chapter:
    """Return what the surveys say together, the comments without anybody's name (6(6)キ)."""
    found = survey_summary(facts)
    points = [
        (
            f"派遣を終えた案件{found.asked}件にアンケートを依頼し、{found.answered}件の回答を得た"
            f"（回答率{percent(found.answered, found.asked)}）。"
        )
    ]
    if found.scored:
        share = percent(found.solved, found.scored)
        points.append(f"課題の解決状況は平均{found.average}（5段階）、4以上の回答は{found.solved}件（{share}）である。")
    waiting = found.asked - found.answered
    if waiting:
        points.append(f"回答を待つ{waiting}件は、この集計に含まない。")
    bars = tuple((f"{score}", count) for score, count in found.scores)
    parts: list[Part] = [Points(tuple(points))]
    if found.scored:
        parts += [
            Below("課題の解決状況の分布"),
            Bars(bars, "件", 30.0),
            Remark("5段階の回答。数が大きいほど課題の解決が進んだことを示す。"),
        ]
    parts += [Below("意見"), *_comments(found)]
    return Chapter("アンケートの結果", "6(6)キ", tuple(parts))


def _comments(found: SurveySummary) -> tuple[Part, ...]:
    if not found.comments:
        return (Words("寄せられた意見はない。"),)
    items = tuple(f"{text}（{count}件）" if count > 1 else text for text, count in found.comments)
    return (
        Points(items),
        Remark(f"団体、所属、個人が分かる語は「{HIDDEN}」に置き換え、内容の順に並べた。同じ意見は件数を添えた。"),
    )
