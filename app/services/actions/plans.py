"""Use cases of plans, charts, schedules and the contest (specification 5, 6(4), 6(9)ア).

A version that was submitted is locked: ``app.contract.workflow`` refuses what would change it, and only a new version
takes the change (5(6)). What a use case does is loaded when it is first done: no window waits for it.
"""

from dataclasses import replace

from app.domain.event import ContestEntry, ContestScore, EventParticipant
from app.domain.meeting import Meeting
from app.domain.plan import ChartBox, Indicator, PlanKind, PlanSection, PlanTask, PlanVersion
from app.services.actions.forms import pick
from app.services.actions.registers import kept
from app.services.actions.situation import Action, Change, Situation, Values, edits

VERSIONS, SECTIONS, BOXES, TASKS = (kind.REGISTER.name for kind in (PlanVersion, PlanSection, ChartBox, PlanTask))


class _Late:
    """A change by its name in ``app.services.plans.changes``."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __call__(self, situation: Situation, values: Values) -> Change:
        from app.services.plans import changes

        made: Change = getattr(changes, self._name)(situation, values)
        return made


def _kickoff_form(situation: Situation) -> Values:
    from app.services.plans import changes

    return changes.kickoff_form(situation)


def _accompanied(situation: Situation) -> Values:
    """Start the form of an action on a schedule with no accompaniment: the whole contract."""
    return {"accompaniment_id": ""}


_VERSION_ADD, _VERSION_EDIT, _ = kept(PlanVersion)
_BOX_ADD, _BOX_EDIT, _ = kept(ChartBox)

VERSION_ACTIONS: tuple[Action, ...] = (
    replace(_VERSION_ADD, primary=False, label="別に作った版を登録"),
    _VERSION_EDIT,
    Action("plan_version.remove", "版を削除", VERSIONS, _Late("remove_version")),
    Action(
        "plan_version.draw",
        "新しい版を作る",
        VERSIONS,
        _Late("draw_version"),
        pick(PlanVersion, "kind", "changes"),
        needs_subject=False,
        primary=True,
        initial=lambda situation: {"kind": PlanKind.PLAN},
    ),
    Action(
        "plan_version.submit",
        "提出を記録",
        VERSIONS,
        edits(PlanVersion),
        pick(PlanVersion, "submitted_on", required=("submitted_on",)),
        primary=True,
        initial=lambda situation: {"submitted_on": situation.today},
    ),
    Action(
        "plan_version.approve",
        "県の承認を記録",
        VERSIONS,
        edits(PlanVersion),
        pick(PlanVersion, "approval_id", "file_id", "note", required=("approval_id",)),
        primary=True,
    ),
    Action("plan_version.follow_people", "従事者と専門人材の変更を反映", VERSIONS, _Late("follow_people")),
)

SECTION_ACTIONS: tuple[Action, ...] = (
    Action("plan_section.edit", "節を編集", SECTIONS, edits(PlanSection), pick(PlanSection, "heading", "body")),
    Action("plan_section.refill", "記録から書き直す", SECTIONS, _Late("refill_section")),
    replace(_BOX_ADD, change=_Late("add_box"), fields=(*pick(ChartBox, "version_id"), *_BOX_ADD.fields)),
    _BOX_EDIT,
    Action("chart_box.remove", "枠を削除", BOXES, _Late("remove_box")),
    Action("chart_box.place", "枠を動かす", BOXES, _Late("place_box"), pick(ChartBox, "parent_id", "row", "place")),
)

TASK_ACTIONS: tuple[Action, ...] = (
    *kept(PlanTask),
    Action("plan_task.move", "工程を動かす", TASKS, edits(PlanTask), pick(PlanTask, "starts_on", "ends_on")),
    Action(
        "plan_task.progress",
        "進みを記録",
        TASKS,
        edits(PlanTask),
        pick(PlanTask, "began_on", "finished_on", "progress"),
        primary=True,
    ),
    Action(
        "plan_task.draw",
        "工程の案を作る",
        TASKS,
        _Late("draw_tasks"),
        pick(PlanTask, "accompaniment_id"),
        needs_subject=False,
        initial=_accompanied,
    ),
    Action(
        "plan_task.set_baseline",
        "当初の計画として残す",
        TASKS,
        _Late("set_baseline"),
        pick(PlanTask, "accompaniment_id"),
        needs_subject=False,
        initial=_accompanied,
    ),
    *kept(Indicator),
)

EVENT_ACTIONS: tuple[Action, ...] = (
    *kept(EventParticipant),
    *kept(ContestScore),
    Action(
        "contest_entry.settle",
        "審査の結果を記録",
        ContestEntry.REGISTER.name,
        _Late("settle_entry"),
        pick(ContestEntry, "award", "comment"),
        primary=True,
    ),
    Action(
        "meeting.plan_kickoff",
        "キックオフミーティングを準備",
        Meeting.REGISTER.name,
        _Late("plan_kickoff"),
        pick(Meeting, "held_on", "starts_at", "ends_at", "mode", "mode_decision_id", "place", "agenda"),
        needs_subject=False,
        initial=_kickoff_form,
    ),
)

ACTIONS: tuple[Action, ...] = (*VERSION_ACTIONS, *SECTION_ACTIONS, *TASK_ACTIONS, *EVENT_ACTIONS)
