"""The contract as data: what held on which day, and files that cannot be read."""

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.contract.clauses_text import ContractText
from app.contract.terms import Terms
from app.contract.terms_file import DATES, NUMBERS
from app.domain.contract import TermAmendment
from app.domain.errors import AppError
from app.platform.messages import sentence

RESOURCES = Path(__file__).resolve().parents[2] / "resources" / "contract"
FILE = (RESOURCES / "saitama-r8-2.toml").read_text(encoding="utf-8")
TEXT = ContractText.from_text((RESOURCES / "saitama-r8-2.txt").read_bytes().decode("utf-8"))
CAP = "dispatch.cap_per_municipality"
SIGNED_ON = date(2026, 5, 1)


@pytest.fixture(scope="module")
def terms() -> Terms:
    return Terms.from_toml(FILE)


def amendment(number: int = 1, **changes: object) -> TermAmendment:
    values = {"term": CAP, "value": "8", "holds_from": date(2026, 10, 1), "decision_id": f"decision-{number}"}
    return TermAmendment(id=f"amendment-{number}", **{**values, **changes})  # type: ignore[arg-type]


def without(key: str) -> str:
    """Return the contract file without one term."""
    return re.sub(rf'\[\[terms\]\]\nkey = "{re.escape(key)}"\n(?:.+\n)+', "", FILE)


def refused(text: str) -> AppError:
    with pytest.raises(AppError) as refusal:
        Terms.from_toml(text)
    for language in ("ja", "en"):
        assert sentence(refusal.value.code, refusal.value.values, "message", language)
    return refusal.value


# --- what the contract says ---


@pytest.mark.parametrize(
    ("key", "value", "unit", "clause"),
    [
        ("plan.submission_days", 7, "日", "5(1)"),
        ("kickoff.days", 14, "日", "5(2)"),
        ("experts.minimum", 10, "名", "6(2)イ"),
        ("experts.minimum_per_field", 1, "名", "6(2)ウ"),
        ("database.submission_days", 14, "日", "6(3)"),
        ("accompaniment.minimum_municipalities", 5, "団体", "6(4)エ"),
        ("accompaniment.maximum_municipalities", 10, "団体", "6(4)エ"),
        ("accompaniment.target", 100, "回", "6(4)エ"),
        ("consultation.usual_minutes", 60, "分", "6(5)イ"),
        ("consultation.target", 55, "件", "6(5)オ"),
        ("consultation.report_open_days", 5, "開庁日", "6(5)カ"),
        ("dispatch.usual_minutes", 180, "分", "6(6)ウ"),
        ("dispatch.maximum_minutes", 480, "分", "6(6)ウ"),
        (CAP, 5, "回", "6(6)エ"),
        ("dispatch.target", 85, "回", "6(6)オ"),
        ("dispatch.report_open_days", 5, "開庁日", "6(6)ク"),
        ("dispatch.minimum", 50, "回", "6(6)ケ"),
        ("hearings.target", 63, "団体", "6(7)ア"),
        ("hearings.maximum_minutes", 120, "分", "6(7)イ"),
        ("survey_report.months", 1, "か月", "6(7)オ"),
        ("exchange.minimum", 1, "回", "6(8)イ"),
        ("staff.leaders_minimum", 1, "名", "7(1)ア"),
        ("staff.members_minimum", 1, "名", "7(1)ア"),
        ("staff.total_minimum", 2, "名", "7(1)ア"),
        ("staff.qualified_minimum", 1, "名", "7(1)ウ"),
        ("staff.qualification_municipalities", 2, "団体", "7(1)ウ(イ)"),
        ("staff.qualification_years", 2, "年", "7(1)ウ(イ)"),
        ("monthly_report.day", 10, "日", "表2"),
        ("background.priority_items", 8, "事項", "2"),
    ],
)
def test_each_number_of_the_contract(terms: Terms, key: str, value: int, unit: str, clause: str) -> None:
    term = terms.term(key)
    assert (terms.integer(key, SIGNED_ON), term.unit, term.clause) == (value, unit, clause)


@pytest.mark.parametrize(
    ("key", "day", "clause"),
    [
        ("period.end", date(2027, 3, 31), "3"),
        ("performance.deadline", date(2027, 3, 19), "3"),
        ("accompaniment.report_deadline", date(2027, 3, 31), "6(4)カ"),
        ("hearings.period_start", date(2026, 6, 1), "6(7)ア"),
        ("hearings.period_end", date(2026, 8, 31), "6(7)ア"),
        ("monthly_report.last_month", date(2027, 3, 1), "表2"),
        ("monthly_report.last_deadline", date(2027, 3, 31), "表2"),
        ("overview.deadline", date(2027, 3, 31), "表2"),
        ("completion.deadline", date(2027, 3, 31), "表2"),
    ],
)
def test_each_date_of_the_contract(terms: Terms, key: str, day: date, clause: str) -> None:
    assert (terms.day(key, SIGNED_ON), terms.term(key).clause) == (day, clause)


def test_every_term_has_its_clause_in_the_contract(terms: Terms) -> None:
    for term in terms.by_key.values():
        assert TEXT.find(term.clause).text
        assert term.label
        assert term.unit


def test_table_1_has_15_fields_in_four_blocks(terms: Terms) -> None:
    assert list(Counter(field.block for field in terms.support_fields).values()) == [3, 7, 2, 3]
    assert terms.blocks == (
        "DX 推進体制の構築",
        "自治体DXの重点取り組み事項",
        "デジタル社会の実現に向けた取組",
        "その他",
    )
    assert len({field.code for field in terms.support_fields}) == 15
    assert terms.support_field("ict-bcp").name == "ICT-BCP"


def test_table_1_is_word_by_word_what_the_contract_prints(terms: Terms) -> None:
    printed = TEXT.find("表1").text.replace("й", "イ").replace("д", "ド")
    names = [line.split("\t")[0] for line in printed.splitlines() if "<ul" in line]
    assert [field.name for field in terms.support_fields] == names
    for field in terms.support_fields:
        row = next(line for line in printed.splitlines() if line.startswith(f"{field.name}\t"))
        bullets = re.sub(r"<[^>]*>", "", row.split("\t")[1]).strip()
        assert " ".join(f"・ {support}" for support in field.supports) == bullets
        assert f"\n{field.block}\t\n" in printed


def test_no_misprint_is_left_in_names(terms: Terms) -> None:
    for words in (terms.title, *(row.name for row in terms.rows), *(each.name for each in terms.support_fields)):
        assert not set("縣й×д") & set(words)


def test_table_2_has_ten_deliverables_with_their_counting_rules(terms: Terms) -> None:
    assert [(row.number, row.rule, row.basis, row.amount, row.due_on) for row in terms.deliverables] == [
        (1, "days", "signing", 7, None),
        (2, "days", "signing", 7, None),
        (3, "days", "signing", 14, None),
        (4, "open_days", "consultation_completed", 5, None),
        (5, "open_days", "session_completed", 5, None),
        (6, "monthly", "month", 10, date(2027, 3, 31)),
        (7, "months", "hearings_completed", 1, None),
        (8, "fixed", "fixed", None, date(2027, 3, 31)),
        (9, "fixed", "fixed", None, date(2027, 3, 31)),
        (10, "fixed", "fixed", None, date(2027, 3, 31)),
    ]
    assert terms.deliverable(6).last_month == date(2027, 3, 1)


def test_deliverables_are_named_as_the_contract_prints_them(terms: Terms) -> None:
    printed = dict(re.findall(r"^(\d+)\t([^\t]+)\t", TEXT.find("表2").text.replace("×", "X"), re.MULTILINE))
    assert {str(row.number): row.name for row in terms.rows} == printed


def test_every_erratum_and_question_quotes_its_clause(terms: Terms) -> None:
    for each in terms.errata:
        assert each.text in TEXT.find(each.clause).text, each
        assert each.note
        assert each.is_question or each.meant != each.text
        assert not (each.is_question and each.meant)


def test_every_letter_that_does_not_belong_is_an_erratum(terms: Terms) -> None:
    for clause in TEXT.clauses:
        for letter in set("縣й×д") & set(clause.text):
            assert any(each.clause == clause.path and letter in each.text for each in terms.errata), clause.path


def test_eight_priority_items_against_seven_rows_are_a_question(terms: Terms) -> None:
    rows = [field for field in terms.support_fields if field.block == "自治体DXの重点取り組み事項"]
    assert len(rows) == 7
    assert any(each.clause == "2" and "8つ" in each.text for each in terms.questions)


# --- amendments ---


def test_an_amendment_holds_from_its_day_and_the_old_value_stays_answerable(terms: Terms) -> None:
    changed = terms.with_amendments([amendment()])
    assert changed.integer(CAP, date(2026, 9, 30)) == 5
    assert changed.integer(CAP, date(2026, 10, 1)) == 8
    assert changed.dated(CAP, date(2026, 10, 1)).decision_id == "decision-1"
    assert terms.integer(CAP, date(2026, 10, 1)) == 5


def test_what_is_decided_for_one_municipality_holds_for_it_alone(terms: Terms) -> None:
    changed = terms.with_amendments([amendment(municipality_code="112411")])
    assert changed.integer(CAP, date(2026, 10, 1), "112411") == 8
    assert changed.integer(CAP, date(2026, 9, 30), "112411") == 5
    assert changed.integer(CAP, date(2026, 10, 1), "111007") == 5
    assert changed.integer(CAP, date(2026, 10, 1)) == 5


@pytest.mark.parametrize("general_from", [date(2026, 9, 1), date(2026, 10, 1), date(2026, 12, 1)])
def test_one_municipality_s_own_value_wins_over_a_general_one_of_any_day(terms: Terms, general_from: date) -> None:
    own, general = amendment(1, municipality_code="112411"), amendment(2, value="6", holds_from=general_from)
    changed = terms.with_amendments([general, own])
    assert changed.integer(CAP, date(2027, 1, 1), "112411") == 8
    assert changed.integer(CAP, date(2027, 1, 1), "111007") == 6


def test_of_two_amendments_the_later_day_wins_and_on_one_day_the_one_recorded_last(terms: Terms) -> None:
    first, second = amendment(1, value="6"), amendment(2, value="7")
    later = amendment(0, value="9", holds_from=date(2026, 11, 1))
    changed = terms.with_amendments([later, second, first])
    assert changed.integer(CAP, date(2026, 10, 31)) == 7
    assert changed.integer(CAP, date(2026, 11, 1)) == 9
    assert changed.with_amendments([]).integer(CAP, date(2026, 10, 31)) == 7


@pytest.mark.parametrize(
    ("key", "typed", "value"),
    [
        (CAP, "８回", 8),
        ("dispatch.maximum_minutes", "600分", 600),
        ("performance.deadline", "令和9年3月26日", date(2027, 3, 26)),
        ("performance.deadline", "2027/3/26", date(2027, 3, 26)),
        ("specification.issued_in", "令和8年5月", "令和8年5月"),
    ],
)
def test_a_new_value_is_read_by_the_unit_of_its_term(terms: Terms, key: str, typed: str, value: object) -> None:
    changed = terms.with_amendments([amendment(term=key, value=typed)])
    assert changed.dated(key, date(2026, 10, 1)).value == value


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"term": "dispatch.cap"}, "calendar.term_unknown"),
        ({"term": "x" * 10_000}, "calendar.term_unknown"),
        ({"value": "五"}, "calendar.amendment_unreadable"),
        ({"value": "-1"}, "calendar.amendment_unreadable"),
        ({"value": "8日"}, "calendar.amendment_unreadable"),
        ({"value": "1000001"}, "calendar.amendment_unreadable"),
        ({"value": "9" * 100_000}, "calendar.amendment_unreadable"),
        ({"term": "performance.deadline", "value": "春"}, "calendar.amendment_unreadable"),
        ({"term": "performance.deadline", "value": "2200-01-01"}, "calendar.amendment_unreadable"),
        ({"term": "specification.issued_in", "value": ""}, "calendar.amendment_unreadable"),
        ({"holds_from": None}, "calendar.amendment_undated"),
    ],
)
def test_an_amendment_that_cannot_be_read_is_refused(terms: Terms, changes: dict[str, object], code: str) -> None:
    with pytest.raises(AppError) as refusal:
        terms.with_amendments([amendment(**changes)])  # type: ignore[arg-type]
    assert refusal.value.code == code
    assert sentence(code, refusal.value.values, "message") != sentence(code, refusal.value.values, "message", "en")


def test_an_amended_deadline_moves_the_deliverable_from_its_day(terms: Terms) -> None:
    changed = terms.with_amendments([amendment(term="completion.deadline", value="2027-03-26")])
    assert changed.deliverable(10, date(2026, 9, 30)).due_on == date(2027, 3, 31)
    assert changed.deliverable(10, date(2026, 10, 1)).due_on == date(2027, 3, 26)
    assert changed.deliverable(10).due_on == date(2027, 3, 26)
    with pytest.raises(AppError, match="term_unknown"):
        terms.deliverable(11)


def test_the_reason_names_clause_decision_and_day(terms: Terms) -> None:
    assert terms.reason(CAP, SIGNED_ON) == "1市町村あたりの派遣回数の上限は5回（仕様書6(6)エ）。"
    changed = terms.with_amendments([amendment(municipality_code="112411")])
    assert changed.reason(CAP, date(2026, 10, 1), "112411") == (
        "1市町村あたりの派遣回数の上限は8回（仕様書6(6)エをこの団体だけ、県の決定により令和8年10月1日から変更）。"
    )
    assert terms.text("performance.deadline", SIGNED_ON) == "令和9年3月19日"


def test_a_term_asked_for_as_another_kind_is_a_bug(terms: Terms) -> None:
    with pytest.raises(TypeError):
        terms.integer("performance.deadline", SIGNED_ON)
    with pytest.raises(TypeError):
        terms.day(CAP, SIGNED_ON)


@given(
    st.lists(
        st.tuples(
            st.integers(0, 60), st.dates(date(2026, 5, 1), date(2027, 3, 31)), st.sampled_from(["", "111007", "112411"])
        ),
        max_size=8,
    ),
    st.dates(date(2026, 5, 1), date(2027, 3, 31)),
    st.sampled_from(["", "111007", "112411"]),
)
def test_any_history_of_amendments_answers_like_reading_it_aloud(
    decided: list[tuple[int, date, str]], on: date, code: str
) -> None:
    terms = Terms.from_toml(FILE)
    amendments = [
        amendment(number, value=str(value), holds_from=since, municipality_code=whose)
        for number, (value, since, whose) in enumerate(decided)
    ]
    expected, own = 5, None
    for value, _, whose in sorted((each for each in decided if each[1] <= on), key=lambda each: each[1]):
        if whose == "":
            expected = value
        elif whose == code:
            own = value
    assert terms.with_amendments(reversed(amendments)).integer(CAP, on, code) == (expected if own is None else own)


# --- files that cannot be read ---


@pytest.mark.parametrize("key", [*DATES, *NUMBERS])
def test_a_file_without_a_term_that_the_rules_need_names_it(key: str) -> None:
    problem = refused(without(key))
    assert problem.code == "calendar.terms_unreadable"
    assert problem.values["key"] == key


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("format = 1", "format = 2", "format"),
        ("format = 1", "format = true", "format"),
        ("format = 1\n", "", "format"),
        ('name = "saitama-r8-2"', "name = 1", "name"),
        ('title = "令和8年度', 'title = ""\nx = "', "title"),
        ("value = 50 }", 'value = "50" }', "dispatch.minimum.value"),
        ("value = 50 }", "value = -50 }", "dispatch.minimum.value"),
        ("value = 50 }", "value = 5.0 }", "dispatch.minimum.value"),
        ("value = 50 }", "value = true }", "dispatch.minimum.value"),
        ("value = 50 }", "value = 1000001 }", "dispatch.minimum.value"),
        ("value = 50 }", "worth = 50 }", "dispatch.minimum.value"),
        ("value = 2027-03-19 }", 'value = "2027-03-19" }', "performance.deadline.value"),
        ("value = 2027-03-19 }", "value = 2027-03-19T00:00:00 }", "performance.deadline.value"),
        ("value = 2027-03-19 }", "value = 1900-03-19 }", "performance.deadline.value"),
        ('[{ holds_from = "signing", value = 50 }]', "[]", "dispatch.minimum.values"),
        ('[{ holds_from = "signing", value = 50 }]', "50", "dispatch.minimum.values"),
        ('[{ holds_from = "signing", value = 50 }]', "[50]", "dispatch.minimum.values"),
        ('holds_from = "signing", value = 50', 'holds_from = "later", value = 50', "dispatch.minimum.holds_from"),
        ('"signing", value = 50 }', '"signing", value = 50 }, { holds_from = "signing", value = 5 }', None),
        ('key = "dispatch.minimum"', 'key = "dispatch.target"', "terms[24]"),
        ('key = "dispatch.minimum"', 'key = "Dispatch Minimum"', "terms[24].key"),
        ('label = "履行期限"\n', "", "performance.deadline.label"),
        ('code = "bpr"', 'code = "ict-bcp"', "support_fields[15]"),
        ('code = "bpr"', 'code = "業務改革"', "support_fields[13].code"),
        ('name = "ICT-BCP"', 'name = "ＢＰＲの取組の徹底"', "support_fields.ict-bcp.name"),
        ("[[support_fields]]", "[[other]]", "support_fields"),
        ("[[deliverables]]", "[[other]]", "deliverables"),
        ("[[terms]]", "[[other]]", "terms"),
        ("number = 10", "number = 9", "deliverables[10]"),
        ("number = 10", 'number = "10"', "deliverables[10].number"),
        ('rule = "open_days"', 'rule = "working_days"', "deliverables[4].rule"),
        ('basis = "month"', 'basis = "signing"', "deliverables[6].basis"),
        ('term = "survey_report.months"', 'term = "dispatch.minimum"', "deliverables[7].term"),
        ('term = "survey_report.months"', 'term = "nothing"', "deliverables[7].term"),
        ('meant = "埼玉県"', "meant = 1", "errata[1].meant"),
        ("variants = []", "variants = [1]", "support_fields[1].variants"),
        ("[[terms]]\nkey", "[[terms]\nkey", "line 11"),
    ],
)
def test_a_damaged_file_is_refused_naming_the_key(old: str, new: str, key: str | None) -> None:
    assert old in FILE
    problem = refused(FILE.replace(old, new) if old.startswith("[[") else FILE.replace(old, new, 1))
    assert problem.code == "calendar.terms_unreadable"
    if key is not None:
        assert problem.values["key"] == key


@pytest.mark.parametrize(
    "text",
    ["", "= = =", "a = " + "[" * 50_000, "x" * 100_000, "\ud800", "a = " + "9" * 10_000, "terms = 1\nformat = 1",
     "format = 1\n[[terms]]\n" * 5_000, "format = 1\nterms = [1]"],
)  # fmt: skip
def test_a_file_of_something_else_is_refused(text: str) -> None:
    assert refused(text).code == "calendar.terms_unreadable"


def test_a_file_is_at_most_200_kilobytes() -> None:
    room = 200_000 - len(FILE.encode())
    assert Terms.from_toml(FILE + "#" * room).name == "saitama-r8-2"
    problem = refused(FILE + "#" * (room + 1))
    assert (problem.code, problem.values["size"]) == ("calendar.terms_too_large", 200_001)


def test_a_value_may_be_dated_in_the_file_itself() -> None:
    dated = FILE.replace("value = 50 }", "value = 50 }, { holds_from = 2026-12-01, value = 45 }")
    terms = Terms.from_toml(dated)
    assert terms.integer("dispatch.minimum", date(2026, 11, 30)) == 50
    assert terms.integer("dispatch.minimum", date(2026, 12, 1)) == 45


def test_a_term_that_does_not_hold_yet_is_refused() -> None:
    later = FILE.replace('holds_from = "signing", value = 50 }', "holds_from = 2026-12-01, value = 50 }")
    with pytest.raises(AppError, match="term_not_in_force"):
        Terms.from_toml(later).integer("dispatch.minimum", date(2026, 11, 30))
