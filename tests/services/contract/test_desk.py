"""The contract's own matters as the doors ask for them, on a real store."""

from datetime import date
from pathlib import Path

import pytest

from app.domain.record import Audience
from app.domain.registers import REGISTERS
from app.domain.submission import Submission
from app.services.contract.views import ReadingLine
from app.services.desk import Desk
from app.services.papers.service import Incomplete
from tests.desk_fixtures import Ready
from tests.desks import Office, add_case, add_decision, add_expert, add_instruction, made, reasons, refusal, refused
from tests.documents.reading import text_of

SESSION_DAY = date(2026, 9, 30)


def reading(desk: Desk, term: str) -> ReadingLine:
    """Return the first line of a reading."""
    return next(line for line in desk.agreement.readings() if line.term == f"reading.{term}")


# --- readings ---


def test_a_reading_shows_what_is_read_now_and_every_answer(desk: Desk) -> None:
    line = reading(desk, "report_clock")
    assert (line.clause, line.now, line.answer, line.since) == ("6(6)ク", "派遣1回ごと", "", None)
    assert [each.value for each in line.answers] == ["session", "case"]
    assert line.question == (
        "派遣の5開庁日を数え始める「支援実施完了」は、派遣1回ごとか、案件の完了（最後の派遣の日）か。"
    )
    assert line.question_state == ""


def test_what_has_no_reading_of_its_own_is_asked_as_well(desk: Desk) -> None:
    lines = desk.agreement.readings()
    assert any(line.clause == "2" and not line.term and "8つ" in line.passage for line in lines)
    assert any(line.term == "performance.deadline" and line.now == "令和9年3月19日" for line in lines)


def test_the_answer_of_the_prefecture_changes_the_reading_and_closes_its_question(desk: Desk) -> None:
    desk.run("open_question.enter_all", None, {})
    assert reading(desk, "report_clock").question_state == "open"
    decision = add_instruction(desk, "9月25日", subject="報告期限の起算日")
    values = {
        "term": "reading.report_clock", "value": "案件の完了（最後の派遣の日）", "holds_from": "9月28日",
        "decision_id": decision,
    }  # fmt: skip
    desk.run("reading.answer", None, values)
    line = reading(desk, "report_clock")
    assert (line.now, line.answer) == ("案件の完了（最後の派遣の日）",) * 2
    assert (line.since, line.decision_id, line.question_state) == (date(2026, 9, 28), decision, "answered")
    assert "報告期限の起算日" in line.decision
    desk.undo()
    assert (reading(desk, "report_clock").answer, reading(desk, "report_clock").question_state) == ("", "open")


def test_all_questions_are_entered_once(desk: Desk) -> None:
    entered = desk.run("open_question.enter_all", None, {})
    assert len(entered.changed) == len(desk.agreement.readings())
    assert not [each for each in desk.open_findings() if "疑義の一覧" in each.message and each.rule == "11.1"]
    assert refused(desk, "open_question.enter_all", None, {}).code == "readings.all_entered"


@pytest.mark.parametrize(
    ("term", "value", "code"),
    [
        ("reading.report_clock", "月ごと", "calendar.amendment_no_choice"),
        ("dispatch.minimum", "40", "readings.not_a_question"),
        ("reading.nothing", "case", "entry.invalid"),
    ],
)
def test_an_answer_that_says_nothing_is_refused(desk: Desk, term: str, value: str, code: str) -> None:
    decision = add_instruction(desk)
    values = {"term": term, "value": value, "holds_from": "9月30日", "decision_id": decision}
    assert refused(desk, "reading.answer", None, values).code == code


def test_an_answer_rests_on_an_instruction_of_its_day_or_before(desk: Desk) -> None:
    decision = add_instruction(desk, "9月29日")
    values = {"term": "reading.breaks", "value": "counted", "holds_from": "9月28日", "decision_id": decision}
    assert reasons(desk, "reading.answer", None, values)


# --- what did the rule say on that day ---


def test_a_rule_is_told_as_it_stood_on_a_day(ready: Ready) -> None:
    desk = ready.desk
    decision = add_instruction(desk, "9月28日")
    raised = {
        "term": "dispatch.cap_per_municipality", "municipality_code": "蕨市", "value": "7", "holds_from": "9月28日",
        "decision_id": decision,
    }  # fmt: skip
    desk.run("term_amendment.add", None, raised)
    before, after = (desk.agreement.rule_on("6.6.d", date(2026, 9, day)) for day in (27, 28))
    caps = [[(line.label, line.value) for line in page.terms if line.key == raised["term"]] for page in (before, after)]
    assert caps[0] == [("1市町村あたりの派遣回数の上限", "5回")]
    assert caps[1] == [*caps[0], ("1市町村あたりの派遣回数の上限（蕨市）", "7回")]
    assert "5 回以内" in before.words
    assert "dispatch.cap" in before.rules


def test_findings_are_those_of_the_day_that_is_asked_about(desk: Desk) -> None:
    due, after = (desk.agreement.rule_on("5.1", date(2026, 5, day)) for day in (18, 19))
    assert due.findings == ()
    assert [each.severity for each in after.findings] == ["overdue", "overdue"]


def test_a_demand_that_is_not_in_the_list_is_refused(desk: Desk) -> None:
    with pytest.raises(Exception, match="no_such_demand"):
        desk.agreement.rule_on("6.6.z", SESSION_DAY)


# --- changes of the expert database ---


def hand_in_database(desk: Desk, on: str = "9月20日") -> str:
    values = {"deliverable": "3", "title": "デジタル専門人材データベース", "submitted_on": on}
    return made(desk.run("submission.add", None, values), "submissions")


def changes_found(desk: Desk) -> list[str]:
    return [each.message for each in desk.open_findings() if each.rule == "6.3.2"]


def test_a_change_of_a_listed_expert_is_pending_until_it_is_told(desk: Desk) -> None:
    expert = add_expert(desk)
    hand_in_database(desk)
    assert changes_found(desk) == []
    assert desk.agreement.pending_changes().changes == ()  # type: ignore[union-attr]
    desk.run("expert.edit", expert, {"expertise": "窓口改革と生成AI", "note": "社内だけのメモ"})
    other = add_expert(desk, "緑川　葵")
    pending = desk.agreement.pending_changes()
    assert pending is not None
    assert [(line.kind, line.name) for line in pending.changes] == [("added", "緑川　葵"), ("changed", "髙木　さくら")]
    (cell,) = pending.changes[1].cells
    assert (cell.label, cell.before, cell.after) == ("専門性", "窓口改革とBPR", "窓口改革と生成AI")
    assert len(changes_found(desk)) == 2
    desk.run("submission.notify_changes", None, {})
    assert changes_found(desk) == []
    desk.run("expert.unlist", other, {})
    assert [line.kind for line in desk.agreement.pending_changes().changes] == ["removed"]  # type: ignore[union-attr]


def test_an_undone_notice_leaves_the_change_pending(desk: Desk) -> None:
    expert = add_expert(desk)
    hand_in_database(desk)
    desk.run("expert.edit", expert, {"affiliation": "合同会社みどり（架空）"})
    desk.run("submission.notify_changes", None, {"submitted_on": "9月30日"})
    desk.undo()
    assert len(changes_found(desk)) == 1


def test_what_is_not_published_is_no_change(desk: Desk) -> None:
    expert = add_expert(desk)
    hand_in_database(desk)
    desk.run("expert.edit", expert, {"mail": "takagi@example.jp", "base": "さいたま市", "days_note": "午後のみ"})
    assert changes_found(desk) == []


@pytest.mark.parametrize(
    ("on", "code"), [("9月19日", "database.notice_before_last"), ("10月1日", "database.notice_in_future")]
)
def test_a_notice_lies_between_the_last_one_and_today(desk: Desk, on: str, code: str) -> None:
    expert = add_expert(desk)
    hand_in_database(desk)
    desk.run("expert.edit", expert, {"expertise": "BPR"})
    assert refused(desk, "submission.notify_changes", None, {"submitted_on": on}).code == code


def test_nothing_is_told_when_nothing_has_changed_or_nothing_was_handed_in(desk: Desk) -> None:
    add_expert(desk)
    assert refused(desk, "submission.notify_changes", None, {}).code == "database.not_handed_in"
    assert desk.agreement.pending_changes() is None
    hand_in_database(desk)
    assert refused(desk, "submission.notify_changes", None, {}).code == "database.nothing_to_notify"


def test_a_database_of_an_earlier_release_is_told_anew(office: Office) -> None:
    desk = office.open()
    add_expert(desk)
    with desk._store.unit_of_work("事務局", "以前の版での提出") as uow:
        uow.add(Submission(id="0" * 8, deliverable=3, title="データベース", submitted_on=date(2026, 5, 25)))
        uow.commit()
    (found,) = changes_found(desk)
    assert "残っていない" in found
    assert not desk.agreement.pending_changes().is_comparable  # type: ignore[union-attr]
    desk.run("submission.notify_changes", None, {})
    assert changes_found(desk) == []


def test_the_notice_on_paper_shows_before_and_after_and_can_be_printed_again(desk: Desk) -> None:
    expert = add_expert(desk)
    with pytest.raises(Incomplete):
        desk.make("database-change")
    hand_in_database(desk)
    desk.run("expert.edit", expert, {"expertise": "窓口改革と生成AI"})
    add_expert(desk, "緑川　葵")
    pages = [text_of(desk.make("database-change").data)]
    desk.run("submission.notify_changes", None, {})
    pages.append(text_of(desk.make("database-change").data))
    for page in pages:
        for words in ("変更通知書", "専門性", "窓口改革とBPR", "窓口改革と生成AI", "緑川", "令和8年9月20日"):
            assert words in page
    assert "メール" not in pages[0]


# --- closing ---


ASSET = {"name": "ヒアリング結果", "received_from": "戦略課", "received_on": "5月14日", "purpose": "課題の把握"}
DISPOSAL = {"disposal": "返却", "disposed_on": "9月30日", "disposed_by": "石川　千尋"}


def add_asset(desk: Desk, **entries: object) -> str:
    return made(desk.run("information_asset.add", None, {**ASSET, **entries}), "assets")


def left(desk: Desk) -> dict[str, list[str]]:
    return {step.key: [item.name for item in step.left] for step in desk.agreement.closing().steps if step.left}


def test_the_closing_lists_what_is_left_by_step(desk: Desk) -> None:
    original = add_asset(desk)
    add_asset(desk, name="写し", kind="複製", origin_id=original, copy_reason="訪問先で使う")
    add_asset(desk, name="集計表", kind="加工したもの", origin_id=original, copy_reason="分析")
    desk.run("staff_member.add", None, {"name": "石川　千尋", "role": "プロジェクトリーダー", "from_on": "5月11日"})
    add_expert(desk)
    page = desk.agreement.closing()
    found = left(desk)
    assert not page.may_certify
    assert page.end == date(2027, 3, 31)
    assert found["originals"] == ["ヒアリング結果"]
    assert (found["copies"], found["derivatives"]) == (["写し"], ["集計表"])
    assert found["pledges"] == found["briefings"] == ["石川　千尋", "髙木　さくら"]
    desk.run("information_asset.edit", original, DISPOSAL)
    notes = {item.name: item.note for step in desk.agreement.closing().steps for item in step.left}
    assert notes["写し"] == "元の「ヒアリング結果」は処分済み"


def test_many_assets_are_disposed_of_in_one_step_that_one_undo_takes_back(desk: Desk) -> None:
    original = add_asset(desk)
    copy = add_asset(desk, name="写し", kind="複製", origin_id=original, copy_reason="訪問先で使う")
    add_asset(desk, name="写しの写し", kind="複製", origin_id=copy, copy_reason="控え")
    other = add_asset(desk, name="名簿")
    desk.run("information_asset.dispose_many", None, {"asset_ids": (original,), "with_copies": "はい", **DISPOSAL})
    assert left(desk)["originals"] == ["名簿"]
    assert "copies" not in left(desk)
    desk.undo()
    assert left(desk)["copies"] == ["写し", "写しの写し"]
    desk.run(
        "information_asset.dispose_many", None, {"asset_ids": (original, other), "with_copies": "いいえ", **DISPOSAL}
    )
    assert left(desk)["copies"] == ["写し", "写しの写し"]
    again = refused(desk, "information_asset.dispose_many", None, {"asset_ids": (other,), **DISPOSAL})
    assert again.code == "closing.already_disposed"


def test_a_disposal_without_its_method_stays_open(desk: Desk) -> None:
    add_asset(desk)
    error = refused(desk, "information_asset.dispose_many", None, {**DISPOSAL, "disposal": ""})
    assert error.code == "entry.invalid"


def test_the_certificate_waits_for_every_step_and_names_what_is_left(desk: Desk) -> None:
    asset = add_asset(desk)
    add_expert(desk)
    with pytest.raises(Incomplete) as refused_now:
        desk.make("assets")
    assert [item.register for item in refused_now.value.missing] == ["assets", "pledges", "pledges"]
    assert "下書き" in text_of(desk.make("assets", draft=True).data)
    desk.run("information_asset.edit", asset, DISPOSAL)
    pledge = {"person": "髙木　さくら", "pledged_on": "5月12日", "briefed_on": "5月12日"}
    desk.run("pledge.add", None, pledge)
    assert desk.agreement.closing().may_certify
    assert "返却" in text_of(desk.make("assets").data)


# --- proposals of 6(6)ケ ---


def test_each_municipality_that_never_asked_gets_a_proposal_from_its_own_hearing(ready: Ready) -> None:
    desk = ready.desk
    heard = {
        "municipality_code": "戸田市", "held_on": "6月16日", "fields": "ICT-BCP", "needs": "業務継続の訓練を相談したい",
        "status": "実施済",
    }  # fmt: skip
    desk.run("staff_member.add", None, {"name": "石川　千尋", "role": "プロジェクトリーダー", "from_on": "5月11日"})
    heard["attendee_ids"] = "石川　千尋"
    desk.run("hearing.add", None, heard)
    board = desk.agreement.proposals()
    assert board.is_due
    assert (board.minimum, board.held) == (50, 0)
    assert {line.state for line in board.lines} == {"none"}
    prepared = desk.run("motivation_proposal.prepare", None, {"content": "・全職員向けの動画"})
    assert len(prepared.changed) == 62  # everybody but 蕨市, which asked
    by_name = {line.name: line for line in desk.agreement.proposals().lines}
    own = desk.record("proposals", by_name["戸田市"].proposal_id).content  # type: ignore[attr-defined]
    for words in (
        "戸田市",
        "令和8年6月16日のヒアリング",
        "業務継続の訓練を相談したい",
        "ICT-BCP",
        "・全職員向けの動画",
        "あと5回",
    ):
        assert words in own
    other = desk.record("proposals", by_name["志木市"].proposal_id).content  # type: ignore[attr-defined]
    assert "お聞きしたこと" not in other
    assert "自治体フロントヤード改革の推進" in other  # what other municipalities ask for
    desk.undo()
    assert {line.state for line in desk.agreement.proposals().lines} == {"none"}


def test_proposals_go_out_after_one_consent_for_all_and_never_before(ready: Ready) -> None:
    desk = ready.desk
    assert refused(desk, "motivation_proposal.consent", None, {"consent_id": add_decision(desk)})
    desk.run("motivation_proposal.prepare", None, {})
    assert refused(desk, "motivation_proposal.send", None, {}).code == "forecast.nothing_to_send"
    first = desk.ids("proposals")[0]
    assert "6(6)ケ" in set(reasons(desk, "motivation_proposal.edit", first, {"sent_on": "9月30日"}).values())
    with pytest.raises(Incomplete):
        desk.make("proposal", first)
    desk.run("motivation_proposal.consent", None, {"consent_id": add_decision(desk, "9月30日", subject="提案の承諾")})
    assert {line.state for line in desk.agreement.proposals().lines} == {"consented"}
    paper = text_of(desk.make("proposal", first).data)
    assert "機運醸成のご提案" in paper
    assert "DX推進ご担当" in paper
    desk.run("motivation_proposal.send", None, {"sent_on": "9月30日"})
    assert {line.state for line in desk.agreement.proposals().lines} == {"sent"}


def test_a_consent_after_the_sending_refuses_it(ready: Ready) -> None:
    desk = ready.desk
    desk.run("motivation_proposal.prepare", None, {})
    desk.run("motivation_proposal.consent", None, {"consent_id": add_decision(desk, "9月30日")})
    assert reasons(desk, "motivation_proposal.send", None, {"sent_on": "9月29日"})


def test_the_list_for_the_consent_shows_the_outlook_and_every_proposal(ready: Ready) -> None:
    desk = ready.desk
    with pytest.raises(Incomplete):
        desk.make("proposals")
    desk.run("motivation_proposal.prepare", None, {})
    text = text_of(desk.make("proposals").data)
    for words in ("承諾を求めます", "62団体", "50回", "戸田市", "承諾待ち"):
        assert words in text


# --- registers ---


def test_the_records_of_a_list_come_in_its_order(ready: Ready) -> None:
    desk = ready.desk
    add_case(desk, "戸田市", applied_on="8月25日")
    ids = desk.ids("cases")
    assert [record.id for record in desk.registers.records("cases", [*ids, "gone"])] == ids


def test_a_register_on_paper_says_what_it_was_narrowed_by(ready: Ready) -> None:
    desk = ready.desk
    add_case(desk, "戸田市")
    made_list = desk.registers.print("cases", {"municipality_code": "112241"}, "窓口")
    text = text_of(made_list.data)
    for words in ("案件", "絞り込み：団体名：戸田市", "検索：窓口", "全1件", "1/1"):
        assert words in text
    assert "蕨市" not in text
    assert made_list.file_name == "案件_2026-09-30.pdf"


def test_a_register_without_filter_says_so_and_an_empty_one_is_printed(desk: Desk) -> None:
    text = text_of(desk.registers.print("contacts").data)
    assert "なし（全ての記録）" in text
    assert "該当する記録はありません" in text


def test_only_the_internal_edition_shows_what_is_for_the_contractor_alone(desk: Desk) -> None:
    desk.run("cost.add", None, {"purpose": "派遣の旅費", "incurred_on": "9月18日", "travel_yen": "12345"})
    with pytest.raises(Exception, match="no_such_register"):
        desk.registers.print("costs")
    text = text_of(desk.registers.print("costs", internal=True).data)
    assert "社外秘" in text
    assert "12,345" in text


@pytest.mark.parametrize("value", ["社内の覚え", ("社内の覚え", "別の覚え"), ""])
def test_a_list_for_the_prefecture_is_not_narrowed_by_what_is_for_the_contractor_alone(
    desk: Desk, value: object
) -> None:
    add_expert(desk, "佐藤")
    with refusal("services.narrowed_by_our_own"):
        desk.registers.print("experts", {"note": value, "affiliation": ""})
    assert "社外秘" in text_of(desk.registers.print("experts", {"note": value}, internal=True).data)


def test_the_search_of_no_register_for_the_prefecture_looks_into_what_is_for_the_contractor_alone() -> None:
    searched = [each.field(name) for each in REGISTERS.values() if each.exported for name in each.search]
    assert not [field.name for field in searched if field.audience is Audience.CONTRACTOR]


def test_the_demonstration_year_prints_every_register(demonstration: Desk, tmp_path: Path) -> None:
    made_list = demonstration.registers.print("sessions")
    (tmp_path / "sessions.pdf").write_bytes(made_list.data)
    assert made_list.pages > 1
