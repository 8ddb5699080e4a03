"""提出: what was handed to the prefecture, when (specification 8, Table 2)."""

from dataclasses import dataclass
from datetime import date

from app.domain.record import Audience, Record, attachment, day, integer, long_text, register, text


@register(
    "submissions",
    "提出簿",
    table="submission",
    title=("title",),
    columns=("deliverable", "title", "submitted_on", "sha256"),
    order=("-submitted_on", "id"),
)
@dataclass(frozen=True, kw_only=True)
class Submission(Record):
    """One deliverable of Table 2 as submitted."""

    deliverable: int | None = integer("成果物番号", minimum=1, maximum=10, required=True)
    title: str = text("成果物", required=True)
    subject_id: str = text("対象", max_length=36, fixed=True, hint="報告の対象となる派遣など")
    submitted_on: date | None = day("提出日", required=True)
    sha256: str = text("ファイルのSHA-256", max_length=64, fixed=True)
    file_id: str = attachment("提出したファイル")
    content: str = long_text(
        "提出時の掲載内容", max_length=1_000_000, fixed=True, clause="6(3)", audience=Audience.CONTRACTOR
    )
    note: str = text("備考")
