"""What the services hand to the doors about plans, charts, schedules and support plans: frozen values."""

from dataclasses import dataclass
from datetime import date

from app.services.calendar.views import CalendarDay as CalendarDay
from app.services.calendar.views import CalendarEntry as CalendarEntry
from app.services.calendar.views import CalendarPage as CalendarPage
from app.services.views import FindingText, Missing

# 実施計画書 and 実施体制図


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version of the plan or of the chart, and how far it is with the prefecture (5(1), 5(3), 5(6))."""

    id: str
    kind: str  # plan, chart
    kind_label: str
    version: int
    label: str  # 実施計画書 第2版
    made_on: date | None
    changes: str
    submitted_on: date | None
    approval_id: str
    approval: str  # number and subject of the decision; empty while there is none
    state: str  # draft, submitted, approved
    state_label: str
    is_locked: bool  # submitted: only a new version changes it
    is_newest: bool


@dataclass(frozen=True, slots=True)
class SectionView:
    """One section of the implementation plan as it stands in a version."""

    id: str
    key: str
    number: str  # 1, 3-1
    chapter: str  # the heading above a run of sections; empty where a section is a chapter of its own
    heading: str
    clause: str
    body: str  # paragraphs; ・ begins an item, ■ a subheading, cells of a table stand between ｜
    filled_from: str  # which records fill it, in words
    paper_adds: str  # what the printed paper draws from the text (工程表の図); empty for nothing
    lacks: str  # why it is not complete; empty when it is
    differs: bool  # the records would say something else today


@dataclass(frozen=True, slots=True)
class PlanPage:
    """One version of the implementation plan with every version there is; ``version`` is None before the first."""

    versions: tuple[VersionLine, ...]  # newest first
    version: VersionLine | None
    sections: tuple[SectionView, ...]
    lacking: tuple[Missing, ...]  # what must be there before it is printed, leading to the section or record


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """One line of a section that is the same in both versions, only in the former, or only in the latter."""

    kind: str  # same, removed, added
    text: str


@dataclass(frozen=True, slots=True)
class SectionDifference:
    """One section in two versions."""

    key: str
    heading: str
    state: str  # same, changed, added, removed
    state_label: str
    lines: tuple[DifferenceLine, ...]

    @property
    def changed_lines(self) -> int:
        """Return how many lines are not the same."""
        return sum(line.kind != "same" for line in self.lines)


@dataclass(frozen=True, slots=True)
class BoxView:
    """One box of the chart at its place; x, y, width and height in points of the drawing."""

    id: str
    title: str
    person: str
    affiliation: str
    duty: str
    side: str  # contractor, prefecture, municipality, partner
    side_label: str
    parent_id: str
    row: int
    place: int
    x: float
    y: float
    width: float
    height: float
    trouble: str  # what does not fit the records of people; empty for nothing


@dataclass(frozen=True, slots=True)
class LinkView:
    """One line from a box to the one below it, as corner points."""

    parent_id: str
    child_id: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class ProofLine:
    """One demand of 7(1) with who meets it."""

    clause: str
    label: str
    wanted: str
    met_by: str
    is_met: bool


@dataclass(frozen=True, slots=True)
class PeopleDifference:
    """One difference between the chart and the records of people."""

    kind: str  # missing, ended, unlisted, removed
    box_id: str  # empty when the person has no box
    register: str
    record_id: str
    text: str


@dataclass(frozen=True, slots=True)
class ChartPage:
    """One version of the chart of the team, laid out; width and height of the whole drawing in points."""

    versions: tuple[VersionLine, ...]
    version: VersionLine | None
    boxes: tuple[BoxView, ...]
    links: tuple[LinkView, ...]
    width: float
    height: float
    proof: tuple[ProofLine, ...]
    differences: tuple[PeopleDifference, ...]
    lacking: tuple[Missing, ...]


# 工程表


@dataclass(frozen=True, slots=True)
class GanttRow:
    """One task: as agreed (baseline), as planned now, and as it went."""

    id: str
    title: str
    clause: str
    owner: str
    starts_on: date
    ends_on: date
    baseline_starts_on: date | None
    baseline_ends_on: date | None
    began_on: date | None
    finished_on: date | None
    progress: int  # per cent
    is_milestone: bool
    deviation: int | None  # open days after the baseline's end, negative before it; None without baseline
    deviation_label: str  # 当初より3開庁日遅れ
    state: str  # done, running, late, waiting
    state_label: str
    group: str  # heading above a run of rows: the part of the clause, or the municipality
    sessions_held: int = 0
    sessions_planned: int = 0


@dataclass(frozen=True, slots=True)
class GanttLine:
    """One day drawn as a line through the chart."""

    on: date
    label: str
    kind: str  # deadline, due, today


@dataclass(frozen=True, slots=True)
class GanttPage:
    """The schedule of the whole contract, or of one accompaniment."""

    accompaniment_id: str
    title: str
    from_on: date
    until_on: date
    rows: tuple[GanttRow, ...]
    lines: tuple[GanttLine, ...]
    has_baseline: bool
    undrawn: int  # tasks that the contract terms would add


# 伴走支援の実施プラン


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """One figure before and after."""

    id: str
    name: str
    unit: str
    before: str
    before_on: date | None
    target: str
    after: str
    after_on: date | None
    change: str  # ▲12 or －25％ where both are numbers; empty otherwise
    is_reached: bool | None  # None while it cannot be told
    note: str


@dataclass(frozen=True, slots=True)
class SupportSession:
    """One session of accompaniment with the step it belongs to."""

    id: str
    held_on: date | None
    times: str
    mode: str
    experts: str
    step: str
    task_id: str
    content: str
    status: str
    status_label: str


@dataclass(frozen=True, slots=True)
class SupportLine:
    """One accompanied municipality at a glance."""

    id: str
    municipality_code: str
    municipality: str
    theme: str
    status: str
    status_label: str
    manager: str
    sessions_held: int
    sessions_planned: int
    progress: int  # of the steps by their length, per cent
    worst_deviation: int | None  # open days of the step that is furthest behind
    next_step: str
    warnings: int


@dataclass(frozen=True, slots=True)
class SupportPlanPage:
    """The support plan of one municipality (6(4)ア, イ, オ, カ)."""

    line: SupportLine
    fields: tuple[str, ...]
    hearing_on: date | None
    consultation: str
    agreed_on: date | None
    decided_on: date | None
    reported_on: date | None
    plan: str
    result: str
    schedule: GanttPage
    sessions: tuple[SupportSession, ...]
    indicators: tuple[IndicatorLine, ...]
    warnings: tuple[FindingText, ...]
    lacking: tuple[Missing, ...]
