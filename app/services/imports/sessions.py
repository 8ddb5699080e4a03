"""The subject ``sessions``: dispatches planned, and what experts report of them (specification 6(1)イ(イ), 6(6)ク).

A row is a use case: a session that is planned, held, or mended. What the window refuses is refused here, too.
"""

from dataclasses import replace

from app.domain.case import Case, Mode
from app.domain.entry import EntryContext, parse_entry
from app.domain.record import Record
from app.domain.session import Session, SessionStatus
from app.services.actions.forms import pick
from app.services.actions.sessions import ACTIONS, RECORD, plan, plan_held, planned_start
from app.services.actions.situation import Action, Situation, Values
from app.services.imports.row_reading import cell_text
from app.services.imports.subject import Column, Remark, Step, Subject

REPORTED = tuple(name for name in RECORD if name != "note")  # what an expert writes; the contractor's note is not
NOT_ONLINE = {"place": "", "online_wish": ""}  # what the wish of a case would fill in, and is not so
_BY_NAME = {action.name: action for action in ACTIONS}


def read_case(cell: object, context: EntryContext) -> Values:
    """Return the number under which a row names its case; the case is looked up for all rows at once."""
    return {"case_id": parse_entry(Case.REGISTER.field("number"), cell_text(cell).strip(), context)}


def read_content(cell: object, context: EntryContext) -> Values:
    """Return what was done. A session of which that is told has been held, unless its state is given apart."""
    content = parse_entry(Session.REGISTER.field("content"), cell_text(cell), context)
    return {"content": content, "status": SessionStatus.HELD}


def _start(situation: Situation) -> Values:
    """Return what is known of a new session beside its row; what the case says is not what the session did."""
    return {**planned_start(situation), "content": ""}


FORM = pick(Session, *REPORTED, required=("expert_ids",))
# Both are the step session.plan of a case: whoever may not plan a session may not have held one, either.
PLAN = Action("session.plan", "派遣を予定", "cases", plan, FORM, initial=_start)
PLAN_HELD = Action("session.plan", "実施した派遣を記録", "cases", plan_held, FORM, initial=_start)
HOLD, EDIT = _BY_NAME["session.hold"], _BY_NAME["session.edit"]
NEW = {SessionStatus.HELD: PLAN_HELD, SessionStatus.PLANNED: PLAN}


def _step(stored: Record | None, wanted: Record) -> Step | Remark:
    """Return the use case that a row stands for; no file hands a report in, calls a session off, or takes that back."""
    if not isinstance(wanted, Session):
        raise TypeError("a row of sessions is a session")
    entries = {name: getattr(wanted, name) for name in REPORTED}
    state = wanted.status.label if wanted.status else ""
    refused = Remark("imports.session_status", "status", "状態", state)
    if not isinstance(stored, Session):
        said = {name: value for name, value in entries.items() if value not in (None, "", ())}
        if wanted.mode is not Mode.ONLINE:
            said = {**NOT_ONLINE, **said}
        return Step(NEW[wanted.status], wanted.case_id, said) if wanted.status in NEW else refused
    if wanted.status is stored.status:
        return Step(EDIT, stored.id, entries)
    if wanted.status is SessionStatus.HELD and stored.status is SessionStatus.PLANNED:
        return Step(HOLD, stored.id, entries)
    return refused


def _past(record: Record, field: str, value: object) -> bool:
    """Tell that a session whose report is handed in has been held, as the file with its report says."""
    was_reported = isinstance(record, Session) and record.status is SessionStatus.REPORTED
    return was_reported and field == "status" and value is SessionStatus.HELD


def _begun(record: Record) -> Record:
    """Return a session without a state as a planned one."""
    if isinstance(record, Session) and record.status is None:
        return replace(record, status=SessionStatus.PLANNED)
    return record


SESSIONS = Subject(
    name="sessions",
    label="派遣の実施回",
    record=Session,
    key=("case_id", "held_on"),
    lookup="case_id",
    required=("case_id",),
    case_column="case_id",
    begun=_begun,
    past=_past,
    step=_step,
    columns=(
        Column(
            "case_id",
            "案件番号",
            ("案件", "受付番号", "申請番号", "受付No", "受付ID", "整理番号"),
            read=read_case,
            hint="案件番号か、申請の受付番号を、略さずに",
        ),
        Column("municipality_code", "団体名", ("市町村名", "市町村", "自治体名", "自治体", "団体", "団体コード")),
        Column("held_on", "実施日", ("支援日", "派遣日", "日付", "年月日", "実施年月日", "支援実施日")),
        Column("starts_at", "開始", ("開始時刻", "開始時間", "支援開始", "自")),
        Column("ends_at", "終了", ("終了時刻", "終了時間", "支援終了", "至")),
        Column("break_minutes", "休憩", ("休憩時間", "休憩（分）"), hint="分。なければ空か0"),
        Column("mode", "実施方法", ("支援方法", "方法", "開催方法")),
        Column("online_wish", "オンライン希望の記録", ("オンライン希望", "オンラインとした理由")),
        Column("place", "場所", ("実施場所", "会場", "支援場所")),
        Column("expert_ids", "専門人材", ("派遣人材", "人材", "専門人材氏名", "支援者", "派遣者", "講師", "報告者")),
        Column("attendees", "市町村の出席者", ("出席者", "市町村出席者", "参加者")),
        Column(
            "content",
            "具体的な支援内容",
            ("支援内容", "実施内容", "内容", "支援の内容"),
            fills=("content", "status"),
            read=read_content,
            hint="書いた行は、状態が空でも「実施済」とみなす",
        ),
        Column("effect", "支援による効果", ("効果", "支援の効果", "成果")),
        Column("materials", "利用した資料", ("資料", "使用資料", "使用した資料"), hint="なければ「なし」"),
        Column("tools", "利用したツール", ("ツール", "使用ツール", "使用したツール"), hint="なければ「なし」"),
        Column("next_steps", "今後の課題と次の予定", ("今後の課題", "次回の予定", "今後の予定", "課題")),
        Column("status", "状態", ("ステータス", "実施状況", "進捗"), hint="予定 か 実施済"),
    ),
)
