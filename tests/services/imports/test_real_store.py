"""The imports on the encrypted store: one commit, one undo, and the same again after it."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from app.domain.case import Case
from app.domain.decision import Decision, DecisionKind
from app.domain.entry import EntryContext
from app.domain.expert import Expert
from app.services.imports.service import ImportService
from app.services.workspace.safety import AuthoredStore
from app.store.cipher import DatabaseKey
from app.store.store import Store
from tests.services.imports.memory_store import applications_csv


@pytest.fixture
def real(tmp_path: Path) -> Iterator[Store]:
    store = Store.create(tmp_path, DatabaseKey(bytes(32)), "workspace", site_code="M07")
    yield store
    store.close()


@pytest.fixture
def imports(real: Store, context: EntryContext) -> ImportService:
    return ImportService(AuthoredStore(real, "花子"), lambda: context, lambda: None)


def test_a_file_is_one_commit_that_one_undo_takes_back_and_a_second_import_brings_again(
    real: Store, imports: ImportService, sample: Callable[[str], Path]
) -> None:
    path = sample("form_applications_cp932.csv")
    result = imports.apply(imports.preview(path, "applications"), partial=True)
    assert len(result.changes.changes) == 41  # 40 cases and the record of the import
    ids = set(real.ids("cases"))
    assert len(ids) == 40
    assert imports.preview(path, "applications").counts["unchanged"] == 40
    real.undo("花子")
    assert real.ids("cases") == []
    assert imports.preview(path, "applications").counts["new"] == 40
    imports.apply(imports.preview(path, "applications"), partial=True)
    assert set(real.ids("cases")) == ids


def test_the_second_encoding_changes_8_cases_and_nothing_more(
    real: Store, imports: ImportService, sample: Callable[[str], Path]
) -> None:
    imports.apply(imports.preview(sample("form_applications_cp932.csv"), "applications"), partial=True)
    again = imports.preview(sample("form_applications_utf8.csv"), "applications")
    result = imports.apply(again, partial=True)
    changed = [change for change in result.changes.changes if change.register == "cases"]
    assert len(changed) == 8
    assert {group for change in changed for group in change.groups} == {"content", "source"}
    with real.unit_of_work("花子", "") as uow:
        assert sum("𠮷度" in case.content for case in uow.find(Case)) == 8


def test_the_roster_is_kept_in_the_store_as_it_was_read(
    real: Store, imports: ImportService, sample: Callable[[str], Path]
) -> None:
    assert imports.apply(imports.preview(sample("experts.xlsx"), "experts")).taken_in
    with real.unit_of_work("花子", "") as uow:
        experts = uow.find(Expert)
    assert len(experts) == 13
    assert imports.preview(sample("experts.xlsx"), "experts").counts["unchanged"] == 13
    assert "取込" in str(real.undoable("花子"))


def test_a_saved_mapping_is_found_again(imports: ImportService) -> None:
    preview = imports.preview(applications_csv({}), "applications")
    imports.save_profile("フォーム", preview)
    imports.save_profile("フォーム", preview)
    assert [profile.name for profile in imports.profiles("applications")] == ["フォーム"]
    assert imports.preview(applications_csv({}), "applications").mapping.profile == "フォーム"


def test_decisions_kept_in_a_table_come_in_with_their_numbers(real: Store, imports: ImportService) -> None:
    data = (
        "年月日,区分,件名,県の出席者,受託者の出席者,内容,結果\n"
        "R8.7.10,協議,派遣人材の協議,戦略課　A主査,B,了承を得た。,了承\n"
        "令和8年7月10日,協議,派遣人材の協議,戦略課　A主査,B,了承を得た。,了承\n"
        "2026/7/13,指示,上限の変更,戦略課　A主査,B,6回までとする。,\n"
    ).encode()
    preview = imports.preview(data, "decisions")
    assert [row.outcome for row in preview.rows] == ["new", "duplicate", "refused"]
    imports.apply(preview, partial=True)
    with real.unit_of_work("花子", "") as uow:
        (decision,) = uow.find(Decision)
    assert (decision.number, decision.kind) == ("協-M07-0001", DecisionKind.CONSULTATION)
    assert decision.decided_on == date(2026, 7, 10)
    assert imports.preview(data, "decisions").counts["unchanged"] == 1
