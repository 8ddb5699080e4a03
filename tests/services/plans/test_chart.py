"""The chart of the team: drawn up from the people, moved, kept in step with their records, proving 7(1)."""

from datetime import date

import pytest

from app.services.desk import Desk
from app.services.plans.views import BoxView, ChartPage
from tests.desks import add_expert, made, reasons, refusal

LEADER = {
    "name": "佐藤　明",
    "affiliation": "架空支援",
    "role": "プロジェクトリーダー",
    "from_on": "令和8年5月11日",
    "qualification": "(イ) 市町村の支援事業を主導",
    "supported_municipalities": "3",
    "supported_months": "30",
    "experience": "3町を2年半支援",
    "speaks_japanese": "はい",
}
MEMBER = {"name": "高橋　実", "from_on": "令和8年5月11日", "speaks_japanese": "はい"}


def add_staff(desk: Desk, **entries: str) -> str:
    return made(desk.run("staff_member.add", None, entries), "staff")


@pytest.fixture
def staffed(desk: Desk) -> Desk:
    """Return a desk with a leader, a member, a listed expert and the first chart."""
    add_staff(desk, **LEADER)
    add_staff(desk, **MEMBER)
    add_expert(desk)
    desk.plans.new_version("chart")
    return desk


def box(page: ChartPage, person: str) -> BoxView:
    (found,) = [each for each in page.boxes if person in (each.person, each.title)]
    return found


def version(desk: Desk) -> str:
    return desk.plans.versions("chart")[0].id


def test_the_tree_leads_from_the_prefecture_over_the_leader_to_members_and_experts_by_field(staffed: Desk) -> None:
    page = staffed.plans.chart()
    leader, member, expert = (box(page, name) for name in ("佐藤　明", "高橋　実", "髙木　さくら"))
    top = box(page, "埼玉県企画財政部情報システム戦略課")
    assert leader.parent_id == top.id
    assert member.parent_id == leader.id
    assert box(page, "県内市町村").side_label == "市町村"
    block = next(each for each in page.boxes if each.id == expert.parent_id)
    assert block.title == "自治体DXの重点取り組み事項"
    assert expert.duty == "自治体フロントヤード改革の推進、BPR の取組の徹底"
    assert {(link.parent_id, link.child_id) for link in page.links} >= {(top.id, leader.id), (block.id, expert.id)}


def test_the_chart_proves_the_demands_on_the_team_by_those_who_stand_in_it(staffed: Desk) -> None:
    page = staffed.plans.chart()
    assert [(line.clause, line.is_met) for line in page.proof] == [
        ("7(1)ア", True), ("7(1)ア", True), ("7(1)ア", True), ("7(1)ウ", True)
    ]  # fmt: skip
    assert page.proof[3].met_by == "佐藤　明　(イ) 市町村の支援事業を主導　3団体・通算30か月　3町を2年半支援"
    assert page.lacking == ()
    staffed.run("chart_box.remove", box(page, "高橋　実").id, {})
    without = staffed.plans.chart()
    assert [line.is_met for line in without.proof] == [True, False, False, True]
    assert {each.register for each in without.lacking} == {"staff", "chart-boxes"}


def test_a_box_is_moved_to_another_place_and_its_neighbours_make_room(staffed: Desk) -> None:
    page = staffed.plans.chart()
    leader, member = box(page, "佐藤　明"), box(page, "高橋　実")
    group = box(page, "デジタル専門人材（1名）")
    staffed.plans.place_box(group.id, leader.id, 0, 0)
    moved = staffed.plans.chart()
    assert [box(moved, name).place for name in (group.title, member.person)] == [0, 1]
    assert box(moved, group.title).x < box(moved, member.person).x
    staffed.plans.place_box(member.id, group.id, 5, 0)
    below = box(staffed.plans.chart(), member.person)
    assert (below.parent_id, below.row) == (group.id, 5)
    staffed.undo()
    assert box(staffed.plans.chart(), member.person).parent_id == leader.id


def test_a_box_never_stands_below_itself(staffed: Desk) -> None:
    page = staffed.plans.chart()
    leader, member = box(page, "佐藤　明"), box(page, "高橋　実")
    for target in (leader.id, member.id):
        with refusal("plans.box_below_itself"):
            staffed.plans.place_box(leader.id, target, 0, 0)


def test_a_box_of_ones_own_is_added_renamed_and_taken_away_and_those_below_it_move_up(staffed: Desk) -> None:
    leader, member = (box(staffed.plans.chart(), name) for name in ("佐藤　明", "高橋　実"))
    entries = {"version_id": version(staffed), "title": "事務局", "parent_id": leader.id}
    own = made(staffed.run("chart_box.add", None, entries), "chart-boxes")
    staffed.plans.place_box(member.id, own, 0, 0)
    staffed.run("chart_box.edit", own, {"title": "支援事務局"})
    assert box(staffed.plans.chart(), "支援事務局").id == own
    staffed.run("chart_box.remove", own, {})
    assert box(staffed.plans.chart(), "高橋　実").parent_id == leader.id


def test_people_without_a_box_and_boxes_without_their_people_are_told(staffed: Desk) -> None:
    assert staffed.plans.chart().differences == ()
    add_staff(staffed, name="新田　望", from_on="令和8年9月1日")
    gone = staffed.ids("staff", {"name": "高橋　実"})[0]
    staffed.run("staff_member.edit", gone, {"until_on": "令和8年9月15日"})
    expert = staffed.ids("experts")[0]
    staffed.run("expert.unlist", expert, {})
    found = {each.text: each.kind for each in staffed.plans.chart().differences}
    assert found == {
        "高橋　実は従事していません": "ended",
        "髙木　さくらはデータベースに掲載されていません": "unlisted",
        "従事者新田　望の枠がありません": "missing",
    }
    troubled = box(staffed.plans.chart(), "高橋　実")
    assert troubled.trouble == "高橋　実は従事していません"


def test_following_the_people_takes_every_difference_away(staffed: Desk) -> None:
    add_staff(staffed, name="新田　望", from_on="令和8年9月1日")
    staffed.run("staff_member.edit", staffed.ids("staff", {"name": "高橋　実"})[0], {"until_on": "令和8年9月15日"})
    add_expert(staffed, "松本　彩")
    staffed.plans.follow_people(version(staffed))
    page = staffed.plans.chart()
    assert page.differences == ()
    assert {"新田　望", "松本　彩"} <= {each.person for each in page.boxes}
    assert "高橋　実" not in {each.person for each in page.boxes}
    with refusal("plans.people_are_in_line"):
        staffed.plans.follow_people(version(staffed))


def test_a_successor_takes_over_the_box_with_its_place(staffed: Desk) -> None:
    member = staffed.ids("staff", {"name": "高橋　実"})[0]
    before = box(staffed.plans.chart(), "高橋　実")
    staffed.run("staff_member.edit", member, {"until_on": "令和8年9月15日"})
    approval = {"kind": "承認", "decided_on": "令和8年9月10日", "subject": "交代", "prefecture_persons": "A"}
    decision = made(
        staffed.run("decision.add", None, {**approval, "contractor_persons": "B", "content": "承認"}), "decisions"
    )
    successor = {"from_on": "令和8年9月16日", "replaces_id": member, "equivalence": "同等", "approval_id": decision}
    add_staff(staffed, name="新田　望", **successor)
    staffed.plans.follow_people(version(staffed))
    after = box(staffed.plans.chart(), "新田　望")
    assert (after.id, after.parent_id) == (before.id, before.parent_id)


def test_a_submitted_chart_is_locked_and_a_new_version_keeps_its_tree(staffed: Desk) -> None:
    page = staffed.plans.chart()
    member = box(page, "高橋　実")
    staffed.plans.submit(version(staffed), date(2026, 9, 30))
    assert set(reasons(staffed, "chart_box.place", member.id).values()) == {"5(6)"}
    with refusal("plans.version_is_locked"):
        staffed.run("chart_box.add", None, {"version_id": version(staffed), "title": "事務局"})
    staffed.plans.new_version("chart")
    copy = staffed.plans.chart()
    assert copy.version is not None
    assert copy.version.version == 2
    assert [(each.person, each.title, each.x, each.y) for each in copy.boxes] == [
        (each.person, each.title, each.x, each.y) for each in page.boxes
    ]
    assert not {each.id for each in copy.boxes} & {each.id for each in page.boxes}
    staffed.plans.place_box(box(copy, "高橋　実").id, "", 0, 9)
    assert box(staffed.plans.chart(page.version.id), "高橋　実").parent_id == member.parent_id  # type: ignore[union-attr]


def test_before_the_first_chart_there_is_nothing(desk: Desk) -> None:
    page = desk.plans.chart()
    assert (page.version, page.boxes, page.proof) == (None, (), ())


def test_subcontractors_stand_in_the_chart_and_theirs_below_them(desk: Desk) -> None:
    add_staff(desk, **LEADER)
    first = made(
        desk.run("subcontract.add", None, {"partner": "甲社", "scope": "研修", "starts_on": "12月2日"}), "subcontracts"
    )
    below = {"partner": "乙社", "scope": "教材", "starts_on": "12月2日", "parent_id": first, "is_joint": "はい"}
    desk.run("subcontract.add", None, below)
    desk.plans.new_version("chart")
    page = desk.plans.chart()
    assert box(page, "乙社").parent_id == box(page, "甲社").id
    assert box(page, "甲社").side == "partner"


def test_a_duty_that_is_too_long_for_its_box_says_that_there_is_more(desk: Desk) -> None:
    add_staff(desk, **LEADER)
    desk.run("subcontract.add", None, {"partner": "甲社", "scope": "研修と教材" * 100, "starts_on": "12月2日"})
    desk.plans.new_version("chart")
    duty = box(desk.plans.chart(), "甲社").duty
    assert len(duty) == 400
    assert duty.endswith("…")
