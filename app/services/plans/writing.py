"""Fills the sections of the implementation plan from the records: words about terms, and lists of what there is."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from app.contract.deadlines import signing_deadline
from app.contract.facts import ContractFacts
from app.contract.kickoff import kickoff_due
from app.contract.questions import entered, is_answered, question_of
from app.contract.team import qualification_lacks, team_on
from app.contract.terms import Erratum
from app.domain.accompaniment import Accompaniment
from app.domain.asset import InformationAsset
from app.domain.choice import Choice
from app.domain.commitment import Commitment
from app.domain.contact import Contact
from app.domain.contract import Contract
from app.domain.event import Event, EventStatus
from app.domain.japanese_date import era_with_weekday, format_era
from app.domain.meeting import Meeting, MeetingKind, OpenQuestion, QuestionState
from app.domain.plan import PlanTask
from app.domain.staff import Pledge, Qualification, StaffMember
from app.domain.subcontract import Subcontract
from app.services.plans.deliverable_rows import deliverable_rows
from app.services.plans.sections import TO_WRITE, SectionForm, cells, item

Lines = list[str]
_LIST = re.compile(r"\{\*([a-z_]+)(?::([^|}]*))?(?:\|([^}]*))?\}")
_WORD = re.compile(r"\{([a-z0-9_.]+)\}")
_BLANKS = re.compile(r"\n{3,}")


def section_text(form: SectionForm, facts: ContractFacts) -> str:
    """Return the text with which the records of today fill a section."""
    lines: Lines = []
    for line in form.text.split("\n"):
        listed = _LIST.fullmatch(line)
        if listed is not None:
            name, part, otherwise = listed.groups()
            found = LISTS[name](facts, part or "")
            lines += found or ([otherwise] if otherwise else [])
        else:
            lines.append(_WORD.sub(lambda match: word(match[1], facts), line))
    return _BLANKS.sub("\n\n", "\n".join(lines)).strip("\n")


def word(key: str, facts: ContractFacts) -> str:
    """Return one word of a text: of the contract, of the team, a due date, or a term; KeyError for none of these."""
    subject, _, name = key.partition(".")
    if subject == "contract":
        return _of_contract(name, facts) or TO_WRITE
    if subject == "team":
        team = team_on(facts, facts.today)
        return _names(team.leaders if name == "leader" else team.members) or TO_WRITE
    if subject == "deadline":
        due = kickoff_due(facts) if name == "kickoff" else signing_deadline(facts, int(name))
        return era_with_weekday(due.stated_on)
    return _term(key, facts)


def _of_contract(name: str, facts: ContractFacts) -> str:
    if name == "signed_on":
        return era_with_weekday(facts.signed_on)
    if name == "client":
        return facts.terms.client
    contract = next(iter(facts.of(Contract).values()), None)
    return str(getattr(contract, name)) if contract is not None else facts.terms.title if name == "name" else ""


def _term(key: str, facts: ContractFacts) -> str:
    """Return a term as it holds today; whole hours are told in hours, as the contract does."""
    term, value = facts.terms.term(key), facts.terms.dated(key, facts.today).value
    if isinstance(value, date):
        return era_with_weekday(value)
    if term.unit == "分" and isinstance(value, int) and value and value % 60 == 0:
        return f"{value // 60}時間"
    return term.shown(value)


def _names(people: Iterable[StaffMember]) -> str:
    return "、".join(person.name for person in people)


def _label(chosen: Choice | None) -> str:
    return chosen.label if chosen is not None else ""


def _day(on: date | None) -> str:
    return format_era(on) if on else "未定"


def _commitments(facts: ContractFacts, part: str) -> Lines:
    rows = [cells(each.clause, each.title, each.owner, _day(each.due_on)) for each in _promised(facts, part)]
    return [cells("条項", "提案事項", "担当", "期日"), *rows] if rows else []


def _promises(facts: ContractFacts, part: str) -> Lines:
    """Return what was promised under a clause as a part of its section."""
    found = _promised(facts, part)
    told = [item(f"{each.title}（{_day(each.due_on)}まで、担当：{each.owner}）") for each in found]
    return ["", "■ 企画提案による取組", *told] if told else []


def _promised(facts: ContractFacts, clause: str) -> list[Commitment]:
    """Return the promises under a clause; 6(1) is not 6(10)."""
    found = [each for each in facts.of(Commitment).values() if each.clause.startswith(clause)]
    return sorted(found, key=lambda each: (each.due_on or date.max, each.clause, each.id))


def _contacts(facts: ContractFacts, part: str) -> Lines:
    people = sorted(facts.of(Contact).values(), key=lambda each: (each.organisation, each.person))
    rows = [
        cells(each.side.label, each.organisation, each.post, each.person, each.room)
        for each in people
        if each.side is not None and each.side.value in ("prefecture", "contractor")
    ]
    return ["", cells("区分", "部署・組織", "役職", "氏名", "トークルーム"), *rows] if rows else []


def _coverage(facts: ContractFacts, part: str) -> Lines:
    """Return how many experts are secured for each field of Table 1 (6(2)ウ)."""
    experts = facts.experts.values()
    if not experts:
        return []
    listed = [each for each in experts if each.is_listed]
    on_site = sum(each.on_site for each in experts)
    lead = f"確保した専門人材は{len(experts)}名（データベースに掲載{len(listed)}名、実地で支援できる者{on_site}名）。"
    rows = [
        cells(field.block, field.name, f"{sum(field.code in {key for key, _ in each.fields} for each in experts)}名")
        for field in facts.terms.support_fields
    ]
    return [item(lead), "", cells("区分", "分野", "対応できる人数"), *rows]


def _accompaniments(facts: ContractFacts, part: str) -> Lines:
    rows = []
    for each in facts.of(Accompaniment).values():
        manager = facts.experts.get(each.manager_id)
        place = facts.municipality_names.get(each.municipality_code, each.municipality_code)
        rows.append(cells(place, each.theme, manager.name if manager else TO_WRITE, _label(each.status)))
    return [cells("団体名", "支援テーマ", "進行管理の担当", "実施プラン"), *rows] if rows else []


def _events(facts: ContractFacts, part: str) -> Lines:
    wanted = part.split(",")
    found = [
        each
        for each in facts.of(Event).values()
        if each.kind is not None and each.kind.value in wanted and each.status != EventStatus.CANCELLED
    ]
    found.sort(key=lambda each: (each.held_on or date.max, each.id))
    rows = [
        cells(
            each.kind.label if each.kind else "", each.title, _day(each.held_on), each.mode.label if each.mode else ""
        )
        for each in found
    ]
    return ["", cells("種類", "名称", "開催予定日", "開催方法"), *rows] if rows else []


def _tasks(facts: ContractFacts, part: str) -> Lines:
    """Return the schedule of the whole contract; a milestone has no first day."""
    tasks = [each for each in facts.of(PlanTask).values() if not each.accompaniment_id]
    tasks.sort(key=lambda each: (each.position or 0, each.starts_on or date.max, each.id))
    rows = [
        cells(
            each.clause, each.title, "" if each.is_milestone else _day(each.starts_on), _day(each.ends_on), each.owner
        )
        for each in tasks
    ]
    return [cells("条項", "工程", "開始日", "終了日", "担当"), *rows] if rows else []


def _deliverables(facts: ContractFacts, part: str) -> Lines:
    rows = [cells(row.number, row.name, row.rule, row.day_words) for row in deliverable_rows(facts)]
    return [cells("番号", "成果物", "提出期限", "期限の日"), *rows]


def _meetings(facts: ContractFacts, part: str) -> Lines:
    found = sorted(facts.of(Meeting).values(), key=lambda each: (each.held_on or date.max, each.id))
    rows = [
        cells(
            _day(each.held_on), each.title, each.kind.label if each.kind else "", each.mode.label if each.mode else ""
        )
        for each in found
        if each.held_on is not None and (each.held_on >= facts.today or each.kind == MeetingKind.KICKOFF)
    ]
    return ["", "■ 決まっている会議", cells("開催日", "会議", "種類", "開催方法"), *rows] if rows else []


def _staff(facts: ContractFacts, part: str) -> Lines:
    team = team_on(facts, facts.today)
    in_order = sorted(team.everybody, key=lambda each: each not in team.leaders)
    rows = [cells(_label(each.role), each.name, each.affiliation, _day(each.from_on)) for each in in_order]
    return [cells("役割", "氏名", "所属", "従事の開始日"), *rows] if rows else []


def _qualified(facts: ContractFacts, part: str) -> Lines:
    """Return who fulfils 7(1)ウ, under which letter and on what grounds."""
    rows = [
        item(f"7(1)ウの経験要件を満たす者：{each.name}（{each.qualification.label}）{each.experience}")
        for each in team_on(facts, facts.today).everybody
        if each.qualification not in (None, Qualification.NONE)
        and not qualification_lacks(each, facts.terms, facts.today)
    ]
    return ["", *rows] if rows else []


def _pledges(facts: ContractFacts, part: str) -> Lines:
    pledged = [each for each in facts.of(Pledge).values() if each.pledged_on]
    briefed = [each for each in pledged if each.briefed_on]
    if not pledged:
        return []
    words = (
        f"従事者と専門人材{len(pledged)}名から秘密保持の誓約を受け、うち{len(briefed)}名に情報セキュリティを周知した。"
    )
    return [item(words)]


def _assets(facts: ContractFacts, part: str) -> Lines:
    rows = [
        cells(each.name, each.received_from, _day(each.received_on), each.location, each.keeper)
        for each in facts.of(InformationAsset).values()
        if each.disposed_on is None
    ]
    return (
        ["", "■ 受領している情報資産", cells("名称", "提供元", "受領日", "保管場所", "管理者"), *rows] if rows else []
    )


def _subcontracts(facts: ContractFacts, part: str) -> Lines:
    rows = [
        cells(
            each.partner,
            each.partner_address,
            each.relation,
            each.scope,
            each.necessity,
            "承認済" if facts.agreed(each.approval_id) else "申請中" if each.applied_on else "申請前",
        )
        for each in facts.of(Subcontract).values()
    ]
    return [cells("相手方", "住所", "関係性", "業務の範囲", "必要性", "県の承認"), *rows] if rows else []


def _questions(facts: ContractFacts, part: str) -> Lines:
    """Return the open questions on record, and the passages of the contract that nobody has asked about yet."""
    asked = list(facts.of(OpenQuestion).values())
    rows = [
        cells(each.clause, each.question, each.reading, _label(each.state))
        for each in sorted(asked, key=lambda each: (each.number, each.id))
        if each.state != QuestionState.ANSWERED
    ]
    known = entered(facts.terms, asked)
    rows += [
        cells(passage.clause, _asked(passage, facts), passage.note, QuestionState.OPEN.label)
        for number, passage in enumerate(facts.terms.questions)
        if number not in known and not is_answered(passage, facts.terms)
    ]
    return [cells("条項", "疑義", "回答があるまでの取扱い", "状態"), *rows] if rows else []


def _asked(passage: Erratum, facts: ContractFacts) -> str:
    """Return what is asked about a passage; the note stands in the next cell and is not said twice."""
    asked = question_of(passage, facts.terms)
    return f"「{passage.text}」の読み方" if passage.note in asked else asked


LISTS: Mapping[str, Callable[[ContractFacts, str], Lines]] = {
    "accompaniments": _accompaniments,
    "assets": _assets,
    "commitments": _commitments,
    "contacts": _contacts,
    "coverage": _coverage,
    "deliverables": _deliverables,
    "events": _events,
    "meetings": _meetings,
    "pledges": _pledges,
    "promises": _promises,
    "qualified": _qualified,
    "questions": _questions,
    "staff": _staff,
    "subcontracts": _subcontracts,
    "tasks": _tasks,
}
