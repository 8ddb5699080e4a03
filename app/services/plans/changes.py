"""The changes that the use cases of plans, charts, schedules and the contest make (specification 5, 6(4), 6(9)ア)."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

from app.contract.plan_steps import version_words
from app.domain.errors import AppError
from app.domain.event import ContestEntry
from app.domain.meeting import Meeting, MeetingMode
from app.domain.plan import ChartBox, PlanKind, PlanSection, PlanTask, PlanVersion
from app.domain.record import Record
from app.planning.contest_ranking import whole
from app.services.actions.situation import Change, Situation, Values, written
from app.services.plans.chart import boxes_of, first_boxes
from app.services.plans.following import followed
from app.services.plans.kickoff_meeting import kickoff_agenda, kickoff_start
from app.services.plans.occasions import ranking_of
from app.services.plans.sections import form_of
from app.services.plans.tasks import missing_tasks, sessions_of
from app.services.plans.versions import first_sections, newest, sections_of
from app.services.plans.writing import section_text


def _ids(situation: Situation) -> Iterator[str]:
    return (situation.new_id() for _ in count())


def draw_version(situation: Situation, values: Values) -> Change:
    """Make the next version of a paper: copied from the newest one, or filled from the records where there is none."""
    facts, kind = situation.facts, PlanKind(str(values["kind"]))
    before = newest(facts, kind)
    version = PlanVersion(
        id=situation.new_id(),
        kind=kind,
        version=(before.version or 0) + 1 if before is not None else 1,
        made_on=situation.today,
        changes=str(values.get("changes") or ""),
    )
    if kind == PlanKind.PLAN:
        parts: tuple[Record, ...] = _copied_sections(situation, before, version)
    else:
        parts = _copied_boxes(situation, before, version)
    return Change(added=(version, *parts))


def _copied_sections(situation: Situation, before: PlanVersion | None, version: PlanVersion) -> tuple[Record, ...]:
    former = sections_of(situation.facts, before.id) if before is not None else ()
    if not former:
        return first_sections(situation.facts, version.id, _ids(situation))
    return tuple(replace(each, id=situation.new_id(), version_id=version.id) for each in former)


def _copied_boxes(situation: Situation, before: PlanVersion | None, version: PlanVersion) -> tuple[Record, ...]:
    former = boxes_of(situation.facts, before.id) if before is not None else ()
    if not former:
        return first_boxes(situation.facts, version.id, _ids(situation))
    ids = {each.id: situation.new_id() for each in former}
    return tuple(
        replace(each, id=ids[each.id], version_id=version.id, parent_id=ids.get(each.parent_id, "")) for each in former
    )


def remove_version(situation: Situation, values: Values) -> Change:
    """Take a version away together with its sections and boxes."""
    version = situation.on(PlanVersion)
    parts = (*sections_of(situation.facts, version.id), *boxes_of(situation.facts, version.id))
    return Change(removed=(*parts, version))


def refill_section(situation: Situation, values: Values) -> Change:
    """Write a section anew from the records as they are today; AppError for one that is not declared."""
    section = situation.on(PlanSection)
    form = form_of(section.key)
    if form is None:
        raise AppError("plans.section_of_our_own", heading=section.heading)
    return Change(saved=(replace(section, body=section_text(form, situation.facts)),))


def place_box(situation: Situation, values: Values) -> Change:
    """Put a box below another and in its place among its neighbours, who make room (7(1)ア)."""
    box = written(situation.on(ChartBox), values)
    boxes = boxes_of(situation.facts, box.version_id)
    if _leads_to(box.parent_id, box.id, boxes):
        raise AppError("plans.box_below_itself", title=box.title)
    beside = sorted(
        (each for each in boxes if each.parent_id == box.parent_id and each.id != box.id),
        key=lambda each: (each.place or 0, each.id),
    )
    at = min(box.place or 0, len(beside))
    order = [*beside[:at], box, *beside[at:]]
    placed = [replace(each, place=number) for number, each in enumerate(order)]
    known = {each.id: each for each in boxes}
    return Change(saved=tuple(each for each in placed if each.id == box.id or each != known[each.id]))


def _leads_to(start: str, end: str, boxes: tuple[ChartBox, ...]) -> bool:
    """Tell whether the way up from a box comes to another one."""
    upper = {each.id: each.parent_id for each in boxes}
    seen: set[str] = set()
    while start and start not in seen:
        if start == end:
            return True
        seen.add(start)
        start = upper.get(start, "")
    return False


def add_box(situation: Situation, values: Values) -> Change:
    """Put a box of one's own into a chart that is not submitted; AppError for one that is (5(6))."""
    box = written(ChartBox(id=situation.new_id()), values)
    version = situation.facts.of(PlanVersion).get(box.version_id)
    if version is not None and version.submitted_on is not None:
        raise AppError("plans.version_is_locked", plan=version_words(version))
    return Change(added=(box,))


def remove_box(situation: Situation, values: Values) -> Change:
    """Take a box away; those below it move up to the one above."""
    box = situation.on(ChartBox)
    below = (each for each in boxes_of(situation.facts, box.version_id) if each.parent_id == box.id)
    return Change(saved=tuple(replace(each, parent_id=box.parent_id) for each in below), removed=(box,))


def follow_people(situation: Situation, values: Values) -> Change:
    """Bring the boxes of a chart in line with the records of people; AppError when they are."""
    version = situation.on(PlanVersion)
    change = followed(situation.facts, version, _ids(situation))
    if not (change.added or change.saved or change.removed):
        raise AppError("plans.people_are_in_line")
    return change


def draw_tasks(situation: Situation, values: Values) -> Change:
    """Add the tasks that are asked for and not there; sessions come to the task whose step they name."""
    item_id = str(values.get("accompaniment_id") or "")
    made = missing_tasks(situation.facts, item_id)
    if not made:
        raise AppError("plans.every_task_is_there")
    by_step = {task.title: task.id for task in made}
    joined = tuple(
        replace(session, task_id=by_step[session.step.strip()])
        for session in (sessions_of(situation.facts, item_id) if item_id else ())
        if not session.task_id and session.step.strip() in by_step
    )
    return Change(added=made, saved=joined)


def set_baseline(situation: Situation, values: Values) -> Change:
    """Keep the days of the tasks that have no baseline as agreed; AppError when every task has one."""
    item_id = str(values.get("accompaniment_id") or "")
    waiting = tuple(
        replace(task, baseline_starts_on=task.starts_on, baseline_ends_on=task.ends_on)
        for task in situation.facts.of(PlanTask).values()
        if task.accompaniment_id == item_id and task.baseline_ends_on is None and task.starts_on and task.ends_on
    )
    if not waiting:
        raise AppError("plans.baseline_is_set")
    return Change(saved=waiting)


def settle_entry(situation: Situation, values: Values) -> Change:
    """Write the average points and the award of an entry from the judges' sheets.

    AppError plans.entry_not_judged, plans.entry_half_judged.
    """
    entry = situation.on(ContestEntry)
    found = ranking_of(situation.facts, entry.event_id)
    standing = next((each for each in found.standings if each.entry_id == entry.id), None)
    if standing is None or len(standing.missing) == len(found.judges) * len(found.criteria):
        raise AppError("plans.entry_not_judged", title=entry.title)
    if standing.missing:
        judges = "、".join(dict.fromkeys(judge for judge, _ in standing.missing))
        raise AppError("plans.entry_half_judged", title=entry.title, judges=judges)
    return Change(saved=(written(entry, values, score=whole(standing.average)),))


def plan_kickoff(situation: Situation, values: Values) -> Change:
    """Make the kickoff meeting with its agenda (5(2)–5(4))."""
    meeting = written(Meeting(id=situation.new_id()), values, **kickoff_start(situation.facts))
    agenda = meeting.agenda.strip() or kickoff_agenda(situation.facts)
    return Change(added=(replace(meeting, agenda=agenda),))


def kickoff_form(situation: Situation) -> Values:
    """Return what the form of the kickoff meeting starts with."""
    return {"mode": MeetingMode.ONLINE, "agenda": kickoff_agenda(situation.facts)}
