"""What is still missing before a deliverable may be printed, field by field, with the clause that asks for it."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.documents.dispatch_report import DispatchReportFacts
from app.documents.expert_profile import Edition, ExpertDatabaseFacts
from app.domain.expert import Expert
from app.domain.session import support_minutes


@dataclass(frozen=True, slots=True)
class MissingField:
    """A field that has to be filled in: ``register`` and ``record_id`` say where, when it is not the session itself."""

    field: str
    label: str
    clause: str
    register: str = "sessions"
    record_id: str = ""


_SESSION = (
    ("held_on", "実施日", "6(6)ク"),
    ("starts_at", "開始", "6(6)ウ"),
    ("ends_at", "終了", "6(6)ウ"),
    ("mode", "実施方法", "6(6)イ"),
    ("place", "場所", "6(6)ク"),
    ("attendees", "市町村の出席者", "6(6)ク"),
    ("content", "具体的な支援内容", "6(6)ク"),
    ("effect", "支援による効果", "6(6)ク"),
    ("materials", "利用した資料", "6(6)ク"),
    ("tools", "利用したツール", "6(6)ク"),
)
_CASE = (
    ("case_number", "number", "案件番号", "6(1)イ"),
    ("applied_on", "applied_on", "申請日", "6(1)イ"),
    ("municipality", "municipality_code", "団体名", "6(6)エ"),
    ("support_fields", "fields", "相談分野", "6(2)"),
    ("request", "content", "相談内容", "6(1)イ"),
    ("support_content", "support_content", "決定した支援内容", "6(6)ア"),
    ("decided_on", "decided_on", "派遣決定日", "6(6)ア"),
    ("consultation", "consultation_id", "県との協議", "6(6)ア"),
)


def missing_in_report(facts: DispatchReportFacts) -> tuple[MissingField, ...]:
    """Return what the dispatch report still lacks of what clause 6(6) asks for, in the order of the report."""
    return tuple(_missing_in_report(facts))


def _missing_in_report(facts: DispatchReportFacts) -> Iterator[MissingField]:
    if not facts.letterhead.contractor.strip():
        yield MissingField("contractor", "受託者名", "表2", "contracts")
    for name, field, label, clause in _CASE:
        if not _given(getattr(facts, name)):
            yield MissingField(field, label, clause, "cases")
    for name, label, clause in _SESSION:
        if not _given(getattr(facts, name)):
            yield MissingField(name, label, clause)
    minutes = support_minutes(facts.starts_at, facts.ends_at, facts.break_minutes)
    if minutes is not None and minutes <= 0:
        yield MissingField("ends_at", "終了", "6(6)ウ")
    if not facts.experts:
        yield MissingField("expert_ids", "専門人材", "6(6)ア")
    if facts.is_online and not facts.online_wish.strip():
        yield MissingField("online_wish", "オンライン希望の記録", "6(6)イ")


def missing_in_database(facts: ExpertDatabaseFacts) -> tuple[MissingField, ...]:
    """Return what the expert database still lacks (6(2), 6(3)), expert by expert."""
    found: list[MissingField] = []
    if not facts.letterhead.contractor.strip():
        found.append(MissingField("contractor", "受託者名", "表2", "contracts"))
    for expert in facts.experts:
        if expert.is_listed or facts.edition is Edition.PREFECTURE:
            found += _missing_of(expert)
    return tuple(found)


def _missing_of(expert: Expert) -> Iterator[MissingField]:
    asked = (
        ("name", "6(3)ア"),
        ("expertise", "6(3)イ"),
        ("fields", "6(3)イ"),
        ("municipal_record", "6(2)カ"),
        ("explained_on", "6(3)ウ"),
        ("consented_on", "6(3)ウ"),
        ("consent_scope", "6(3)ウ"),
    )
    for name, clause in asked:
        if not _given(getattr(expert, name)):
            label = f"{expert.name or '氏名のない専門人材'}：{Expert.REGISTER.field(name).label}"
            yield MissingField(name, label, clause, "experts", expert.id)


def _given(value: object) -> bool:
    return bool(value.strip()) if isinstance(value, str) else value not in (None, ())
