"""The empty form of a subject, with its rules, made from the same declaration that reads it."""

from app.documents.tabular import MAX_ROWS
from app.documents.tabular_form import FormColumn, empty_form
from app.domain.entry import EntryContext
from app.domain.record import Field, Kind
from app.services.imports.subject import Column, Subject
from app.services.imports.subjects import subject_named

KINDS = {
    Kind.TEXT: "文字（1行）",
    Kind.LONG_TEXT: "文字（複数行）",
    Kind.DATE: "日付",
    Kind.TIME: "時刻",
    Kind.MOMENT: "日付と時刻",
    Kind.INTEGER: "整数",
    Kind.BOOLEAN: "可・不可",
    Kind.CHOICE: "一覧から選ぶ",
    Kind.MUNICIPALITY: "市町村",
    Kind.SUPPORT_FIELD: "支援分野",
    Kind.TERM: "契約条件",
    Kind.REFERENCE: "登録済みのもの",
    Kind.FILE: "ファイル",
}
HINTS = {
    Kind.DATE: "令和8年7月10日、R8.7.10、2026/7/10 のどれでも",
    Kind.MUNICIPALITY: "市町村名か6桁の団体コード",
    Kind.BOOLEAN: "可 か 不可",
}
RULES = (
    "見出しの行は変えないでください。列の順を変えること、使わない列を消すことはできます。",
    "「（必須）」の列は全ての行に書いてください。",
    "複数を書ける列では、「、」か改行で区切ってください。",
    "数字は全角でも半角でもかまいません。書いた文字はそのまま保存されます。",
    "数式は計算されません。「=」で始まる文字は文字のまま取り込みます。",
    f"一度に取り込めるのは{MAX_ROWS:,}行までです。",
)


def template(subject: str, context: EntryContext) -> bytes:
    """Return an empty .xlsx form for a subject; AppError imports.unknown_subject."""
    declared = subject_named(subject)
    columns = [_form_column(declared, column, context) for column in declared.columns]
    key = "と".join(declared.column(name).header for name in declared.key)
    rules = (*RULES, f"{key}が同じ行は同じものとみなします。もう一度送ると、変わったところだけが変更になります。")
    return empty_form(declared.label, columns, rules)


def _form_column(subject: Subject, column: Column, context: EntryContext) -> FormColumn:
    target = subject.register.field(column.name)
    feeding = [other for other in subject.columns if set(column.fields) & set(other.fields)]
    required = any(field.name in column.fields for field in subject.required_fields) and feeding[0] == column
    many = "、か改行で区切って複数" if target.many else ""
    length = (
        f"{target.max_length:,}文字まで" if target.max_length and target.kind in (Kind.TEXT, Kind.LONG_TEXT) else ""
    )
    options = _options(target, context)
    listed = f"{'、'.join(options)} のどれか" if target.kind is Kind.CHOICE and not target.many else ""
    hint = column.hint or target.hint or listed or HINTS.get(target.kind, "")
    return FormColumn(
        header=column.header,
        hint="。".join(part for part in (hint, many, length) if part),
        kind=KINDS[target.kind],
        required=required,
        options=options,
        many=target.many,
        width=48.0 if target.kind is Kind.LONG_TEXT else 20.0,
    )


def _options(target: Field, context: EntryContext) -> tuple[str, ...]:
    if target.kind is Kind.CHOICE and target.choices is not None:
        return tuple(member.label for member in target.choices)
    if target.kind is Kind.BOOLEAN:
        return ("可", "不可")
    if target.kind is Kind.MUNICIPALITY:
        return tuple(municipality.name for municipality in context.municipalities)
    if target.kind is Kind.SUPPORT_FIELD:
        return tuple(field.name for field in context.support_fields)
    return ()
