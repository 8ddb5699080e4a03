"""Rules on information assets as cases an official could read."""

from datetime import date
from typing import Any

import pytest

from app.contract.findings import Severity
from app.contract.workflow import obstacles
from app.domain.asset import AssetKind, Disposal, InformationAsset
from tests.factories import make_amendment, make_facts
from tests.factories_office import findings, found, make_asset, make_copy, refused

ORIGINAL = make_asset()
DISPOSED: dict[str, Any] = {
    "disposal": Disposal.RETURNED,
    "disposed_on": date(2026, 9, 29),
    "disposed_by": "佐藤　明",
}


def test_an_asset_kept_with_care_and_its_copy_are_in_order() -> None:
    assert found(make_facts(ORIGINAL, make_copy()), "assets") == []


# 10(2)


@pytest.mark.parametrize("name", ["purpose", "location", "keeper"])
def test_purpose_place_and_keeper_are_asked_for_as_long_as_it_is_held(name: str) -> None:
    (finding,) = findings(make_facts(make_asset(**{name: " "})), "assets")
    assert (finding.rule, finding.severity, finding.field_name) == ("10.2", Severity.WARNING, name)
    assert found(make_facts(make_asset(**{name: " "}, **DISPOSED)), "assets") == []


# 10(3)


@pytest.mark.parametrize("kind", [AssetKind.COPY, AssetKind.DERIVATIVE])
@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"origin_id": ""}, "origin_missing"),
        ({"origin_id": "asset-2"}, "origin_missing"),
        ({"copy_reason": "　"}, "reason_missing"),
    ],
)
def test_a_copy_without_origin_or_reason_is_refused(kind: AssetKind, changes: dict[str, str], code: str) -> None:
    assert refused(make_facts(ORIGINAL), make_copy(kind=kind, **changes)) == [f"assets.{code}"]


def test_what_was_received_wants_neither_origin_nor_reason() -> None:
    assert refused(make_facts(), ORIGINAL) == []


def test_a_copy_whose_origin_was_removed_is_warned_of() -> None:
    assert found(make_facts(make_copy()), "assets", Severity.WARNING) == ["origin_not_on_record"]


# 10(4)


@pytest.mark.parametrize("name", ["disposal", "disposed_on", "disposed_by"])
def test_a_disposal_wants_method_day_and_person_together(name: str) -> None:
    lacking = make_asset(**{**DISPOSED, name: None if name != "disposed_by" else ""})
    assert refused(make_facts(ORIGINAL), lacking) == ["assets.disposal_incomplete"]


def test_a_whole_disposal_is_accepted() -> None:
    assert refused(make_facts(ORIGINAL), make_asset(**DISPOSED)) == []


@pytest.mark.parametrize(
    ("disposed_on", "code"),
    [
        (date(2026, 9, 30), ""),
        (date(2026, 10, 1), "assets.disposed_in_future"),
        (date(2026, 5, 20), ""),
        (date(2026, 5, 19), "assets.disposed_before_receipt"),
    ],
)
def test_the_day_of_disposal_lies_between_receipt_and_today(disposed_on: date, code: str) -> None:
    disposed = make_asset(**{**DISPOSED, "disposed_on": disposed_on})
    assert refused(make_facts(ORIGINAL, today=date(2026, 9, 30)), disposed) == ([code] if code else [])


@pytest.mark.parametrize(
    ("today", "severity"),
    [
        (date(2027, 3, 16), None),
        (date(2027, 3, 17), Severity.WARNING),
        (date(2027, 3, 31), Severity.WARNING),
        (date(2027, 4, 1), Severity.VIOLATION),
    ],
)
def test_what_is_still_held_is_warned_of_for_14_days_and_a_violation_after_the_end(
    today: date, severity: Severity | None
) -> None:
    facts = make_facts(ORIGINAL, today=today)
    assert [each.severity for each in findings(facts, "assets")] == ([severity] if severity else [])
    assert found(make_facts(make_asset(**DISPOSED), today=today), "assets") == []


def test_a_longer_contract_moves_the_end() -> None:
    longer = make_amendment(term="period.end", value="2027-04-30", holds_from=date(2027, 3, 1))
    facts = make_facts(ORIGINAL, today=date(2027, 4, 1), amendments=(longer,))
    assert found(facts, "assets") == []


def copies_left(*assets: InformationAsset) -> list[str]:
    """Return the ids of the copies that are still held though their origin is gone."""
    return [each.subject.id for each in findings(make_facts(*assets), "assets") if each.code == "assets.copy_left"]


def test_the_copies_go_with_the_original() -> None:
    gone = make_asset(**DISPOSED)
    made_of_copy = make_asset(id="asset-3", kind=AssetKind.DERIVATIVE, origin_id="asset-2", copy_reason="集計")
    assert copies_left(ORIGINAL, make_copy(), made_of_copy) == []
    assert copies_left(gone, make_copy(), made_of_copy) == ["asset-2", "asset-3"]
    assert copies_left(gone, make_copy(**DISPOSED), made_of_copy) == ["asset-3"]
    assert copies_left(ORIGINAL, make_copy(**DISPOSED)) == []


def test_copies_of_each_other_are_looked_at_once() -> None:
    one = make_copy(id="asset-2", origin_id="asset-3")
    other = make_copy(id="asset-3", origin_id="asset-2")
    assert copies_left(one, other) == []


# Taking off the register


def test_an_asset_that_is_still_held_stays_on_the_register_and_one_that_is_disposed_of_may_go() -> None:
    held, gone = make_asset(), make_asset(**DISPOSED)
    for record, expected in ((held, ["assets.still_held"]), (gone, [])):
        facts = make_facts(record)
        assert [each.code for each in obstacles("information_asset.remove", record, facts)] == expected
        assert not list(obstacles("information_asset.edit", record, facts))


def test_an_original_stays_as_long_as_a_copy_of_it_stands_on_the_register() -> None:
    gone = make_asset(**DISPOSED)
    facts = make_facts(gone, make_copy())
    assert [each.code for each in obstacles("information_asset.remove", gone, facts)] == ["assets.still_needed"]
