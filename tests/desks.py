"""Desks for tests: a real encrypted workspace in a folder, a key ring in memory, a day that the test turns."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from sqlalchemy import event, func, select

from app.domain.errors import AppError
from app.platform.clock import Clock
from app.services.desk import Desk
from app.services.judging.wording import RefusedInWords
from app.services.views import HistoryLine, Offer, Outcome
from app.services.workspace import workspaces
from app.services.workspace.workspaces import Access
from app.store.log_tables import BLOB, SYNC_COMMIT, SYNC_OP

SIGNED_ON = date(2026, 5, 11)
TODAY = date(2026, 9, 30)
AUTHOR = "事務局　山﨑"


class MemoryKeyRing:
    """A key ring that forgets with the test."""

    def __init__(self, keys: Mapping[str, bytes] | None = None) -> None:
        self.keys: dict[str, bytes] = dict(keys or {})

    def is_available(self) -> bool:
        return True

    def get(self, workspace_id: str) -> bytes | None:
        return self.keys.get(workspace_id)

    def set(self, workspace_id: str, key: bytes) -> None:
        self.keys[workspace_id] = key

    def delete(self, workspace_id: str) -> None:
        self.keys.pop(workspace_id, None)


class TurningClock:
    """A clock whose day the test turns; moments are noon of that day in Japan."""

    def __init__(self, day: date = TODAY) -> None:
        self.day = day

    def today(self) -> date:
        return self.day

    def now(self) -> datetime:
        return datetime.combine(self.day, time(3), UTC)


class Office:
    """A workspace in a folder, opened and closed by the test, with shortcuts through its own use cases."""

    def __init__(self, root: Path, ring: MemoryKeyRing, clock: TurningClock | None = None) -> None:
        self.root = root
        self.ring = ring
        self.clock = clock or TurningClock()
        self._opened: list[Desk] = []

    @property
    def access(self) -> Access:
        return Access(self.ring)

    def create(self, signed_on: date = SIGNED_ON) -> Desk:
        return self._kept(workspaces.create(self.root, self.access, self.clock, AUTHOR, signed_on))

    def open(self, author: str = AUTHOR, clock: Clock | None = None) -> Desk:
        return self._kept(workspaces.open_workspace(self.root, self.access, clock or self.clock, author))

    def copy_to(self, root: Path) -> "Office":
        shutil.copytree(self.root, root)
        return Office(root, MemoryKeyRing(self.ring.keys), TurningClock(self.clock.day))

    def close(self) -> None:
        while self._opened:
            self._opened.pop().close()

    def _kept(self, desk: Desk) -> Desk:
        self._opened.append(desk)
        return desk


def log_size(desk: Desk) -> tuple[int, int, int]:
    """Return how many commits, ops and files the workspace holds: what a refused action leaves as it was."""
    with desk._store.reading() as reader:
        tables = (SYNC_COMMIT, SYNC_OP, BLOB)
        commits, ops, files = (
            reader.connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables
        )
    return commits, ops, files


@contextmanager
def refusal(code: str) -> Iterator[None]:
    """Demand that what is done inside is refused under this code."""
    with pytest.raises(AppError) as raised:
        yield
    assert raised.value.code == code


def refused(
    desk: Desk, action: str, on: str | None, values: Mapping[str, object], seen: Mapping[str, str] | None = None
) -> AppError:
    """Return the error with which an action is refused; fails when it is done, or leaves a trace."""
    before = log_size(desk)
    error: AppError | None = None
    try:
        desk.run(action, on, values, seen)
    except AppError as raised:
        error = raised
    assert error is not None, f"{action} was not refused"
    assert log_size(desk) == before
    return error


def reasons(desk: Desk, action: str, on: str | None, values: Mapping[str, object] | None = None) -> dict[str, str]:
    """Return the clause of each sentence with which the contract refuses an action, after checking its remedy."""
    error = refused(desk, action, on, values or {})
    assert isinstance(error, RefusedInWords), error
    assert all(finding.message and finding.remedy and finding.clause for finding in error.findings)
    assert all(finding.severity == "violation" for finding in error.findings)
    return {finding.message: finding.clause for finding in error.findings}


def offer(desk: Desk, action: str, on: str | None = None) -> Offer:
    """Return how an action is offered on a record, or without one."""
    register = next(each.register for each in desk.actions() if each.name == action)
    return next(each for each in desk.offers(register, on) if each.action.name == action)


def made(outcome: Outcome, register: str) -> str:
    """Return the id of the one record of a register that an action touched."""
    (found,) = {record_id for name, record_id in outcome.touched if name == register}
    return found


def newest(desk: Desk, register: str, id: str) -> list[HistoryLine]:
    """Return the history lines of the latest change of a record, in the order of its fields."""
    lines = desk.history(register, id)
    return [line for line in lines if (line.at, line.reason) == (lines[0].at, lines[0].reason)]


def add_decision(desk: Desk, on: str = "令和8年9月1日", **entries: object) -> str:
    """Record a consultation with the prefecture that ended in agreement."""
    values = {
        "decided_on": on,
        "subject": "派遣人材と支援内容の協議",
        "prefecture_persons": "情報システム戦略課　A主査",
        "contractor_persons": "プロジェクトリーダー　B",
        "content": "説明して了承を得た。",
        **entries,
    }
    return made(desk.run("decision.add", None, values), "decisions")


def add_instruction(desk: Desk, on: str = "令和8年9月28日", **entries: object) -> str:
    """Record an instruction of the prefecture."""
    return add_decision(desk, on, **{"kind": "指示", "subject": "派遣回数の上限の変更", **entries})


def add_expert(desk: Desk, name: str = "髙木　さくら", *, listed: bool = True, **entries: object) -> str:
    """Enter an expert; ``listed`` goes on through explanation and consent into the database."""
    values = {
        "name": name,
        "engagement": "雇用",
        "expertise": "窓口改革とBPR",
        "fields": "自治体フロントヤード改革の推進（主導できる）、BPRの取組の徹底",
        "municipal_record": "12団体を支援",
        "on_site": "可",
        **entries,
    }
    expert = made(desk.run("expert.add", None, values), "experts")
    if listed:
        explain_and_consent(desk, expert)
        desk.run("expert.list", expert, {})
    return expert


def explain_and_consent(desk: Desk, expert: str) -> None:
    """Record explanation and consent of an expert, long before any session."""
    desk.run("expert.record_explanation", expert, {"explained_on": "令和8年5月12日", "explained_by": "事務局"})
    consent = {"consented_on": "令和8年5月13日", "consent_scope": "氏名と専門性", "consent_text_version": "第1版"}
    desk.run("expert.record_consent", expert, consent)


def add_case(desk: Desk, municipality: str = "蕨市", **entries: object) -> str:
    """Take in an application for a dispatch."""
    values = {
        "municipality_code": municipality,
        "applied_on": "令和8年8月20日",
        "fields": "自治体フロントヤード改革の推進",
        "content": "窓口の業務を見直したい。",
        **entries,
    }
    return made(desk.run("case.add", None, values), "cases")


def consulted_case(desk: Desk, expert: str, municipality: str = "蕨市", **entries: object) -> str:
    """Bring a case before the prefecture: matched, not decided."""
    case = add_case(desk, municipality, **entries)
    desk.run("case.start_matching", case, {})
    desk.run("case.match", case, {"expert_ids": (expert,), "support_content": "業務フローを聞き取り、案を示す。"})
    desk.run("case.consult", case, {})
    return case


def decided_case(
    desk: Desk, expert: str, municipality: str = "蕨市", on: str = "令和8年9月2日", **entries: object
) -> str:
    """Bring a case to its decision after a recorded consultation."""
    case = consulted_case(desk, expert, municipality, **entries)
    desk.run("case.decide", case, {"consultation_id": add_decision(desk), "decided_on": on})
    return case


ANSWER: Mapping[str, object] = {
    "answered_on": "令和8年9月18日",
    "method": "オンライン",
    "minutes": "６０",
    "content": "オンライン申請の始め方を説明した。",
    "effect": "対象の手続きが決まった。",
    "materials": "手続き一覧",
}


def decided_consultation(desk: Desk, expert: str, municipality: str = "蕨市", **entries: object) -> str:
    """Bring a consultation to its decision after a recorded consultation with the prefecture."""
    case = add_case(desk, municipality, kind="よろず相談", **entries)
    desk.run("case.start_matching", case, {})
    matched = {"expert_ids": (expert,), "support_content": "始め方を説明する。", "answer_method": "オンライン"}
    desk.run("case.match", case, matched)
    desk.run("case.consult", case, {})
    desk.run("case.decide", case, {"consultation_id": add_decision(desk), "decided_on": "令和8年9月2日"})
    return case


def answered(desk: Desk, case: str, **entries: object) -> str:
    """Record an answer of one hour to a decided consultation."""
    return made(desk.run("answer.record", case, {**ANSWER, **entries}), "answers")


PLANNED: Mapping[str, object] = {
    "held_on": "令和8年9月18日",
    "starts_at": "１３：００",
    "ends_at": "16:00",
    "place": "市役所",
}
REPORT: Mapping[str, object] = {
    "attendees": "市民課長ほか3名",
    "content": "業務フローを確認した。",
    "effect": "見直し案が決まった。",
    "materials": "フロー図",
    "tools": "なし",
}


def plan(desk: Desk, case: str, **entries: object) -> str:
    """Plan a session of three hours."""
    return made(desk.run("session.plan", case, {**PLANNED, **entries}), "sessions")


def hold(desk: Desk, session: str, **entries: object) -> None:
    """Record a planned session as held, with everything its report needs."""
    desk.run("session.hold", session, {**REPORT, **entries})


def reported(desk: Desk, case: str, on: str = "令和8年9月24日", **entries: object) -> str:
    """Plan, hold and report a session."""
    session = plan(desk, case, **entries)
    hold(desk, session)
    desk.run("session.report", session, {"reported_on": on})
    return session


@contextmanager
def asked(desk: Desk) -> Iterator[list[str]]:
    """Note every question to the database."""
    statements: list[str] = []

    def note(connection: object, cursor: object, statement: str, *more: object) -> None:
        statements.append(" ".join(statement.split()))

    engine = desk._store._around.engine
    event.listen(engine, "before_cursor_execute", note)
    yield statements
    event.remove(engine, "before_cursor_execute", note)
