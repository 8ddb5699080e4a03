"""Makes a paper as it may be handed in, or its draft while something is missing; no widgets here."""

from __future__ import annotations  # what the services hand over is loaded when it is first made

from typing import TYPE_CHECKING

from app.domain.errors import AppError

if TYPE_CHECKING:
    from app.desktop.desk_port import Desk, MadeDocument

INCOMPLETE = "services.document_incomplete"


def make_paper(desk: Desk, kind: str, subject: str = "", edition: str = "") -> MadeDocument:
    """Return the document as it may be handed in, or its draft while something is missing."""
    try:
        return desk.make(kind, subject, edition)
    except AppError as error:
        if error.code != INCOMPLETE:
            raise
        return desk.make(kind, subject, edition, draft=True)


def completeness(made: MadeDocument) -> tuple[str, str]:
    """Return whether the document is complete, in words, and the tone."""
    if not made.missing:
        return "必要な項目はすべて入力されています。", "good"
    return f"提出の前に入力が必要な項目が{len(made.missing)}件あります。", "warn"
