"""The stylesheet, generated from the tokens; objects are addressed by the ``role`` property or their class."""

from string import Template

from app.desktop.theme.tokens import BASE_FONT_PX, BODY, CAPTION, FIGURE, HEADING, TITLE, TONES, Palette

CELL_FRAME = 3  # pixels: what Qt's style leaves between the padding of a cell and its text

_BASE = """
QWidget { color: $text; font-size: ${body}px; }
QMainWindow, QDialog, QWidget[role="page"], QStackedWidget { background: $window; }
QToolTip { background: $raised; color: $text; border: 1px solid $strong_line; padding: ${s1}px; }
QLabel { background: transparent; }
QLabel[role="heading"] { font-size: ${heading}px; font-weight: 700; }
QLabel[role="title"] { font-size: ${title}px; font-weight: 700; }
QLabel[role="figure"] { font-size: ${figure}px; font-weight: 700; }
QLabel[role="caption"] { font-size: ${caption}px; color: $quiet; }
QLabel[role="quiet"] { color: $quiet; }
QLabel[role="label"] { font-size: ${caption}px; color: $quiet; }
QLabel[role="problem"] { font-size: ${caption}px; color: $bad; }
QLabel[role="echo"] { font-size: ${caption}px; color: $accent; }
QFrame[role="card"] { background: $surface; border: 1px solid $line; border-radius: ${s3}px; }
QFrame[role="bar"] { background: $surface; border: none; border-bottom: 1px solid $line; }
QFrame[role="sidebar"] { background: $sidebar; border: none; }
QFrame[role="toast"] { background: $text; border-radius: ${s2}px; }
QFrame[role="toast"] QLabel { color: $window; }
QFrame[role="toast"] QPushButton { background: transparent; border: none; color: $window; font-weight: 700;
  text-decoration: underline; }
QFrame[role="toast"] QPushButton:focus { border: 2px solid $window; }
"""

_CONTROLS = """
QPushButton, QToolButton[role="button"] { background: $surface; border: 1px solid $strong_line;
  border-radius: ${s2}px; padding: ${s1}px ${s4}px; min-height: ${s5}px; }
QPushButton:hover, QToolButton[role="button"]:hover { border-color: $accent; color: $accent; }
QPushButton:pressed, QToolButton[role="button"]:pressed { background: $accent_soft; }
QPushButton:focus, QToolButton:focus { border: 2px solid $accent; padding: ${s1f}px ${s4f}px; }
QPushButton:disabled, QToolButton[role="button"]:disabled { background: $window; color: $faint; border-color: $line; }
QPushButton[role="primary"] { background: $accent; color: $on_accent; border-color: $accent; font-weight: 700; }
QPushButton[role="primary"]:hover { color: $on_accent; border-color: $text; }
QPushButton[role="primary"]:focus { border: 2px solid $text; }
QPushButton[role="primary"]:disabled { background: $line; color: $faint; border-color: $line; }
QPushButton[role="link"], QToolButton[role="link"] { background: transparent; border: 1px solid transparent;
  color: $accent; padding: 0; min-height: ${leading}px; text-align: left; }
QPushButton[role="link"]:hover, QPushButton[role="text-link"]:hover, QToolButton[role="link"]:hover {
  text-decoration: underline; }
QPushButton[role="text-link"] { background: transparent; border: 1px solid transparent; color: $accent; padding: 0;
  min-height: ${body}px; text-align: left; }
QPushButton[role="link"]:focus, QPushButton[role="text-link"]:focus { border: 1px solid $accent; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: ${s2}px; padding: ${s1}px; }
QToolButton:hover { background: $accent_soft; }
QToolButton:checked { background: $accent_soft; color: $accent; }
QToolButton:disabled { color: $faint; }
QToolButton[role="nav"] { text-align: left; padding: ${s2}px ${s3}px; border: none; border-radius: ${s2}px;
  color: $quiet; font-size: ${body}px; }
QToolButton[role="nav"][small="true"] { padding: ${s1}px ${s2}px; }
QToolButton[role="nav"]:hover { background: $accent_soft; color: $text; }
QToolButton[role="nav"]:checked { background: $surface; color: $accent; font-weight: 700; }
QToolButton[role="nav"]:focus { border: 2px solid $accent; }
QToolButton[role="segment"] { background: transparent; border: none; border-bottom: 3px solid transparent;
  border-radius: 0; padding: ${s2}px; color: $quiet; }
QToolButton[role="segment"]:hover { color: $text; border-bottom-color: $strong_line; background: transparent; }
QToolButton[role="segment"]:checked { color: $accent; border-bottom-color: $accent; font-weight: 700;
  background: transparent; }
QToolButton[role="segment"]:focus { border: 1px solid $accent; border-bottom: 3px solid $accent; }
QToolButton::menu-indicator, QPushButton::menu-indicator { image: none; width: 0; }
QLineEdit, QTextEdit, QComboBox { background: $surface; border: 1px solid $edge;
  border-radius: ${s2}px; padding: ${s1}px ${s2}px; selection-background-color: $accent;
  selection-color: $on_accent; }
QLineEdit, QComboBox { min-height: ${s5}px; }
QLineEdit:focus, QTextEdit:focus, QComboBox:focus { border: 2px solid $accent; }
QLineEdit:read-only, QLineEdit:disabled, QTextEdit:disabled { background: $window; color: $quiet; }
QLineEdit[wrong="true"], QTextEdit[wrong="true"], QComboBox[wrong="true"] { border: 2px solid $bad; }
QComboBox::drop-down { border: none; width: ${s6}px; }
QComboBox::down-arrow { image: none; }
QComboBox QAbstractItemView { background: $raised; border: 1px solid $strong_line; outline: none;
  selection-background-color: $accent_soft; selection-color: $text; }
QCheckBox { spacing: ${s2}px; padding: ${s1}px 0; }
QCheckBox:focus { color: $accent; }
QCheckBox::indicator { width: ${s4}px; height: ${s4}px; border: 1px solid $edge; border-radius: ${s1}px;
  background: $surface; }
QCheckBox::indicator:checked { background: $accent; border: 1px solid $accent; }
QCheckBox::indicator:focus { border: 2px solid $accent; }
QMenu { background: $raised; border: 1px solid $strong_line; padding: ${s1}px; }
QMenu::item { padding: ${s2}px ${s5}px; border-radius: ${s1}px; }
QMenu::item:selected { background: $accent_soft; color: $text; }
QMenu::item:disabled { color: $faint; }
QMenu::separator { height: 1px; background: $line; margin: ${s1}px; }
"""

_LISTS = """
QAbstractItemView { background: $surface; border: none; outline: none; gridline-color: $line;
  selection-background-color: $accent_soft; selection-color: $text; alternate-background-color: $surface; }
QTableView, QTreeView, QListView { border: 1px solid transparent; }
QTableView:focus, QTreeView:focus, QListView:focus { border: 1px solid $accent; }
QTableView::item, QTreeView::item, QListView::item { padding: ${s1}px ${s2}px; border: none; }
QTableView::item:selected, QTreeView::item:selected, QListView::item:selected { background: $accent_soft;
  color: $text; }
QHeaderView { background: $surface; }
QHeaderView::section { background: $surface; color: $quiet; border: none; border-bottom: 1px solid $strong_line;
  padding: ${s2}px ${cell}px; font-size: ${caption}px; font-weight: 700; }
QHeaderView::section:hover { color: $accent; }
QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget[role="content"] { background: transparent; }
QScrollBar:vertical { background: transparent; width: ${s3}px; margin: 0; }
QScrollBar::handle:vertical { background: $strong_line; border-radius: ${s1}px; min-height: ${s6}px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: ${s3}px; margin: 0; }
QScrollBar::handle:horizontal { background: $strong_line; border-radius: ${s1}px; min-width: ${s6}px; margin: 2px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QSplitter::handle { background: transparent; }
QSplitter::handle:hover { background: $accent_soft; }
QProgressBar { background: $line; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
"""

_TONE = """
QLabel[tone="$name"] { color: $colour; }
QLabel[pill="$name"] { color: $colour; background: $soft; border-radius: ${pill}px; padding: 2px ${s2}px;
  font-size: ${caption}px; font-weight: 700; }
QFrame[role="notice"][tone="$name"] { background: $soft; border: none; border-left: 4px solid $colour;
  border-radius: ${s1}px; }
QProgressBar[tone="$name"]::chunk { background: $colour; }
"""


def stylesheet(colours: Palette, scale: float = 1.0) -> str:
    """Return the stylesheet of a theme at a scale of 1.0 to 2.0."""
    base = BASE_FONT_PX * scale
    sizes = {
        "caption": round(base * CAPTION),
        "body": round(base * BODY),
        "title": round(base * TITLE),
        "heading": round(base * HEADING),
        "figure": round(base * FIGURE),
        "leading": round(base * 1.4),
    }
    sizes |= {f"s{step}": round(base * step * 0.3) for step in range(1, 9)}
    sizes["pill"] = sizes["caption"] // 2 + 1  # half of its height; more than that would leave it square
    sizes["cell"] = sizes["s2"] + CELL_FRAME
    sizes |= {"s1f": max(0, int(sizes["s1"]) - 1), "s4f": max(0, int(sizes["s4"]) - 1)}
    named = colours._asdict()
    parts = [Template(part).substitute(named, **sizes) for part in (_BASE, _CONTROLS, _LISTS)]
    parts += [
        Template(_TONE).substitute(sizes, name=tone, colour=colours.tone(tone), soft=colours.soft(tone))
        for tone in TONES
    ]
    return "".join(parts)
