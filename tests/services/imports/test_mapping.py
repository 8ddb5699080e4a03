"""Which column feeds which field: what headers say by themselves, and mappings kept under a name."""

import pytest

from app.domain.errors import AppError
from app.domain.imports import ImportProfile
from app.services.imports.mapping import header_key, propose, synonyms
from app.services.imports.service import ImportService
from app.services.imports.subjects import SUBJECTS
from tests.services.imports.memory_store import MemoryStore, applications_csv

OTHER = "整理No,日,どこ,何,中身\nA-1,2026/7/24,小川町,よろず相談,本文\n".encode()
BY_HAND = {
    "整理No": "received_number", "日": "applied_on", "どこ": "municipality_code", "何": "kind", "中身": "content",
}  # fmt: skip


def code_of(error: pytest.ExceptionInfo[AppError]) -> str:
    return error.value.code


@pytest.mark.parametrize(
    "header", ["団体名", "１．団体名（必須）", "※団体名", "団体名 *", "Q3. 団体名【必須】", "団 体 名"]
)
def test_numbering_and_obligation_marks_do_not_hide_a_header(header: str) -> None:
    assert propose(SUBJECTS["applications"], (header,)).targets == ("municipality_code",)


def test_of_two_columns_for_one_field_the_first_is_taken_and_the_other_shown() -> None:
    mapping = propose(SUBJECTS["applications"], ("団体名", "市町村名", "趣味"))
    assert mapping.targets == ("municipality_code", "", "")
    assert mapping.unmapped == ("市町村名", "趣味")


@pytest.mark.parametrize("subject", SUBJECTS.values(), ids=lambda subject: subject.name)
def test_every_column_of_every_subject_fills_declared_fields_and_is_found_by_its_own_header(subject: object) -> None:
    from app.services.imports.subject import Subject

    assert isinstance(subject, Subject)
    declared = {field.name for field in subject.register.fields}
    known = synonyms(subject)
    for column in subject.columns:
        assert set(column.fields) <= declared
        assert known[header_key(column.header)] == column.name
    assert set(subject.key) <= {name for column in subject.columns for name in column.fields}
    for field in subject.required_fields:
        assert any(field.name in column.fields for column in subject.columns)


def test_a_file_with_no_known_header_is_refused_and_its_headers_named(service: ImportService) -> None:
    with pytest.raises(AppError) as caught:
        service.preview("甲,乙\n1,2\n".encode(), "applications", file_name="x.csv")
    assert code_of(caught) == "imports.unknown_headers"
    assert caught.value.values["headers"] == "甲、乙"


def test_a_file_without_a_header_row_is_refused(service: ImportService) -> None:
    data = applications_csv({}).split(b"\r\n", 1)[1]
    with pytest.raises(AppError) as caught:
        service.preview(data * 2, "applications")
    assert code_of(caught) == "imports.unknown_headers"


def test_a_file_of_headers_alone_is_refused(service: ImportService) -> None:
    with pytest.raises(AppError) as caught:
        service.preview(applications_csv(), "applications")
    assert code_of(caught) == "imports.no_rows"


def test_a_mapping_given_by_hand_is_followed(service: ImportService) -> None:
    preview = service.preview(OTHER, "applications", mapping=BY_HAND)
    assert preview.counts["new"] == 1


def test_a_mapping_is_kept_under_a_name_and_used_again_for_the_same_headers(
    service: ImportService, store: MemoryStore
) -> None:
    service.save_profile("旧フォーム", service.preview(OTHER, "applications", mapping=BY_HAND))
    assert [profile.name for profile in service.profiles("applications")] == ["旧フォーム"]
    assert service.profiles("experts") == ()
    preview = service.preview(OTHER, "applications")
    assert preview.mapping.profile == "旧フォーム"
    assert preview.counts["new"] == 1
    assert [remark.code for remark in preview.remarks] == ["imports.profile_used"]
    named = service.preview(OTHER.replace("日,".encode(), "日,備考,".encode(), 1), "applications", "旧フォーム")
    assert named.mapping.profile == "旧フォーム"
    assert service.preview(applications_csv({}), "applications").mapping.profile == ""


def test_the_same_name_replaces_the_saved_mapping(service: ImportService, store: MemoryStore) -> None:
    service.save_profile("旧", service.preview(OTHER, "applications", mapping=BY_HAND))
    service.save_profile("旧", service.preview(applications_csv({}), "applications"))
    (profile,) = store.of(ImportProfile)
    assert "受付番号" in profile.mapping


@pytest.mark.parametrize(
    ("mapping", "code"),
    [
        ({"整理No": "kind", "日": "kind"}, "imports.mapping_twice"),
        ({"整理No": "no_such_column"}, "imports.mapping_unknown_column"),
        ({"ない見出し": "kind"}, "imports.mapping_fits_nothing"),
    ],
)
def test_a_mapping_that_cannot_be_is_refused(service: ImportService, mapping: dict[str, str], code: str) -> None:
    with pytest.raises(AppError) as caught:
        service.preview(OTHER, "applications", mapping=mapping)
    assert code_of(caught) == code


def test_profiles_that_are_missing_or_damaged_are_told(service: ImportService, store: MemoryStore) -> None:
    with pytest.raises(AppError) as missing:
        service.preview(OTHER, "applications", "ない")
    assert code_of(missing) == "imports.profile_missing"
    store.put(ImportProfile(id="p", name="壊れた", subject="applications", mapping="{"))
    assert service.preview(applications_csv({}), "applications").counts["new"] == 1
    with pytest.raises(AppError) as damaged:
        service.preview(OTHER, "applications", "壊れた")
    assert code_of(damaged) == "imports.profile_damaged"


def test_a_profile_needs_a_name(service: ImportService) -> None:
    preview = service.preview(applications_csv({}), "applications")
    for name in ("", " ", "あ" * 101):
        with pytest.raises(AppError):
            service.save_profile(name, preview)
    assert service.save_profile("あ" * 100, preview).name == "あ" * 100


def test_an_unknown_subject_is_told_with_those_there_are(service: ImportService) -> None:
    with pytest.raises(AppError) as caught:
        service.preview(OTHER, "minutes")
    assert code_of(caught) == "imports.unknown_subject"
    assert "experts" in str(caught.value.values["known"])
