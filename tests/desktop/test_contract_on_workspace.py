"""The contract's windows on a real workspace: an answer, a rule on a day, the outbox, the closing, the proposals."""

from datetime import date

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.desktop.tabs.contract.clauses_page import ClausesPage
from app.desktop.tabs.contract.closing_page import ClosingsPage
from app.desktop.tabs.contract.forecast_page import ForecastPage
from app.desktop.tabs.contract.ledger_page import LedgerPage
from app.desktop.tabs.contract.outbox_page import OutboxPage
from app.desktop.tabs.contract.readings_page import ReadingsPage
from app.desktop.tabs.contract.response_strip import ResponseStrip
from app.desktop.tabs.contract.settled_page import SettledPage
from app.desktop.tabs.experts.changes_page import ChangesPage
from app.desktop.tabs.experts.tab import ExpertsTab
from app.desktop.widgets.field_editor import TextEditor
from app.desktop.workbench import RecordLink
from tests.desk_fixtures import office as office
from tests.desk_fixtures import template as template
from tests.desks import add_case, add_decision, add_expert, add_instruction, made
from tests.desktop.contract_room import ContractRoom, button, says
from tests.desktop.contract_room import room as room

ASSET = {"name": "ヒアリング結果", "received_from": "戦略課", "received_on": "2026-05-14", "purpose": "課題の把握"}


def readings(room: ContractRoom) -> ReadingsPage:
    settled = room.page("settled", SettledPage)
    page = settled.show_page("readings")
    assert isinstance(page, ReadingsPage)
    room.settle()
    return page


def choose_reading(room: ContractRoom, term: str) -> ReadingsPage:
    page = readings(room)
    place = next(at for at, line in enumerate(page.readings.lines) if line.term == f"reading.{term}")
    page.table.choose(place)
    room.settle()
    return page


class Secrets:
    """A key ring in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def get(self, name: str) -> str | None:
        return self.kept.get(name)

    def set(self, name: str, value: str) -> None:
        self.kept[name] = value

    def delete(self, name: str) -> None:
        self.kept.pop(name, None)


@pytest.fixture
def secrets(monkeypatch: pytest.MonkeyPatch) -> Secrets:
    ring = Secrets()
    monkeypatch.setattr("app.platform.secret_ring.SystemSecretRing", lambda: ring)
    return ring


# 読み方 (11(1))


def test_the_prefectures_answer_is_recorded_with_its_decision_and_changes_the_reading(room: ContractRoom) -> None:
    decision = add_instruction(room.desk, "9月25日", subject="報告期限の起算日")
    page = choose_reading(room, "report_clock")
    assert page.panel.line is not None
    assert page.panel.line.now == "派遣1回ごと"
    other = next(
        found
        for found in page.panel.findChildren(type(button(page.panel, "県の回答として記録…")))
        if found.accessibleName() == "県の回答として記録 案件の完了（最後の派遣の日）"
    )
    other.click()
    room.settle()
    assert set(room.dialog().form.editors) == {"holds_from", "decision_id"}
    room.save(holds_from="9月28日", decision_id=decision)
    assert page.panel.line.now == "案件の完了（最後の派遣の日）"
    assert page.panel.line.since == date(2026, 9, 28)
    assert says(page.panel, "県の回答による読み方です。")
    lead = next(found for found in page.panel.findChildren(type(other)) if "報告期限の起算日" in found.text())
    lead.click()
    room.settle()
    settled = room.page("settled", SettledPage)
    assert settled.current == "decisions"


def test_an_answer_without_a_decision_is_refused_beside_its_field(room: ContractRoom) -> None:
    page = choose_reading(room, "breaks")
    button(page.panel, "県の回答として記録…").click()
    room.settle()
    room.save(holds_from="9月28日")
    assert room.dialog().form.problem_of("decision_id").isVisible()
    assert page.panel.line is not None
    assert page.panel.line.answer == ""


def test_all_passages_become_questions_by_one_button_that_then_goes(room: ContractRoom) -> None:
    page = readings(room)
    room.press(page, "未登録の疑義をまとめて登録")
    assert len(room.desk.ids("questions")) == len(page.readings.lines)
    assert not page._enter.isVisible()
    assert button(page.panel, "疑義を開いて、照会と回答を記録する")


def test_a_passage_is_read_in_the_contract(room: ContractRoom) -> None:
    page = choose_reading(room, "report_clock")
    room.press(page.panel, "契約書で読む")
    tab = room.window.current
    assert tab.segments.current == "text"  # type: ignore[attr-defined]


# その日の規定


def test_what_the_rule_said_on_a_day_is_told_with_the_decision_that_changed_it(
    room: ContractRoom, qtbot: QtBot
) -> None:
    decision = add_instruction(room.desk, "9月25日")
    room.desk.run(
        "term_amendment.add",
        None,
        {"term": "dispatch.cap_per_municipality", "value": "4", "holds_from": "2026-09-28", "decision_id": decision},
    )
    page = room.page("clauses", ClausesPage)
    page.show_demand("6.6.d")
    page.modes.choose("day")
    for typed, value in (("R8.9.27", "5回"), ("９月２８日", "4回")):
        page.on_day.day.setText(typed)
        page.on_day.refresh()
        room.settle()
        assert page.on_day.shown is not None
        assert page.on_day.shown.terms[0].value == value
        assert says(page.on_day, value)
    assert says(page.on_day, "2026-09-28から")
    page.table.choose("5.1")
    qtbot.waitUntil(lambda: page.on_day.shown is not None and page.on_day.shown.id == "5.1")
    assert page.on_day.shown is not None
    assert page.on_day.shown.on == date(2026, 9, 28)
    page.on_day.day.setText("いつか")
    assert says(page.on_day, "日付として読めません")
    assert not says(page.on_day, "契約書の言葉")


# 送信箱 (6(1)イ(エ))


def outbox(room: ContractRoom) -> OutboxPage:
    page = room.page("outbox", OutboxPage)
    room.settle()
    return page


def test_a_text_is_copied_to_paste_and_then_said_to_be_pasted(room: ContractRoom) -> None:
    add_case(room.desk)
    page = outbox(room)
    assert page.looks.mode == "paste"
    view = page.page.view
    room.press(view, "文をコピー")
    assert "次の対応：受託者" in QGuiApplication.clipboard().text()
    room.press(view, "貼り付けた")
    assert room.desk.outbox_status().to_paste == 0
    assert page.status is not None
    assert page.status.to_paste == 0
    assert says(page, "貼り付け待ちはありません")


@pytest.mark.usefixtures("secrets")
def test_a_delivery_that_waits_is_given_up_and_sent_again(room: ContractRoom) -> None:
    hook = {"name": "県の窓口", "kind": "Webhook", "side": "県", "url": "https://hook.example.jp/x"}
    room.desk.run("channel.add", None, {**hook, "is_enabled": "はい"})
    add_case(room.desk)
    page = outbox(room)
    page.looks.choose("waiting")
    room.settle()
    room.press(page.page.view, "送信をやめる")
    assert (room.desk.outbox_status().waiting, room.desk.outbox_status().failed) == (0, 1)
    page.looks.choose("failed")
    room.settle()
    assert says(page.page.view, "手で送信をやめました。")
    room.press(page.page.view, "いま送る")
    (delivery,) = room.desk.ids("deliveries", {"means": "webhook"})
    assert "この端末にありません" in str(room.desk.record("deliveries", delivery).last_error)  # type: ignore[attr-defined]
    room.press(page, "いま送信")
    assert says(page, "1件は送信先につながるまで待ちます。")


def test_a_secret_is_typed_unseen_and_goes_to_the_key_ring_only(secrets: Secrets, room: ContractRoom) -> None:
    hook = {"name": "県の窓口", "kind": "Webhook", "side": "県", "url": "https://hook.example.jp/x"}
    channel = made(room.desk.run("channel.add", None, hook), "channels")
    page = outbox(room)
    page.show_record(RecordLink("channels", channel))
    room.settle()
    assert says(page.page.view, "署名鍵がまだありません。")
    room.press(page.page.view, "パスワード・署名鍵を登録…")
    secret = room.dialog().form.editors["secret"]
    assert isinstance(secret, TextEditor)
    assert secret.line.echoMode() == QLineEdit.EchoMode.Password
    room.save(secret="ひみつの鍵123")
    assert says(page.page.view, "この端末の資格情報ストアにあります。")
    assert secrets.kept == {channel: "ひみつの鍵123"}
    assert "ひみつの鍵123" not in repr(room.desk.record("channels", channel))
    assert "ひみつの鍵123" not in repr(room.desk.history("channels", channel))


def test_a_new_notice_is_counted_while_the_outbox_is_open(room: ContractRoom) -> None:
    page = outbox(room)
    assert says(page, "送信はまだありません")
    room.window._bench.act(
        lambda: room.desk.run(
            "case.add",
            None,
            {"municipality_code": "蕨市", "applied_on": "2026-09-29", "fields": "BPRの取組の徹底", "content": "相談"},
        ),
        owner=page,
    )
    room.settle()
    assert page.status is not None
    assert page.status.to_paste == 1


# 終了の手続き (10(2)–10(4))


def test_many_assets_are_disposed_of_at_once_and_the_certificate_follows(room: ContractRoom) -> None:
    for name in ("ヒアリング結果", "名簿"):
        room.desk.run("information_asset.add", None, {**ASSET, "name": name})
    page = room.page("closing", ClosingsPage)
    assert page.table.currentRow() == 1
    page.table.choose("certificate")
    room.settle()
    assert says(page, "まだ証明できません")
    assert page.paper.preview is not None
    assert "下書き" in page.paper.preview.text()
    room.press(page, "→ 受領した情報資産を返却・廃棄・消去する　残り2件（仕様書 10(4)）")
    room.press(page, "2件をまとめて処分…")
    assert [member.key for member in room.dialog().form.values()["asset_ids"]] != []  # type: ignore[attr-defined]
    room.save(disposal="returned", disposed_on="9月30日", disposed_by="石川　千尋")
    assert page.page is not None
    assert page.page.may_certify
    page.table.choose("certificate")
    room.settle()
    assert not says(page, "まだ証明できません")
    assert "下書き" not in page.paper.preview.text()
    room.window.undo()
    room.settle()
    assert not page.page.may_certify


# 機運醸成の提案 (6(6)ケ)


def test_the_proposals_are_prepared_consented_and_sent_in_this_order(room: ContractRoom) -> None:
    add_case(room.desk)
    forecast = room.page("forecast", ForecastPage)
    room.press(forecast, "機運醸成の提案へ")
    page = forecast.show_proposals()
    assert says(page, "回不足する見込み")
    room.press(page, "提案を準備…")
    room.save(content="・全職員向けの動画")
    assert page.board is not None
    assert {line.state for line in page.board.lines} == {"drafted"}
    page.modes.choose("list")
    room.settle()
    assert page.list.preview is not None
    assert "承諾を求めます" in "".join(page.list.preview.text().split())
    agreed = add_decision(room.desk, "9月30日", subject="提案の承諾")
    room.press(page, "県の承諾を記録…")
    room.save(consent_id=agreed)
    assert {line.state for line in page.board.lines} == {"consented"}
    room.press(page, "送付を記録…")
    room.save(sent_on="9月30日")
    assert {line.state for line in page.board.lines} == {"sent"}
    page.modes.choose("paper")
    room.settle()
    assert page.paper.preview is not None


def test_a_link_to_a_proposal_leads_beside_the_outlook(room: ContractRoom) -> None:
    add_case(room.desk)
    room.desk.run("motivation_proposal.prepare", None, {"content": "・動画"})
    wanted = room.desk.ids("proposals")[5]
    room.window.open_link(RecordLink("proposals", wanted))
    room.settle()
    page = room.page("forecast", ForecastPage).show_proposals()
    assert page.view.page is not None
    assert page.view.page.id == wanted


# 問合せの対応時間 (9(5))


def test_the_response_times_stand_above_the_enquiries_and_lead_to_them(room: ContractRoom) -> None:
    asked = {"received_at": "2026-09-14 10:00", "subject": "謝金の扱い", "medium": "メール"}
    old = made(room.desk.run("enquiry.add", None, asked), "enquiries")
    room.desk.run("enquiry.add", None, {**asked, "received_at": "2026-09-30 9:00", "subject": "新しい"})
    ledgers = room.page("ledgers", LedgerPage)
    page = ledgers.show_page("enquiries")
    room.settle()
    strip = page.findChild(ResponseStrip)
    assert strip is not None
    assert says(strip, "未回答2件（最も長いもの 9開庁日）")
    assert not strip.lines.isVisible()
    strip.fold.click()
    assert strip.groups.rowCount() == 1
    strip.lines.setCurrentCell(1, 0)
    strip.lines.setCurrentCell(0, 0)
    room.settle()
    assert page.view.page is not None
    assert page.view.page.id == old


# データベースの変更通知 (6(3)イ)


def test_a_changed_expert_is_told_field_by_field_and_the_notice_is_recorded(room: ContractRoom) -> None:
    expert = add_expert(room.desk)
    handed_in = {"deliverable": "3", "title": "データベース", "submitted_on": "2026-09-20"}
    room.desk.run("submission.add", None, handed_in)
    room.desk.run("expert.edit", expert, {"expertise": "窓口改革と生成AI"})
    tab = room.window.show_tab("experts")
    assert isinstance(tab, ExpertsTab)
    page = tab.segments.show_page("changes")
    assert isinstance(page, ChangesPage)
    room.settle()
    assert says(page, "1名の掲載内容が変わりました")
    assert says(page, "窓口改革とBPR")
    assert says(page, "窓口改革と生成AI")
    page.modes.choose("paper")
    room.settle()
    assert page.paper.preview is not None
    assert "変更通知書" in page.paper.preview.text()
    room.press(page, "提出を記録…")
    room.save(submitted_on="9月30日")
    assert says(page, "県に知らせる変更はありません")
    assert not page.submit.isEnabled()


# 事例の匿名化 (6(9)イ)


def test_a_case_study_is_confirmed_only_when_it_gives_nobody_away(room: ContractRoom) -> None:
    case = add_case(room.desk, "戸田市")
    values = {"title": "窓口の取組", "content": "戸田市では窓口を見直した。", "case_id": case}
    study = made(room.desk.run("case_study.add", None, values), "case-studies")
    room.window.open_link(RecordLink("case-studies", study))
    room.settle()
    assert says(room.window, "【戸田市】")
    room.press(room.window, "言い換える…")
    room.save(content="ある市では窓口を見直した。")
    assert says(room.window, "見つかりません")
    room.press(room.window, "匿名化を確認した…")
    assert set(room.dialog().form.editors) == {"checked_on", "checked_by"}
    room.save(checked_by="石川　千尋")
    assert says(room.window, "2026-09-30に匿名化を確認済みです（石川　千尋）。")
