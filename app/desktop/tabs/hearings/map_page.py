"""The page 地図: the 63 municipalities as tiles beside the same in a table."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.desktop.tabs.hearings.map_presenter import MAP_HEADERS, SUBJECTS, legend, map_rows, tile_map, tile_states
from app.desktop.tabs.hearings.tile_view import TileView
from app.desktop.theme.appearance import space
from app.desktop.widgets.field_editor import CalmComboBox
from app.desktop.widgets.flow import FlowLayout
from app.desktop.widgets.fresh_page import FreshPage
from app.desktop.widgets.labels import clear, column, frame, label, pill, scrolled
from app.desktop.widgets.plain_table import PlainTable
from app.desktop.widgets.turning_splitter import TurningSplitter
from app.desktop.workbench import Workbench
from app.services.hearings.analysis_views import TileValue

BESIDE = 232  # the least width for map and table side by side, in quarters of the font's height
LEAST_MAP = 100


class MapTilesPage(FreshPage):
    """One choice for both: what the tiles tell."""

    municipality_opened = Signal(object)  # str: code

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        """Show the hearings first."""
        super().__init__(bench, parent)
        self._question = bench.question(self)
        self.views = CalmComboBox()
        self.views.setAccessibleName("地図で見るもの")
        for name, word in SUBJECTS.items():
            self.views.addItem(word, name)
        self.tiles = TileView()
        self.table = PlainTable(MAP_HEADERS, state=0)
        self.table.setAccessibleName("地図と同じ内容の表")
        self._lay_out()
        self.views.currentIndexChanged.connect(lambda: self.refresh())
        self.tiles.tile_chosen.connect(self._choose_row)
        self.tiles.tile_opened.connect(self.municipality_opened)
        self.table.row_chosen.connect(self.tiles.choose)
        self.table.cellActivated.connect(lambda _line, _place: self.municipality_opened.emit(self.tiles.code))

    def refresh(self) -> None:
        """Read the states again."""
        analysis, subject = self._bench.desk.analysis, str(self.views.currentData())
        self._question.ask(
            lambda: analysis.tiles(subject), lambda values: self._show(values, subject), in_background=True
        )

    def _lay_out(self) -> None:
        layout = column(self, gap=0)
        bar = frame("bar")
        tools = FlowLayout(bar, margin=3, gap=2)
        tools.addWidget(label("地図で見るもの", "label"))
        tools.addWidget(self.views)
        told = QWidget()
        self._legend = FlowLayout(told, gap=2)
        tools.addWidget(told)
        layout.addWidget(bar)
        splitter = TurningSplitter(BESIDE)
        left = QWidget()
        inside = column(left, margin=3, gap=1)
        map_area = scrolled(self.tiles)
        map_area.setMinimumHeight(space(LEAST_MAP))
        inside.addWidget(map_area, 1)
        inside.addWidget(label("矢印で移り、Enterでその市町村のヒアリングを開きます。", "caption", wrap=True))
        splitter.addWidget(left)
        splitter.addWidget(self.table)
        splitter.share((220, 90), (LEAST_MAP, 60))
        layout.addWidget(splitter, 1)

    def _show(self, values: tuple[TileValue, ...], subject: str) -> None:
        states = tile_states(values, subject)
        self.tiles.show_states(tile_map(values), states)
        self.table.blockSignals(True)
        self.table.show_rows(map_rows(states))
        self.table.blockSignals(False)
        self._choose_row(self.tiles.code)
        clear(self._legend)
        for tone, words in legend(states, subject):
            self._legend.addWidget(pill(words, tone))

    def _choose_row(self, code: str) -> None:
        self.table.blockSignals(True)
        self.table.choose(code)
        self.table.blockSignals(False)
