"""A desk in memory: deterministic records, a few use cases, no store. What the window asks, it answers."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from app.contract.clauses_text import ContractText
from app.contract.terms import Terms
from app.desktop.desk_port import (
    ActionInfo,
    BackupLine,
    ClauseLine,
    Count,
    Deadline,
    DocumentKind,
    DueStep,
    EvidenceLine,
    FindingText,
    ForecastPage,
    HistoryLine,
    HomePage,
    ListStart,
    MadeBundle,
    MadeDocument,
    Missing,
    NoticeLine,
    Offer,
    Option,
    OutboxStatus,
    Outcome,
    RoomLine,
    Row,
    SearchHit,
    Shown,
    Turn,
)
from app.documents.tabular import read_table
from app.domain.acceptance import Acceptance
from app.domain.attachment import Attachment
from app.domain.case import Case, CaseKind, CaseStatus, WishedMode
from app.domain.consultation import ConsultationAnswer
from app.domain.contract import Closing, Contract
from app.domain.cost import Cost
from app.domain.decision import Decision, DecisionKind
from app.domain.entry import EntryContext, format_entry, parse_form
from app.domain.errors import AppError
from app.domain.expert import Expert
from app.domain.imports import ImportProfile
from app.domain.meeting import Homework, Meeting
from app.domain.municipality import Municipalities
from app.domain.record import Field, Kind, Member, Record
from app.domain.registers import REGISTERS
from app.domain.session import Session, SessionStatus
from app.domain.submission import Submission
from app.planning.forecast import Goal, GoalOutlook, MonthOutlook, Outlook
from app.services.imports.mapping import chosen, header_key, propose, synonyms
from app.services.imports.preview import ImportPreview, Planner, read_rows
from app.services.imports.refused import refused_file
from app.services.imports.service import ImportResult
from app.services.imports.subjects import subject_named
from app.services.judging.wording import RefusedInWords
from app.services.notices.delivering import DeliveryRound
from app.services.views import BundleEntry, Unencodable
from tests.desktop.fake_contract import FakeAgreement, FakePost, FakeRegisters
from tests.desktop.fake_hearings import FakeAnalysis, FakeHearings
from tests.desktop.fake_plans import FakeCalendar, FakePlans
from tests.desktop.fake_timetable import FakeTimetable

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 9, 24)
LONG_NAME = "髙﨑𠮷" * 13 + "髙"
TONES = {
    "received": "warn",
    "closed": "muted",
    "withdrawn": "muted",
    "held": "warn",
    "reported": "good",
    "agreed": "good",
}
AT_CAP = FindingText(
    "6.6.d",
    "6(6)エ",
    "violation",
    "cases",
    "case-2",
    "派-0002",
    "この団体の派遣はすでに5回です。",
    "県の指示を記録してください。",
)
LATE = FindingText(
    "6.6.h",
    "6(6)ク",
    "overdue",
    "sessions",
    "session-1",
    "回-0001",
    "派遣の報告の期限（9月28日）を過ぎています。",
    "報告書を提出し、提出日を記録してください。",
    "f" * 64,
)


@cache
def municipalities() -> Municipalities:
    return Municipalities.from_csv((ROOT / "resources/municipalities.csv").read_text(encoding="utf-8"))


@cache
def terms() -> Terms:
    return Terms.from_toml((ROOT / "resources/contract/saitama-r8-2.toml").read_text(encoding="utf-8"))


def pick(record: type[Record], *names: str, required: tuple[str, ...] = ()) -> tuple[Field, ...]:
    return tuple(
        replace(field, fixed=False, required=field.required or name in required)
        for name in names
        for field in (record.REGISTER.field(name),)
    )


def entered(record: type[Record]) -> tuple[Field, ...]:
    return tuple(field for field in record.REGISTER.fields if not field.fixed)


CASE_FORM = tuple(field for field in entered(Case) if field.name not in ("expert_ids", "support_content"))
PLAN = ("held_on", "starts_at", "ends_at", "break_minutes", "mode", "online_wish", "place", "expert_ids")
RECORD = (*PLAN, "attendees", "content", "effect", "materials", "tools", "completes_case")
ACTIONS = {
    action.name: action
    for action in (
        ActionInfo("case.add", "案件を登録", "cases", CASE_FORM, True),
        ActionInfo("case.edit", "申請内容を編集", "cases", CASE_FORM),
        ActionInfo("case.start_matching", "マッチングを始める", "cases", (), True),
        ActionInfo(
            "case.decide", "派遣を決定", "cases", pick(Case, "consultation_id", required=("consultation_id",)), True
        ),
        ActionInfo("session.plan", "派遣を予定", "cases", pick(Session, *PLAN), True),
        ActionInfo("session.hold", "実施を記録", "sessions", pick(Session, *RECORD), True),
        ActionInfo("session.report", "県へ報告した", "sessions", pick(Session, "reported_on"), True),
        ActionInfo("expert.add", "専門人材を登録", "experts", entered(Expert), True),
        ActionInfo("expert.edit", "専門人材を編集", "experts", entered(Expert)),
        ActionInfo("decision.add", "協議・承認・指示を登録", "decisions", entered(Decision), True),
        ActionInfo("submission.add", "提出簿を登録", "submissions", entered(Submission), True),
        ActionInfo("closing_day.add", "臨時の閉庁日を登録", "closings", entered(Closing), True),
        ActionInfo("meeting.add", "会議を登録", "meetings", entered(Meeting), True),
        ActionInfo("cost.add", "費用を登録", "costs", entered(Cost), True),
        ActionInfo(
            "finding.accept",
            "指摘を了解済みにする",
            "acceptances",
            (
                *pick(Acceptance, "rule", "fingerprint", "reason", required=("rule",)),
                Acceptance.REGISTER.field("decision_id"),
            ),
            True,
        ),
        ActionInfo("closing_day.remove", "臨時の閉庁日を削除", "closings"),
    )
}
MAKES = {"case.add", "expert.add", "decision.add", "submission.add", "closing_day.add", "meeting.add", "cost.add"} | {
    "finding.accept"
}


def example_records() -> list[Record]:
    towns = list(municipalities())
    fields = terms().support_fields
    experts = [
        Expert(
            id=f"expert-{number}",
            name=LONG_NAME if number == 3 else f"架空 専門{number}",
            kana=f"カクウ{number}",
            affiliation="架空DX合同会社",
            expertise="窓口業務改革とBPR、標準化移行後の運用経費の精査。",
            fields=tuple(Member(field.code, "leading") for field in fields[number::4]),
            on_site=True,
            is_listed=number != 5,
            consented_on=date(2026, 4, 20) if number != 5 else None,
        )
        for number in range(1, 7)
    ]
    statuses = list(CaseStatus)
    cases = [
        Case(
            id=f"case-{number}",
            number=f"派-{number:04}",
            kind=CaseKind.CONSULTATION if number % 7 == 0 else CaseKind.DISPATCH,
            municipality_code=towns[(number * 5) % len(towns)].code,
            applied_on=date(2026, 5, 1) + timedelta(days=number),
            received_number=f"LG-{10000 + number}",
            department="デジタル推進課",
            contact_name="架空 担当",
            fields=(Member(fields[number % 15].code),),
            content="窓口の「書かない窓口」導入にあたり、業務フローの見直しについて助言がほしい。" * (1 + number % 3),
            wished_mode=WishedMode.IN_PERSON,
            expert_ids=(Member("expert-1"),),
            status=statuses[number % len(statuses)],
            status_since=TODAY - timedelta(days=number),
        )
        for number in range(1, 41)
    ]
    sessions = [
        Session(
            id=f"session-{number}",
            number=f"回-{number:04}",
            case_id=f"case-{1 + number % 6}",
            municipality_code=cases[number % 6].municipality_code,
            held_on=date(2026, 9, 18) + timedelta(days=number),
            starts_at=time(13, 30),
            ends_at=time(16, 30),
            place="市役所本庁舎3階 会議室",
            expert_ids=(Member("expert-1"), Member("expert-2")),
            status=list(SessionStatus)[number % 4],
        )
        for number in range(1, 15)
    ]
    decision = Decision(
        id="decision-1",
        number="協-0001",
        kind=DecisionKind.CONSULTATION,
        decided_on=date(2026, 6, 3),
        subject="派遣人材についての協議",
        prefecture_persons="戦略課 A主査",
        contractor_persons="架空 責任者",
        content="派遣人材と支援内容について了承を得た。",
    )
    closing = Closing(id="closing-1", closed_on=date(2026, 11, 14), reason="県民の日の振替")
    answer = ConsultationAnswer(id="answer-1", number="答-0001", case_id="case-7", answered_on=date(2026, 8, 3))
    meeting = Meeting(id="meeting-1")
    homework = Homework(id="homework-1", meeting_id="meeting-1")
    return [*experts, *cases, *sessions, decision, closing, answer, meeting, homework]


class FakeDesk:
    """Answers like the services, from a dictionary."""

    def __init__(self, records: Sequence[Record] | None = None) -> None:
        self.trouble: AppError | None = None
        self.backup_problem = ""
        self.records: dict[str, dict[str, Record]] = {name: {} for name in REGISTERS}
        for record in example_records() if records is None else records:
            self.records[record.REGISTER.name][record.id] = record
        self.calls: list[tuple[str, Any]] = []
        self.plans = FakePlans(self)
        self.calendar = FakeCalendar(self)
        self.undone: list[dict[str, dict[str, Record]]] = []
        self.labels: list[str] = []
        self.unread = [notice(number) for number in (1, 2)] if records is None else []
        self.before_rows: Callable[[], None] = lambda: None
        self.before_all_ids: Callable[[], None] = lambda: None
        self.start_ids = 1_000
        self.hearings = FakeHearings(TODAY)
        self.timetable = FakeTimetable()
        self.analysis = FakeAnalysis()
        self.agreement = FakeAgreement(is_empty=records is not None)
        self.registers = FakeRegisters(example_pdf)
        self.post = FakePost(OutboxStatus(0, 0, 0, 0, None) if records is not None else None)

    def prepare(self) -> None:
        self.calls.append(("prepare", None))
        if self.trouble is not None:
            raise self.trouble

    def keep_safe(self) -> str:
        self.calls.append(("keep_safe", None))
        return self.backup_problem

    def contract(self) -> Contract:
        found = next(iter(self.records["contracts"].values()), None)
        return found if isinstance(found, Contract) else Contract(id="contract", name="")

    def context(self) -> EntryContext:
        return EntryContext(TODAY, municipalities(), terms().support_fields, self._resolve, self._name)

    def ids(
        self, register: str, where: Mapping[str, object] | None = None, search: str = "", order: Sequence[str] = ()
    ) -> list[str]:
        self.calls.append(("ids", (register, dict(where or {}), search, tuple(order))))
        found = [
            record
            for record in self.records[register].values()
            if all(_matches(getattr(record, name), value) for name, value in (where or {}).items())
            and (not search or any(search in text for text in self._cells(record).values()))
        ]
        for name in reversed(order):
            found.sort(key=lambda record: str(getattr(record, name.lstrip("-")) or ""), reverse=name.startswith("-"))
        return [record.id for record in found]

    def list_start(
        self, register: str, where: Mapping[str, object], search: str, order: Sequence[str], rows: int
    ) -> ListStart:
        found = self.ids(register, where, search, order)
        start = found[: self.start_ids]
        return ListStart(start, self.rows(register, start[:rows]), len(found) < self.start_ids)

    def list_ids(
        self,
        register: str,
        where: Mapping[str, object],
        search: str,
        order: Sequence[str],
        given_up: Callable[[], bool],
    ) -> Sequence[str]:
        self.before_all_ids()
        self.calls.append(("list_ids", given_up()))
        return self.ids(register, where, search, order)

    def rows(self, register: str, ids: Sequence[str]) -> list[Row]:
        self.calls.append(("rows", (register, tuple(ids))))
        self.before_rows()
        known = [self.records[register][key] for key in ids if key in self.records[register]]
        return [Row(record.id, self._cells(record), _tone(record)) for record in known]

    def record(self, register: str, id: str) -> Record:
        if id not in self.records[register]:
            raise AppError("desktop.bug", reference="TEST")
        return self.records[register][id]

    def shown(self, register: str, id: str) -> tuple[Shown, ...]:
        record = self.record(register, id)
        context = self.context()
        return tuple(
            Shown(field, format_entry(field, getattr(record, field.name), context)) for field in record.REGISTER.fields
        )

    def options(self, field: Field, search: str = "") -> list[Option]:
        if field.kind is Kind.MUNICIPALITY:
            return [
                Option(town.code, town.name, f"{town.kana} {town.code}")
                for town in municipalities()
                if search in town.name or search in town.kana or search in town.code
            ]
        if field.kind is Kind.SUPPORT_FIELD:
            return [Option(item.code, item.name, item.block) for item in terms().support_fields]
        records = self.records.get(field.target, {}).values()
        return [Option(r.id, self._title(r), r.REGISTER.label) for r in records if search in self._title(r)]

    def offers(self, register: str, id: str | None = None) -> tuple[Offer, ...]:
        found = [a for a in ACTIONS.values() if a.register == register and (a.name in MAKES) == (id is None)]
        return tuple(Offer(action, not (refused := self._refusals(action, id)), refused) for action in found)

    def initial(self, action: str, id: str | None) -> dict[str, object]:
        info = ACTIONS[action]
        if action == "session.plan":
            return {"expert_ids": (Member("expert-1"),), "mode": "in_person", "break_minutes": 0}
        if id is None:
            return {"kind": CaseKind.DISPATCH, "applied_on": TODAY, "decided_on": TODAY, "submitted_on": TODAY}
        record = self.record(info.register, id)
        return {field.name: getattr(record, field.name) for field in info.fields}

    def heads(self, register: str, id: str) -> dict[str, str]:
        return {"content": f"{register}-{id}"}

    def run(
        self, action: str, on: str | None, values: Mapping[str, object], seen: Mapping[str, str] | None = None
    ) -> Outcome:
        self.seen = dict(seen or {})
        info = ACTIONS[action]
        self.calls.append(("run", (action, on, dict(values))))
        refused = self._refusals(info, on)
        if refused:
            raise RefusedInWords(refused, "desktop.bug", {"reference": "TEST"})
        parsed = parse_form(info.fields, values, self.context())
        self.undone.append({name: dict(records) for name, records in self.records.items()})
        self.labels.append(info.label)
        record = self._changed(info, on, parsed)
        return Outcome((record.id,), ((record.REGISTER.name, record.id),), f"{info.label}：{self._title(record)}")

    def undo(self) -> Outcome:
        before = self.undone.pop()
        touched = tuple(
            (name, key)
            for name, records in self.records.items()
            for key in {*records, *before[name]}
            if records.get(key) != before[name].get(key)
        )
        self.records = before
        return Outcome(tuple(key for _, key in touched), touched, f"「{self.labels.pop()}」を取り消しました")

    def redo(self) -> Outcome:
        return Outcome((), (), "")

    def undo_label(self) -> str:
        return self.labels[-1] if self.labels else ""

    def redo_label(self) -> str:
        return ""

    def history(self, register: str, id: str) -> tuple[HistoryLine, ...]:
        moment = datetime(2026, 9, 1, 1, 30, tzinfo=UTC)
        return (
            HistoryLine(moment, "架空 担当", "マッチングを始める", "状態", "受付", "マッチング"),
            HistoryLine(moment - timedelta(days=3), "架空 担当", "案件を登録", "所属", "", "デジタル推進課"),
        )

    def findings(self) -> tuple[FindingText, ...]:
        return (LATE, AT_CAP)

    def open_findings(self) -> tuple[FindingText, ...]:
        return self.findings()

    def clauses(self) -> tuple[ClauseLine, ...]:
        return clauses() if self.records["contracts"] or self.records["cases"] else ()

    def forecast(self, cancel: int = 0) -> ForecastPage:
        self.calls.append(("forecast", cancel))
        return forecast(cancel) if self.records["cases"] else ForecastPage(TODAY, {}, ())

    def notices(self, limit: int = 50) -> tuple[NoticeLine, ...]:
        return tuple(self.unread[:limit])

    def unread_notices(self) -> int:
        return len(self.unread)

    def mark_read(self, *ids: str) -> None:
        self.calls.append(("mark_read", ids))
        self.unread = [item for item in self.unread if ids and item.id not in ids]

    def deliver_now(self) -> DeliveryRound:
        self.post.done.append(("deliver", ""))
        return self.post.round

    def outbox_status(self) -> OutboxStatus:
        return self.post.status

    def send_again(self, delivery_id: str) -> None:
        self.post.done.append(("send_again", delivery_id))

    def give_up(self, delivery_id: str) -> None:
        self.post.done.append(("give_up", delivery_id))

    def paste_text(self, notice_id: str) -> str:
        return f"{notice_id}の文"

    def mark_pasted(self, notice_id: str) -> None:
        self.post.done.append(("mark_pasted", notice_id))

    def deadlines(self) -> tuple[Deadline, ...]:
        return (
            _deadline("5", 5, "専門人材派遣結果報告書（回-0001）", "sessions", "session-1", "overdue", -2),
            _deadline("6", 6, "月例業務報告書（2026年9月分）", "contract", "", "soon", 4),
            _deadline("10", 10, "業務完了報告書", "contract", "", "due", 120),
        )

    def home(self) -> HomePage:
        return HomePage(
            on=TODAY,
            counts=(
                Count("派遣", "回", 34, 12, 85, 50, "6(6)オ・ケ"),
                Count("派遣（延べ人数）", "人回", 51, 20, 0, 0, "6(6)"),
                Count("派遣の案件", "件", 18, 9, 0, 0, "6(6)"),
                Count("よろず相談", "件", 22, 4, 55, 0, "6(5)オ"),
                Count("掲載した専門人材", "名", 5, 0, 10, 10, "6(2)イ"),
            ),
            deadlines=self.deadlines(),
            turns=(
                Turn("受託者", "マッチングを始める", "cases", "case-8", "派-0008", TODAY - timedelta(days=8)),
                Turn("県", "協議に答える", "cases", "case-2", "派-0002", TODAY - timedelta(days=3)),
            ),
            turn_count=2,
        )

    def search(self, text: str) -> list[SearchHit]:
        return [
            SearchHit(name, record.id, self._title(record), " ".join(self._cells(record).values()))
            for name in ("cases", "sessions", "experts", "decisions")
            for record in self.records[name].values()
            if any(text in cell for cell in self._cells(record).values())
        ][:20]

    def attach(self, path: Path) -> str:
        record = Attachment(id=f"file-{len(self.records['attachments'])}", name=path.name, size=path.stat().st_size)
        self.records["attachments"][record.id] = record
        return record.id

    def today(self) -> date:
        return TODAY

    def document_kinds(self) -> tuple[DocumentKind, ...]:
        return (
            DocumentKind("3", "デジタル専門人材データベース", "", ("prefecture", "publication"), ("pdf", "xlsx")),
            DocumentKind("5", "デジタル専門人材派遣結果報告書", "sessions", ("",), ("pdf",)),
        )

    def bundle(self, encoding: str = "utf-8-sig") -> MadeBundle:
        entries = (BundleEntry("案件.csv", 40, "ab" * 32), BundleEntry("専門人材.csv", 6, "cd" * 32))
        lacking = (Unencodable(3, "氏名", "𠮷"),) if encoding == "cp932" else ()
        return MadeBundle(b"PK", entries, lacking)

    def contract_text(self) -> ContractText:
        return ContractText.from_text((ROOT / "resources/contract/saitama-r8-2.txt").read_text(encoding="utf-8"))

    def backup(self, path: Path) -> None:
        path.write_bytes(b"copy")

    def backups(self) -> tuple[BackupLine, ...]:
        return (
            BackupLine(Path("/backups/desk-20260924.db"), TODAY, 1_234_567, "毎日"),
            BackupLine(Path("/backups/desk-20260923.db"), TODAY - timedelta(days=1), 1_200_000, "取込の前"),
        )

    def import_preview(
        self, path: Path, subject: str, profile: str = "", mapping: Mapping[str, str] | None = None
    ) -> ImportPreview:
        declared = subject_named(subject)
        known = synonyms(declared)
        data = path.read_bytes()
        table = read_table(data, path.name, lambda text: header_key(text) in known)
        columns = propose(declared, table.headers) if mapping is None else chosen(declared, table.headers, mapping)
        reads = read_rows(declared, table, columns, self.context())
        rows = Planner(declared, columns, self.context()).plan(reads, {})
        return ImportPreview(declared, path.name, "", table, columns, reads, rows)

    def import_apply(self, preview: ImportPreview, partial: bool = False) -> ImportResult:
        self.calls.append(("import_apply", partial))
        if preview.refused and not partial:
            return ImportResult(preview, taken_in=False)
        for row in preview.rows:
            if row.record is not None:
                made = replace(row.record, id=f"imported-{row.number}")
                self.records[made.REGISTER.name][made.id] = made
        return ImportResult(preview, taken_in=True)

    def import_profiles(self, subject: str) -> tuple[ImportProfile, ...]:
        return (ImportProfile(id="profile-1", name="申請フォーム", subject=subject),)

    def save_import_profile(self, name: str, preview: ImportPreview) -> ImportProfile:
        self.calls.append(("save_import_profile", name))
        return ImportProfile(id="profile-2", name=name, subject=preview.subject.name)

    def refused_file(self, preview: ImportPreview, encoding: str = "utf-8-sig") -> bytes:
        return refused_file(preview, encoding)

    def template(self, subject: str) -> bytes:
        return b"PK"

    def close(self) -> None:
        self.calls.append(("close", None))

    def make(
        self, kind: str, for_id: str = "", edition: str = "", draft: bool = False, form: str = "pdf"
    ) -> MadeDocument:
        missing = (Missing("sessions", "session-1", "effect", "支援による効果"),)
        if not draft and kind == "5":
            raise AppError("services.document_incomplete", labels="支援による効果", count=1)
        data = example_pdf()
        return MadeDocument(data, 1, hashlib.sha256(data).hexdigest(), f"成果物{kind}.pdf", missing)

    def _changed(self, info: ActionInfo, on: str | None, parsed: Mapping[str, Any]) -> Record:
        made: Any
        if info.name == "session.plan":
            case = self.records["cases"][on or ""]
            made = Session(
                id=f"session-new-{len(self.records['sessions'])}",
                number=f"回-N{len(self.records['sessions']):03}",
                case_id=case.id,
                municipality_code=getattr(case, "municipality_code", ""),
                **parsed,
            )
        elif on is None:
            record = REGISTERS[info.register].record
            made = replace(record(id=f"new-{len(self.records[info.register])}"), **parsed)
            if hasattr(made, "number"):
                made = replace(made, number=f"新-{len(self.records[info.register]):04}")
        else:
            made = replace(self.record(info.register, on), **parsed)
            if info.name == "case.start_matching":
                made = replace(made, status=CaseStatus.MATCHING)
            if info.name == "session.hold":
                made = replace(made, status=SessionStatus.HELD)
            if info.name == "session.report":
                made = replace(made, status=SessionStatus.REPORTED)
            if info.name == "closing_day.remove":
                return self.records[info.register].pop(on)
        record_made: Record = made
        self.records[record_made.REGISTER.name][record_made.id] = record_made
        return record_made

    def _refusals(self, action: ActionInfo, id: str | None) -> tuple[FindingText, ...]:
        record = self.records[action.register].get(id or "")
        if isinstance(record, Case) and action.name == "case.start_matching" and record.status != CaseStatus.RECEIVED:
            return (_refusal(record, "6(1)イ(ウ)", "いまの状態ではマッチングを始められません。"),)
        if isinstance(record, Case) and action.name == "case.decide" and record.status != CaseStatus.CONSULTING:
            return (_refusal(record, "6(6)ア", "県との協議が記録されていません。"),)
        if isinstance(record, Session) and action.name == "session.hold" and record.status != SessionStatus.PLANNED:
            return (_refusal(record, "6(1)イ(ウ)", "この派遣は予定ではありません。"),)
        if isinstance(record, Session) and action.name == "session.report" and record.status != SessionStatus.HELD:
            return (_refusal(record, "6(6)ク", "実施が記録されていません。"),)
        return ()

    def _cells(self, record: Record) -> dict[str, str]:
        context = self.context()
        register = record.REGISTER
        return {name: format_entry(register.field(name), getattr(record, name), context) for name in register.columns}

    def _title(self, record: Record) -> str:
        return " ".join(str(getattr(record, name) or "") for name in record.REGISTER.title).strip()

    def _name(self, register: str, id: str) -> str:
        record = self.records[register].get(id)
        return self._title(record) if record else ""

    def _resolve(self, register: str, text: str) -> str | None:
        if text in self.records[register]:
            return text
        found = [record.id for record in self.records[register].values() if self._title(record) == text]
        return found[0] if len(found) == 1 else None


def notice(number: int) -> NoticeLine:
    moment = datetime(2026, 9, 20 + number, tzinfo=UTC)
    about = ("cases", f"case-{number}", f"派-{number:04}　マッチングを始めました", "状態が変わりました。")
    return NoticeLine(f"notice-{number}", moment, "contractor", "status_change", *about, None, None)


def clause(id: str, path: str, state: str, *, findings: tuple[FindingText, ...] = (), words: str = "") -> ClauseLine:
    evidence = (EvidenceLine("cases", "case-8", "案件：派-0008"),) if state != "not_yet" else ()
    return ClauseLine(
        id, path, f"{path}の求め", "rule", words or f"{path} 契約書の言葉", state, evidence, len(evidence), findings,
        ("reports.five_open_days",), "cases", "", ("派遣を予定",), ("結果報告書",),
    )  # fmt: skip


def clauses() -> tuple[ClauseLine, ...]:
    return (
        clause("3.1", "3", "green"),
        clause("5.2", "5(2)", "not_yet"),
        clause("6.6.d", "6(6)エ", "amber", words=LONG_NAME * 20),
        clause("6.6.h", "6(6)ク", "red", findings=(LATE,)),
    )


def outlook(held: int, planned: int, low: int, high: int, goals: Sequence[Goal], cancelled: int = 0) -> Outlook:
    months = tuple(MonthOutlook(date(2026, month, 1), month, 12 - month, 30, 25, 35) for month in range(4, 13))
    told = tuple(
        GoalOutlook(goal, max(0, goal.count - held), 4.5, 1.1, "2026-W50" if high > goal.count else None)
        for goal in goals
    )
    return Outlook(held, planned, cancelled, (low + high) // 2, low, high, 1.5, months, told)


def forecast(cancel: int = 0) -> ForecastPage:
    dispatch = outlook(34, 12 - cancel, 52 - cancel, 88, (Goal("minimum", 50), Goal("target", 85)), cancel)
    others = {name: outlook(22, 4, 30, 60, (Goal("target", 55),)) for name in ("consultations", "hearings")}
    areas = ("東部", "西部", "南部", "北部")
    rooms = tuple(
        RoomLine(
            town.code,
            LONG_NAME if place == 1 else town.name,
            areas[place % 4],
            place % 6,
            5,
            5 - place % 6,
            place % 3 > 0,
        )
        for place, town in enumerate(municipalities())
    )
    return ForecastPage(TODAY, {"dispatch_sessions": dispatch, **others}, rooms)


def _matches(value: object, wanted: object) -> bool:
    if isinstance(value, tuple):
        return any(member.key == wanted for member in value)
    if isinstance(wanted, tuple):
        return str(value) in wanted
    return str(value) == str(wanted)


def _tone(record: Record) -> str:
    status = getattr(record, "status", None) or getattr(record, "result", None)
    return TONES.get(str(status), "") if status else ""


def _refusal(record: Record, clause: str, message: str) -> FindingText:
    name = record.REGISTER.name
    return FindingText(
        "6.1.b3", clause, "violation", name, record.id, record.id, message, "先の手順を済ませてください。"
    )


def _deadline(clause: str, number: int, title: str, register: str, id: str, state: str, left: int) -> Deadline:
    basis = date(2026, 9, 18)
    steps = tuple(
        DueStep(
            basis + timedelta(days=n),
            None if n in (0, 1, 2, 3, 4, 5) else n - 5,
            "初日は数えない（民法140条）" if not n else "開庁日",
        )
        for n in range(13)
    )
    due = date(2026, 9, 30)
    options: dict[str, Any] = {"submitted_on": None} if "submitted_on" in Deadline.__slots__ else {}
    return Deadline(
        clause, number, title, register, id, "回-0001" if id else "契約", basis, due, due, due, state, left,
        "2026年9月18日の翌日から数えて5開庁日目。民法140条により初日は数えない。", steps, **options,
    )  # fmt: skip


@cache
def example_pdf() -> bytes:
    """Return one page of PDF, written by hand."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<< /Length 44 >>\nstream\nBT /F1 24 Tf 72 720 Td (Dispatch report) Tj ET\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(body)
    body += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    body += b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
