"""Facts of the papers of plans and events for tests; every person and firm is invented."""

from datetime import date
from typing import Any

from app.documents.gantt_chart import Bar, DayLine
from app.documents.implementation_plan import PaperSection, PlanFacts
from app.documents.judging_sheet import JudgedEntry, JudgingFacts
from app.documents.support_plan import Figure, PlannedSession, PlanStep, SupportPlanFacts
from app.documents.team_chart import Box, Proof, TeamFacts
from app.documents.week_sheet import WeekBlock, WeekDay, WeekFacts, WeekLine
from tests.documents.samples import LETTERHEAD

FIRST, LAST = date(2026, 5, 1), date(2027, 3, 31)
BARS = (
    Bar("契約", "3", "契約締結", "県・受託者", date(2026, 5, 11), date(2026, 5, 11), is_milestone=True, progress=100),
    Bar("支援", "6(6)", "専門人材の派遣", "受託者", date(2026, 6, 1), date(2027, 3, 19), progress=40),
    Bar("成果物", "6(7)オ", "成果物7　調査報告書", "受託者", date(2026, 9, 30), date(2026, 9, 30), is_milestone=True),
)
LINES = (
    DayLine(date(2026, 6, 10), "報告期限", "due"),
    DayLine(date(2026, 9, 30), "今日", "today"),
    DayLine(date(2027, 3, 19), "履行期限", "deadline"),
)
BODY = """■ 進め方
段階｜内容｜担当
受付｜申請を登録する｜受託者
派遣｜原則対面で3時間程度｜髙橋（リーダー）

・1市町村あたり5回以内とする。
・𠮷田と葛󠄀西が担当する。
"""


def make_plan_facts(**changes: Any) -> PlanFacts:
    facts: dict[str, Any] = {
        "letterhead": LETTERHEAD,
        "version": 2,
        "made_on": date(2026, 10, 6),
        "submitted_on": date(2026, 10, 8),
        "approval": "協-M07-0031　令和8年10月15日",
        "changes": "工程の見直しに伴う修正",
        "sections": (
            PaperSection("1", "", "業務概要", "1・2", "県内63団体の課題に応じた支援を行う。"),
            PaperSection("2-1", "業務別実施内容", "業務体制の構築", "6(1)", "・連絡の体制を整える。"),
            PaperSection("2-2", "業務別実施内容", "専門人材の派遣", "6(6)", BODY),
            PaperSection("3", "", "工程表", "5(1)", "条項｜工程\n3｜契約締結", has_chart=True),
            PaperSection("4", "", "協議事項", "11(1)", "現在、協議を要する事項はない。"),
        ),
        "bars": BARS,
        "lines": LINES,
        "first": FIRST,
        "last": LAST,
    }
    return PlanFacts(**{**facts, **changes})


def make_box(title: str, person: str, x: float, y: float, **changes: Any) -> Box:
    facts: dict[str, Any] = {"affiliation": "", "duty": "", "side": "contractor", "side_label": "受託者", **changes}
    return Box(title=title, person=person, x=x, y=y, width=122.0, height=46.0, **facts)


def make_team_facts(**changes: Any) -> TeamFacts:
    facts: dict[str, Any] = {
        "letterhead": LETTERHEAD,
        "version": 1,
        "made_on": date(2026, 5, 14),
        "submitted_on": date(2026, 5, 15),
        "approval": "協-M07-0001　令和8年5月21日",
        "changes": "",
        "boxes": (
            make_box("情報システム戦略課", "", 66, 0, side="prefecture", side_label="県", duty="協議、承認"),
            make_box("プロジェクトリーダー", "髙橋　実", 66, 66, affiliation="架空支援", duty="業務全体の管理" * 12),
            make_box("専門人材", "𠮷田　恵", 0, 132, duty="自治体フロントヤード改革の推進"),
            make_box("研修会社（架空）", "", 132, 132, side="partner", side_label="再委託先・協力者"),
        ),
        "links": (((127.0, 46.0), (127.0, 66.0)), ((127.0, 112.0), (127.0, 122.0), (61.0, 122.0), (61.0, 132.0))),
        "width": 254.0,
        "height": 178.0,
        "proof": (
            Proof("7(1)ア", "プロジェクトリーダー", "1名以上", "髙橋　実", True),
            Proof("7(1)ウ", "経験要件を満たす従事者", "1名以上", "", False),
        ),
    }
    return TeamFacts(**{**facts, **changes})


def make_support_facts(**changes: Any) -> SupportPlanFacts:
    facts: dict[str, Any] = {
        "letterhead": LETTERHEAD,
        "municipality": "川越市",
        "theme": "書かない窓口",
        "fields": ("自治体フロントヤード改革の推進", "BPRの取組の徹底"),
        "manager": "𠮷田　恵",
        "hearing": "令和8年6月15日（月）",
        "consultation": "協-M07-0012　実施プランの協議",
        "agreed": "令和8年6月30日（火）",
        "decided": "令和8年7月1日（水）",
        "plan": "現状の把握から定着まで4段階で進める。\n・窓口の手続を選ぶ。",
        "steps": (PlanStep("試行", "𠮷田　恵", "2026-11-24", "2027-01-06", "7開庁日遅れ", "50％", "実施中"),),
        "sessions": (PlannedSession("令和8年11月24日（火）", "対面", "試行", "𠮷田　恵", "実施済"),),
        "figures": (Figure("待ち時間", "42分\n2026-06-30", "25分", "24分", "▲18（▲43％）　達成"),),
        "next_step": "令和9年1月29日（金）の支援を実施する（定着）",
        "result": "",
        "bars": (
            Bar("", "6(4)イ", "試行", "𠮷田　恵", date(2026, 11, 24), date(2027, 1, 6), False,
                date(2026, 11, 17), date(2026, 12, 25), 50, "7開庁日遅れ"),
        ),
        "lines": LINES,
        "first": FIRST,
        "last": LAST,
    }  # fmt: skip
    return SupportPlanFacts(**{**facts, **changes})


def make_entry(**changes: Any) -> JudgedEntry:
    facts: dict[str, Any] = {
        "office": "川越市",
        "title": "書かない窓口の段階導入",
        "points": (("審査員A", "課題の明確さ", 18), ("審査員A", "取組の工夫", 17)),
        "by_judge": (("審査員A", 35),),
        "by_criterion": (("課題の明確さ", "18.00"), ("取組の工夫", "17.00")),
        "total": "35",
        "average": "35.00",
        "rank": "1位",
        "award": "最優秀賞",
        "comments": (("審査員A", "進め方が参考になる。"),),
    }
    return JudgedEntry(**{**facts, **changes})


def make_judging_facts(**changes: Any) -> JudgingFacts:
    facts: dict[str, Any] = {
        "letterhead": LETTERHEAD,
        "contest": "DX取組コンテスト",
        "held_on": date(2027, 2, 25),
        "criteria": ("課題の明確さ", "取組の工夫"),
        "most": 20,
        "judges": ("審査員A",),
        "entries": (make_entry(),),
        "ties": ("1位は甲、乙の2件が同点です。",),
        "edition": "filled",
    }
    return JudgingFacts(**{**facts, **changes})


def make_week_facts(**changes: Any) -> WeekFacts:
    monday = date(2026, 9, 21)
    facts: dict[str, Any] = {
        "letterhead": LETTERHEAD,
        "judged_on": date(2026, 9, 24),
        "days": (
            WeekDay(monday, "敬老の日", ()),
            *(WeekDay(date(2026, 9, day), "", ()) for day in (22, 23)),
            WeekDay(date(2026, 9, 24), "", (WeekLine("10:00～12:00　派遣　川越市"), WeekLine("宿題", is_late=True))),
            *(WeekDay(date(2026, 9, day), "", ()) for day in (25, 26, 27)),
        ),
        "counts": (("派遣（50回以上）", "41／85回", 1.0), ("よろず相談", "30／55件", 1.0)),
        "below": WeekBlock("未了の宿題", (WeekLine("9/25まで　前田　名簿"),), "未了の宿題はありません。"),
        "blocks": (
            WeekBlock(
                "10開庁日以内の期限", (WeekLine("10/9（金）　あと9開庁日　月例業務報告書"),), "期限はありません。"
            ),
            WeekBlock("誰の番か", (WeekLine("受託者　案件を終了する　派-1ほか2件", count=3),), "ありません。"),
            WeekBlock("違反・期限超過", (), "違反と期限超過はありません。"),
        ),
    }
    return WeekFacts(**{**facts, **changes})
