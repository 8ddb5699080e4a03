"""Taking in a file: every row is shown with its reason, and nothing is written before it is asked for."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from app.desktop.desk_port import Outcome
from app.desktop.import_wizard.dialog import ImportDialog
from app.desktop.theme.appearance import Appearance
from app.desktop.workbench import Workbench
from tests.desktop.fake_desk import FakeDesk

Settle = Callable[[], None]
REST = "総務課,架空 花子,a@example.lg.jp,０４８,専門人材派遣,ICT-BCP,助言がほしい,,対面,初心者"
GOOD = f"LG-1,2026/10/19 16:46:00,毛呂山町,{REST}"
BAD = f"LG-2,2026/10/19 16:46:00,架空町,{REST}"
HEADER = (
    "受付番号,回答日時,団体名,所属,担当者氏名,メールアドレス,電話番号,申請区分,相談分野,相談内容,希望時期,"
    "希望する実施方法,担当者のデジタル知識"
)


@pytest.fixture
def form_csv(tmp_path: Path) -> Path:
    path = tmp_path / "申請.csv"
    path.write_text("\r\n".join((HEADER, GOOD, BAD)) + "\r\n", encoding="cp932")
    return path


@pytest.fixture
def wizard(qtbot: QtBot, bench: Workbench, appearance: Appearance, settle: Settle) -> ImportDialog:
    made = ImportDialog(bench)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(made)
    made.file_page.choose_subject("applications")
    made.show()
    settle()
    return made


def texts(wizard: ImportDialog) -> list[list[str]]:
    table = wizard.preview_page.table
    items = [[table.item(row, place) for place in range(table.columnCount())] for row in range(table.rowCount())]
    return [[item.text() if item else "" for item in row] for row in items]


def test_every_row_is_shown_with_what_happens_to_it_and_why(
    wizard: ImportDialog, form_csv: Path, settle: Settle
) -> None:
    wizard.take(form_csv)
    settle()
    rows = texts(wizard)
    assert [row[0] for row in rows] == ["新規", "取り込めません"]
    assert "架空町" in rows[1][3]


def test_a_refused_row_keeps_everything_out_until_the_rest_is_asked_for(
    wizard: ImportDialog, form_csv: Path, desk: FakeDesk, settle: Settle, bench: Workbench
) -> None:
    outcomes: list[Outcome] = []
    bench.outcome_reached.connect(outcomes.append)
    wizard.take(form_csv)
    settle()
    assert not wizard._take_in.isEnabled()
    wizard.partial.setChecked(True)
    assert wizard._take_in.isEnabled()
    wizard.apply()
    settle()
    assert ("import_apply", True) in desk.calls
    assert "imported-2" in desk.records["cases"]
    assert outcomes[0].summary == "取込：申請.csv（新規1、変更0）"
    assert not wizard.isVisible()


def test_the_refused_rows_are_saved_to_send_back(
    wizard: ImportDialog, form_csv: Path, tmp_path: Path, settle: Settle
) -> None:
    wizard.take(form_csv)
    settle()
    wizard.save_refused(tmp_path / "差戻し.csv")
    settle()
    lines = (tmp_path / "差戻し.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 2
    assert "LG-2" in lines[1]


def test_a_dropped_file_is_read(wizard: ImportDialog, form_csv: Path, settle: Settle) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(form_csv))])
    event = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    wizard.dropEvent(event)
    settle()
    assert len(texts(wizard)) == 2


def test_a_changed_mapping_is_previewed_again_and_can_be_kept(
    wizard: ImportDialog, form_csv: Path, desk: FakeDesk, settle: Settle
) -> None:
    wizard.take(form_csv)
    settle()
    wizard.preview_page.segments.show_page("columns")
    settle()
    mapping = wizard.preview_page._mapping
    assert mapping is not None
    mapping.choose("希望時期", "")
    settle()
    assert wizard.preview is not None
    assert "希望時期" in wizard.preview.mapping.unmapped
    wizard.preview_page.profile_name.setText("県の様式")
    wizard.preview_page.save_profile()
    settle()
    assert ("save_import_profile", "県の様式") in desk.calls


def test_a_file_that_cannot_be_read_says_so_and_changes_nothing(
    wizard: ImportDialog, tmp_path: Path, desk: FakeDesk, settle: Settle
) -> None:
    path = tmp_path / "絵.csv"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    wizard.take(path)
    settle()
    assert wizard._problem.isVisible()
    assert wizard._problem.text
    assert wizard._pages.currentIndex() == 0
