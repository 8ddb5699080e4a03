"""情報資産: what the prefecture and the municipalities lent, from receipt to return or erasure (10(2)–10(4))."""

from dataclasses import dataclass
from datetime import date

from app.domain.choice import Choice
from app.domain.record import Audience, Record, attachment, choice, day, reference, register, text


class AssetKind(Choice):
    """Whether something was received, or made from what was received."""

    ORIGINAL = "original", "受領したもの"
    COPY = "copy", "複製"
    DERIVATIVE = "derivative", "加工したもの"


class Disposal(Choice):
    """How an asset was disposed of (10(4))."""

    RETURNED = "returned", "返却"
    DESTROYED = "destroyed", "廃棄"
    ERASED = "erased", "消去"


@register(
    "assets",
    "情報資産",
    table="information_asset",
    title=("name",),
    columns=("name", "kind", "received_from", "received_on", "disposed_on"),
    search=("name", "received_from", "purpose", "location"),
    order=("received_on", "id"),
)
@dataclass(frozen=True, kw_only=True)
class InformationAsset(Record):
    """One asset, copy or derivative, and what became of it."""

    name: str = text("名称", required=True)
    kind: AssetKind | None = choice("区分", AssetKind, AssetKind.ORIGINAL, required=True, clause="10(4)")
    origin_id: str = reference("元の情報資産", "assets", clause="10(3)", hint="複製・加工したもののとき")
    received_from: str = text("提供元", required=True)
    received_on: date | None = day("受領日・作成日", required=True)
    purpose: str = text("利用目的", required=True, clause="10(2)")
    copy_reason: str = text("複製・加工の理由", clause="10(3)", hint="業務遂行の目的")
    location: str = text("保管場所", clause="10(2)", audience=Audience.PREFECTURE)
    keeper: str = text("管理者", max_length=100, clause="10(2)")
    disposal: Disposal | None = choice("処分の方法", Disposal, clause="10(4)", group="disposal")
    disposed_on: date | None = day("処分日", clause="10(4)", group="disposal")
    disposed_by: str = text("処分した人", max_length=100, clause="10(4)", group="disposal")
    evidence_id: str = attachment("処分の証拠")
