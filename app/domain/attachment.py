"""添付: files kept inside the encrypted workspace."""

from dataclasses import dataclass

from app.domain.record import Record, integer, register, text

MAX_ATTACHMENT_BYTES = 20 * 1024 * 1024


@register(
    "attachments",
    "添付",
    table="attachment",
    title=("name",),
    columns=("name", "size", "sha256"),
    exported=False,
)
@dataclass(frozen=True, kw_only=True)
class Attachment(Record):
    """One file; its bytes lie in the encrypted store under its hash."""

    name: str = text("ファイル名", max_length=255, required=True)
    sha256: str = text("SHA-256", max_length=64, fixed=True)
    size: int | None = integer("大きさ", unit="バイト", maximum=MAX_ATTACHMENT_BYTES, fixed=True)
    media_type: str = text("種類", max_length=100, fixed=True)
