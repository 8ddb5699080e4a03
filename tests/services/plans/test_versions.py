"""Versions of the plan on a real store: drawn up, edited, handed in, locked, approved, copied, compared (5(1)–5(6))."""

from datetime import date

import pytest

from app.domain.plan import PlanSection, PlanVersion
from app.services.desk import Desk
from app.services.plans.sections import TO_WRITE
from app.services.plans.versions import line_differences
from app.services.plans.views import PlanPage, SectionView
from tests.desks import add_decision, newest, reasons, refusal


def section(page: PlanPage, key: str) -> SectionView:
    (found,) = [each for each in page.sections if each.key == key]
    return found


@pytest.fixture
def drafted(desk: Desk) -> Desk:
    """Return a desk with the first version of the plan, drawn up on 2026-09-30."""
    desk.plans.new_version("plan")
    return desk


def approve(desk: Desk, version: str, on: str = "令和8年9月30日") -> None:
    decision = add_decision(desk, on, kind="承認", subject="実施計画書の承認")
    desk.plans.approve(version, decision)


def test_before_the_first_version_there_is_nothing_to_show(desk: Desk) -> None:
    assert desk.plans.plan() == PlanPage((), None, (), ())
    assert desk.plans.versions() == ()


def test_the_first_version_is_filled_from_the_records_in_one_step(desk: Desk) -> None:
    done = desk.plans.new_version("plan")
    page = desk.plans.plan()
    assert page.version is not None
    assert (page.version.label, page.version.state_label) == ("実施計画書 第1版", "作成中")
    assert page.version.made_on == desk.today()
    assert len(page.sections) == 21
    assert all(each.body and not each.differs for each in page.sections)
    assert len(done.changed) == 22
    desk.undo()
    assert desk.plans.plan().sections == ()
    assert desk.ids("plan-sections") == []


def test_what_is_missing_leads_to_its_section(drafted: Desk) -> None:
    page = drafted.plans.plan()
    lacking = {each.id: each.label for each in page.lacking}
    overview = section(page, "overview")
    assert TO_WRITE in overview.body
    assert lacking[overview.id] == "1　業務概要：「要記入」の箇所が残っています"
    assert all((each.register, each.field) == ("plan-sections", "body") for each in page.lacking)
    assert section(page, "work_5").id not in lacking


def test_editing_a_section_is_one_step_that_tells_who_changed_what(drafted: Desk) -> None:
    overview = section(drafted.plans.plan(), "overview")
    drafted.plans.edit_section(overview.id, "手で書いた概要。")
    edited = section(drafted.plans.plan(), "overview")
    assert (edited.body, edited.differs, edited.lacks) == ("手で書いた概要。", True, "")
    (line,) = newest(drafted, "plan-sections", overview.id)
    assert (line.field_label, line.after) == ("本文", "手で書いた概要。")
    drafted.undo()
    assert section(drafted.plans.plan(), "overview").body == overview.body


def test_a_section_is_compared_with_the_records_and_written_anew(drafted: Desk) -> None:
    overview = section(drafted.plans.plan(), "overview")
    drafted.plans.edit_section(overview.id, overview.body.replace("履行場所", "場所"))
    compared = drafted.plans.section_against_records(overview.id)
    assert [line.kind for line in compared.lines if line.kind != "same"] == ["removed", "added"]
    drafted.plans.refill_section(overview.id)
    assert section(drafted.plans.plan(), "overview").body == overview.body
    assert drafted.plans.section_against_records(overview.id).state == "same"


def test_a_submitted_version_is_locked_and_says_that_a_new_one_is_needed(drafted: Desk) -> None:
    page = drafted.plans.plan()
    assert page.version is not None
    drafted.plans.submit(page.version.id, date(2026, 9, 30))
    submitted = drafted.plans.plan()
    assert submitted.version is not None
    assert (submitted.version.state, submitted.version.is_locked) == ("submitted", True)
    for action in ("plan_section.edit", "plan_section.refill"):
        (sentence,) = reasons(drafted, action, page.sections[0].id).items()
        assert sentence == ("実施計画書 第1版は県に提出済みのため変更できません。", "5(6)")
    assert reasons(drafted, "plan_version.remove", page.version.id)


def test_only_an_approval_makes_a_version_approved(drafted: Desk) -> None:
    version = drafted.plans.versions()[0].id
    consulted = add_decision(drafted, "令和8年9月30日")
    assert reasons(drafted, "plan_version.approve", version, {"approval_id": consulted})
    drafted.plans.submit(version, date(2026, 9, 28))
    refused = reasons(drafted, "plan_version.approve", version, {"approval_id": consulted})
    assert any("区分が「承認」ではありません" in sentence for sentence in refused)
    early = add_decision(drafted, "令和8年9月27日", kind="承認")
    assert reasons(drafted, "plan_version.approve", version, {"approval_id": early})
    approve(drafted, version)
    line = drafted.plans.versions()[0]
    assert (line.state, line.state_label) == ("approved", "承認済")
    assert line.approval.endswith("実施計画書の承認")


def test_the_next_version_is_a_copy_and_the_difference_is_what_was_changed_since(drafted: Desk) -> None:
    first = drafted.plans.versions()[0]
    drafted.plans.submit(first.id, date(2026, 9, 30))
    drafted.plans.new_version("plan", "連絡の方法を改めた")
    second = drafted.plans.plan()
    assert second.version is not None
    assert (second.version.version, second.version.changes) == (2, "連絡の方法を改めた")
    assert [each.state for each in drafted.plans.differences(first.id, second.version.id)] == ["same"] * 21
    meetings = section(second, "meetings")
    drafted.plans.edit_section(meetings.id, f"{meetings.body}\n・緊急の連絡は電話による。")
    changed = [each for each in drafted.plans.differences(first.id, second.version.id) if each.state != "same"]
    assert [(each.heading, each.state_label, each.changed_lines) for each in changed] == [("会議体と連絡", "変更", 1)]
    assert [line.text for line in changed[0].lines if line.kind == "added"] == ["・緊急の連絡は電話による。"]
    assert section(drafted.plans.plan(first.id), "meetings").body == meetings.body


def test_a_renamed_heading_and_a_section_of_one_version_alone_are_differences(drafted: Desk) -> None:
    first = drafted.plans.versions()[0].id
    drafted.plans.submit(first, date(2026, 9, 30))
    drafted.plans.new_version("plan")
    page = drafted.plans.plan()
    risks = section(page, "risks")
    drafted.plans.edit_section(risks.id, risks.body, heading="リスクと対応")
    (changed,) = [each for each in drafted.plans.differences(first, page.version.id) if each.state != "same"]  # type: ignore[union-attr]
    assert [(line.kind, line.text) for line in changed.lines[:2]] == [("removed", "リスク"), ("added", "リスクと対応")]
    assert {each.state for each in drafted.plans.differences(first, "")} == {"removed"}
    assert {each.state for each in drafted.plans.differences("", first)} == {"added"}


@pytest.mark.parametrize(
    ("before", "after", "kinds"),
    [
        ("", "", []),
        ("", "一", ["added"]),
        ("一", "", ["removed"]),
        ("一\n二", "一\n三", ["same", "removed", "added"]),
        ("一\n二\n三", "一\n三", ["same", "removed", "same"]),
    ],
)
def test_lines_are_compared_one_by_one(before: str, after: str, kinds: list[str]) -> None:
    assert [line.kind for line in line_differences(before, after)] == kinds


def test_a_correction_that_nobody_submitted_is_warned_of(drafted: Desk) -> None:
    first = drafted.plans.versions()[0].id
    drafted.plans.submit(first, date(2026, 9, 30))
    drafted.plans.new_version("plan")
    codes = [finding.message for finding in drafted.findings() if finding.clause == "5(6)"]
    assert codes == ["実施計画書 第2版（2026-09-30作成）が県に提出されていません。"]


def test_removing_a_draft_takes_its_sections_with_it(drafted: Desk) -> None:
    drafted.run("plan_version.remove", drafted.plans.versions()[0].id, {})
    assert drafted.ids("plan-versions") == drafted.ids("plan-sections") == []


def test_a_version_registered_by_hand_has_no_sections_and_says_so(desk: Desk) -> None:
    entries = {"kind": "実施計画書", "version": "1", "made_on": "令和8年9月30日"}
    (version,) = desk.run("plan_version.add", None, entries).changed
    page = desk.plans.plan(version)
    assert page.sections == ()
    assert {(each.register, each.id) for each in page.lacking} == {("plan-versions", version)}
    assert len(page.lacking) == 21


def test_a_version_that_is_not_there_is_not_shown(drafted: Desk) -> None:
    assert drafted.plans.plan("nowhere").version is None
    with refusal("store.record_missing"):
        drafted.plans.section_against_records("nowhere")


def test_versions_and_sections_are_named_in_words(drafted: Desk) -> None:
    version = drafted.plans.versions()[0].id
    assert isinstance(drafted.record("plan-versions", version), PlanVersion)
    (row,) = drafted.rows("plan-versions", [version])
    assert row.cells["kind"] == "実施計画書"
    (option,) = drafted.options(PlanSection.REGISTER.field("version_id"))
    assert option.label == "実施計画書 1"


def test_a_section_that_somebody_else_wrote_meanwhile_is_not_written_over(drafted: Desk) -> None:
    overview = section(drafted.plans.plan(), "overview")
    seen = drafted.heads("plan-sections", overview.id)
    drafted.plans.edit_section(overview.id, "先に書いた本文。", seen=seen)
    with refusal("store.changed_meanwhile"):
        drafted.plans.edit_section(overview.id, "後から書いた本文。", seen=seen)
    assert section(drafted.plans.plan(), "overview").body == "先に書いた本文。"
