"""What documents are built of, apart from tables: headings, paragraphs, lists, headers and footers, marks."""

from collections.abc import Iterable

from app.documents.pdf.document import Document
from app.documents.pdf.flow import Flow, set_lines
from app.documents.pdf.ink import Font, widths
from app.documents.pdf.style import (
    ACCENT,
    BODY,
    HEADING,
    NOTE,
    RULE,
    SUBHEADING,
    TITLE,
    Align,
    Style,
    aligned,
)

_BAR, _GAP = 3.2, 8.0  # the accent bar before a heading, and the space after it
DRAFT = "下書き"
_STAMP_WIDTH = 66.0
STAMP = Style(Font.TEXT_BOLD, 12.0, 18.0, ACCENT, Align.CENTRE)


def title(flow: Flow, text: str, style: Style = TITLE) -> None:
    """Set the title of a document, with a short accent rule below it."""
    flow.y = flow.draw(set_lines(text, style, flow.width), style, flow.left, flow.y, flow.width) + 7
    length = 46.0
    flow.page.rule(flow.left + (flow.width - length) * style.align.value, flow.y, length, ACCENT, 1.6)
    flow.y += 16


def heading(flow: Flow, text: str, note: str = "", keep: float = 60.0) -> None:
    """Start a section; it stays with at least ``keep`` points of what follows."""
    flow.need(HEADING.leading + 22 + keep)
    flow.skip(16)
    lines = set_lines(text, HEADING, flow.width - _BAR - _GAP, text)
    height = len(lines) * HEADING.leading
    flow.page.rectangle(flow.left, flow.y + 1.5, _BAR, height - 3, ACCENT)
    flow.draw(lines, HEADING, flow.left + _BAR + _GAP, flow.y, flow.width - _BAR - _GAP)
    if note:
        used = _BAR + _GAP + lines[-1].width + 10
        beside = aligned(NOTE, Align.END)
        flow.line(note, beside, flow.left + used, flow.y + height - 15.5, flow.width - used)
    flow.y += height + 6


def subheading(flow: Flow, text: str, keep: float = 40.0) -> None:
    """Start a part of a section."""
    flow.need(SUBHEADING.leading + 8 + keep)
    flow.skip(8)
    flow.y = flow.draw(set_lines(text, SUBHEADING, flow.width, text), SUBHEADING, flow.left, flow.y, flow.width) + 2


def paragraph(flow: Flow, text: str, style: Style = BODY, field: str = "", indent: float = 0.0) -> None:
    """Set text over as many pages as it needs, never leaving one line of it alone."""
    lines = set_lines(text, style, flow.width - indent, field)
    while lines:
        fits = max(int(flow.room / style.leading), 0)
        if fits < min(2, len(lines)):
            flow.next_page()
            fits = int(flow.room / style.leading)
        if len(lines) - fits == 1 and fits > 2:
            fits -= 1
        flow.y = flow.draw(lines[:fits], style, flow.left + indent, flow.y, flow.width - indent, field)
        lines = lines[fits:]
    flow.y += style.leading * 0.25


def bullets(flow: Flow, items: Iterable[str], style: Style = BODY, field: str = "", mark: str = "・") -> None:
    """Set a list, each item behind its mark."""
    indent = widths(style.font)[mark] * style.size / 1000 + 3
    for item in items:
        flow.need(style.leading * 2)
        flow.line(mark, style, flow.left, flow.y, flow.width)
        paragraph(flow, item, style, field, indent)


def furnish(document: Document, running: str, note: str = "", draft: bool = False) -> None:
    """Give every page its footer with "n / N", every page but the first its running head, drafts their mark."""
    total = len(document.pages)
    for number, page in enumerate(document.pages, start=1):
        shape = page.geometry
        flow = Flow(document, shape, page)
        head, foot = shape.top - 30, shape.foot + 14
        if number > 1:
            width = shape.text_width - (_STAMP_WIDTH + 10 if draft else 0)
            flow.line(_shortened(running, width), NOTE, shape.left, head - 1, width)
            page.rule(shape.left, head + 14, shape.text_width, RULE, 0.4)
        page.rule(shape.left, foot, shape.text_width, RULE, 0.4)
        flow.line(_shortened(note, shape.text_width - 60), NOTE, shape.left, foot + 4, shape.text_width - 60)
        flow.line(f"{number} / {total}", aligned(NOTE, Align.END), shape.left, foot + 4, shape.text_width)
        if draft:
            _stamp(flow)


def _shortened(text: str, width: float) -> str:
    """Return as much of a running head as fits on one line."""
    first, *others = set_lines(text, NOTE, width - NOTE.size, text)
    return f"{first.text}…" if others else text


def _stamp(flow: Flow) -> None:
    """Frame the word 下書き at the upper right of a page."""
    shape = flow.geometry
    width, height = _STAMP_WIDTH, 22.0
    x, y = shape.width - shape.right - width, shape.top - 47
    flow.page.frame(x, y, width, height, ACCENT, 1.2)
    flow.line(DRAFT, STAMP, x, y + (height - STAMP.leading) / 2, width)
