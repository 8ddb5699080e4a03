"""Pictures of every tab and dialog, made off screen."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from PySide6.QtCore import QEventLoop, QMessageLogContext, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QDialog, QWidget

from app.desktop.app import make_application
from app.desktop.desk_port import Desk
from app.desktop.errands import ERRANDS, open_errand
from app.desktop.first_start import StartWindow, contract_name
from app.desktop.garbage import GarbageTimer
from app.desktop.main_window import MainWindow
from app.desktop.tab_list import TABS
from app.desktop.tabs.reports.tab import ReportsTab
from app.desktop.task_runner import TaskRunner
from app.desktop.theme.appearance import Appearance
from app.desktop.widgets.action_dialog import ActionDialog
from app.desktop.widgets.due_panel import DueDateDialog
from app.desktop.widgets.segments import Segments
from app.desktop.workbench import Workbench
from app.domain.errors import AppError

WIDTH, HEIGHT = 1440, 900
SETTLE_MS = 25
IDLE_MS = 150  # a page that was just filled finds the height of its parts
PDF_MS = 900  # Qt draws the pages of a preview in a thread of its own and does not say when it is done
OFFSCREEN_REMARK = "This plugin does not support propagateSizeHints()"
LONGEST_WAIT_MS = 20_000
FORMS = (("cases", "case.add"), ("experts", "expert.add"), ("decisions", "decision.add"))


def take_screenshots(desk: Desk, directory: Path, theme: str = "light", scale: float = 1.0) -> list[Path]:
    """Write a PNG of every tab, page and dialog and return their paths; ``scale`` is 1.0 to 2.0. Needs no screen."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        application = make_application()
    directory.mkdir(parents=True, exist_ok=True)
    with _quiet_platform():
        photographer = _Photographer(desk, directory, Appearance(application, theme, scale))
        try:
            return list(photographer.pictures())
        finally:
            photographer.close()


class _Nowhere:
    """A place without a workspace and without a key ring, for the picture of the first page."""

    language = "ja"
    has_key_ring = False

    def existing(self) -> bool:
        return False

    def needs_passphrase(self) -> bool:
        return False

    def unlock(self, passphrase: str | None = None) -> Desk:
        raise AppError("desktop.no_workspace")

    def create(self, signed_on: date, *, passphrase: str | None = None) -> Desk:
        return self.unlock(passphrase)

    def create_demo(self, *, passphrase: str | None = None) -> Desk:
        return self.unlock(passphrase)

    def restore(self, backup: Path, passphrase: str | None = None) -> Desk:
        return self.unlock(passphrase)

    def newest_backup(self) -> Path | None:
        return None


class _Photographer:
    """Opens one thing after the other, waits until its work is done, and takes its picture."""

    def __init__(self, desk: Desk, directory: Path, appearance: Appearance) -> None:
        self._directory = directory
        self._appearance = appearance
        self._runner = TaskRunner()
        self._garbage = GarbageTimer(self._runner)
        self._bench = Workbench(desk, self._runner, desk.today())
        self._window = MainWindow(self._bench, contract_name(desk), appearance)
        self._window.resize(WIDTH, HEIGHT)
        self._window.show()

    def close(self) -> None:
        """Finish the work and take the window down."""
        self._window.close()
        self._window.deleteLater()
        self._garbage.stop()

    def pictures(self) -> Iterator[Path]:
        """Yield the path of each picture."""
        for tab in TABS:
            shown = self._window.show_tab(tab.name)
            yield self._picture(self._window, tab.name)
            for segments in shown.findChildren(Segments):
                yield from self._segments(segments, tab.name)
        yield from self._first_page()
        yield from self._errands()
        yield from self._forms()
        yield from self._others()

    def _first_page(self) -> Iterator[Path]:
        start = StartWindow(_Nowhere(), self._runner, self._bench.on)
        start.show()
        start.begin()
        yield self._picture(start, "first-start")
        start.close()
        start.deleteLater()

    def _segments(self, segments: Segments, name: str) -> Iterator[Path]:
        for page in segments.names[1:]:
            segments.show_page(page)
            yield self._picture(self._window, f"{name}-{page}")

    def _errands(self) -> Iterator[Path]:
        for name, _, _ in ERRANDS:
            open_errand(name, self._bench, self._appearance, self._window)
            yield from self._dialogs(f"dialog-{name}")

    def _forms(self) -> Iterator[Path]:
        for register, action in FORMS:
            offers = self._bench.desk.offers(register)
            offer = next((offer for offer in offers if offer.action.name == action), None)
            if offer is not None:
                ActionDialog(self._bench, offer.action, None, parent=self._window).open()
                yield from self._dialogs(f"form-{register}")

    def _others(self) -> Iterator[Path]:
        deadlines = self._bench.desk.deadlines()
        if deadlines:
            DueDateDialog(deadlines[0], self._window).open()
            yield from self._dialogs("dialog-due")
        reports = self._window.show_tab("reports")
        if isinstance(reports, ReportsTab):
            reports.open_bundle()
            yield from self._dialogs("dialog-bundle")

    def _dialogs(self, name: str) -> Iterator[Path]:
        """Yield the picture of each open dialog and close it."""
        self._settle()
        for dialog in self._window.findChildren(QDialog):
            if dialog.isVisible():
                yield self._picture(dialog, name)
                dialog.done(0)

    def _picture(self, widget: QWidget, name: str) -> Path:
        self._settle()
        if any(preview.isVisible() for preview in widget.findChildren(QAbstractScrollArea) if is_preview(preview)):
            _wait(PDF_MS)
        path = self._directory / f"{name}.png"
        widget.grab().save(str(path))
        return path

    def _settle(self) -> None:
        """Let the event loop run until no work is left, and a moment longer."""
        waited = idle = 0
        while waited < LONGEST_WAIT_MS and idle < IDLE_MS:
            _wait(SETTLE_MS)
            waited += SETTLE_MS
            idle = idle + SETTLE_MS if self._runner.is_idle else 0


def is_preview(area: QAbstractScrollArea) -> bool:
    """Tell whether a widget shows a PDF, without loading what draws PDFs."""
    return area.metaObject().className() == "QPdfView"


def _wait(milliseconds: int) -> None:
    """Let the event loop run for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


@contextmanager
def _quiet_platform() -> Iterator[None]:
    """Drop the one sentence that the off-screen platform says of every window; pass everything else on."""

    def pass_on(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        if text == OFFSCREEN_REMARK:
            return
        if before is not None:
            before(kind, context, text)
        else:
            print(text, file=sys.stderr)  # noqa: T201 (what Qt does without a handler)

    before: Callable[..., None] | None = None
    before = qInstallMessageHandler(pass_on)
    try:
        yield
    finally:
        qInstallMessageHandler(before)
