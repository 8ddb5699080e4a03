"""The empty form of the prefecture's schedule, under the headers that its reading knows (specification 6(7)ア)."""

from app.documents.tabular_form import FormColumn, empty_form
from app.domain.hearing import Hearing
from app.domain.municipality import Municipalities
from app.services.hearings.schedule_reading import LABELS, MOST_LINES, REQUIRED

HINTS = {
    "municipality": ("市町村名。一団体につき一行", "市町村"),
    "day": ("令和8年7月10日、R8.7.10、2026/7/10 のどれでも。決まっていなければ「調整中」", "日付"),
    "times": ("13:30～15:00 のように", "時刻"),
    "mode": ("対面（現地）かオンライン（Web）", "文字（1行）"),
    "place": ("実地のときの会場", "文字（1行）"),
    "municipality_persons": ("市町村の出席者", "文字（複数行）"),
    "prefecture_persons": ("県の出席者", "文字（複数行）"),
    "note": ("変更の理由など", "文字（複数行）"),
}
RULES = (
    "見出しの行は変えないでください。列の順を変えること、使わない列を消すことはできます。",
    "「（必須）」の列は全ての行に書いてください。",
    "数字は全角でも半角でもかまいません。",
    f"一度に取り込めるのは{MOST_LINES:,}行までです。",
    "もう一度送ると、変わったところだけが日程の変更になります。手元で記録したことは書き換えません。",
)


def schedule_form(offices: Municipalities) -> bytes:
    """Return an empty .xlsx form for the schedule of the hearings."""
    names = tuple(office.name for office in offices)
    columns = [
        FormColumn(
            header=LABELS[name],
            hint=hint,
            kind=kind,
            required=name in REQUIRED,
            options=names if name == "municipality" else (),
        )
        for name, (hint, kind) in HINTS.items()
    ]
    return empty_form(Hearing.REGISTER.label, columns, RULES)
