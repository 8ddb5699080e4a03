"""The tab ホーム: what a person needs to see first, read as soon as the desk is ready."""

from __future__ import annotations  # what the services hand over is loaded when it is first made

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desktop.deadline_words import spoken_day
from app.desktop.tab import Tab
from app.desktop.widgets.labels import column, label, scrolled
from app.desktop.workbench import RecordLink, Workbench

if TYPE_CHECKING:
    from app.desktop.desk_port import NoticeLine
    from app.desktop.tabs.home.content import HomeContent
    from app.desktop.tabs.home.presenter import Seen


class HomeTab(Tab):
    """Counts, due dates, turns, notices and findings."""

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        """Say the day; the rest follows when it was read."""
        super().__init__(parent)
        self._bench = bench
        self._question = bench.question(self)
        content = QWidget()
        self._layout: QVBoxLayout = column(content, margin=7, gap=5)
        self._layout.addWidget(label("ホーム", "heading"))
        self._layout.addWidget(label(spoken_day(bench.on), "quiet"))
        self._waiting = label("読み込んでいます…", "quiet")
        self._layout.addWidget(self._waiting)
        self._layout.addStretch(1)
        self._area = scrolled(content)
        column(self).addWidget(self._area)
        bench.registers_changed.connect(lambda _: self.refresh())
        bench.findings_changed.connect(self._show_findings)
        bench.when_ready(self.refresh)

    @cached_property
    def content(self) -> HomeContent:
        """Return what shows the page."""
        from app.desktop.tabs.home.content import HomeContent

        made = HomeContent(self._bench)
        made.notice_opened.connect(self._open_notice)
        made.all_read.connect(lambda: self._mark_read())
        made.turns_folded.connect(self._keep_in_sight)
        self._waiting.hide()
        self._layout.insertWidget(self._layout.count() - 1, made)
        return made

    def refresh(self) -> None:
        """Load the page again."""
        from app.desktop.tabs.home.presenter import read_home

        desk = self._bench.desk
        self._question.ask(lambda: read_home(desk), self._show, in_background=True)

    def _show(self, seen: Seen) -> None:
        self.content.show_page(seen)
        self._show_findings()

    def _show_findings(self) -> None:
        from app.desktop.tabs.home.presenter import grave

        if self._bench.is_judged and "content" in self.__dict__:
            self.content.show_findings(grave(self._bench.findings))

    def _keep_in_sight(self, part: QWidget) -> None:
        """Scroll to where a person was, once the page has become shorter."""
        QTimer.singleShot(0, part, lambda: self._area.ensureWidgetVisible(part))

    def _open_notice(self, notice: NoticeLine) -> None:
        """Go to what a notice is about; having been opened it is read."""
        self._mark_read(notice.id)
        self._bench.link_opened.emit(RecordLink(notice.about_register, notice.about_id))

    def _mark_read(self, *ids: str) -> None:
        desk = self._bench.desk
        self._bench.runner.database(lambda: desk.mark_read(*ids), lambda _: self.refresh(), owner=self)
