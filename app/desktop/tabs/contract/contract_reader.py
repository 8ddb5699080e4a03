"""契約書を読む: the contract's own words, clause by clause, with the errata beside."""

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSplitter, QWidget

from app.desktop.theme.appearance import space
from app.desktop.widgets.labels import clear, column, frame, label, prose, row, scrolled
from app.desktop.widgets.search_box import SearchBox
from app.desktop.workbench import Workbench

if TYPE_CHECKING:
    from app.contract.clauses_text import ClauseText, ContractText


LONGEST_LINE = 28
MARK = re.compile(r"\A(?:- )?(?:\([^)]{1,3}\)|[ア-ン])\s+")


class ContractReader(QWidget):
    """The clauses at the left, the chosen one at the right, verbatim."""

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        """Load the text."""
        super().__init__(parent)
        self._text: ContractText | None = None
        self._wanted = ""
        self.search = SearchBox("条文の言葉・番号で探す")
        self.search.search_changed.connect(self._list)
        self.clauses = QListWidget()
        self.clauses.setAccessibleName("条項")
        self.clauses.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clauses.currentItemChanged.connect(self._on_current_changed)
        self.search.left_downwards.connect(self.clauses.setFocus)
        bar = frame("bar")
        tools = row(bar, margin=3)
        tools.addWidget(self.search, 1)
        tools.addStretch(1)
        shown = QWidget()
        self._shown = column(shown, margin=6, gap=3)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.clauses)
        splitter.addWidget(scrolled(shown))
        splitter.setSizes([space(80), space(160)])
        layout = column(self, gap=0)
        layout.addWidget(bar)
        layout.addWidget(splitter, 1)
        bench.runner.background(bench.desk.contract_text, self._fill, owner=self)

    def show_clause(self, path: str) -> None:
        """Go to a clause, or to the nearest one above it; the search is emptied."""
        self._wanted = path
        if self._text is not None:
            self.search.clear()
            self._list("")

    def _fill(self, text: "ContractText") -> None:
        self._text = text
        self._list("")

    def _list(self, search: str) -> None:
        self.clauses.clear()
        words = search.strip()
        for clause in self._text.clauses if self._text else ():
            if words and words not in clause.text and words not in clause.path and words not in clause.title:
                continue
            first = clause.title or MARK.sub("", clause.text.strip().split("\n")[0])
            item = QListWidgetItem(f"{clause.path}　{first[:LONGEST_LINE]}")
            item.setData(int(Qt.ItemDataRole.UserRole), clause)
            item.setToolTip(first)
            self.clauses.addItem(item)
        self.clauses.setCurrentRow(self._place_of_wanted())

    def _place_of_wanted(self) -> int:
        """Return the place of the clause that was asked for: the one with the longest common beginning."""
        wanted, self._wanted = self._wanted, ""
        role = int(Qt.ItemDataRole.UserRole)
        paths = [self.clauses.item(line).data(role).path for line in range(self.clauses.count())]
        fitting = [path for path in paths if path and wanted.startswith(path)]
        return paths.index(max(fitting, key=len)) if fitting else 0

    def _on_current_changed(self, item: QListWidgetItem | None) -> None:
        clear(self._shown)
        if item is None:
            self._shown.addWidget(label("当てはまる条文がありません。", "quiet"))
        else:
            self._show(item.data(int(Qt.ItemDataRole.UserRole)))
        self._shown.addStretch(1)

    def _show(self, clause: "ClauseText") -> None:
        self._shown.addWidget(label(clause.path, "heading"))
        if clause.title:
            self._shown.addWidget(label(clause.title, "title", wrap=True))
        paper = frame("card")
        column(paper, margin=5).addWidget(prose(clause.text.strip()))
        self._shown.addWidget(paper)
        errata = [item for item in self._text.errata if item.clause == clause.path] if self._text else []
        for item in errata:
            notice = frame("notice", "warn")
            inner = column(notice, margin=2, gap=0.5)
            inner.addWidget(label(f"正誤：「{item.text}」は「{item.meant}」と読む", wrap=True, selectable=True))
            inner.addWidget(label(item.note, "quiet", wrap=True))
            self._shown.addWidget(notice)
