"""Runs the desktop: the application, the first page, the window of an open desk, and back again for a restore."""

import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QLibraryInfo, QLocale, QObject, QSettings, Qt, QTranslator
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from app.desktop.first_start import OpenedDesk, StartWindow
from app.desktop.garbage import GarbageTimer
from app.desktop.lasting_constants import hold_constants
from app.desktop.plain_imports import import_plainly
from app.desktop.task_runner import TaskRunner
from app.desktop.theme.appearance import Appearance
from app.domain.errors import AppError

if TYPE_CHECKING:  # loaded when a desk opens, behind the first window
    from app.desktop.desk_port import Desk
    from app.desktop.environment import Environment
    from app.desktop.main_window import MainWindow
    from app.desktop.settling import Settling
    from app.desktop.workbench import Workbench

SETTINGS = ("dxdesk", "dxdesk")


class DesktopSession(QObject):
    """Holds the windows of one run: the first page until a desk is open, then the main window."""

    def __init__(self, environment: "Environment", appearance: Appearance, today: date) -> None:
        """Prepare the first page."""
        super().__init__()
        self._environment = environment
        self._appearance = appearance
        self._today = today
        self.runner = TaskRunner(self)
        self.garbage = GarbageTimer(self)
        self.desk: Desk | None = None
        self.window: MainWindow | None = None
        self._settling: Settling | None = None
        self._bench: Workbench | None = None
        self._contract = ""
        self._scale = appearance.scale
        appearance.changed.connect(self._on_appearance_changed, Qt.ConnectionType.QueuedConnection)
        self._gone: list[QObject] = []
        self.start = self._start_window()

    def begin(self) -> None:
        """Show the first page and, when it is painted, open the workspace if there is one."""
        show_window(self.start)
        self.start.begin_when_painted()

    def end(self) -> None:
        """Delete every window while the application is still there, and end the worker threads."""
        self.runner.wait_for_done()
        self._close_desk()
        self._let_go(self.window, self.start, self._bench)
        QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete.value))
        self.garbage.stop()

    def _start_window(self) -> StartWindow:
        start = StartWindow(self._environment, self.runner, self._today)
        start.desk_opened.connect(self._on_desk_opened)
        return start

    def _on_desk_opened(self, found: OpenedDesk) -> None:
        from app.desktop.settling import Settling
        from app.desktop.workbench import Workbench

        self.desk, self._contract = found.desk, found.contract
        bench = self._bench = Workbench(
            found.desk, self.runner, found.today, self._environment.language, is_ready=False
        )
        bench.restore_asked.connect(self._on_restore_asked, Qt.ConnectionType.QueuedConnection)
        bench.findings_changed.connect(self.garbage.settle)
        self._open_window(bench)
        self.start.hide()
        settling = self._settling = Settling(bench)
        settling.failed.connect(self._on_unopenable, Qt.ConnectionType.QueuedConnection)

    def _open_window(self, bench: "Workbench") -> None:
        from app.desktop.main_window import MainWindow
        from app.desktop.post import PostTimer

        self._scale = self._appearance.scale
        self.window = MainWindow(bench, self._contract, self._appearance)
        PostTimer(bench, self.window)
        self.window.closed.connect(self._on_window_closed)
        show_window(self.window)

    def _on_appearance_changed(self) -> None:
        """Lay everything out anew when its size has changed; colours change in place."""
        if self.window is None or self._bench is None or self._scale == self._appearance.scale:
            return
        former = self.window
        if not former.save_typed():
            return
        self._open_window(self._bench)
        former.hide()
        self._let_go(former)

    def _on_restore_asked(self, backup: Path) -> None:
        if self.window is not None and not self.window.save_typed():
            return
        self._begin_anew()
        self.start.restore(backup)

    def _on_unopenable(self, error: AppError) -> None:
        """Go back to the first page with the reason why the workspace, looked at already, cannot be worked in."""
        self._begin_anew()
        self.start.show_trouble(error)

    def _begin_anew(self) -> None:
        """Show a fresh first page, then close what was open: without any window the application would end."""
        window, start, bench = self.window, self.start, self._bench
        self.window = self._bench = self._settling = None
        self.start = self._start_window()
        show_window(self.start)
        if window is not None:
            window.closed.disconnect(self._on_window_closed)
            window.close()
        self._close_desk()
        self._let_go(window, start, bench)

    def _let_go(self, *parts: QObject | None) -> None:
        """Delete windows after the event that closes them, and keep their names until then."""
        for part in parts:
            if part is not None:
                self._gone.append(part)
                part.deleteLater()

    def _on_window_closed(self) -> None:
        self._close_desk()
        QApplication.quit()

    def _close_desk(self) -> None:
        if self.desk is not None:
            self.desk.keep_safe_before_closing()
            self.desk.close()
            self.desk = None


def make_application() -> QApplication:
    """Return the application, made before any window; the scale of the system stands."""
    hold_constants()
    import_plainly()
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    application = QApplication(sys.argv[:1])
    application.setApplicationName("dxdesk")
    application.setApplicationDisplayName("市町村DX支援デスク")
    QLocale.setDefault(QLocale(QLocale.Language.Japanese, QLocale.Country.Japan))
    translator = QTranslator(application)
    if translator.load("qtbase_ja", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)
    return application


def show_window(window: QWidget) -> None:
    """Show a window; every window of a session comes to the screen here."""
    window.show()


def has_screen() -> bool:
    """Tell whether a window can be shown here."""
    if sys.platform.startswith("linux") and os.environ.get("QT_QPA_PLATFORM", "") != "offscreen":
        return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    return True


def run_desktop(environment: "Environment", today: date) -> int:
    """Run the window until it is closed and return the exit status; AppError where there is no screen."""
    if not has_screen():
        raise AppError("desktop.no_screen")
    application = make_application()
    settings = QSettings(*SETTINGS)
    theme, scale = str(settings.value("theme", "auto")), float(str(settings.value("scale", 1.0)))
    appearance = Appearance(application, theme, scale)

    def keep() -> None:
        settings.setValue("theme", appearance.theme)
        settings.setValue("scale", appearance.scale)

    appearance.changed.connect(keep)
    session = DesktopSession(environment, appearance, today)
    session.begin()
    status = application.exec()
    session.end()
    return status
