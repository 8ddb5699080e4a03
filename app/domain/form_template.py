"""任意様式: the forms that the contractor designs, each with the consultation that agreed it (9(4))."""

from dataclasses import dataclass
from datetime import date

from app.domain.record import Record, attachment, day, integer, reference, register, text


@register(
    "templates",
    "任意様式",
    table="form_template",
    title=("name", "version"),
    columns=("name", "deliverable", "version", "used_from", "consultation_id"),
    search=("name",),
    order=("deliverable", "name", "id"),
)
@dataclass(frozen=True, kw_only=True)
class FormTemplate(Record):
    """One version of a form and since when it is used."""

    name: str = text("様式名", required=True)
    deliverable: int | None = integer("成果物番号", minimum=1, maximum=10)
    version: str = text("版", max_length=40, required=True)
    used_from: date | None = day("使用開始日", required=True)
    consultation_id: str = reference("県との協議", "decisions", clause="9(4)")
    file_id: str = attachment("様式")
