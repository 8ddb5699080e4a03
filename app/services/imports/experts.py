"""The subject ``experts``: the roster of the experts secured for the contract (specification 6(2), 6(3))."""

import re
from collections.abc import Iterator

from app.domain.entry import EntryContext, parse_entry
from app.domain.expert import Expert, Level
from app.domain.record import Record
from app.domain.text import compact
from app.services.imports.subject import Column, Remark, Subject, Values

_BODIES = re.compile(r"(?:約|のべ|延べ)?(?P<count>\d{1,4})(?:団体|自治体|市町村|件)(?:以上|程度|ほど)?")


def read_municipal_record(cell: object, context: EntryContext) -> Values:
    """Return the record of support as typed, and the number of bodies where it is just that: 18団体."""
    typed = parse_entry(Expert.REGISTER.field("municipal_record"), cell, context)
    found = _BODIES.fullmatch(compact(str(cell)[:40]))
    return {"municipal_record": typed, "municipal_count": int(found["count"]) if found else None}


def _remarks(record: Record) -> Iterator[Remark]:
    """Say what still keeps an expert off the published list."""
    if not isinstance(record, Expert):
        return
    if record.consented_on is None:
        yield Remark("imports.consent_missing", "consented_on", "了承日")
    if record.explained_on is None:
        yield Remark("imports.explanation_missing", "explained_on", "説明日")
    if not record.on_site:
        yield Remark("imports.not_on_site", "on_site", "実地での支援")
    if not record.expertise.strip():
        yield Remark("imports.expertise_missing", "expertise", "専門性")
    if not record.fields:
        yield Remark("imports.fields_missing", "fields", "支援可能分野")


EXPERTS = Subject(
    name="experts",
    label="専門人材",
    record=Expert,
    key=("name", "mail"),
    remarks=_remarks,
    columns=(
        Column("name", "氏名", ("名前", "人材名", "専門人材名", "専門人材氏名", "お名前")),
        Column("kana", "フリガナ", ("ふりがな", "カナ", "氏名カナ", "氏名フリガナ", "読み")),
        Column("affiliation", "所属", ("所属先", "会社名", "所属企業", "所属団体", "所属組織", "勤務先")),
        Column("post", "役職", ("職名", "肩書", "肩書き")),
        Column("engagement", "契約形態", ("雇用形態", "契約区分", "確保の形態")),
        Column("expertise", "専門性", ("専門分野", "専門", "得意分野", "専門領域")),
        Column("skill_types", "人材区分", ("人材タイプ", "人材類型", "スキル区分")),
        Column(
            "fields",
            "支援可能分野",
            ("対応分野", "支援分野", "対応可能分野", "支援可能な分野"),
            level=Level.CAPABLE.value,
        ),
        Column("career", "経歴", ("略歴", "職歴", "プロフィール")),
        Column("certificates", "資格", ("保有資格", "資格等")),
        Column(
            "municipal_record",
            "支援実績",
            ("地方自治体への支援実績", "自治体支援実績", "実績"),
            fills=("municipal_record", "municipal_count"),
            read=read_municipal_record,
            hint="団体数（例：18団体）か、実績の内容",
        ),
        Column("on_site", "実地対応", ("実地での支援", "現地対応", "訪問対応", "実地支援"), hint="可 か 不可"),
        Column("base", "居住地", ("住所", "居住地域", "拠点", "所在地")),
        Column("days", "対応できる曜日", ("対応可能曜日", "曜日")),
        Column("days_note", "対応できる日の補足", ("日程の補足",)),
        Column("mail", "メール", ("メールアドレス", "E-mail", "Email", "連絡先メール")),
        Column("phone", "電話番号", ("電話", "TEL", "連絡先電話番号", "連絡先")),
        Column("vendor_relations", "事業者との関係", ("利害関係", "ベンダーとの関係")),
        Column("explained_on", "説明日", ("事前説明日", "説明実施日")),
        Column("explained_by", "説明者", ("説明担当者",)),
        Column("consented_on", "了承日", ("同意日", "承諾日", "掲載了承日", "掲載同意日")),
        Column("consent_scope", "了承の範囲", ("同意の範囲", "公開範囲", "掲載範囲")),
        Column("consent_text_version", "説明文の版", ("説明資料の版",)),
    ),
)
