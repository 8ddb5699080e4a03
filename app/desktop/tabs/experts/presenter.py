"""Decides what the tab 専門人材 shows: the coverage of the 15 fields and the state of consent in words."""

from dataclasses import dataclass

from app.desktop.desk_port import Desk
from app.desktop.widgets.plain_table import PlainRow
from app.domain.expert import Expert, Level

HEADERS = ("状態", "分野", "区分", "掲載", "専門人材（水準）")


@dataclass(frozen=True, slots=True)
class Coverage:
    """One field of Table 1 with the experts that cover it (6(2)ウ)."""

    code: str
    name: str
    block: str
    listed: tuple[str, ...]
    unlisted: tuple[str, ...]


def read_coverage(desk: Desk) -> tuple[Coverage, ...]:
    """Return the coverage of every field in the order of Table 1."""
    experts = [
        record
        for found in desk.ids("experts")
        for record in (desk.record("experts", found),)
        if isinstance(record, Expert)
    ]
    return tuple(
        Coverage(
            option.value,
            option.label,
            option.note,
            _named(experts, option.value, True),
            _named(experts, option.value, False),
        )
        for option in desk.options(Expert.REGISTER.field("fields"))
    )


def _named(experts: list[Expert], code: str, listed: bool) -> tuple[str, ...]:
    found = []
    for expert in experts:
        for member in expert.fields:
            if member.key == code and expert.is_listed == listed:
                level = next((item.label for item in Level if item.value == member.level), "")
                found.append(f"{expert.name}（{level}）" if level else expert.name)
    return tuple(found)


def coverage_rows(coverage: tuple[Coverage, ...]) -> list[PlainRow]:
    """Return the table: a field without a listed expert is a gap."""
    return [
        PlainRow(
            item.code,
            (
                f"{len(item.listed)}名" if item.listed else "不足",
                item.name,
                item.block,
                f"{len(item.listed)}名",
                "、".join((*item.listed, *(f"{name}・未掲載" for name in item.unlisted))),
            ),
            "good" if item.listed else "bad",
        )
        for item in coverage
    ]


def coverage_words(coverage: tuple[Coverage, ...]) -> tuple[str, str]:
    """Return how the coverage stands, in words, and the tone."""
    gaps = [item.name for item in coverage if not item.listed]
    if not gaps:
        return f"表1の{len(coverage)}分野すべてに掲載済みの専門人材がいます。", "good"
    return f"掲載済みの専門人材がいない分野が{len(gaps)}あります：{'、'.join(gaps)}", "bad"


def consent_words(expert: Expert) -> tuple[str, str]:
    """Return where explanation, consent and listing stand, in words, and the tone (6(3)ウ)."""
    told = f"説明 {expert.explained_on.isoformat()}" if expert.explained_on else "説明が未記録"
    agreed = f"了承 {expert.consented_on.isoformat()}" if expert.consented_on else "了承が未記録"
    scope = f"範囲：{expert.consent_scope}" if expert.consent_scope else ""
    version = f"説明文の版：{expert.consent_text_version}" if expert.consent_text_version else ""
    listed = "データベースに掲載中" if expert.is_listed else "未掲載"
    words = "　".join(part for part in (listed, told, agreed, scope, version) if part)
    complete = expert.explained_on is not None and expert.consented_on is not None
    if expert.is_listed:
        return words, "good" if complete else "bad"
    return words, "muted" if complete else "warn"
