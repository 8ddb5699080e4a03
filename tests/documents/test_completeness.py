"""What is missing before printing: each required field of clauses 6(6)ク and 6(3), one by one."""

from dataclasses import replace
from datetime import time
from typing import Any

import pytest

from app.documents.completeness import missing_in_database, missing_in_report
from app.documents.expert_profile import Edition
from app.domain.case import Case
from app.domain.expert import Expert
from app.domain.session import Session
from tests.documents.samples import LETTERHEAD, make_database, make_expert, make_report


def test_a_complete_report_and_a_complete_database_lack_nothing() -> None:
    assert missing_in_report(make_report()) == ()
    assert missing_in_database(make_database()) == ()


@pytest.mark.parametrize(
    ("changes", "field", "clause"),
    [
        ({"content": ""}, "content", "6(6)ク"),
        ({"effect": " 　"}, "effect", "6(6)ク"),
        ({"materials": ""}, "materials", "6(6)ク"),
        ({"tools": ""}, "tools", "6(6)ク"),
        ({"consultation": None}, "consultation_id", "6(6)ア"),
        ({"decided_on": None}, "decided_on", "6(6)ア"),
        ({"support_content": ""}, "support_content", "6(6)ア"),
        ({"experts": ()}, "expert_ids", "6(6)ア"),
        ({"held_on": None}, "held_on", "6(6)ク"),
        ({"starts_at": None}, "starts_at", "6(6)ウ"),
        ({"ends_at": time(12, 0)}, "ends_at", "6(6)ウ"),
        ({"mode": ""}, "mode", "6(6)イ"),
        ({"is_online": True}, "online_wish", "6(6)イ"),
        ({"place": ""}, "place", "6(6)ク"),
        ({"attendees": ""}, "attendees", "6(6)ク"),
        ({"request": ""}, "content", "6(1)イ"),
        ({"support_fields": ()}, "fields", "6(2)"),
        ({"letterhead": replace(LETTERHEAD, contractor="")}, "contractor", "表2"),
    ],
)
def test_each_gap_in_a_report_is_named_with_its_clause(changes: dict[str, Any], field: str, clause: str) -> None:
    (gap,) = missing_in_report(make_report(**changes))
    assert (gap.field, gap.clause) == (field, clause)
    assert gap.label


def test_every_gap_leads_to_a_declared_field() -> None:
    empty = make_report(
        municipality="", case_number="", applied_on=None, support_fields=(), request="", decided_on=None, mode="",
        support_content="", consultation=None, held_on=None, starts_at=None, ends_at=None, place="", experts=(),
        attendees="", content="", effect="", materials="", tools="",
    )  # fmt: skip
    registers = {"sessions": Session.REGISTER, "cases": Case.REGISTER}
    for gap in missing_in_report(empty):
        assert registers[gap.register].field(gap.field)
    assert len(missing_in_report(empty)) == 19


@pytest.mark.parametrize(
    "field", ["expertise", "fields", "municipal_record", "explained_on", "consented_on", "consent_scope"]
)
def test_each_gap_of_an_expert_is_named_with_the_expert(field: str) -> None:
    expert = make_expert(1, **{field: () if field == "fields" else None if field.endswith("_on") else ""})
    (gap,) = missing_in_database(make_database(experts=(make_expert(0), expert)))
    assert (gap.field, gap.register, gap.record_id) == (field, "experts", expert.id)
    assert gap.label == f"山﨑　翔太：{Expert.REGISTER.field(field).label}"


def test_gaps_of_an_expert_who_is_not_listed_do_not_hold_up_the_publication() -> None:
    unlisted = make_expert(1, is_listed=False, expertise="")
    assert missing_in_database(make_database(Edition.PUBLICATION, experts=(unlisted,))) == ()
    assert missing_in_database(make_database(Edition.PREFECTURE, experts=(unlisted,)))
