"""Fonts and glyphs: everything drawn is embedded, checked and can be read out of the file again."""

from datetime import date

import pytest

from app.documents.pdf.chart import bar_chart
from app.documents.pdf.document import Document, Properties
from app.documents.pdf.elements import bullets, furnish, heading, paragraph, title
from app.documents.pdf.flow import Flow
from app.documents.pdf.ink import Font, Inks
from app.documents.pdf.style import A4, BODY, FIGURE, Align, Style, aligned
from app.documents.pdf.table import Column, entries, table
from app.domain.errors import AppError
from app.platform.messages import explain
from tests.documents.reading import check_fonts, layout_of, text_of
from tests.documents.samples import CONTENT, EFFECT, SUPPORT_FIELDS

PROPERTIES = Properties("題名", "作成者", "件名", date(2026, 9, 29))


def make_pdf(*texts: str, style: Style = BODY) -> bytes:
    document = Document(PROPERTIES)
    flow = Flow(document)
    for text in texts:
        paragraph(flow, text, style, "本文")
    return document.data()


@pytest.mark.parametrize("font", list(Font))
def test_names_outside_the_bmp_and_old_shapes_are_drawn_and_read_back(font: Font) -> None:
    pdf = make_pdf("𠮷田　髙﨑　槗本　㏊　①㈱", style=Style(font))
    assert text_of(pdf) == "𠮷田髙﨑槗本㏊①㈱"
    check_fonts(pdf)


def test_check_boxes_are_drawn_and_read_back() -> None:
    pdf = make_pdf("☐未　☑済　☒否")
    assert text_of(pdf) == "☐未☑済☒否"
    check_fonts(pdf)


def test_a_variation_sequence_keeps_its_selector_where_the_font_has_the_shape() -> None:
    assert text_of(make_pdf("葛\U000e0100飾区")) == "葛\U000e0100飾区"


def test_a_selector_that_no_font_knows_is_dropped_and_the_character_stays() -> None:
    assert text_of(make_pdf("山\U000e01ef田")) == "山田"


def test_a_combining_mark_is_drawn_with_its_character_and_read_back_as_it_was() -> None:
    assert text_of(make_pdf("か\u3099くき\u309aき")) == "か\u3099くき\u309aき"


def test_signs_without_a_shape_are_left_out() -> None:
    assert text_of(make_pdf("あ\u200bい\u202eう\ufeff")) == "あいう"


@pytest.mark.parametrize(
    ("character", "number"), [("😀", "U+1F600"), ("\x07", "U+0007"), ("ሀ", "U+1200"), ("\u0488", "U+0488")]
)
def test_a_character_that_no_font_has_is_refused_with_its_number_and_field(character: str, number: str) -> None:
    with pytest.raises(AppError) as refused:
        make_pdf(f"あ{character}い")
    assert refused.value.code == "documents.glyph_missing"
    assert refused.value.values["number"] == number
    assert refused.value.values["field"] == "本文"
    assert number in explain(refused.value)
    assert "本文" in explain(refused.value, "en")


def test_a_character_in_a_table_is_refused_with_its_column() -> None:
    flow = Flow(Document(PROPERTIES))
    with pytest.raises(AppError) as refused:
        table(flow, (Column("団体名", 1), Column("内容", 1)), [("川越市", "😀")])
    assert refused.value.where == "内容"


def test_the_text_layer_gives_surrogate_pairs_beyond_the_bmp() -> None:
    from app.documents.pdf.embedding import to_unicode

    assert "<0001> <D842DFB7>" in to_unicode(["", "𠮷"])
    assert "<0001> <845BDB40DD00>" in to_unicode(["", "葛\U000e0100"])


def test_one_run_serves_a_text_of_one_font() -> None:
    inks = Inks()
    assert len(inks.runs(Font.TEXT, "市町村DX")) == 1
    assert [name for name, _ in inks.runs(Font.TEXT, "あ𠮷い")] == ["F1", "F2", "F1"]


def test_the_same_drawing_gives_the_same_bytes() -> None:
    assert make_pdf("同じ内容", "𠮷") == make_pdf("同じ内容", "𠮷")


def test_the_file_says_what_it_is_and_when_it_was_made_for() -> None:
    import io

    import pikepdf

    with pikepdf.open(io.BytesIO(make_pdf("本文"))) as pdf:
        assert str(pdf.docinfo["/Title"]) == "題名"
        assert str(pdf.docinfo["/Author"]) == "作成者"
        assert str(pdf.docinfo["/Subject"]) == "件名"
        assert str(pdf.docinfo["/CreationDate"]) == "D:20260929000000+09'00'"
        assert [float(edge) for edge in pdf.pages[0].MediaBox] == pytest.approx([0, 0, *A4], abs=0.01)


def test_text_that_looks_like_markup_or_operators_is_drawn_as_text() -> None:
    hostile = "<b>太字</b>&amp;<font color=red>) Tj ET Q (<para/>\\)%PDF-1.4"
    assert text_of(make_pdf(hostile)) == "".join(hostile.split())


def test_ten_thousand_characters_run_over_pages_and_none_is_lost() -> None:
    text = "あいうえおかきくけこ" * 1_000
    pdf = make_pdf(text)
    assert text_of(pdf).count("あいうえおかきくけこ") == 1_000


@pytest.mark.parametrize("text", ["W" * 200, "、" * 300, "（" * 300, "　" * 300, "", "\n\n", "\r\n\u2028あ", "a\tb"])
def test_odd_texts_are_set_in_paragraphs_lists_and_tables(text: str) -> None:
    document = Document(PROPERTIES)
    flow = Flow(document)
    paragraph(flow, text)
    bullets(flow, [text, text])
    table(flow, (Column("狭い列", 1), Column("広い列", 9)), [(text, text)])
    entries(flow, [(text[:100], text)])
    title(flow, text)
    heading(flow, text)
    furnish(document, text[:40])
    shown = text_of(document.data())
    assert "".join(text.split()) in shown or len(text) >= 200


def test_every_page_has_its_number_and_later_pages_the_running_head() -> None:
    document = Document(PROPERTIES)
    flow = Flow(document)
    for number in range(100):
        paragraph(flow, f"第{number}段落")
    furnish(document, "走り見出し", "欄外の注")
    pages = layout_of(document.data()).split("\f")[:-1]
    assert len(pages) == 3
    for number, page in enumerate(pages, start=1):
        assert f"{number} / 3" in page.replace("/3", "/ 3").replace(f"{number}/", f"{number} /")
        assert ("走り見出し" in page) == (number > 1)
        assert "欄外の注" in page


def test_the_header_of_a_table_is_repeated_and_rows_keep_their_order() -> None:
    document = Document(PROPERTIES)
    flow = Flow(document)
    table(flow, (Column("番号", 1), Column("内容", 3)), [(f"行{number}", "内容の文" * 12) for number in range(60)])
    pages = layout_of(document.data()).split("\f")[:-1]
    assert len(pages) > 2
    assert all("番号" in page for page in pages)
    text = text_of(document.data())
    assert [text.index(f"行{number}内容") for number in range(60)] == sorted(
        text.index(f"行{number}内容") for number in range(60)
    )


def test_a_row_longer_than_a_page_goes_on_with_its_label() -> None:
    document = Document(PROPERTIES)
    flow = Flow(document)
    entries(flow, [("具体的な支援内容", "支援の内容を書いた文。" * 600), ("次の行", "短い")])
    pages = layout_of(document.data()).split("\f")[:-1]
    assert len(pages) >= 3
    assert all("具体的な支援内容" in page for page in pages)
    assert "（続き）" in pages[1]
    assert text_of(document.data()).count("支援の内容を書いた文。") > 550


def test_a_short_row_is_not_divided_by_the_end_of_a_page() -> None:
    document = Document(PROPERTIES)
    flow = Flow(document)
    entries(flow, [(f"項目{number}", f"始{number}\n中{number}\n終{number}") for number in range(40)])
    for page in layout_of(document.data()).split("\f")[:-1]:
        for number in range(40):
            assert (f"始{number}\n" in page) == (f"終{number}\n" in page)


def make_long_report() -> Document:
    document = Document(PROPERTIES)
    flow = Flow(document)
    title(flow, "月例業務報告書")
    bar_chart(flow, [(field.name, number) for number, field in enumerate(SUPPORT_FIELDS)], "件")
    columns = (Column("番号", 1), Column("団体名", 1), Column("件数", 1, FIGURE, Align.END), Column("内容", 4))
    while len(document.pages) < 20:
        heading(flow, f"{len(document.pages)}　派遣の実施状況")
        paragraph(flow, CONTENT)
        table(flow, columns, [(f"派-{number}", "髙﨑𠮷市", f"{number:,}", EFFECT[number:]) for number in range(12)])
    furnish(document, "月例業務報告書")
    return document


def test_a_report_of_twenty_pages_with_tables_and_a_chart_is_the_same_each_time() -> None:
    pdf = make_long_report().data()
    assert pdf == make_long_report().data()
    check_fonts(pdf)
    text = text_of(pdf)
    assert "20/20" in text
    assert "ICT-BCP14件" in text


def test_an_empty_table_says_so_and_an_empty_entry_shows_a_dash() -> None:
    document = Document(PROPERTIES)
    flow = Flow(document)
    table(flow, (Column("番号", 1),), [])
    entries(flow, [("場所", "")])
    assert "該当なし" in layout_of(document.data())
    assert "場所―" in text_of(document.data())


def test_a_justified_line_ends_at_the_margin_and_the_last_line_does_not_stretch() -> None:
    document = Document(PROPERTIES)
    flow = Flow(document)
    paragraph(flow, "これは、両端をそろえて組む段落の見本です。" * 5)
    spread = [" Tc " in line for line in document.pages[0].operators if line.startswith("BT")]
    assert spread[-1] is False
    assert any(spread)
    assert aligned(BODY, Align.END).justified is False
