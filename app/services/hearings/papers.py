"""The papers of the hearings: the minutes of one, the list of all, and the calendar file (specification 6(7))."""

from collections.abc import Iterable, Mapping, Sequence

from app.contract.facts import ContractFacts
from app.documents.calendar_file import CalendarEvent
from app.documents.letterhead import Letterhead
from app.documents.office_paper import Entries, Listing, OfficePaper, Section, Words
from app.domain.case import Case, Mode
from app.domain.decision import Decision
from app.domain.hearing import CandidateState, CaseCandidate, Hearing, HearingStatus, HearingTheme, IssueKind
from app.domain.japanese_date import weekday_name
from app.domain.staff import StaffMember
from app.services.hearings.board import board_of, hearing_facts, plain_boards, span_of
from app.services.hearings.views import BoardEntry, HearingBoard
from app.services.judging.fact_loading import bare_facts
from app.services.papers.collecting import Collected, Collector
from app.services.papers.office_papers import day
from app.services.surroundings import Surroundings
from app.services.views import DocumentKind, Missing
from app.store.queries import Reader

MINUTES, LIST = "hearing-minutes", "hearing-schedule"
KINDS = (
    DocumentKind(MINUTES, "市町村ヒアリング記録", "hearings", ("",), ("pdf",)),
    DocumentKind(LIST, "市町村ヒアリング日程一覧", "", ("",), ("pdf",)),
)
TITLES = {kind.kind: kind.title for kind in KINDS}
ON_PAPER = (HearingStatus.PLANNED, HearingStatus.HELD, HearingStatus.CANCELLED)


def minutes(
    entry: BoardEntry,
    hearing: Hearing,
    themes: Sequence[tuple[str, HearingTheme]],
    candidates: Mapping[str, str],
    consultation: Decision | None,
    head: Letterhead,
) -> OfficePaper:
    """Return the minutes of a hearing: the needs first, then the fields of Table 1, then what was said (6(7)ウ, エ).

    ``themes`` come with the name of their field; ``candidates`` say by the id of a theme what became of its need.
    """
    return OfficePaper(
        head,
        TITLES[MINUTES],
        f"{entry.municipality}　{day(hearing.held_on)}",
        "",
        (
            Section("支援の希望", "6(7)ウ", (Words(hearing.needs), _needs(themes, candidates))),
            Section("表1の分野ごとの状況と課題", "6(7)ウ", (_told(themes),)),
            Section("発言", "6(7)エ", (_quotes(themes),)),
            Section("取組の状況と課題", "6(7)エ", (Words(hearing.content),)),
            Section("開催", "6(7)ア・イ", (_held(entry, hearing, consultation),)),
        ),
    )


def _needs(themes: Sequence[tuple[str, HearingTheme]], candidates: Mapping[str, str]) -> Listing:
    return Listing(
        (("分野", 2.1), ("支援の希望", 3.7), ("希望する支援", 1.5), ("案件・候補", 1.8)),
        tuple(
            (name, theme.needs or theme.issues, theme.wish.label if theme.wish else "", candidates.get(theme.id, "―"))
            for name, theme in themes
            if theme.needs.strip() or theme.id in candidates
        ),
        "分野ごとの支援の希望はありません。",
    )


def _told(themes: Sequence[tuple[str, HearingTheme]]) -> Listing:
    return Listing(
        (("分野", 2.2), ("段階", 1.1), ("課題", 4.2), ("課題の種類", 1.7)),
        tuple(
            (name, theme.stage.label if theme.stage else "―", theme.issues or "―", _issues(theme))
            for name, theme in themes
        ),
        "分野ごとの記録はありません。",
    )


def _quotes(themes: Sequence[tuple[str, HearingTheme]]) -> Listing:
    return Listing(
        (("分野", 1.8), ("発言", 5.0), ("発言した人", 1.6)),
        tuple((name, theme.quote, theme.said_by or "―") for name, theme in themes if theme.quote.strip()),
        "発言の記録はありません。",
    )


def _issues(theme: HearingTheme) -> str:
    return "、".join(IssueKind(member.key).label for member in theme.issue_kinds) or "―"


def _held(entry: BoardEntry, hearing: Hearing, consultation: Decision | None) -> Entries:
    agreed = f"{consultation.number}　{day(consultation.decided_on)}" if consultation else ""
    rows = [
        ("団体名", f"{entry.municipality}（{entry.area}地域）"),
        ("日時", f"{day(hearing.held_on)}　{entry.times}".strip()),
        ("実施方法・会場", "　".join(filter(None, (entry.mode_label, hearing.room)))),
        ("市町村の出席者", hearing.municipality_persons),
        ("県の出席者", hearing.prefecture_persons),
        ("受託者の同席者", "、".join(entry.attendees)),
    ]
    if hearing.mode is Mode.IN_PERSON:
        rows.append(("実地での実施の協議", agreed))
    return Entries(tuple(rows))


def schedule_list(board: HearingBoard, notes: Mapping[str, str], head: Letterhead) -> OfficePaper:
    """Return the list of all hearings in the order of their days, and of the municipalities without a day (6(7)ア)."""
    done, period = board.progress, f"{day(board.period_start)}から{day(board.period_end)}まで"
    lead = f"実施期間は{period}です。実施済{done.held}団体、予定{done.planned}団体、全{done.total}団体。"
    sections = (
        Section("日程が決まっていない団体", "6(7)ア", (_open_ones(board),)),
        Section("地域別の進み具合", "6(7)ア", (_areas(board),)),
        Section("日程", "6(7)ア", (_days(board, notes),)),
    )
    return OfficePaper(head, TITLES[LIST], f"{day(board.today)}現在", lead, sections)


def _days(board: HearingBoard, notes: Mapping[str, str]) -> Listing:
    rows = tuple(
        (
            f"{entry.held_on.month}/{entry.held_on.day}（{weekday_name(entry.held_on)}）" if entry.held_on else "―",
            entry.times or "―",
            entry.municipality,
            "\n".join(filter(None, (entry.mode_label, entry.room))),
            "、".join(entry.attendees) or "―",
            notes.get(entry.hearing_id) or "―",
            entry.status_label,
        )
        for entry in board.entries
    )
    titles = ("日", "時間", "団体名", "方法・会場", "受託者の同席者", "県の出席者", "状態")
    return Listing(
        tuple(zip(titles, (1.4, 1.75, 1.5, 1.35, 1.6, 1.9, 0.95), strict=True)),
        rows,
        "日程の決まったヒアリングはありません。",
    )


def _open_ones(board: HearingBoard) -> Listing:
    return Listing(
        (("地域", 1.2), ("団体名", 1.8), ("状態", 2.0), ("県の備考", 3.0)),
        tuple((each.area, each.municipality, each.state, each.note or "―") for each in board.unscheduled),
        "すべての団体の日程が決まっています。",
    )


def _areas(board: HearingBoard) -> Listing:
    return Listing(
        (("地域", 1.6), ("実施済", 1.0), ("予定", 1.0), ("調整中", 1.0), ("未定", 1.0), ("計", 1.0)),
        tuple(
            (
                each.area or "合計",
                *(f"{n}" for n in (each.held, each.planned, each.arranging, each.missing, each.total)),
            )
            for each in (*board.areas, board.progress)
        ),
    )


def calendar_events(entries: Iterable[BoardEntry]) -> Iterable[CalendarEvent]:
    """Yield the hearings as events; nothing but the municipality, the way and the room leaves the desk."""
    for entry in entries:
        if entry.held_on is not None:
            cancelled = entry.status == HearingStatus.CANCELLED.value
            yield CalendarEvent(
                id=entry.hearing_id,
                on=entry.held_on,
                starts_at=entry.starts_at,
                ends_at=entry.ends_at,
                summary=f"{'【中止】' if cancelled else ''}市町村DXヒアリング　{entry.municipality}",
                location=entry.room or (entry.mode_label if entry.mode == Mode.ONLINE.value else ""),
                description=f"{entry.mode_label}　{entry.area}地域".strip(),
                is_cancelled=cancelled,
            )


def _minutes(reader: Reader, around: Surroundings, record_id: str, head: Letterhead) -> Collected:
    hearing = reader.get(Hearing, record_id)
    facts = bare_facts(reader, around).with_changes([hearing, *reader.find(StaffMember)])
    office = around.municipalities.by_code(hearing.municipality_code)
    (entry,) = plain_boards(facts, around).entries([hearing])
    themes = reader.find(HearingTheme, hearing_id=hearing.id)
    told = {theme.field: theme for theme in themes}
    ordered = [(field.name, told[field.code]) for field in facts.terms.support_fields if field.code in told]
    agreed = reader.find_in(Decision, "id", [hearing.consultation_id])
    paper = minutes(entry, hearing, ordered, _became(reader, hearing), agreed[0] if agreed else None, head)
    return Collected(paper, _lacking(hearing, facts), f"ヒアリング記録_{office.name}_{hearing.held_on or ''}.pdf")


def _became(reader: Reader, hearing: Hearing) -> Mapping[str, str]:
    """Return by the id of a theme the number of the case, or that it is a candidate; what was dropped is left out."""
    found = reader.find(CaseCandidate, hearing_id=hearing.id)
    cases = {case.id: case.number for case in reader.find_in(Case, "id", [each.case_id for each in found])}
    return {
        each.theme_id: cases.get(each.case_id) or CandidateState.OPEN.label
        for each in found
        if each.theme_id and each.state is not CandidateState.DROPPED
    }


def _lacking(hearing: Hearing, facts: ContractFacts) -> tuple[Missing, ...]:
    """Return what the minutes cannot do without: the holding itself, who sat in, and what was told."""
    asked = ["held_on", "attendee_ids", "municipality_persons", "content"]
    lacking = [name for name in asked if not getattr(hearing, name)]
    if hearing.status is not HearingStatus.HELD:
        lacking.insert(0, "status")
    register = hearing.REGISTER
    return tuple(Missing(register.name, hearing.id, name, register.field(name).label) for name in lacking)


def _list(reader: Reader, around: Surroundings, record_id: str, head: Letterhead) -> Collected:
    facts = hearing_facts(reader, around)
    board = board_of(facts, plain_boards(facts, around), around, span_of(facts))
    notes = {entry.hearing_id: entry.prefecture_persons for entry in board.entries}
    return Collected(schedule_list(board, notes, head), (), f"ヒアリング日程一覧_{board.today.isoformat()}.pdf")


COLLECTORS: Mapping[str, Collector] = {MINUTES: _minutes, LIST: _list}


def collector(kind: str) -> Collector | None:
    """Return what collects a paper of the hearings; None for another kind."""
    return COLLECTORS.get(kind)
