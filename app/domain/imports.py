"""取込: saved column mappings and what came in through them."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.record import Record, integer, long_text, moment, register, text


@register(
    "import-profiles",
    "取込の列対応",
    table="import_profile",
    title=("name",),
    columns=("name", "subject"),
    exported=False,
)
@dataclass(frozen=True, kw_only=True)
class ImportProfile(Record):
    """Which column of a file feeds which field; kept under a name."""

    name: str = text("名前", max_length=100, required=True)
    subject: str = text("取込先", max_length=40, required=True)
    mapping: str = long_text("列の対応", max_length=20_000)  # JSON object: header -> field name


@register(
    "import-runs",
    "取込の記録",
    table="import_run",
    title=("file_name",),
    columns=("file_name", "subject", "imported_at", "row_count", "new_count", "refused_count"),
    order=("-imported_at", "id"),
    exported=False,
)
@dataclass(frozen=True, kw_only=True)
class ImportRun(Record):
    """One file taken in, with its counts."""

    file_name: str = text("ファイル名", max_length=255)
    subject: str = text("取込先", max_length=40)
    sha256: str = text("SHA-256", max_length=64)
    imported_at: datetime | None = moment("取込日時")
    row_count: int | None = integer("行数", unit="行")
    new_count: int | None = integer("新規", unit="行")
    changed_count: int | None = integer("変更", unit="行")
    duplicate_count: int | None = integer("重複", unit="行")
    refused_count: int | None = integer("拒否", unit="行")
