"""Deliverable 7: the report on how far the municipalities are, from the sheets of their hearings (6(7)オ, Table 2)."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.documents.letterhead import Letterhead, letterhead
from app.documents.made import Made
from app.documents.pdf.chart import bar_chart
from app.documents.pdf.document import Document, Properties
from app.documents.pdf.elements import bullets, furnish, heading, paragraph, subheading
from app.documents.pdf.flow import Flow
from app.documents.pdf.style import LANDSCAPE, NOTE, PORTRAIT, Align, Style
from app.documents.pdf.table import Column, entries, table
from app.documents.pdf.tiles import tiles
from app.documents.stacked_chart import stacked_chart
from app.documents.stage_matrix import MatrixRow, stage_matrix
from app.documents.survey_results import main_results
from app.documents.tile_map_drawing import MapTile, tile_map
from app.domain.case import Mode
from app.domain.hearing import IssueKind, Stage, Wish
from app.domain.japanese_date import era_with_weekday
from app.domain.municipality import Municipality
from app.domain.support_field import SupportField
from app.domain.tile_map import TileMap
from app.planning.hearing_analysis import Analysis, CrossTable, Share, is_under_way, size_of, wants_support

TITLE = "市町村DX推進状況調査報告書"
_SMALL = Style(size=8.0, leading=10.8)
_CENTRE = Style(size=8.2, leading=10.8, align=Align.CENTRE)
_FIRST = 0.6  # width of the names of fields, as a multiple of all other columns
_MOST_SHADE = 4
_STAGE_LEGEND = ("0分野", "1分野", "2分野", "3分野", "4分野以上")


@dataclass(frozen=True, kw_only=True)
class SurveyReportFacts:
    """Everything that the report prints."""

    letterhead: Letterhead
    analysis: Analysis
    fields: tuple[SupportField, ...]
    layout: TileMap
    first: date  # of the period
    last: date
    declared_on: date | None = None  # the day on which the prefecture declared the hearings complete
    draft: bool = False

    @property
    def is_whole(self) -> bool:
        """Tell whether every municipality was heard."""
        return not self.analysis.missing


def survey_report(facts: SurveyReportFacts) -> Made:
    """Return the report as PDF; AppError ``documents.glyph_missing`` for what cannot be printed."""
    head = facts.letterhead
    document = Document(Properties(TITLE, head.contractor, head.contract, head.on or facts.last))
    flow = Flow(document)
    letterhead(flow, head, TITLE, "納品成果物 7")
    paragraph(flow, f"{head.contract}仕様書6(7)オに基づき、県内市町村のDX推進状況を次のとおり報告します。")
    _outline(flow, facts)
    _results(flow, facts)
    _situation(flow, facts)
    _stages(flow, facts)
    _groups(flow, facts)
    _issues(flow, facts)
    _wishes(flow, facts)
    flow.next_page(LANDSCAPE)
    _matrix(flow, facts)
    flow.next_page(PORTRAIT)
    _hearings(flow, facts)
    furnish(document, f"{TITLE}　{_state(facts)}", head.contract, facts.draft)
    return Made(document.data(), len(document.pages))


def _state(facts: SurveyReportFacts) -> str:
    """Return 63団体中41団体まで, or that it is whole."""
    count, heard = len(facts.analysis.offices), facts.analysis.heard.count
    return f"全{count}団体" if facts.is_whole else f"{count}団体中{heard}団体まで"


def _names(facts: SurveyReportFacts) -> Mapping[str, str]:
    return {field.code: field.name for field in facts.fields}


def _outline(flow: Flow, facts: SurveyReportFacts) -> None:
    """Say who was heard when and how, and above all who was not."""
    found = facts.analysis
    count, heard = len(found.offices), found.heard.count
    flow.skip(6)
    band = (
        ("実施した団体", f"{heard}／{count}団体", 1.1),
        ("分野の記入がある団体", f"{found.answered.count}団体", 1.1),
        ("記入された分野（延べ）", f"{len(found.told)}件", 1.1),
        ("オンライン・実地", "・".join(f"{number}件" for number in _modes(found)), 1.1),
    )
    tiles(flow, band)
    heading(flow, "1　調査の概要", "仕様書 6(7)")
    days = [hearing.held_on for _, hearing in found.held if hearing.held_on is not None]
    span = f"{era_with_weekday(min(days))}～{era_with_weekday(max(days))}" if days else "―"
    method = f"市町村ごとの個別のヒアリング（受託者同席）。表1の{len(facts.fields)}分野の段階・課題・支援の希望を聴取"
    rows = [
        ("対象", f"県内全{count}市町村"),
        ("調査の期間", f"{era_with_weekday(facts.first)}～{era_with_weekday(facts.last)}"),
        ("実施した日", span),
        ("方法", method),
        ("数え方", "図表の数は団体数。段階や希望を答えなかった団体は、その分野の集計に含めない"),
    ]
    if facts.declared_on is not None:
        rows.append(("県による完了の決定", era_with_weekday(facts.declared_on)))
    entries(flow, rows)
    _gaps(flow, facts)


def _modes(found: Analysis) -> tuple[int, int]:
    online = sum(hearing.mode is Mode.ONLINE for _, hearing in found.held)
    return online, len(found.held) - online


def _gaps(flow: Flow, facts: SurveyReportFacts) -> None:
    found = facts.analysis
    if found.missing:
        names = "、".join(office.name for office in found.missing)
        paragraph(flow, f"ヒアリング未実施（{len(found.missing)}団体、集計に含まない）：{names}", NOTE)
    if found.unwritten:
        names = "、".join(office.name for office, _ in found.unwritten)
        paragraph(flow, f"分野の記入がない団体（{len(found.unwritten)}団体）：{names}", NOTE)


def _results(flow: Flow, facts: SurveyReportFacts) -> None:
    heading(flow, "2　主な結果", "仕様書 6(7)オ")
    told = list(main_results(facts.analysis, _names(facts)))
    bullets(flow, told or ["分野ごとの記入がまだありません。"])


def _situation(flow: Flow, facts: SurveyReportFacts) -> None:
    heading(flow, "3　推進状況の概要", "仕様書 6(7)オ", keep=384)
    paragraph(flow, "「実施中」又は「定着」と答えた分野の数。庁舎の位置関係に合わせた等面積の配置です。", NOTE)
    flow.skip(4)
    tile_map(flow, facts.layout, _counted(facts, facts.analysis.fields_where(is_under_way)), _STAGE_LEGEND)


def _counted(facts: SurveyReportFacts, fields: Mapping[str, Sequence[str]]) -> dict[str, MapTile]:
    found = {}
    for office in facts.analysis.offices:
        count = len(fields[office.code]) if office.code in fields else None
        found[office.code] = MapTile(
            office.name,
            "" if count is None else str(count),
            None if count is None else min(count, _MOST_SHADE),
        )
    return found


def _stages(flow: Flow, facts: SurveyReportFacts) -> None:
    heading(flow, "4　分野別の取組の段階", "表1", keep=180)
    found = facts.analysis.stages
    names = _names(facts)
    bars = [(names[field], [found.at(field, stage.value).count for stage in Stage]) for field in found.rows]
    stacked_chart(flow, [stage.label for stage in Stage], bars, "団体")
    subheading(flow, "団体数")
    _cross(flow, found, "分野", names, {stage.value: stage.label for stage in Stage})


def _cross(flow: Flow, found: CrossTable, head: str, rows: Mapping[str, str], columns: Mapping[str, str]) -> None:
    """Set a table of figures, with how many told at the end of each row."""
    shape = [Column(head, _FIRST * (len(found.columns) + 1), _SMALL)]
    shape += [Column(columns[key], 1.0, _CENTRE, Align.CENTRE) for key in found.columns]
    shape.append(Column("回答", 1.0, _CENTRE, Align.CENTRE))
    table(flow, shape, (_cross_row(found, row, rows) for row in found.rows))


def _cross_row(found: CrossTable, row: str, names: Mapping[str, str]) -> tuple[str, ...]:
    whole = found.whole.get(row)
    figures = (str(found.at(row, column).count) for column in found.columns)
    return names.get(row, row), *figures, str(whole.count if whole is not None else 0)


def _groups(flow: Flow, facts: SurveyReportFacts) -> None:
    heading(flow, "5　規模別・地域別の比較", "仕様書 6(7)オ", keep=200)
    paragraph(flow, "「実施中」又は「定着」と答えた団体数／段階を答えた団体数。「―」は回答なし。", NOTE)
    found = facts.analysis
    subheading(flow, "規模別", keep=120)
    _shares(flow, facts, found.under_way(size_of, found.sizes), found.sizes, with_percent=True)
    subheading(flow, "地域別", keep=160)
    by_area = found.under_way(_area_of, found.areas)
    _shares(flow, facts, by_area, found.areas, with_percent=False)


def _area_of(office: Municipality) -> str:
    return office.area


def _shares(
    flow: Flow,
    facts: SurveyReportFacts,
    shares: Mapping[tuple[str, str], Share],
    groups: Sequence[str],
    *,
    with_percent: bool,
) -> None:
    shape = [
        Column("分野", _FIRST * len(groups), _SMALL),
        *(Column(group, 1.0, _CENTRE, Align.CENTRE) for group in groups),
    ]
    rows = (
        (field.name, *(_share(shares[field.code, group], with_percent) for group in groups)) for field in facts.fields
    )
    table(flow, shape, rows)


def _share(share: Share, with_percent: bool) -> str:
    if share.percent is None:
        return "―"
    text = f"{share.part.count}/{share.whole.count}"
    return f"{text}（{share.percent}%）" if with_percent else text


def _issues(flow: Flow, facts: SurveyReportFacts) -> None:
    heading(flow, "6　課題", "仕様書 6(7)ウ", keep=180)
    found = facts.analysis
    paragraph(flow, "いずれかの分野で、その種類の課題を挙げた団体数です。", NOTE)
    bars = sorted(((kind.label, found.issue_kind(kind.value).count) for kind in IssueKind), key=lambda bar: -bar[1])
    bar_chart(flow, bars, "団体", most=found.answered.count)
    subheading(flow, "分野別", keep=140)
    _cross(flow, found.issues, "分野", _names(facts), {kind.value: kind.label for kind in IssueKind})
    subheading(flow, "規模別（いずれかの分野で挙げた団体数）", keep=90)
    _cross(flow, found.issues_by_size, "規模", {}, {kind.value: kind.label for kind in IssueKind})


def _wishes(flow: Flow, facts: SurveyReportFacts) -> None:
    heading(flow, "7　支援の希望", "仕様書 6(7)ウ", keep=384)
    found = facts.analysis
    labels = {wish.value: wish.label for wish in Wish}
    paragraph(flow, "よろず相談・専門人材派遣・長期伴走支援のいずれかを希望した分野の数です。", NOTE)
    flow.skip(4)
    tile_map(flow, facts.layout, _counted(facts, found.fields_where(wants_support)), _STAGE_LEGEND)
    subheading(flow, "分野別", keep=140)
    _cross(flow, found.wishes, "分野", _names(facts), labels)
    subheading(flow, "地域別（いずれかの分野で答えた団体数）", keep=120)
    _cross(flow, found.wishes_by_area, "地域", {}, labels)


def _matrix(flow: Flow, facts: SurveyReportFacts) -> None:
    heading(flow, "資料1　市町村別の取組の段階", "表1", keep=200)
    found = facts.analysis
    rows = [
        MatrixRow(office.area, office.name, tuple(found.stage(office.code, field.code) for field in facts.fields))
        for area in found.areas
        for office in found.offices
        if office.area == area
    ]
    stage_matrix(flow, facts.fields, rows)


def _hearings(flow: Flow, facts: SurveyReportFacts) -> None:
    heading(flow, "資料2　ヒアリングの実施日", "仕様書 6(7)ア", keep=150)
    paragraph(flow, "図表の数は、この一覧のヒアリングシートから数えています。", NOTE)
    columns = (
        Column("実施日", 1.6, _SMALL),
        Column("団体名", 1.2, _SMALL),
        Column("地域", 1.0, _SMALL),
        Column("方法", 1.0, _SMALL),
        Column("分野の記入", 1.2, _SMALL),
    )
    table(flow, columns, _hearing_rows(facts), "実施したヒアリングはありません。")


def _hearing_rows(facts: SurveyReportFacts) -> Iterator[tuple[str, ...]]:
    written = Counter(each.hearing.id for each in facts.analysis.told)
    for office, hearing in facts.analysis.held:
        day = era_with_weekday(hearing.held_on) if hearing.held_on else "―"
        told = f"{written[hearing.id]}分野" if written[hearing.id] else "記入なし"
        yield day, office.name, office.area, hearing.mode.label if hearing.mode else "―", told
