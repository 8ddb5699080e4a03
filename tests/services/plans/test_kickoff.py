"""The kickoff meeting: prepared from what is known, its agenda as a paper (5(2)–5(5))."""

import pytest

from app.services.desk import Desk
from app.services.papers.service import Incomplete
from tests.desks import made
from tests.documents.reading import text_of

POINTS = (
    "実施計画書のレビュー",
    "業務内容と役割分担の確認",
    "コミュニケーション体制",
    "スケジュールと成果物の期限",
    "協議事項",
    "実施計画書と実施体制図の承認",
)


@pytest.fixture
def planned(desk: Desk) -> tuple[Desk, str]:
    """Return a desk with the plan, an official, a leader and the kickoff prepared for 2026-10-02."""
    desk.run(
        "staff_member.add", None, {"name": "佐藤　明", "role": "プロジェクトリーダー", "from_on": "令和8年5月11日"}
    )
    desk.run("contact.add", None, {"side": "県", "organisation": "戦略課", "person": "A主査"})
    desk.plans.new_version("plan")
    entries = {"held_on": "令和8年10月2日"}
    return desk, made(desk.run("meeting.plan_kickoff", None, entries), "meetings")


def test_the_meeting_knows_its_name_and_who_takes_part(planned: tuple[Desk, str]) -> None:
    desk, meeting = planned
    shown = {each.field.name: each.text for each in desk.shown("meetings", meeting)}
    assert (shown["title"], shown["kind"]) == ("キックオフミーティング", "キックオフミーティング")
    assert shown["prefecture_persons"] == "戦略課　A主査"
    assert shown["contractor_persons"] == "佐藤　明"


def test_the_agenda_holds_what_the_contract_asks_of_the_meeting_in_order(planned: tuple[Desk, str]) -> None:
    desk, meeting = planned
    agenda = next(each.text for each in desk.shown("meetings", meeting) if each.field.name == "agenda")
    places = [agenda.index(point) for point in POINTS]
    assert places == sorted(places)
    assert "・実施計画書 第1版" in agenda
    assert "・履行期限　令和9年3月19日（金）" in agenda
    assert "仕様書の疑義" in agenda


def test_questions_on_record_stand_in_the_agenda_themselves(desk: Desk) -> None:
    desk.run("open_question.add", None, {"clause": "6(6)エ", "question": "上限に予定を含むか"})
    agenda = str(desk.initial("meeting.plan_kickoff", None)["agenda"])
    assert "・6(6)エ　上限に予定を含むか" in agenda


def test_an_agenda_of_ones_own_is_kept(desk: Desk) -> None:
    entries = {"held_on": "令和8年10月2日", "agenda": "1　自分の議題"}
    meeting = made(desk.run("meeting.plan_kickoff", None, entries), "meetings")
    assert desk.record("meetings", meeting).agenda == "1　自分の議題"  # type: ignore[attr-defined]


def test_the_agenda_is_printed_as_a_table_with_what_is_still_open(planned: tuple[Desk, str]) -> None:
    desk, meeting = planned
    before = made(desk.run("meeting.add", None, {"title": "準備会", "held_on": "9月20日"}), "meetings")
    homework = {"owner": "佐藤　明", "task": "席次の確認", "meeting_id": before, "due_on": "10月1日"}
    desk.run("homework.add", None, homework)
    text = text_of(desk.make("agenda", meeting).data)
    for words in ("次第", "令和8年10月2日（金）", *POINTS, "前回までの未了の宿題", "席次の確認"):
        assert words in text
    assert "1出席者の紹介" in text


def test_a_meeting_without_agenda_is_refused_and_leads_to_the_field(desk: Desk) -> None:
    meeting = made(desk.run("meeting.add", None, {"title": "定例会", "held_on": "9月17日"}), "meetings")
    with pytest.raises(Incomplete) as refused:
        desk.make("agenda", meeting)
    assert [(each.register, each.id, each.field) for each in refused.value.missing] == [("meetings", meeting, "agenda")]
    assert "下書き" in text_of(desk.make("agenda", meeting, draft=True).data)
