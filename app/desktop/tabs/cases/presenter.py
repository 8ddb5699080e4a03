"""Decides what the tab 案件 shows beside a case and beside a session."""

from collections.abc import Mapping

from app.desktop.reading import Relation
from app.domain.case import Case
from app.domain.record import Record
from app.domain.session import Session

HINT = "登録するか、申請フォームのファイルをここに落として取り込んでください。"
CASE_COLUMNS = ("number", "status", "municipality_code", "applied_on", "kind", "fields")
SESSION_COLUMNS = ("number", "status", "held_on", "starts_at", "mode", "expert_ids")
OTHER_COLUMNS = ("number", "status", "applied_on", "kind", "fields")


def sessions_of_case(record: Record) -> Mapping[str, object]:
    """Return the filter of the sessions of a case."""
    return {"case_id": record.id}


def same_municipality(record: Record) -> Mapping[str, object]:
    """Return the filter of everything of the same municipality (9(3))."""
    return {"municipality_code": record.municipality_code if isinstance(record, Case | Session) else ""}


RELATIONS: Mapping[str, tuple[Relation, ...]] = {
    "cases": (
        Relation("sessions", "この案件の派遣", sessions_of_case, SESSION_COLUMNS),
        Relation("cases", "この団体のほかの案件", same_municipality, OTHER_COLUMNS, without_self=True),
    ),
    "sessions": (Relation("sessions", "この団体のほかの派遣", same_municipality, SESSION_COLUMNS, without_self=True),),
}
