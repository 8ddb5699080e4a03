"""The steps of a version of the plan or the chart: made, submitted, approved (specification 5(1), 5(3), 5(6)).

From its submission on a version is locked with its sections and boxes: a change needs a new version.
"""

from collections.abc import Iterator

from app.contract.facts import ContractFacts
from app.contract.findings import Finding, Severity, finding_on
from app.domain.plan import ChartBox, PlanKind, PlanSection, PlanVersion
from app.domain.record import Record

OF_DRAFTS = frozenset({"plan_version.edit", "plan_version.remove", "plan_version.follow_people"})


def plan_obstacles(action: str, record: Record, facts: ContractFacts) -> Iterator[Finding]:
    """Yield why a step cannot be taken on a version, a section or a box now."""
    if isinstance(record, PlanVersion):
        yield from _of_version(action, record)
    elif isinstance(record, PlanSection | ChartBox):
        version = facts.of(PlanVersion).get(record.version_id)
        if version is not None and version.submitted_on is not None:
            yield _refusal(record, "version_is_locked", "5.6", "5(6)", plan=version_words(version))


def version_words(version: PlanVersion) -> str:
    """Return the words that name a version: 実施計画書 第2版."""
    return f"{version.kind.label if version.kind else ''} 第{version.version}版"


def _of_version(action: str, version: PlanVersion) -> Iterator[Finding]:
    name = version_words(version)
    if action in OF_DRAFTS and version.submitted_on is not None:
        yield _refusal(version, "version_is_locked", "5.6", "5(6)", plan=name)
    elif action == "plan_version.follow_people" and version.kind != PlanKind.CHART:
        yield _refusal(version, "only_the_chart_has_people", "5.1", "5(1)", plan=name)
    elif action == "plan_version.submit" and version.approval_id:
        yield _refusal(version, "approved_already", "5.3", "5(3)", plan=name)
    elif action == "plan_version.approve" and version.submitted_on is None:
        yield _refusal(version, "not_submitted_yet", "5.3", "5(3)", plan=name)


def _refusal(record: Record, code: str, rule: str, clause: str, **values: str) -> Finding:
    return finding_on(record, rule, clause, Severity.VIOLATION, f"plans.{code}", **values)
