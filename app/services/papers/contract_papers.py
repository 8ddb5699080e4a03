"""The contract's own papers: the notice of changes to the database, and the proposals of 6(6)ケ."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.contract.expert_listing import ChangeNotice, ExpertChange, ListingChange
from app.documents.letterhead import Letterhead
from app.documents.office_paper import Entries, Listing, OfficePaper, Section, Words
from app.domain.decision import Decision
from app.domain.proposal import MotivationProposal
from app.services.papers.office_papers import day

DASH = "―"


def change_notice(notice: ChangeNotice | None, head: Letterhead) -> OfficePaper:
    """Return the notice of what changed in the database since it was last handed in (6(3))."""
    changes = notice.changes if notice else ()
    since = day(notice.since.submitted_on) if notice else DASH
    rows = tuple((change.name, change.kind.label, _cells(change)) for change in changes)
    listed = Listing((("専門人材", 1.6), ("区分", 0.7), ("変更した項目", 3.2)), rows, "変更はありません。")
    lead = f"仕様書6(3)に基づき、{since}に提出したデータベースの内容の変更を、次のとおり届け出ます。"
    sections = (Section("変更の一覧", "6(3)", (listed,)), *(_one_expert(change) for change in changes))
    return OfficePaper(head, "デジタル専門人材データベース変更通知書", "納品成果物 3　　仕様書 6(3)", lead, sections)


def _cells(change: ExpertChange) -> str:
    return "、".join(cell.label for cell in change.cells) if change.kind is ListingChange.CHANGED else "全て"


def _one_expert(change: ExpertChange) -> Section:
    title = f"{change.name}（{change.kind.label}）"
    if change.kind is ListingChange.ADDED:
        return Section(title, "6(3)ア", (Entries(tuple((cell.label, cell.after) for cell in change.cells)),))
    if change.kind is ListingChange.REMOVED:
        return Section(title, "6(3)ア", (Words("データベースへの掲載を取りやめました。"),))
    rows = tuple((cell.label, cell.before or DASH, cell.after or DASH) for cell in change.cells)
    return Section(title, "6(3)イ", (Listing((("項目", 1.0), ("変更前", 2.2), ("変更後", 2.2)), rows),))


@dataclass(frozen=True, slots=True)
class Shortfall:
    """Why proposals are made: what was held, what is expected, and what the contract demands (6(6)ケ)."""

    held: int
    planned: int
    forecast: int
    minimum: int


def proposal(item: MotivationProposal, office: str, consent: Decision | None, head: Letterhead) -> OfficePaper:
    """Return the proposal to one municipality (6(6)ケ)."""
    sections = [Section("支援案", "6(6)ケ", (Words(item.content),))]
    if consent is not None:
        agreed = Entries((("県の承諾", f"{consent.number}　{day(consent.decided_on)}"),))
        sections.append(Section("県の承諾", "6(6)ケ", (agreed,)))
    lead = "DXの推進に職員の皆さまと取り組むため、次の支援をご提案します。ご関心のあるものからお聞かせください。"
    paper = OfficePaper(head, "DXに係る職員の機運醸成のご提案", "仕様書 6(6)ケ", lead, tuple(sections))
    return replace(paper, letterhead=replace(head, addressee=f"{office}　DX推進ご担当"))


def proposal_list(
    items: Sequence[MotivationProposal], offices: Mapping[str, str], reason: Shortfall, head: Letterhead
) -> OfficePaper:
    """Return the list of proposals with which the prefecture's consent is asked (6(6)ケ)."""
    counts = Entries(
        (
            ("実施した派遣", f"{reason.held}回"),
            ("予定した派遣", f"{reason.planned}回"),
            ("履行期限までの見込み", f"{reason.forecast}回"),
            ("仕様書の下限", f"{reason.minimum}回"),
        )
    )
    rows = tuple(
        (str(number), offices.get(item.municipality_code, item.municipality_code), _state(item), item.content)
        for number, item in enumerate(items, start=1)
    )
    columns = (("番号", 0.5), ("団体名", 1.0), ("状態", 0.8), ("提案の内容", 4.2))
    lead = (
        "仕様書6(6)ケに基づき、支援を希望しない市町村に対して「DXに係る職員の機運醸成」に関する支援案を"
        "次のとおり提案したいので、承諾を求めます。"
    )
    return OfficePaper(
        head,
        "機運醸成の提案の一覧",
        "仕様書 6(6)ケ",
        lead,
        (
            Section("派遣の見込み", "6(6)ケ", (counts,)),
            Section(f"提案する市町村（{len(rows)}団体）", "6(6)ケ", (Listing(columns, rows),)),
        ),
    )


def _state(item: MotivationProposal) -> str:
    if item.sent_on is not None:
        return "送付済"
    return "承諾済" if item.consent_id else "承諾待ち"
