"""The twelve invented experts of the demonstration year."""

from datetime import date, timedelta
from random import Random

from app.domain.expert import Engagement, Expert, Level, SkillType, Weekday
from app.domain.record import Member
from app.services.demonstration.people import AFFILIATIONS, GIVEN_NAMES, READINGS, SURNAMES
from app.store.ids import stable_id

COUNT = 12
FIELDS_EACH = 6
EXPERTISE = (
    "標準化・共通化の移行管理。基幹業務の移行計画と運用経費の精査を担当してきた。",
    "窓口改革とBPR。書かない窓口の設計と業務量調査を得意とする。",
    "生成AIの庁内利用。ガイドラインの策定と職員研修を行う。",
    "情報セキュリティ。ポリシーの改定と監査、訓練の設計を行う。",
    "人材育成と機運醸成。研修計画の策定と庁内体制づくりを支援する。",
    "オープンデータとデータ利活用。公開の体制と民間連携を支援する。",
)
UNCONSENTED = COUNT - 1


def experts(seed: int, random: Random, field_codes: tuple[str, ...], signed_on: date) -> tuple[Expert, ...]:
    """Return twelve experts who together support every field; the last has not consented yet."""
    return tuple(_expert(seed, number, random, field_codes, signed_on) for number in range(COUNT))


def _expert(seed: int, number: int, random: Random, field_codes: tuple[str, ...], signed_on: date) -> Expert:
    surname, given = SURNAMES[number], GIVEN_NAMES[number]
    fields = {field_codes[(number * 3 + step) % len(field_codes)] for step in range(3)}
    fields |= set(random.sample(field_codes, FIELDS_EACH - 3))
    explained_on = signed_on + timedelta(days=2 + number % 5)
    consented = number != UNCONSENTED
    engagement = (Engagement.EMPLOYED, Engagement.CONTRACTED, Engagement.PERSONAL)[number % 3]
    return Expert(
        id=stable_id("demonstration", str(seed), "expert", str(number)),
        name=f"{surname}　{given}",
        kana=f"{READINGS[surname]}　{READINGS[given]}",
        affiliation=AFFILIATIONS[number % len(AFFILIATIONS)],
        post=("主任コンサルタント", "代表", "シニアアドバイザー")[number % 3],
        engagement=engagement,
        expertise=EXPERTISE[number % len(EXPERTISE)],
        skill_types=(Member(list(SkillType)[number % len(SkillType)].value),),
        fields=tuple(Member(code, random.choice(list(Level)).value) for code in sorted(fields)),
        career="市町村の情報部門に10年勤務した後、独立して自治体の支援に従事。",
        certificates=("情報処理安全確保支援士", "プロジェクトマネージャ試験合格", "なし")[number % 3],
        municipal_record=f"これまでに{8 + number * 2}団体を支援。計画策定、窓口改革、研修の実績がある。",
        municipal_count=8 + number * 2,
        on_site=True,
        base=("埼玉県さいたま市", "東京都豊島区", "長野県松本市", "群馬県高崎市")[number % 4],
        days=tuple(Member(day.value) for day in list(Weekday)[number % 3 : number % 3 + 3]),
        mail=f"expert{number:02d}@example.jp",
        phone=f"048-000-{number:04d}",
        vendor_relations="なし",
        explained_on=explained_on,
        explained_by="受託者　事務局",
        consented_on=explained_on + timedelta(days=1) if consented else None,
        consent_scope="氏名・所属・専門性・支援実績の県内市町村への公開" if consented else "",
        consent_text_version="第1版" if consented else "",
        is_listed=consented,
        listed_on=explained_on + timedelta(days=2) if consented else None,
    )
