"""Pictures of every tab and dialog, made off screen."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QEventLoop, QMessageLogContext, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QDialog, QWidget

from app.desktop.app import make_application
from app.desktop.desk_port import Desk
from app.desktop.errands import ERRANDS, open_errand
from app.desktop.first_start import StartWindow, contract_name
from app.desktop.garbage import GarbageTimer
from app.desktop.import_wizard.dialog import ImportDialog
from app.desktop.main_window import MainWindow
from app.desktop.scenes import APPLICATIONS, dialogs_of_pages, file_results, results, troubles, ways_of
from app.desktop.tab_list import TABS
from app.desktop.tabs.reports.tab import ReportsTab
from app.desktop.task_runner import TaskRunner
from app.desktop.theme.appearance import Appearance
from app.desktop.widgets.action_dialog import ActionDialog
from app.desktop.widgets.due_panel import DueDateDialog
from app.desktop.widgets.segments import Segments
from app.desktop.workbench import Workbench
from app.domain.errors import AppError
from app.domain.registers import REGISTERS

SIZE = (1440, 900)
SETTLE_MS = 25
IDLE_MS = 100  # a page that was just filled finds the height of its parts
PDF_MS = 900  # Qt draws the pages of a preview in a thread of its own and does not say when it is done
OFFSCREEN_REMARK = "This plugin does not support "
LONGEST_WAIT_MS = 20_000
SEARCHES = 5  # on an empty workspace nothing is ever found


def take_screenshots(
    desk: Desk, directory: Path, theme: str = "light", scale: float = 1.0, size: tuple[int, int] = SIZE
) -> list[Path]:
    """Write a PNG of every tab, page and dialog and return their paths. Needs no screen.

    ``scale`` is 1.0 to 2.0; ``size`` is that of the window, in pixels.
    """
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        application = make_application()
    directory.mkdir(parents=True, exist_ok=True)
    with _quiet_platform():
        photographer = _Photographer(desk, directory, Appearance(application, theme, scale), size)
        try:
            return list(photographer.pictures())
        finally:
            photographer.close()


class _Nowhere:
    """A place without a key ring, for the pictures of the first pages: with a locked workspace or without one."""

    language = "ja"
    has_key_ring = False

    def __init__(self, *, is_locked: bool = False) -> None:
        self._is_locked = is_locked

    def existing(self) -> bool:
        return self._is_locked

    def needs_passphrase(self) -> bool:
        return self._is_locked

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

    def __init__(self, desk: Desk, directory: Path, appearance: Appearance, size: tuple[int, int]) -> None:
        self._directory = directory
        self._appearance = appearance
        self._runner = TaskRunner()
        self._garbage = GarbageTimer(self._runner)
        self._bench = Workbench(desk, self._runner, desk.today())
        self._window = MainWindow(self._bench, contract_name(desk), appearance)
        self._window.resize(*size)
        QCursor.setPos(*size)  # nothing is under the pointer
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
            all_segments = shown.findChildren(Segments)
            for segments in all_segments:
                yield from self._segments(segments, tab.name)
            if not all_segments:
                yield from self._scenes(ways_of(shown, tab.name))
        yield from self._scenes(results(self._window))
        with TemporaryDirectory() as folder:
            yield from self._scenes(file_results(self._window, Path(folder)))
            yield from self._import(Path(folder))
        yield from self._scenes(troubles(self._window))
        yield from self._found()
        yield from self._first_pages()
        yield from self._errands()
        yield from self._forms()
        yield from self._others()

    def _first_pages(self) -> Iterator[Path]:
        for name, is_locked in (("first-start", False), ("first-unlock", True)):
            start = StartWindow(_Nowhere(is_locked=is_locked), self._runner, self._bench.on)
            start.show()
            start.begin()
            yield self._picture(start, name)
            if is_locked:
                start.show_trouble(AppError("desktop.no_workspace"))
                yield self._picture(start, "first-trouble")
            start.close()
            start.deleteLater()

    def _segments(self, segments: Segments, name: str) -> Iterator[Path]:
        for page in segments.names:
            shown = segments.show_page(page)
            title = name if page == segments.names[0] else f"{name}-{page}"
            if title != name:
                yield self._picture(self._window, title)
            yield from self._scenes(ways_of(shown, title))

    def _scenes(self, names: Iterator[str]) -> Iterator[Path]:
        """Yield the picture of the window, or of what it has opened, for each name."""
        for name in names:
            if name.startswith("dialog-"):
                yield from self._dialogs(name)
            elif name:
                yield self._picture(self._window, name)
            else:
                self._settle()

    def _import(self, folder: Path) -> Iterator[Path]:
        path = folder / "申請.csv"
        path.write_text(APPLICATIONS, "utf-8")
        dialog = ImportDialog(self._bench, self._window, subject="applications")
        dialog.open()
        dialog.take(path)
        yield from self._dialogs("dialog-import-preview")

    def _found(self) -> Iterator[Path]:
        """Yield the picture of what a search over everything finds.

        The window has the focus a moment after it asked for it, and what is found is shown only to who is typing.
        """
        search = self._window.top.search
        for _ in range(SEARCHES):
            self._window.activateWindow()
            search.setFocus()
            self._settle()
            search.setText("市")
            search.textEdited.emit("市")
            self._settle()
            completer = search.completer()
            popup = completer.popup() if completer is not None else None
            if popup is not None and popup.isVisible():
                yield self._picture(popup, "search-results")
                popup.hide()
                break
        search.clear()

    def _errands(self) -> Iterator[Path]:
        for name, _, _ in ERRANDS:
            open_errand(name, self._bench, self._appearance, self._window)
            yield from self._dialogs(f"dialog-{name}")

    def _forms(self) -> Iterator[Path]:
        """Yield the form of the first action that makes a record, for each register that has one."""
        for register in REGISTERS:
            offers = self._bench.desk.offers(register)
            offer = next((offer for offer in offers if offer.allowed and offer.action.fields), None)
            if offer is not None:
                ActionDialog(self._bench, offer.action, None, parent=self._window).open()
                yield from self._dialogs(f"form-{register}")

    def _others(self) -> Iterator[Path]:
        deadlines = self._bench.desk.deadlines()
        if deadlines:
            DueDateDialog(deadlines[0], self._window).open()
            yield from self._dialogs("dialog-due")
        yield from self._scenes(dialogs_of_pages(self._window))
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
    """Drop what the off-screen platform says it cannot do with any window; pass everything else on."""

    def pass_on(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        if text.startswith(OFFSCREEN_REMARK):
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
