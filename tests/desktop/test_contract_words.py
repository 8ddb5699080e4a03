"""What the windows of the contract's own matters decide, without a screen."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from app.contract.anonymity_marks import MarkedPart
from app.desktop.study_words import check_words, marked_markup
from app.desktop.tabs.contract.closing_words import (
    CERTIFICATE,
    disposal,
    end_words,
    first_open,
    reason_words,
    step_rows,
    steps_of,
)
from app.desktop.tabs.contract.day_words import findings_words, since_words, typed_day
from app.desktop.tabs.contract.outbox_words import (
    LOOKS,
    delivery_words,
    first_look,
    look_words,
    next_words,
    round_words,
    secret_words,
)
from app.desktop.tabs.contract.outbox_words import (
    steps_of as steps_of_delivery,
)
from app.desktop.tabs.contract.proposal_words import areas_of, due_words, next_steps, proposal_rows, state_counts
from app.desktop.tabs.contract.reading_words import (
    answer_words,
    asked_words,
    count_words,
    now_words,
    question_entries,
    reading_rows,
    state_words,
)
from app.desktop.tabs.contract.response_words import days_words, group_rows, line_rows, summary_words
from app.desktop.tabs.experts.changes_words import cell_texts, change_rows, may_notify, pending_words
from app.desktop.widgets.print_dialog import editions_of
from app.domain.notification import Channel, ChannelKind, Delivery, DeliveryState, Means
from app.domain.registers import REGISTERS
from app.services.notices.delivering import DeliveryRound
from app.services.views import OutboxStatus
from tests.desktop.fake_contract import (
    CLOCK,
    DEADLINE,
    ITEMS,
    TODAY,
    closing_page,
    pending_changes,
    proposal_board,
    reading_lines,
    response_page,
    rule_on,
    study_check,
)
from tests.desktop.fake_judgement import LATE

NOON = datetime(2026, 9, 24, 3, tzinfo=UTC)


# 仕様の読み方 (11(1))


def test_each_passage_tells_how_far_it_is_with_the_prefecture() -> None:
    assert [row.texts[0] for row in reading_rows(reading_lines())] == ["照会中", "回答済", "未登録"]
    assert [row.tone for row in reading_rows(reading_lines())] == ["accent", "good", "muted"]
    assert state_words(replace(CLOCK, question_state="open")) == ("未照会", "warn")
    assert count_words(reading_lines()) == "未登録1　照会中1　回答済1"


def test_an_answer_on_record_counts_whatever_the_list_of_questions_says() -> None:
    assert state_words(replace(CLOCK, answer="案件の完了", question_state="open")) == ("回答済", "good")


def test_a_passage_without_listed_answers_is_asked_by_its_note() -> None:
    assert asked_words(CLOCK) == CLOCK.question
    assert asked_words(ITEMS) == ITEMS.note


@pytest.mark.parametrize(("search", "found"), [("６（６）ク", [2]), ("8つ", [0]), ("履行 3月", [1]), ("宇宙", [])])
def test_readings_are_searched_in_their_words_full_width_or_not(search: str, found: list[int]) -> None:
    assert [row.key for row in reading_rows(reading_lines(), search)] == found


def test_a_reading_says_on_what_it_rests_and_since_when() -> None:
    assert now_words(CLOCK).startswith("県の回答があるまで")
    assert now_words(DEADLINE) == "県の回答による読み方です。"
    assert answer_words(CLOCK) == "まだありません。"
    assert answer_words(DEADLINE) == "令和9年3月19日（2026-09-01から）"


def test_a_passage_becomes_a_question_with_how_it_is_read_meanwhile() -> None:
    assert question_entries(CLOCK) == {"clause": "6(6)ク", "question": CLOCK.question, "reading": CLOCK.note}


# その日の規定


@pytest.mark.parametrize("text", ["令和8年9月28日", "R8.9.28", "9/28", "２０２６－０９－２８", "9月28日（月）"])
def test_the_day_is_typed_in_any_usual_form(text: str) -> None:
    assert typed_day(text, TODAY).day == date(2026, 9, 28)


def test_nothing_typed_is_today_and_nonsense_is_told() -> None:
    assert typed_day(" ", TODAY).day == TODAY
    assert typed_day("きのう", TODAY).day is None
    assert "日付として読めません" in typed_day("きのう", TODAY).told
    assert typed_day("9月28日（火）", TODAY).day is None


def test_a_value_tells_since_when_it_holds() -> None:
    (before,), (after,) = rule_on("6.6.d", date(2026, 9, 27)).terms, rule_on("6.6.d", date(2026, 9, 28)).terms
    assert (before.value, since_words(before)) == ("5回", "契約の当初から")
    assert (after.value, since_words(after)) == ("4回", "2026-09-28から")


def test_findings_of_a_day_are_counted_or_said_not_to_be_looked_for() -> None:
    assert findings_words(rule_on("6.6.d", TODAY)) == "この日に見つかる指摘はありません。"
    assert findings_words(rule_on("6.6.d", TODAY, (LATE,))) == "この日の指摘　1件"
    assert findings_words(replace(rule_on("6.6.d", TODAY), rules=())) == "この条項は、規則では確かめません。"


# 送信箱 (6(1)イ(エ))


def status(waiting: int = 0, failed: int = 0, sent: int = 0, to_paste: int = 0) -> OutboxStatus:
    return OutboxStatus(waiting, failed, sent, to_paste, NOON if waiting else None)


@pytest.mark.parametrize(
    ("found", "look"),
    [
        (status(), "all"),
        (status(waiting=1, sent=5), "waiting"),
        (status(waiting=1, to_paste=1), "paste"),
        (status(failed=1, to_paste=1), "failed"),
    ],
)
def test_the_outbox_begins_with_what_needs_a_person(found: OutboxStatus, look: str) -> None:
    assert first_look(found) == look


def test_every_look_tells_how_many_there_are() -> None:
    words = look_words(status(2, 1, 12, 0))
    assert words == {
        "failed": "送れないもの 1",
        "waiting": "送信待ち 2",
        "paste": "貼り付け待ち",
        "sent": "送信済 12",
        "all": "すべて",
    }
    assert set(words) == set(LOOKS)


def test_the_next_try_is_told_in_japanese_time_while_something_waits() -> None:
    assert next_words(status()) == ""
    assert next_words(status(waiting=1)) == "次の送信 9月24日 12:00"


def test_a_round_of_sending_is_told_in_one_line() -> None:
    assert round_words(DeliveryRound()) == "いま送るものはありません。"
    told = round_words(DeliveryRound(3, 2, 1, 4))
    assert (
        told == "3件を送信しました。2件は後で送り直します。1件は送れませんでした。4件は送信先につながるまで待ちます。"
    )


@pytest.mark.parametrize(
    ("means", "state", "steps"),
    [
        (Means.MAIL, DeliveryState.WAITING, ("send", "give_up")),
        (Means.WEBHOOK, DeliveryState.FAILED, ("send",)),
        (Means.MAIL, DeliveryState.SENT, ()),
        (Means.PASTE, DeliveryState.WAITING, ("pasted", "give_up")),
        (Means.PASTE, DeliveryState.SENT, ()),
        (Means.IN_APP, DeliveryState.SENT, ()),
    ],
)
def test_only_what_fits_the_state_is_offered_for_a_delivery(
    means: Means, state: DeliveryState, steps: tuple[str, ...]
) -> None:
    assert steps_of_delivery(Delivery(id="d", means=means, state=state)) == steps


def test_a_delivery_tells_its_tries_its_next_time_and_its_trouble() -> None:
    tried = Delivery(
        id="d", means=Means.MAIL, state=DeliveryState.WAITING, tries=3, next_try_at=NOON, last_error="届きません。"
    )
    assert delivery_words(tried) == "3回試しました。次の送信は9月24日 12:00です。届きません。"
    assert delivery_words(Delivery(id="d", means=Means.MAIL, state=DeliveryState.SENT, tries=1)) == ""
    assert "貼り付けた" in delivery_words(Delivery(id="d", means=Means.PASTE))


def test_a_missing_secret_is_asked_for_only_where_it_is_needed() -> None:
    assert secret_words(Channel(id="c", kind=ChannelKind.WEBHOOK))[1] == "warn"
    assert secret_words(Channel(id="c", user="desk"))[1] == "warn"
    assert secret_words(Channel(id="c"))[1] == "muted"
    assert secret_words(Channel(id="c", user="desk", secret_set_at=NOON))[1] == "good"


# 終了の手続き (10(2)–10(4))


def test_the_certificate_stands_before_what_follows_it() -> None:
    steps = steps_of(closing_page())
    assert [step.key for step in steps] == ["originals", "pledges", "accounts", CERTIFICATE, "backups"]
    assert [step.word for step in steps] == ["残りあり", "済み", "後でよい", "準備中", "証明書の後"]
    assert [row.texts[2] for row in step_rows(steps)] == ["1件", "", "1件", "", "1件"]


def test_one_goes_on_with_what_holds_the_certificate_back() -> None:
    open_steps, clear_steps = steps_of(closing_page()), steps_of(closing_page(is_clear=True))
    assert first_open(open_steps) == "originals"
    assert first_open(clear_steps) == CERTIFICATE
    assert [step.key for step in open_steps if step.holds_back] == ["originals"]
    assert reason_words(open_steps[0]) == "受領した情報資産を返却・廃棄・消去する　残り1件（仕様書 10(4)）"


def test_the_end_of_the_contract_is_told_with_what_is_left() -> None:
    words, tone = end_words(closing_page())
    assert (words, tone) == (
        "契約の終期は2027-03-31（あと120開庁日）です。証明書の前に残っている手順が1つあります。",
        "warn",
    )
    assert end_words(closing_page(is_clear=True))[1] == "good"
    assert "過ぎています" in end_words(replace(closing_page(), open_days_left=0))[0]


def test_everything_left_of_a_step_is_disposed_of_at_once() -> None:
    originals, pledges, *_ = steps_of(closing_page())
    start = disposal(originals)
    assert start is not None
    assert (start.action, start.register, start.given) == (
        "information_asset.dispose_many",
        "assets",
        {"asset_ids": ("asset-1",)},
    )
    assert disposal(pledges) is None
    assert disposal(steps_of(closing_page(is_clear=True))[0]) is None


# 機運醸成の提案 (6(6)ケ)


@pytest.mark.parametrize(("forecast", "tone"), [(49, "bad"), (50, "good")])
def test_proposals_are_due_below_fifty_only(forecast: int, tone: str) -> None:
    board = proposal_board("none", forecast=forecast)
    assert due_words(board)[1] == tone
    assert [step.start.action for step in next_steps(board)] == (
        ["motivation_proposal.prepare"] if tone == "bad" else []
    )


def test_the_next_step_follows_the_order_of_the_contract() -> None:
    board = proposal_board("none", "drafted", "consented", "sent")
    assert [step.start.action for step in next_steps(board)] == [
        "motivation_proposal.prepare",
        "motivation_proposal.consent",
        "motivation_proposal.send",
    ]
    assert next_steps(proposal_board("sent")) == ()
    assert next_steps(proposal_board()) == ()


def test_nothing_goes_out_while_the_consent_is_missing() -> None:
    actions = [step.start.action for step in next_steps(proposal_board("drafted", "drafted"))]
    assert "motivation_proposal.send" not in actions


def test_each_proposal_tells_its_state_and_the_area_narrows_them() -> None:
    board = proposal_board("none", "drafted", "consented", "sent")
    assert [row.texts[0] for row in proposal_rows(board)] == ["未準備", "承諾待ち", "送付できます", "送付済"]
    assert [row.key for row in proposal_rows(board, "東部")] == ["110001", "110003"]
    assert areas_of(board) == ("東部", "西部")
    assert state_counts(board.lines) == "未準備1　承諾待ち1　送付できます1　送付済1"


# 問合せの対応時間 (9(5))


def test_the_response_is_told_in_one_line() -> None:
    words, tone = summary_words(response_page())
    assert words == "回答済1件　対応時間の中央値 2開庁日　最も遅い回答 2開庁日　未回答1件（最も長いもの 4開庁日）"
    assert tone == "warn"
    assert summary_words(replace(response_page(), waiting=()))[1] == "good"


@pytest.mark.parametrize(("days", "tone"), [(2, "muted"), (3, "warn")])
def test_an_enquiry_that_waits_more_than_two_open_days_warns(days: int, tone: str) -> None:
    page = response_page()
    waiting = (replace(page.waiting[0], open_days=days),)
    assert summary_words(replace(page, waiting=waiting))[1] == tone


@pytest.mark.parametrize(("days", "words"), [(None, "－"), (0, "当日"), (1.5, "1.5開庁日"), (3, "3開庁日")])
def test_open_days_are_told_in_words(days: float | None, words: str) -> None:
    assert days_words(days) == words


def test_what_waits_stands_before_the_slow_answers() -> None:
    assert [(row.key, row.texts[0], row.tone) for row in line_rows(response_page())] == [
        ("enquiry-1", "未回答 4開庁日", "warn"),
        ("enquiry-2", "回答 2開庁日", "good"),
    ]
    assert [row.texts for row in group_rows(response_page().groups)] == [
        ("メール", "0件", "－", "－", "1件"),
        ("電話", "1件", "2開庁日", "2開庁日", "0件"),
    ]


# 事例の匿名化 (6(9)イ)


def test_what_gives_somebody_away_is_named_before_anything_is_confirmed() -> None:
    words, tone = check_words(study_check("戸田市", "048-123-4567"))
    assert "2つ" in words
    assert "戸田市、048-123-4567" in words
    assert tone == "bad"
    assert check_words(study_check())[1] == "muted"
    assert check_words(study_check(checked_on=TODAY)) == ("2026-09-24に匿名化を確認済みです。", "good")
    assert "同意" in check_words(replace(study_check(), is_named=True))[0]


def test_a_study_is_shown_as_plain_text_with_brackets_around_what_is_marked() -> None:
    markup = marked_markup((MarkedPart("戸田市", True), MarkedPart("の<窓口>\n改革", False)), "#a00", "#fee")
    assert "【戸田市】" in markup
    assert "の&lt;窓口&gt;<br>改革" in markup


# データベースの変更通知 (6(3)イ)


def test_changes_that_nobody_told_are_counted_and_may_be_told() -> None:
    pending = pending_changes()
    assert "2名の掲載内容が変わりました" in pending_words(pending)[0]
    assert may_notify(pending)
    settled = replace(pending, changes=())
    assert (pending_words(settled)[1], may_notify(settled)) == ("good", False)
    assert (pending_words(None)[1], may_notify(None)) == ("muted", False)
    unknown = replace(pending, changes=(), is_comparable=False)
    assert (pending_words(unknown)[1], may_notify(unknown)) == ("warn", True)


def test_each_changed_field_is_shown_before_and_after() -> None:
    changed, removed = pending_changes().changes
    assert [row.texts for row in change_rows((changed, removed))] == [
        ("変更", "架空 専門1", "専門性、所属"),
        ("削除", "架空 専門2", "掲載のすべて"),
    ]
    assert cell_texts(changed) == [
        ("専門性", "窓口改革とBPR", "窓口改革と生成AI"),
        ("所属", "―", "架空DX合同会社"),
    ]


# 印刷


def test_what_never_leaves_the_contractor_is_printed_for_the_contractor_only() -> None:
    assert [internal for internal, _ in editions_of(REGISTERS["costs"])] == [True]
    assert [internal for internal, _ in editions_of(REGISTERS["deliveries"])] == [True]
    assert [internal for internal, _ in editions_of(REGISTERS["cases"])] == [False]


def test_a_list_narrowed_by_what_never_leaves_the_contractor_is_printed_for_the_contractor_only() -> None:
    assert [internal for internal, _ in editions_of(REGISTERS["experts"], {"note": "覚え", "base": ""})] == [True]
    assert [internal for internal, _ in editions_of(REGISTERS["experts"], {"base": ""})] == [False]


@pytest.mark.parametrize("register", [name for name, each in REGISTERS.items() if each.exported])
def test_the_usual_edition_of_an_exported_list_leaves_out_what_is_for_the_contractor(register: str) -> None:
    assert editions_of(REGISTERS[register])[0][0] is False
