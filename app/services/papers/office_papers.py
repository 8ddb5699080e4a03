"""The papers of the office from their records: minutes, registers, applications and certificates."""

from collections.abc import Iterable, Sequence
from datetime import date

from app.documents.letterhead import Letterhead
from app.documents.office_paper import Entries, Listing, OfficePaper, Section, Words
from app.domain.asset import InformationAsset
from app.domain.case import Case
from app.domain.choice import Choice
from app.domain.consultation import ConsultationAnswer
from app.domain.decision import Decision
from app.domain.due_date import DueDate
from app.domain.expert import Expert
from app.domain.japanese_date import era_with_weekday
from app.domain.meeting import Homework, Meeting
from app.domain.record import Record
from app.domain.staff import StaffMember
from app.domain.subcontract import Subcontract


def day(on: date | None) -> str:
    """Return a day as papers show it; a dash for none."""
    return era_with_weekday(on) if on else "―"


def labelled(record: Record, *names: str) -> Entries:
    """Return declared fields of a record with their labels, in words."""
    rows = []
    for name in names:
        value = getattr(record, name)
        text = day(value) if isinstance(value, date) else value.label if isinstance(value, Choice) else str(value or "")
        rows.append((record.REGISTER.field(name).label, text))
    return Entries(tuple(rows))


def minutes(meeting: Meeting, homework: Iterable[Homework], head: Letterhead) -> OfficePaper:
    """Return the minutes of a meeting: what was decided and who does what come first (5(4))."""
    tasks = sorted(homework, key=lambda item: (item.due_on or date.max, item.owner))
    times = "～".join(f"{time:%H:%M}" for time in (meeting.starts_at, meeting.ends_at) if time)
    held = Entries(
        (
            ("日時", f"{day(meeting.held_on)}　{times}".rstrip()),
            ("開催方法・場所", "　".join(filter(None, (meeting.mode.label if meeting.mode else "", meeting.place)))),
            ("県の出席者", meeting.prefecture_persons),
            ("受託者の出席者", meeting.contractor_persons),
            ("その他の出席者", meeting.other_persons),
            ("通訳の手配", meeting.interpretation),
        )
    )
    todo = Listing(
        (("担当者", 1.2), ("内容", 3.0), ("期日", 2.1), ("完了日", 2.1)),
        tuple((item.owner, item.task, day(item.due_on), day(item.done_on)) for item in tasks),
        "宿題はありません。",
    )
    return OfficePaper(
        head,
        "議事録",
        meeting.kind.label if meeting.kind else "",
        meeting.title,
        (
            Section("決定事項", "5(4)", (Words(meeting.decided),)),
            Section("宿題", "5(4)", (todo,)),
            Section("開催", "5(5)", (held,)),
            Section("議題", "", (Words(meeting.agenda),)),
            Section("議事の要旨", "5(4)", (Words(meeting.minutes),)),
        ),
    )


def decision_register(decisions: Sequence[Decision], head: Letterhead) -> OfficePaper:
    """Return the register of consultations, approvals and instructions, oldest first (11(1))."""
    rows = tuple(
        (
            f"{item.number}\n{item.kind.label if item.kind else ''}",
            day(item.decided_on),
            f"{item.subject}\n{item.content}",
            f"県：{item.prefecture_persons}\n受託者：{item.contractor_persons}",
            item.result.label if item.result else "",
        )
        for item in sorted(decisions, key=lambda item: (item.decided_on or date.max, item.number))
    )
    columns = (("番号・区分", 1.9), ("年月日", 2.4), ("件名と内容", 3.4), ("出席者", 2.2), ("結果", 0.8))
    listed = Listing(columns, rows, "記録はありません。")
    return OfficePaper(head, "協議・承認・指示簿", "", f"全{len(rows)}件", (Section("記録", "11(1)", (listed,)),))


def subcontract_application(item: Subcontract, parent: Subcontract | None, head: Letterhead) -> OfficePaper:
    """Return the application to subcontract with the four items that 7(2)イ asks for."""
    four = labelled(item, "partner", "partner_address", "relation", "scope", "necessity")
    period = labelled(item, "starts_on", "ends_on", "applied_on")
    sections = [Section("再委託の内容", "7(2)イ", (four,)), Section("期間", "7(2)イ", (period,))]
    if parent is not None:
        joint = Entries((("元の再委託の相手方", parent.partner), ("連名の申請", "はい" if item.is_joint else "いいえ")))
        sections.append(Section("再々委託", "7(2)ウ", (joint,)))
    lead = (
        "次のとおり業務の一部を再委託したいので、承認を申請します。業務の全部を一括して再委託するものではありません。"
    )
    return OfficePaper(head, "再委託承認申請書", "", lead, tuple(sections))


def staff_change(
    successor: StaffMember, predecessor: StaffMember | None, proof: Sequence[tuple[str, str, str]], head: Letterhead
) -> OfficePaper:
    """Return the request to change staff with what holds of 7(1) before and after (7(1), 9(1))."""
    names = ("name", "affiliation", "role", "from_on", "qualification", "experience")
    sections = [Section("新たに従事する者", "7(1)", (labelled(successor, *names),))]
    if predecessor is not None:
        leaving = labelled(predecessor, "name", "affiliation", "role", "until_on", "qualification", "experience")
        sections.insert(0, Section("交代する者", "7(1)", (leaving,)))
    sections += [
        Section("同等以上である理由", "7(1)", (Words(successor.equivalence),)),
        Section(
            "交代の前後における要件の充足",
            "9(1)",
            (Listing((("要件", 2.4), ("交代の前", 2.0), ("交代の後", 2.0)), tuple(proof)),),
        ),
    ]
    lead = "次のとおり従事者を交代したいので、協議し、承認を求めます。"
    return OfficePaper(head, "従事者変更協議書", "", lead, tuple(sections))


def disposal_certificate(assets: Sequence[InformationAsset], head: Letterhead) -> OfficePaper:
    """Return the certificate that what was lent was returned, destroyed or erased (10(4))."""
    columns = (("名称", 2.4), ("区分", 1.2), ("提供元", 1.6), ("方法", 0.9), ("処分日", 1.6), ("処分した人", 1.2))
    done = tuple(
        (
            item.name,
            item.kind.label if item.kind else "",
            item.received_from,
            item.disposal.label if item.disposal else "",
            day(item.disposed_on),
            item.disposed_by,
        )
        for item in assets
        if item.disposed_on is not None
    )
    held = tuple(
        (item.name, item.kind.label if item.kind else "", item.received_from, item.location)
        for item in assets
        if item.disposed_on is None
    )
    sections = [Section("返却・廃棄・消去した情報資産", "10(4)", (Listing(columns, done),))]
    if held:
        open_columns = (("名称", 2.4), ("区分", 1.2), ("提供元", 1.6), ("保管場所", 2.0))
        sections.append(Section("まだ処分していない情報資産", "10(4)", (Listing(open_columns, held),)))
    lead = (
        "本業務で提供を受けた情報資産とその複製物・加工物について、次のとおり返却、廃棄又は消去したことを証明します。"
    )
    return OfficePaper(head, "情報資産返却・廃棄・消去証明書", "", lead, tuple(sections))


def answer_report(
    answer: ConsultationAnswer,
    case: Case,
    office: str,
    experts: Sequence[Expert],
    consultation: Decision | None,
    due: DueDate | None,
    head: Letterhead,
) -> OfficePaper:
    """Return deliverable 4, the report of an answer to a consultation, with its clock (6(5)カ)."""
    people = "\n".join(f"{item.name}（{item.affiliation}）" if item.affiliation else item.name for item in experts)
    asked = Entries(
        (
            ("団体名", office),
            ("案件番号／回答番号", f"{case.number}　／　{answer.number}"),
            ("申請日", day(case.applied_on)),
            ("相談内容", case.content),
            ("県との協議", f"{consultation.number}　{day(consultation.decided_on)}" if consultation else ""),
        )
    )
    given = Entries(
        (
            ("対応日", day(answer.answered_on)),
            ("回答方法", answer.method.label if answer.method else ""),
            ("対応時間", f"{answer.minutes}分" if answer.minutes else ""),
            ("専門人材", people),
        )
    )
    result = labelled(answer, "content", "effect", "materials", "other_scheme")
    sections = [
        Section("相談", "6(5)ア", (asked,)),
        Section("対応", "6(5)イ・ウ", (given,)),
        Section("対応の結果", "6(5)カ", (result,)),
    ]
    if due is not None:
        sections.append(Section("報告期限の計算", "6(5)カ・表2", (_clock(due),)))
    lead = f"{head.contract}仕様書6(5)カに基づき、相談への対応結果を次のとおり報告します。"
    return OfficePaper(head, "DXよろず相談窓口対応報告書", f"納品成果物 4　　{answer.number}", lead, tuple(sections))


def _clock(due: DueDate) -> Listing:
    """Return the count of a due date day by day."""
    rows = tuple((day(step.on), f"{step.counted}日目" if step.counted else "―", step.reason) for step in due.steps)
    return Listing((("日付", 2.2), ("数え方", 1.0), ("理由", 3.0)), rows)
