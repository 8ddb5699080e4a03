"""The chart of the team: boxes drawn up from the people, laid out, and what of 7(1) they prove."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from app.contract.facts import ContractFacts
from app.contract.team import DEMANDS, QUALIFIED, Demand, team_on
from app.domain.accompaniment import Accompaniment
from app.domain.expert import Expert, Level
from app.domain.plan import BoxSide, ChartBox, PlanVersion
from app.domain.staff import StaffMember, StaffRole
from app.domain.subcontract import Subcontract
from app.domain.support_field import in_table_order
from app.planning.chart_layout import Layout, Node, chart_layout
from app.services.plans.chart_people import people_differences
from app.services.plans.versions import version_line
from app.services.plans.views import BoxView, ChartPage, LinkView, PeopleDifference, ProofLine
from app.services.views import Missing

CHART_CLAUSE = "5(1)・7(1)"
LEADER_DUTY = "業務全体の管理、県との協議、品質の確認"
MEMBER_DUTY = "相談と派遣の受付、日程の調整、報告書の作成、進行管理"
EXPERTS = "デジタル専門人材"
WITHOUT_FIELD = "分野の登録なし"
LONGEST_DUTY = 400
_LEVELS = {level.value: number for number, level in enumerate(Level)}


def boxes_of(facts: ContractFacts, version_id: str) -> tuple[ChartBox, ...]:
    """Return the boxes of a version by row and place."""
    found = [each for each in facts.of(ChartBox).values() if each.version_id == version_id]
    return tuple(sorted(found, key=lambda each: (each.row or 0, each.place or 0, each.id)))


def first_boxes(facts: ContractFacts, version_id: str, ids: Iterator[str]) -> tuple[ChartBox, ...]:
    """Return the tree drawn up from the records: prefecture, leader, members, experts by field, subcontractors."""
    count = facts.terms.text("hearings.target", facts.today)
    top = _box(version_id, ids, facts.terms.client, BoxSide.PREFECTURE, "発注、協議・承認、日程の調整")
    offices = _box(
        version_id, ids, "県内市町村", BoxSide.MUNICIPALITY, f"{count}　申請、取組の実施、アンケート", place=1
    )
    team = team_on(facts, max(facts.today, facts.signed_on))
    leaders = [staff_box(version_id, ids, each, top.id, number) for number, each in enumerate(team.leaders)]
    head = leaders[0].id if leaders else top.id
    known = {each.id for each in team.leaders}
    members = [each for each in team.everybody if each.id not in known]
    below = [staff_box(version_id, ids, each, head, number) for number, each in enumerate(members)]
    experts = list(_expert_boxes(facts, version_id, ids, head, len(below)))
    partners = list(_partner_boxes(facts, version_id, ids, head, len(below) + 1))
    return (top, offices, *leaders, *below, *experts, *partners)


def _box(
    version_id: str, ids: Iterator[str], title: str, side: BoxSide, duty: str, parent: str = "", place: int = 0
) -> ChartBox:
    return ChartBox(
        id=next(ids),
        version_id=version_id,
        title=title,
        side=side,
        duty=duty_words(duty),
        parent_id=parent,
        row=0,
        place=place,
    )


def duty_words(text: str) -> str:
    """Return a duty as long as a box holds it; an ellipsis tells that there was more."""
    return text if len(text) <= LONGEST_DUTY else f"{text[: LONGEST_DUTY - 1]}…"


def staff_box(version_id: str, ids: Iterator[str], person: StaffMember, parent: str, place: int) -> ChartBox:
    """Return the box of somebody of the team."""
    duty = LEADER_DUTY if person.role == StaffRole.LEADER else MEMBER_DUTY
    title = person.role.label if person.role else ""
    return replace(_box(version_id, ids, title, BoxSide.CONTRACTOR, duty, parent, place), staff_id=person.id)


def expert_box(
    facts: ContractFacts, version_id: str, ids: Iterator[str], expert: Expert, parent: str, place: int
) -> ChartBox:
    """Return the box of an expert with the fields that the expert supports and whose progress the expert manages."""
    names = {field.code: field.name for field in facts.terms.support_fields}
    duty = "、".join(names.get(key, key) for key, _ in in_table_order(expert.fields, facts.terms.support_fields))
    managed = [
        facts.municipality_names.get(each.municipality_code, each.municipality_code)
        for each in facts.of(Accompaniment).values()
        if each.manager_id == expert.id
    ]
    if managed:
        duty = f"進行管理：{'、'.join(sorted(managed))}／{duty}"
    box = _box(version_id, ids, "専門人材", BoxSide.CONTRACTOR, duty, parent, place)
    return replace(box, expert_id=expert.id)


def _expert_boxes(
    facts: ContractFacts, version_id: str, ids: Iterator[str], head: str, place: int
) -> Iterator[ChartBox]:
    listed = [each for each in facts.experts.values() if each.is_listed]
    if not listed:
        return
    title = f"{EXPERTS}（{len(listed)}名）"
    group = _box(version_id, ids, title, BoxSide.CONTRACTOR, "相談への回答、派遣による助言、伴走支援", head, place)
    yield group
    by_block: dict[str, list[Expert]] = {block: [] for block in (*facts.terms.blocks, WITHOUT_FIELD)}
    for expert in sorted(listed, key=lambda each: (each.kana, each.name, each.id)):
        by_block[block_of(expert, facts)].append(expert)
    for number, (block, experts) in enumerate(by_block.items()):
        if experts:
            part = _box(version_id, ids, block, BoxSide.CONTRACTOR, f"{len(experts)}名", group.id, number)
            yield part
            for own, expert in enumerate(experts):
                yield expert_box(facts, version_id, ids, expert, part.id, own)


def block_of(expert: Expert, facts: ContractFacts) -> str:
    """Return the block of Table 1 that an expert masters best; of equals the first in the table."""
    known = {field.code: field.block for field in facts.terms.support_fields}
    mastered = [each for each in in_table_order(expert.fields, facts.terms.support_fields) if each.key in known]
    best = min(mastered, key=lambda each: _LEVELS.get(each.level, len(_LEVELS)), default=None)
    return known[best.key] if best is not None else WITHOUT_FIELD


def _partner_boxes(
    facts: ContractFacts, version_id: str, ids: Iterator[str], head: str, place: int
) -> Iterator[ChartBox]:
    """Yield a box for each subcontractor, one below another where it is one of a subcontractor's own (7(2)ウ)."""
    made: dict[str, str] = {}
    waiting = sorted(
        facts.of(Subcontract).values(), key=lambda each: (each.parent_id != "", each.starts_on or date.max)
    )
    for number, each in enumerate(waiting):
        parent = made.get(each.parent_id, head)
        box = _box(version_id, ids, each.partner, BoxSide.PARTNER, each.scope, parent, place + number)
        made[each.id] = box.id
        yield box


def chart_page(facts: ContractFacts, versions: Sequence[PlanVersion], version: PlanVersion | None) -> ChartPage:
    """Return one version of the chart laid out, with its proof and what does not fit the people."""
    lines = tuple(version_line(each, facts) for each in versions)
    if version is None:
        return ChartPage(lines, None, (), (), 0.0, 0.0, (), (), ())
    boxes = boxes_of(facts, version.id)
    layout = layout_of(boxes)
    differences = people_differences(facts, boxes)
    proof = proof_lines(facts, version, boxes)
    return ChartPage(
        versions=lines,
        version=version_line(version, facts),
        boxes=box_views(facts, boxes, layout, differences),
        links=tuple(LinkView(link.parent_id, link.child_id, link.points) for link in layout.links),
        width=layout.width,
        height=layout.height,
        proof=proof,
        differences=differences,
        lacking=lacking_of_chart(version, boxes, proof, differences),
    )


def layout_of(boxes: Iterable[ChartBox]) -> Layout:
    """Return the places of the boxes."""
    return chart_layout(Node(box.id, box.parent_id, box.row or 0, box.place or 0) for box in boxes)


def box_views(
    facts: ContractFacts, boxes: Sequence[ChartBox], layout: Layout, differences: Iterable[PeopleDifference] = ()
) -> tuple[BoxView, ...]:
    """Return the boxes at their places, with the people in them."""
    known = {box.id: box for box in boxes}
    troubles = {each.box_id: each.text for each in differences if each.box_id}
    found = []
    for place in layout.boxes:
        box = known[place.id]
        person, affiliation = person_in(box, facts.of(StaffMember), facts.experts)
        found.append(
            BoxView(
                id=box.id,
                title=box.title,
                person=person,
                affiliation=affiliation,
                duty=box.duty,
                side=box.side.value if box.side else "",
                side_label=box.side.label if box.side else "",
                parent_id=box.parent_id,
                row=place.row,
                place=box.place or 0,
                x=place.x,
                y=place.y,
                width=layout.sizes.width,
                height=layout.sizes.height,
                trouble=troubles.get(box.id, ""),
            )
        )
    return tuple(found)


def person_in(box: ChartBox, staff: Mapping[str, StaffMember], experts: Mapping[str, Expert]) -> tuple[str, str]:
    """Return the name and the affiliation of who stands in a box."""
    person = staff.get(box.staff_id) or experts.get(box.expert_id)
    return (person.name, person.affiliation) if person is not None else ("", "")


def proof_lines(facts: ContractFacts, version: PlanVersion, boxes: Sequence[ChartBox]) -> tuple[ProofLine, ...]:
    """Return the demands of 7(1) with who of the chart meets them on the day of the version."""
    on = version.submitted_on or max(facts.today, facts.signed_on)
    shown = {box.staff_id for box in boxes if box.staff_id}
    team = team_on(facts, on)
    return tuple(
        _proof(demand, [person for person in team.answering(demand) if person.id in shown], facts, on)
        for demand in DEMANDS
    )


def _proof(demand: Demand, people: Sequence[StaffMember], facts: ContractFacts, on: date) -> ProofLine:
    term = facts.terms.term(demand.term)
    minimum = facts.terms.integer(demand.term, on)
    grounds = "\n".join(_grounds(person) for person in people)
    names = "、".join(person.name for person in people)
    met_by = grounds if demand == QUALIFIED else names
    return ProofLine(demand.clause, term.label, f"{minimum}{term.unit}以上", met_by, len(people) >= minimum)


def _grounds(person: StaffMember) -> str:
    """Return who is qualified under 7(1)ウ, by which letter and on what grounds."""
    letter = person.qualification.label if person.qualification else ""
    counted = [
        f"{person.supported_municipalities}団体" if person.supported_municipalities else "",
        f"通算{person.supported_months}か月" if person.supported_months else "",
    ]
    return "　".join(filter(None, (person.name, letter, "・".join(filter(None, counted)), person.experience)))


def lacking_of_chart(
    version: PlanVersion,
    boxes: Sequence[ChartBox],
    proof: Iterable[ProofLine],
    differences: Iterable[PeopleDifference],
) -> tuple[Missing, ...]:
    """Return what a chart needs before it is handed in; what changed after that asks for a new version instead."""
    if not boxes:
        return (Missing("plan-versions", version.id, "kind", "実施体制図の枠"),)
    found = [Missing("staff", "", "role", f"{line.label}（{line.clause}）") for line in proof if not line.is_met]
    if version.submitted_on is None:
        found += [Missing("chart-boxes", each.box_id, "staff_id", each.text) for each in differences]
    return tuple(found)
