"""The upper part that our papers share: day, addressee, sender and title."""

from dataclasses import dataclass
from datetime import date

from app.documents.pdf.elements import title
from app.documents.pdf.flow import Flow
from app.documents.pdf.ink import Font
from app.documents.pdf.style import MUTED, TITLE, Align, Style, aligned
from app.domain.japanese_date import format_era

ADDRESSEE = "埼玉県企画財政部情報システム戦略課長"
_PARTY = Style(Font.TEXT, 10.5, 18.0)
_SMALL = Style(Font.TEXT, 8.5, 13.0, MUTED)


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who writes to whom, when and under which contract; an unknown day is left to be filled in by hand."""

    contract: str
    contractor: str
    on: date | None
    addressee: str = ADDRESSEE


def letterhead(flow: Flow, facts: Letterhead, heading: str, reference: str = "", *, to_addressee: bool = True) -> None:
    """Set day, addressee, sender and title at the top of the first page; a publication has no addressee."""
    left, width = flow.left, flow.width
    day = format_era(facts.on) if facts.on else "令和　　年　　月　　日"
    flow.y -= 14
    flow.line(reference, _SMALL, left, flow.y + 3, width * 0.6)
    flow.line(f"{'提出日' if to_addressee else '作成日'}　{day}", aligned(_PARTY, Align.END), left, flow.y, width)
    flow.y += _PARTY.leading + 10
    if to_addressee:
        flow.y = flow.line(f"{facts.addressee}　様", _PARTY, left, flow.y, width) + 4
    flow.y = flow.line(f"受託者　{facts.contractor}", aligned(_PARTY, Align.END), left, flow.y, width)
    flow.y += 16
    title(flow, heading, TITLE)
