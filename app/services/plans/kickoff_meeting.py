"""The kickoff meeting before it is held: who takes part, and its agenda (specification 5(2)–5(5))."""

from typing import Any

from app.contract.facts import ContractFacts
from app.contract.kickoff import kickoff_due
from app.contract.plan_steps import version_words
from app.contract.team import team_on
from app.domain.contact import Contact, Side
from app.domain.japanese_date import era_with_weekday
from app.domain.meeting import MeetingKind, OpenQuestion, QuestionState
from app.domain.plan import PlanKind
from app.services.plans.deliverable_rows import deliverable_rows
from app.services.plans.sections import section_forms
from app.services.plans.versions import newest

TITLE = "キックオフミーティング"


def kickoff_start(facts: ContractFacts) -> dict[str, Any]:
    """Return what is known of the meeting without asking: its name, and who will be there."""
    team = team_on(facts, max(facts.today, facts.signed_on))
    officials = [
        f"{each.organisation}　{each.person}"
        for each in sorted(facts.of(Contact).values(), key=lambda each: (each.organisation, each.person))
        if each.side == Side.PREFECTURE
    ]
    return {
        "title": TITLE,
        "kind": MeetingKind.KICKOFF,
        "prefecture_persons": "\n".join(officials),
        "contractor_persons": "、".join(person.name for person in team.everybody),
    }


def kickoff_agenda(facts: ContractFacts) -> str:
    """Return the agenda: review of the plan, tasks and roles, communication, schedule, questions, approval."""
    parts = [
        ("出席者の紹介", ()),
        ("実施計画書のレビュー（仕様書5(3)）", _papers(facts)),
        ("業務内容と役割分担の確認（仕様書5(3)・7(1)）", _works()),
        ("コミュニケーション体制（仕様書6(1)ア）", ("LoGoチャットのトークルーム、連絡先、問合せへの回答の目安",)),
        ("スケジュールと成果物の期限（仕様書8・表2）", _dates(facts)),
        ("協議事項（仕様書11(1)）", _questions(facts)),
        ("実施計画書と実施体制図の承認（仕様書5(3)）", ()),
        ("決定事項、宿題、次回の確認", ()),
    ]
    lines = []
    for number, (heading, items) in enumerate(parts, start=1):
        lines.append(f"{number}　{heading}")
        lines += [f"・{item}" for item in items]
    return "\n".join(lines)


def _papers(facts: ContractFacts) -> tuple[str, ...]:
    found = [version for kind in PlanKind if (version := newest(facts, kind)) is not None]
    return tuple(version_words(each) for each in found) or ("実施計画書、実施体制図",)


def _works() -> tuple[str, ...]:
    clauses = [form.clause for form in section_forms() if form.chapter]
    return (f"仕様書{clauses[0]}から{clauses[-1]}までの業務の内容と、県・受託者・市町村の分担",)


def _dates(facts: ContractFacts) -> tuple[str, ...]:
    deadline = facts.terms.day("performance.deadline", facts.today)
    known = [row for row in deliverable_rows(facts) if row.due_on is not None and not row.is_provisional]
    days: dict[str, list[str]] = {}
    for row in known:
        days.setdefault(row.day_words, []).append(row.name)
    return (
        f"キックオフミーティングの期限　{era_with_weekday(kickoff_due(facts).stated_on)}",
        f"履行期限　{era_with_weekday(deadline)}",
        *(f"{day}　{'、'.join(names)}" for day, names in days.items()),
    )


def _questions(facts: ContractFacts) -> tuple[str, ...]:
    """Return the questions on record that wait for an answer; else that there are passages to ask about."""
    waiting = sorted(
        (each for each in facts.of(OpenQuestion).values() if each.state != QuestionState.ANSWERED),
        key=lambda each: (each.number, each.id),
    )
    if waiting:
        return tuple(f"{each.clause}　{each.question}" for each in waiting)
    count = len(facts.terms.questions)
    return (f"仕様書の疑義{count}件（実施計画書の「協議事項」）",) if count else ("特になし",)
