"""Deliverable 5, デジタル専門人材派遣結果報告書: one session, with every section that clause 6(6)ク asks for."""

from dataclasses import dataclass
from datetime import date, time

from app.documents.letterhead import Letterhead, letterhead
from app.documents.made import Made
from app.documents.pdf.document import Document, Properties
from app.documents.pdf.elements import furnish, heading, paragraph
from app.documents.pdf.flow import Flow
from app.documents.pdf.ink import Font
from app.documents.pdf.style import (
    ACCENT,
    BIG,
    LABEL,
    NOTE,
    PAPER,
    RULE,
    Align,
    Style,
)
from app.documents.pdf.table import Column, entries, table
from app.documents.pdf.tiles import tiles
from app.domain.due_date import DueDate, Step
from app.domain.japanese_date import era_with_weekday, weekday_name
from app.domain.session import support_minutes

TITLE = "デジタル専門人材派遣結果報告書"
COUNTED = Style(Font.TEXT_BOLD, 9.5, 15.5, ACCENT)


@dataclass(frozen=True, slots=True)
class Consultation:
    """The consultation with the prefecture that a dispatch rests on (6(6)ア)."""

    number: str
    on: date | None
    subject: str
    prefecture_persons: str
    contractor_persons: str
    content: str
    result: str


@dataclass(frozen=True, slots=True)
class SentExpert:
    """One expert as the report names them."""

    name: str
    affiliation: str


@dataclass(frozen=True, kw_only=True, slots=True)
class DispatchReportFacts:
    """Everything that the report of one session prints; text is empty and a day None where nothing is recorded."""

    letterhead: Letterhead
    municipality: str
    case_number: str
    session_number: str
    applied_on: date | None
    support_fields: tuple[str, ...]
    request: str  # 相談内容
    decided_on: date | None
    support_content: str  # 決定した支援内容
    consultation: Consultation | None
    held_on: date | None
    starts_at: time | None
    ends_at: time | None
    break_minutes: int
    mode: str
    is_online: bool
    online_wish: str
    place: str
    experts: tuple[SentExpert, ...]
    attendees: str
    content: str
    effect: str
    materials: str
    tools: str
    next_steps: str
    survey_asked_on: date | None
    survey_answered_on: date | None
    ordinal: int  # which session of the municipality this is
    cap: int  # how many a municipality may have on that day
    due: DueDate | None
    draft: bool = False


def dispatch_report(facts: DispatchReportFacts) -> Made:
    """Return the report of one session as PDF; AppError ``documents.glyph_missing`` for what cannot be printed."""
    head = facts.letterhead
    document = Document(
        Properties(
            f"{TITLE}（{facts.municipality}　{facts.session_number}）",
            head.contractor,
            head.contract,
            head.on or facts.held_on or date(2026, 4, 1),
        )
    )
    flow = Flow(document)
    letterhead(flow, head, TITLE, f"納品成果物 5　　{facts.session_number}")
    paragraph(flow, f"{head.contract}仕様書6(6)クに基づき、支援の実施結果を次のとおり報告します。")
    _summary(flow, facts)
    _application(flow, facts)
    _consultation(flow, facts.consultation)
    _session(flow, facts)
    _result(flow, facts)
    _survey(flow, facts)
    _clock(flow, facts.due)
    furnish(document, f"{TITLE}　{facts.municipality}　{facts.session_number}", head.contract, facts.draft)
    return Made(document.data(), len(document.pages))


def _summary(flow: Flow, facts: DispatchReportFacts) -> None:
    """Show at a glance which session this is."""
    flow.skip(8)
    band = (
        ("団体名", facts.municipality, 1.2),
        ("実施日", _day(facts.held_on), 1.5),
        ("支援時間", support_time(facts), 1.0),
        ("回数", f"{facts.ordinal}回目／上限{facts.cap}回", 1.25),
    )
    tiles(flow, band)
    _marks(flow, facts)


def _marks(flow: Flow, facts: DispatchReportFacts) -> None:
    """Draw one circle for each session that the cap allows, filled up to this one."""
    if not 0 < facts.cap <= 10:
        return
    x = flow.left + flow.width - 10
    for number in range(facts.cap, 0, -1):
        flow.page.disc(x, flow.y - 40, 3.1, ACCENT if number <= facts.ordinal else RULE, filled=number <= facts.ordinal)
        x -= 9


def _application(flow: Flow, facts: DispatchReportFacts) -> None:
    heading(flow, "1　申請と派遣の決定", "仕様書 6(6)ア")
    entries(
        flow,
        (
            ("案件番号／派遣番号", f"{facts.case_number or '―'}　／　{facts.session_number or '―'}"),
            ("申請日", _day(facts.applied_on)),
            ("相談分野", "\n".join(facts.support_fields)),
            ("相談内容", facts.request),
            ("派遣決定日", _day(facts.decided_on)),
            ("決定した支援内容", facts.support_content),
        ),
    )


def _consultation(flow: Flow, consultation: Consultation | None) -> None:
    heading(flow, "2　県との協議", "仕様書 6(6)ア")
    if consultation is None:
        paragraph(flow, "協議の記録がありません。", NOTE)
        return
    entries(
        flow,
        (
            ("協議番号・年月日", f"{consultation.number}　　{_day(consultation.on)}"),
            ("件名", consultation.subject),
            ("県の出席者", consultation.prefecture_persons),
            ("受託者の出席者", consultation.contractor_persons),
            ("内容", consultation.content),
            ("結果", consultation.result),
        ),
    )


def _session(flow: Flow, facts: DispatchReportFacts) -> None:
    heading(flow, "3　支援の実施", "仕様書 6(6)イ・ウ・エ")
    rows = [
        ("実施日時", _period(facts)),
        ("支援時間", support_time(facts)),
        ("回数", f"{facts.municipality}で{facts.ordinal}回目（1市町村あたりの上限　{facts.cap}回）"),
        ("実施方法", facts.mode),
    ]
    if facts.is_online:
        rows.append(("オンラインの希望", facts.online_wish))
    rows += [
        ("場所", facts.place),
        ("専門人材", "\n".join(_expert(expert) for expert in facts.experts)),
        ("市町村の出席者", facts.attendees),
    ]
    entries(flow, rows)


def _result(flow: Flow, facts: DispatchReportFacts) -> None:
    heading(flow, "4　支援の結果", "仕様書 6(6)ク")
    entries(
        flow,
        (
            ("具体的な支援内容", facts.content),
            ("支援による効果", facts.effect),
            ("利用した資料", facts.materials),
            ("利用したツール", facts.tools),
            ("今後の課題と次の予定", facts.next_steps),
        ),
    )


def _survey(flow: Flow, facts: DispatchReportFacts) -> None:
    heading(flow, "5　アンケート", "仕様書 6(6)キ")
    asked = f"☑　依頼した（{_day(facts.survey_asked_on)}）" if facts.survey_asked_on else "☐　まだ依頼していない"
    answered = f"☑　回答を受けた（{_day(facts.survey_answered_on)}）" if facts.survey_answered_on else "☐　回答待ち"
    entries(flow, (("依頼", asked), ("回答", answered)))


def _clock(flow: Flow, due: DueDate | None) -> None:
    heading(flow, "6　報告期限の計算", "仕様書 6(6)ク・表2　支援完了後5開庁日以内", keep=150)
    if due is None:
        paragraph(flow, "実施日が記録されていないため、期限を計算できません。", NOTE)
        return
    _three_days(flow, due)
    paragraph(flow, due.rule, NOTE)
    flow.skip(4)
    columns = (
        Column("日付", 2.6),
        Column("数え方", 1.2, COUNTED, Align.CENTRE),
        Column("理由", 4),
    )
    table(flow, columns, (_step(step, due) for step in due.steps))


def _three_days(flow: Flow, due: DueDate) -> None:
    """Show the stated, the safe and the latest day beside each other."""
    days = (
        ("期限（契約の文言どおり）", due.stated_on, True),
        ("安全な期限（直前の開庁日）", due.safe_on, False),
        ("最も遅い期限（直後の開庁日）", due.latest_on, False),
    )
    gap, height = 8.0, 46.0
    flow.need(height)
    width = (flow.width - 2 * gap) / 3
    for number, (label, on, is_main) in enumerate(days):
        x = flow.left + number * (width + gap)
        if is_main:
            flow.page.rectangle(x, flow.y, width, height, ACCENT)
        else:
            flow.page.frame(x, flow.y, width, height, RULE)
        small = Style(LABEL.font, 8.0, 13.0, PAPER if is_main else LABEL.colour, Align.CENTRE)
        large = Style(BIG.font, 11.5, 18.0, PAPER if is_main else BIG.colour, Align.CENTRE)
        flow.line(label, small, x, flow.y + 6, width)
        flow.line(era_with_weekday(on), large, x, flow.y + 20, width)
    flow.y += height + 8


def _step(step: Step, due: DueDate) -> tuple[str, str, str]:
    counted = f"{step.counted}日目" if step.counted else "―"
    reason = f"{step.reason}　＝　報告期限" if step.on == due.stated_on and step.counted else step.reason
    return f"{step.on.year}年{step.on.month}月{step.on.day}日（{weekday_name(step.on)}）", counted, reason


def support_time(facts: DispatchReportFacts) -> str:
    """Return the time of support in hours and minutes."""
    minutes = support_minutes(facts.starts_at, facts.ends_at, facts.break_minutes)
    if minutes is None:
        return "―"
    hours, rest = divmod(max(minutes, 0), 60)
    return f"{hours}時間{rest}分" if rest else f"{hours}時間"


def _period(facts: DispatchReportFacts) -> str:
    parts = [_day(facts.held_on)]
    if facts.starts_at and facts.ends_at:
        parts.append(f"{facts.starts_at:%H:%M}～{facts.ends_at:%H:%M}")
        parts.append(f"（休憩{facts.break_minutes}分）" if facts.break_minutes else "（休憩なし）")
    return "　".join(parts)


def _expert(expert: SentExpert) -> str:
    return f"{expert.name}（{expert.affiliation}）" if expert.affiliation else expert.name


def _day(on: date | None) -> str:
    return era_with_weekday(on) if on else "―"
