"""Above the list of enquiries: how fast they are answered, and on request by medium and one by one (9(5))."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.desktop.tabs.contract.response_words import (
    GROUP_HEADERS,
    LINE_HEADERS,
    group_rows,
    line_rows,
    summary_words,
)
from app.desktop.theme.appearance import space
from app.desktop.widgets.fresh_page import FreshPage
from app.desktop.widgets.labels import button, clear, column, frame, label, row
from app.desktop.widgets.plain_table import PlainTable
from app.desktop.workbench import Workbench
from app.services.contract.response_views import ResponsePage

MORE, LESS = "対応時間の内訳", "内訳を閉じる"


class ResponseStrip(FreshPage):
    """One line; the rest unfolds."""

    enquiry_asked = Signal(object)  # str

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        """Start folded."""
        super().__init__(bench, parent)
        self._question = bench.question(self)
        self._told = column()
        self.fold = button(MORE)
        self.fold.clicked.connect(self._on_fold_clicked)
        self.groups = PlainTable(GROUP_HEADERS)
        self.groups.setAccessibleName("手段別の対応時間")
        self.lines = PlainTable(LINE_HEADERS, state=0, stretch=1)
        self.lines.setAccessibleName("未回答と、遅かった回答")
        self.lines.row_chosen.connect(self.enquiry_asked)
        layout = column(self, margin=2, gap=2)
        head = row(gap=2)
        head.addLayout(self._told, 1)
        head.addWidget(self.fold)
        layout.addLayout(head)
        self._details = QWidget()
        beside = row(self._details, gap=3)
        beside.addWidget(self.groups, 5)
        beside.addWidget(self.lines, 6)
        self._details.setFixedHeight(space(9) * 7)
        self._details.hide()
        layout.addWidget(self._details)

    def refresh(self) -> None:
        """Count again."""
        self._question.ask(self._bench.desk.agreement.responses, self._show)

    def _show(self, page: ResponsePage) -> None:
        clear(self._told)
        if page.groups:
            words, tone = summary_words(page)
            notice = frame("notice", tone)
            column(notice, margin=2).addWidget(label(words, wrap=True, selectable=True))
            self._told.addWidget(notice)
        self.groups.show_rows(group_rows(page.groups))
        self.lines.show_rows(line_rows(page))
        self.fold.setVisible(bool(page.groups))

    def _on_fold_clicked(self) -> None:
        is_open = self._details.isHidden()
        self._details.setVisible(is_open)
        self.fold.setText(LESS if is_open else MORE)
