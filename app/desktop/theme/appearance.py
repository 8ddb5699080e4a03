"""Applies a theme to the application: style, palette, font and stylesheet; follows the system's dark mode."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from app.desktop.theme.fonts import register_fonts
from app.desktop.theme.stylesheet import CELL_FRAME, stylesheet
from app.desktop.theme.tokens import BASE_FONT_PX, DARK, FONT_FAMILY, LIGHT, Palette

THEMES = {"auto": "システムに合わせる", "light": "ライト", "dark": "ダーク"}
SCALES = (1.0, 1.25, 1.5, 1.75, 2.0)


class Appearance(QObject):
    """The one place that changes how the application looks."""

    changed = Signal()

    def __init__(self, application: QApplication, theme: str = "auto", scale: float = 1.0) -> None:
        """Register the fonts and apply the theme."""
        super().__init__(application)
        self._application = application
        self.theme = theme
        self.scale = scale
        self._families = register_fonts() or (FONT_FAMILY,)
        application.setStyle("Fusion")
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_system_changed)
        self._apply()

    def choose(self, theme: str = "", scale: float = 0.0) -> None:
        """Change the theme (``auto``, ``light``, ``dark``) or the scale (1.0 to 2.0)."""
        self.theme = theme or self.theme
        self.scale = min(2.0, max(1.0, scale or self.scale))
        self._apply()
        self.changed.emit()

    @property
    def palette(self) -> Palette:
        """Return the colours in force."""
        if self.theme == "auto":
            dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
            return DARK if dark else LIGHT
        return DARK if self.theme == "dark" else LIGHT

    def _apply(self) -> None:
        font = QFont()
        font.setFamilies(list(self._families))
        font.setPixelSize(round(BASE_FONT_PX * self.scale))
        self._application.setFont(font)
        self._application.setPalette(qt_palette(self.palette))
        self._application.setStyleSheet(stylesheet(self.palette, self.scale))

    def _on_system_changed(self) -> None:
        if self.theme == "auto":
            self._apply()
            self.changed.emit()


def qt_palette(colours: Palette) -> QPalette:
    """Return Qt's palette of a theme."""
    role = QPalette.ColorRole
    result = QPalette()
    for name, colour in (
        (role.Window, colours.window),
        (role.Base, colours.surface),
        (role.AlternateBase, colours.window),
        (role.Button, colours.surface),
        (role.ToolTipBase, colours.raised),
        (role.WindowText, colours.text),
        (role.Text, colours.text),
        (role.ButtonText, colours.text),
        (role.ToolTipText, colours.text),
        (role.PlaceholderText, colours.faint),
        (role.Highlight, colours.accent),
        (role.HighlightedText, colours.on_accent),
        (role.Link, colours.accent),
        (role.LinkVisited, colours.accent),
        (role.Accent, colours.accent),
        (role.Mid, colours.strong_line),
        (role.Dark, colours.line),  # the ground around the pages of a PDF
        (role.Midlight, colours.line),
    ):
        result.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, name, QColor(colours.faint))
    return result


def colours_in_force() -> Palette:
    """Return the colours of the theme that the application shows."""
    return DARK if QApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT


def cell_margin() -> int:
    """Return how far from the edge of a cell its text begins, in pixels; headers and pills keep to it."""
    return round(QApplication.font().pixelSize() * 0.6) + CELL_FRAME


def space(steps: float = 1.0) -> int:
    """Return a length in pixels: one step is a quarter of the font's height."""
    return round(steps * QFontMetrics(QApplication.font()).height() / 4)
