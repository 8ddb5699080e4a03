"""The subject surveys: answers of municipalities go to the case they are about (specification 6(1)イ(イ), 6(6)キ)."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from app.domain.case import Case
from app.services.desk import Desk
from app.services.imports.preview import ImportPreview
from tests.desk_fixtures import Ready
from tests.desks import add_case, decided_consultation, log_size, reported
from tests.services.imports.office_tables import reasons_of, table, taken

WHOLE = {
    "案件番号": "",
    "団体名": "蕨市",
    "回答日時": "2026/09/28 10:15:00",
    "課題の解決状況": "４",
    "ご意見": "手順が分かった。",
}


def case_of(ready: Ready, key: str = "") -> Case:
    case = ready.desk.record("cases", key or ready.case)
    assert isinstance(case, Case)
    return case


@pytest.fixture
def supported(ready: Ready) -> Ready:
    reported(ready.desk, ready.case)
    ready.desk.run("case.ask_survey", ready.case, {"survey_asked_on": "9月24日"})
    return ready


def file(ready: Ready, *rows: Mapping[str, str]) -> Path:
    whole = {**WHOLE, "案件番号": case_of(ready).number}
    return table(ready.office.root.parent / "surveys.csv", whole, *rows)


def looked_at(ready: Ready, *rows: Mapping[str, str]) -> ImportPreview:
    return ready.desk.import_preview(file(ready, *rows), "surveys")


def answer(desk: Desk, key: str) -> tuple[date | None, int | None, str]:
    case = desk.record("cases", key)
    assert isinstance(case, Case)
    return case.survey_answered_on, case.survey_score, case.survey_comment


def test_an_answer_is_recorded_in_its_case_once_and_one_undo_takes_it_back(supported: Ready) -> None:
    desk, path = supported.desk, file(supported, {})
    assert taken(desk, path, "surveys").counts["changed"] == 1
    assert answer(desk, supported.case) == (date(2026, 9, 28), 4, "手順が分かった。")
    before = log_size(desk)
    assert taken(desk, path, "surveys").counts["unchanged"] == 1
    assert log_size(desk) == before
    desk.undo()
    assert answer(desk, supported.case) == (None, None, "")


def test_an_answer_changes_nothing_else_of_its_case(supported: Ready) -> None:
    before = case_of(supported)
    taken(supported.desk, file(supported, {}), "surveys")
    after = case_of(supported)
    changed = {
        field.name for field in Case.REGISTER.fields if getattr(before, field.name) != getattr(after, field.name)
    }
    assert changed == {"survey_answered_on", "survey_score", "survey_comment"}


def test_a_blank_cell_leaves_what_was_answered(supported: Ready) -> None:
    taken(supported.desk, file(supported, {}), "surveys")
    taken(supported.desk, file(supported, {"課題の解決状況": "5", "ご意見": ""}), "surveys")
    assert answer(supported.desk, supported.case) == (date(2026, 9, 28), 5, "手順が分かった。")


REFUSED: dict[str, tuple[Mapping[str, str], str, str]] = {  # row, column, words
    "unknown case": ({"案件番号": "LG-1"}, "案件番号", "当たる案件がありません"),
    "no case": ({"案件番号": ""}, "案件番号", "空です"),
    "another municipality": ({"団体名": "川口市"}, "団体名", "団体と違います"),
    "no day": ({"回答日時": ""}, "回答日時", "空です"),
    "no such day": ({"回答日時": "令和8年2月30日"}, "回答日時", "2月30日"),
    "still to come": ({"回答日時": "令和8年10月1日"}, "回答日", "仕様書6(6)キ"),
    "beyond the scale": ({"課題の解決状況": "６"}, "課題の解決状況", "5段階"),
    "below the scale": ({"課題の解決状況": "0"}, "課題の解決状況", "1段階"),
    "no number": ({"課題の解決状況": "=1+1"}, "課題の解決状況", "=1+1"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_row_that_cannot_be_taken_is_refused_with_its_reason(supported: Ready, name: str) -> None:
    row, column, words = REFUSED[name]
    preview = looked_at(supported, row)
    assert any(reason.startswith(column) and words in reason for reason in reasons_of(preview)), reasons_of(preview)
    assert not supported.desk.import_apply(preview).taken_in
    assert answer(supported.desk, supported.case) == (None, None, "")


@pytest.mark.parametrize("day", ["令和8年9月30日", "R8.9.30", "２０２６／９／３０"])
def test_an_answer_of_today_is_taken_however_its_day_is_written(supported: Ready, day: str) -> None:
    taken(supported.desk, file(supported, {"回答日時": day, "課題の解決状況": "１"}), "surveys")
    assert answer(supported.desk, supported.case)[:2] == (date(2026, 9, 30), 1)


def test_a_survey_of_what_was_not_supported_yet_or_of_a_consultation_is_refused(ready: Ready) -> None:
    consultation = decided_consultation(ready.desk, ready.expert, "朝霞市")
    row = {"案件番号": case_of(ready, consultation).number, "団体名": "朝霞市"}
    preview = looked_at(ready, {}, row)
    assert [each.number for each in preview.refused] == [2, 3]
    assert all("仕様書" in reason for reason in reasons_of(preview))


def test_a_case_is_known_by_its_received_number_unless_two_share_it(supported: Ready) -> None:
    desk = supported.desk
    add_case(desk, "川口市", received_number="LG-7")
    preview = looked_at(supported, {"案件番号": "LG-7", "団体名": "川口市"})
    assert "状態" in reasons_of(preview)[0] or "受付" in reasons_of(preview)[0]
    add_case(desk, "川口市", received_number="LG-7")
    assert "2件" in reasons_of(looked_at(supported, {"案件番号": "LG-7", "団体名": "川口市"}))[0]


def test_an_answer_nobody_asked_for_is_taken_and_told(ready: Ready) -> None:
    reported(ready.desk, ready.case)
    preview = taken(ready.desk, file(ready, {}), "surveys")
    assert [note.code for note in preview.rows[0].notes] == ["imports.survey_not_asked"]


def test_hostile_words_stay_words(supported: Ready) -> None:
    words = '=HYPERLINK("http://x")\n<b>太字</b>'
    preview = taken(supported.desk, file(supported, {"ご意見": words}), "surveys")
    assert answer(supported.desk, supported.case)[2] == words
    assert any(note.code == "imports.formula_text" for note in preview.rows[0].notes)


def test_two_answers_of_one_case_are_a_contradiction_and_the_same_twice_is_not(supported: Ready) -> None:
    preview = looked_at(supported, {}, {}, {"課題の解決状況": "1"})
    assert [row.outcome.value for row in preview.rows] == ["changed", "duplicate", "refused"]
