"""What can be counted of how the window looks: nothing cut, nothing out of reach, at every size of type."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMenu, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.desktop.desk_port import FindingText
from app.desktop.errands import ERRANDS, open_errand
from app.desktop.main_window import MainWindow
from app.desktop.scenes import ways_of
from app.desktop.tab_list import TABS
from app.desktop.tabs.hearings.sheet_editor import SheetEditor
from app.desktop.theme.appearance import Appearance, space
from app.desktop.theme.stylesheet import stylesheet
from app.desktop.theme.tokens import DARK, LIGHT, Palette, contrast
from app.desktop.widgets.action_bar import ActionBar
from app.desktop.widgets.action_dialog import HIGHEST, ActionDialog
from app.desktop.widgets.card_grid import CardGrid, columns_for
from app.desktop.widgets.combo_box import CalmComboBox
from app.desktop.widgets.labels import Heading, label, row, scrolled
from app.desktop.widgets.page_area import PageArea
from app.desktop.widgets.record_form import RecordForm
from app.desktop.widgets.record_sheet import RecordSheet
from app.desktop.widgets.register_table import RegisterTable
from app.desktop.widgets.segments import Segments
from app.desktop.widgets.text_inputs import AreaInput
from app.desktop.widgets.turning_splitter import TurningSplitter
from app.desktop.widgets.window_room import resize_within, room_for
from app.desktop.workbench import Workbench
from app.domain.decision import Decision
from app.domain.registers import REGISTERS
from tests.desktop.fake_desk import FakeDesk
from tests.desktop.what_is_seen import cut_words, out_of_reach, scrolled_sideways, unreachable_by_keyboard

Settle = Callable[[], None]
SMALL = QSize(1366, 768)
USUAL = QSize(1440, 900)


@pytest.fixture(params=[(1.0, USUAL), (1.5, SMALL), (2.0, SMALL)], ids=["100%", "150%", "200%"])
def window(
    request: pytest.FixtureRequest, qtbot: QtBot, bench: Workbench, appearance: Appearance, settle: Settle
) -> Iterator[MainWindow]:
    """Return the window at a size of type, on a screen that is usual or small for it."""
    scale, size = request.param
    appearance.choose("light", scale)
    made = MainWindow(bench, "令和8年度第2期埼玉県市町村DX推進支援業務委託", appearance)
    qtbot.addWidget(made)
    made.resize(size)
    made.show()
    settle()
    yield made
    settle()
    appearance.choose("light", 1.0)


def every_page(window: MainWindow, settle: Settle) -> Iterator[str]:
    """Show every page of every tab, and every way of looking at it, and yield its name."""
    for tab in TABS:
        shown = window.show_tab(tab.name)
        settle()
        QTest.qWait(1)
        segments = shown.findChildren(Segments)
        if not segments:
            yield tab.name
        for one in segments:
            for page in one.names:
                one.show_page(page)
                settle()
                QTest.qWait(1)
                yield f"{tab.name} {page}"
                for way in ways_of(one.show_page(page), page):
                    settle()
                    QTest.qWait(1)
                    yield f"{tab.name} {way}"


def test_the_window_never_grows_beyond_the_screen_and_every_control_can_be_reached(
    window: MainWindow, settle: Settle
) -> None:
    size = window.size()
    found = {}
    for name in every_page(window, settle):
        assert window.size() == size, name
        found[name] = (out_of_reach(window), unreachable_by_keyboard(window))
    assert {name: lost for name, lost in found.items() if any(lost)} == {}
    assert len(found) > 70


def test_no_word_is_cut_off(window: MainWindow, settle: Settle) -> None:
    found = {}
    for name in every_page(window, settle):
        for _ in range(20):  # a page that was just filled finds the height of its parts
            found[name] = cut_words(window)
            if not found[name]:
                break
            QTest.qWait(25)
    assert {name: cut for name, cut in found.items() if cut} == {}


def test_no_page_is_scrolled_sideways_but_drawings_and_lists(window: MainWindow, settle: Settle) -> None:
    found = {}
    for name in every_page(window, settle):
        for _ in range(20):  # a page that was just filled finds the width of its parts
            found[name] = scrolled_sideways(window)
            if not found[name]:
                break
            QTest.qWait(25)
    assert {name: areas for name, areas in found.items() if areas} == {}
    assert len(found) > 70


def test_the_navigation_keeps_its_words_where_there_is_room(
    qtbot: QtBot, bench: Workbench, appearance: Appearance, settle: Settle
) -> None:
    window = MainWindow(bench, "契約", appearance)
    qtbot.addWidget(window)
    window.show()
    for width, style in (
        (USUAL.width(), Qt.ToolButtonStyle.ToolButtonTextBesideIcon),
        (space(200), Qt.ToolButtonStyle.ToolButtonIconOnly),
        (USUAL.width(), Qt.ToolButtonStyle.ToolButtonTextBesideIcon),
    ):
        window.resize(width, 800)
        assert {made.toolButtonStyle() for made in window.navigation._tabs.values()} == {style}
        assert all(made.toolTip() and made.accessibleName() for made in window.navigation._tabs.values())
    settle()


def test_no_dialog_is_larger_than_the_window_it_belongs_to_on_a_small_screen(
    qtbot: QtBot, bench: Workbench, appearance: Appearance, settle: Settle
) -> None:
    appearance.choose("light", 2.0)
    try:
        window = MainWindow(bench, "契約", appearance)
        qtbot.addWidget(window)
        window.resize(SMALL)
        window.show()
        settle()
        for name, _, _ in ERRANDS:
            open_errand(name, bench, appearance, window)
        for register in ("cases", "experts", "decisions"):
            offer = next(offer for offer in bench.desk.offers(register) if offer.allowed)
            ActionDialog(bench, offer.action, None, parent=window).open()
        settle()
        dialogs = [found for found in window.findChildren(QDialog) if found.isVisible()]
        assert len(dialogs) == len(ERRANDS) + 3
        for found in dialogs:
            assert found.width() <= SMALL.width()
            assert found.height() <= SMALL.height()
            assert out_of_reach(found) == []
            assert unreachable_by_keyboard(found) == []
            found.done(0)
    finally:
        appearance.choose("light", 1.0)


def test_a_window_takes_the_size_it_wants_or_the_room_there_is(qtbot: QtBot, appearance: Appearance) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    resize_within(window, QSize(300, 200))
    assert window.size() == QSize(300, 200)
    resize_within(window, QSize(9_000, 9_000))
    assert window.size() == room_for(window)
    assert window.width() <= window.screen().availableSize().width()


def test_tab_leads_through_a_form_in_the_order_in_which_it_is_read(
    qtbot: QtBot, bench: Workbench, appearance: Appearance, settle: Settle
) -> None:
    offer = next(offer for offer in bench.desk.offers("cases") if offer.allowed)
    dialog = ActionDialog(bench, offer.action, None)
    qtbot.addWidget(dialog)
    dialog.open()
    settle()
    names = list(dialog.form.editors)
    seen: list[str] = []
    for _ in range(200):
        focus = QApplication.focusWidget()
        name = next((n for n, editor in dialog.form.editors.items() if focus and editor.isAncestorOf(focus)), "")
        if name and name not in seen:
            seen.append(name)
        QTest.keyClick(focus or dialog, Qt.Key.Key_Tab)
    assert seen == names
    dialog.done(0)


def test_arrow_keys_move_between_the_pages_of_a_tab(window: MainWindow, settle: Settle) -> None:
    tab = window.show_tab("contract")
    settle()
    segments = tab.findChildren(Segments)[0]
    first, second = segments.names[:2]
    segments._buttons[first].setFocus()
    QTest.keyClick(segments._buttons[first], Qt.Key.Key_Right)
    settle()
    assert segments.current == second
    assert segments._buttons[second].hasFocus()


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_list_is_sorted_by_keyboard(window: MainWindow, settle: Settle) -> None:
    tab = window.show_tab("cases")
    settle()
    table = tab.findChildren(RegisterTable)[0]
    table.setFocus()
    for descending in (False, True):
        QTest.keyClick(table, Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
        menu = next(found for found in table.findChildren(QMenu) if found.isVisible())
        QTest.keyClick(menu, Qt.Key.Key_Down)
        QTest.keyClick(menu, Qt.Key.Key_Return)
        settle()
        rows = [row for number in range(20) if (row := table._model.row_at(number)) is not None]
        name = table._model.columns[0].name
        keys = [row.cells[name] for row in rows]
        assert len(keys) > 5
        assert keys == sorted(keys, reverse=descending)
        assert (keys == sorted(keys)) is not descending


def test_the_editors_of_one_line_stand_side_by_side(
    qtbot: QtBot, bench: Workbench, appearance: Appearance, settle: Settle
) -> None:
    offer = next(offer for offer in bench.desk.offers("cases") if offer.allowed)
    dialog = ActionDialog(bench, offer.action, None)
    qtbot.addWidget(dialog)
    dialog.open()
    settle()
    tops: dict[int, set[int]] = {}
    for block in dialog.form._blocks.values():
        tops.setdefault(block.y(), set()).add(block.editor.y())
    assert [found for found in tops.values() if len(found) > 1] == []
    dialog.done(0)


# --- parts ---


@pytest.mark.parametrize(
    ("cards", "most", "columns"), [(7, 5, 4), (7, 7, 7), (7, 3, 3), (6, 4, 3), (1, 5, 1), (0, 5, 1)]
)
def test_cards_stand_in_lines_of_about_the_same_length(cards: int, most: int, columns: int) -> None:
    assert columns_for(cards, most) == columns


@pytest.mark.parametrize(("lacking", "is_beside"), [(0, True), (1, False)])
def test_parts_turn_where_there_is_too_little_width(
    qtbot: QtBot, appearance: Appearance, lacking: int, is_beside: bool
) -> None:
    parts = TurningSplitter(100)
    qtbot.addWidget(parts)
    widgets = [QWidget() for _ in range(2)]
    for part, least in zip(widgets, (20, 50), strict=True):
        part.setMinimumSize(space(least), 100)
        parts.addWidget(part)
    parts.share((20, 50), (100, 100))
    parts.resize(space(100) - lacking, 500)
    parts.show()
    assert (widgets[0].y() == widgets[1].y()) is is_beside
    assert (widgets[0].x() == widgets[1].x()) is not is_beside
    assert parts.minimumSizeHint().width() == space(50)
    parts.resize(space(200), 500)
    assert widgets[0].y() == widgets[1].y()


@pytest.mark.parametrize("refused", [0, 1])
def test_actions_stand_side_by_side_where_there_is_room_and_below_each_other_where_not(
    qtbot: QtBot, bench: Workbench, appearance: Appearance, refused: int
) -> None:
    bar = ActionBar(bench)
    beside = QWidget()
    line = row(beside)
    line.addWidget(QWidget(), 1)
    line.addWidget(bar)
    qtbot.addWidget(beside)
    offers = [offer for offer in bench.desk.offers("cases", "case-8") if offer.allowed][:2]
    kept = [replace(offer, action=replace(offer.action, primary=True)) for offer in offers]
    bar.show_offers([*kept, *[replace(kept[0], allowed=False)] * refused])
    beside.resize(space(300), space(40))
    beside.show()
    buttons = [each for each in bar.findChildren(QPushButton) if each.property("role") != "link"]
    assert len(buttons) == 2
    qtbot.waitUntil(lambda: buttons[0].y() == buttons[1].y() and buttons[0].x() < buttons[1].x())
    bar.setParent(None)
    qtbot.addWidget(bar)
    bar.resize(space(40), space(60))
    bar.show()
    qtbot.waitUntil(lambda: buttons[0].y() < buttons[1].y() and buttons[0].x() == buttons[1].x())


@pytest.mark.parametrize("width", [60, 100, 240])
def test_every_line_of_a_finding_is_seen_in_every_width(
    qtbot: QtBot, bench: Workbench, appearance: Appearance, width: int
) -> None:
    sheet = RecordSheet(bench)
    area = scrolled(sheet)
    qtbot.addWidget(area)
    area.resize(space(width), space(200))
    area.show()
    long = "特別に長い名前の従事者さんが日本語で意思疎通できるという記録も、通訳等の処置の記録もありません。" * 2
    sheet.show_findings([FindingText("R", "7(1)イ", "warning", "staff", "1", "従事者", long, long)] * 3)
    qtbot.waitUntil(lambda: cut_words(sheet) == [], timeout=1_000)
    assert sheet.findings.isVisible()
    assert sheet.findings.y() <= sheet.action_bar.geometry().bottom() + space(6)


@pytest.mark.parametrize("width", [100, 137, 154, 155, 260])
def test_a_sheet_leaves_room_for_what_is_typed_in_every_width(
    qtbot: QtBot, bench: Workbench, appearance: Appearance, width: int
) -> None:
    editor = SheetEditor(bench)
    qtbot.addWidget(editor)
    editor.resize(space(width), space(200))
    editor.show()
    assert editor.whole.width() >= space(80)
    assert editor.names.isVisible()


def is_scrolled(form: RecordForm) -> bool:
    return form._area.verticalScrollBar().maximum() > 0


@pytest.mark.parametrize(
    "names", [("subject",), ("subject", "content"), ("evidence_note", "content", "kind", "decided_on")]
)
def test_a_form_knows_the_height_in_which_nothing_is_scrolled(
    qtbot: QtBot, bench: Workbench, appearance: Appearance, names: tuple[str, ...]
) -> None:
    form = RecordForm([Decision.REGISTER.field(name) for name in names], bench)
    qtbot.addWidget(form)
    form.resize(space(200), space(10))
    form.show()
    QTest.qWait(10)
    needed = form.needed_height(form.width())
    form.resize(space(200), needed)
    qtbot.waitUntil(lambda: not is_scrolled(form))
    form.resize(space(200), needed // 2)
    qtbot.waitUntil(lambda: is_scrolled(form))
    assert needed > space(10)


def test_a_dialog_opens_as_high_as_its_form_up_to_a_bound(
    qtbot: QtBot, bench: Workbench, appearance: Appearance, settle: Settle
) -> None:
    heights = {}
    for register in ("closings", "cases"):
        offer = next(offer for offer in bench.desk.offers(register) if offer.allowed)
        dialog = ActionDialog(bench, offer.action, None)
        qtbot.addWidget(dialog)
        dialog.open()
        settle()
        form, is_long = dialog.form, register == "cases"
        qtbot.waitUntil(lambda form=form, is_long=is_long: is_scrolled(form) is is_long)
        heights[register] = dialog.height()
        dialog.done(0)
    assert heights["closings"] < space(100) < heights["cases"]


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 1.75, 2.0])
def test_a_form_that_opens_lower_than_it_may_be_is_not_scrolled(
    qtbot: QtBot, bench: Workbench, appearance: Appearance, settle: Settle, scale: float
) -> None:
    appearance.choose("light", scale)
    whole = {}
    for register in REGISTERS:
        offer = next((offer for offer in bench.desk.offers(register) if offer.allowed and offer.action.fields), None)
        if offer is None:
            continue
        dialog = ActionDialog(bench, offer.action, None)
        dialog.open()
        settle()
        if dialog.height() < min(space(HIGHEST), room_for(dialog).height()):
            whole[register] = dialog.form._area.verticalScrollBar().maximum() == 0
        dialog.done(0)
    appearance.choose("light", 1.0)
    assert whole
    assert [register for register, is_whole in whole.items() if not is_whole] == []


def test_cards_go_below_each_other_when_the_page_gets_narrow(qtbot: QtBot, appearance: Appearance) -> None:
    grid = CardGrid(40)
    qtbot.addWidget(grid)
    cards = [QWidget() for _ in range(4)]
    for card in cards:
        card.setMinimumSize(10, 10)
    grid.show_cards(cards)
    grid.show()
    for width, columns in ((space(40) * 5, 4), (space(40) * 2 + space(5), 2), (space(40), 1)):
        grid.resize(width, 400)
        qtbot.waitUntil(lambda wanted=columns: len({card.x() for card in cards}) == wanted)
        assert all(card.geometry().right() <= grid.width() for card in cards)


def test_running_text_is_plain_and_its_lines_keep_apart(qtbot: QtBot, appearance: Appearance) -> None:
    shown = label("<b>太字ではない</b>&amp;", wrap=True)
    qtbot.addWidget(shown)
    shown.show()
    line = shown.fontMetrics().height()
    assert shown.heightForWidth(2_000) == line
    high = shown.heightForWidth(shown.fontMetrics().horizontalAdvance(shown.text()) // 2 + line)
    assert high > 2 * line
    shown.resize(4 * line, 20 * line)
    assert shown.text() == "<b>太字ではない</b>&amp;"
    assert shown.textFormat() == Qt.TextFormat.RichText
    assert "&lt;b&gt;" in super(type(shown), shown).text()
    shown.resize(2_000, line)
    assert shown.textFormat() == Qt.TextFormat.PlainText
    shown.setText("一行目\n二行目")
    assert shown.heightForWidth(2_000) > 2 * line


def test_a_heading_asks_for_one_line(qtbot: QtBot, appearance: Appearance) -> None:
    heading = Heading("特別に長い名前の市町村" * 6)
    qtbot.addWidget(heading)
    heading.ensurePolished()
    assert heading.sizeHint().height() == heading.fontMetrics().height()


def test_text_being_written_keeps_its_lines_apart_and_can_be_undone(qtbot: QtBot, appearance: Appearance) -> None:
    area = AreaInput()
    qtbot.addWidget(area)
    area.setPlainText("一行目\n二行目")
    assert not area.document().isUndoRedoEnabled() or not area.document().isUndoAvailable()
    area.moveCursor(area.textCursor().MoveOperation.End)
    QTest.keyClick(area, Qt.Key.Key_Return)
    QTest.keyClicks(area, "x")
    block = area.document().begin()
    heights = set()
    while block.isValid():
        heights.add(block.blockFormat().lineHeight())
        block = block.next()
    assert heights == {140.0}
    assert area.toPlainText() == "一行目\n二行目\nx"
    area.undo()
    area.undo()
    assert area.toPlainText() == "一行目\n二行目"
    area.undo()
    assert area.toPlainText() == "一行目\n二行目"
    area.setPlainText("")
    QTest.keyClicks(area, "y")
    assert area.document().begin().blockFormat().lineHeight() == 140.0


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])
def test_a_choice_has_room_for_its_words_at_every_size(qtbot: QtBot, appearance: Appearance, scale: float) -> None:
    appearance.choose("light", scale)
    try:
        combo = CalmComboBox()
        qtbot.addWidget(combo)
        combo.addItem("申請区分：すべて")
        combo.resize(combo.sizeHint())
        combo.show()
        combo._is_painting = True
        from PySide6.QtWidgets import QStyleOptionComboBox

        option = QStyleOptionComboBox()
        combo.initStyleOption(option)
        assert option.currentText == "申請区分：すべて"
        combo.resize(space(20), combo.height())
        combo.initStyleOption(option)
        assert option.currentText.endswith("…")
    finally:
        appearance.choose("light", 1.0)


def test_a_page_that_needs_more_than_the_window_is_scrolled_and_one_that_needs_less_fills_it(
    qtbot: QtBot, appearance: Appearance
) -> None:
    page = QWidget()
    layout = QVBoxLayout(page)
    box = QWidget()
    box.setMinimumSize(500, 300)
    QLineEdit(box).setGeometry(400, 260, 90, 31)
    layout.addWidget(box)
    area = PageArea(page)
    qtbot.addWidget(area)
    area.resize(800, 600)
    area.show()
    assert page.size() == QSize(800, 600)
    assert not area.verticalScrollBar().isVisible()
    area.resize(300, 200)
    assert page.width() >= 500
    assert page.height() >= 300
    assert area.verticalScrollBar().maximum() > 0
    assert area.horizontalScrollBar().maximum() > 0
    assert out_of_reach(area) == []


# --- colours ---

RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
COLOUR = re.compile(r"(?<![-\w])(color|background): (#[0-9a-f]{6})")


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda palette: palette.name)
def test_every_rule_of_the_stylesheet_that_sets_words_on_a_ground_can_be_read(palette: Palette) -> None:
    faint = []
    rules = 0
    for selector, body in RULE.findall(stylesheet(palette)):
        colours = dict(COLOUR.findall(body))
        if len(colours) == 2:
            rules += 1
            if contrast(colours["color"], colours["background"]) < 4.5 and ":disabled" not in selector:
                faint.append(selector.strip())
    assert faint == []
    assert rules > 10


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda palette: palette.name)
def test_words_that_stand_back_can_be_read_and_entries_tell_where_they_begin(palette: Palette) -> None:
    for ground in (palette.window, palette.surface, palette.sidebar, palette.raised):
        assert contrast(palette.faint, ground) >= 4.5
        assert contrast(palette.quiet, ground) >= 4.5
    for ground in (palette.window, palette.surface):
        assert contrast(palette.edge, ground) >= 3
        assert contrast(palette.accent, ground) >= 3  # the mark of the focus


@pytest.mark.parametrize("kind", ["QPushButton", "QToolButton", "QLineEdit", "QTextEdit", "QComboBox", "QCheckBox"])
def test_whatever_takes_the_keyboard_shows_that_it_has_it(kind: str) -> None:
    assert re.search(rf"{kind}[^{{}}]*:focus[^{{}}]*\{{[^{{}}]*(border|color): ", stylesheet(LIGHT))


def test_lists_show_that_they_have_the_keyboard() -> None:
    for kind in ("QTableView", "QTreeView", "QListView"):
        assert re.search(rf"{kind}:focus[^{{}}]*\{{ border: ", stylesheet(LIGHT))


def test_empty_lists_say_what_they_are_for(qtbot: QtBot, appearance: Appearance) -> None:
    from app.desktop.task_runner import TaskRunner
    from tests.desktop.fake_desk import TODAY

    runner = TaskRunner()
    window = MainWindow(Workbench(FakeDesk([]), runner, TODAY), "", appearance)
    qtbot.addWidget(window)
    window.resize(USUAL)
    window.show()
    for tab in TABS:
        window.show_tab(tab.name)
        qtbot.waitUntil(lambda: runner.is_idle)
        assert out_of_reach(window) == []
    runner.wait_for_done()
