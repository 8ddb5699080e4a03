"""Two texts line by line: what was taken out and what was put in, by sign and word as well as colour."""

import html
from collections.abc import Sequence

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QTextBrowser, QWidget

from app.desktop.tabs.plans.presenter import LINE_SIGNS, ShownLine, shown_lines
from app.desktop.theme.appearance import colours_in_force, space
from app.services.plans.views import DifferenceLine

TONES = {"same": "", "removed": "bad", "added": "good"}


class DifferenceView(QTextBrowser):
    """Shows one difference; it can be read and copied, not changed."""

    _lines: Sequence[ShownLine] = ()
    _nothing = ""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Start without lines; ``name`` is what a screen reader calls it."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setOpenLinks(False)
        self.setTabChangesFocus(True)

    def show_lines(self, lines: Sequence[DifferenceLine], nothing: str) -> None:
        """Show the lines, or the words for none that differ."""
        self._lines = shown_lines(lines) if any(line.kind != "same" for line in lines) else []
        self._nothing = nothing
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        """Draw anew in the colours of another theme."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._draw()

    def _draw(self) -> None:
        if not self._lines:
            self.setHtml(f"<p>{html.escape(self._nothing)}</p>" if self._nothing else "")
            return
        self.setHtml(f'<table width="100%" cellspacing="0" cellpadding="{space(0.75)}">{"".join(self._rows())}</table>')

    def _rows(self) -> list[str]:
        return [_row(line) for line in self._lines]


def _row(line: ShownLine) -> str:
    colours = colours_in_force()
    if line.left_out:
        told = f"（同じ行が{line.left_out}行）"
        return f'<tr><td></td><td style="color: {colours.quiet}">{told}</td></tr>'
    sign, word = LINE_SIGNS[line.kind]
    tone = TONES[line.kind]
    ground = f' bgcolor="{colours.soft(tone)}"' if tone else ""
    told = f"{sign}&nbsp;{word}" if word else ""
    mark = f'<td width="{space(18)}" style="color: {colours.tone(tone)}; font-weight: 700">{told}</td>'
    text = html.escape(line.text) or "&nbsp;"
    return f'<tr{ground}>{mark}<td style="color: {colours.text}">{text}</td></tr>'
