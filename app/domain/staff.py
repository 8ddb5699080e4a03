"""従事者: who works on the contract, since when, how qualified, sworn and briefed (7(1), 9(1), 10(1), 10(5))."""

from dataclasses import dataclass
from datetime import date

from app.domain.choice import Choice
from app.domain.record import (
    Audience,
    Record,
    attachment,
    choice,
    day,
    flag,
    integer,
    long_text,
    reference,
    register,
    text,
)


class StaffRole(Choice):
    """The part somebody has in the project (7(1)ア)."""

    LEADER = "leader", "プロジェクトリーダー"
    MEMBER = "member", "プロジェクト構成員"


class Qualification(Choice):
    """Which of the conditions of 7(1)ウ somebody fulfils."""

    NONE = "none", "該当なし"
    PREFECTURE = "prefecture", "(ア) 都道府県の支援事業を主導"
    MUNICIPALITIES = "municipalities", "(イ) 市町村の支援事業を主導"
    EQUIVALENT = "equivalent", "(ウ) 同等以上"


@register(
    "staff",
    "従事者",
    table="staff_member",
    title=("name",),
    columns=("name", "role", "from_on", "until_on", "qualification"),
    search=("name", "affiliation", "experience"),
    order=("from_on", "name", "id"),
)
@dataclass(frozen=True, kw_only=True)
class StaffMember(Record):
    """One person's time on the contract; a successor is a record of its own."""

    name: str = text("氏名", max_length=100, required=True)
    affiliation: str = text("所属")
    role: StaffRole | None = choice("役割", StaffRole, StaffRole.MEMBER, required=True, clause="7(1)ア")
    from_on: date | None = day("従事の開始日", required=True, group="period")
    until_on: date | None = day("従事の終了日", group="period", hint="終わりが決まっていなければ空欄")
    qualification: Qualification | None = choice(
        "経験の要件", Qualification, Qualification.NONE, required=True, clause="7(1)ウ", group="qualification"
    )
    supported_municipalities: int | None = integer(
        "支援した団体数", unit="団体", maximum=2_000, clause="7(1)ウ(イ)", group="qualification"
    )
    supported_months: int | None = integer(
        "支援の通算月数", unit="か月", maximum=1_200, clause="7(1)ウ(イ)", group="qualification"
    )
    experience: str = long_text("経験の内容と根拠", max_length=4_000, clause="7(1)ウ", group="qualification")
    speaks_japanese: bool = flag("日本語で意思疎通できる", clause="7(1)イ")
    interpretation: str = text("通訳等の処置", clause="7(1)イ")
    replaces_id: str = reference("交代する前任者", "staff", clause="7(1)")
    equivalence: str = long_text("前任者と同等以上である理由", max_length=2_000, clause="7(1)")
    approval_id: str = reference("県の承認", "decisions", clause="7(1)", hint="交代のとき。従事の開始日より前の承認")


@register(
    "pledges",
    "秘密保持と周知",
    table="pledge",
    title=("person",),
    columns=("person", "pledged_on", "briefed_on", "briefing"),
    search=("person", "briefing"),
    order=("person", "id"),
)
@dataclass(frozen=True, kw_only=True)
class Pledge(Record):
    """That one person was told of the secrecy and security rules and pledged to keep them."""

    person: str = text("氏名", max_length=100, required=True, audience=Audience.PREFECTURE)
    staff_id: str = reference("従事者", "staff")
    expert_id: str = reference("専門人材", "experts")
    pledged_on: date | None = day("誓約日", clause="10(1)")
    file_id: str = attachment("誓約書")
    briefed_on: date | None = day("周知日", clause="10(5)")
    briefing: str = text("周知の内容", clause="10(5)", hint="例：情報セキュリティ研修（第1回）、資料の版")
