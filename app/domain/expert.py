"""専門人材: the experts secured for the contract (specification 6(2), 6(3))."""

from dataclasses import dataclass
from datetime import date

from app.domain.choice import Choice
from app.domain.record import (
    Audience,
    Members,
    Record,
    choice,
    choice_set,
    day,
    flag,
    integer,
    long_text,
    reference,
    register,
    support_fields,
    text,
)


class Engagement(Choice):
    """How an expert is engaged (6(2)オ)."""

    EMPLOYED = "employed", "雇用"
    CONTRACTED = "contracted", "業務委託"
    PERSONAL = "personal", "個人委託"
    OTHER = "other", "その他"


class SkillType(Choice):
    """The kinds of digital skill that the contractor plans with."""

    PRODUCER = "producer", "プロデューサー"
    PROJECT_MANAGER = "project_manager", "PM"
    SERVICE_DESIGNER = "service_designer", "サービスデザイナー"
    ENGINEER = "engineer", "エンジニア"


class Level(Choice):
    """How well an expert masters a field of Table 1."""

    LEADING = "leading", "主導できる"
    CAPABLE = "capable", "対応できる"
    ASSISTING = "assisting", "補助できる"


class Weekday(Choice):
    """Days on which an expert is usually available."""

    MONDAY = "mon", "月"
    TUESDAY = "tue", "火"
    WEDNESDAY = "wed", "水"
    THURSDAY = "thu", "木"
    FRIDAY = "fri", "金"
    SATURDAY = "sat", "土"
    SUNDAY = "sun", "日"


PRIVATE = Audience.CONTRACTOR
PUBLIC = Audience.PUBLIC


@register(
    "experts",
    "専門人材",
    table="expert",
    title=("name",),
    columns=("name", "affiliation", "expertise", "on_site", "is_listed", "consented_on"),
    search=("name", "kana", "affiliation", "expertise", "base"),
    order=("kana", "name", "id"),
)
@dataclass(frozen=True, kw_only=True)
class Expert(Record):
    """One expert with what the database must show and what must be proven before listing."""

    name: str = text("氏名", max_length=100, required=True, audience=PUBLIC)
    kana: str = text("フリガナ", max_length=100, audience=PUBLIC)
    affiliation: str = text("所属", audience=PUBLIC)
    post: str = text("役職", max_length=100, audience=PUBLIC)
    engagement: Engagement | None = choice("契約形態", Engagement, clause="6(2)オ")
    approval_decision_id: str = reference(
        "再委託の承認", "decisions", clause="7(2)イ", hint="直接雇用でなく再委託に当たるときの県の承認"
    )
    expertise: str = long_text("専門性", max_length=2_000, audience=PUBLIC, clause="6(3)イ")
    skill_types: Members = choice_set("人材区分", SkillType, table="expert_skill_type", audience=PUBLIC)
    fields: Members = support_fields(
        "支援可能分野", table="expert_field", levels=Level, audience=PUBLIC, clause="6(3)イ"
    )
    career: str = long_text("経歴", audience=PUBLIC)
    certificates: str = long_text("資格", max_length=2_000, audience=PUBLIC)
    municipal_record: str = long_text("地方自治体への支援実績", audience=PUBLIC, clause="6(2)カ")
    municipal_count: int | None = integer("支援実績団体数", unit="団体", maximum=2_000, audience=PUBLIC)
    on_site: bool = flag("実地での支援", clause="6(2)エ", audience=PUBLIC)
    base: str = text("居住地", max_length=100, hint="都道府県と市区町村まで", audience=Audience.PREFECTURE)
    days: Members = choice_set("対応できる曜日", Weekday, table="expert_day")
    days_note: str = text("対応できる日の補足")
    mail: str = text("メール", max_length=254, audience=PRIVATE)
    phone: str = text("電話番号", max_length=40, audience=PRIVATE)
    vendor_relations: str = long_text(
        "事業者との関係", max_length=2_000, hint="特定の製品や事業者との資本・契約・勤務の関係。なければ「なし」"
    )
    explained_on: date | None = day("説明日", group="explanation", clause="6(3)ウ")
    explained_by: str = text("説明者", max_length=100, group="explanation")
    consented_on: date | None = day("了承日", group="consent", clause="6(3)ウ")
    consent_scope: str = text("了承の範囲", group="consent", hint="例：氏名・所属・専門性・実績の県内市町村への公開")
    consent_text_version: str = text("説明文の版", max_length=40, group="consent")
    is_listed: bool = flag("データベースに掲載", fixed=True, group="listing", audience=PUBLIC)
    listed_on: date | None = day("掲載日", fixed=True, group="listing", audience=PUBLIC)
    source: str = long_text("受け付けた原文", max_length=100_000, fixed=True, audience=PRIVATE)
    has_formula: bool = flag("数式の形の文字を含む", fixed=True, audience=PRIVATE)
    note: str = long_text("受託者メモ", audience=PRIVATE)
