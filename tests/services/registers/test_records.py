"""Lists, details, pickers and searches: every record in words, found however its name is written."""

from datetime import date

import pytest

from app.domain.accompaniment import Accompaniment
from app.domain.case import Case, CaseStatus
from app.domain.expert import Expert
from app.domain.registers import REGISTERS
from app.domain.session import Session, SessionStatus
from app.services.desk import Desk
from app.services.registers.records import NOT_SEARCHED, places_for
from app.services.views import Option
from tests.desk_fixtures import Ready
from tests.desks import add_case, add_decision, add_expert, asked, decided_case, hold, plan, refusal, reported

MUNICIPALITY = Case.REGISTER.field("municipality_code")
FIELDS = Case.REGISTER.field("fields")
WARABI, TODA = "112232", "112241"


def labels(options: list[Option]) -> list[str]:
    return [option.label for option in options]


def cases(desk: Desk, ids: list[str]) -> list[Case]:
    found = [desk.record("cases", record_id) for record_id in ids]
    return [record for record in found if isinstance(record, Case)]


# Lists


def test_a_list_shows_its_columns_in_words_in_the_order_asked_for(demonstration: Desk) -> None:
    ids = demonstration.ids("cases")
    rows = demonstration.rows("cases", list(reversed(ids[:5])))
    assert [row.id for row in rows] == list(reversed(ids[:5]))
    assert all(set(row.cells) == set(Case.REGISTER.columns) for row in rows)
    (record,) = cases(demonstration, [rows[0].id])
    assert rows[0].cells["applied_on"].startswith(str(record.applied_on))
    assert rows[0].cells["status"] == (record.status.label if record.status else "")


@pytest.mark.parametrize(("count", "is_whole"), [(61, False), (62, False), (10_000, True)])
def test_a_list_starts_with_its_first_ids_and_the_rows_of_the_very_first(
    demonstration: Desk, monkeypatch: pytest.MonkeyPatch, count: int, is_whole: bool
) -> None:
    monkeypatch.setattr("app.services.registers.records.START_IDS", count)
    start = demonstration.list_start("cases", {}, "", (), 5)
    ids = demonstration.ids("cases")
    assert (start.ids, start.is_whole) == (ids[:count], is_whole)
    assert start.rows == demonstration.rows("cases", ids[:5])


@pytest.mark.parametrize(("more", "is_whole"), [(0, False), (1, True)])
def test_a_list_is_whole_when_it_is_shorter_than_what_is_asked_for_at_once(
    demonstration: Desk, monkeypatch: pytest.MonkeyPatch, more: int, is_whole: bool
) -> None:
    ids = demonstration.ids("experts")
    monkeypatch.setattr("app.services.registers.records.START_IDS", len(ids) + more)
    start = demonstration.list_start("experts", {}, "", (), 1)
    assert (start.ids, start.is_whole) == (ids, is_whole)


@pytest.mark.parametrize("search", ["", "窓口", "誰も持たない言葉", "\ud842"])
def test_all_ids_of_a_list_are_those_that_it_starts_with_and_the_others(demonstration: Desk, search: str) -> None:
    where, order = {"kind": "dispatch"}, ("-number", "id")
    found = demonstration.list_ids("cases", where, search, order)
    assert list(found) == demonstration.ids("cases", where, search, order)
    assert list(demonstration.list_start("cases", where, search, order, 0).ids) == list(found)


def test_the_newest_applications_come_first_unless_another_order_is_asked_for(demonstration: Desk) -> None:
    days = [record.applied_on for record in cases(demonstration, demonstration.ids("cases"))]
    assert days == sorted(days, key=lambda day: day or date.min, reverse=True)
    codes = [
        record.municipality_code
        for record in cases(demonstration, demonstration.ids("cases", order=("municipality_code",)))
    ]
    assert codes == sorted(codes)


def test_states_are_ordered_as_the_work_goes_not_as_they_are_spelt(demonstration: Desk) -> None:
    found = [record.status for record in cases(demonstration, demonstration.ids("cases", order=("status",)))]
    order = list(CaseStatus)
    assert found == sorted(found, key=lambda status: order.index(status) if status else -1)


@pytest.mark.parametrize("status", list(CaseStatus))
def test_a_list_is_narrowed_to_a_state(demonstration: Desk, status: CaseStatus) -> None:
    every = cases(demonstration, demonstration.ids("cases"))
    found = cases(demonstration, demonstration.ids("cases", {"status": status}))
    assert [record.id for record in found] == [record.id for record in every if record.status == status]


def test_a_list_is_narrowed_to_several_states_and_a_municipality_at_once(ready: Ready) -> None:
    desk = ready.desk
    here, there = add_case(desk, "蕨市"), add_case(desk, "戸田市")
    both = (CaseStatus.RECEIVED, CaseStatus.DECIDED)
    assert set(desk.ids("cases", {"status": both})) == {here, there, ready.case}
    assert set(desk.ids("cases", {"status": both, "municipality_code": WARABI})) == {here, ready.case}
    assert desk.ids("cases", {"municipality_code": TODA}, search="窓口") == [there]


def test_a_list_is_narrowed_to_the_sessions_of_an_expert(ready: Ready) -> None:
    desk = ready.desk
    other = add_expert(desk, "山﨑　誠")
    mine = plan(desk, ready.case)
    theirs = plan(desk, decided_case(desk, other, "戸田市"))
    assert desk.ids("sessions", {"expert_ids": ready.expert}) == [mine]
    assert desk.ids("sessions", {"expert_ids": other}) == [theirs]


def test_a_set_cannot_be_sorted_and_says_so(desk: Desk) -> None:
    with refusal("store.not_sortable"):
        desk.ids("cases", order=("fields",))


@pytest.mark.parametrize(
    ("status", "tone"),
    [(SessionStatus.PLANNED, ""), (SessionStatus.HELD, "warn"), (SessionStatus.REPORTED, "good")],
)
def test_a_row_bears_the_tone_of_its_state(demonstration: Desk, status: SessionStatus, tone: str) -> None:
    rows = demonstration.rows("sessions", demonstration.ids("sessions", {"status": status}))
    assert rows
    assert {row.tone for row in rows} == {tone}


def test_records_that_are_gone_are_left_out_of_a_page(desk: Desk) -> None:
    case = add_case(desk)
    assert [row.id for row in desk.rows("cases", ["gone", case])] == [case]


# One record


def test_a_record_is_shown_field_by_field_in_words(ready: Ready) -> None:
    shown = {each.field.name: each.text for each in ready.desk.shown("cases", ready.case)}
    assert list(shown) == [field.name for field in Case.REGISTER.fields]
    assert (shown["municipality_code"], shown["expert_ids"]) == ("蕨市", "髙木　さくら")
    assert (shown["applied_on"], shown["status"]) == ("2026-08-20（木）", "決定")
    assert shown["consultation_id"].endswith("派遣人材と支援内容の協議")
    assert shown["decided_on"] == "2026-09-02（水）"


@pytest.mark.parametrize("register", list(REGISTERS))
def test_a_record_that_does_not_exist_is_refused_with_a_sentence(desk: Desk, register: str) -> None:
    with refusal("store.record_missing"):
        desk.record(register, "no-such-record")
    with refusal("store.record_missing"):
        desk.shown(register, "no-such-record")


def test_a_removed_record_is_in_no_list_but_its_history_stays(desk: Desk) -> None:
    expert = add_expert(desk, listed=False)
    desk.run("expert.remove", expert, {})
    assert desk.ids("experts") == []
    assert desk.ids("experts", search="高木") == []
    first = desk.history("experts", expert)[0]
    assert (first.field_label, first.after) == ("記録", "削除")


def test_the_history_of_a_set_is_told_in_names(ready: Ready) -> None:
    ready.desk.run("expert.edit", ready.expert, {"fields": "ICT-BCP（補助できる）"})
    line = ready.desk.history("experts", ready.expert)[0]
    assert line.field_label == "支援可能分野"
    assert line.before == "自治体フロントヤード改革の推進（主導できる）、BPR の取組の徹底"
    assert line.after == "ICT-BCP（補助できる）"


# Pickers


@pytest.mark.parametrize("typed", ["", "　"])
def test_without_a_search_every_municipality_may_be_picked_by_code_order(desk: Desk, typed: str) -> None:
    options = desk.options(MUNICIPALITY, typed)
    assert len(options) == 63
    assert [option.value for option in options] == sorted(option.value for option in options)


@pytest.mark.parametrize("typed", ["蕨", "ワラビ", "わらび", "ﾜﾗﾋﾞ", "112232", "１１２２３２", "蕨 市"])
def test_a_municipality_is_picked_by_name_reading_or_code_in_any_width(desk: Desk, typed: str) -> None:
    assert labels(desk.options(MUNICIPALITY, typed)) == ["蕨市"]


@pytest.mark.parametrize("typed", ["鶴ケ島", "鶴ヶ島", "つるがしま"])
def test_a_municipality_is_picked_however_its_name_is_written(desk: Desk, typed: str) -> None:
    assert [option.value for option in desk.options(MUNICIPALITY, typed)] == ["112411"]


def test_fields_of_table_1_are_picked_in_their_order_with_their_block(desk: Desk) -> None:
    options = desk.options(FIELDS)
    assert len(options) == 15
    assert (options[0].label, options[0].note) == ("組織体制の整備", "DX 推進体制の構築")
    assert labels(desk.options(FIELDS, "ﾃﾚﾜｰｸ")) == ["テレワークの推進"]
    assert labels(desk.options(FIELDS, "ict-bcp")) == ["ICT-BCP"]


def test_choices_are_picked_by_their_label_or_stored_value(desk: Desk) -> None:
    status = Session.REGISTER.field("status")
    assert labels(desk.options(status)) == ["予定", "実施済", "報告済", "中止"]
    assert labels(desk.options(status, "報告")) == ["報告済"]
    assert labels(desk.options(status, "held")) == ["実施済"]


def test_records_are_picked_by_a_part_of_their_name(desk: Desk) -> None:
    expert = add_expert(desk, "髙木　さくら", affiliation="株式会社まち未来（架空）")
    add_expert(desk, "山﨑　誠")
    field = Session.REGISTER.field("expert_ids")
    (option,) = desk.options(field, "高木")
    assert (option.value, option.label) == (expert, "髙木　さくら")
    assert "株式会社まち未来（架空）" in option.note
    assert len(desk.options(field)) == 2
    assert desk.options(field, "該当なし") == []


def test_nothing_is_picked_for_plain_text(desk: Desk) -> None:
    assert desk.options(Case.REGISTER.field("content")) == []


# What a person means


def test_a_record_is_meant_by_id_number_or_name(ready: Ready) -> None:
    desk = ready.desk
    number = next(each.text for each in desk.shown("cases", ready.case) if each.field.name == "number")
    assert desk.resolve("cases", ready.case) == ready.case
    assert desk.resolve("cases", f" {number} ") == ready.case
    assert desk.resolve("experts", "髙木　さくら") == ready.expert
    assert desk.resolve("experts", "高木さくら") == ready.expert


def test_a_name_that_several_bear_means_none_of_them(desk: Desk) -> None:
    add_expert(desk, "髙木　さくら", listed=False)
    add_expert(desk, "髙木　さくら", listed=False)
    assert desk.resolve("experts", "髙木　さくら") is None


def test_an_exact_name_wins_over_names_that_contain_it(desk: Desk) -> None:
    exact = add_expert(desk, "高木", listed=False)
    add_expert(desk, "高木　さくら", listed=False)
    assert desk.resolve("experts", "高木") == exact


@pytest.mark.parametrize("typed", ["", "　", "\n", "該当なし"])
def test_nothing_typed_means_no_record_even_where_there_is_only_one(desk: Desk, typed: str) -> None:
    add_expert(desk, listed=False)
    assert desk.resolve("experts", typed) is None


# Search

NAMES = ("髙﨑　𠮷子", "高崎　吉子")


@pytest.mark.parametrize("stored", NAMES)
@pytest.mark.parametrize("typed", [*NAMES, "高崎", "髙﨑", "𠮷", "吉", "高﨑𠮷子", "崎吉"])
def test_a_name_is_found_in_every_spelling_of_its_characters(desk: Desk, stored: str, typed: str) -> None:
    expert = add_expert(desk, stored, listed=False)
    assert desk.ids("experts", search=typed) == [expert]
    record = desk.record("experts", expert)
    assert isinstance(record, Expert)
    assert record.name == stored


@pytest.mark.parametrize(
    "typed", ["窓", "窓口", "口の", "窓口の業務", "㈱", "株", "２倍", "2倍", "ベンダー", "ﾍﾞﾝﾀﾞｰ", "eL-QR", "ｅｌ‐ｑｒ"]
)
def test_words_of_any_length_are_found_anywhere_in_the_text(desk: Desk, typed: str) -> None:
    case = add_case(desk, content="窓口の業務。㈱ベンダーの見積が２倍。eL-QRも。")
    add_case(desk, content="セキュリティの研修")
    assert desk.ids("cases", search=typed) == [case]


@pytest.mark.parametrize("typed", ["蕨市", "わらび", "ワラビシ"])
def test_a_case_is_found_by_name_and_reading_of_its_municipality(desk: Desk, typed: str) -> None:
    case = add_case(desk, "蕨市")
    add_case(desk, "戸田市")
    assert desk.ids("cases", search=typed) == [case]


def test_every_word_of_a_search_must_be_found(desk: Desk) -> None:
    both = add_case(desk, "蕨市", content="窓口")
    add_case(desk, "蕨市", content="研修")
    add_case(desk, "戸田市", content="窓口")
    assert desk.ids("cases", search="窓口　蕨") == [both]


@pytest.mark.parametrize("typed", ["%", "_", '"', "' OR 1=1 --", "NEAR(", "*", "窓口 AND", "あ" * 5_000, "\0"])
def test_signs_of_a_query_language_are_searched_for_as_they_are(desk: Desk, typed: str) -> None:
    add_case(desk, content="窓口の業務")
    expected = 1 if typed == "\0" else 0  # nothing visible is no search at all
    assert len(desk.ids("cases", search=typed)) == expected


def test_what_was_changed_is_found_under_its_new_words_only(desk: Desk) -> None:
    case = add_case(desk, content="窓口")
    desk.run("case.edit", case, {"content": "研修"})
    assert desk.ids("cases", search="窓口") == []
    assert desk.ids("cases", search="研修") == [case]
    desk.undo()
    assert desk.ids("cases", search="窓口") == [case]


def test_a_search_over_everything_names_the_record_and_shows_its_row(ready: Ready) -> None:
    desk = ready.desk
    session = plan(desk, ready.case)
    hold(desk, session, content="特異な言葉を書いた。")
    add_decision(desk, subject="特異な言葉の協議")
    hits = desk.search("特異な言葉")
    assert [hit.register for hit in hits] == ["sessions", "decisions"]
    assert (hits[0].id, hits[0].title) == (session, desk.shown("sessions", session)[0].text)
    assert hits[1].title.endswith("特異な言葉の協議")
    assert "蕨市" in hits[0].snippet
    assert "2026-09-18（金）" in hits[0].snippet


def test_a_search_over_everything_finds_records_of_every_register_that_a_person_reads(demonstration: Desk) -> None:
    for register in REGISTERS:
        record = next((demonstration.record(register, key) for key in demonstration.ids(register)), None)
        words = (str(getattr(record, name) or "") for name in REGISTERS[register].search) if record else iter(())
        word = next((each for each in words if len(each) > 3), "")
        if record is None or not word or register in NOT_SEARCHED:
            continue
        beginning = demonstration.ids(register, search=word[:12])
        expected = beginning[:20]
        assert [hit.id for hit in demonstration.search(word[:12]) if hit.register == register] == expected, register
        assert record.id in beginning


def test_a_search_over_everything_finds_a_person_of_the_team_and_an_enquiry(desk: Desk) -> None:
    desk.run("staff_member.add", None, {"name": "特異　太郎", "role": "プロジェクト構成員", "from_on": "5月11日"})
    desk.run("enquiry.add", None, {"subject": "特異な質問", "received_at": "2026/9/14 10:00"})
    assert [hit.register for hit in desk.search("特異")] == ["staff", "enquiries"]


@pytest.mark.parametrize("most", [1, 20, 50, 10_000])
def test_a_search_for_no_more_than_are_shown_leaves_every_register_its_share(demonstration: Desk, most: int) -> None:
    whole = demonstration.search("市")
    found = demonstration.search("市", most)
    assert len(found) == min(most, len(whole))
    assert [hit for hit in whole if hit in found] == found
    having = {hit.register for hit in whole}
    assert len(having) > 5
    if most >= 2 * len(having):
        assert {hit.register for hit in found} == having


@pytest.mark.parametrize(
    ("counts", "most", "kept"),
    [
        ([20, 20, 0, 5], 100, [20, 20, 0, 5]),
        ([20, 20, 0, 5], 12, [8, 2, 0, 2]),
        ([20, 20, 0, 1], 12, [9, 2, 0, 1]),
        ([20, 20, 20], 2, [1, 1, 0]),
        ([0, 0], 5, [0, 0]),
        ([], 5, []),
    ],
)
def test_half_of_the_places_are_shared_and_the_rest_goes_to_the_first(
    counts: list[int], most: int, kept: list[int]
) -> None:
    assert places_for(counts, most) == kept


@pytest.mark.parametrize("text", ["", " ", "　", "\u200b", "　\ufeff"])
def test_a_search_for_nothing_finds_nothing(demonstration: Desk, text: str) -> None:
    assert demonstration.search(text) == []


def test_a_search_over_everything_shows_the_newest_of_each_register(demonstration: Desk) -> None:
    hits = demonstration.search("市")
    for register in ("cases", "sessions"):
        found = [hit.id for hit in hits if hit.register == register]
        assert found == demonstration.ids(register, search="市")[:20]


def test_reading_a_whole_page_asks_once_for_each_referenced_record(demonstration: Desk) -> None:
    rows = demonstration.rows("sessions", demonstration.ids("sessions"))
    assert len(rows) == 74
    names = {row.cells["expert_ids"] for row in rows}
    assert all(name and not name.startswith("0") for name in names)


def test_a_case_shows_the_sessions_that_were_made_for_it(ready: Ready) -> None:
    desk = ready.desk
    first = reported(desk, ready.case)
    second = plan(desk, ready.case, held_on="9月25日")
    assert desk.ids("sessions", {"case_id": ready.case}) == [second, first]


def test_whoever_may_be_sent_is_offered_with_their_dispatches_so_far(ready: Ready) -> None:
    desk = ready.desk
    field = Case.REGISTER.field("expert_ids")
    assert [option.note.endswith("派遣0回") for option in desk.options(field)] == [True]
    plan(desk, ready.case)
    hold(desk, plan(desk, ready.case, held_on="9月25日"))
    desk.run("session.cancel", plan(desk, ready.case, held_on="9月28日"), {"status_reason": "都合"})
    assert [option.note.endswith("派遣2回") for option in desk.options(field)] == [True]
    manager = Accompaniment.REGISTER.field("manager_id")
    assert [option.note.endswith("回") for option in desk.options(manager)] == [False]


# What is asked of the database while somebody types


def test_a_keystroke_among_many_experts_asks_no_more_than_among_one(ready: Ready) -> None:
    desk, sent = ready.desk, Session.REGISTER.field("expert_ids")
    hold(desk, plan(desk, ready.case))
    with asked(desk) as among_one:
        (one,) = desk.options(sent, "髙木")
    for number in range(6):
        add_expert(desk, f"髙木　{number}郎", listed=False)
    with asked(desk) as among_many:
        found = desk.options(sent, "髙木")
    assert len(found) == 7
    assert len(among_many) == len(among_one)
    assert sum(" session_expert" in statement for statement in among_many) == 1
    notes = {option.value: option.note for option in found}
    assert notes[one.value] == one.note
    assert notes[one.value].endswith("派遣1回")
    assert all(note.endswith("派遣0回") for key, note in notes.items() if key != one.value)
