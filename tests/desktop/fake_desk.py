"""A desk in memory: deterministic records, a few use cases, no store. What the window asks, it answers."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from app.contract.clauses_text import ContractText
from app.desktop.desk_port import (
    BackupLine,
    ClauseLine,
    Count,
    Deadline,
    DocumentKind,
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
    Row,
    SearchHit,
    Shown,
    Turn,
)
from app.domain.attachment import Attachment
from app.domain.case import CaseKind
from app.domain.contract import Contract
from app.domain.entry import EntryContext, format_entry, parse_form
from app.domain.errors import AppError
from app.domain.record import Field, Kind, Member, Record
from app.domain.registers import REGISTERS
from app.services.judging.wording import RefusedInWords
from app.services.notices.delivering import DeliveryRound
from app.services.views import BundleEntry, Unencodable
from tests.desktop.fake_actions import ACTIONS, MAKES, changed, refusals
from tests.desktop.fake_contract import FakeAgreement, FakePost, FakeRegisters
from tests.desktop.fake_hearings import FakeAnalysis, FakeHearings
from tests.desktop.fake_imports import FakeImports
from tests.desktop.fake_judgement import AT_CAP, LATE, clauses, deadline, forecast, notice
from tests.desktop.fake_matching import FakeMatching
from tests.desktop.fake_plans import FakeCalendar, FakePlans
from tests.desktop.fake_records import ROOT, TODAY, example_pdf, example_records, municipalities, terms
from tests.desktop.fake_reports import FakeReports
from tests.desktop.fake_timetable import FakeTimetable

TONES = {
    "received": "warn",
    "closed": "muted",
    "withdrawn": "muted",
    "held": "warn",
    "reported": "good",
    "agreed": "good",
}


class FakeDesk(FakeImports):
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
        self.reports = FakeReports(self.deadlines()[1])
        self.undone: list[dict[str, dict[str, Record]]] = []
        self.labels: list[str] = []
        self.unread = [notice(number) for number in (1, 2)] if records is None else []
        self.before_rows: Callable[[], None] = lambda: None
        self.before_all_ids: Callable[[], None] = lambda: None
        self.start_ids = 1_000
        self.hearings = FakeHearings(TODAY)
        self.timetable = FakeTimetable()
        self.matching = FakeMatching()
        self.analysis = FakeAnalysis()
        self.agreement = FakeAgreement(is_empty=records is not None)
        self.registers = FakeRegisters(example_pdf)
        self.post = FakePost(OutboxStatus(0, 0, 0, 0, None) if records is not None else None)

    def prepare(self) -> None:
        self.calls.append(("prepare", None))
        if self.trouble is not None:
            raise self.trouble

    def keep_safe_before_closing(self) -> None:
        self.calls.append(("keep_safe_before_closing", None))

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
        if field.kind is Kind.TERM:
            found = terms().by_key.values()
            return [Option(term.key, term.label) for term in found if search in term.label or search == term.key]
        records = self.records.get(field.target, {}).values()
        return [Option(r.id, self._title(r), r.REGISTER.label) for r in records if search in self._title(r)]

    def offers(self, register: str, id: str | None = None) -> tuple[Offer, ...]:
        found = [a for a in ACTIONS.values() if a.register == register and (a.name in MAKES) == (id is None)]
        refused = [refusals(action, self.records[register].get(id or "")) for action in found]
        return tuple(Offer(action, not reasons, reasons) for action, reasons in zip(found, refused, strict=True))

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
        refused = refusals(info, self.records[info.register].get(on or ""))
        if refused:
            raise RefusedInWords(refused, "desktop.bug", {"reference": "TEST"})
        parsed = parse_form(info.fields, values, self.context())
        self.undone.append({name: dict(records) for name, records in self.records.items()})
        self.labels.append(info.label)
        record = changed(self.records, info, on, parsed)
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
            deadline("5", 5, "専門人材派遣結果報告書（回-0001）", "sessions", "session-1", "overdue", -2),
            deadline("6", 6, "月例業務報告書（2026年9月分）", "contract", "", "soon", 4),
            deadline("10", 10, "業務完了報告書", "contract", "", "due", 120),
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

    def search(self, text: str, most: int = 0) -> list[SearchHit]:
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


def _matches(value: object, wanted: object) -> bool:
    if isinstance(value, tuple):
        return any(member.key == wanted for member in value)
    if isinstance(wanted, tuple):
        return str(value) in wanted
    return str(value) == str(wanted)


def _tone(record: Record) -> str:
    status = getattr(record, "status", None) or getattr(record, "result", None)
    return TONES.get(str(status), "") if status else ""
