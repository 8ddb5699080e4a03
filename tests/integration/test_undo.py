"""What was done is taken back and done again, whole, and only where nobody has changed it since."""

from datetime import date, time

from app.domain.case import Case
from app.domain.expert import Expert
from app.domain.record import Member
from app.domain.session import Session, SessionStatus
from app.services.desk import Desk
from tests.desk_fixtures import Ready
from tests.desks import (
    Office,
    add_case,
    add_expert,
    hold,
    log_size,
    newest,
    offer,
    plan,
    refusal,
)


def text_of(desk: Desk, case: str) -> str:
    record = desk.record("cases", case)
    assert isinstance(record, Case)
    return record.content


def test_a_new_record_is_taken_back_and_brought_back(desk: Desk) -> None:
    case = add_case(desk)
    assert desk.undo_label() == "案件を登録"
    outcome = desk.undo()
    assert outcome.touched == (("cases", case),)
    assert outcome.summary == "「案件を登録」を取り消しました"
    assert desk.ids("cases") == []
    assert (desk.undo_label(), desk.redo_label()) == ("", "案件を登録")
    assert desk.redo().summary == "「案件を登録」をやり直しました"
    assert desk.ids("cases") == [case]
    assert text_of(desk, case) == "窓口の業務を見直したい。"


def test_an_edit_is_taken_back_field_by_field(desk: Desk) -> None:
    case = add_case(desk)
    desk.run("case.edit", case, {"content": "直した。", "department": "市民課"})
    desk.undo()
    record = desk.record("cases", case)
    assert isinstance(record, Case)
    assert (record.content, record.department) == ("窓口の業務を見直したい。", "")
    desk.redo()
    record = desk.record("cases", case)
    assert isinstance(record, Case)
    assert (record.content, record.department) == ("直した。", "市民課")


def test_a_session_held_is_taken_back_together_with_the_step_of_its_case(ready: Ready) -> None:
    desk, case = ready.desk, ready.case
    session = plan(desk, case)
    before = (desk.record("sessions", session), desk.record("cases", case))
    hold(desk, session)
    after = (desk.record("sessions", session), desk.record("cases", case))
    assert set(desk.undo().touched) == {("sessions", session), ("cases", case)}
    assert (desk.record("sessions", session), desk.record("cases", case)) == before
    desk.redo()
    assert (desk.record("sessions", session), desk.record("cases", case)) == after


def test_a_removed_expert_comes_back_whole(desk: Desk) -> None:
    expert = add_expert(desk, listed=False)
    before = desk.record("experts", expert)
    desk.run("expert.remove", expert, {})
    assert desk.ids("experts") == []
    desk.undo()
    assert desk.record("experts", expert) == before
    desk.redo()
    assert desk.ids("experts") == []


def test_a_set_with_levels_is_taken_back_whole(ready: Ready) -> None:
    desk, expert = ready.desk, ready.expert
    before = desk.record("experts", expert)
    entry = "自治体フロントヤード改革の推進（補助できる）、ICT-BCP（主導できる）"
    desk.run("expert.edit", expert, {"fields": entry})
    after = desk.record("experts", expert)
    assert isinstance(after, Expert)
    assert set(after.fields) == {Member("front-yard", "assisting"), Member("ict-bcp", "leading")}
    desk.undo()
    assert desk.record("experts", expert) == before
    desk.redo()
    assert desk.record("experts", expert) == after


def test_taking_back_goes_on_step_by_step_to_the_beginning(desk: Desk) -> None:
    case = add_case(desk)
    for content in ("一", "二", "三"):
        desk.run("case.edit", case, {"content": content})
    for content in ("二", "一", "窓口の業務を見直したい。"):
        desk.undo()
        assert text_of(desk, case) == content
    desk.undo()
    assert desk.ids("cases") == []
    before = log_size(desk)
    with refusal("store.nothing_to_undo"):
        desk.undo()
    assert log_size(desk) == before


def test_nothing_can_be_done_again_after_something_new(desk: Desk) -> None:
    case = add_case(desk)
    desk.run("case.edit", case, {"content": "一"})
    desk.undo()
    desk.run("case.edit", case, {"content": "二"})
    assert desk.redo_label() == ""
    with refusal("store.nothing_to_redo"):
        desk.redo()


def test_taking_back_stands_in_the_history_like_any_change(desk: Desk) -> None:
    case = add_case(desk)
    desk.run("case.edit", case, {"content": "直した。"})
    desk.undo()
    desk.redo()
    lines = [(line.reason, line.after) for line in desk.history("cases", case) if line.field_label == "相談内容"]
    assert lines == [
        ("やり直し：申請内容を編集", "直した。"),
        ("取消：申請内容を編集", "窓口の業務を見直したい。"),
        ("申請内容を編集", "直した。"),
        ("案件を登録", "窓口の業務を見直したい。"),
    ]


def test_taking_a_record_back_stands_in_its_history(desk: Desk) -> None:
    case = add_case(desk)
    desk.undo()
    line = newest(desk, "cases", case)[0]
    assert (line.reason, line.field_label, line.after) == ("取消：案件を登録", "記録", "削除")
    desk.redo()
    line = newest(desk, "cases", case)[0]
    assert (line.reason, line.field_label, line.after) == ("やり直し：案件を登録", "記録", "復元")


def test_what_another_has_changed_since_is_not_taken_back(office: Office) -> None:
    desk = office.open()
    case = add_case(desk)
    desk.run("case.edit", case, {"content": "自分が直した。"})
    office.close()
    office.open("別の職員").run("case.edit", case, {"content": "別の職員が直した。"})
    office.close()
    desk = office.open()
    assert desk.undo_label() == "申請内容を編集"
    before = log_size(desk)
    with refusal("store.undo_overtaken"):
        desk.undo()
    assert log_size(desk) == before
    assert text_of(desk, case) == "別の職員が直した。"


def test_what_another_has_changed_elsewhere_does_not_stand_in_the_way(office: Office) -> None:
    desk = office.open()
    case = add_case(desk)
    desk.run("case.edit", case, {"content": "自分が直した。"})
    office.close()
    office.open("別の職員").run("case.edit", case, {"department": "市民課"})
    office.close()
    desk = office.open()
    desk.undo()
    record = desk.record("cases", case)
    assert isinstance(record, Case)
    assert (record.content, record.department) == ("窓口の業務を見直したい。", "市民課")


def test_one_takes_back_only_what_one_has_done_oneself(office: Office) -> None:
    add_case(office.open())
    office.close()
    other = office.open("別の職員")
    assert (other.undo_label(), other.redo_label()) == ("", "")
    with refusal("store.nothing_to_undo"):
        other.undo()


def test_the_start_of_the_contract_is_not_taken_back(desk: Desk) -> None:
    assert desk.undo_label() == ""


def test_a_planned_session_taken_back_makes_room_under_the_cap(ready: Ready) -> None:
    desk, case = ready.desk, ready.case
    for day in ("9月7日", "9月8日", "9月9日", "9月10日", "9月11日"):
        plan(desk, case, held_on=day)
    assert not offer(desk, "session.plan", case).allowed
    desk.undo()
    assert offer(desk, "session.plan", case).allowed
    assert len(desk.ids("sessions")) == 4


def test_a_cancelled_session_keeps_its_record(ready: Ready) -> None:
    desk = ready.desk
    session = plan(desk, ready.case)
    desk.run("session.cancel", session, {"status_reason": "台風"})
    record = desk.record("sessions", session)
    assert isinstance(record, Session)
    assert (record.status, record.status_reason) == (SessionStatus.CANCELLED, "台風")
    assert (record.held_on, record.starts_at) == (date(2026, 9, 18), time(13))
