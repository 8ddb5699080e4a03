"""Who changed what on a record, latest first."""

from collections.abc import Sequence
from datetime import timedelta, timezone
from itertools import groupby

from PySide6.QtWidgets import QFrame, QWidget

from app.desktop.desk_port import HistoryLine
from app.desktop.widgets.flow import FlowLayout, filler
from app.desktop.widgets.labels import clear, column, label

JAPAN = timezone(timedelta(hours=9))
MOST_CHANGES = 30


class HistoryPanel(QFrame):
    """The history of one record, one entry for each action."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.setProperty("role", "card")
        self._layout = column(self, margin=5, gap=3)

    def show_lines(self, lines: Sequence[HistoryLine]) -> None:
        """Show the lines, grouped by the action that wrote them."""
        clear(self._layout)
        self._layout.addWidget(label("履歴", "title"))
        groups = [(key, list(found)) for key, found in groupby(lines, lambda line: (line.at, line.author, line.reason))]
        for (at, author, reason), found in groups[:MOST_CHANGES]:
            head = FlowLayout(gap=2)
            head.addWidget(label(f"{at.astimezone(JAPAN):%Y-%m-%d %H:%M}", "caption"))
            head.addWidget(label(reason or "変更"))
            head.addWidget(filler())
            head.addWidget(label(author, "caption"))
            self._layout.addLayout(head)
            for line in found:
                self._layout.addWidget(label(f"　{line.field_label}：{_change(line)}", "quiet", wrap=True))
        if not groups:
            self._layout.addWidget(label("まだ変更はありません。", "quiet"))
        if len(groups) > MOST_CHANGES:
            self._layout.addWidget(label(f"ほか{len(groups) - MOST_CHANGES}件", "quiet"))


def _change(line: HistoryLine) -> str:
    before, after = (_short(text) or "（なし）" for text in (line.before, line.after))
    return f"{before} → {after}" if line.before else after


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 80 else f"{flat[:80]}…"
