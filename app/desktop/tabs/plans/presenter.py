"""Decides what the pages 実施計画書 and 実施体制図 show: versions, sections, differences and boxes; no widgets."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.desktop.desk_port import Desk, Offer, Outcome
from app.desktop.widgets.plain_table import PlainRow
from app.domain.meeting import MeetingKind
from app.domain.plan import PlanKind
from app.services.plans.views import (
    BoxView,
    ChartPage,
    DifferenceLine,
    PeopleDifference,
    PlanPage,
    ProofLine,
    SectionDifference,
    SectionView,
    VersionLine,
)

VERSIONS, SECTIONS, BOXES = "plan-versions", "plan-sections", "chart-boxes"
MEETINGS = "meetings"
STATE_TONES = {"draft": "accent", "submitted": "warn", "approved": "good"}
COMPARED_TONES = {"same": "muted", "changed": "warn", "added": "good", "removed": "bad"}
LINE_SIGNS = {"same": ("　", ""), "removed": ("－", "削除"), "added": ("＋", "追加")}
COMPARED_HEADERS = ("違い", "節", "変わった行")
BOX_HEADERS = ("段", "役割・組織", "氏名", "所属", "区分", "上位の枠", "担当する業務", "注意")
PROOF_HEADERS = ("状態", "条項", "求められる体制", "必要な数", "満たす人")
QUALIFIED = "7(1)ウ"
KEPT_AROUND = 2  # unchanged lines that stay visible beside a change
ONLY_OF_THE_CHART = frozenset({"plan_version.follow_people"})


# 版


@dataclass(frozen=True, slots=True)
class PlanReading:
    """Everything that the page 実施計画書 shows, and the marks against which its sections are saved."""

    page: PlanPage
    offers: tuple[Offer, ...]
    making: tuple[Offer, ...]
    heads: Mapping[str, Mapping[str, str]]
    kickoff_id: str  # the kickoff meeting, empty while there is none


@dataclass(frozen=True, slots=True)
class ChartReading:
    """Everything that the page 実施体制図 shows."""

    page: ChartPage
    offers: tuple[Offer, ...]
    making: tuple[Offer, ...]


def write_section(
    desk: Desk, section: str, entries: Mapping[str, object], seen: Mapping[str, str] | None
) -> tuple[Outcome, Mapping[str, str]]:
    """Write a section of the plan and return what changed, with its marks from now on."""
    outcome = desk.run("plan_section.edit", section, entries, seen)
    return outcome, desk.heads(SECTIONS, section)


def read_plan(desk: Desk, version_id: str) -> PlanReading:
    """Return a version of the plan, the newest without id or when that version is gone."""
    page = desk.plans.plan(version_id)
    if version_id and page.version is None:
        page = desk.plans.plan("")
    heads = {section.id: desk.heads(SECTIONS, section.id) for section in page.sections}
    kickoffs = desk.ids(MEETINGS, {"kind": MeetingKind.KICKOFF.value})
    offers, making = version_offers(desk, page.version), desk.offers(VERSIONS)
    return PlanReading(page, offers, making, heads, next(iter(kickoffs), ""))


def read_chart(desk: Desk, version_id: str) -> ChartReading:
    """Return a version of the chart, the newest without id or when that version is gone."""
    page = desk.plans.chart(version_id)
    if version_id and page.version is None:
        page = desk.plans.chart("")
    return ChartReading(page, version_offers(desk, page.version), desk.offers(VERSIONS))


def version_offers(desk: Desk, version: VersionLine | None) -> tuple[Offer, ...]:
    """Return what can be done with a version; what only a chart knows is not offered on a plan."""
    if version is None:
        return ()
    found = desk.offers(VERSIONS, version.id)
    if version.kind == PlanKind.CHART.value:
        return found
    return tuple(offer for offer in found if offer.action.name not in ONLY_OF_THE_CHART)


def version_words(version: VersionLine) -> str:
    """Return a version as a line of the choice: 第2版　作成中."""
    newest = "" if version.is_newest else "（前の版）"
    return f"第{version.version}版　{version.state_label}{newest}"


def version_note(version: VersionLine) -> str:
    """Return when a version was made, submitted and approved, and what it changes."""
    parts = (
        f"作成 {version.made_on.isoformat()}" if version.made_on else "",
        f"提出 {version.submitted_on.isoformat()}" if version.submitted_on else "",
        f"承認 {version.approval}" if version.approval else "",
        f"修正：{' '.join(version.changes.split())}" if version.changes.strip() else "",
    )
    return "　".join(part for part in parts if part)


def locked_words(version: VersionLine | None) -> str:
    """Return why a version cannot be changed; empty when it can."""
    if version is None or not version.is_locked:
        return ""
    way = "修正するときは「新しい版を作る」を選んでください（5(6)）。"
    return f"{version.label}は県に提出済みのため、変更できません。{way}"


# 節


def section_words(section: SectionView) -> str:
    """Return a section as a line of the list: number and heading."""
    return f"{section.number}　{section.heading}".strip()


def section_marks(section: SectionView) -> tuple[str, str]:
    """Return what is to be noticed about a section in a few words, and the tone; both empty for nothing."""
    if section.lacks:
        return "要記入", "warn"
    return ("記録と違う", "accent") if section.differs else ("", "")


def section_source(section: SectionView) -> str:
    """Return which clause a section answers, what fills it, and what the paper adds."""
    parts = (
        f"仕様書 {section.clause}" if section.clause else "",
        f"次の記録から作成：{section.filled_from}" if section.filled_from else "この版だけの節",
        f"印刷で加わるもの：{section.paper_adds}" if section.paper_adds else "",
    )
    return "　".join(part for part in parts if part)


def plan_words(page: PlanPage) -> tuple[str, str]:
    """Return how complete a version is in words, and the tone."""
    differing = sum(section.differs for section in page.sections)
    told = f"　記録と違う節 {differing}" if differing else ""
    if page.lacking:
        return f"提出までに必要なこと {len(page.lacking)}件{told}", "warn"
    return f"節はすべてそろっています。{told}".rstrip(), "good"


# 版の比較


def compared_versions(versions: Sequence[VersionLine]) -> tuple[str, str]:
    """Return which two versions are compared first: the newest with the one before it; empty where there are none."""
    if len(versions) < 2:
        return "", ""
    return versions[1].id, versions[0].id


def compared_rows(differences: Iterable[SectionDifference]) -> list[PlainRow]:
    """Return the sections of two versions, the changed ones first."""
    ordered = sorted(differences, key=lambda each: each.state == "same")
    return [
        PlainRow(
            each.key,
            (each.state_label, each.heading, f"{each.changed_lines}行" if each.changed_lines else "―"),
            COMPARED_TONES[each.state],
        )
        for each in ordered
    ]


def compared_words(differences: Sequence[SectionDifference]) -> str:
    """Return how much changed between two versions."""
    changed = [each for each in differences if each.state != "same"]
    if not changed:
        return "二つの版の文は同じです。"
    return f"変わった節 {len(changed)}　変わった行 {sum(each.changed_lines for each in changed)}"


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One line of a difference as it is shown; ``left_out`` counts unchanged lines that are not."""

    kind: str
    text: str = ""
    left_out: int = 0


def shown_lines(lines: Sequence[DifferenceLine]) -> list[ShownLine]:
    """Return the lines of a difference; long runs of unchanged ones are left out but for those beside a change."""
    near = {
        place + step
        for place, line in enumerate(lines)
        if line.kind != "same"
        for step in range(-KEPT_AROUND, KEPT_AROUND + 1)
    }
    shown: list[ShownLine] = []
    for place, line in enumerate(lines):
        if line.kind != "same" or place in near:
            shown.append(ShownLine(line.kind, line.text))
        elif shown and shown[-1].left_out:
            shown[-1] = ShownLine("same", left_out=shown[-1].left_out + 1)
        else:
            shown.append(ShownLine("same", left_out=1))
    return shown


# 実施体制図


def box_words(box: BoxView) -> str:
    """Return a box in one sentence, for a tooltip and a screen reader."""
    who = "　".join(part for part in (box.person, box.affiliation) if part)
    lines = (f"{box.title}（{box.side_label}）", who, box.duty, f"▲ {box.trouble}" if box.trouble else "")
    return "\n".join(line for line in lines if line)


def box_rows(boxes: Sequence[BoxView]) -> list[PlainRow]:
    """Return the table beside the chart: every box in the order in which it is read."""
    titles = {box.id: box.person or box.title for box in boxes}
    return [
        PlainRow(
            box.id,
            (
                f"{box.row + 1}段目",
                box.title,
                box.person,
                box.affiliation,
                box.side_label,
                titles.get(box.parent_id, "（最上位）"),
                " ".join(box.duty.split()),
                box.trouble,
            ),
            "warn" if box.trouble else "",
        )
        for box in boxes
    ]


def proof_rows(proof: Iterable[ProofLine]) -> list[PlainRow]:
    """Return the demands of 7(1) with who meets them."""
    return [
        PlainRow(
            line.label,
            (
                "満たす" if line.is_met else "不足",
                line.clause,
                line.label,
                line.wanted,
                "、".join(line.met_by.split("\n")) or "いません",
            ),
            "good" if line.is_met else "bad",
        )
        for line in proof
    ]


def proof_words(proof: Iterable[ProofLine]) -> list[str]:
    """Return the grounds on which somebody is qualified, which are too long for a line of the table."""
    return [
        f"{line.label}（{line.clause}）\n{line.met_by}" for line in proof if line.clause == QUALIFIED and line.is_met
    ]


def people_words(differences: Sequence[PeopleDifference], *, is_locked: bool) -> tuple[str, str]:
    """Return how a chart fits the records of people, and the tone."""
    if not differences:
        return "枠の人は、従事者と専門人材の記録と一致しています。", "good"
    how = "新しい版を作ってから反映してください。" if is_locked else "「従事者と専門人材の変更を反映」で揃えられます。"
    return f"人の記録との違いが{len(differences)}件あります。{how}", "warn"
