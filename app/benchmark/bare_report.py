"""The floor of a report: as many pages on a bare reportlab canvas, every line drawn where it stands, no layout."""

import io
import time
from pathlib import Path
from typing import Any

from app.benchmark.children import given_key, report
from app.benchmark.report_texts import PAGES, bars, row, words

FONT = Path(__file__).resolve().parents[2] / "resources" / "fonts" / "BIZUDPGothic-Regular.ttf"
PER_LINE = 46


def made() -> bytes:
    """Return the pages."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(TTFont("floor", FONT))
    held = io.BytesIO()
    canvas = Canvas(held, invariant=1, initialFontName="floor")
    for page in range(1, PAGES + 1):
        canvas.setFont("floor", 10)
        _draw(canvas, page)
        canvas.showPage()
    canvas.save()
    return held.getvalue()


def _draw(canvas: Any, page: int) -> None:
    texts = [words(page * 10 + place) for place in range(3)]
    lines = [text[start : start + PER_LINE] for text in texts for start in range(0, len(text), PER_LINE)]
    for number, line in enumerate(lines):
        canvas.drawString(60, 790 - number * 17, line)
    for number in range(12):
        y = 420 - number * 18
        canvas.line(60, y - 4, 540, y - 4)
        for column, cell in enumerate(row(page * 100 + number)):
            canvas.drawString(60 + column * 96, y, cell)
    for number, (name, figure) in enumerate(bars(page)):
        canvas.drawString(60, 180 - number * 17, name)
        canvas.rect(200, 180 - number * 17, figure * 10, 8, fill=1)


def main() -> None:
    """Make the pages and tell how long it took, libraries and fonts included."""
    given_key()
    start = time.perf_counter()
    made()
    report(ms=(time.perf_counter() - start) * 1000)


if __name__ == "__main__":
    main()
