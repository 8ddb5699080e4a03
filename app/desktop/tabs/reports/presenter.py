"""Decides what the tab 報告 shows of the deliverables: their lines, their dates, and what can be made of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.desktop.deadline_words import left_words, state_words
from app.desktop.desk_port import Deadline, Desk, DocumentKind
from app.desktop.widgets.plain_table import PlainRow

HEADERS = ("状態", "成果物", "期限", "番号")
EDITIONS = {"prefecture": "県提出用", "publication": "市町村公開用", "": ""}
DONE = ("done", "done_late")
MONTH = "month"


@dataclass(frozen=True, slots=True)
class Deliverables:
    """Every due date, and the documents that can be made."""

    deadlines: tuple[Deadline, ...]
    kinds: tuple[DocumentKind, ...]
    months: Mapping[str, str] = field(default_factory=dict)  # of the monthly reports, by the words of their due date

    def kind_of(self, deadline: Deadline) -> DocumentKind | None:
        """Return the document of a deliverable, or None when it cannot be made here."""
        return next((kind for kind in self.kinds if kind.kind == str(deadline.deliverable)), None)

    def for_id(self, deadline: Deadline, kind: DocumentKind) -> str:
        """Return the record or month for which a document is made; empty when it is made for the whole contract."""
        if kind.may_name == MONTH:
            return self.months.get(deadline.label, "")
        named = (kind.register, kind.may_name)
        return deadline.subject_id if deadline.subject_register in named else ""


def read_deliverables(desk: Desk) -> Deliverables:
    """Return what the page shows."""
    due = tuple(deadline for deadline in desk.deadlines() if deadline.deliverable)
    months = {line.deadline.label: line.key for line in desk.reports.months()}
    return Deliverables(due, desk.document_kinds(), months)


def rows(deadlines: Sequence[Deadline], show_done: bool) -> list[PlainRow]:
    """Return the lines of the table in the order of the due dates; what is done on request only."""
    return [
        PlainRow(
            deadline,
            (
                left_words(deadline) or state_words(deadline)[0],
                deadline.label,
                deadline.stated_on.isoformat() if deadline.stated_on else "",
                str(deadline.deliverable or ""),
            ),
            state_words(deadline)[1],
        )
        for deadline in deadlines
        if show_done or deadline.state not in DONE
    ]
