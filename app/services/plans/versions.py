"""Versions of the plan and the chart: where each stands, what it lacks, and what changed between two of them."""

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from app.contract.approvals import approval_fault
from app.contract.facts import ContractFacts
from app.contract.plan_steps import version_words
from app.domain.choice import Choice
from app.domain.plan import PlanKind, PlanSection, PlanVersion
from app.services.judging.wording import title_of
from app.services.plans.sections import form_of, lack_of, section_forms
from app.services.plans.views import DifferenceLine, PlanPage, SectionDifference, SectionView, VersionLine
from app.services.plans.writing import section_text
from app.services.views import Missing


class VersionState(Choice):
    """How far a version is with the prefecture."""

    DRAFT = "draft", "作成中"
    SUBMITTED = "submitted", "提出済・承認待ち"
    APPROVED = "approved", "承認済"


class Comparison(Choice):
    """What became of a section between two versions."""

    SAME = "same", "変更なし"
    CHANGED = "changed", "変更"
    ADDED = "added", "追加"
    REMOVED = "removed", "削除"


def versions_of(facts: ContractFacts, kind: PlanKind | None = None) -> tuple[PlanVersion, ...]:
    """Return the versions of the plan, of the chart, or of both, newest first."""
    found = [each for each in facts.of(PlanVersion).values() if kind is None or each.kind == kind]
    return tuple(sorted(found, key=lambda each: (str(each.kind), -(each.version or 0), each.id)))


def newest(facts: ContractFacts, kind: PlanKind) -> PlanVersion | None:
    """Return the newest version of a paper, or None before the first."""
    return next(iter(versions_of(facts, kind)), None)


def chosen(facts: ContractFacts, kind: PlanKind, version_id: str) -> PlanVersion | None:
    """Return the version asked for, the newest without id; None when there is none of this paper."""
    if not version_id:
        return newest(facts, kind)
    found = facts.of(PlanVersion).get(version_id)
    return found if found is not None and found.kind == kind else None


def state_of(version: PlanVersion, facts: ContractFacts) -> VersionState:
    """Return where a version stands: approved only by an approval that holds (5(3))."""
    if version.submitted_on is None:
        return VersionState.DRAFT
    fault = approval_fault(facts, version.approval_id, not_before=version.submitted_on)
    return VersionState.SUBMITTED if fault is not None else VersionState.APPROVED


def version_line(version: PlanVersion, facts: ContractFacts) -> VersionLine:
    """Return a version in the terms of the doors."""
    state = state_of(version, facts)
    decision = facts.decisions.get(version.approval_id)
    newest_one = newest(facts, version.kind) if version.kind else None
    return VersionLine(
        id=version.id,
        kind=version.kind.value if version.kind else "",
        kind_label=version.kind.label if version.kind else "",
        version=version.version or 0,
        label=version_words(version),
        made_on=version.made_on,
        changes=version.changes,
        submitted_on=version.submitted_on,
        approval_id=version.approval_id,
        approval=title_of(decision) if decision is not None else "",
        state=state.value,
        state_label=state.label,
        is_locked=version.submitted_on is not None,
        is_newest=newest_one is not None and newest_one.id == version.id,
    )


def version_lines(facts: ContractFacts, kind: PlanKind | None = None) -> tuple[VersionLine, ...]:
    """Return the versions in the terms of the doors, newest first."""
    return tuple(version_line(each, facts) for each in versions_of(facts, kind))


def sections_of(facts: ContractFacts, version_id: str) -> tuple[PlanSection, ...]:
    """Return the sections of a version in their order."""
    found = [each for each in facts.of(PlanSection).values() if each.version_id == version_id]
    return tuple(sorted(found, key=lambda each: (each.position or 0, each.id)))


def section_views(facts: ContractFacts, version: PlanVersion) -> tuple[SectionView, ...]:
    """Return the sections of a version in the terms of the doors."""
    return tuple(_section_view(each, facts) for each in sections_of(facts, version.id))


def _section_view(section: PlanSection, facts: ContractFacts) -> SectionView:
    form = form_of(section.key)
    return SectionView(
        id=section.id,
        key=section.key,
        number=form.number if form else "",
        chapter=form.chapter if form else "",
        heading=section.heading,
        clause=form.clause if form else "",
        body=section.body,
        filled_from=form.source if form else "",
        paper_adds=form.draws if form else "",
        lacks=lack_of(section),
        differs=form is not None and section.body.strip() != section_text(form, facts),
    )


def plan_page(facts: ContractFacts, version_id: str = "") -> PlanPage:
    """Return one version of the plan with every version there is; the newest without id."""
    version = chosen(facts, PlanKind.PLAN, version_id)
    lines = version_lines(facts, PlanKind.PLAN)
    if version is None:
        return PlanPage(lines, None, (), ())
    return PlanPage(lines, version_line(version, facts), section_views(facts, version), lacking_of_plan(facts, version))


def first_sections(facts: ContractFacts, version_id: str, ids: Iterator[str]) -> tuple[PlanSection, ...]:
    """Return every declared section, filled from the records."""
    return tuple(
        PlanSection(
            id=next(ids),
            version_id=version_id,
            key=form.key,
            position=number,
            heading=form.heading,
            body=section_text(form, facts),
        )
        for number, form in enumerate(section_forms(), start=1)
    )


def lacking_of_plan(facts: ContractFacts, version: PlanVersion) -> tuple[Missing, ...]:
    """Return what a version of the plan needs before it is handed in, leading to the section."""
    by_key = {each.key: each for each in sections_of(facts, version.id)}
    found = []
    for form in section_forms():
        section = by_key.get(form.key)
        lack = lack_of(section)
        if lack and section is not None:
            found.append(Missing("plan-sections", section.id, "body", f"{form.number}　{form.heading}：{lack}"))
        elif lack:
            found.append(Missing("plan-versions", version.id, "kind", f"{form.number}　{form.heading}：節がありません"))
    return tuple(found)


def differences(former: Sequence[PlanSection], latter: Sequence[PlanSection]) -> tuple[SectionDifference, ...]:
    """Return every section of two versions with its lines, in the order of the later version."""
    before = {each.key: each for each in former}
    after = {each.key: each for each in latter}
    keys = [*after, *(key for key in before if key not in after)]
    return tuple(_difference(key, before.get(key), after.get(key)) for key in keys)


def _difference(key: str, former: PlanSection | None, latter: PlanSection | None) -> SectionDifference:
    known = latter or former
    heading = known.heading if known else ""
    before, after = (each.body if each else "" for each in (former, latter))
    lines = tuple(line_differences(before, after))
    if former is None or latter is None:
        state = Comparison.ADDED if former is None else Comparison.REMOVED
    else:
        is_same = former.heading == latter.heading and all(line.kind == "same" for line in lines)
        state = Comparison.SAME if is_same else Comparison.CHANGED
    if former is not None and latter is not None and former.heading != latter.heading:
        renamed = (DifferenceLine("removed", former.heading), DifferenceLine("added", latter.heading))
        lines = (*renamed, *lines)
    return SectionDifference(key, heading, state.value, state.label, lines)


def line_differences(before: str, after: str) -> Iterable[DifferenceLine]:
    """Yield the lines of two texts: the same, only in the former, only in the latter."""
    former, latter = (text.split("\n") if text else [] for text in (before, after))
    for kind, from_, to, from_later, to_later in SequenceMatcher(None, former, latter, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from (DifferenceLine("same", line) for line in former[from_:to])
            continue
        yield from (DifferenceLine("removed", line) for line in former[from_:to])
        yield from (DifferenceLine("added", line) for line in latter[from_later:to_later])


def against_records(section: PlanSection, facts: ContractFacts) -> SectionDifference:
    """Return a section beside what the records would say today."""
    form = form_of(section.key)
    today = section_text(form, facts) if form is not None else section.body
    lines = tuple(line_differences(section.body.strip(), today))
    is_same = all(line.kind == "same" for line in lines)
    state = Comparison.SAME if is_same else Comparison.CHANGED
    return SectionDifference(section.key, section.heading, state.value, state.label, lines)
