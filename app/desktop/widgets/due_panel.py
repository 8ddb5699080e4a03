"""Why a due date is the day it is: the rule, the three dates and the count day by day."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from app.desktop.deadline_words import spoken_day
from app.desktop.desk_port import Deadline
from app.desktop.theme.appearance import space
from app.desktop.widgets.labels import button, column, frame, label, row, scrolled
from app.desktop.widgets.window_room import resize_within, steps

MOST_STEPS = 60


class DueExplanation(QWidget):
    """The dates, the rule, and the count day by day."""

    def __init__(self, deadline: Deadline, parent: QWidget | None = None) -> None:
        """Explain one deadline."""
        super().__init__(parent)
        layout = column(self, gap=3)
        layout.addWidget(_dates(deadline))
        layout.addWidget(label(deadline.rule, wrap=True, selectable=True))
        layout.addWidget(_steps(deadline))
        layout.addStretch(1)


class DueDateDialog(QDialog):
    """この日になる理由, from the basis to the last day."""

    def __init__(self, deadline: Deadline, parent: QWidget | None = None) -> None:
        """Show the explanation of one deadline."""
        super().__init__(parent)
        self.setWindowTitle("この日になる理由")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        resize_within(self, steps(150, 150))
        layout = column(self, margin=6, gap=3)
        layout.addWidget(label(deadline.label, "heading", wrap=True))
        layout.addWidget(label(f"仕様書 {deadline.clause}　{deadline.subject}", "quiet", wrap=True))
        layout.addWidget(scrolled(DueExplanation(deadline)), 1)
        close = button("閉じる")
        close.clicked.connect(self.accept)
        foot = row()
        foot.addStretch(1)
        foot.addWidget(close)
        layout.addLayout(foot)


def _dates(deadline: Deadline) -> QWidget:
    card = frame("card")
    grid = QGridLayout(card)
    grid.setContentsMargins(space(4), space(3), space(4), space(3))
    entries: tuple[tuple[str, date | None], ...] = (
        ("起算の日", deadline.basis_on),
        ("期限", deadline.stated_on),
        ("安全な日（直前の開庁日）", deadline.safe_on),
        ("最も遅い日（直後の開庁日）", deadline.latest_on),
    )
    for line, (name, day) in enumerate(entries):
        grid.addWidget(label(name, "label", wrap=True), line, 0)
        grid.addWidget(label(spoken_day(day) if day else "未定", wrap=True, selectable=True), line, 1)
    grid.setHorizontalSpacing(space(3))
    grid.setColumnStretch(0, 2)
    grid.setColumnStretch(1, 3)
    return card


def _steps(deadline: Deadline) -> QWidget:
    content = QWidget()
    grid = QGridLayout(content)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(space(3))
    grid.setVerticalSpacing(space(1))
    for line, step in enumerate(deadline.steps[:MOST_STEPS]):
        counted = f"{step.counted}日目" if step.counted is not None else "数えない"
        grid.addWidget(label(f"{step.on.isoformat()}（{'月火水木金土日'[step.on.weekday()]}）"), line, 0)
        grid.addWidget(label(counted, "" if step.counted is not None else "quiet"), line, 1)
        grid.addWidget(label(step.reason, "quiet", wrap=True), line, 2)
    if len(deadline.steps) > MOST_STEPS:
        grid.addWidget(label(f"ほか{len(deadline.steps) - MOST_STEPS}日", "quiet"), MOST_STEPS, 0, 1, 3)
    grid.setColumnStretch(2, 1)
    grid.setRowStretch(MOST_STEPS + 1, 1)
    return content
