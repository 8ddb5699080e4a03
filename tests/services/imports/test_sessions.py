"""The subject sessions: reports become sessions, and no file may do what a form may not (6(1)イ(イ), 6(6))."""

from collections.abc import Mapping
from datetime import date, time
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.domain.case import CaseStatus
from app.domain.record import Member
from app.domain.session import Session, SessionStatus
from app.services.desk import Desk
from app.services.imports.preview import ImportPreview
from app.services.imports.subjects import SUBJECTS
from tests.desk_fixtures import Ready
from tests.desks import (
    add_case,
    add_expert,
    decided_case,
    decided_consultation,
    hold,
    log_size,
    plan,
    refusal,
    reported,
)
from tests.services.imports.office_tables import reasons_of, table, taken

WHOLE = {
    "案件番号": "",
    "団体名": "蕨市",
    "実施日": "令和８年９月１８日",
    "開始時刻": "１３：００",
    "終了時刻": "16時",
    "休憩": "０分",
    "実施方法": "対面",
    "場所": "市役所",
    "専門人材": "髙木　さくら",
    "市町村の出席者": "市民課長ほか3名",
    "支援内容": "業務フローを確認した。",
    "支援による効果": "見直し案が決まった。",
    "利用した資料": "フロー図",
    "利用したツール": "なし",
}


WHOLE_LABELS = tuple(column.header for column in SUBJECTS["sessions"].columns)


def number_of(desk: Desk, case: str) -> str:
    return str(desk.record("cases", case).number)  # type: ignore[attr-defined]


def file(ready: Ready, *rows: Mapping[str, str]) -> Path:
    whole = {**WHOLE, "案件番号": number_of(ready.desk, ready.case)}
    return table(ready.office.root.parent / "sessions.csv", whole, *rows)


def looked_at(ready: Ready, *rows: Mapping[str, str]) -> ImportPreview:
    return ready.desk.import_preview(file(ready, *rows), "sessions")


def sessions(desk: Desk) -> list[Session]:
    found = [desk.record("sessions", key) for key in desk.ids("sessions")]
    return sorted((each for each in found if isinstance(each, Session)), key=lambda each: each.held_on or date.min)


def test_a_report_becomes_a_held_session_with_its_number_and_brings_its_case_into_support(ready: Ready) -> None:
    preview = taken(ready.desk, file(ready, {}), "sessions")
    assert preview.counts["new"] == 1
    (session,) = sessions(ready.desk)
    assert (session.status, session.held_on) == (SessionStatus.HELD, date(2026, 9, 18))
    assert (session.starts_at, session.ends_at, session.break_minutes) == (time(13), time(16), 0)
    assert session.expert_ids == (Member(ready.expert),)
    assert session.number.startswith("回-")
    assert session.municipality_code == "112232"
    assert ready.desk.record("cases", ready.case).status is CaseStatus.SUPPORTING  # type: ignore[attr-defined]


def test_a_preview_writes_nothing_and_gives_no_number_away(ready: Ready) -> None:
    before = log_size(ready.desk)
    looked_at(ready, {})
    assert log_size(ready.desk) == before
    taken(ready.desk, file(ready, {}), "sessions")
    assert sessions(ready.desk)[0].number.endswith("-0001")


def test_one_undo_takes_a_whole_file_back_with_the_step_of_its_case(ready: Ready) -> None:
    taken(ready.desk, file(ready, {}, {"実施日": "R8.9.25"}), "sessions")
    assert len(sessions(ready.desk)) == 2
    ready.desk.undo()
    assert sessions(ready.desk) == []
    assert ready.desk.record("cases", ready.case).status is CaseStatus.DECIDED  # type: ignore[attr-defined]


def test_the_same_file_again_types_nothing_twice_even_after_the_report_was_handed_in(ready: Ready) -> None:
    path = file(ready, {}, {"実施日": "2026/9/25"})
    taken(ready.desk, path, "sessions")
    before = log_size(ready.desk)
    assert taken(ready.desk, path, "sessions").counts["unchanged"] == 2
    assert log_size(ready.desk) == before
    ready.desk.run("session.report", sessions(ready.desk)[0].id, {"reported_on": "9月24日"})
    assert taken(ready.desk, path, "sessions").counts["unchanged"] == 2
    assert sessions(ready.desk)[0].status is SessionStatus.REPORTED


def test_a_report_of_a_planned_session_holds_it_and_a_later_file_mends_it(ready: Ready) -> None:
    planned = plan(ready.desk, ready.case)
    preview = taken(ready.desk, file(ready, {"終了時刻": "16:30"}), "sessions")
    assert preview.counts["changed"] == 1
    assert {"状態", "終了"} <= {change.label for change in preview.rows[0].changes}
    (session,) = sessions(ready.desk)
    assert (session.id, session.status, session.ends_at) == (planned, SessionStatus.HELD, time(16, 30))
    taken(ready.desk, file(ready, {"終了時刻": "16:30", "支援による効果": "様式が決まった。"}), "sessions")
    (session,) = sessions(ready.desk)
    assert (session.status, session.effect) == (SessionStatus.HELD, "様式が決まった。")


def test_a_row_that_tells_nothing_of_the_support_is_a_plan_and_so_is_one_that_says_so(ready: Ready) -> None:
    rows = ({"実施日": "10月8日", "支援内容": ""}, {"実施日": "10月9日", "状態": "予定"})
    taken(ready.desk, file(ready, *rows), "sessions")
    assert [session.status for session in sessions(ready.desk)] == [SessionStatus.PLANNED] * 2
    assert ready.desk.record("cases", ready.case).status is CaseStatus.DECIDED  # type: ignore[attr-defined]


def test_a_blank_cell_leaves_what_stands_there(ready: Ready) -> None:
    plan(ready.desk, ready.case, place="第2会議室")
    taken(ready.desk, file(ready, {"場所": ""}), "sessions")
    assert sessions(ready.desk)[0].place == "第2会議室"


def test_what_the_case_says_does_not_become_what_the_session_did(ready: Ready) -> None:
    taken(ready.desk, file(ready, {"実施日": "10月8日", "支援内容": ""}), "sessions")
    assert sessions(ready.desk)[0].content == ""


@pytest.mark.parametrize(("mode", "place"), [("対面", ""), ("オンライン", "オンライン")])
def test_the_wish_for_an_online_session_says_nothing_of_one_that_was_held_on_site(
    ready: Ready, mode: str, place: str
) -> None:
    case = decided_case(ready.desk, ready.expert, "秩父市", wished_mode="オンライン")
    row = {"案件番号": number_of(ready.desk, case), "団体名": "秩父市", "実施方法": mode, "場所": ""}
    taken(ready.desk, file(ready, row), "sessions")
    (session,) = sessions(ready.desk)
    assert (session.place, bool(session.online_wish)) == (place, bool(place))


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "+1", "@SUM(A1)", "－２"])
def test_a_formula_stays_text_and_is_told(ready: Ready, text: str) -> None:
    preview = taken(ready.desk, file(ready, {"支援による効果": text}), "sessions")
    assert sessions(ready.desk)[0].effect == text
    assert any(note.code == "imports.formula_text" for note in preview.rows[0].notes)


def test_a_case_is_also_known_by_the_number_of_its_application(ready: Ready) -> None:
    case = add_case(ready.desk, "本庄市", received_number="LG-10001")
    preview = looked_at(ready, {"案件番号": "ＬＧ－１０００１", "団体名": "本庄市"})
    assert any("状態" in reason or "受付" in reason for reason in reasons_of(preview))  # found, and not decided yet
    assert ready.desk.record("cases", case).status is CaseStatus.RECEIVED  # type: ignore[attr-defined]


REFUSED_CELLS: dict[str, tuple[Mapping[str, str], str, str]] = {  # row, column, words
    "unknown case": ({"案件番号": "案-M99-9999"}, "案件番号", "当たる案件がありません"),
    "part of a number": ({"案件番号": "案-"}, "案件番号", "当たる案件がありません"),
    "no case": ({"案件番号": ""}, "案件番号", "空です"),
    "another municipality": ({"団体名": "川口市"}, "団体名", "団体と違います"),
    "unknown municipality": ({"団体名": "存在しない市"}, "団体名", "存在しない市"),
    "unknown expert": ({"専門人材": "髙木　さくら、架空　次郎"}, "専門人材", "架空　次郎"),
    "no such day": ({"実施日": "令和8年9月31日"}, "実施日", "9月31日"),
    "no time": ({"開始時刻": "昼ごろ"}, "開始時刻", "昼ごろ"),
    "handed in": ({"状態": "報告済"}, "状態", "取込ではできません"),
    "called off": ({"状態": "中止"}, "状態", "取込ではできません"),
}


@pytest.mark.parametrize("name", REFUSED_CELLS)
def test_a_cell_that_cannot_be_taken_is_refused_with_its_column_and_nothing_is_taken_in(
    ready: Ready, name: str
) -> None:
    row, column, words = REFUSED_CELLS[name]
    preview = looked_at(ready, row, {"実施日": "9月25日"})
    assert [each.number for each in preview.refused] == [2]
    assert any(reason.startswith(column) and words in reason for reason in reasons_of(preview)), reasons_of(preview)
    assert not ready.desk.import_apply(preview).taken_in
    assert sessions(ready.desk) == []


AGAINST: dict[str, tuple[Mapping[str, str], Mapping[str, str], str]] = {  # just right, too much, clause
    "longest time": ({"終了時刻": "21:00"}, {"終了時刻": "21:01"}, "6(6)ウ"),
    "midnight": ({"終了時刻": "13:01"}, {"終了時刻": "13:00"}, "6(6)ウ"),
    "decision": ({"実施日": "9月2日"}, {"実施日": "9月1日"}, "6(6)ア"),
    "still to come": ({"実施日": "9月30日"}, {"実施日": "10月1日"}, "6(1)イ(ウ)"),
    "performance deadline": (
        {"実施日": "令和9年3月19日", "支援内容": ""},
        {"実施日": "令和9年3月20日", "支援内容": ""},
        "3",
    ),
    "online": ({"実施方法": "オンライン", "オンライン希望": "課長が電話で希望"}, {"実施方法": "オンライン"}, "6(6)イ"),
}


@pytest.mark.parametrize("name", AGAINST)
def test_what_the_contract_forbids_is_refused_beforehand_with_its_clause_and_what_it_just_allows_is_not(
    ready: Ready, name: str
) -> None:
    right, wrong, clause = AGAINST[name]
    assert not looked_at(ready, right).refused
    preview = looked_at(ready, wrong)
    assert any(f"仕様書{clause}" in reason for reason in reasons_of(preview)), reasons_of(preview)
    assert {problem.label for row in preview.refused for problem in row.problems} <= set(WHOLE_LABELS)
    assert not ready.desk.import_apply(preview, partial=True).changes.changes
    assert sessions(ready.desk) == []


def test_the_cap_counts_the_rows_of_the_file_one_after_the_other(ready: Ready) -> None:
    days = [{"実施日": f"9月{day}日"} for day in (7, 8, 9, 10, 11, 14)]
    assert not looked_at(ready, *days[:5]).refused
    preview = looked_at(ready, *days)
    assert [row.number for row in preview.refused] == [7]
    assert "6(6)エ" in reasons_of(preview)[0]
    assert ready.desk.import_apply(preview, partial=True).taken_in
    assert len(sessions(ready.desk)) == 5


def test_an_expert_who_was_not_decided_is_refused(ready: Ready) -> None:
    add_expert(ready.desk, "山﨑　誠")
    preview = looked_at(ready, {"専門人材": "山﨑　誠"})
    assert "6(6)ア" in reasons_of(preview)[0]


def test_no_session_comes_into_a_case_of_another_kind_or_state(ready: Ready) -> None:
    consultation = decided_consultation(ready.desk, ready.expert, "朝霞市")
    done = decided_case(ready.desk, ready.expert, "秩父市")
    reported(ready.desk, done)
    ready.desk.run("case.complete", done, {})
    rows = [
        {"案件番号": number_of(ready.desk, key), "団体名": place, "実施日": "9月25日"}
        for key, place in ((consultation, "朝霞市"), (done, "秩父市"))
    ]
    preview = looked_at(ready, *rows, {})
    assert [row.number for row in preview.refused] == [2, 3]


def test_a_report_that_was_handed_in_and_a_session_called_off_are_left_alone(ready: Ready) -> None:
    reported(ready.desk, ready.case)
    off = plan(ready.desk, ready.case, held_on="9月25日")
    ready.desk.run("session.cancel", off, {"status_reason": "団体の都合"})
    preview = looked_at(ready, {"支援による効果": "別の効果"}, {"実施日": "9月25日"})
    assert [row.number for row in preview.refused] == [2, 3]
    assert ready.desk.import_preview(file(ready, {"支援による効果": "見直し案が決まった。"}), "sessions").counts[
        "unchanged"
    ]


def test_two_rows_of_one_day_are_one_session_or_a_contradiction(ready: Ready) -> None:
    preview = looked_at(ready, {}, {"実施日": "2026-09-18"}, {"支援による効果": "別の効果"})
    assert [row.outcome.value for row in preview.rows] == ["new", "duplicate", "refused"]


def test_what_changes_between_preview_and_taking_in_is_noticed(ready: Ready) -> None:
    preview = looked_at(ready, {})
    hold(ready.desk, plan(ready.desk, ready.case))
    with refusal("imports.store_changed"):
        ready.desk.import_apply(preview)
    assert len(sessions(ready.desk)) == 1


def test_an_exported_register_comes_back_unchanged(ready: Ready) -> None:
    taken(ready.desk, file(ready, {}), "sessions")
    path = ready.office.root.parent / "out.csv"
    ready.desk.export("sessions", path, "utf-8-sig")
    assert taken(ready.desk, path, "sessions").counts["unchanged"] == 1


@pytest.mark.parametrize("subject", ["sessions", "surveys"])
def test_the_empty_form_has_every_column_and_is_read_back_as_its_subject(
    ready: Ready, tmp_path: Path, subject: str
) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(ready.desk.template(subject))
    book = load_workbook(path)
    sheet = book[book.sheetnames[0]]
    headers = [str(cell.value) for cell in sheet[1]]
    assert len(headers) == len(SUBJECTS[subject].columns)
    sheet.append([number_of(ready.desk, ready.case)])
    book.save(path)
    preview = ready.desk.import_preview(path, subject)
    assert set(preview.mapping.targets) == {column.name for column in SUBJECTS[subject].columns}
    assert {problem.code for row in preview.refused for problem in row.problems} == {"imports.required_empty"}
