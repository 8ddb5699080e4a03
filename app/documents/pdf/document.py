"""One PDF file: its pages, what is drawn on them, its fonts and its properties."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.documents.pdf.ink import Inks
from app.documents.pdf.style import Geometry, Style

PRODUCER = "dxdesk"


@dataclass(frozen=True, slots=True)
class Properties:
    """What the file says of itself; ``on`` is the day for which it was made, never the clock."""

    title: str
    author: str
    subject: str
    on: date


class Page:
    """The operators of one page; y grows downwards from the upper edge."""

    def __init__(self, geometry: Geometry, inks: Inks) -> None:
        self.geometry = geometry
        self.operators: list[str] = []
        self._inks = inks
        self._fill = ""
        self._stroke = ""

    def text(self, x: float, baseline: float, text: str, style: Style, slack: float = 0.0) -> None:
        """Draw one line from x on; ``slack`` is spread evenly between its characters."""
        runs = self._inks.runs(style.font, text)
        drawn = " ".join(f"/{name} {style.size:g} Tf <{codes}> Tj" for name, codes in runs)
        spaced, end = "", " ET"
        if slack:
            gaps = sum(len(codes) for _, codes in runs) // 4 - 1
            spaced, end = f"{slack / max(gaps, 1):.3f} Tc ", " 0 Tc ET"
        self._filled(style.colour)
        self.operators.append(f"BT {spaced}{x:.2f} {self.geometry.height - baseline:.2f} Td {drawn}{end}")

    def rectangle(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """Fill a rectangle whose upper left corner is (x, y)."""
        self._filled(colour)
        self.operators.append(f"{x:.2f} {self.geometry.height - y - height:.2f} {width:.2f} {height:.2f} re f")

    def frame(self, x: float, y: float, width: float, height: float, colour: str, thickness: float = 0.6) -> None:
        """Draw the outline of a rectangle."""
        self._stroked(colour, thickness)
        self.operators.append(f"{x:.2f} {self.geometry.height - y - height:.2f} {width:.2f} {height:.2f} re S")

    def rule(self, x: float, y: float, width: float, colour: str, thickness: float = 0.5) -> None:
        """Draw a horizontal line."""
        self._stroked(colour, thickness)
        level = self.geometry.height - y
        self.operators.append(f"{x:.2f} {level:.2f} m {x + width:.2f} {level:.2f} l S")

    def upright(self, x: float, y: float, height: float, colour: str, thickness: float = 0.5) -> None:
        """Draw a vertical line downwards from (x, y)."""
        self._stroked(colour, thickness)
        top = self.geometry.height - y
        self.operators.append(f"{x:.2f} {top:.2f} m {x:.2f} {top - height:.2f} l S")

    def disc(self, x: float, y: float, radius: float, colour: str, *, filled: bool = True) -> None:
        """Draw a circle around (x, y), full or as an outline."""
        if filled:
            self._filled(colour)
        else:
            self._stroked(colour, 0.8)
        up, bow = self.geometry.height - y, radius * 0.5523
        curves = (
            f"{x + radius:.2f} {up + bow:.2f} {x + bow:.2f} {up + radius:.2f} {x:.2f} {up + radius:.2f} c "
            f"{x - bow:.2f} {up + radius:.2f} {x - radius:.2f} {up + bow:.2f} {x - radius:.2f} {up:.2f} c "
            f"{x - radius:.2f} {up - bow:.2f} {x - bow:.2f} {up - radius:.2f} {x:.2f} {up - radius:.2f} c "
            f"{x + bow:.2f} {up - radius:.2f} {x + radius:.2f} {up - bow:.2f} {x + radius:.2f} {up:.2f} c"
        )
        self.operators.append(f"{x + radius:.2f} {up:.2f} m {curves} {'f' if filled else 's'}")

    def polygon(self, points: Sequence[tuple[float, float]], colour: str) -> None:
        """Fill the surface between corner points."""
        self._filled(colour)
        self.operators.append(f"{self._way(points)} h f")

    def polyline(
        self, points: Sequence[tuple[float, float]], colour: str, thickness: float = 0.6, dash: float = 0.0
    ) -> None:
        """Draw a line along corner points; ``dash`` is the length of its dashes, 0 for a whole line."""
        self._stroked(colour, thickness)
        way = f"{self._way(points)} S"
        self.operators.append(f"[{dash:g} {dash:g}] 0 d {way} [] 0 d" if dash else way)

    def _way(self, points: Sequence[tuple[float, float]]) -> str:
        corners = (f"{x:.2f} {self.geometry.height - y:.2f} {'l' if at else 'm'}" for at, (x, y) in enumerate(points))
        return " ".join(corners)

    def _filled(self, colour: str) -> None:
        if colour != self._fill:
            self._fill = colour
            self.operators.append(f"{colour} rg")

    def _stroked(self, colour: str, thickness: float) -> None:
        wanted = f"{colour} RG {thickness:g} w"
        if wanted != self._stroke:
            self._stroke = wanted
            self.operators.append(wanted)


class Document:
    """A file in the making."""

    def __init__(self, properties: Properties) -> None:
        self.properties = properties
        self.inks = Inks()
        self.pages: list[Page] = []

    def add_page(self, geometry: Geometry) -> Page:
        """Append an empty page."""
        page = Page(geometry, self.inks)
        self.pages.append(page)
        return page

    def data(self) -> bytes:
        """Return the finished file; the same drawing gives the same bytes."""
        from reportlab.pdfbase import pdfdoc

        from app.documents.pdf.embedding import font_object

        file = pdfdoc.PDFDocument(compression=1, invariant=1, pdfVersion=(1, 7), lang="ja")
        self._describe(file)
        for page in self.pages:
            file.addPage(_page_object(pdfdoc, page))
        fonts = file.idToObject["BasicFonts"].dict
        for embedded in self.inks.embedded.values():
            fonts[embedded.name] = file.Reference(font_object(file, embedded))
        made: bytes = file.GetPDFData(None)
        return made

    def _describe(self, file: Any) -> None:
        known = self.properties
        file.setTitle(known.title)
        file.setAuthor(known.author)
        file.setSubject(known.subject)
        file.setCreator(PRODUCER)
        file.setProducer(PRODUCER)
        file.setDateFormatter(lambda *_: f"D:{known.on:%Y%m%d}000000+09'00'")
        for page in self.pages:
            file.updateSignature("".join(page.operators))


def _page_object(pdfdoc: Any, page: Page) -> Any:
    made = pdfdoc.PDFPage()
    made.pagewidth, made.pageheight = (round(edge, 2) for edge in (page.geometry.width, page.geometry.height))
    made.Resources = pdfdoc.PDFResourceDictionary()
    made.Resources.basicFonts()
    made.Contents = pdfdoc.PDFStream(content="\n".join(page.operators), filters=[pdfdoc.PDFZCompress])
    return made
