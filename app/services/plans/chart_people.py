"""What differs between the chart and the records of people: who has no box, and whose box is out of date."""

from collections.abc import Iterable, Iterator, Sequence

from app.contract.facts import ContractFacts
from app.contract.team import team_on
from app.domain.plan import BoxSide, ChartBox
from app.domain.staff import StaffMember
from app.domain.subcontract import Subcontract
from app.services.plans.views import PeopleDifference

MISSING, ENDED, UNLISTED, REMOVED = "missing", "ended", "unlisted", "removed"


def people_differences(facts: ContractFacts, boxes: Sequence[ChartBox]) -> tuple[PeopleDifference, ...]:
    """Return every difference today; nothing while there is no box at all."""
    if not boxes:
        return ()
    return (*_of_boxes(facts, boxes), *_without_box(facts, boxes))


def _of_boxes(facts: ContractFacts, boxes: Iterable[ChartBox]) -> Iterator[PeopleDifference]:
    working = {person.id for person in team_on(facts, max(facts.today, facts.signed_on)).everybody}
    for box in boxes:
        staff, expert = facts.of(StaffMember).get(box.staff_id), facts.experts.get(box.expert_id)
        if box.staff_id and staff is None:
            yield PeopleDifference(REMOVED, box.id, "staff", box.staff_id, f"「{box.title}」の従事者は登録にありません")
        elif staff is not None and box.staff_id not in working:
            yield PeopleDifference(ENDED, box.id, "staff", staff.id, f"{staff.name}は従事していません")
        if box.expert_id and expert is None:
            text = f"「{box.title}」の専門人材は登録にありません"
            yield PeopleDifference(REMOVED, box.id, "experts", box.expert_id, text)
        elif expert is not None and not expert.is_listed:
            text = f"{expert.name}はデータベースに掲載されていません"
            yield PeopleDifference(UNLISTED, box.id, "experts", expert.id, text)


def _without_box(facts: ContractFacts, boxes: Sequence[ChartBox]) -> Iterator[PeopleDifference]:
    placed = {box.staff_id for box in boxes} | {box.expert_id for box in boxes}
    for person in team_on(facts, max(facts.today, facts.signed_on)).everybody:
        if person.id not in placed:
            yield PeopleDifference(MISSING, "", "staff", person.id, f"従事者{person.name}の枠がありません")
    for expert in sorted(facts.experts.values(), key=lambda each: (each.kana, each.id)):
        if expert.is_listed and expert.id not in placed:
            yield PeopleDifference(MISSING, "", "experts", expert.id, f"専門人材{expert.name}の枠がありません")
    partners = {box.title for box in boxes if box.side == BoxSide.PARTNER}
    for each in sorted(facts.of(Subcontract).values(), key=lambda each: each.id):
        if each.partner not in partners and facts.agreed(each.approval_id):
            text = f"再委託先{each.partner}の枠がありません"
            yield PeopleDifference(MISSING, "", "subcontracts", each.id, text)
