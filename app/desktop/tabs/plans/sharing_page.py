"""The page 共有の状況: municipalities by case studies, with who has not received which (6(9)イ)."""

from dataclasses import replace

from PySide6.QtWidgets import QComboBox, QStackedWidget, QWidget

from app.desktop.desk_port import Offer
from app.desktop.tabs.plans.event_words import (
    areas_of,
    missing_words,
    sharing_headers,
    sharing_rows,
    sharing_words,
)
from app.desktop.theme.appearance import space
from app.desktop.widgets.action_dialog import ActionDialog
from app.desktop.widgets.empty_state import EmptyState
from app.desktop.widgets.field_editor import CalmComboBox
from app.desktop.widgets.flow import FlowLayout, filler
from app.desktop.widgets.fresh_page import FreshPage
from app.desktop.widgets.labels import button, clear, column, frame, label
from app.desktop.widgets.plain_table import PlainTable
from app.desktop.workbench import Workbench
from app.services.plans.event_views import SharingMatrix

SHARINGS, ADD = "sharings", "sharing.add"


class SharingPage(FreshPage):
    """Narrowed by area, or to those who have not received one study; Enter on a row records that it was shared."""

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        """Show every municipality."""
        super().__init__(bench, parent)
        self._question = bench.question(self)
        self.matrix: SharingMatrix | None = None
        self.table: PlainTable | None = None
        self.areas, self.studies = CalmComboBox(), CalmComboBox()
        for combo, name in ((self.areas, "地域で絞り込む"), (self.studies, "受け取っていない事例で絞り込む")):
            combo.setAccessibleName(name)
            combo.setMinimumWidth(space(36))
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            combo.setMaximumWidth(space(90))
            combo.activated.connect(lambda: self._show_rows())
        self._missing = label("", "quiet", wrap=True, selectable=True)
        self._lay_out()

    def refresh(self) -> None:
        """Read the sharing again."""
        desk = self._bench.desk
        self._question.ask(lambda: desk.plans.sharing(), self._show)

    def _lay_out(self) -> None:
        bar = frame("bar")
        tools = FlowLayout(bar, margin=3)
        for part in (self.areas, self.studies, filler()):
            tools.addWidget(part)
        share = button("＋ 共有を記録", "primary", "選んだ市町村に事例を渡したことを記録します")
        share.clicked.connect(self.share)
        tools.addWidget(share)
        self._told = column(margin=2)
        self._place = QWidget()
        self._table_place = column(self._place)
        self._whole = QStackedWidget()
        self._nothing = EmptyState("事例はまだありません", "「支援事例」に書くと、市町村ごとの状況が出ます。")
        self._all_have = EmptyState("まだの市町村はありません", "絞り込みを外すと、すべての市町村が見えます。")
        for part in (self._nothing, self._place, self._all_have):
            self._whole.addWidget(part)
        layout = column(self, gap=0)
        layout.addWidget(bar)
        layout.addLayout(self._told)
        layout.addWidget(self._whole, 1)

    def share(self) -> None:
        """Open the form that records a sharing with the chosen municipality."""
        desk = self._bench.desk
        line = self.table.currentRow() if self.table is not None else -1
        code = str(self.table.key_of(line) or "") if self.table is not None else ""
        given: dict[str, object] = {"shared_on": self._bench.on}
        given |= {"municipality_code": code} if code else {}
        given |= {"study_id": study} if (study := str(self.studies.currentData() or "")) else {}

        def offered(offers: tuple[Offer, ...]) -> None:
            action = next((offer.action for offer in offers if offer.allowed and offer.action.name == ADD), None)
            if action is not None:
                ActionDialog(self._bench, replace(action, label="共有を記録"), None, given=given, parent=self).open()

        self._bench.runner.database(lambda: desk.offers(SHARINGS), offered, owner=self)

    def _show(self, matrix: SharingMatrix) -> None:
        self.matrix = matrix
        self._refill(self.areas, "地域：すべて", [(area, area) for area in areas_of(matrix)])
        named = [(f"まだの市町村：{study.title}", study.study_id) for study in matrix.studies]
        self._refill(self.studies, "受け取り：すべて", named)
        headers = sharing_headers(matrix)
        if self.table is None or self.table.headers != headers:
            clear(self._table_place)
            self.table = PlainTable(headers, state=0)
            self.table.setAccessibleName("事例の共有の状況")
            self.table.cellActivated.connect(lambda *_: self.share())
            self._table_place.addWidget(self.table)
        clear(self._told)
        words, tone = sharing_words(matrix)
        notice = frame("notice", tone)
        inside = column(notice, margin=2, gap=0.5)
        inside.addWidget(label(words, wrap=True, selectable=True))
        self._missing = label("", "quiet", wrap=True, selectable=True)
        inside.addWidget(self._missing)
        self._told.addWidget(notice)
        self._show_rows()

    def _show_rows(self) -> None:
        if self.matrix is None or self.table is None:
            return
        study = str(self.studies.currentData() or "")
        rows = sharing_rows(self.matrix, str(self.areas.currentData() or ""), study)
        self.table.show_rows(rows)
        words = missing_words(self.matrix, study)
        self._missing.setText(words)
        self._missing.setVisible(bool(words))
        self._whole.setCurrentIndex(0 if not self.matrix.studies else 1 if rows else 2)

    def _refill(self, combo: CalmComboBox, every: str, items: list[tuple[str, str]]) -> None:
        chosen = combo.currentData()
        combo.clear()
        combo.addItem(every, "")
        for word, key in items:
            combo.addItem(word, key)
        combo.setCurrentIndex(max(0, combo.findData(chosen)))
