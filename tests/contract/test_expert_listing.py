"""What the database said of the experts, and what has changed since: cases an official could read (6(3))."""

from dataclasses import replace
from datetime import date

import pytest

from app.contract.expert_listing import (
    ListingChange,
    changes_between,
    content_cells,
    content_text,
    current_cells,
    latest_notice,
    pending_notice,
)
from app.contract.findings import Severity
from app.contract.rules import rule_book
from app.domain.expert import Expert
from app.domain.record import Audience, Member
from app.domain.submission import Submission
from tests.factories import make_expert, make_facts, make_submission
from tests.factories_support import check_words

TOLD_ON = date(2026, 5, 20)


def told(*experts: Expert, **changes: object) -> Submission:
    """Return the database handed in when it said this of these experts."""
    content = content_text(current_cells(make_facts(*experts)))
    values = {"deliverable": 3, "title": "データベース", "submitted_on": TOLD_ON, "content": content, **changes}
    return make_submission(**values)


def found(*records: Expert | Submission, today: date = date(2026, 9, 30)) -> list[str]:
    facts = make_facts(*records, today=today)
    findings = [each for each in rule_book().findings(facts) if each.rule == "6.3.2"]
    check_words(facts, findings)
    return [each.code for each in findings]


@pytest.mark.parametrize(
    ("changes", "label", "before", "after"),
    [
        ({"expertise": "BPR"}, "専門性", "窓口改革", "BPR"),
        ({"career": "市役所に10年勤務"}, "経歴", "", "市役所に10年勤務"),
        ({"municipal_count": 12}, "支援実績団体数", "", "12団体"),
        (
            {"fields": (Member("front-yard", "leading"),)},
            "支援可能分野",
            "自治体フロントヤード改革の推進（対応できる）",
            "自治体フロントヤード改革の推進（主導できる）",
        ),
    ],
)
def test_each_published_field_is_told_with_what_it_said_before(
    changes: dict[str, object], label: str, before: str, after: str
) -> None:
    expert = make_expert()
    notice = pending_notice(make_facts(replace(expert, **changes), told(expert)))  # type: ignore[arg-type]
    assert notice is not None
    (change,) = notice.changes
    assert change.kind is ListingChange.CHANGED
    assert [(cell.label, cell.before, cell.after) for cell in change.cells] == [(label, before, after)]


def test_no_field_that_is_not_published_is_kept() -> None:
    private = {f.name for f in Expert.REGISTER.fields if f.audience is not Audience.PUBLIC}
    marked = make_expert(**dict.fromkeys(("mail", "phone", "base", "note", "vendor_relations"), "秘密の文字"))
    text = told(marked).content
    assert "秘密の文字" not in text
    assert not private & {name for cells in (content_cells(text) or {}).values() for name in cells}


def test_the_order_of_fields_is_no_change() -> None:
    fields = (Member("front-yard", "capable"), Member("bpr", "capable"))
    assert found(make_expert(fields=fields[::-1]), told(make_expert(fields=fields))) == []


@pytest.mark.parametrize("content", ["", "{", "[]", "null", '{"experts": 1}', '{"experts": {"a": 1}}', "\ud800"])
def test_a_content_that_cannot_be_read_is_none(content: str) -> None:
    assert content_cells(content) is None
    assert found(make_expert(), told(content=content)) == ["database.content_not_kept"]


def test_a_database_that_was_not_handed_in_owes_no_notice() -> None:
    assert found(make_expert()) == []
    assert found(make_expert(), told(submitted_on=date(2026, 10, 1))) == []  # that day has not come


def test_experts_who_came_went_and_changed_are_three_findings_until_they_are_told() -> None:
    staying, gone, new = (make_expert(id=f"expert-{at}", name=f"人材{at}") for at in (1, 2, 3))
    now = (replace(staying, expertise="BPR"), replace(gone, is_listed=False), new)
    first = told(staying, gone)
    assert sorted(found(*now, first)) == ["database.added", "database.changed", "database.removed"]
    second = told(*now, id="submission-2", submitted_on=date(2026, 9, 29))
    assert found(*now, first, second) == []
    notice = latest_notice(make_facts(*now, first, second))
    assert notice is not None
    assert (notice.since.id, notice.told_by and notice.told_by.id) == (first.id, second.id)
    assert [change.kind.value for change in notice.changes] == ["changed", "removed", "added"]


def test_a_finding_that_was_put_to_rest_speaks_again_when_the_expert_changes_again() -> None:
    marks = []
    for expertise in ("BPR", "BPRと生成AI"):
        facts = make_facts(make_expert(expertise=expertise), told(make_expert()))
        (finding,) = (each for each in rule_book().findings(facts) if each.rule == "6.3.2")
        assert finding.severity is Severity.WARNING
        marks.append(finding.identity)
    assert len(set(marks)) == 2


def test_the_same_content_gives_the_same_text() -> None:
    one, other = (make_expert(id=key, name=key) for key in ("b", "a"))
    assert told(one, other).content == told(other, one).content
    assert changes_between({}, {}) == ()
