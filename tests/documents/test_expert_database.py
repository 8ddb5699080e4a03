"""Deliverable 3: both editions, and the proof that the publication holds nothing private."""

import io
from datetime import datetime

import openpyxl
import pytest

from app.documents.expert_database import expert_database
from app.documents.expert_profile import Edition, profiles
from app.documents.expert_workbook import expert_workbook
from app.documents.field_text import Names, file_text, print_text
from app.domain.expert import Expert
from app.domain.record import Audience, Kind
from tests.documents.reading import check_fonts, check_golden, layout_of, parts_of, text_of
from tests.documents.samples import SUPPORT_FIELDS, make_database, make_expert

NAMES = Names({field.code: field.name for field in SUPPORT_FIELDS}, lambda _register, _id: "承-M07-0003")


def private_values(*audiences: Audience) -> set[str]:
    """Return every text of the sample experts that only these readers may see."""
    found = set()
    for expert in make_database().experts:
        for field in Expert.REGISTER.fields:
            if field.audience in audiences and field.kind is not Kind.BOOLEAN:
                value = getattr(expert, field.name)
                found |= {file_text(field, value, NAMES), print_text(field, value, NAMES), str(value)}
    public = {"火、木", "業務委託"}  # too short to be told from public text, checked by their labels
    return {"".join(text.split()) for text in found if len(text) > 3} - public


@pytest.mark.parametrize("edition", list(Edition))
def test_both_editions_read_as_stored(edition: Edition) -> None:
    check_golden(f"expert_database_{edition}", expert_database(make_database(edition, count=5)).data)


def test_the_publication_has_no_private_value_in_its_pdf() -> None:
    text = text_of(expert_database(make_database(Edition.PUBLICATION)).data)
    private = private_values(Audience.CONTRACTOR, Audience.PREFECTURE)
    assert len(private) > 100
    assert not [value for value in private if value in text]
    for label in ("契約形態", "居住地", "対応できる曜日", "メール", "電話番号", "了承日", "県への提出のみ"):
        assert label not in text


def test_the_publication_has_no_private_value_anywhere_in_its_workbook() -> None:
    raw = "".join(part.decode() for part in parts_of(expert_workbook(make_database(Edition.PUBLICATION))).values())
    assert "𠮷田" in raw
    assert not [value for value in private_values(Audience.CONTRACTOR, Audience.PREFECTURE) if value in raw]
    assert "居住地" not in raw


def test_the_prefecture_reads_what_is_for_it_but_nothing_of_the_contractor() -> None:
    facts = make_database(Edition.PREFECTURE)
    text = text_of(expert_database(facts).data)
    raw = "".join(part.decode() for part in parts_of(expert_workbook(facts)).values())
    for value in private_values(Audience.CONTRACTOR):
        assert value not in text
        assert value not in raw
    for value in ("非公開県0市", "架空ベンダー3社の顧問", "令和8年5月11日（月）", "承-M07-0003", "了承範囲11"):
        assert value in text
    assert "非公開県0市" in raw


def test_a_profile_keeps_nothing_that_its_edition_does_not_show() -> None:
    (profile,) = profiles(make_database(Edition.PUBLICATION, count=1))
    assert {field.audience for field, _ in profile.values} == {Audience.PUBLIC}
    assert profile.value("mail") is None


def test_an_expert_who_is_not_listed_is_never_published() -> None:
    facts = make_database(Edition.PUBLICATION, experts=(make_expert(0), make_expert(1, is_listed=False)))
    assert "山﨑" not in text_of(expert_database(facts).data)
    assert [profile.name for profile in profiles(facts)] == ["𠮷田　恵"]


def test_the_coverage_matrix_tells_levels_by_shape_and_counts_experts() -> None:
    text = layout_of(expert_database(make_database()).data)
    for mark in ("◎ 主導できる", "○ 対応できる", "△ 補助できる"):
        assert mark in text
    assert "15／15分野" in text


def test_the_index_leads_to_the_page_of_each_profile() -> None:
    pages = layout_of(expert_database(make_database(count=6)).data).split("\f")[:-1]
    index = next(number for number, page in enumerate(pages) if "4 分野別の索引" in page.replace("　", " "))
    for number, page in enumerate(pages[:index], start=1):
        if "サトウ　イチロウ" in page.replace(" ", "　"):
            assert f"佐藤　一郎（{number}頁）" in text_of_page(pages[index:])


def text_of_page(pages: list[str]) -> str:
    return "".join(pages).replace(" ", "　")


def test_fonts_are_embedded_and_bytes_stay_the_same() -> None:
    facts = make_database(Edition.PUBLICATION)
    assert expert_database(facts).data == expert_database(facts).data
    check_fonts(expert_database(facts).data)


def test_a_database_without_experts_and_one_of_forty_are_made() -> None:
    assert "掲載する専門人材はありません" in text_of(expert_database(make_database(count=0)).data)
    assert expert_workbook(make_database(count=0))
    assert expert_database(make_database(count=40)).pages > 40


def test_the_workbook_has_real_dates_numbers_and_a_frozen_header() -> None:
    book = openpyxl.load_workbook(io.BytesIO(expert_workbook(make_database())))
    sheet = book["専門人材"]
    headers = [cell.value for cell in sheet[2]]
    first = dict(zip(headers, [cell.value for cell in sheet[3]], strict=True))
    assert first["了承日"] == datetime(2026, 5, 11)  # noqa: DTZ001 - Excel knows no zone
    assert first["支援実績団体数（団体）"] == 12
    assert sheet.freeze_panes == "B3"
    assert sheet.print_title_rows == "$2:$2"
    matrix = book["分野対応表"]
    assert [cell.value for cell in matrix[3]][:4] == ["𠮷田　恵", "◎", "○", "△"]
    assert matrix.cell(15, 1).value == "人数"
