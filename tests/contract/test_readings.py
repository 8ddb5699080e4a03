"""Each passage that can be read in two ways, as the rules read it before and after the prefecture's answer."""

from dataclasses import replace
from datetime import date, time

import pytest

from app.contract.counting import used
from app.contract.deadlines import DeadlineState, answer_deadline, deadlines, session_deadline
from app.contract.facts import ContractFacts
from app.contract.findings import Severity
from app.contract.hearing_progress import completed_on
from app.contract.outlook import DISPATCHES, dispatches_held, outlooks, rooms
from app.contract.questions import entered, is_answered, question_of
from app.contract.readings import READINGS, REPORT_CLOCK
from app.contract.rules import rule_book
from app.contract.terms import CHOICE_UNIT, Terms
from app.contract.workflow import obstacles
from app.domain.accompaniment import AccompanimentStatus
from app.domain.case import Case, CaseStatus
from app.domain.contract import TermAmendment
from app.domain.errors import AppError
from app.domain.hearing import Hearing
from app.domain.record import Member, Record
from app.domain.session import Session, SessionStatus
from app.services.contract.overview import counts
from app.services.surroundings import read_terms, terms_text
from tests.factories import (
    WARABI,
    make_case,
    make_decision,
    make_expert,
    make_facts,
    make_session,
    orderly,
)
from tests.factories_office import make_question
from tests.factories_support import (
    NAMES,
    answered,
    hearings_with,
    make_accompaniment_session,
    make_answer,
    make_contract,
    make_hearing,
    named_facts,
)

EARLY = date(2026, 5, 20)
FILE = terms_text()


def answer(reading: str, value: str, holds_from: date = EARLY) -> tuple[TermAmendment, ...]:
    """Return that the prefecture answered how a passage is to be read."""
    return (TermAmendment(id=reading, term=f"reading.{reading}", value=value, holds_from=holds_from, decision_id="d"),)


def codes(facts: ContractFacts, *severities: Severity) -> list[str]:
    wanted = severities or (Severity.VIOLATION,)
    return [finding.code for finding in rule_book().findings(facts) if finding.severity in wanted]


# --- what the contract file says of the readings ---


def test_every_reading_that_the_rules_know_is_a_term_with_its_answers_in_words() -> None:
    terms = read_terms(FILE)
    asked = {key: term for key, term in terms.by_key.items() if term.unit == CHOICE_UNIT}
    assert set(asked) == set(READINGS)
    for key, reading in READINGS.items():
        assert {choice.value for choice in asked[key].choices} == set(reading.answers)
        assert reading.on(terms, EARLY) == reading.answers[0]


def test_every_reading_is_asked_of_the_prefecture() -> None:
    asked = [each.term for each in read_terms(FILE).questions if each.term]
    assert set(READINGS) <= set(asked)


def test_the_old_reading_stays_answerable() -> None:
    terms = read_terms(FILE).with_amendments(answer("report_clock", "case", date(2026, 9, 1)))
    assert REPORT_CLOCK.on(terms, date(2026, 8, 31)) == "session"
    assert REPORT_CLOCK.on(terms, date(2026, 9, 1)) == "case"
    assert terms.text("reading.report_clock", date(2026, 9, 1)) == "案件の完了（最後の派遣の日）"


@pytest.mark.parametrize("typed", ["case", "案件の完了（最後の派遣の日）", "ｃａｓｅ"])
def test_an_answer_is_known_by_its_name_and_by_its_words(typed: str) -> None:
    terms = read_terms(FILE).with_amendments(answer("report_clock", typed))
    assert REPORT_CLOCK.on(terms, EARLY) == "case"


def test_an_answer_that_the_rules_do_not_know_is_refused_with_those_they_know() -> None:
    with pytest.raises(AppError) as raised:
        read_terms(FILE).with_amendments(answer("report_clock", "月ごと"))
    assert raised.value.code == "calendar.amendment_no_choice"
    assert "派遣1回ごと" in str(raised.value.values["choices"])


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('value = "rows", words', 'value = "month", words', "reading.experts_per.choices"),
        ('"signing", value = "rows" }', '"signing", value = "month" }', "reading.experts_per.value"),
        ('key = "reading.report_clock"', 'key = "reading.report_hour"', "reading.report_hour.choices"),
        ('unit = "読み方"', 'unit = "文字列"', "reading.late_reports.unit"),
        ('term = "reading.report_clock"', 'term = "reading.nothing"', "questions[16].term"),
    ],
)
def test_a_file_with_another_reading_is_refused(old: str, new: str, key: str) -> None:
    assert old in FILE
    with pytest.raises(AppError) as raised:
        Terms.from_toml(FILE.replace(old, new, 1))
    assert (raised.value.code, raised.value.values["key"]) == ("calendar.terms_unreadable", key)


def test_a_workspace_of_an_earlier_edition_is_read_like_a_new_one() -> None:
    blocks = FILE.split("\n\n")
    earlier = "\n\n".join(block for block in blocks if "reading." not in block)
    assert not any(key in Terms.from_toml(earlier).by_key for key in READINGS)
    assert REPORT_CLOCK.on(Terms.from_toml(earlier), EARLY) == "session"
    completed = read_terms(earlier)
    assert set(completed.by_key) == set(read_terms(FILE).by_key)
    assert completed.questions == read_terms(FILE).questions


# --- 6(6)ク and 6(5)カ: from when the five open days count ---


TWO_SESSIONS = (
    make_session(id="one", held_on=date(2026, 9, 1)),
    make_session(id="two", number="回-M01-0002", held_on=date(2026, 9, 18)),
)


def test_each_session_has_its_own_clock() -> None:
    facts = make_facts(*orderly(*TWO_SESSIONS, decided_on=date(2026, 9, 1), status=CaseStatus.COMPLETED))
    first = session_deadline(facts.sessions["one"], facts)
    assert first is not None
    assert first.due.stated_on == date(2026, 9, 8)


@pytest.mark.parametrize("status", [CaseStatus.COMPLETED, CaseStatus.CLOSED])
def test_or_all_sessions_count_from_the_last_one_of_an_ended_case(status: CaseStatus) -> None:
    facts = make_facts(*orderly(*TWO_SESSIONS, status=status), amendments=answer("report_clock", "case"))
    due = [session_deadline(session, facts) for session in facts.sessions.values()]
    assert [each.due.stated_on for each in due if each] == [date(2026, 9, 30)] * 2  # 21 to 23 September are holidays


def test_no_clock_runs_while_the_case_has_not_ended() -> None:
    facts = make_facts(*orderly(*TWO_SESSIONS), amendments=answer("report_clock", "case"))
    assert all(session_deadline(session, facts) is None for session in facts.sessions.values())
    assert "6.6.h" not in {finding.rule for finding in rule_book().findings(facts)}
    own = rule_book().findings(make_facts(*orderly(*TWO_SESSIONS)))
    assert "6.6.h" in {finding.rule for finding in own if finding.severity is Severity.OVERDUE}


def test_a_session_before_the_answer_keeps_its_own_clock() -> None:
    amended = answer("report_clock", "case", date(2026, 9, 10))
    facts = make_facts(*orderly(*TWO_SESSIONS), amendments=amended)
    assert session_deadline(facts.sessions["one"], facts) is not None
    assert session_deadline(facts.sessions["two"], facts) is None


def test_an_answer_is_reported_five_open_days_after_itself_or_after_the_end_of_its_case() -> None:
    answers = (make_answer(id="one", answered_on=date(2026, 9, 2)), make_answer(id="two", answered_on=date(2026, 9, 8)))
    own = make_facts(*answered(*answers, status=CaseStatus.COMPLETED))
    ended = make_facts(
        *answered(*answers, status=CaseStatus.COMPLETED), amendments=answer("answer_report_clock", "case")
    )
    running = make_facts(*answered(*answers), amendments=answer("answer_report_clock", "case"))
    days = []
    for facts in (own, ended):
        clock = answer_deadline(answers[0], facts)
        assert clock is not None
        days.append(clock.due.stated_on)
    assert days == [date(2026, 9, 9), date(2026, 9, 15)]
    assert answer_deadline(answers[0], running) is None


# --- 3: reports after the performance deadline ---


@pytest.mark.parametrize(
    ("held_on", "value", "severity"),
    [
        (date(2027, 3, 12), "warned", None),
        (date(2027, 3, 15), "warned", Severity.WARNING),
        (date(2027, 3, 12), "refused", None),
        (date(2027, 3, 15), "refused", Severity.VIOLATION),
    ],
)
def test_a_session_whose_report_falls_after_the_deadline(held_on: date, value: str, severity: Severity | None) -> None:
    planned = make_session(held_on=held_on, status=SessionStatus.PLANNED)
    facts = make_facts(*orderly(planned), amendments=answer("late_reports", value))
    found = {
        finding.severity for finding in rule_book().findings(facts) if finding.code == "contract.report_after_deadline"
    }
    assert found == ({severity} if severity else set())


def test_where_the_case_is_reported_at_its_end_the_last_planned_session_decides() -> None:
    planned = (
        make_session(id="one", held_on=date(2027, 3, 1), status=SessionStatus.PLANNED),
        make_session(id="two", held_on=date(2027, 3, 15), status=SessionStatus.PLANNED),
    )
    own = make_facts(*orderly(*planned))
    at_the_end = make_facts(*orderly(*planned), amendments=answer("report_clock", "case"))
    assert codes(own, Severity.WARNING).count("contract.report_after_deadline") == 1
    assert codes(at_the_end, Severity.WARNING).count("contract.report_after_deadline") == 2


# --- 6(2)ウ: 15 rows or 4 blocks ---


def test_one_expert_for_each_row_or_for_each_block_of_table_1() -> None:
    fields = tuple(Member(code, "capable") for code in ("talent", "front-yard", "regional"))
    expert = make_expert(fields=fields)
    rows = make_facts(expert)
    blocks = make_facts(expert, amendments=answer("experts_per", "blocks"))
    assert codes(rows).count("contract.field_not_covered") == 12
    assert codes(blocks).count("contract.field_not_covered") == 1
    whole = make_facts(
        make_expert(fields=(*fields, Member("bpr", "capable"))), amendments=answer("experts_per", "blocks")
    )
    assert "contract.field_not_covered" not in codes(whole)


# --- 6(3)ウ: explanation and consent ---


def test_consent_alone_lists_an_expert_only_where_it_stands_for_the_explanation() -> None:
    expert = make_expert(explained_on=None)
    assert "contract.expert_not_explained" in codes(make_facts(expert))
    implied = answer("explanation", "implied")
    assert not {"contract.expert_not_explained", "contract.consent_before_explanation"} & set(
        codes(make_facts(expert, amendments=implied))
    )
    assert "contract.expert_no_consent" in codes(make_facts(make_expert(consented_on=None), amendments=implied))


def test_the_same_holds_on_the_day_of_a_session_an_answer_and_an_accompaniment() -> None:
    expert = make_expert(explained_on=None)
    case = make_case()
    records: tuple[Record, ...] = (expert, make_decision(), case, make_session(), make_answer())
    records += (make_accompaniment_session(),)
    wanted = {
        "contract.session_expert_no_consent",
        "consultations.answer_expert_no_consent",
        "accompaniments.expert_no_consent",
    }
    assert wanted <= set(codes(make_facts(*records)))
    assert not wanted & set(codes(make_facts(*records, amendments=answer("explanation", "implied"))))


# --- 6(5)ア, 6(6)ア: who may be sent ---


def test_another_expert_than_decided_is_sent_only_where_any_listed_one_may_be() -> None:
    other = make_expert(id="expert-2", name="別の人材")
    sent = make_session(expert_ids=(Member("expert-2"),))
    told = make_answer(expert_ids=(Member("expert-2"),))
    wanted = ["consultations.answer_expert_not_decided", "contract.expert_not_decided"]
    strict = make_facts(*orderly(sent), other, told)
    assert sorted({code for code in codes(strict) if code in wanted}) == wanted
    listed = make_facts(*orderly(sent), other, told, amendments=answer("experts_sent", "listed"))
    assert not set(wanted) & set(codes(listed))


# --- 6(6)ウ: breaks ---


@pytest.mark.parametrize(("value", "is_too_long"), [("left_out", False), ("counted", True)])
def test_nine_hours_with_an_hour_of_break(value: str, is_too_long: bool) -> None:
    session = make_session(starts_at=time(9), ends_at=time(18), break_minutes=60)
    facts = make_facts(*orderly(session), amendments=answer("breaks", value))
    assert ("contract.too_long" in codes(facts)) == is_too_long


# --- 6(6)エ: the cap ---


def six_sessions(**last: object) -> list[Session]:
    days = [date(2026, 9, day) for day in (3, 4, 7, 8, 9)]
    found = [make_session(id=f"s{at}", number=f"回-{at}", held_on=day) for at, day in enumerate(days)]
    return [*found, make_session(**{"id": "s5", "number": "回-5", "held_on": date(2026, 10, 5), **last})]


def test_a_planned_sixth_session_counts_unless_only_held_ones_do() -> None:
    records = orderly(*six_sessions(status=SessionStatus.PLANNED))
    assert "contract.over_cap" in codes(make_facts(*records))
    held_only = make_facts(*records, amendments=answer("cap_counts", "held"))
    assert "contract.over_cap" not in codes(held_only)
    assert used(held_only, WARABI) == 5
    held = orderly(*six_sessions(held_on=date(2026, 9, 30)))
    assert "contract.over_cap" in codes(make_facts(*held, amendments=answer("cap_counts", "held")))


def test_a_sixth_session_is_refused_when_it_is_planned_unless_only_held_ones_count() -> None:
    planned = [make_session(id=f"s{at}", held_on=date(2026, 10, 5), status=SessionStatus.PLANNED) for at in range(5)]
    case = make_case()
    for value, is_refused in (("planned", True), ("held", False)):
        facts = make_facts(*orderly(*planned), amendments=answer("cap_counts", value))
        refused = {finding.code for finding in obstacles("session.plan", case, facts)}
        assert ("contract.at_cap" in refused) == is_refused


def test_a_raised_cap_holds_from_its_day_or_for_the_whole_period() -> None:
    raised = TermAmendment(
        id="raised", term="dispatch.cap_per_municipality", value="6", holds_from=date(2026, 9, 20), decision_id="d"
    )
    sessions = six_sessions(held_on=date(2026, 9, 18))
    by_day = make_facts(*orderly(*sessions), amendments=(raised,))
    by_instruction = make_facts(*orderly(*sessions), amendments=(raised, *answer("cap_day", "instruction")))
    before_it = make_facts(
        *orderly(*sessions), amendments=(raised, *answer("cap_day", "instruction")), today=date(2026, 9, 19)
    )
    assert "contract.over_cap" in codes(by_day)
    assert "contract.over_cap" not in codes(by_instruction)
    assert "contract.over_cap" in codes(before_it)


def test_accompaniment_counts_towards_the_cap_only_where_it_is_read_so() -> None:
    supported = make_accompaniment_session(held_on=date(2026, 9, 2))
    cancelled = make_accompaniment_session(id="support-2", status=AccompanimentStatus.CANCELLED)
    five = six_sessions()[:5]
    counted = answer("accompaniment_in_cap", "counted")
    assert "contract.over_cap" not in codes(make_facts(*orderly(*five), supported))
    assert "contract.over_cap" in codes(make_facts(*orderly(*five), supported, amendments=counted))
    assert "contract.over_cap" not in codes(make_facts(*orderly(*five), cancelled, amendments=counted))
    late = make_accompaniment_session(held_on=date(2026, 9, 29))
    assert "accompaniments.over_cap" in codes(make_facts(*orderly(*five), late, amendments=counted))
    assert "accompaniments.over_cap" not in codes(make_facts(*orderly(*five[:4]), late, amendments=counted))


# --- 6(6)オ, 6(6)ケ, 6(5)オ: what is counted ---


def test_two_experts_on_one_day_are_one_dispatch_or_two() -> None:
    both = make_session(expert_ids=(Member("expert-1"), Member("expert-2")))
    assert dispatches_held(make_facts(both)) == 1
    persons = named_facts(both, amendments=answer("dispatch_unit", "persons"))
    assert dispatches_held(persons) == 2
    assert next(room.used for room in rooms(persons) if room.municipality_code == WARABI) == 2


def test_accompaniment_counts_towards_the_fifty_only_where_it_is_read_so() -> None:
    records = (make_session(), make_accompaniment_session())
    planned = make_accompaniment_session(id="support-2", held_on=date(2026, 11, 5), status=AccompanimentStatus.PLANNED)
    assert dispatches_held(make_facts(*records)) == 1
    counted = make_facts(*records, planned, amendments=answer("accompaniment_in_minimum", "counted"))
    assert dispatches_held(counted) == 2
    assert outlooks(counted)[DISPATCHES].planned == 1


def test_two_answers_to_one_consultation_are_one_or_two() -> None:
    answers = (make_answer(id="one", answered_on=date(2026, 9, 3)), make_answer(id="two"))
    cases = make_facts(*answered(*answers))
    each = make_facts(*answered(*answers), amendments=answer("consultation_unit", "answers"))
    assert [outlooks(facts)["consultations"].held for facts in (cases, each)] == [1, 2]


def test_the_counts_that_people_see_follow_the_readings() -> None:
    both = make_session(expert_ids=(Member("expert-1"), Member("expert-2")))
    answers = (make_answer(id="one", answered_on=date(2026, 9, 3)), make_answer(id="two"))
    consulted = answered(*answers, id="case-2")
    records = (
        both,
        *(replace(each, case_id="case-2") for each in answers),
        *consulted[:3],
        make_accompaniment_session(),
    )

    def shown(**answered_so: str) -> list[int]:
        amendments = tuple(each for name, value in answered_so.items() for each in answer(name, value))
        done = {count.label: count.done for count in counts(make_facts(*records, amendments=amendments))}
        return [done["派遣"], done["よろず相談"], done["派遣（延べ人数）"], done["長期伴走支援"]]

    assert shown() == [1, 1, 2, 1]
    assert shown(dispatch_unit="persons", consultation_unit="answers") == [2, 2, 2, 1]
    assert shown(accompaniment_in_minimum="counted") == [2, 1, 2, 1]


# --- 6(7)オ: when the hearings are complete ---


def all_hearings() -> list[Hearing]:
    return hearings_with(sorted(NAMES), last_on=date(2026, 8, 20))


def test_a_second_hearing_puts_the_report_off_only_where_the_last_one_counts() -> None:
    again = make_hearing(id="again", held_on=date(2026, 8, 28))
    assert completed_on(named_facts(*all_hearings(), again)) == date(2026, 8, 20)
    last = named_facts(*all_hearings(), again, amendments=answer("second_hearing", "last"))
    assert completed_on(last) == date(2026, 8, 28)


def test_where_only_the_declaration_counts_all_63_hearings_complete_nothing() -> None:
    declared_only = answer("hearings_complete", "declared")
    assert completed_on(named_facts(*all_hearings(), amendments=declared_only)) is None
    contract = make_contract(hearings_declared_id="decision-1")
    declared = named_facts(*all_hearings(), contract, make_decision(), amendments=declared_only)
    assert completed_on(declared) == date(2026, 9, 1)
    assert completed_on(named_facts(*all_hearings(), contract, make_decision())) == date(2026, 8, 20)


# --- Table 2: the tenth on a closed day ---


@pytest.mark.parametrize(
    ("value", "due_on"),
    [
        ("stated", date(2026, 10, 10)),  # a Saturday; Monday 12 October is a holiday
        ("open_day_before", date(2026, 10, 9)),
        ("open_day_after", date(2026, 10, 13)),
    ],
)
def test_the_tenth_on_a_closed_day(value: str, due_on: date) -> None:
    facts = make_facts(amendments=answer("closed_tenth", value))
    days = {each.title: each.due.stated_on for each in deadlines(facts)}
    assert days["月例業務報告書（2026年9月分）"] == due_on
    assert days["月例業務報告書（2026年10月分）"] == date(2026, 11, 10)
    assert days["月例業務報告書（2027年3月分）"] == date(2027, 3, 31)


def test_a_moved_tenth_is_overdue_on_the_day_after_it() -> None:
    for value, state in (("open_day_before", DeadlineState.OVERDUE), ("stated", DeadlineState.DUE)):
        facts = make_facts(amendments=answer("closed_tenth", value), today=date(2026, 10, 10))
        (due,) = (each for each in deadlines(facts) if each.title == "月例業務報告書（2026年9月分）")
        assert due.state is state


# --- 11(1): each reading is a question until it is answered ---


def unasked(facts: ContractFacts) -> set[str]:
    found = rule_book().findings(facts)
    return {str(each.values["passage"]) for each in found if each.code == "commitments.question_not_entered"}


def test_a_reading_wants_its_question_until_it_is_answered() -> None:
    passage = "派遣を 50 回以上"
    assert passage in unasked(make_facts())
    assert passage not in unasked(make_facts(amendments=answer("accompaniment_in_minimum", "counted")))
    assert passage not in unasked(make_facts(amendments=answer("accompaniment_in_minimum", "left_out")))


def test_a_question_stands_for_the_passage_that_it_puts_word_by_word() -> None:
    terms = read_terms(FILE)
    at, passage = next((at, each) for at, each in enumerate(terms.questions) if each.term == "reading.cap_day")
    asked = make_question(clause=passage.clause, question=question_of(passage, terms))
    assert entered(terms, [asked]) == {at: asked}
    assert not is_answered(passage, terms)


def test_a_question_in_other_words_stands_for_the_first_passage_of_its_clause() -> None:
    terms = read_terms(FILE)
    asked = make_question(clause="6(6)エ", question="上限の数え方")
    first = next(at for at, each in enumerate(terms.questions) if each.clause == "6(6)エ")
    assert entered(terms, [asked]) == {first: asked}


def test_what_a_question_asks_names_every_answer() -> None:
    terms = read_terms(FILE)
    for passage in terms.questions:
        if passage.term in READINGS:
            term = terms.term(passage.term)
            assert all(choice.words in question_of(passage, terms) for choice in term.choices)
        else:
            assert passage.text in question_of(passage, terms)


def test_a_case_without_sessions_has_no_clock() -> None:
    facts = make_facts(Case(id="case-9"), amendments=answer("report_clock", "case"))
    assert not [each for each in deadlines(facts) if each.deliverable == 5]
