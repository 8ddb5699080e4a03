"""Deliverable 3, デジタル専門人材データベース, as PDF: overview, coverage, one profile per expert, index by field."""

from datetime import date

from app.documents.coverage_matrix import MARKS, coverage_matrix
from app.documents.expert_profile import Edition, ExpertDatabaseFacts, Profile, experts_per_field, profiles
from app.documents.field_text import Names, print_text
from app.documents.letterhead import letterhead
from app.documents.made import Made
from app.documents.pdf.chart import bar_chart
from app.documents.pdf.document import Document, Properties
from app.documents.pdf.elements import furnish, heading, paragraph, subheading
from app.documents.pdf.flow import Flow, packed
from app.documents.pdf.ink import Font
from app.documents.pdf.style import ACCENT, CELL, LANDSCAPE, NOTE, PORTRAIT, Align, Style, aligned
from app.documents.pdf.table import Column, Entries, table
from app.documents.pdf.tiles import tiles
from app.domain.record import Audience, Field

TITLE = "デジタル専門人材データベース"
ENTRY_WIDTH = PORTRAIT.text_width - 126.0  # of the text beside the labels
NAME = Style(Font.TEXT_BOLD, 14.0, 21.0)
IN_HEAD = frozenset({"name", "kana", "affiliation", "post", "is_listed"})


def title_of(facts: ExpertDatabaseFacts) -> str:
    """Return the title with its edition."""
    return f"{TITLE}（{facts.edition.label}）"


def expert_database(facts: ExpertDatabaseFacts) -> Made:
    """Return one edition of the database; AppError ``documents.glyph_missing`` for what cannot be printed."""
    head = facts.letterhead
    shown = profiles(facts)
    document = Document(Properties(title_of(facts), head.contractor, head.contract, head.on or date(2026, 4, 1)))
    flow = Flow(document)
    _overview(flow, facts, shown)
    flow.next_page(LANDSCAPE)
    heading(flow, "2　支援可能分野の対応表", MARKS)
    coverage_matrix(flow, shown, facts)
    flow.next_page(PORTRAIT)
    heading(flow, "3　専門人材の紹介")
    pages = [_profile(flow, profile, facts) for profile in shown]
    if not shown:
        paragraph(flow, "掲載する専門人材はありません。", NOTE)
    _index(flow, facts, shown, pages)
    furnish(document, title_of(facts), head.contract, facts.draft)
    return Made(document.data(), len(document.pages))


def _overview(flow: Flow, facts: ExpertDatabaseFacts, shown: tuple[Profile, ...]) -> None:
    if facts.edition is Edition.PREFECTURE:
        letterhead(flow, facts.letterhead, title_of(facts), "納品成果物 3　　仕様書 6(3)")
        lead = "仕様書6(3)に基づき、確保した専門人材のデータベースを提出します。"
    else:
        letterhead(flow, facts.letterhead, title_of(facts), "埼玉県内市町村向け", to_addressee=False)
        lead = (
            "本事業で市町村を支援するデジタル専門人材を紹介します。"
            "派遣や相談の申請の際に、分野と専門性をご確認ください。"
        )
    paragraph(flow, lead)
    counts = experts_per_field(shown, facts)
    covered = sum(count > 0 for count in counts.values())
    on_site = sum(profile.value("on_site") is True for profile in shown)
    flow.skip(8)
    tiles(
        flow,
        (
            ("掲載人数", f"{len(shown)}名", 1.0),
            ("支援できる分野", f"{covered}／{len(counts)}分野", 1.0),
            ("実地で支援できる人材", f"{on_site}名", 1.0),
        ),
    )
    heading(flow, "1　分野別の人数", "仕様書 6(2)ウ・表1")
    block = ""
    for field in facts.support_fields:
        if field.block != block:
            block = field.block
            subheading(flow, block, keep=34)
            bar_chart(
                flow,
                [(other.name, counts[other.code]) for other in facts.support_fields if other.block == block],
                "名",
                most=max(counts.values(), default=0),
            )


def _profile(flow: Flow, profile: Profile, facts: ExpertDatabaseFacts) -> int:
    """Set one expert and return the number of the page where the profile begins."""
    names = Names(
        {field.code: field.name for field in facts.support_fields},
        lambda _register, record_id: facts.decision_numbers.get(record_id, ""),
    )
    public = Entries(flow, _rows(profile, names, Audience.PUBLIC))
    private = Entries(flow, _rows(profile, names, Audience.PREFECTURE))
    whole = public.height + (private.height + 30 if facts.edition is Edition.PREFECTURE else 0) + 60
    flow.need(whole if whole < flow.geometry.foot - flow.geometry.top else 190)
    flow.skip(10)
    began = len(flow.document.pages)
    kana, place = str(profile.value("kana") or ""), flow.y
    flow.y = flow.line(profile.name, NAME, flow.left, place, flow.width * 0.62)
    flow.line(kana, aligned(NOTE, Align.END), flow.left + flow.width * 0.62, place + 5, flow.width * 0.38)
    post = "　".join(str(profile.value(name)) for name in ("affiliation", "post") if profile.value(name))
    flow.y = flow.line(post or "所属の記載なし", NOTE, flow.left, flow.y, flow.width) + 4
    flow.page.rule(flow.left, flow.y, flow.width, ACCENT, 1.0)
    public.draw()
    if facts.edition is Edition.PREFECTURE:
        subheading(flow, "県への提出のみの項目")
        private.draw()
    return began


def _rows(profile: Profile, names: Names, audience: Audience) -> list[tuple[str, str]]:
    return [
        (field.label, _shown(field, value, profile, names))
        for field, value in profile.values
        if field.audience is audience and field.name not in IN_HEAD
    ]


def _shown(field: Field, value: object, profile: Profile, names: Names) -> str:
    if field.name == "fields":
        known = names.support_fields
        items = (f"{profile.mark(each.key)} {known.get(each.key, each.key)}" for each in profile.supported)
        return packed(items, CELL, ENTRY_WIDTH, "　　")
    if field.name == "on_site":
        return "☑　可" if value else "☐　不可"
    return "" if value is None else print_text(field, value, names)


def _index(flow: Flow, facts: ExpertDatabaseFacts, shown: tuple[Profile, ...], pages: list[int]) -> None:
    """List for each field of Table 1 who supports it and on which page the profile stands."""
    heading(flow, "4　分野別の索引", MARKS, keep=120)
    rows, width = [], flow.width * 1.9 / 2.9 - 14
    for field in facts.support_fields:
        found = [
            f"{profile.mark(field.code)} {profile.name}（{page}頁）"
            for profile, page in zip(shown, pages, strict=True)
            if profile.mark(field.code)
        ]
        rows.append((field.name, packed(found, CELL, width) or "―"))
    table(flow, (Column("分野", 1.0), Column("専門人材", 1.9)), rows)
