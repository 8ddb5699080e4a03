"""The page 実施計画書 on a real workspace: typed and always saved, compared, submitted, printed."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.desktop.tabs.plans.plan_page import PlanPage
from app.desktop.widgets.paper_dialog import PaperDialog
from app.desktop.workbench import RecordLink
from app.domain.plan import PlanSection
from tests.desks import add_decision
from tests.desktop.plans_room import Room, press, texts

AFTER_THE_LAST_KEY = 900


def planned(room: Room) -> PlanPage:
    room.desk.plans.new_version("plan")
    return room.page("plan", PlanPage)


def stored(room: Room, key: str) -> PlanSection:
    version = room.desk.plans.plan().version
    assert version is not None
    found = [room.desk.record("plan-sections", each) for each in room.desk.ids("plan-sections", {"key": key})]
    return next(each for each in found if isinstance(each, PlanSection) and each.version_id == version.id)


def test_before_the_first_version_the_page_offers_to_make_it(room: Room) -> None:
    page = room.page("plan", PlanPage)
    assert any("実施計画書はまだありません" in text for text in texts(page))
    press(page, "最初の版を作る")
    room.save()
    assert page.reading is not None
    assert page.reading.page.version is not None
    assert page.reading.page.version.label == "実施計画書 第1版"
    assert len(page.reading.page.sections) > 15
    assert page.editor.heading.text() == "業務概要"
    room.undo()
    assert any("実施計画書はまだありません" in text for text in texts(page))


def test_a_section_is_saved_a_moment_after_the_last_key(room: Room) -> None:
    page = planned(room)
    page.sections.choose("risks")
    key = page.sections.key
    page.editor.body.append("・感染症の流行に備え、すべての会議をオンラインでも開ける。")
    assert not page.saver.is_clean
    QTest.qWait(AFTER_THE_LAST_KEY)
    room.settle()
    assert page.saver.is_clean
    assert stored(room, key).body.endswith("オンラインでも開ける。")
    assert any("すべて保存しました" in text for text in texts(page))


def test_what_the_ime_is_composing_is_left_alone_and_kept_on_leaving(room: Room) -> None:
    page = planned(room)
    page.sections.choose("policy")
    page.editor.body.setPlainText("方針は")
    QApplication.sendEvent(page.editor.body, QInputMethodEvent("かくてい", []))
    QTest.qWait(AFTER_THE_LAST_KEY)
    room.settle()
    assert page.editor.body.preedit == "かくてい"
    assert stored(room, "policy").body == "方針は"
    room.window.show_tab("home")
    room.settle()
    assert "かくてい" in stored(room, "policy").body


def test_another_section_opens_only_after_the_first_is_saved(room: Room) -> None:
    page = planned(room)
    page.editor.body.setPlainText("業務の概要を書き直した。")
    page.editor.body.setFocus()
    QTest.keyClick(page.editor.body, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    room.settle()
    assert page.section is not None
    assert page.section.heading == "方針と提案事項"
    assert stored(room, "overview").body == "業務の概要を書き直した。"
    assert stored(room, "policy").body == page.editor.body.toPlainText()


def test_what_was_typed_last_is_saved_when_the_window_closes(room: Room) -> None:
    page = planned(room)
    page.editor.body.setPlainText("窓を閉じる直前の一文。")
    room.window.close()
    assert stored(room, "overview").body == "窓を閉じる直前の一文。"


def test_what_was_typed_while_a_saving_was_on_its_way_is_saved_when_the_window_closes(room: Room) -> None:
    page = planned(room)
    page.editor.body.setPlainText("一文目。")
    page.saver.save()
    page.editor.body.setPlainText("一文目。二文目。")
    room.window.close()
    assert stored(room, "overview").body == "一文目。二文目。"


def test_undo_brings_the_former_text_back_into_the_editor(room: Room) -> None:
    page = planned(room)
    before = page.editor.body.toPlainText()
    page.editor.body.setPlainText("別の文。")
    page.leave()
    room.settle()
    assert stored(room, "overview").body == "別の文。"
    room.undo()
    assert stored(room, "overview").body == before
    assert page.editor.body.toPlainText() == before


def test_what_was_typed_from_opening_a_section_until_leaving_it_is_one_step_of_undo(room: Room) -> None:
    page = planned(room)
    before = page.editor.body.toPlainText()
    for text in ("一。", "一。二。", "一。二。三。"):
        page.editor.body.setPlainText(text)
        page.saver.save()
        room.settle()
    page.sections.choose("policy")
    room.settle()
    page.sections.choose("overview")
    page.editor.body.setPlainText("一。二。三。四。")
    page.leave()
    room.settle()
    room.undo()
    assert stored(room, "overview").body == "一。二。三。"
    room.undo()
    assert stored(room, "overview").body == before
    assert page.editor.body.toPlainText() == before


def test_a_window_with_a_refused_section_stays_open_until_it_is_mended_or_taken_back(room: Room) -> None:
    page = planned(room)
    page.editor.body.setPlainText("あ" * 40_001)
    page.sections.choose("policy")
    room.settle()
    room.window.show_tab("home")
    assert not room.window.close()
    room.settle()
    assert room.window.current is room.tab
    assert page.section is not None
    assert page.section.key == "overview"
    assert "保存できていないものがある" in room.window.messages.text
    press(page, "入力を取り下げて読み直す")
    room.settle()
    assert room.window.close()


def test_a_refusal_that_comes_only_when_the_window_closes_keeps_it_open_with_the_text(room: Room) -> None:
    page = planned(room)
    page.editor.body.setPlainText("あ" * 40_001)
    assert not room.window.close()
    room.settle()
    assert page.editor.body.toPlainText() == "あ" * 40_001
    assert any("保存できていません" in text for text in texts(page))
    page.editor.body.setPlainText("あ" * 40_000)
    assert room.window.close()
    assert stored(room, "overview").body == "あ" * 40_000


def test_two_refused_sections_are_told_one_after_the_other(room: Room) -> None:
    page = planned(room)
    for key in ("overview", "policy"):
        page.sections.choose(key)
        page.editor.body.setPlainText("あ" * 40_001)
        page.leave()
        room.settle()
    assert any("業務概要" in text for text in texts(page.unsaved))
    press(page, "入力を取り下げて読み直す")
    room.settle()
    assert any("方針と提案事項" in text for text in texts(page.unsaved))
    press(page, "入力を取り下げて読み直す")
    room.settle()
    assert page.saver.is_clean
    assert not page.unsaved.isVisible()


def test_a_text_that_is_too_long_is_told_and_kept_until_it_is_mended(room: Room) -> None:
    page = planned(room)
    before = stored(room, "overview").body
    page.editor.body.setPlainText("あ" * 40_001)
    page.leave()
    room.settle()
    assert stored(room, "overview").body == before
    assert any("保存できていません" in text for text in texts(page))
    page.sections.choose("policy")
    room.settle()
    page.sections.choose("overview")
    assert page.editor.body.toPlainText() == "あ" * 40_001
    page.editor.body.setPlainText("あ" * 40_000)
    page.leave()
    room.settle()
    assert stored(room, "overview").body == "あ" * 40_000
    assert page.saver.is_clean


def test_what_somebody_else_wrote_meanwhile_is_not_overwritten_unasked(room: Room) -> None:
    page = planned(room)
    section = stored(room, "overview").id
    room.desk.plans.edit_section(section, "別の人の文。")
    page.editor.body.setPlainText("自分の文。")
    page.leave()
    room.settle()
    assert stored(room, "overview").body == "別の人の文。"
    assert page.editor.body.toPlainText() == "自分の文。"
    press(page, "自分の入力で上書きする")
    room.settle()
    assert stored(room, "overview").body == "自分の文。"
    room.desk.plans.edit_section(section, "また別の文。")
    page.editor.body.setPlainText("もう一度自分の文。")
    page.leave()
    room.settle()
    press(page, "入力を取り下げて読み直す")
    room.settle()
    assert page.editor.body.toPlainText() == "また別の文。"
    assert page.saver.is_clean


def test_a_section_that_differs_from_the_records_takes_their_text_with_one_action(room: Room) -> None:
    page = planned(room)
    before = stored(room, "overview").body
    page.editor.body.setPlainText(f"{before}\n・書き足した行")
    page.leave()
    room.settle()
    assert page.section is not None
    assert page.section.differs
    assert any("記録と違う" in text for text in texts(page))
    press(page, "記録との違いを見る")
    room.settle()
    assert "－ 削除" in page.editor.difference.toPlainText().replace("\xa0", " ")
    assert "書き足した行" in page.editor.difference.toPlainText()
    press(page, "記録の文にする")
    room.settle()
    assert stored(room, "overview").body == before
    assert page.editor.body.toPlainText() == before
    room.undo()
    assert stored(room, "overview").body.endswith("書き足した行")


def test_what_is_lacking_leads_to_its_section(room: Room) -> None:
    page = planned(room)
    assert page.lacking.count() > 0
    words = page.lacking.item(0).text()
    page.lacking.setCurrentRow(0)
    QTest.keyClick(page.lacking, Qt.Key.Key_Return)
    assert page.section is not None
    assert page.section.heading in words
    assert "【要記入】" in page.editor.body.toPlainText()


def test_a_submitted_version_is_read_only_and_the_next_one_is_compared_with_it(room: Room) -> None:
    page = planned(room)
    version = page.reading.page.version if page.reading else None
    assert version is not None
    room.desk.plans.submit(version.id, date(2026, 5, 15))
    page.refresh()
    room.settle()
    assert page.editor.body.isReadOnly()
    assert any("県に提出済みのため" in text for text in texts(page))
    page.make_new()
    room.save(changes="体制の変更")
    assert not page.editor.body.isReadOnly()
    page.editor.heading.setText("業務の概要")
    page.editor.body.setPlainText(page.editor.body.toPlainText().replace("■ 背景と目的", "■ 目的"))
    page.modes.choose("compare")
    room.settle()
    table = page.compare.table
    assert table.item(0, 0).text() == "変更"
    lines = page.compare.lines.toPlainText().replace("\xa0", " ")
    assert "－ 削除\n■ 背景と目的" in lines
    assert "＋ 追加\n■ 目的" in lines
    assert "（同じ行が" in lines


def test_a_version_is_submitted_and_approved_through_its_actions(room: Room) -> None:
    page = planned(room)
    approval = add_decision(room.desk, "令和8年5月20日", kind="承認", subject="実施計画書の承認")
    press(page.bar, "提出を記録")
    room.save(submitted_on="令和8年5月18日")
    press(page.bar, "県の承認を記録")
    room.save(approval_id=approval)
    version = room.desk.plans.plan().version
    assert version is not None
    assert version.state == "approved"
    assert any("承認済" in text for text in texts(page.bar))


def test_the_plan_is_shown_as_it_is_printed(room: Room) -> None:
    page = planned(room)
    page.modes.choose("paper")
    room.settle()
    assert page.paper.preview is not None
    assert "業務概要" in page.paper.preview.text()
    assert "下書き" in page.paper.preview.text()


def test_the_kickoff_is_prepared_from_the_plan_and_its_agenda_printed(room: Room) -> None:
    page = planned(room)
    page.kickoff.prepare()
    form = room.dialog()
    agenda = str(form.form.editors["agenda"].value())
    assert "実施計画書" in agenda
    room.save(held_on="令和8年10月2日")
    (meeting,) = room.desk.ids("meetings", {"kind": "kickoff"})
    page.kickoff.print_agenda()
    room.settle()
    paper = next(found for found in room.window.findChildren(PaperDialog) if found.isVisible())
    assert paper.paper.preview is not None
    assert "実施計画書" in paper.paper.preview.text()
    paper.done(0)
    links: list[RecordLink] = []
    room.bench.link_opened.connect(links.append)
    page.kickoff.open_record()
    assert links == [RecordLink("meetings", meeting)]
