"""One register as a table on landscape A4: what was asked for stands above it, the number of the page below."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from app.documents.made import Made
from app.documents.pdf.document import Document, Properties
from app.documents.pdf.elements import furnish
from app.documents.pdf.flow import Flow, set_lines
from app.documents.pdf.ink import Font
from app.documents.pdf.style import LANDSCAPE, NOTE, Align, Style, aligned
from app.documents.pdf.table import Column, table
from app.domain.japanese_date import format_era

INTERNAL = "社外秘"
_TITLE = Style(Font.TEXT_BOLD, 15.0, 22.0)
_CELL = Style(size=8.5, leading=13.0)


@dataclass(frozen=True, slots=True)
class PrintedColumn:
    """One column: its title, its share of the width, and whether it holds numbers."""

    title: str
    share: float
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class RegisterPrint:
    """A list ready to be set; ``filters`` says in words what it was narrowed by."""

    title: str
    contract: str
    contractor: str
    on: date
    filters: tuple[str, ...]
    columns: Sequence[PrintedColumn]
    rows: Iterable[Sequence[str]]
    count: int
    internal: bool = False


def register_print(facts: RegisterPrint) -> Made:
    """Return the list as PDF; AppError ``documents.glyph_missing`` for what cannot be printed."""
    title = f"{facts.title}（{INTERNAL}）" if facts.internal else facts.title
    document = Document(Properties(title, facts.contractor, facts.contract, facts.on))
    flow = Flow(document, LANDSCAPE)
    _head(flow, facts, title)
    columns = [
        Column(column.title, column.share, _CELL, Align.END if column.is_number else Align.START)
        for column in facts.columns
    ]
    table(flow, columns, facts.rows, "該当する記録はありません。")
    furnish(document, title, facts.contract)
    return Made(document.data(), len(document.pages))


def _head(flow: Flow, facts: RegisterPrint, title: str) -> None:
    """Set the title with day and number beside it, and below it what the list was narrowed by."""
    beside = f"{format_era(facts.on)}現在　全{facts.count:,}件"
    flow.line(beside, aligned(NOTE, Align.END), flow.left, flow.y + 7, flow.width)
    flow.y = flow.draw(set_lines(title, _TITLE, flow.width * 0.7, title), _TITLE, flow.left, flow.y, flow.width) + 2
    narrowed = "　／　".join(facts.filters) if facts.filters else "なし（全ての記録）"
    flow.y = flow.line(f"絞り込み：{narrowed}", NOTE, flow.left, flow.y, flow.width)
    if facts.contractor:
        flow.y = flow.line(f"受託者　{facts.contractor}", NOTE, flow.left, flow.y, flow.width)
    flow.y += 6
