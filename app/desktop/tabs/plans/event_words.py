"""Decides what the page 行事・事例 shows: figures of events, the contest's ranking, who received what; no widgets."""

from collections.abc import Sequence

from app.desktop.widgets.plain_table import PlainRow
from app.services.plans.event_views import ContestPage, EventLine, EventPage, SharingMatrix, StandingLine

RANK_HEADERS = ("順位", "団体", "取組")
RANK_END = ("合計", "平均", "審査員", "足りない審査", "表彰")
NOT_RECEIVED = "―"
FEW = 8  # municipalities that are named one by one


def event_figures(line: EventLine) -> str:
    """Return how many registered for an event and how many came."""
    registered = f"申込 {line.registered_municipalities}市町村・{line.registered_persons}名"
    attended = f"参加 {line.attended_municipalities}市町村・{line.attended_persons}名"
    entries = f"応募 {line.entries}件" if line.kind == "contest" else ""
    consulted = f"県との協議 {line.consultation}" if line.consultation else "県との協議は未記録"
    return "　".join(part for part in (registered, attended, entries, consulted) if part)


def absent_words(page: EventPage) -> str:
    """Return which municipalities have not registered; empty when all have."""
    names = [name for _, name in page.absent]
    return f"申込のない市町村 {len(names)}：{'、'.join(names)}" if names else ""


def rank_headers(page: ContestPage) -> tuple[str, ...]:
    """Return the columns of a ranking: one for each judge."""
    return (*RANK_HEADERS, *page.judges, *RANK_END)


def rank_rows(page: ContestPage) -> list[PlainRow]:
    """Return the ranking; entries that nobody has judged stand last."""
    ordered = sorted(page.standings, key=lambda each: (each.rank == 0, each.rank))
    return [PlainRow(each.entry_id, _rank_cells(each, page.judges), rank_tone(each)) for each in ordered]


def rank_tone(standing: StandingLine) -> str:
    """Return the tone of a rank."""
    if not standing.rank:
        return "muted"
    return "warn" if standing.is_tied else "good" if standing.rank == 1 else "accent"


def contest_words(page: ContestPage) -> tuple[str, str]:
    """Return how far the judging is, and the tone."""
    if not page.standings:
        return "応募はまだありません。", "muted"
    told = f"応募 {len(page.standings)}件　審査員 {len(page.judges)}名"
    if not page.is_complete:
        waiting = sum(bool(each.lacks) or not each.rank for each in page.standings)
        return f"{told}　審査が揃っていない応募 {waiting}件（順位は途中のものです）", "warn"
    ties = "".join(page.ties)
    return (f"{told}　審査は揃いました。{ties}", "warn" if ties else "good")


def standing_words(standing: StandingLine) -> str:
    """Return one entry whole: its averages by criterion and what the judges wrote."""
    lines = [
        f"{standing.rank_label}　{standing.municipality}「{standing.title}」",
        "　".join(f"{name} {value}" for name, value in standing.by_criterion),
        *(f"{judge}：{comment}" for judge, comment in standing.comments),
        f"まだ足りない審査：{standing.lacks}" if standing.lacks else "",
    ]
    return "\n".join(line for line in lines if line)


def sharing_headers(matrix: SharingMatrix) -> tuple[str, ...]:
    """Return the columns of the sharing: one for each study."""
    return ("共有", "市町村", "地域", *(study.title for study in matrix.studies))


def sharing_rows(matrix: SharingMatrix, area: str = "", study_id: str = "") -> list[PlainRow]:
    """Return the municipalities by area; with a study only those that have not received it."""
    place = next((number for number, study in enumerate(matrix.studies) if study.study_id == study_id), -1)
    rows = [row for row in matrix.rows if (not area or row.area == area) and (place < 0 or not row.cells[place])]
    count = len(matrix.studies)
    return [
        PlainRow(
            row.municipality_code,
            (
                f"{row.received} / {count}",
                row.municipality,
                row.area,
                *(f"✓ {cell}" if cell else NOT_RECEIVED for cell in row.cells),
            ),
            "good" if row.received == count else "warn" if row.received else "bad",
        )
        for row in rows
    ]


def sharing_words(matrix: SharingMatrix) -> tuple[str, str]:
    """Return how far the case studies are shared, and the tone."""
    if not matrix.studies:
        return "共有する事例はまだありません。", "muted"
    told = f"事例 {len(matrix.studies)}件　市町村 {len(matrix.rows)}"
    unchecked = sum(not study.is_checked for study in matrix.studies)
    if unchecked:
        told += f"　匿名化の確認が済んでいない事例 {unchecked}件"
    if matrix.without_any:
        return f"{told}　一つも受け取っていない市町村 {matrix.without_any}", "warn"
    return f"{told}　すべての市町村が一つ以上を受け取りました", "warn" if unchecked else "good"


def missing_words(matrix: SharingMatrix, study_id: str) -> str:
    """Return who has not received a study."""
    study = next((each for each in matrix.studies if each.study_id == study_id), None)
    if study is None:
        return ""
    names = [name for _, name in study.missing]
    named = f"：{'、'.join(names[:FEW])}{'ほか' if len(names) > FEW else ''}" if names else ""
    return f"「{study.title}」を受け取った市町村 {study.received}、まだの市町村 {len(names)}{named}"


def areas_of(matrix: SharingMatrix) -> list[str]:
    """Return the areas in the order of the list."""
    return list(dict.fromkeys(row.area for row in matrix.rows))


def _rank_cells(standing: StandingLine, judges: Sequence[str]) -> tuple[str, ...]:
    totals = dict(standing.by_judge)
    return (
        standing.rank_label,
        standing.municipality,
        standing.title,
        *(str(totals[judge]) if judge in totals else "―" for judge in judges),
        str(standing.total) if standing.rank else "―",
        standing.average or "―",
        f"{standing.judges}名",
        standing.lacks or "なし",
        standing.award or "―",
    )
