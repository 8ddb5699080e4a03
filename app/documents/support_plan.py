"""The support plan of one municipality, 実施プラン案: theme, steps, sessions, indicators, schedule (6(4))."""

from dataclasses import dataclass
from datetime import date

from app.documents.gantt_chart import Bar, DayLine, gantt_chart
from app.documents.letterhead import Letterhead, letterhead
from app.documents.made import Made
from app.documents.pdf.document import Document, Properties
from app.documents.pdf.elements import furnish, heading
from app.documents.pdf.flow import Flow
from app.documents.pdf.style import Align, Style
from app.documents.pdf.table import Column, entries, table
from app.documents.plan_text import set_text

TITLE = "DX推進の実施プラン"
_DATE = Style(size=8.4, leading=15.5)


@dataclass(frozen=True, slots=True)
class PlanStep:
    """One step of the plan in words."""

    title: str
    owner: str
    starts: str
    ends: str
    baseline: str
    progress: str
    state: str


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """One session in words."""

    day: str
    mode: str
    step: str
    experts: str
    status: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One indicator in words."""

    name: str
    before: str
    target: str
    after: str
    change: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SupportPlanFacts:
    """Everything that the plan of one municipality prints; ``decided`` is empty while it is a proposal."""

    letterhead: Letterhead
    municipality: str
    theme: str
    fields: tuple[str, ...]
    manager: str
    hearing: str
    consultation: str
    agreed: str
    decided: str
    plan: str
    steps: tuple[PlanStep, ...]
    sessions: tuple[PlannedSession, ...]
    figures: tuple[Figure, ...]
    next_step: str
    result: str
    bars: tuple[Bar, ...]
    lines: tuple[DayLine, ...]
    first: date
    last: date
    draft: bool = False

    @property
    def title(self) -> str:
        """Return the title: a proposal until it is decided."""
        return TITLE if self.decided else f"{TITLE}案"


def support_plan(facts: SupportPlanFacts) -> Made:
    """Return the plan as PDF; AppError ``documents.glyph_missing`` for what cannot be printed."""
    head = facts.letterhead
    on = head.on or facts.first
    document = Document(Properties(f"{facts.title}（{facts.municipality}）", head.contractor, head.contract, on))
    flow = Flow(document)
    letterhead(flow, head, facts.title, f"長期伴走支援　　{facts.municipality}")
    _about(flow, facts)
    heading(flow, "2　実施プラン", "仕様書 6(4)ア")
    set_text(flow, facts.plan or "―", "実施プラン")
    _steps(flow, facts)
    _figures(flow, facts)
    _sessions(flow, facts)
    heading(flow, "6　次の予定", "仕様書 6(4)イ")
    entries(flow, [("次に行うこと", facts.next_step), *([("支援結果", facts.result)] if facts.result.strip() else [])])
    furnish(document, f"{facts.title}　{facts.municipality}", head.contract, facts.draft)
    return Made(document.data(), len(document.pages))


def _about(flow: Flow, facts: SupportPlanFacts) -> None:
    heading(flow, "1　支援の概要", "仕様書 6(4)ア・オ")
    entries(
        flow,
        (
            ("団体名", facts.municipality),
            ("支援テーマ", facts.theme),
            ("関連する分野", "\n".join(facts.fields)),
            ("進行管理の担当", facts.manager),
            ("ヒアリング実施日", facts.hearing),
            ("県との協議", facts.consultation),
            ("市町村との協議日", facts.agreed),
            ("実施プランの決定日", facts.decided),
        ),
    )


def _steps(flow: Flow, facts: SupportPlanFacts) -> None:
    heading(flow, "3　取組の段階", "仕様書 6(4)イ", 150.0)
    columns = (
        Column("段階", 2.5),
        Column("担当", 1.5),
        Column("開始日", 1.8, _DATE),
        Column("終了日", 1.8, _DATE),
        Column("当初との差", 1.95),
        Column("進み", 1.1, align=Align.END),
        Column("状態", 1.1),
    )
    rows = (
        (each.title, each.owner, each.starts, each.ends, each.baseline, each.progress, each.state)
        for each in facts.steps
    )
    table(flow, columns, rows, "段階はまだ定められていません。")
    if facts.bars:
        flow.skip(4)
        gantt_chart(flow, facts.bars, facts.lines, facts.first, facts.last, narrow=True)


def _figures(flow: Flow, facts: SupportPlanFacts) -> None:
    heading(flow, "4　成果の指標", "仕様書 6(4)カ", 110.0)
    columns = (
        Column("指標", 2.6),
        Column("支援前", 1.6),
        Column("目標", 1.3),
        Column("支援後", 1.6),
        Column("変化", 1.3),
    )
    rows = ((each.name, each.before, each.target, each.after, each.change) for each in facts.figures)
    table(flow, columns, rows, "指標はまだ定められていません。")


def _sessions(flow: Flow, facts: SupportPlanFacts) -> None:
    heading(flow, "5　支援の回", "仕様書 6(4)イ・ウ", 150.0)
    columns = (
        Column("実施日", 2.1),
        Column("方法", 1.0),
        Column("段階", 2.0),
        Column("専門人材", 2.0),
        Column("状態", 0.9),
    )
    rows = ((each.day, each.mode, each.step, each.experts, each.status) for each in facts.sessions)
    table(flow, columns, rows, "支援の回はまだ予定されていません。")
