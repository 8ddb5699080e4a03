"""The subject ``applications``: what municipalities send through the form (specification 6(1)イ(ア))."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time

from app.domain.case import Case, CaseKind, CaseStatus
from app.domain.entry import EntryContext, EntryProblem, parse_entry
from app.domain.record import Record
from app.services.actions.cases import NUMBER_PREFIX
from app.services.imports.subject import Column, Remark, Subject, Values

DAY = Case.REGISTER.field("applied_on")
MOMENT = Case.REGISTER.field("applied_at")


def read_answered_at(cell: object, context: EntryContext) -> Values:
    """Return the day and the moment of an application; a cell without time of day gives the day only.

    Times are times in Japan; the moment is kept in UTC. EntryProblem.
    """
    values: dict[str, object] = dict(read_applied_on(cell, context))
    if isinstance(cell, datetime) and cell.time() == time():
        return values
    try:
        values["applied_at"] = parse_entry(MOMENT, cell, context)
    except EntryProblem:
        values["applied_at"] = None  # the day has been read, so there is just no time of day
    return values


def read_applied_on(cell: object, context: EntryContext) -> Values:
    """Return the day of an application."""
    return {"applied_on": parse_entry(DAY, cell, context)}


def _begun(record: Record) -> Record:
    """Return a case that has been received since its application."""
    return replace(record, status_since=record.applied_on) if isinstance(record, Case) else record


def _number_prefix(record: Record) -> str:
    return NUMBER_PREFIX[record.kind] if isinstance(record, Case) and record.kind else ""


def _remarks(record: Record) -> Iterator[Remark]:
    if isinstance(record, Case) and record.kind is CaseKind.CONSULTATION and record.status is CaseStatus.RECEIVED:
        yield Remark("imports.waits_at_intake", "kind", "申請区分", CaseKind.CONSULTATION.label)


def _settled(record: Record) -> frozenset[str]:
    """Return what a file may no longer change once the office has begun to work on a case."""
    if isinstance(record, Case) and record.status is not CaseStatus.RECEIVED:
        return frozenset({"kind", "municipality_code"})
    return frozenset()


APPLICATIONS = Subject(
    name="applications",
    label="申請",
    record=Case,
    key=("received_number",),
    lookup="received_number",
    required=("received_number",),
    blank_erases=True,
    begun=_begun,
    number_prefix=_number_prefix,
    remarks=_remarks,
    settled=_settled,
    columns=(
        Column("received_number", "受付番号", ("受付No", "申請番号", "受付ID", "回答番号", "整理番号")),
        Column(
            "applied_at",
            "回答日時",
            ("申請日時", "送信日時", "受付日時", "登録日時", "タイムスタンプ"),
            fills=("applied_at", "applied_on"),
            read=read_answered_at,
            hint="日付と時刻。例：2026/10/19 16:46",
        ),
        Column(
            "applied_on",
            "申請日",
            ("回答日", "受付日", "申込日", "申請年月日"),
            read=read_applied_on,
            hint="回答日時がないときの日付。例：令和8年10月19日",
        ),
        Column("municipality_code", "団体名", ("市町村名", "市町村", "自治体名", "自治体", "団体", "団体コード")),
        Column("department", "所属", ("所属課", "所属部署", "部署", "部署名", "担当課", "課名", "所属名")),
        Column("contact_name", "担当者氏名", ("担当者", "担当者名", "氏名", "お名前", "申請者", "申請者氏名")),
        Column("contact_mail", "メールアドレス", ("メール", "E-mail", "Email", "担当者メールアドレス", "連絡先メール")),
        Column("contact_phone", "電話番号", ("電話", "TEL", "連絡先", "連絡先電話番号", "担当者電話番号")),
        Column("kind", "申請区分", ("区分", "支援区分", "申請種別", "希望する支援", "申請の種類")),
        Column("fields", "相談分野", ("分野", "支援分野", "支援を希望する分野", "希望分野", "相談の分野")),
        Column("content", "相談内容", ("内容", "相談事項", "申請内容", "支援を希望する内容", "課題", "相談の内容")),
        Column("wished_when", "希望時期", ("希望日", "希望日時", "実施希望時期", "支援希望時期")),
        Column("wished_mode", "希望する実施方法", ("実施方法", "希望方法", "実施方法の希望", "支援方法")),
        Column("contact_skill", "担当者のデジタル知識", ("デジタル知識", "担当者の知識", "担当者のレベル")),
    ),
)
