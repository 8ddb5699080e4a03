"""What was approved is not walked around by rewriting its record (7(1), 7(2)イ); a mistake can still be corrected."""

import pytest

from app.services.desk import Desk
from tests.desks import add_decision, made, reasons

ITEMS = {"partner_address": "さいたま市", "relation": "なし", "scope": "アンケートの集計", "necessity": "専門の設備"}


def approval(desk: Desk, on: str = "9月10日", **entries: object) -> str:
    return add_decision(desk, on, **{"kind": "承認", "subject": "承認", **entries})


def staff(desk: Desk, name: str = "石川　千尋", from_on: str = "5月11日", **entries: object) -> str:
    values = {"name": name, "role": "プロジェクトリーダー", "from_on": from_on, **entries}
    return made(desk.run("staff_member.add", None, values), "staff")


def successor(desk: Desk, from_on: str = "9月20日") -> str:
    entries = {"replaces_id": staff(desk), "equivalence": "同等の経験がある", "approval_id": approval(desk)}
    return staff(desk, "前田　拓海", from_on, **entries)


def subcontract(desk: Desk, **entries: object) -> str:
    values = {"partner": "合同会社みどり分析（架空）", "starts_on": "9月20日", **ITEMS, **entries}
    return made(desk.run("subcontract.add", None, values), "subcontracts")


def name_of(desk: Desk, key: str) -> str:
    return str(desk.record("staff", key).name)  # type: ignore[attr-defined]


# A change of staff (7(1))


@pytest.mark.parametrize("from_on", ["5月11日", "9月30日"])
def test_whoever_has_begun_does_not_become_somebody_else(desk: Desk, from_on: str) -> None:
    key = staff(desk, from_on=from_on)
    assert list(reasons(desk, "staff_member.edit", key, {"name": "前田　拓海"}).values()) == ["7(1)"]
    assert name_of(desk, key) == "石川　千尋"


def test_a_plan_that_nothing_was_approved_for_may_be_rewritten_until_its_first_day(desk: Desk) -> None:
    key = staff(desk, from_on="10月1日")
    desk.run("staff_member.edit", key, {"name": "前田　拓海"})
    assert name_of(desk, key) == "前田　拓海"


@pytest.mark.parametrize("from_on", ["9月20日", "10月20日"])
def test_a_successor_who_was_approved_does_not_become_somebody_else_before_or_after_the_first_day(
    desk: Desk, from_on: str
) -> None:
    key = successor(desk, from_on)
    (message,) = reasons(desk, "staff_member.edit", key, {"name": "山田　葵"})
    assert ("前田　拓海" in message, "山田　葵" in message) == (True, True)
    assert list(reasons(desk, "staff_member.edit", key, {"name": "山田　葵", "approval_id": ""}).values())


@pytest.mark.parametrize("name", ["前田拓海", "前田 拓海", " 前田　拓海"])
def test_the_same_name_written_another_way_is_the_same_person(desk: Desk, name: str) -> None:
    key = successor(desk)
    desk.run("staff_member.edit", key, {"name": name})
    assert name_of(desk, key).strip() == name.strip()


def test_everything_else_of_a_record_stays_open(desk: Desk) -> None:
    key = successor(desk)
    desk.run("staff_member.edit", key, {"affiliation": "本社", "until_on": "令和9年3月31日"})
    cells = {item.field.name: item.text for item in desk.shown("staff", key)}
    assert cells["affiliation"] == "本社"
    assert cells["until_on"].startswith("2027-03-31")


def test_a_name_is_corrected_with_an_approval_of_its_own(desk: Desk) -> None:
    key = staff(desk)
    correction = approval(desk, "9月28日", subject="氏名の訂正の承認")
    desk.run("staff_member.edit", key, {"name": "石川　千寻", "approval_id": correction})
    assert name_of(desk, key) == "石川　千寻"
    assert list(reasons(desk, "staff_member.edit", key, {"name": "前田　拓海"}).values()) == ["7(1)"]


@pytest.mark.parametrize(("day", "is_taken"), [("9月19日", True), ("9月20日", False)])
def test_the_approval_of_another_successor_precedes_the_first_day_too(desk: Desk, day: str, is_taken: bool) -> None:
    key = successor(desk)
    entries = {"name": "山田　葵", "approval_id": approval(desk, day, subject="交代する人の変更")}
    if is_taken:
        desk.run("staff_member.edit", key, entries)
    else:
        assert list(reasons(desk, "staff_member.edit", key, entries).values()) == ["7(1)"]


@pytest.mark.parametrize(("kind", "result"), [("協議", "了承"), ("指示", "了承"), ("承認", "不承認"), ("承認", "継続")])
def test_what_is_no_agreed_approval_corrects_nothing(desk: Desk, kind: str, result: str) -> None:
    key = staff(desk)
    entries = {"name": "前田　拓海", "approval_id": approval(desk, kind=kind, result=result)}
    assert list(reasons(desk, "staff_member.edit", key, entries).values()) == ["7(1)"]


# A subcontract (7(2)イ)


@pytest.mark.parametrize("starts_on", ["9月20日", "10月20日"])
def test_the_partner_who_was_approved_does_not_become_another(desk: Desk, starts_on: str) -> None:
    key = subcontract(desk, starts_on=starts_on, approval_id=approval(desk))
    assert list(reasons(desk, "subcontract.edit", key, {"partner": "株式会社べつ（架空）"}).values()) == ["7(2)イ"]
    desk.run("subcontract.edit", key, {"partner": "合同会社　みどり分析(架空)"})


def test_an_application_that_is_not_approved_yet_may_be_rewritten(desk: Desk) -> None:
    key = subcontract(desk, starts_on="10月20日")
    desk.run("subcontract.edit", key, {"partner": "株式会社べつ（架空）"})
    assert desk.record("subcontracts", key).partner == "株式会社べつ（架空）"


def test_a_partner_changes_with_an_approval_of_its_own(desk: Desk) -> None:
    key = subcontract(desk, starts_on="9月20日", approval_id=approval(desk))
    renamed = approval(desk, "9月12日", subject="商号の変更の承認")
    desk.run("subcontract.edit", key, {"partner": "合同会社あお分析（架空）", "approval_id": renamed})
    assert desk.record("subcontracts", key).partner == "合同会社あお分析（架空）"


@pytest.mark.parametrize(("start", "is_taken"), [("9月11日", True), ("9月10日", False), ("9月1日", False)])
@pytest.mark.parametrize("planned", ["9月20日", "10月20日"])
def test_a_start_is_moved_forward_to_the_day_after_the_approval_and_no_further(
    desk: Desk, planned: str, start: str, is_taken: bool
) -> None:
    key = subcontract(desk, starts_on=planned, approval_id=approval(desk))
    if is_taken:
        desk.run("subcontract.edit", key, {"starts_on": start})
    else:
        assert list(reasons(desk, "subcontract.edit", key, {"starts_on": start}).values()) == ["7(2)イ"]


@pytest.mark.parametrize(("start", "is_taken"), [("10月1日", True), ("9月30日", False)])
def test_without_approval_a_start_is_moved_forward_only_to_a_day_that_is_still_to_come(
    desk: Desk, start: str, is_taken: bool
) -> None:
    key = subcontract(desk, starts_on="10月20日")
    if is_taken:
        outcome = desk.run("subcontract.edit", key, {"starts_on": start})
        assert {warning.clause for warning in outcome.warnings} == {"7(2)イ"}
    else:
        assert list(reasons(desk, "subcontract.edit", key, {"starts_on": start}).values()) == ["7(2)イ"]


@pytest.mark.parametrize(("first", "is_taken"), [("9月11日", True), ("9月10日", False)])
def test_a_successor_begins_after_the_approval_and_not_before(desk: Desk, first: str, is_taken: bool) -> None:
    key = successor(desk)
    if is_taken:
        desk.run("staff_member.edit", key, {"from_on": first})
    else:
        assert list(reasons(desk, "staff_member.edit", key, {"from_on": first}).values()) == ["7(1)"]
