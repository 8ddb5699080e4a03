"""The windows of the matching on a real workspace: candidates of a case, loads with proof, the plan taken over."""

from collections.abc import Callable
from datetime import date
from threading import Event
from time import sleep

import pytest
from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.desktop.tabs.cases.candidates_dialog import CandidatesDialog
from app.desktop.tabs.cases.tab import CasesTab
from app.desktop.tabs.experts.fairness_page import FairDispatchPage
from app.desktop.tabs.experts.tab import ExpertsTab
from app.desktop.widgets.paper_dialog import PaperDialog
from app.desktop.widgets.window_room import room_for
from app.desktop.workbench import RecordLink
from app.domain.case import Case
from app.domain.errors import AppError
from app.domain.record import Member
from app.services.matching.views import LoadLine
from tests.desk_fixtures import office as office
from tests.desk_fixtures import template as template
from tests.desks import add_case, add_expert, decided_case, plan
from tests.desktop.contract_room import ContractRoom, button, says
from tests.desktop.contract_room import room as room

LONGEST_WORK = 20_000  # looks whether it is given up
FRONT_YARD = "自治体フロントヤード改革の推進（主導できる）"


@pytest.fixture
def pair(room: ContractRoom) -> tuple[str, str]:
    """Return two experts, of whom the first has three dispatches."""
    first, second = (
        add_expert(room.desk, "一人目", fields=FRONT_YARD),
        add_expert(room.desk, "二人目", fields=FRONT_YARD),
    )
    case = decided_case(room.desk, first)
    for day in ("9月3日", "9月4日", "9月7日"):
        plan(room.desk, case, held_on=day)
    return first, second


def fairness(room: ContractRoom) -> FairDispatchPage:
    tab = room.window.show_tab("experts")
    assert isinstance(tab, ExpertsTab)
    page = tab.segments.show_page("fairness")
    assert isinstance(page, FairDispatchPage)
    room.settle()
    return page


def candidates(room: ContractRoom, case: str) -> CandidatesDialog:
    tab = room.window.show_tab("cases")
    assert isinstance(tab, CasesTab)
    tab.open_link(RecordLink("cases", case))
    room.settle()
    room.press(tab, "専門人材の候補を見る")
    return next(found for found in room.window.findChildren(CandidatesDialog) if found.isVisible())


def matching_case(room: ContractRoom) -> str:
    case = add_case(room.desk, "戸田市")
    room.desk.run("case.start_matching", case, {})
    return case


def texts(page: CandidatesDialog | FairDispatchPage) -> list[str]:
    return [found.text() for found in page.findChildren(QLabel) if found.isVisible()]


def cells(page: FairDispatchPage, table: str) -> list[list[str]]:
    found = getattr(page, table)
    return [
        [found.item(line, place).text() for place in range(found.columnCount())] for line in range(found.rowCount())
    ]


def test_the_loads_stand_with_their_proof_in_words_and_figures(room: ContractRoom, pair: tuple[str, str]) -> None:
    page = fairness(room)
    assert says(page, "派遣は全部で3回分、担える人は2人なので、最も多い人は2回分を下回れません。")
    assert [row[:6] for row in cells(page, "table")] == [
        ["1多い", "一人目", "0", "3", "3", "2"],
        ["1少ない", "二人目", "0", "0", "0", "1"],
    ]
    assert page.bars.accessibleDescription().startswith("一人目 3回分、最も公平な配分では2回分")


def test_a_row_leads_to_its_expert(qtbot: QtBot, room: ContractRoom, pair: tuple[str, str]) -> None:
    page = fairness(room)
    page.table.choose(pair[1])
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    room.settle()
    tab = room.window.show_tab("experts")
    assert isinstance(tab, ExpertsTab)
    assert tab.segments.page is tab.page
    assert says(tab.page.view, "二人目")


def test_an_empty_contract_says_that_nobody_was_sent(room: ContractRoom) -> None:
    page = fairness(room)
    assert says(page, "派遣はまだありません。")
    page.modes.choose("plan")
    room.settle()
    assert says(page, "人材の決まっていない派遣の案件はありません。")
    assert not page.take.isVisible()


def test_the_plan_is_taken_over_and_undone(room: ContractRoom, pair: tuple[str, str]) -> None:
    case, waiting = matching_case(room), add_case(room.desk, "和光市")
    page = fairness(room)
    page.modes.choose("plan")
    room.settle()
    assert page.choices.rowCount() == 2
    room.press(page, "マッチング中の1件に採用")
    assert expert_ids(room, case) == (Member(pair[1]),)
    assert expert_ids(room, waiting) == ()
    assert not page.take.isVisible()  # nothing is left to take
    room.desk.undo()
    assert expert_ids(room, case) == ()


def expert_ids(room: ContractRoom, case: str) -> tuple[Member, ...]:
    record = room.desk.record("cases", case)
    assert isinstance(record, Case)
    return record.expert_ids


def test_the_page_is_reckoned_anew_after_a_dispatch(room: ContractRoom, pair: tuple[str, str]) -> None:
    page = fairness(room)
    session = room.desk.ids("sessions")[0]
    room.window._bench.act(
        lambda: room.desk.run("session.cancel", session, {"status_reason": "都合"}), owner=room.window
    )
    room.settle()
    assert cells(page, "table")[0][4] == "2"


def test_candidates_are_shown_with_reasons_and_one_is_chosen(room: ContractRoom, pair: tuple[str, str]) -> None:
    add_expert(room.desk, "未掲載", listed=False)
    case = matching_case(room)
    dialog = candidates(room, case)
    assert dialog.chosen is not None
    assert dialog.chosen.name == "二人目"
    assert "公平　20 / 20" in texts(dialog)
    room.press(dialog, "この人に決める…")
    room.save(support_content="業務を見直す。")
    assert expert_ids(room, case) == (Member(pair[1]),)
    assert not room.window.findChildren(CandidatesDialog)


def test_who_is_excluded_has_a_reason_and_cannot_be_chosen(room: ContractRoom, pair: tuple[str, str]) -> None:
    outsider = add_expert(room.desk, "未掲載", listed=False)
    dialog = candidates(room, matching_case(room))
    assert dialog.choose.isEnabled()
    dialog.table.choose(outsider)
    room.settle()
    assert "データベースに掲載されていません（6(6)ア）。" in texts(dialog)
    assert not dialog.choose.isEnabled()


def test_that_nobody_is_there_or_nobody_is_able_is_said(room: ContractRoom) -> None:
    case = matching_case(room)
    dialog = candidates(room, case)
    assert says(dialog, "専門人材がまだ登録されていません。")
    assert not dialog.choose.isEnabled()
    dialog.reject()
    room.settle()
    add_expert(room.desk, "未掲載", listed=False)
    dialog = candidates(room, case)
    assert says(dialog, "この案件を担える専門人材がいません。")
    assert says(dialog, "データベースに掲載されていません（6(6)ア）。")
    assert not dialog.choose.isEnabled()


def test_a_case_that_is_not_being_matched_only_shows_candidates(room: ContractRoom, pair: tuple[str, str]) -> None:
    dialog = candidates(room, add_case(room.desk, "戸田市"))
    assert dialog.table.rowCount() == 2
    assert not dialog.choose.isEnabled()
    assert "マッチングを始める" in dialog.choose.toolTip()


@pytest.mark.parametrize(
    ("typed", "excluded", "is_wrong"),
    [("2026-09-18", True, False), ("令和８年９月２１日", False, False), ("いつか", False, True), ("", False, False)],
)
def test_a_day_is_typed_in_any_way_of_writing(room: ContractRoom, typed: str, excluded: bool, is_wrong: bool) -> None:
    add_expert(room.desk, "月曜の人", fields=FRONT_YARD, days="月")
    dialog = candidates(room, matching_case(room))
    dialog.day.setText(typed)
    dialog.ask()
    room.settle()
    assert dialog.found is not None
    assert bool(dialog.found.candidates[0].excluded) is excluded
    assert ("日付として読めません（例：2026-12-10）" in texts(dialog)) is is_wrong


def test_a_window_that_was_closed_hears_of_no_link_any_more(room: ContractRoom, pair: tuple[str, str]) -> None:
    dialog = candidates(room, matching_case(room))
    button(dialog, "候補の一覧を印刷・保存…").click()
    room.settle()
    next(found for found in dialog.findChildren(PaperDialog) if found.isVisible()).accept()
    dialog.reject()
    room.settle()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    room.window._bench.link_opened.emit(RecordLink("experts", pair[0]))  # nothing may be logged
    room.settle()
    assert room.window.show_tab("experts").isVisible()


def test_the_window_of_the_candidates_fits_the_screen(room: ContractRoom, pair: tuple[str, str]) -> None:
    dialog = candidates(room, matching_case(room))
    assert dialog.size().boundedTo(room_for(dialog)) == dialog.size()
    least = dialog.minimumSizeHint()
    assert least.width() <= 683  # 1366 × 768 at 200 %
    assert least.height() <= 384


def test_the_day_is_asked_by_enter_and_stays_in_hand(qtbot: QtBot, room: ContractRoom, pair: tuple[str, str]) -> None:
    dialog = candidates(room, matching_case(room))
    dialog.day.setFocus()
    qtbot.keyClicks(dialog.day, "2026-09-18")
    qtbot.keyClick(dialog.day, Qt.Key.Key_Return)
    assert not dialog.choose.isEnabled()  # the list is of no day yet
    room.settle()
    assert dialog.found is not None
    assert dialog.found.on == date(2026, 9, 18)
    assert dialog.day.hasFocus()
    assert dialog.choose.isEnabled()
    assert not dialog.findChildren(PaperDialog)


def test_a_question_that_failed_can_be_asked_again(
    room: ContractRoom, pair: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = candidates(room, matching_case(room))
    dialog.day.setText("2026-09-18")

    def broken(*_: object) -> None:
        raise AppError("matching.cancelled")

    with monkeypatch.context() as patch:
        patch.setattr(room.desk.matching, "candidates", broken)
        dialog.ask()
        room.settle()
    assert any(text.startswith("計算を中止しました。") for text in texts(dialog))
    dialog.ask()
    room.settle()
    assert dialog.found is not None
    assert dialog.found.on == date(2026, 9, 18)


def test_markup_in_a_name_is_shown_as_it_is(room: ContractRoom) -> None:
    name = "<b>太字</b>&amp;の人"
    add_expert(room.desk, name, fields=FRONT_YARD)
    dialog = candidates(room, matching_case(room))
    item = dialog.table.item(0, 1)
    assert item.text() == name
    assert "&lt;b&gt;太字&lt;/b&gt;&amp;amp;の人" in item.toolTip()
    assert name in texts(dialog)
    assert cells(fairness(room), "table")[0][1] == name


def test_only_what_is_shown_is_reckoned(
    room: ContractRoom, pair: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = fairness(room)
    begun, given_up = Event(), Event()

    def slow(cancelled: Callable[[], bool]) -> None:
        begun.set()
        for _ in range(LONGEST_WORK):
            if cancelled():
                given_up.set()
                raise AppError("matching.cancelled")
            sleep(0.001)

    with monkeypatch.context() as patch:
        patch.setattr(room.desk.matching, "fairness", slow)
        page.refresh()
        assert begun.wait(30)  # work that has not begun is dropped and never asks
        page.modes.choose("plan")
        room.settle()
    assert given_up.is_set()
    assert says(page, "人材の決まっていない派遣の案件はありません。")
    assert not says(page, "いまは計算できません")


def test_the_bars_in_sight_are_drawn_and_no_others(
    room: ContractRoom, pair: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    bars = fairness(room).bars
    bars.show_lines([LoadLine(str(n), f"{n}人目", True, n, 0, 1, 0, 0, (), False) for n in range(1_000)])
    drawn: list[str] = []
    monkeypatch.setattr(bars, "_draw", lambda _painter, line, *_: drawn.append(line.expert_id))
    high = bars.sizeHint().height() // 1_000
    bars.resize(600, bars.sizeHint().height())
    for region, expected in (
        (QRect(0, 10 * high, 600, 2 * high), ["10", "11"]),
        (QRect(0, 10 * high, 600, 2 * high + 1), ["10", "11", "12"]),
        (QRect(0, 999 * high, 600, high), ["999"]),
    ):
        drawn.clear()
        bars.grab(region)
        assert drawn == expected


def test_the_list_for_the_prefecture_is_one_click_away(room: ContractRoom, pair: tuple[str, str]) -> None:
    dialog = candidates(room, matching_case(room))
    button(dialog, "候補の一覧を印刷・保存…").click()
    room.settle()
    paper = next(found for found in dialog.findChildren(PaperDialog) if found.isVisible())
    assert paper.paper.preview is not None
    paper.accept()
