"""The completion report on what was agreed and set up: contract, team, channels, experts (5, 6(1)–6(3), 7)."""

from app.contract.deadlines import deadlines
from app.contract.expert_listing import handed_in
from app.contract.facts import ContractFacts
from app.documents.report_paper import Below, Chapter, Grid, Pairs, Part, Points, Remark
from app.domain.contact import Contact, Enquiry, Side
from app.domain.contract import Contract
from app.domain.meeting import Meeting, MeetingKind
from app.domain.plan import PlanVersion
from app.domain.staff import StaffMember
from app.services.reports.counts import COUNTING, MonthCount
from app.services.reports.wording import DASH, day, said, short_day


def outline_chapter(facts: ContractFacts, counts: tuple[MonthCount, ...]) -> Chapter:
    """Return the contract, its counts against their targets, and who worked on it (3, 6, 7(1))."""
    contract = next(iter(facts.of(Contract).values()), Contract(id=""))
    terms, today = facts.terms, facts.today
    period = f"{day(facts.signed_on)}～{day(terms.day('period.end', today))}"
    people = sorted(facts.of(StaffMember).values(), key=lambda each: (str(each.from_on), each.name))
    rows = tuple(
        (said(each, "name"), said(each, "role"), said(each, "affiliation") or DASH, _served(each)) for each in people
    )
    parts: tuple[Part, ...] = (
        Pairs(
            (
                ("業務名", said(contract, "name")),
                ("契約期間", period),
                ("履行期限", day(terms.day("performance.deadline", today))),
            )
        ),
        Below("実施した数と目標"),
        Grid(
            (("区分", 2.6), ("条項", 1.2), ("実施", 1.1), ("目標", 1.8), ("目標に対する割合", 1.5)),
            tuple(map(_count, counts)),
            figures=(2, 4),
        ),
        Remark(COUNTING),
        Below("実施体制"),
        Grid((("氏名", 1.8), ("役割", 1.8), ("所属", 2.8), ("従事した期間", 2.6)), rows, "従事者の記録はない。"),
    )
    return Chapter("業務の概要", "3・6・7(1)", parts)


def _count(count: MonthCount) -> tuple[str, ...]:
    goal = f"{count.target}{count.unit}" if count.target else DASH
    if count.minimum:
        goal += f"（下限{count.minimum}）"
    share = f"{(200 * count.total + count.target) // (2 * count.target)}％" if count.target else DASH
    return count.label, count.clause, f"{count.total}{count.unit}", goal, share


def _served(member: StaffMember) -> str:
    return f"{short_day(member.from_on)}～{short_day(member.until_on) if member.until_on else ''}"


def setup_chapter(facts: ContractFacts) -> Chapter:
    """Return the plan, the kickoff and the channels to municipalities and prefecture (5, 6(1))."""
    versions = sorted(facts.of(PlanVersion).values(), key=lambda each: (str(each.kind), each.version or 0))
    plans = tuple(
        (said(each, "kind"), f"第{each.version}版", day(each.submitted_on), _approval(each, facts))
        for each in versions
        if each.submitted_on is not None
    )
    kickoffs = [each for each in facts.of(Meeting).values() if each.kind == MeetingKind.KICKOFF and each.held_on]
    held = min((each.held_on for each in kickoffs if each.held_on and each.held_on <= facts.today), default=None)
    contacts = list(facts.of(Contact).values())
    offices = {each.municipality_code for each in contacts if each.side == Side.MUNICIPALITY and each.municipality_code}
    rooms = {said(each, "room") for each in contacts if said(each, "room")}
    enquiries = list(facts.of(Enquiry).values())
    answered = sum(each.answered_at is not None for each in enquiries)
    points = (
        f"キックオフミーティングは{day(held)}に開いた。" if held else "キックオフミーティングの記録はない。",
        f"連絡先を登録した市町村は{len(offices)}団体、LoGoチャットのトークルームは{len(rooms)}である。",
        f"案件の登録は{len(facts.cases)}件、メールや電話による問い合わせは{len(enquiries)}件（回答{answered}件）である。",
    )
    parts: tuple[Part, ...] = (
        Points(points),
        Grid((("文書", 1.8), ("版", 0.8), ("提出日", 2.4), ("県の承認", 3.9)), plans, "提出した実施計画書はない。"),
    )
    return Chapter("業務体制の構築", "5・6(1)", parts)


def _approval(version: PlanVersion, facts: ContractFacts) -> str:
    decision = facts.decisions.get(version.approval_id)
    return f"{decision.number}　{day(decision.decided_on)}" if decision is not None else DASH


def experts_chapter(facts: ContractFacts) -> Chapter:
    """Return how many experts were secured, in which fields, and what the prefecture was told of them (6(2), 6(3))."""
    experts = list(facts.experts.values())
    listed = [each for each in experts if each.is_listed]
    minimum = facts.terms.integer("experts.minimum", facts.today)
    rows = tuple(
        (
            field.name,
            f"{sum(any(member.key == field.code for member in each.fields) for each in listed)}名",
        )
        for field in facts.terms.support_fields
    )
    told = handed_in(facts)
    due = next((each for each in deadlines(facts) if each.deliverable == 3), None)
    points = [
        f"確保した専門人材は{len(experts)}名、データベースに掲載した者は{len(listed)}名（下限{minimum}名）である。"
    ]
    if told:
        late = "（期限より遅れて提出）" if due is not None and due.state.value == "done_late" else ""
        points.append(f"データベースは{day(told[0].submitted_on)}に提出し{late}、変更は{len(told) - 1}回届け出た。")
    parts: tuple[Part, ...] = (
        Points(tuple(points)),
        Below("分野別の人数（掲載した者。1名が複数の分野を支援する）"),
        Grid((("分野", 5.0), ("人数", 1.0)), rows, figures=(1,)),
    )
    return Chapter("デジタル専門人材の確保とデータベース", "6(2)・6(3)", parts)
