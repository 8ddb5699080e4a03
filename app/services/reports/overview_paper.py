"""Deliverable 9, 事業実施概要説明書: two pages for a person who was not there (Table 2, row 9)."""

from collections import Counter
from collections.abc import Iterator

from app.contract.counting import dispatch_days
from app.contract.facts import DONE, ContractFacts
from app.contract.hearing_progress import first_hearings
from app.documents.report_paper import Chapter, Grid, Part, Points, Remark, ReportPaper, Stack, Words, report_paper
from app.domain.accompaniment import Accompaniment
from app.domain.consultation import ConsultationAnswer
from app.domain.event import ContestEntry, Event, EventStatus, Sharing
from app.planning.schedule import TaskState
from app.services.plans.gantt import gantt_page
from app.services.plans.papers import PlanPaper, Wanted
from app.services.plans.support import indicator_lines, support_line
from app.services.plans.views import IndicatorLine
from app.services.reports.completion_report import counts_band, lacking_at_the_end, whole_counts
from app.services.reports.counts import MonthCount, accompanied_days, answered_days, consultations
from app.services.reports.period import PERFORMANCE, by_month
from app.services.reports.survey_summary import survey_summary
from app.services.reports.wording import brief, day, listed, office, percent, said

TITLE = "事業実施概要説明書"
PURPOSE = (
    "この業務は、DXを推進する人材が足りない市町村を、専門人材によって支えるものです。市町村の業務やデジタルに詳しい人材を"
    "確保し、年間を通じた伴走支援、よろず相談、専門人材の派遣、全市町村へのヒアリングを行い、事例を県内で共有しました。"
)
KINDS = ("長期伴走支援", "よろず相談への回答", "専門人材派遣")
MOST_OFFICES, MOST_FIELDS, MOST_COMMENTS = 7, 5, 2  # so that everything stands on two pages
LONGEST_THEME, LONGEST_CHANGE, LONGEST_COMMENT, LONGEST_TITLE = 44, 40, 80, 30  # characters


def overview_paper(wanted: Wanted) -> PlanPaper:
    """Return what was done and what came of it, on two pages with one chart."""
    facts = wanted.facts
    counts = whole_counts(facts)
    paper = ReportPaper(
        letterhead=wanted.head,
        title=TITLE,
        subtitle="",
        reference="納品成果物 9",
        lead=PURPOSE,
        on=wanted.head.on or facts.today,
        opening=(counts_band(counts), Remark("実施した数／仕様書の目標。")),
        chapters=(
            Chapter("行ったこと", "6", (Points(tuple(_done(facts))),)),
            Chapter("支援の推移", "6(4)・6(5)・6(6)", (_chart(facts),)),
            Chapter("変わったこと", "6(4)カ・6(6)キ", tuple(_changed(facts))),
            Chapter("残された課題", "", (Points(tuple(_remains(facts, counts))),)),
        ),
        draft=wanted.draft,
    )
    return PlanPaper(tuple(lacking_at_the_end(facts)), f"9_{TITLE}.pdf", lambda: report_paper(paper))


def _done(facts: ContractFacts) -> Iterator[str]:
    """Yield one sentence for each kind of support, in words that need no other paper."""
    names = {field.code: field.name for field in facts.terms.support_fields}
    listed_count = sum(each.is_listed for each in facts.experts.values())
    yield f"自治体やデジタルの経験を持つ専門人材{listed_count}名のデータベースを作った。"
    items = list(facts.of(Accompaniment).values())
    yield f"{len(items)}団体に進行管理の担当を置き、延べ{len(accompanied_days(facts))}回の伴走支援を行った。"
    asked = list(consultations(facts))
    yield f"{len({each.municipality_code for each in asked})}団体の相談{len(answered_days(facts))}件に回答した。"
    last = facts.terms.day(PERFORMANCE, facts.today)
    held = [each for each in facts.sessions.values() if each.status in DONE and each.held_on and each.held_on <= last]
    cases = {each.case_id for each in held}
    fields = Counter(member.key for key in cases if key in facts.cases for member in facts.cases[key].fields)
    ranked = sorted(fields, key=lambda key: (-fields[key], list(names).index(key) if key in names else len(names)))
    most = listed(names.get(key, key) for key in ranked[:MOST_FIELDS])
    offices = len({each.municipality_code for each in held})
    yield f"{offices}団体に専門人材を{len(held)}回派遣した。案件の多かった分野は、{most}である。"
    yield f"{len(first_hearings(facts))}団体のヒアリングに同席し、取組の状況と課題を調査報告書にまとめた。"
    events = [each for each in facts.of(Event).values() if each.status == EventStatus.HELD]
    came = sum(each.participants or 0 for each in events)
    shared = len({each.municipality_code for each in facts.of(Sharing).values() if each.shared_on})
    yield f"職員交流会などの行事を{len(events)}回開き（延べ{came}名）、支援事例を{shared}団体に共有した。"


def _chart(facts: ContractFacts) -> Stack:
    """Return how often support was given in each month by its kind, all of them in 回."""
    last = facts.terms.day(PERFORMANCE, facts.today)
    answers = facts.of(ConsultationAnswer).values()
    answered = tuple(each.answered_on for each in answers if each.answered_on is not None)
    found = (accompanied_days(facts), answered, dispatch_days(facts).held)
    months = [by_month((on for on in days if on <= last), facts) for days in found]
    bars = tuple((first[0], (first[1], second[1], third[1])) for first, second, third in zip(*months, strict=True))
    return Stack(KINDS, bars, "回")


def _changed(facts: ContractFacts) -> Iterator[Part]:
    items = sorted(facts.of(Accompaniment).values(), key=lambda each: (each.municipality_code, each.id))
    rows = tuple(
        (office(each.municipality_code, facts), brief(each.theme, LONGEST_THEME), _best(each, facts))
        for each in items[:MOST_OFFICES]
    )
    yield Grid((("伴走した団体", 1.4), ("取り組んだこと", 3.6), ("数字で見た変化", 3.4)), rows, "伴走した団体はない。")
    if len(items) > MOST_OFFICES:
        yield Remark(f"ほか{len(items) - MOST_OFFICES}団体の結果は、伴走支援実施報告書にある。")
    found = survey_summary(facts)
    points = []
    if found.scored:
        share = percent(found.solved, found.scored)
        points.append(
            f"派遣を受けた団体の回答{found.scored}件では、課題の解決状況は5段階で平均{found.average}、"
            f"4以上が{share}であった。"
        )
    points += [f"「{brief(text, LONGEST_COMMENT)}」" for text, _ in _most_written(found.comments)]
    awards = [each for each in facts.of(ContestEntry).values() if said(each, "award")]
    for each in sorted(awards, key=lambda each: (-(each.score or 0), each.id))[:MOST_COMMENTS]:
        name = office(each.municipality_code, facts)
        points.append(
            f"コンテストで{name}の「{brief(said(each, 'title'), LONGEST_TITLE)}」が{said(each, 'award')}を受けた。"
        )
    yield Points(tuple(points)) if points else Words("アンケートの回答とコンテストの結果はまだない。")


def _most_written(comments: tuple[tuple[str, int], ...]) -> list[tuple[str, int]]:
    return sorted(comments, key=lambda each: (-each[1], each[0]))[:MOST_COMMENTS]


def _best(item: Accompaniment, facts: ContractFacts) -> str:
    """Return an indicator that reached its target, else one that was measured; else how far the plan is."""
    figures = [each for each in indicator_lines(facts, item.id) if each.before and each.after]
    reached = [each for each in figures if each.is_reached]
    if reached or figures:
        return brief(_figure((reached or figures)[0]), LONGEST_CHANGE)
    return f"実施プランの{support_line(item, facts).progress}％を実施"


def _figure(line: IndicatorLine) -> str:
    return f"{line.name}：{line.before}{line.unit}→{line.after}{line.unit}"


def _remains(facts: ContractFacts, counts: tuple[MonthCount, ...]) -> Iterator[str]:
    """Yield what fell short of its target, what the plans left open; one sentence where nothing did."""
    found = False
    for count in counts:
        if count.target > count.total:
            found = True
            yield f"{count.label}は目標の{count.target}{count.unit}に対し{count.total}{count.unit}である。"
    unfinished = [
        office(each.municipality_code, facts)
        for each in sorted(facts.of(Accompaniment).values(), key=lambda each: (each.municipality_code, each.id))
        if any(row.state != TaskState.DONE and not row.is_milestone for row in gantt_page(facts, each.id).rows)
    ]
    if unfinished:
        found = True
        yield f"実施プランに終えていない段階がある団体は、{listed(unfinished)}である。"
    if not found:
        yield "仕様書の目標はすべて達し、伴走した団体の実施プランもすべて終えた。"
    yield f"いずれも{day(facts.today)}現在。詳しくは完了報告書（納品成果物10）を参照。"
