"""The contract's own matters in memory: readings, a rule on a day, changes, the closing, proposals, enquiries."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta

from app.contract.anonymity_marks import MarkedPart
from app.services.contract.board_views import TermOnDay
from app.services.contract.response_views import ResponseGroup, ResponseLine, ResponsePage
from app.services.contract.study_views import StudyCheck
from app.services.contract.views import (
    CellLine,
    ClosingItem,
    ClosingPage,
    ClosingStepLine,
    ExpertChangeLine,
    PendingChanges,
    ProposalBoard,
    ProposalLine,
    ReadingAnswer,
    ReadingLine,
    RuleOnDay,
)
from app.services.notices.delivering import DeliveryRound
from app.services.views import FindingText, MadeDocument, OutboxStatus

TODAY = date(2026, 9, 24)
CLOCK = ReadingLine(
    clause="6(6)ク",
    passage="支援実施完了の 5 開庁日以内",
    question="派遣の5開庁日を数え始める「支援実施完了」は、派遣1回ごとか、案件の完了か。",
    note="派遣1回ごとと読み、その日を数えない。",
    term="reading.report_clock",
    now="派遣1回ごと",
    answers=(ReadingAnswer("session", "派遣1回ごと"), ReadingAnswer("case", "案件の完了")),
    answer="",
    decision_id="",
    decision="",
    since=None,
    question_id="",
    question_state="",
)
ITEMS = ReadingLine(
    clause="2",
    passage="重点的に取り組むべき8つの事項",
    question="「重点的に取り組むべき8つの事項」：表1は7分野。",
    note="表1は7分野。8つ目を補わず、県に確認する。",
    term="",
    now="",
    answers=(),
    answer="",
    decision_id="",
    decision="",
    since=None,
    question_id="",
    question_state="asked",
)
DEADLINE = ReadingLine(
    clause="3",
    passage="履行期限は令和9年3月19日",
    question="「履行期限は令和9年3月19日」：支援は3月19日まで。",
    note="支援は3月19日まで、成果物は3月31日まで。",
    term="performance.deadline",
    now="令和9年3月19日",
    answers=(),
    answer="令和9年3月19日",
    decision_id="decision-1",
    decision="協-0001 履行期限",
    since=date(2026, 9, 1),
    question_id="",
    question_state="answered",
)


def reading_lines() -> tuple[ReadingLine, ...]:
    return (ITEMS, DEADLINE, CLOCK)


def rule_on(demand_id: str, day: date, findings: tuple[FindingText, ...] = ()) -> RuleOnDay:
    changed = day >= date(2026, 9, 28)
    cap = TermOnDay(
        "dispatch.cap_per_municipality", "6(6)エ", "1市町村あたりの派遣回数の上限", day, "4回" if changed else "5回",
        "", date(2026, 9, 28) if changed else None, "decision-1" if changed else "", "協-0001" if changed else "",
    )  # fmt: skip
    return RuleOnDay(demand_id, "6(6)エ", "1市町村5回以内", day, "契約書の言葉", (cap,), ("dispatch.cap",), findings)


def pending_changes() -> PendingChanges:
    cells = (CellLine("専門性", "窓口改革とBPR", "窓口改革と生成AI"), CellLine("所属", "", "架空DX合同会社"))
    return PendingChanges(
        "submission-1",
        date(2026, 5, 26),
        True,
        (
            ExpertChangeLine("expert-1", "架空 専門1", "changed", "変更", cells),
            ExpertChangeLine("expert-2", "架空 専門2", "removed", "削除", (CellLine("氏名", "架空 専門2", ""),)),
        ),
    )


def closing_page(*, is_clear: bool = False) -> ClosingPage:
    held = () if is_clear else (ClosingItem("assets", "asset-1", "ヒアリング結果", "共有フォルダ"),)
    steps = (
        ClosingStepLine("originals", "受領した情報資産を返却・廃棄・消去する", "10(4)", True, held,
                        "information_asset.dispose_many"),
        ClosingStepLine("pledges", "秘密保持の誓約をそろえる", "10(1)", True, ()),
        ClosingStepLine("accounts", "通知の送信先を止める", "10(2)", False,
                        (ClosingItem("channels", "channel-1", "県の窓口", ""),)),
        ClosingStepLine("backups", "証明書の後、この端末の記録と控えを消去する", "10(4)", False,
                        (ClosingItem("", "", "desk-20260924.db", "毎日"),)),
    )  # fmt: skip
    return ClosingPage(TODAY, date(2027, 3, 31), 120, steps, is_clear)


def proposal_board(*states: str, forecast: int = 43) -> ProposalBoard:
    lines = tuple(
        ProposalLine(f"11000{place}", f"架空{place}市", "東部" if place % 2 else "西部", 5, f"proposal-{place}"
                     if state != "none" else "", state, date(2026, 9, 20) if state == "sent" else None)
        for place, state in enumerate(states)
    )  # fmt: skip
    return ProposalBoard(TODAY, 50, 34, forecast, max(0, 50 - forecast), lines)


def response_page() -> ResponsePage:
    waiting = ResponseLine("enquiry-1", "謝金の扱い", "蕨市", "メール", date(2026, 9, 17), None, 4)
    slow = ResponseLine("enquiry-2", "申請の方法", "戸田市", "電話", date(2026, 9, 1), date(2026, 9, 3), 2)
    groups = (ResponseGroup("メール", 0, 1, None, None), ResponseGroup("電話", 1, 0, 2.0, 2))
    return ResponsePage(TODAY, ResponseGroup("", 1, 1, 2.0, 2), groups, (waiting,), (slow,))


def empty_responses() -> ResponsePage:
    return ResponsePage(TODAY, ResponseGroup("", 0, 0, None, None), (), (), ())


def study_check(*found: str, checked_on: date | None = None) -> StudyCheck:
    content = (MarkedPart("戸田市", bool(found)), MarkedPart("の<窓口>の取組。", False))
    return StudyCheck("study-1", (MarkedPart("窓口の取組", False),), content, found, False, checked_on, "")


class FakeAgreement:
    """Answers like the part of the desk that looks at the contract; empty without records."""

    def __init__(self, is_empty: bool) -> None:
        self.is_empty = is_empty
        self.asked: list[tuple[str, object]] = []
        self.page = closing_page()
        self.board = proposal_board("none", "drafted", "consented", "sent")

    def readings(self) -> tuple[ReadingLine, ...]:
        return () if self.is_empty else reading_lines()

    def rule_on(self, demand_id: str, day: date) -> RuleOnDay:
        self.asked.append((demand_id, day))
        return rule_on(demand_id, day)

    def pending_changes(self) -> PendingChanges | None:
        return None if self.is_empty else pending_changes()

    def closing(self) -> ClosingPage:
        return closing_page(is_clear=True) if self.is_empty else self.page

    def proposals(self) -> ProposalBoard:
        return proposal_board() if self.is_empty else self.board

    def responses(self) -> ResponsePage:
        return empty_responses() if self.is_empty else response_page()

    def study_check(self, study_id: str) -> StudyCheck:
        return study_check("戸田市")


class FakeRegisters:
    """Prints every list as the same page and remembers what was asked for."""

    def __init__(self, pdf: Callable[[], bytes]) -> None:
        self._pdf = pdf
        self.printed: list[tuple[str, dict[str, object], str, bool]] = []

    def print(
        self, register: str, where: Mapping[str, object] | None = None, search: str = "", internal: bool = False
    ) -> MadeDocument:
        self.printed.append((register, dict(where or {}), search, internal))
        data = self._pdf()
        return MadeDocument(data, 1, hashlib.sha256(data).hexdigest(), f"{register}.pdf")


class FakePost:
    """The outbox of the desk in memory: what was done with it is remembered."""

    def __init__(self, status: OutboxStatus | None = None) -> None:
        moment = datetime(2026, 9, 24, 4, 5, tzinfo=UTC)
        self.status = status or OutboxStatus(2, 1, 12, 3, moment + timedelta(minutes=5))
        self.done: list[tuple[str, str]] = []
        self.round = DeliveryRound(1, 1, 0, 0)
