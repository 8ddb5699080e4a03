"""機運醸成: what is proposed to a municipality that does not ask for support, from what it told us (6(6)ケ)."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from app.contract.facts import ContractFacts
from app.contract.outlook import Room
from app.domain.case import CaseKind
from app.domain.hearing import Hearing, HearingStatus, HearingTheme, IssueKind
from app.domain.japanese_date import format_era
from app.domain.support_field import SupportField
from app.domain.text import shorten

MOST_FIELDS = 3
LONGEST_QUOTE = 300
# What helps against a lack that a hearing told of.
HELP: dict[IssueKind, str] = {
    IssueKind.PEOPLE: "推進体制と役割分担の整理を一緒に行う打合せ",
    IssueKind.SKILL: "担当職員向けの研修とワークショップ",
    IssueKind.MONEY: "交付金を活用した事例の紹介と申請書作成の支援",
    IssueKind.PROCESS: "一つの業務を選んで行う業務フローの見直し",
    IssueKind.SYSTEM: "仕様や見積りの見方についての助言",
    IssueKind.AGREEMENT: "管理職向けの講話（先進事例の紹介）",
    IssueKind.OTHER: "課題を聞き取る個別の相談",
}


def proposal_text(facts: ContractFacts, room: Room, common: str) -> str:
    """Return the proposal to one municipality: what it told, the fields to begin with, what helps, and how."""
    name = facts.municipality_names.get(room.municipality_code, room.municipality_code)
    hearing = _hearing(facts, room.municipality_code)
    themes = [] if hearing is None else _themes(facts, hearing)
    fields = tuple(_fields(facts, hearing, themes))
    parts = (
        f"「DXに係る職員の機運醸成」に関する支援案（{name}）",
        "\n".join(("【お聞きしたこと】", *_heard(hearing, themes))) if hearing else "",
        "\n".join(("【はじめに取り組みやすい分野】", *fields)) if fields else "",
        "\n".join(("【支援案】", *_help(themes), common.strip())),
        "\n".join(("【進め方】", *_ways(facts, room))),
    )
    return "\n\n".join(part for part in parts if part)


def _ways(facts: ContractFacts, room: Room) -> Iterator[str]:
    hours = facts.terms.integer("dispatch.usual_minutes", facts.today) / 60
    yield f"・専門人材の派遣は1回{hours:g}時間程度、原則対面（ご希望によりオンライン）です。費用は受託者が負担します。"
    yield f"・履行期間に{room.cap}回まで、あと{room.left}回ご利用になれます。"


def _hearing(facts: ContractFacts, code: str) -> Hearing | None:
    """Return the latest hearing held with a municipality."""
    held = [
        (hearing.held_on or date.min, hearing.id, hearing)
        for hearing in facts.of(Hearing).values()
        if hearing.municipality_code == code and hearing.status == HearingStatus.HELD
    ]
    return max(held, key=lambda each: each[:2])[2] if held else None


def _themes(facts: ContractFacts, hearing: Hearing) -> list[HearingTheme]:
    found = [theme for theme in facts.of(HearingTheme).values() if theme.hearing_id == hearing.id]
    order = {field.code: at for at, field in enumerate(facts.terms.support_fields)}
    return sorted(found, key=lambda theme: (order.get(theme.field, len(order)), theme.id))


def _heard(hearing: Hearing, themes: list[HearingTheme]) -> Iterator[str]:
    on = f"{format_era(hearing.held_on)}のヒアリングでは、" if hearing.held_on else "ヒアリングでは、"
    needs = (hearing.needs, *(theme.needs for theme in themes))
    told = list(dict.fromkeys(text.strip() for text in needs if text.strip()))
    if not told:
        yield f"・{on}支援の具体的なご希望は伺っていません。"
        return
    yield f"・{on}次のご希望を伺いました。"
    yield from (f"　・{shorten(text, LONGEST_QUOTE)}" for text in told)


def _fields(facts: ContractFacts, hearing: Hearing | None, themes: list[HearingTheme]) -> Iterator[str]:
    """Yield the fields it spoke of, else those that other municipalities ask for most, with what Table 1 offers."""
    spoken = [theme.field for theme in themes] + [member.key for member in (hearing.fields if hearing else ())]
    by_code = {field.code: field for field in facts.terms.support_fields}
    own = [by_code[code] for code in dict.fromkeys(spoken) if code in by_code]
    if own:
        yield from (f"・{_offer(field)}" for field in own[:MOST_FIELDS])
        return
    for field, count in most_used(facts)[:MOST_FIELDS]:
        yield f"・{_offer(field)}（県内で{count}件の派遣の申請があります）"


def _offer(field: SupportField) -> str:
    return f"{field.name}：{'、'.join(field.supports)}"


def most_used(facts: ContractFacts) -> list[tuple[SupportField, int]]:
    """Return the fields of Table 1 that dispatches were asked for in, the most wanted first."""
    counts = Counter(
        member.key for case in facts.cases.values() if case.kind == CaseKind.DISPATCH for member in case.fields
    )
    ranked = sorted(facts.terms.support_fields, key=lambda field: -counts[field.code])
    return [(field, counts[field.code]) for field in ranked if counts[field.code]]


def _help(themes: list[HearingTheme]) -> Iterator[str]:
    kinds = dict.fromkeys(IssueKind(member.key) for theme in themes for member in theme.issue_kinds)
    yield from (f"・{HELP[kind]}" for kind in kinds)
