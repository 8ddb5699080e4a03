"""Brings the boxes of a chart in line with the records of people: successors, newcomers, those who left."""

from collections.abc import Iterator
from dataclasses import replace

from app.contract.facts import ContractFacts
from app.domain.expert import Expert
from app.domain.plan import BoxSide, ChartBox, PlanVersion
from app.domain.staff import StaffMember, StaffRole
from app.domain.subcontract import Subcontract
from app.services.actions.situation import Change
from app.services.plans.chart import boxes_of, duty_words, expert_box, staff_box
from app.services.plans.chart_people import MISSING, people_differences


def followed(facts: ContractFacts, version: PlanVersion, ids: Iterator[str]) -> Change:
    """Return the change that takes every difference away; a successor takes over the predecessor's box."""
    boxes = boxes_of(facts, version.id)
    found = people_differences(facts, boxes)
    missing = [each for each in found if each.kind == MISSING]
    leaving = {each.box_id: each.record_id for each in found if each.kind != MISSING}
    successors = {
        person.replaces_id: person
        for each in missing
        if (person := facts.of(StaffMember).get(each.record_id)) is not None and person.replaces_id
    }
    taken = {box_id: successors[left] for box_id, left in leaving.items() if left in successors}
    gone = {box_id for box_id in leaving if box_id not in taken}
    saved = tuple(_saved(boxes, taken, gone))
    placed = {person.id for person in taken.values()}
    added = [
        made
        for number, each in enumerate(missing)
        if each.record_id not in placed
        and (made := _added(facts, version, boxes, ids, each.record_id, len(boxes) + number)) is not None
    ]
    return Change(tuple(added), saved, tuple(box for box in boxes if box.id in gone))


def _saved(boxes: tuple[ChartBox, ...], taken: dict[str, StaffMember], gone: set[str]) -> Iterator[ChartBox]:
    """Yield the boxes with another person, and those that move up because the box above them goes."""
    upper = {box.id: box.parent_id for box in boxes}
    for box in boxes:
        if box.id in gone:
            continue
        parent, seen = box.parent_id, set[str]()
        while parent in gone and parent not in seen:
            seen.add(parent)
            parent = upper[parent]
        kept = replace(box, parent_id=parent)
        if box.id in taken:
            person = taken[box.id]
            kept = replace(kept, staff_id=person.id, title=person.role.label if person.role else box.title)
        if kept != box:
            yield kept


def _added(
    facts: ContractFacts,
    version: PlanVersion,
    boxes: tuple[ChartBox, ...],
    ids: Iterator[str],
    record_id: str,
    place: int,
) -> ChartBox | None:
    """Return the box of somebody, or of a subcontractor, who has none; beside those of the same kind."""
    staff, expert = facts.of(StaffMember).get(record_id), facts.experts.get(record_id)
    if staff is not None:
        return staff_box(version.id, ids, staff, _above(staff, facts, boxes), place)
    if expert is not None:
        return expert_box(facts, version.id, ids, expert, _of_experts(expert, boxes, _head(facts, boxes)), place)
    partner = facts.of(Subcontract).get(record_id)
    if partner is None:
        return None
    return ChartBox(
        id=next(ids),
        version_id=version.id,
        title=partner.partner,
        side=BoxSide.PARTNER,
        duty=duty_words(partner.scope),
        parent_id=_head(facts, boxes),
        row=0,
        place=place,
    )


def _head(facts: ContractFacts, boxes: tuple[ChartBox, ...]) -> str:
    """Return the box of a leader; without one the first at the top."""
    people = facts.of(StaffMember)
    for box in boxes:
        person = people.get(box.staff_id)
        if person is not None and person.role == StaffRole.LEADER:
            return box.id
    return next((box.id for box in boxes if not box.parent_id), "")


def _above(staff: StaffMember, facts: ContractFacts, boxes: tuple[ChartBox, ...]) -> str:
    if staff.role == StaffRole.LEADER:
        return next((box.id for box in boxes if box.side == BoxSide.PREFECTURE), "")
    return _head(facts, boxes)


def _of_experts(expert: Expert, boxes: tuple[ChartBox, ...], otherwise: str) -> str:
    """Return the box below which the other experts stand."""
    return next((box.parent_id for box in boxes if box.expert_id and box.expert_id != expert.id), otherwise)
