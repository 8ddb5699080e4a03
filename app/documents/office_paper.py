"""Papers of the office: a letterhead and sections of entries, tables and words; what stands in them is given."""

from dataclasses import dataclass
from datetime import date

from app.documents.letterhead import Letterhead, letterhead
from app.documents.made import Made
from app.documents.pdf.document import Document, Properties
from app.documents.pdf.elements import furnish, heading, paragraph
from app.documents.pdf.flow import Flow
from app.documents.pdf.style import Align
from app.documents.pdf.table import Column, entries, table

TEXT_KEEP, TABLE_KEEP = 60.0, 150.0  # points of a section that stay with its heading


@dataclass(frozen=True, slots=True)
class Entries:
    """Pairs of label and text."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A table: titles with their share of the width, rows, and the word for none; figures stand at the right."""

    columns: tuple[tuple[str, float], ...]
    rows: tuple[tuple[str, ...], ...]
    empty: str = "該当なし"
    figures: tuple[str, ...] = ()  # titles of the columns that hold figures


@dataclass(frozen=True, slots=True)
class Words:
    """A text of one or more paragraphs."""

    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """One section with the clause it answers."""

    title: str
    clause: str
    parts: tuple[Entries | Listing | Words, ...]


@dataclass(frozen=True, slots=True)
class OfficePaper:
    """A paper ready to be set; ``reference`` stands small above it, ``lead`` before the sections."""

    letterhead: Letterhead
    title: str
    reference: str
    lead: str
    sections: tuple[Section, ...]
    draft: bool = False


def office_paper(paper: OfficePaper) -> Made:
    """Return a paper as PDF; AppError ``documents.glyph_missing`` for what cannot be printed."""
    head = paper.letterhead
    on = head.on or date(2026, 4, 1)
    document = Document(Properties(paper.title, head.contractor, head.contract, on))
    flow = Flow(document)
    letterhead(flow, head, paper.title, paper.reference)
    if paper.lead:
        paragraph(flow, paper.lead)
    for number, section in enumerate(paper.sections, start=1):
        keep = TABLE_KEEP if isinstance(section.parts[0], Listing) else TEXT_KEEP
        heading(flow, f"{number}　{section.title}", f"仕様書 {section.clause}" if section.clause else "", keep)
        for part in section.parts:
            _set(flow, part)
    furnish(document, paper.title, head.contract, paper.draft)
    return Made(document.data(), len(document.pages))


def _set(flow: Flow, part: Entries | Listing | Words) -> None:
    match part:
        case Entries(rows):
            entries(flow, rows)
        case Listing(columns, rows, empty, figures):
            ends = {title: Align.END if title in figures else Align.START for title, _ in columns}
            table(flow, tuple(Column(title, share, align=ends[title]) for title, share in columns), rows, empty)
        case Words(text):
            paragraph(flow, text or "―")
