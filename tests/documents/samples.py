"""Facts for the tests of the documents; every person and firm is invented."""

from datetime import date, time
from typing import Any

from app.documents.dispatch_report import Consultation, DispatchReportFacts, SentExpert
from app.documents.expert_profile import Edition, ExpertDatabaseFacts
from app.documents.letterhead import Letterhead
from app.domain.due_date import due_after_open_days
from app.domain.expert import Engagement, Expert, Level, SkillType, Weekday
from app.domain.open_days import OpenDays
from app.domain.record import Member
from app.domain.support_field import SupportField

CONTRACT = "令和8年度第2期埼玉県市町村DX推進支援業務委託"
HOLIDAYS = {
    date(2026, 9, 21): "敬老の日",
    date(2026, 9, 22): "国民の休日",
    date(2026, 9, 23): "秋分の日",
    date(2026, 10, 12): "スポーツの日",
    date(2027, 1, 1): "元日",
}
OPEN_DAYS = OpenDays(HOLIDAYS, {})
LETTERHEAD = Letterhead(CONTRACT, "株式会社まち未来デスク（架空）", date(2026, 9, 29))

REQUEST = (
    "窓口の「書かない窓口」導入にあたり、業務フローの見直しについて助言がほしい。住民異動の手続では、同じ氏名と住所を"
    "平均で4回書いていただいており、繁忙期（3～4月）の待ち時間は90分を超える……という状況である。"
)
CONTENT = (
    "①　転入・転出・出生の3手続について、現在の業務フローを職員7名と書き出し、重複する記入と確認を18か所見つけた。\n"
    "②　他団体（人口10万人規模の2団体）の「書かない窓口」の運用例を示し、システム導入の前に見直せる手順を整理した。\n"
    "③　標準準拠システムへの移行時期（令和8年度末）を踏まえ、窓口支援システムの導入時期と費用の考え方を説明した。"
)
EFFECT = (
    "重複していた記入欄18か所のうち11か所は、様式の変更だけで廃止できることを確認した。担当課では10月中に様式改正の"
    "起案を行うこととし、導入の検討に必要な論点が庁内で共有された。"
)


def make_consultation(**changes: Any) -> Consultation:
    facts: dict[str, Any] = {
        "number": "協-M07-0012",
        "on": date(2026, 8, 27),
        "subject": "川越市への派遣内容と派遣人材について",
        "prefecture_persons": "情報システム戦略課　大﨑主査",
        "contractor_persons": "髙橋（プロジェクトリーダー）",
        "content": "相談内容は窓口改革の段階的な進め方であり、自治体BPRの実績を持つ人材を派遣することで合意した。",
        "result": "了承",
    }
    return Consultation(**{**facts, **changes})


def make_report(**changes: Any) -> DispatchReportFacts:
    facts: dict[str, Any] = {
        "letterhead": LETTERHEAD,
        "municipality": "川越市",
        "case_number": "案-M07-0031",
        "session_number": "派-M07-0017",
        "applied_on": date(2026, 8, 12),
        "support_fields": ("自治体フロントヤード改革の推進", "BPRの取組の徹底"),
        "request": REQUEST,
        "decided_on": date(2026, 8, 28),
        "support_content": "窓口業務フローの見直しに係る助言（対面、3時間）",
        "consultation": make_consultation(),
        "held_on": date(2026, 9, 18),
        "starts_at": time(13, 0),
        "ends_at": time(16, 15),
        "break_minutes": 15,
        "mode": "対面",
        "is_online": False,
        "online_wish": "",
        "place": "川越市役所　本庁舎7階　会議室7A",
        "experts": (
            SentExpert("𠮷田　恵", "一般社団法人自治体ICT支援（架空）"),
            SentExpert("山﨑　翔太", "株式会社まち未来（架空）"),
        ),
        "attendees": "市民課　渡邉課長、葛󠄀西主任　ほか5名\nDX推進課　髙木主査",
        "content": CONTENT,
        "effect": EFFECT,
        "materials": "「書かない窓口」事例集（受託者作成、12ページ）、業務フロー整理シート",
        "tools": "LoGoチャット、表計算ソフト（業務量の試算）",
        "next_steps": "様式改正の起案（10月）。次回は令和8年10月20日（火）に、窓口支援システムの要件整理を行う予定。",
        "survey_asked_on": date(2026, 9, 18),
        "survey_answered_on": None,
        "ordinal": 2,
        "cap": 5,
        "due": due_after_open_days(date(2026, 9, 18), 5, OPEN_DAYS),
    }
    return DispatchReportFacts(**{**facts, **changes})


SUPPORT_FIELDS = tuple(
    SupportField(f"field-{number:02}", name, block, ())
    for number, (block, name) in enumerate(
        [
            ("DX推進体制の構築", "組織体制の整備"),
            ("DX推進体制の構築", "デジタル専門人材の確保・育成"),
            ("DX推進体制の構築", "方針・計画の策定"),
            ("自治体DXの重点取り組み事項", "自治体フロントヤード改革の推進"),
            ("自治体DXの重点取り組み事項", "地方公共団体情報システムの標準化・共通化"),
            ("自治体DXの重点取り組み事項", "公金収納におけるeL-QRの活用"),
            ("自治体DXの重点取り組み事項", "マイナンバーカードの普及促進・利用の推進"),
            ("自治体DXの重点取り組み事項", "セキュリティ対策の徹底"),
            ("自治体DXの重点取り組み事項", "自治体のAIの利用促進"),
            ("自治体DXの重点取り組み事項", "テレワークの推進"),
            ("デジタル社会の実現に向けた取組", "地域社会のデジタル化"),
            ("デジタル社会の実現に向けた取組", "デジタルデバイド対策"),
            ("その他", "BPRの取組の徹底"),
            ("その他", "オープンデータの推進・官民データ活用の推進"),
            ("その他", "ICT-BCP"),
        ],
        start=1,
    )
)

PEOPLE = (
    ("𠮷田　恵", "ヨシダ　メグミ"),
    ("山﨑　翔太", "ヤマザキ　ショウタ"),
    ("佐藤　一郎", "サトウ　イチロウ"),
    ("鈴木　花子", "スズキ　ハナコ"),
    ("渡邉　由美", "ワタナベ　ユミ"),
    ("髙木　大輔", "タカギ　ダイスケ"),
    ("葛󠄀西　健", "カサイ　ケン"),
    ("中村　さくら", "ナカムラ　サクラ"),
    ("小林　誠", "コバヤシ　マコト"),
    ("槗本　直樹", "ハシモト　ナオキ"),
    ("加藤　彩", "カトウ　アヤ"),
    ("山口　隆", "ヤマグチ　タカシ"),
)


def make_expert(number: int = 0, **changes: Any) -> Expert:
    name, kana = PEOPLE[number % len(PEOPLE)]
    levels = (Level.LEADING, Level.CAPABLE, Level.ASSISTING)
    facts: dict[str, Any] = {
        "id": f"00000000-0000-7000-8000-{number:012}",
        "name": name,
        "kana": kana,
        "affiliation": "一般社団法人自治体ICT支援（架空）",
        "post": "主席研究員" if number % 2 else "",
        "engagement": Engagement.CONTRACTED,
        "approval_decision_id": "decision-1",
        "expertise": "自治体BPRと窓口改革。業務量調査から様式の見直し、システムの要件整理までを一貫して支援する。",
        "skill_types": (Member(SkillType.PRODUCER), Member(SkillType.PROJECT_MANAGER)),
        "fields": tuple(
            Member(SUPPORT_FIELDS[place % 15].code, levels[(place + number) % 3])
            for place in range(number, number + 6 + number % 4)
        ),
        "career": "平成20年から市役所の情報政策課で勤務し、令和2年から現職。",
        "certificates": "情報処理安全確保支援士、ITストラテジスト",
        "municipal_record": "県外12市のフロントヤード改革を支援。うち3市は計画の策定から実施まで3年間の伴走支援。",
        "municipal_count": 12 + number,
        "on_site": number % 5 != 4,
        "base": f"非公開県{number}市",
        "days": (Member(Weekday.TUESDAY), Member(Weekday.THURSDAY)),
        "days_note": f"午前のみ可{number}",
        "mail": f"private{number}@example.jp",
        "phone": f"048-000-{1000 + number}",
        "vendor_relations": f"架空ベンダー{number}社の顧問",
        "explained_on": date(2026, 5, 1),
        "explained_by": f"説明係{number}号",
        "consented_on": date(2026, 5, 11),
        "consent_scope": f"了承範囲{number}",
        "consent_text_version": f"版{number}.7",
        "is_listed": True,
        "listed_on": date(2026, 6, 1),
        "note": f"内部メモ{number}",
    }
    return Expert(**{**facts, **changes})


def make_database(edition: Edition = Edition.PREFECTURE, count: int = 12, **changes: Any) -> ExpertDatabaseFacts:
    facts: dict[str, Any] = {
        "letterhead": LETTERHEAD,
        "edition": edition,
        "experts": tuple(make_expert(number) for number in range(count)),
        "support_fields": SUPPORT_FIELDS,
        "decision_numbers": {"decision-1": "承-M07-0003"},
    }
    return ExpertDatabaseFacts(**{**facts, **changes})
