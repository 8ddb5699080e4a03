"""The file of refused rows that is sent back, and the empty form."""

import csv
import io
from datetime import datetime

import pytest
from openpyxl import load_workbook

from app.documents.tabular import read_table
from app.domain.case import Case
from app.domain.entry import EntryContext
from app.domain.errors import AppError
from app.services.imports.mapping import REASON_HEADER
from app.services.imports.refused import refused_file
from app.services.imports.service import ImportService
from app.services.imports.subjects import SUBJECTS
from app.services.imports.template import template
from tests.services.imports.memory_store import MemoryStore, applications_csv


def lines(data: bytes, encoding: str = "utf-8-sig") -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode(encoding), newline="")))


def test_refused_rows_are_sent_back_as_they_came_with_the_reason_beside(service: ImportService) -> None:
    bad = {"受付番号": "LG-2", "団体名": "存在しない市", "相談内容": "=1+1\n二行目", "所属": " 総務課 "}
    preview = service.preview(applications_csv({}, bad), "applications")
    header, row = lines(refused_file(preview))
    assert header == [*preview.mapping.headers, REASON_HEADER]
    assert row[0] == "LG-2"
    assert row[2:4] == ["存在しない市", " 総務課 "]
    assert row[7] == "'=1+1\n二行目"  # no spreadsheet runs it
    assert "存在しない市" in row[-1]


def test_the_corrected_file_can_be_taken_in_and_leaves_no_trace_of_the_reason(
    service: ImportService, store: MemoryStore
) -> None:
    bad = {"団体名": "存在しない市", "相談内容": "=1+1"}
    sent_back = refused_file(service.preview(applications_csv(bad), "applications"))
    corrected = sent_back.decode("utf-8-sig").replace(",存在しない市,", ",小川町,").encode("utf-8-sig")
    preview = service.preview(corrected, "applications")
    assert preview.counts["new"] == 1
    assert preview.remarks == ()
    service.apply(preview)
    (case,) = store.of(Case)
    assert case.content == "=1+1"
    assert REASON_HEADER not in case.source


def test_cells_beyond_the_last_header_are_sent_back_too(service: ImportService) -> None:
    data = applications_csv() + '"LG-2","2026/7/24","小川町","","","よろず相談","","本文","余り"\r\n'.encode()
    header, row = lines(refused_file(service.preview(data, "applications")))
    assert header[-2:] == ["", REASON_HEADER]
    assert row[-2] == "余り"


def test_cp932_is_written_on_request_and_refused_where_it_lacks_a_character(service: ImportService) -> None:
    plain = service.preview(applications_csv({"団体名": "髙﨑市"}), "applications")
    assert lines(refused_file(plain, "cp932"), "cp932")[1][2] == "髙﨑市"
    rare = service.preview(applications_csv({"団体名": "𠮷市"}), "applications")
    with pytest.raises(AppError) as caught:
        refused_file(rare, "cp932")
    assert caught.value.code == "imports.refused_unencodable"
    assert caught.value.values["characters"] == "𠮷"


@pytest.mark.parametrize("subject", ["experts", "applications", "decisions"])
def test_the_form_is_read_by_the_import_that_offers_it(subject: str, context: EntryContext) -> None:
    data = template(subject, context)
    table = read_table(data, "form.xlsx")
    assert len(table.headers) == len(SUBJECTS[subject].columns)
    assert table.rows == ()
    assert set(table.other_sheets) == {"記入要領", "選択肢"}


def test_a_form_filled_in_is_taken_in_without_a_remark(
    service: ImportService, context: EntryContext, store: MemoryStore
) -> None:
    book = load_workbook(io.BytesIO(template("applications", context)))
    sheet = book.worksheets[0]
    headers = [str(cell.value).removesuffix("（必須）") for cell in sheet[1]]
    filled: dict[str, str | datetime] = {
        "受付番号": "001",
        "回答日時": datetime(2026, 7, 24, 11, 0),  # noqa: DTZ001 - a cell has no zone
        "団体名": "小川町",
        "申請区分": "よろず相談",
        "相談内容": "本文",
    }
    for header, value in filled.items():
        sheet.cell(2, headers.index(header) + 1).value = value
    written = io.BytesIO()
    book.save(written)
    preview = service.preview(written.getvalue(), "applications", file_name="form.xlsx")
    assert preview.remarks == ()
    service.apply(preview)
    (case,) = store.of(Case)
    assert case.received_number == "001"
    assert f"{case.applied_at:%Y-%m-%d %H:%M}" == "2026-07-24 02:00"


def test_the_form_offers_the_63_municipalities_and_the_labels_of_choices(context: EntryContext) -> None:
    book = load_workbook(io.BytesIO(template("applications", context)))
    options = {column[0]: [cell for cell in column[1:] if cell] for column in zip(*book["選択肢"].values, strict=True)}
    assert len(options["団体名"]) == 63
    assert options["申請区分"] == ["専門人材派遣", "よろず相談"]
    assert len(options["相談分野"]) == 15
    lists = [check for check in book.worksheets[0].data_validations.dataValidation if check.type == "list"]
    assert len(lists) == 4
