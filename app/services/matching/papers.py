"""The papers of the matching: the candidates for a case as they are discussed, and the evidence of fairness.

Both go to the prefecture (6(6)ア, 6(6)シ), so they show nothing that is for the contractor alone.
"""

from collections.abc import Mapping

from app.documents.letterhead import Letterhead
from app.documents.office_paper import Entries, Listing, OfficePaper, Section, Words
from app.domain.case import Case, CaseKind
from app.domain.errors import AppError
from app.planning.linear_program import Watch
from app.services.matching.candidates import Around, CaseCandidates
from app.services.matching.facts import matching_facts
from app.services.matching.spread import fairness_page
from app.services.matching.views import Candidate, FairnessPage
from app.services.papers.collecting import Collected, Collector, lacking_fields, safe_name
from app.services.papers.office_papers import day
from app.services.surroundings import Surroundings
from app.services.views import DocumentKind, Missing
from app.store.queries import Reader

CANDIDATES, FAIRNESS = "candidates", "fairness"
KINDS = (
    DocumentKind(CANDIDATES, "専門人材の候補（マッチング結果）", "cases", ("",), ("pdf",)),
    DocumentKind(FAIRNESS, "派遣の公平性の確認書", "", ("",), ("pdf",)),
)
TITLES = {kind.kind: kind.title for kind in KINDS}
DASH = "―"
HOW_COUNTED = (
    "派遣は人回で数えます。1回の派遣に専門人材が2人行けば2人回です。実施した派遣と予定した派遣を数え、中止した派遣は"
    "数えません。"
)
WHO_IS_ABLE = (
    "データベースに掲載している人のうち、派遣の日までに事業の説明を受けて掲載を了承し、案件の相談分野の半分以上に"
    "「主導できる」又は「対応できる」人を、その派遣を担える人とします。該当者がいないときは一つ以上の分野を担える人、"
    "それもいないときは補助できる人とします。"
    "これに当たらない人が行った派遣（掲載を終えた人の派遣など）は、その人のままでもよいものとして数えます。"
)
HOW_PROVEN = (
    "同じ派遣を担える人どうしで配り直したときに、最も多い人の回数、次に多い人の回数が順に最も小さくなる配分を最適化計算で"
    "求め、最も多い人の回数をこれより小さくできないことを、担える人の数から確かめています。"
)


def candidates_paper(around: Around, case: Case, head: Letterhead) -> OfficePaper:
    """Return the candidates for a case with their reasons, to be discussed with the prefecture (6(5)ウ, 6(6)ア)."""
    experts = around.facts.experts
    # Who is not in the database has not consented to being named to others (6(3)ウ), and is not matched (6(6)ア).
    found = [each for each in CaseCandidates(around, case).all() if experts[each.expert_id].is_listed]
    suited = [each for each in found if not each.excluded]
    names = {field.code: field.name for field in around.facts.terms.support_fields}
    office = around.offices.by_code(case.municipality_code).name
    request = Entries(
        (
            ("案件番号", case.number),
            ("団体名", office),
            ("申請日", day(case.applied_on)),
            ("相談分野", "、".join(names.get(member.key, member.key) for member in case.fields) or DASH),
            ("相談内容", case.content or DASH),
            ("希望する実施方法", case.wished_mode.label if case.wished_mode else DASH),
        )
    )
    order = Listing(
        (("順", 0.4), ("専門人材", 1.2), ("点数", 0.6), ("派遣", 0.55), ("点数の内訳と理由", 5.0)),
        tuple(_candidate(number, each) for number, each in enumerate(suited, start=1)),
        "担える専門人材がいません。",
        ("順", "点数", "派遣"),
    )
    others = Listing(
        (("専門人材", 1.2), ("候補としない理由", 4.0)),
        tuple((each.name, each.excluded) for each in found if each.excluded),
        "掲載している専門人材は、すべて候補です。",
    )
    clause = "6(5)ウ" if case.kind is CaseKind.CONSULTATION else "6(6)ア・カ"
    lead = "次の案件について、専門人材の候補を理由とともに示します。支援内容と人材の決定について協議をお願いします。"
    sections = (
        Section("案件", clause, (request,)),
        Section("候補", clause, (order, Words(HOW_COUNTED))),
        Section("候補としない専門人材", clause, (others,)),
    )
    return OfficePaper(head, TITLES[CANDIDATES], f"仕様書 {clause}", lead, sections)


def _candidate(number: int, each: Candidate) -> tuple[str, ...]:
    reasons = [f"{term.label} {term.points:g}/{term.most}　{term.words}" for term in each.terms]
    cautions = [f"確認　{caution}" for caution in each.cautions]
    score = "" if each.score is None else f"{each.score:.1f}"
    return str(number), each.name, score, str(each.load), "\n".join((*reasons, *cautions))


def fairness_paper(page: FairnessPage, head: Letterhead) -> OfficePaper:
    """Return how evenly the dispatches are spread, with the proof (6(6)シ)."""
    result = Entries(
        (
            ("基準日", day(page.on)),
            ("最も多い人の派遣", f"{page.largest}人回"),
            ("これより小さくできない値", f"{page.smallest_attainable}人回"),
            ("最も公平な配分との差", f"{page.moved}人回"),
        )
    )
    figures = (("実施", 0.5), ("予定", 0.5), ("計", 0.5), ("最も公平な配分", 1.0))
    columns = (("専門人材", 1.5), *figures, ("担える分野", 4.2))
    right = tuple(title for title, _ in figures)
    rows = tuple(
        (
            each.name if each.is_listed else f"{each.name}（掲載終了）",
            str(each.held),
            str(each.planned),
            str(each.load),
            str(each.fairest),
            "、".join(each.fields) or DASH,
        )
        for each in page.lines
    )
    words = "\n".join(filter(None, (page.sentence, page.proof)))
    return OfficePaper(
        head,
        TITLES[FAIRNESS],
        "仕様書 6(6)シ",
        "仕様書6(6)シに基づき、確保した専門人材の派遣の偏りについて次のとおり確認しました。",
        (
            Section("結果", "6(6)シ", (result, Words(words))),
            Section("専門人材ごとの派遣（人回）", "6(6)シ", (Listing(columns, rows, "派遣はまだありません。", right),)),
            Section("数え方と確かめ方", "6(6)シ", (Words(f"{HOW_COUNTED}\n{WHO_IS_ABLE}\n{HOW_PROVEN}"),)),
        ),
    )


def _candidates(reader: Reader, around: Surroundings, record_id: str, head: Letterhead) -> Collected:
    case = reader.get(Case, record_id)
    beside = Around(matching_facts(reader, around), around.municipalities, around.language)
    paper = candidates_paper(beside, case, head)
    return Collected(paper, lacking_fields(case, "fields", "content"), f"専門人材の候補_{safe_name(case.number)}.pdf")


def _fairness(reader: Reader, around: Surroundings, record_id: str, head: Letterhead) -> Collected:
    page = fairness_page(matching_facts(reader, around), around.language, Watch())
    if page is None:
        raise AppError("matching.cancelled")
    lacking = () if page.largest else (Missing("sessions", "", "expert_ids", "派遣の実施又は予定"),)
    return Collected(fairness_paper(page, head), lacking, "派遣の公平性の確認書.pdf")


COLLECTORS: Mapping[str, Collector] = {CANDIDATES: _candidates, FAIRNESS: _fairness}


def collector(kind: str) -> Collector | None:
    """Return what collects a paper of the matching; None for another kind."""
    return COLLECTORS.get(kind)
