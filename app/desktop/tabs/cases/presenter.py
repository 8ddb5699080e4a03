"""Decides what the tab 案件 shows beside a case and beside a session."""

from collections.abc import Mapping

from app.desktop.reading import Relation
from app.domain.case import Case, CaseKind
from app.domain.record import Record

HINT = "登録するか、申請フォームのファイルをここに落として取り込んでください。"
CASE_COLUMNS = ("number", "status", "municipality_code", "applied_on", "kind", "fields")
SESSION_COLUMNS = ("number", "status", "held_on", "starts_at", "mode", "expert_ids")
ANSWER_COLUMNS = ("number", "answered_on", "method", "minutes", "reported_on")
OTHER_COLUMNS = ("number", "status", "applied_on", "kind", "fields")


def sessions_of_case(record: Record) -> Mapping[str, object]:
    """Return the filter of the sessions, or the answers, of a case."""
    return {"case_id": record.id}


def is_consultation(record: Record) -> bool:
    """Tell whether a case is a よろず相談, which is answered and not visited (6(5))."""
    return isinstance(record, Case) and record.kind == CaseKind.CONSULTATION


def is_dispatch(record: Record) -> bool:
    """Tell whether a case is answered by sessions."""
    return not is_consultation(record)


def same_municipality(record: Record) -> Mapping[str, object]:
    """Return the filter of everything of the same municipality (9(3))."""
    return {"municipality_code": getattr(record, "municipality_code", "")}


RELATIONS: Mapping[str, tuple[Relation, ...]] = {
    "cases": (
        Relation("sessions", "この案件の派遣", sessions_of_case, SESSION_COLUMNS, fits=is_dispatch),
        Relation("answers", "この相談への回答", sessions_of_case, ANSWER_COLUMNS, fits=is_consultation),
        Relation("cases", "この団体のほかの案件", same_municipality, OTHER_COLUMNS, without_self=True),
    ),
    "sessions": (Relation("sessions", "この団体のほかの派遣", same_municipality, SESSION_COLUMNS, without_self=True),),
    "answers": (),
}
