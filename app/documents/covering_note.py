"""送付状: the letter that goes with a bundle and lists what is in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.documents.letterhead import Letterhead, letterhead
from app.documents.made import Made
from app.documents.pdf.document import Document, Properties
from app.documents.pdf.elements import bullets, furnish, paragraph
from app.documents.pdf.flow import Flow
from app.documents.pdf.style import CELL, FIGURE, LETTER, NOTE, Align, Style
from app.documents.pdf.table import Column, table

TITLE = "送付状"
_HASH = Style(FIGURE.font, 7.5, 15.5)


@dataclass(frozen=True, slots=True)
class ListedEntry:
    """One file of the bundle; ``rows`` is None where it has none."""

    name: str
    label: str
    rows: int | None
    sha256: str


def covering_note(facts: Letterhead, entries: Sequence[ListedEntry], encoding: str, notes: Sequence[str] = ()) -> Made:
    """Return the letter as PDF."""
    document = Document(Properties(TITLE, facts.contractor, facts.contract, facts.on or date(2026, 4, 1)))
    flow = Flow(document)
    letterhead(flow, facts, TITLE)
    sent = f"{facts.contract}に係る登録データを、次のとおり送付します。ご査収くださいますようお願いします。"
    paragraph(flow, sent, LETTER)
    flow.skip(8)
    table(
        flow,
        (
            Column("ファイル", 2.2, CELL),
            Column("内容", 2.0, CELL),
            Column("件数", 0.8, FIGURE, Align.END),
            Column("SHA-256（先頭16桁）", 1.6, _HASH),
        ),
        (
            (entry.name, entry.label, "―" if entry.rows is None else f"{entry.rows:,}", entry.sha256[:16])
            for entry in entries
        ),
    )
    flow.skip(6)
    bullets(
        flow,
        (
            f"CSVの文字コードは{encoding}、改行はCRLF、日付は2026-07-10の形です。団体コードは文字列としてお読みください。",
            "列の意味はschema.json、各ファイルの件数とSHA-256（全桁）はmanifest.jsonにあります。",
            "表計算ソフトが数式として実行するおそれのある文字で始まるセルには、先頭に「'」を一つ付けています。",
            "マクロ、パスワード、外部へのリンクは含みません。",
            *notes,
        ),
        NOTE,
    )
    furnish(document, TITLE, facts.contract)
    return Made(document.data(), len(document.pages))
