"""Typed text becomes a value, a value becomes text, and what cannot be taken is told."""

import tomllib
from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.case import Case, CaseKind
from app.domain.choice import Choice
from app.domain.entry import EntryContext, EntryProblem, format_entry, parse_entry, parse_form
from app.domain.entry_context import name_key
from app.domain.errors import InvalidEntry
from app.domain.expert import Engagement, Expert, Level, SkillType, Weekday
from app.domain.record import Field, Kind, Member
from app.domain.session import Session
from app.platform.messages import problem_text, sentence

I18N = Path(__file__).resolve().parents[2] / "i18n"
NAME = Expert.REGISTER.field("name")
CAREER = Expert.REGISTER.field("career")
COUNT = Expert.REGISTER.field("municipal_count")
ON_SITE = Expert.REGISTER.field("on_site")
FIELDS = Expert.REGISTER.field("fields")
CASE_FIELDS = Case.REGISTER.field("fields")
CONSENTED = Expert.REGISTER.field("consented_on")
MUNICIPALITY = Case.REGISTER.field("municipality_code")
STARTS_AT = Session.REGISTER.field("starts_at")
APPLIED_AT = Case.REGISTER.field("applied_at")
KIND = Case.REGISTER.field("kind")
EXPERTS = Case.REGISTER.field("expert_ids")
APPROVAL = Expert.REGISTER.field("approval_decision_id")
EVERY_FIELD = [*Expert.REGISTER.fields, *Case.REGISTER.fields, *Session.REGISTER.fields]


def cell(*parts: int) -> datetime:
    """Return a moment without zone, as the cells of a spreadsheet hold it."""
    return datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001


def refusal(field: Field, raw: object, context: EntryContext) -> EntryProblem:
    with pytest.raises(EntryProblem) as refused:
        parse_entry(field, raw, context)
    problem = refused.value
    for language in ("ja", "en"):
        for part in ("message", "remedy"):
            assert sentence(problem.code, problem.values, part, language)
    return problem


# --- emptiness ---


@pytest.mark.parametrize("raw", [None, "", " ", "\u3000\n", (), []])
def test_an_empty_entry_is_the_empty_value_of_its_kind(context: EntryContext, raw: object) -> None:
    empties = [parse_entry(each, raw, context) for each in (CAREER, COUNT, ON_SITE, FIELDS, CONSENTED, APPROVAL)]
    assert empties == ["", None, False, (), None, ""]


@pytest.mark.parametrize("field", [NAME, MUNICIPALITY, KIND, STARTS_AT], ids=lambda field: field.name)
def test_a_required_entry_that_is_empty_is_told(context: EntryContext, field: Field) -> None:
    assert refusal(field, " ", context).code == "entry.required"


# --- texts ---


@pytest.mark.parametrize(
    "text", ["髙﨑　𠮷田", " 前後の空白 ", "神", "葛\U000e0100", "㈱まち①", "=1+1", "ｶﾀｶﾅ", "\u3000字下げ"]
)
def test_a_text_is_kept_as_it_was_typed(context: EntryContext, text: str) -> None:
    assert parse_entry(NAME, text, context) == text


@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn", "Cf", "Zl", "Zp")), min_size=1, max_size=100))
def test_no_ordinary_text_is_altered(context: EntryContext, text: str) -> None:
    assert parse_entry(NAME, text + "。", context) == text + "。" if len(text) < 100 else True


@pytest.mark.parametrize(("length", "taken"), [(100, True), (101, False)])
def test_an_over_long_text_is_told_with_both_lengths(context: EntryContext, length: int, taken: bool) -> None:
    if taken:
        assert parse_entry(NAME, "あ" * length, context) == "あ" * length
    else:
        problem = refusal(NAME, "あ" * length, context)
        assert (problem.code, problem.values["length"], problem.values["limit"]) == ("entry.too_long", 101, 100)


@pytest.mark.parametrize("raw", ["x" * 300_000, ["x" * 300_000]], ids=["text", "list"])
@pytest.mark.parametrize(
    "field",
    [NAME, CAREER, COUNT, ON_SITE, FIELDS, CONSENTED, MUNICIPALITY, STARTS_AT, APPLIED_AT, KIND, EXPERTS],
    ids=lambda field: field.name,
)
def test_a_huge_entry_is_refused_by_every_kind(context: EntryContext, field: Field, raw: object) -> None:
    problem = refusal(field, raw, context)
    assert all(len(str(value)) < 500 for value in problem.values.values())


@pytest.mark.parametrize(
    ("text", "position", "character"),
    [
        ("ab\x00c", 3, "U+0000"),
        ("\x1b[31m", 1, "U+001B"),
        ("a\ud800", 2, "U+D800"),
        ("a\udfffb", 2, "U+DFFF"),
        ("a\x7f", 2, "U+007F"),
        ("a\x85b", 2, "U+0085"),
        ("abc\u202egpj", 4, "U+202E"),
        ("a\u2028b", 2, "U+2028"),
        ("a\ufffe", 2, "U+FFFE"),
        ("a\U0001ffff", 2, "U+1FFFF"),
        ("一\n二\x08", 4, "U+0008"),
    ],
)
def test_a_control_character_is_refused_with_its_position(
    context: EntryContext, text: str, position: int, character: str
) -> None:
    problem = refusal(CAREER, text, context)
    assert problem.code == "entry.character"
    assert (problem.values["position"], problem.values["character"]) == (position, character)


def test_line_ends_of_every_system_become_line_feeds(context: EntryContext) -> None:
    assert parse_entry(CAREER, "一\r\n二\r三\n\t四", context) == "一\n二\n三\n\t四"


def test_a_text_of_one_line_takes_neither_line_end_nor_tab(context: EntryContext) -> None:
    assert refusal(NAME, "総務課\n情報担当", context).code == "entry.line_break"
    assert refusal(NAME, "総務課\t情報担当", context).code == "entry.character"


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (480001111, "480001111"),
        (48.0, "48"),
        (48.5, "48.5"),
        (cell(2026, 9, 1), "2026-09-01"),
        (cell(2026, 9, 1, 13, 30), "2026-09-01 13:30:00"),
        (date(2026, 9, 1), "2026-09-01"),
        (time(13, 30), "13:30:00"),
        (True, "TRUE"),
    ],
)
def test_a_cell_that_holds_a_number_or_day_is_taken_as_text(context: EntryContext, cell: object, text: str) -> None:
    assert parse_entry(NAME, cell, context) == text


@pytest.mark.parametrize(
    "field", [NAME, CONSENTED, STARTS_AT, COUNT, ON_SITE, KIND, FIELDS, MUNICIPALITY, APPLIED_AT, APPROVAL]
)
def test_a_thing_that_no_cell_holds_is_refused(context: EntryContext, field: Field) -> None:
    refusal(field, object(), context)
    refusal(field, {"a": 1}, context)


# --- days and times ---


@pytest.mark.parametrize(
    "raw",
    [
        "令和8年5月11日",
        "R8.5.11",
        "2026/05/11",
        "5月11日（月）",
        "2026/05/11 16:46:00",
        date(2026, 5, 11),
        cell(2026, 5, 11),
        datetime(2026, 5, 10, 15, 0, tzinfo=UTC),
    ],
)
def test_a_day_is_read_from_text_and_from_cells(context: EntryContext, raw: object) -> None:
    assert parse_entry(CONSENTED, raw, context) == date(2026, 5, 11)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("調整中", "entry.date_unreadable"),
        ("5月11日（日）", "entry.weekday"),
        ("2026-02-30", "entry.no_such_day"),
        ("平成31年5月1日", "entry.era"),
        ("1900-01-01", "entry.date_range"),
        (date(1899, 12, 30), "entry.date_range"),
        (cell(2101, 1, 1), "entry.date_range"),
        (46213, "entry.unsupported"),
        ("2026-05-11 25:00", "entry.time_no_such_time"),
    ],
)
def test_what_is_no_day_is_told_with_its_reason(context: EntryContext, raw: object, code: str) -> None:
    assert refusal(CONSENTED, raw, context).code == code


def test_a_wrong_weekday_is_told_in_words(context: EntryContext) -> None:
    problem = refusal(CONSENTED, "令和8年5月11日（火）", context)
    message = sentence(problem.code, problem.values)
    assert message == (
        "「了承日」の「令和8年5月11日（火）」は曜日が合いません。2026-05-11は月曜日です（入力は火曜日）。"
    )


@pytest.mark.parametrize("raw", ["13:30", "１３時半", "午後1時30分", time(13, 30)])
def test_a_time_is_read_from_text_and_from_cells(context: EntryContext, raw: object) -> None:
    assert parse_entry(STARTS_AT, raw, context) == time(13, 30)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("24:00", "entry.time_midnight"),
        ("25:00", "entry.time_no_such_time"),
        ("13:30:15", "entry.time_seconds"),
        (time(13, 30, 15), "entry.time_seconds"),
        ("昼", "entry.time_unreadable"),
        (0.5, "entry.unsupported"),
    ],
)
def test_what_is_no_time_is_told_with_its_reason(context: EntryContext, raw: object, code: str) -> None:
    assert refusal(STARTS_AT, raw, context).code == code


@pytest.mark.parametrize(
    "raw", ["2026/10/19 16:46:00", cell(2026, 10, 19, 16, 46), datetime(2026, 10, 19, 7, 46, tzinfo=UTC)]
)
def test_a_moment_is_kept_in_universal_time(context: EntryContext, raw: object) -> None:
    moment = parse_entry(APPLIED_AT, raw, context)
    assert moment == datetime(2026, 10, 19, 7, 46, tzinfo=UTC)
    assert format_entry(APPLIED_AT, moment, context) == "2026-10-19 16:46"


@pytest.mark.parametrize("raw", [cell(1, 1, 1), cell(9999, 12, 31).replace(tzinfo=UTC), "2026/10/19"])
def test_a_moment_out_of_range_or_without_time_is_refused(context: EntryContext, raw: object) -> None:
    refusal(APPLIED_AT, raw, context)


@pytest.mark.parametrize("zone", [timedelta(hours=14), timedelta(hours=-12)])
@pytest.mark.parametrize("raw", [cell(1, 1, 1), cell(9999, 12, 31, 23, 59)])
def test_a_cell_at_the_end_of_the_calendar_is_refused_in_words(
    context: EntryContext, raw: datetime, zone: timedelta
) -> None:
    for field in (CONSENTED, APPLIED_AT):
        assert refusal(field, raw.replace(tzinfo=timezone(zone)), context).code == "entry.date_range"


# --- numbers and truth ---


@pytest.mark.parametrize(
    ("raw", "number"), [("18団体", 18), ("１２３", 123), ("1,000", 1000), (7, 7), (7.0, 7), ("0", 0)]
)
def test_a_number_is_read_with_its_unit(context: EntryContext, raw: object, number: int) -> None:
    assert parse_entry(COUNT, raw, context) == number


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("三", "entry.number_unreadable"),
        ("1.5", "entry.number_unreadable"),
        (1.5, "entry.number_unreadable"),
        (float("nan"), "entry.number_unreadable"),
        (float("inf"), "entry.number_unreadable"),
        (True, "entry.number_unreadable"),
        ("18人", "entry.number_unreadable"),
        ("-1", "entry.number_small"),
        ("2001", "entry.number_large"),
        (10**30, "entry.number_large"),
    ],
)
def test_what_is_no_number_of_the_field_is_told(context: EntryContext, raw: object, code: str) -> None:
    assert refusal(COUNT, raw, context).code == code


@pytest.mark.parametrize(
    "raw", ["可", "はい", "○", "◯", "〇", "TRUE", "ｔｒｕｅ", "1", "１", True, 1, 1.0, "有", " 可 "]
)
def test_words_for_yes(context: EntryContext, raw: object) -> None:
    assert parse_entry(ON_SITE, raw, context) is True


@pytest.mark.parametrize("raw", ["不可", "いいえ", "×", "FALSE", "0", "０", False, 0, "無", "なし"])
def test_words_for_no(context: EntryContext, raw: object) -> None:
    assert parse_entry(ON_SITE, raw, context) is False


@pytest.mark.parametrize("raw", ["要相談", "2", 2, "可不可"])
def test_other_words_are_neither_yes_nor_no(context: EntryContext, raw: object) -> None:
    assert refusal(ON_SITE, raw, context).code in ("entry.boolean_unreadable", "entry.unsupported")


# --- choices, municipalities, references ---


@pytest.mark.parametrize("raw", ["専門人材派遣", "dispatch", "DISPATCH", " 専門人材派遣\u3000", CaseKind.DISPATCH])
def test_a_choice_is_found_by_label_or_value(context: EntryContext, raw: object) -> None:
    assert parse_entry(KIND, raw, context) is CaseKind.DISPATCH


def test_an_unknown_choice_is_told_with_the_choices(context: EntryContext) -> None:
    problem = refusal(KIND, "出張", context)
    assert problem.values["options"] == "専門人材派遣、よろず相談"


def test_no_two_choices_are_found_under_one_name() -> None:
    for choices in _every_enumeration():
        keys = [name_key(word) for member in choices for word in {member.value, member.label}]
        assert len(keys) == len(set(keys)), choices


def _every_enumeration() -> set[type[Choice]]:
    return {each for field in EVERY_FIELD for each in (field.choices, field.levels) if each is not None}


@pytest.mark.parametrize("raw", ["鶴ケ島市", "112411", 112411, "11241-1", "鶴ヶ島"])
def test_a_municipality_is_kept_as_its_code(context: EntryContext, raw: object) -> None:
    assert parse_entry(MUNICIPALITY, raw, context) == "112411"
    assert format_entry(MUNICIPALITY, "112411", context) == "鶴ヶ島市"


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("存在しない市", "entry.municipality_unknown"),
        ("川口士", "entry.municipality_similar"),
        ("112410", "entry.municipality_code"),
        ("131016", "entry.municipality_code"),
        (112410, "entry.municipality_code"),
    ],
)
def test_an_unknown_municipality_is_told_and_never_guessed(context: EntryContext, raw: object, code: str) -> None:
    assert refusal(MUNICIPALITY, raw, context).code == code


def test_a_reference_is_resolved_by_name_or_id(context: EntryContext) -> None:
    field = Field("expert_id", "専門人材", Kind.REFERENCE, target="experts")
    assert parse_entry(field, "佐藤　一郎", context) == "id-sato"
    assert parse_entry(field, "id-sato", context) == "id-sato"
    assert format_entry(field, "id-sato", context) == "佐藤　一郎"
    assert refusal(field, "山田　太郎", context).code == "entry.reference_unknown"


def test_a_file_is_a_reference_to_an_attachment(context: EntryContext) -> None:
    asked: list[str] = []

    def resolve(register: str, text: str) -> str:
        asked.append(register)
        return "file-1"

    own = EntryContext(context.today, context.municipalities, (), resolve, context.name_of)
    assert parse_entry(Field("evidence_id", "証拠書類", Kind.FILE), "議事録.pdf", own) == "file-1"
    assert asked == ["attachments"]


# --- sets ---


@pytest.mark.parametrize(
    "separator", ["、", "，", ",", "・", "･", "／", "/", "；", ";", "\n", "\r\n", " 、 ", "、\n・"]
)
def test_fields_are_read_with_any_separator_even_one_that_stands_inside_names(
    context: EntryContext, separator: str
) -> None:
    names = [
        "オープンデータの推進・官民データ活用の推進",
        "方針・計画の策定",
        "ＢＰＲの取組の徹底",
        "公金収納におけるｅＬ－ＱＲの活用",
    ]
    members = parse_entry(CASE_FIELDS, separator.join(names), context)
    assert members == (Member("planning"), Member("el-qr"), Member("bpr"), Member("open-data"))


def test_each_field_is_found_by_its_name_and_code(context: EntryContext) -> None:
    for each in context.support_fields:
        for written in (each.name, each.code, each.name.replace(" ", ""), f"・ {each.name}"):
            assert parse_entry(CASE_FIELDS, written, context) == (Member(each.code),)


@given(st.data())
def test_any_selection_of_fields_reads_back_from_its_text(context: EntryContext, data: st.DataObject) -> None:
    codes = data.draw(st.lists(st.sampled_from([each.code for each in context.support_fields]), unique=True))
    levels = data.draw(st.lists(st.sampled_from(["", *(level.value for level in Level)]), min_size=15, max_size=15))
    members = parse_entry(FIELDS, tuple(map(Member, codes, levels)), context)
    assert parse_entry(FIELDS, format_entry(FIELDS, members, context), context) == members
    separator = data.draw(st.sampled_from("、・\n/"))
    names = [each.name for code in codes for each in context.support_fields if each.code == code]
    plain = parse_entry(CASE_FIELDS, separator.join(names), context)
    assert plain == parse_entry(CASE_FIELDS, tuple(codes), context)


def test_members_stand_in_the_order_of_the_contract_each_once(context: EntryContext) -> None:
    members = parse_entry(FIELDS, "ICT-BCP、組織体制の整備、ICT-BCP（主導できる）", context)
    assert members == (Member("organisation"), Member("ict-bcp", "leading"))
    assert format_entry(FIELDS, members, context) == "組織体制の整備、ICT-BCP（主導できる）"


def test_the_part_that_is_no_field_is_named(context: EntryContext) -> None:
    problem = refusal(CASE_FIELDS, "組織体制の整備、ブロックチェーン・メタバース、ICT-BCP", context)
    assert problem.code == "entry.support_field_unknown"
    assert problem.values["names"] == "「ブロックチェーン」、「メタバース」"


def test_many_unknown_parts_are_counted(context: EntryContext) -> None:
    problem = refusal(CASE_FIELDS, "、".join(f"未知{number}" for number in range(2_000)), context)
    assert str(problem.values["names"]).endswith("ほか1995件")


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("組織体制の整備（達人）", "entry.level_unknown"),
        ("ICT-BCP（主導できる）、ICT-BCP（補助できる）", "entry.level_twice"),
        ((Member("organisation", "expert"),), "entry.level_unknown"),
        ((Member("unknown"),), "entry.support_field_unknown"),
        ((object(),), "entry.unsupported"),
        (17, "entry.unsupported"),
    ],
)
def test_a_set_that_cannot_be_taken_is_told(context: EntryContext, raw: object, code: str) -> None:
    assert refusal(FIELDS, raw, context).code == code


def test_a_name_with_a_separator_inside_is_found_among_references(context: EntryContext) -> None:
    members = parse_entry(EXPERTS, "髙木　大輔・ジョン・スミス、佐藤　一郎", context)
    assert members == (Member("id-sato"), Member("id-smith"), Member("id-takagi"))
    assert refusal(EXPERTS, "佐藤　一郎、山田　太郎", context).values["names"] == "「山田　太郎」"


def test_choices_of_a_set_stand_in_the_order_of_the_enumeration(context: EntryContext) -> None:
    days, types = Expert.REGISTER.field("days"), Expert.REGISTER.field("skill_types")
    assert parse_entry(days, "金、月", context) == (Member("mon"), Member("fri"))
    assert parse_entry(types, (SkillType.ENGINEER, "ＰＭ"), context) == (Member("project_manager"), Member("engineer"))
    assert refusal(days, "祝", context).code == "entry.member_unknown"
    assert format_entry(days, tuple(Member(each.value) for each in Weekday), context) == "月、火、水、木、金、土、日"


def test_a_set_of_too_many_members_is_refused(context: EntryContext) -> None:
    anyone = EntryContext(context.today, context.municipalities, (), lambda _, text: text, context.name_of)
    assert len(parse_entry(EXPERTS, tuple(map(str, range(500))), anyone)) == 500  # type: ignore[arg-type]
    assert refusal(EXPERTS, tuple(map(str, range(501))), anyone).code == "entry.too_many"


# --- forms and showing ---


def test_a_form_gives_all_values(context: EntryContext) -> None:
    fields = (NAME, COUNT, CONSENTED, ON_SITE)
    raw = {"name": "髙木　大輔", "municipal_count": "17団体", "consented_on": "2026/05/15"}
    assert parse_form(fields, raw, context) == {
        "name": "髙木　大輔",
        "municipal_count": 17,
        "consented_on": date(2026, 5, 15),
        "on_site": False,
    }


def test_a_form_tells_every_problem_at_once_in_its_order(context: EntryContext) -> None:
    raw = {"consented_on": "いつか", "municipal_count": "多数", "hack": "1"}
    with pytest.raises(InvalidEntry) as refused:
        parse_form((NAME, COUNT, CONSENTED), raw, context)
    problems = refused.value.problems
    assert [problem.field for problem in problems] == ["name", "municipal_count", "consented_on", "hack"]
    assert all(problem_text(problem, language) for problem in problems for language in ("ja", "en"))
    assert refused.value.values["count"] == 4


@pytest.mark.parametrize(
    ("field", "value", "text"),
    [
        (CONSENTED, date(2026, 7, 10), "2026-07-10（金）"),
        (STARTS_AT, time(9, 5), "09:05"),
        (COUNT, 1000, "1,000団体"),
        (COUNT, 0, "0団体"),
        (ON_SITE, True, "はい"),
        (ON_SITE, False, "いいえ"),
        (KIND, CaseKind.CONSULTATION, "よろず相談"),
        (KIND, "dispatch", "専門人材派遣"),
        (KIND, "gone", "gone"),
        (Expert.REGISTER.field("engagement"), Engagement.PERSONAL, "個人委託"),
        (MUNICIPALITY, "999999", "999999"),
        (CASE_FIELDS, (Member("gone"),), "gone"),
        (CONSENTED, None, ""),
        (NAME, "", ""),
        (CASE_FIELDS, (), ""),
    ],
)
def test_a_value_reads_to_people(context: EntryContext, field: Field, value: object, text: str) -> None:
    assert format_entry(field, value, context) == text


@given(st.dates(date(1989, 1, 1), date(2100, 12, 31)), st.times(), st.integers(0, 2_000), st.booleans())
def test_what_is_shown_can_be_typed_again(
    context: EntryContext, day: date, moment: time, number: int, truth: bool
) -> None:
    for field, value in (
        (CONSENTED, day),
        (STARTS_AT, moment.replace(second=0, microsecond=0)),
        (COUNT, number),
        (ON_SITE, truth),
    ):
        assert parse_entry(field, format_entry(field, value, context), context) == value


@given(st.data())
def test_any_text_in_any_field_is_a_value_or_a_told_problem(context: EntryContext, data: st.DataObject) -> None:
    field = data.draw(st.sampled_from(EVERY_FIELD))
    raw = data.draw(st.text(max_size=40) | st.integers() | st.floats() | st.datetimes() | st.none())
    try:
        format_entry(field, parse_entry(field, raw, context), context)
    except EntryProblem as problem:
        sentence(problem.code, problem.values, "remedy")


def test_both_languages_know_the_same_codes_and_values() -> None:
    for area in ("entry", "calendar"):
        japanese, english = (
            tomllib.loads((I18N / language / f"{area}.toml").read_text(encoding="utf-8")) for language in ("ja", "en")
        )
        assert japanese.keys() == english.keys()
        for name, entry in japanese.items():
            values = [
                {part[1] for part in Formatter().parse(" ".join(each.values()))} for each in (entry, english[name])
            ]
            assert values[0] == values[1], name
            assert entry.keys() == english[name].keys() == {"message", "remedy"}
