"""The registers that people keep by hand as subjects of an import: their columns are what the records declare."""

from collections.abc import Mapping

from app.domain.asset import InformationAsset
from app.domain.commitment import Commitment
from app.domain.contact import Contact, ContactEntry, Enquiry
from app.domain.contract import Closing
from app.domain.event import Event
from app.domain.form_template import FormTemplate
from app.domain.meeting import Homework, Meeting, OpenQuestion
from app.domain.record import Kind, Record
from app.domain.staff import Pledge, StaffMember
from app.domain.subcontract import Subcontract
from app.services.imports.subject import Column, Subject

Words = Mapping[str, tuple[str, ...]]


def subject_of(record: type[Record], key: tuple[str, ...], prefix: str = "", words: Words | None = None) -> Subject:
    """Return a register as a subject: a column for each field that people type, under its own label.

    ``key`` are the fields by which the same thing is known again; ``prefix`` begins the numbers of new records;
    ``words`` are other headers under which offices write a field.
    """
    register, known = record.REGISTER, words or {}
    columns = tuple(
        Column(field.name, field.label, known.get(field.name, ()))
        for field in register.fields
        if not field.fixed and field.stored and field.kind is not Kind.FILE
    )
    return Subject(
        name=register.name,
        label=register.label,
        record=record,
        columns=columns,
        key=key,
        number_prefix=lambda made: prefix,
    )


PERSON: Words = {
    "person": ("名前", "担当者", "担当者名", "担当者氏名"),
    "organisation": ("所属", "部署", "課名", "担当課", "組織"),
    "phone": ("電話", "TEL", "連絡先"),
    "mail": ("メール", "E-mail", "Email"),
    "municipality_code": ("市町村名", "市町村", "自治体名", "団体"),
    "room": ("LoGoチャット", "トークルーム", "ルーム"),
}
REGISTER_SUBJECTS: tuple[Subject, ...] = (
    subject_of(Contact, ("person", "organisation"), words=PERSON),
    subject_of(ContactEntry, ("talked_on", "subject"), words={"talked_on": ("日付", "連絡日")}),
    subject_of(Enquiry, ("received_at", "subject"), words={"received_at": ("受付日時", "受信日時", "日時")}),
    subject_of(StaffMember, ("name", "from_on"), words={"name": ("名前", "従事者"), "from_on": ("開始日",)}),
    subject_of(Pledge, ("person",), words={"person": ("名前", "従事者")}),
    subject_of(Commitment, ("clause", "title"), words={"due_on": ("期限",), "owner": ("担当", "担当者")}),
    subject_of(Meeting, ("held_on", "title"), words={"held_on": ("日付", "年月日"), "title": ("件名",)}),
    subject_of(Homework, ("task", "owner"), words={"owner": ("担当",), "due_on": ("期限",)}),
    subject_of(OpenQuestion, ("clause", "question"), "疑", words={"question": ("質問", "照会事項")}),
    subject_of(Event, ("title", "held_on"), words={"held_on": ("日付", "年月日")}),
    subject_of(Subcontract, ("partner", "scope"), words={"partner": ("相手方", "再委託先")}),
    subject_of(InformationAsset, ("name", "received_from", "received_on"), words={"name": ("資料名", "件名")}),
    subject_of(FormTemplate, ("name", "version"), words={"name": ("様式",)}),
    subject_of(Closing, ("closed_on",), words={"closed_on": ("日付", "年月日")}),
)
