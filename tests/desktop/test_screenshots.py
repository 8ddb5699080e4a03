"""Every tab and every dialog opens, in both themes and at double size, and has its picture taken."""

from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from app.desktop.screenshots import take_screenshots
from app.desktop.theme.appearance import Appearance
from tests.desktop.fake_desk import FakeDesk


@pytest.mark.parametrize(("theme", "scale"), [("light", 1.0), ("dark", 2.0)])
def test_every_tab_and_dialog_has_its_picture(tmp_path: Path, appearance: Appearance, theme: str, scale: float) -> None:
    try:
        paths = take_screenshots(FakeDesk(), tmp_path, theme, scale)
    finally:
        appearance.choose("light", 1.0)
    names = {path.stem for path in paths}
    assert names >= {"home", "cases", "experts", "experts-coverage", "reports", "reports-submissions"}
    assert names >= {"contract", "contract-deadlines", "contract-forecast", "contract-ledgers", "contract-text"}
    assert names >= {"dialog-import", "dialog-backup", "dialog-appearance", "dialog-shortcuts", "dialog-due"}
    assert names >= {"dialog-bundle", "form-cases", "form-experts", "form-decisions", "first-start"}
    assert names >= {"contract-ledgers-costs", "contract-settled-readings", "plans-gantt-table", "plans-events-matrix"}
    assert names >= {"contract-forecast-cancelled", "hearings-timetable-unsolved", "cases-problem", "search-results"}
    assert names >= {
        "dialog-import-preview",
        "dialog-print",
        "dialog-reasons",
        "dialog-candidates",
        "first-unlock",
        "first-trouble",
    }
    assert len(names) == len(paths)
    for path in paths:
        picture = QImage(str(path))
        assert picture.width() > 200
        colours = {picture.pixel(x, y) for x in range(0, picture.width(), 7) for y in range(0, picture.height(), 7)}
        assert len(colours) > 10
