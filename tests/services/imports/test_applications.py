"""What a file may change in applications that are already there, and what it may not."""

from dataclasses import replace

import pytest

from app.domain.case import Case, CaseKind, CaseStatus
from app.domain.errors import AppError
from app.services.imports.preview import PreviewRow
from app.services.imports.service import ImportService
from tests.services.imports.memory_store import MemoryStore, applications_csv


def rows(service: ImportService, data: bytes) -> tuple[PreviewRow, ...]:
    return service.preview(data, "applications", file_name="a.csv").rows


def only(service: ImportService, data: bytes) -> PreviewRow:
    (row,) = rows(service, data)
    return row


def take_in(service: ImportService, *changes: dict[str, str], extra: tuple[str, ...] = ()) -> None:
    data = applications_csv(*(changes or ({},)), extra=extra)
    assert service.apply(service.preview(data, "applications", file_name="a.csv")).taken_in


def edit(store: MemoryStore, **changes: object) -> Case:
    (case,) = store.of(Case)
    edited = replace(case, **changes)  # type: ignore[arg-type]
    store.put(edited)
    return edited


def reasons(row: PreviewRow) -> list[str]:
    return [problem.code for problem in row.problems]


# The same key


def test_the_same_row_twice_is_a_duplicate(service: ImportService) -> None:
    first, second = rows(service, applications_csv({}, {}))
    assert (first.outcome, second.outcome) == ("new", "duplicate")


def test_the_same_row_written_another_way_is_a_duplicate_unless_a_column_without_a_field_differs(
    service: ImportService,
) -> None:
    again = {"回答日時": "R8.7.24 11:00", "団体名": "比企郡小川町"}
    assert rows(service, applications_csv({}, again))[1].outcome == "duplicate"
    differing = applications_csv({"他": "甲"}, {**again, "他": "乙"}, extra=("他",))
    assert rows(service, differing)[1].outcome == "refused"


def test_the_same_number_with_another_content_in_one_file_is_refused_with_both_rows_named(
    service: ImportService,
) -> None:
    first, second = rows(service, applications_csv({}, {"相談内容": "別の相談"}))
    assert (first.outcome, second.outcome) == ("new", "refused")
    assert reasons(second) == ["imports.contradicting_row"]
    assert "2行目" in second.problems[0].reason


def test_numbers_are_recognised_in_any_width(service: ImportService) -> None:
    take_in(service, {"受付番号": "LG-1"})
    assert only(service, applications_csv({"受付番号": "ＬＧ－１"})).outcome == "changed"


def test_a_row_without_its_number_is_refused(service: ImportService) -> None:
    row = only(service, applications_csv({"受付番号": " "}))
    assert reasons(row) == ["imports.required_empty"]
    assert "受付番号" in row.problems[0].reason


def test_two_records_of_one_number_make_a_row_ambiguous(service: ImportService, store: MemoryStore) -> None:
    take_in(service)
    store.put(replace(store.of(Case)[0], id="another"))
    assert reasons(only(service, applications_csv({}))) == ["imports.ambiguous"]


# Changes


def test_a_changed_cell_changes_its_field_alone(service: ImportService, store: MemoryStore) -> None:
    take_in(service)
    edit(store, note="電話で確認した", status=CaseStatus.MATCHING)
    data = applications_csv({"所属": "情報課"})
    row = only(service, data)
    assert [(change.label, change.before, change.after) for change in row.changes] == [("所属", "総務課", "情報課")]
    service.apply(service.preview(data, "applications"))
    (case,) = store.of(Case)
    assert (case.department, case.note, case.status) == ("情報課", "電話で確認した", CaseStatus.MATCHING)
    assert only(service, data).outcome == "unchanged"


def test_what_people_typed_since_is_not_touched_by_the_same_file(service: ImportService, store: MemoryStore) -> None:
    take_in(service)
    edited = edit(store, department="デジタル課")
    row = only(service, applications_csv({}))
    assert row.outcome == "unchanged"
    assert row.notes == ()
    assert store.of(Case) == [edited]


def test_what_people_typed_since_wins_over_a_new_file_and_the_difference_is_told_once(
    service: ImportService, store: MemoryStore
) -> None:
    take_in(service)
    edit(store, department="デジタル課")
    data = applications_csv({"所属": "情報課", "相談内容": "見直しを急ぎたい"})
    row = only(service, data)
    assert row.outcome == "changed"
    assert [note.code for note in row.notes] == ["imports.typed_kept"]
    assert "デジタル課" in row.notes[0].reason
    assert "情報課" in row.notes[0].reason
    service.apply(service.preview(data, "applications"))
    (case,) = store.of(Case)
    assert (case.department, case.content) == ("デジタル課", "見直しを急ぎたい")
    assert only(service, data).outcome == "unchanged"


def test_a_difference_that_only_people_settled_is_kept_in_the_source(
    service: ImportService, store: MemoryStore
) -> None:
    take_in(service)
    edit(store, department="デジタル課")
    data = applications_csv({"所属": "情報課"})
    row = only(service, data)
    assert row.outcome == "changed"
    assert [(change.field, change.before, change.after) for change in row.changes] == [("source", "総務課", "情報課")]
    service.apply(service.preview(data, "applications"))
    (case,) = store.of(Case)
    assert case.department == "デジタル課"
    assert "情報課" in case.source
    assert only(service, data).outcome == "unchanged"


def test_a_cell_emptied_by_the_office_empties_its_field(service: ImportService, store: MemoryStore) -> None:
    take_in(service)
    service.apply(service.preview(applications_csv({"担当者氏名": ""}), "applications"))
    assert store.of(Case)[0].contact_name == ""


def test_a_case_typed_by_hand_is_recognised_and_only_its_empty_fields_are_filled(
    service: ImportService, store: MemoryStore
) -> None:
    typed = Case(
        id="x", received_number="LG-1", municipality_code="113433", department="税務課", content="電話での相談"
    )
    store.put(typed)
    row = only(service, applications_csv({}))
    assert row.outcome == "changed"
    assert {note.field for note in row.notes if note.code == "imports.typed_kept"} == {"department", "content"}
    service.apply(service.preview(applications_csv({}), "applications"))
    (case,) = store.of(Case)
    assert (case.id, case.department, case.contact_name) == ("x", "税務課", "井上 翔太")
    assert only(service, applications_csv({})).outcome == "unchanged"


def test_another_way_to_write_the_same_value_is_no_change(service: ImportService) -> None:
    take_in(service)
    again = {"回答日時": "令和８年７月２４日　11時00分", "団体名": "比企郡小川町", "相談分野": "ＩＣＴ－ＢＣＰ"}
    assert only(service, applications_csv(again)).outcome == "unchanged"


@pytest.mark.parametrize(("header", "text"), [("申請区分", "よろず相談"), ("団体名", "嵐山町")])
def test_kind_and_municipality_change_only_while_a_case_waits_at_intake(
    service: ImportService, store: MemoryStore, header: str, text: str
) -> None:
    take_in(service)
    assert only(service, applications_csv({header: text})).outcome == "changed"
    edit(store, status=CaseStatus.MATCHING)
    assert reasons(only(service, applications_csv({header: text}))) == ["imports.settled"]


# Columns


def test_a_column_without_a_field_is_shown_and_kept_in_the_source(service: ImportService, store: MemoryStore) -> None:
    data = applications_csv({"きっかけ": "県の説明会"}, extra=("きっかけ",))
    preview = service.preview(data, "applications")
    assert preview.mapping.unmapped == ("きっかけ",)
    assert [remark.code for remark in preview.remarks] == ["imports.columns_kept"]
    assert "県の説明会" in preview.rows[0].notes[0].reason
    service.apply(preview)
    assert '"きっかけ":"県の説明会"' in store.of(Case)[0].source


def test_a_change_in_a_column_without_a_field_is_a_change_of_the_source(service: ImportService) -> None:
    take_in(service, {"きっかけ": "県の説明会"}, extra=("きっかけ",))
    row = only(service, applications_csv({"きっかけ": "知人"}, extra=("きっかけ",)))
    assert [(change.before, change.after) for change in row.changes] == [("県の説明会", "知人")]


def test_a_missing_required_column_refuses_each_row_and_names_the_column(service: ImportService) -> None:
    row = only(service, "受付番号,回答日時,団体名,相談内容\nLG-1,2026/7/24,小川町,本文\n".encode())
    assert reasons(row) == ["imports.required_column_missing"]
    assert "申請区分" in row.problems[0].reason


def test_a_day_without_a_time_gives_no_moment(service: ImportService, store: MemoryStore) -> None:
    take_in(service, {"回答日時": "R8.7.24"})
    (case,) = store.of(Case)
    assert (str(case.applied_on), case.applied_at) == ("2026-07-24", None)


def test_the_day_of_application_may_stand_in_a_column_of_its_own(service: ImportService, store: MemoryStore) -> None:
    take_in(service, {"回答日時": "", "申請日": "7月24日（金）"}, extra=("申請日",))
    assert str(store.of(Case)[0].applied_on) == "2026-07-24"


@pytest.mark.parametrize(
    ("header", "text"),
    [
        ("回答日時", "2026/07/24 25:00"),
        ("回答日時", "2026/02/30 10:00"),
        ("申請区分", "長期伴走"),
        ("相談分野", "ICT-BCP、宇宙開発"),
        ("相談内容", "あ" * 10_001),
        ("所属", "総務課\n情報係"),
        ("担当者氏名", "井上\u202e翔太"),
    ],
)
def test_a_value_that_cannot_be_taken_is_refused_with_its_column_and_text(
    service: ImportService, header: str, text: str
) -> None:
    (problem,) = only(service, applications_csv({header: text})).problems
    assert problem.label == header
    assert problem.value
    assert problem.reason
    assert problem.reason_in("en")


def test_a_row_with_more_cells_than_headers_is_refused_not_cut(service: ImportService) -> None:
    data = applications_csv({}) + '"LG-2","2026/7/24","小川町","","","よろず相談","ICT-BCP","本文","余り"\r\n'.encode()
    assert [row.outcome for row in rows(service, data)] == ["new", "refused"]
    assert reasons(rows(service, data)[1]) == ["imports.more_cells_than_headers"]


def test_the_mark_of_a_lost_character_is_told(service: ImportService) -> None:
    row = only(service, applications_csv({"担当者氏名": "\ufffd木"}))
    assert (row.outcome, row.notes[0].code) == ("new", "imports.replacement_character")


# All or nothing, and what happens meanwhile


def test_partly_taken_in_leaves_out_the_refused_rows_alone(service: ImportService, store: MemoryStore) -> None:
    preview = service.preview(applications_csv({}, {"受付番号": "LG-2", "団体名": "X市"}), "applications")
    assert not service.apply(preview).taken_in
    assert store.records == {}
    assert service.apply(preview, partial=True).taken_in
    assert [case.received_number for case in store.of(Case)] == ["LG-1"]


def test_a_preview_that_no_longer_holds_is_not_written(service: ImportService, store: MemoryStore) -> None:
    preview = service.preview(applications_csv({}), "applications")
    take_in(service, {"相談内容": "先に届いた"})
    before = dict(store.records)
    with pytest.raises(AppError) as caught:
        service.apply(preview)
    assert caught.value.code == "imports.store_changed"
    assert store.records == before


def test_a_change_elsewhere_meanwhile_neither_stops_the_import_nor_is_lost(
    service: ImportService, store: MemoryStore
) -> None:
    take_in(service)
    preview = service.preview(applications_csv({"所属": "情報課"}), "applications")
    edit(store, note="その間に書いた")
    assert service.apply(preview).taken_in
    (case,) = store.of(Case)
    assert (case.department, case.note) == ("情報課", "その間に書いた")


def test_nothing_is_written_when_the_backup_fails(service: ImportService, store: MemoryStore) -> None:
    def fail() -> None:
        raise AppError("imports.file_unreadable", file="backup")

    preview = service.preview(applications_csv({}), "applications")
    service._backup = fail
    with pytest.raises(AppError):
        service.apply(preview)
    assert store.records == {}


def test_the_same_application_gets_the_same_id_on_every_desk(service: ImportService, store: MemoryStore) -> None:
    take_in(service)
    (first,) = store.of(Case)
    store.records.clear()
    take_in(service, {"受付番号": "ＬＧ－１"})
    assert store.of(Case)[0].id == first.id


def test_an_id_that_is_taken_by_another_record_is_not_taken_again(service: ImportService, store: MemoryStore) -> None:
    take_in(service)
    edit(store, received_number="LG-9")
    take_in(service)
    assert len(store.of(Case)) == 2


def test_a_dispatch_and_a_consultation_come_in_at_intake(service: ImportService, store: MemoryStore) -> None:
    take_in(service, {}, {"受付番号": "LG-2", "申請区分": "よろず相談"})
    assert {(case.kind, case.status) for case in store.of(Case)} == {
        (CaseKind.DISPATCH, CaseStatus.RECEIVED),
        (CaseKind.CONSULTATION, CaseStatus.RECEIVED),
    }
