"""Every change of state is told to both sides in the unit of work of the change, and taken back with it."""

from datetime import date

import pytest

from app.domain.errors import AppError
from app.domain.notification import Channel, ChannelKind, Means, NoticeSide
from app.services.desk import Desk
from app.services.views import NoticeLine
from tests.desk_fixtures import Ready
from tests.desks import add_case, consulted_case, hold, log_size, made, plan, refused

REASON = {"status_reason": "担当者の都合"}


def told(desk: Desk, side: NoticeSide = NoticeSide.CONTRACTOR) -> tuple[NoticeLine, ...]:
    return desk.notices(100, side)


def newest(desk: Desk) -> NoticeLine:
    return told(desk)[0]


@pytest.fixture
def _webhook(ready: Ready) -> None:
    ready.desk.run(
        "channel.add", None, {"name": "県の窓口", "kind": "Webhook", "side": "県", "url": "https://hook.example.jp/x"}
    )


def states(desk: Desk, means: Means) -> list[str]:
    return [item.state for line in told(desk, NoticeSide.PREFECTURE) for item in line.deliveries if item.means == means]


def test_a_new_case_is_told_to_both_sides_in_the_same_commit(desk: Desk) -> None:
    commits, *_ = log_size(desk)
    case = add_case(desk)
    assert log_size(desk)[0] == commits + 1
    (ours,), (theirs,) = told(desk), told(desk, NoticeSide.PREFECTURE)
    number = getattr(desk.record("cases", case), "number")  # noqa: B009
    for line in (ours, theirs):
        assert (line.about_register, line.about_id, line.kind) == ("cases", case, "status_change")
        assert line.subject == f"【市町村DX支援デスク】蕨市　{number}：受付"
        assert line.body == (
            f"団体：蕨市\n案件：{number}　受付\n次の対応：受託者（マッチングを始める）\n"
            f"参照：市町村DX支援デスク　案件　{number}"
        )
    assert desk.paste_text(theirs.id) == f"{theirs.subject}\n{theirs.body}"


def test_every_step_of_a_case_is_told_and_an_edit_is_not(desk: Desk) -> None:
    case = add_case(desk)
    desk.run("case.edit", case, {"content": "窓口の業務を大きく見直したい。"})
    assert len(told(desk)) == 1
    desk.run("case.start_matching", case, {})
    assert "受付 → マッチング" in newest(desk).body
    desk.run("case.withdraw", case, REASON)
    assert "マッチング → 取下げ" in newest(desk).body
    assert "次の対応：なし" in newest(desk).body
    desk.run("case.reopen", case, REASON)
    assert [len(told(desk, side)) for side in NoticeSide] == [4, 4]


def test_whose_turn_it_is_stands_in_the_notice(ready: Ready) -> None:
    consulted_case(ready.desk, ready.expert, "戸田市")
    assert "次の対応：県（協議に答える）" in newest(ready.desk).body


def test_sessions_are_told_when_held_reported_and_cancelled_but_not_when_planned(ready: Ready) -> None:
    desk, before = ready.desk, len(told(ready.desk))
    session = plan(desk, ready.case)
    assert len(told(desk)) == before
    hold(desk, session)
    line = newest(desk)
    assert len(told(desk)) == before + 1  # the session and its case in one notice
    assert "予定 → 実施済" in line.body
    assert "決定 → 支援中" in line.body
    assert line.subject.endswith("：支援中")
    desk.run("session.report", session, {"reported_on": "令和8年9月24日"})
    assert "実施済 → 報告済" in newest(desk).body
    assert newest(desk).about_id == ready.case
    other = plan(desk, ready.case, held_on="令和8年10月8日")
    desk.run("session.cancel", other, REASON)
    assert "予定 → 中止" in newest(desk).body


def test_accompaniment_is_told_as_the_other_cases_are(ready: Ready) -> None:
    """6(1)イ names the cases of 6(4), 6(5) and 6(6) alike."""
    desk, before = ready.desk, len(told(ready.desk))
    values = {
        "municipality_code": "戸田市",
        "theme": "窓口改革",
        "fields": "BPRの取組の徹底",
        "manager_id": ready.expert,
    }
    item = made(desk.run("accompaniment.add", None, values), "accompaniments")
    assert newest(desk).subject == "【市町村DX支援デスク】戸田市　伴走支援：ヒアリング"
    desk.run("accompaniment.edit", item, {"theme": "窓口と申請"})
    assert [len(told(desk, side)) for side in NoticeSide] == [before + 1, before + 1]
    desk.run("accompaniment.edit", item, {"status": "協議中"})
    assert newest(desk).body == (
        "団体：戸田市\n伴走支援：ヒアリング → 協議中\n次の対応：県・市町村（協議に答える）\n"
        "参照：市町村DX支援デスク　伴走支援　戸田市"
    )
    assert "窓口" not in newest(desk).body


def test_a_session_of_accompaniment_is_told_when_held_or_called_off_but_not_when_planned(ready: Ready) -> None:
    desk = ready.desk
    values = {
        "municipality_code": "戸田市",
        "theme": "窓口改革",
        "fields": "BPRの取組の徹底",
        "manager_id": ready.expert,
    }
    item = made(desk.run("accompaniment.add", None, values), "accompaniments")
    planned = {"accompaniment_id": item, "municipality_code": "戸田市", "expert_ids": (ready.expert,)}
    before = len(told(desk))
    session = made(
        desk.run("accompaniment_session.add", None, {**planned, "held_on": "9月18日"}), "accompaniment-sessions"
    )
    assert len(told(desk)) == before
    desk.run("accompaniment_session.edit", session, {"status": "実施済"})
    line = newest(desk)
    assert (line.about_register, line.about_id) == ("accompaniments", item)
    assert "伴走支援の回：2026-09-18　予定 → 実施済" in line.body
    desk.undo()
    assert len(told(desk)) == before  # nothing of it had gone out


def test_no_person_content_or_reason_stands_in_a_notice(ready: Ready) -> None:
    desk = ready.desk
    private = {"contact_name": "山田太郎", "contact_mail": "taro@warabi.example", "contact_phone": "048-000-0000"}
    case = add_case(desk, content="秘密の相談", note="内々の話", **private)
    desk.run("case.withdraw", case, REASON)
    words = "".join(line.subject + line.body for side in NoticeSide for line in told(desk, side))
    for private_word in (*private.values(), "秘密", "内々", "都合", "髙木"):
        assert private_word not in words


def test_a_refused_action_tells_nothing(ready: Ready) -> None:
    before = [told(ready.desk, side) for side in NoticeSide]
    refused(ready.desk, "case.complete", ready.case, {})
    refused(ready.desk, "session.plan", ready.case, {"held_on": "昨日"})
    assert [told(ready.desk, side) for side in NoticeSide] == before


def test_what_a_door_calls_changed_is_the_case_alone(desk: Desk) -> None:
    case = add_case(desk)
    outcome = desk.run("case.start_matching", case, {})
    assert outcome.changed == (case,)
    assert outcome.touched == (("cases", case),)
    assert set(outcome.told) == {desk.notices(1, side)[0].id for side in NoticeSide}


@pytest.mark.usefixtures("_webhook")
def test_undo_withdraws_what_has_not_gone_out(ready: Ready) -> None:
    desk = ready.desk
    decided = told(desk)
    desk.run("session.cancel", plan(desk, ready.case), REASON)
    assert states(desk, Means.WEBHOOK)[0] == "waiting"
    desk.undo()
    assert told(desk) == decided
    assert desk.outbox_status().waiting == 0
    assert states(desk, Means.WEBHOOK) == []  # withdrawn, nothing went out: no longer shown


@pytest.mark.usefixtures("_webhook")
def test_undo_corrects_what_has_gone_out(ready: Ready) -> None:
    desk = ready.desk
    desk.run("case.rematch", ready.case, REASON)
    sent = told(desk, NoticeSide.PREFECTURE)[0]
    desk.mark_pasted(sent.id)
    desk.undo()
    correction, original = told(desk, NoticeSide.PREFECTURE)[:2]
    assert (correction.kind, original.id) == ("correction", sent.id)
    assert original.withdrawn_at is not None
    assert correction.subject == f"【訂正】{sent.subject}"
    assert all(f"> {line}" in correction.body for line in sent.body.split("\n"))
    assert {item.state for item in original.deliveries if item.means == "webhook"} == {"cancelled"}
    assert {item.state for item in correction.deliveries if item.means == "webhook"} == {"waiting"}
    assert newest(desk).kind == "status_change"  # our own side is shown the state itself


def test_redo_tells_anew(ready: Ready) -> None:
    desk = ready.desk
    desk.run("case.rematch", ready.case, REASON)
    body = newest(desk).body
    desk.mark_pasted(told(desk, NoticeSide.PREFECTURE)[0].id)
    desk.undo()
    desk.redo()
    assert newest(desk).body == body
    theirs = told(desk, NoticeSide.PREFECTURE)
    assert [line.kind for line in theirs[:2]] == ["status_change", "status_change"]  # the unsent correction is gone
    desk.undo()
    assert getattr(desk.record("cases", ready.case), "status") == "decided"  # noqa: B009


def test_undo_is_not_overtaken_by_a_notice_that_was_read_or_sent(ready: Ready) -> None:
    desk = ready.desk
    desk.run("case.rematch", ready.case, REASON)
    desk.mark_read()
    desk.mark_pasted(told(desk, NoticeSide.PREFECTURE)[0].id)
    desk.undo()
    assert getattr(desk.record("cases", ready.case), "status") == "decided"  # noqa: B009


def test_reading_and_pasting_are_no_steps_of_undo(ready: Ready) -> None:
    ready.desk.run("case.rematch", ready.case, REASON)
    label = ready.desk.undo_label()
    ready.desk.mark_read()
    ready.desk.deliver_now()
    assert ready.desk.undo_label() == label != ""


def test_unread_notices_are_counted_until_they_are_read_or_withdrawn(ready: Ready) -> None:
    desk = ready.desk
    desk.mark_read()
    assert desk.unread_notices() == 0
    desk.run("case.rematch", ready.case, REASON)
    assert desk.unread_notices() == 1
    desk.mark_read(newest(desk).id)
    assert desk.unread_notices() == 0
    desk.run("case.consult", ready.case, {})
    desk.undo()
    assert desk.unread_notices() == 0


def test_a_withdrawn_notice_is_not_pasted(ready: Ready) -> None:
    ready.desk.run("case.rematch", ready.case, REASON)
    notice = told(ready.desk, NoticeSide.PREFECTURE)[0].id
    ready.desk.undo()
    with pytest.raises(AppError, match=r"notices\.withdrawn"):
        ready.desk.mark_pasted(notice)


def test_a_channel_with_a_bad_address_does_not_hold_up_a_change(ready: Ready) -> None:
    desk = ready.desk
    with desk._store.unit_of_work("他の端末", "届いた変更") as uow:
        uow.add(Channel(id="c-1", name="壊れた", kind=ChannelKind.MAIL, is_enabled=True, recipients="\r\nBcc: x\n" * 3))
        uow.commit()
    desk.run("case.rematch", ready.case, REASON)
    assert newest(desk).subject.endswith("：マッチング")


def test_reminders_come_once_a_day_and_stop_when_done(ready: Ready) -> None:
    desk, office = ready.desk, ready.office
    session = plan(desk, ready.case)
    hold(desk, session)

    def reminded(day: date) -> list[str]:
        office.clock.day = day
        desk.deliver_now()
        desk.deliver_now()
        return [
            line.subject
            for line in told(desk)
            if line.kind == "reminder" and line.about_id == session and line.created_at == office.clock.now()
        ]

    assert [len(reminded(date(2026, 9, day))) for day in (24, 25, 26, 27, 28, 29, 30)] == [0, 1, 0, 0, 0, 1, 1]
    assert reminded(date(2026, 10, 1)) == []  # it stands among all that is overdue from now on
    office.clock.day = date(2026, 10, 5)
    desk.run("session.report", session, {"reported_on": "令和8年10月5日"})
    assert reminded(date(2026, 10, 5)) == []
    assert not [line for line in told(desk, NoticeSide.PREFECTURE) if line.kind == "reminder"]


def test_everything_overdue_is_told_in_one_notice_on_each_open_day(ready: Ready) -> None:
    desk, office = ready.desk, ready.office
    session = plan(desk, ready.case)
    hold(desk, session)
    number = desk.record("sessions", session).number  # type: ignore[attr-defined]

    def digest(day: date) -> str:
        office.clock.day = day
        desk.deliver_now()
        desk.deliver_now()
        late = [line for line in told(desk) if "期限超過" in line.subject and line.created_at == office.clock.now()]
        assert len(late) <= 1
        return f"{late[0].subject}\n{late[0].body}" if late else ""

    assert number not in digest(date(2026, 9, 30))
    first = digest(date(2026, 10, 1))
    assert f"（{number}）（6(6)ク）　期限 2026-09-30（水）　1開庁日超過" in first
    assert first.count("開庁日超過") == int(first.split("期限超過")[1].split("件")[0])
    assert "2開庁日超過" in digest(date(2026, 10, 2))
    assert digest(date(2026, 10, 3)) == ""  # a Saturday
    office.clock.day = date(2026, 10, 5)
    desk.run("session.report", session, {"reported_on": "令和8年10月5日"})
    assert number not in digest(date(2026, 10, 5))


def test_imported_applications_are_told_in_one_notice(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("import") / "applications.csv"
    head = "受付番号,申請日,団体名,申請区分,相談内容\n"
    rows = "".join(f"A-{number:03},2026-08-20,蕨市,専門人材派遣,窓口の見直し\n" for number in range(40))
    path.write_text(head + rows, encoding="utf-8")
    result = desk.import_apply(desk.import_preview(path, "applications"))
    assert result.taken_in
    assert len(desk.ids("cases")) == 40
    (ours,), (theirs,) = told(desk), told(desk, NoticeSide.PREFECTURE)
    assert ours.subject == theirs.subject == "【市町村DX支援デスク】申請40件：受付"
    assert ours.body.endswith("ほか10件")
    desk.undo()
    assert told(desk) == ()


def test_deliveries_and_channels_never_leave_in_the_bundle(ready: Ready) -> None:
    assert {entry.name for entry in ready.desk.bundle().entries}.isdisjoint({"deliveries.csv", "channels.csv"})
