"""The look of our documents: page, type scale and colours. One accent; states are told by words and shapes."""

from dataclasses import dataclass, replace
from enum import Enum

from app.documents.pdf.ink import Font

MILLIMETRE = 72 / 25.4
A4 = (210 * MILLIMETRE, 297 * MILLIMETRE)
A4_LANDSCAPE = (A4[1], A4[0])

INK = "0.11 0.13 0.16"
MUTED = "0.38 0.42 0.47"
ACCENT = "0.07 0.33 0.47"
TINT = "0.945 0.962 0.972"  # the accent, so thin that text stays clear on it
RULE = "0.76 0.80 0.83"
PALE = "0.90 0.915 0.925"
PAPER = "1 1 1"


class Align(Enum):
    """Where a line stands in its column."""

    START = 0.0
    CENTRE = 0.5
    END = 1.0


@dataclass(frozen=True, slots=True)
class Style:
    """How a piece of text is set. Sizes are points; ``leading`` is the distance of two baselines."""

    font: Font = Font.TEXT
    size: float = 10.0
    leading: float = 17.0
    colour: str = INK
    align: Align = Align.START
    justified: bool = False


BODY = Style(justified=True)
LETTER = Style(Font.LETTER, 10.5, 19.0, justified=True)
TITLE = Style(Font.TEXT_BOLD, 18.0, 26.0, align=Align.CENTRE)
HEADING = Style(Font.TEXT_BOLD, 12.0, 18.0)
SUBHEADING = Style(Font.TEXT_BOLD, 10.0, 16.0, ACCENT)
LABEL = Style(Font.TEXT_BOLD, 8.5, 15.5, ACCENT)
CELL = Style(size=9.5, leading=15.5, justified=True)
CELL_HEAD = Style(Font.TEXT_BOLD, 8.5, 13.0, ACCENT)
FIGURE = Style(Font.FIGURES, 9.5, 15.5)
NOTE = Style(size=8.0, leading=13.0, colour=MUTED)
BIG = Style(Font.TEXT_BOLD, 13.0, 19.0)


def aligned(style: Style, align: Align) -> Style:
    """Return a style with another alignment."""
    return replace(style, align=align, justified=False)


@dataclass(frozen=True, slots=True)
class Geometry:
    """A page and its margins."""

    width: float = A4[0]
    height: float = A4[1]
    left: float = 21 * MILLIMETRE
    right: float = 21 * MILLIMETRE
    top: float = 22 * MILLIMETRE
    bottom: float = 20 * MILLIMETRE

    @property
    def text_width(self) -> float:
        """Return the width between the margins."""
        return self.width - self.left - self.right

    @property
    def foot(self) -> float:
        """Return the lowest y that content may reach."""
        return self.height - self.bottom


PORTRAIT = Geometry()
LANDSCAPE = Geometry(*A4_LANDSCAPE, left=16 * MILLIMETRE, right=16 * MILLIMETRE, top=20 * MILLIMETRE)
