"""The page 分析: what all the hearings say together; every figure leads to its sheets, the paper is deliverable 7."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from app.desktop.tabs.hearings.bar_list import BarList
from app.desktop.theme.appearance import space
from app.desktop.widgets.column_room import align_column
from app.desktop.widgets.field_editor import CalmComboBox
from app.desktop.widgets.fresh_page import FreshPage
from app.desktop.widgets.labels import button, clear, column, frame, label, row, scrolled
from app.desktop.widgets.paper_dialog import PaperDialog
from app.desktop.widgets.plain_table import PlainRow, PlainTable
from app.desktop.workbench import Workbench
from app.services.hearings.analysis_views import AnalysisBar, AnalysisCell, AnalysisPage, AnalysisTable, SheetLine

SHEET_HEADERS = ("市町村", "地域", "規模", "実施日", "記入のある分野")
REPORT = "7"


class FigureTable(PlainTable):
    """A table of figures: the chosen cell tells its sheets."""

    figure_opened = Signal(object, object)  # AnalysisCell, str

    def __init__(self, table: AnalysisTable, parent: QWidget | None = None) -> None:
        """Show a table of the analysis."""
        super().__init__((table.head, *table.columns), stretch=0, parent=parent)
        self._table = table
        self.setAccessibleName(table.title)
        self.setSelectionBehavior(PlainTable.SelectionBehavior.SelectItems)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.show_rows(
            [
                PlainRow(number, (name, *(cell.text for cell in table.cells[number])))
                for number, name in enumerate(table.rows)
            ]
        )
        for place in range(1, self.columnCount()):
            align_column(self, place, is_right=True)
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + len(table.rows) * space(9) + space(4))
        self.cellClicked.connect(self.open_cell)
        self.cellActivated.connect(self.open_cell)

    def open_cell(self, line: int, place: int) -> None:
        """Tell which sheets a figure was counted from."""
        if place > 0:
            words = f"{self._table.title}：{self._table.rows[line]} × {self._table.columns[place - 1]}"
            self.figure_opened.emit(self._table.cells[line][place - 1], words)


class AnalysisTablesPage(FreshPage):
    """Narrowed by area and size; the sheets of the chosen figure stand at the right."""

    hearing_opened = Signal(object)  # str: the hearing's id

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        """Show all municipalities."""
        super().__init__(bench, parent)
        self._question, self._sheets_question = bench.question(self), bench.question(self)
        self.areas, self.sizes = CalmComboBox(), CalmComboBox()
        for combo, word in ((self.areas, "地域"), (self.sizes, "規模")):
            combo.setAccessibleName(f"{word}で絞り込む")
            combo.addItem(f"{word}：すべて", "")
        self.issues, self.wishes = BarList("課題の種類"), BarList("支援の希望")
        self.sheets = PlainTable(SHEET_HEADERS)
        self.sheets.setAccessibleName("数字のもとになったシート")
        self.sheets.nothing = "数字か棒を選ぶと、市町村を示します。"
        self.tables: list[FigureTable] = []
        self._ids: list[str] = []
        self._lay_out()
        for combo in (self.areas, self.sizes):
            combo.currentIndexChanged.connect(lambda: self.refresh())
        for bars in (self.issues, self.wishes):
            bars.bar_opened.connect(self._open_bar)
        self.sheets.cellActivated.connect(lambda _line, _place: self._open_sheet())

    def refresh(self) -> None:
        """Read the analysis again."""
        analysis = self._bench.desk.analysis
        area, size = str(self.areas.currentData()), str(self.sizes.currentData())
        self._question.ask(lambda: analysis.page(area, size), self._show, in_background=True)

    def show_figure(self, cell: AnalysisCell, words: str) -> None:
        """Show the sheets that a figure was counted from."""
        self._figure.setText(f"{words}　{cell.text}")
        analysis = self._bench.desk.analysis
        self._sheets_question.ask(lambda: analysis.sheets(cell.sheets), self._show_sheets)

    def _lay_out(self) -> None:
        layout = column(self, gap=0)
        layout.addWidget(self._tools())
        self._told = column(margin=3, gap=1)
        layout.addLayout(self._told)
        content = QWidget()
        inside = column(content, margin=3, gap=3)
        for title, bars in (("課題の種類", self.issues), ("支援の希望", self.wishes)):
            card = frame("card")
            box = column(card, margin=3, gap=1)
            box.addWidget(label(title, "title"))
            box.addWidget(bars)
            inside.addWidget(card)
        self._tables = column(gap=3)
        inside.addLayout(self._tables)
        inside.addStretch(1)
        right = QWidget()
        beside = column(right, margin=3, gap=1)
        self._figure = label("数字か棒を選ぶと、もとになったシートをここに示します。", "title", wrap=True)
        beside.addWidget(self._figure)
        beside.addWidget(self.sheets, 1)
        beside.addWidget(label("Enterでシートを開きます。", "caption"))
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(scrolled(content))
        splitter.addWidget(right)
        splitter.setSizes([space(200), space(110)])
        splitter.setStretchFactor(0, 2)
        splitter.setStretchFactor(1, 1)
        layout.addWidget(splitter, 1)

    def _tools(self) -> QWidget:
        bar = frame("bar")
        tools: QHBoxLayout = row(bar, margin=3, gap=2)
        tools.addWidget(self.areas)
        tools.addWidget(self.sizes)
        tools.addStretch(1)
        report = button("調査報告書（成果物7）…", "primary")
        report.clicked.connect(self.show_report)
        tools.addWidget(report)
        return bar

    def show_report(self) -> None:
        """Show deliverable 7 as it would be handed in now."""
        PaperDialog(self._bench, "市町村ヒアリング調査報告書", REPORT, "", self).open()

    def _show(self, page: AnalysisPage) -> None:
        for combo, names in ((self.areas, page.areas), (self.sizes, page.sizes)):
            combo.blockSignals(True)
            for name in names:
                if combo.findData(name) < 0:
                    combo.addItem(name, name)
            combo.blockSignals(False)
        clear(self._told)
        notice = frame("notice", "good" if page.complete else "accent")
        column(notice, margin=2).addWidget(label(page.coverage, wrap=True, selectable=True))
        self._told.addWidget(notice)
        self.issues.show_bars(page.issues)
        self.wishes.show_bars(page.wishes)
        clear(self._tables)
        self.tables = [FigureTable(table) for table in page.tables]
        for shown, table in zip(self.tables, page.tables, strict=True):
            shown.figure_opened.connect(self.show_figure)
            card = frame("card")
            box = column(card, margin=3, gap=1)
            box.addWidget(label(table.title, "title"))
            box.addWidget(label(table.note, "caption", wrap=True))
            box.addWidget(shown)
            self._tables.addWidget(card)

    def _show_sheets(self, lines: tuple[SheetLine, ...]) -> None:
        self.sheets.show_rows(
            [
                PlainRow(
                    line.hearing_id,
                    (
                        line.municipality,
                        line.area,
                        line.size,
                        f"{line.held_on:%Y-%m-%d}" if line.held_on else "―",
                        "、".join(line.fields),
                    ),
                )
                for line in lines
            ]
        )
        self._ids = [line.hearing_id for line in lines]

    def _open_bar(self, bar: AnalysisBar) -> None:
        self.show_figure(bar.cell, bar.label)

    def _open_sheet(self) -> None:
        line = self.sheets.currentRow()
        if 0 <= line < len(self._ids):
            self.hearing_opened.emit(self._ids[line])
