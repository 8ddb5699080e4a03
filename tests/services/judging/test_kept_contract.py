"""The contract kept in memory: whatever was done, undone or turned, it is the contract that the store holds."""

from collections.abc import Callable
from datetime import timedelta
from random import Random

import pytest

from app.contract.clause_answers import ANSWERS
from app.contract.kept_board import Board
from app.domain.contract import Contract, TermAmendment
from app.domain.errors import AppError
from app.domain.expert import Expert
from app.services.desk import Desk
from app.services.judging.judging import BOOK
from app.services.judging.kept_contract import KEPT, KeptContract
from tests.desk_fixtures import Ready
from tests.desks import (
    add_case,
    add_decision,
    add_expert,
    add_instruction,
    answered,
    asked,
    decided_case,
    decided_consultation,
    hold,
    plan,
)

Step = Callable[[Ready, Random], object]


def any_of(ready: Ready, random: Random, register: str) -> str:
    return random.choice(ready.desk.ids(register))


def turn(ready: Ready, random: Random) -> None:
    ready.office.clock.day += timedelta(days=random.randint(1, 40))


def amend(ready: Ready, random: Random) -> None:
    decision = add_instruction(ready.desk, "9月1日")
    terms = random.choice([("dispatch.cap_per_municipality", "1"), ("experts.minimum", "1")])
    values = {"term": terms[0], "value": terms[1], "holds_from": "9月2日", "decision_id": decision}
    ready.desk.run("term_amendment.add", None, values)


def accept(ready: Ready, random: Random) -> None:
    finding = random.choice(ready.desk.findings())
    decision = add_decision(ready.desk, "9月1日")
    values = {"rule": finding.rule, "fingerprint": finding.identity, "decision_id": decision, "reason": "県の了承"}
    ready.desk.run("finding.accept", None, values)


STEPS: tuple[Step, ...] = (
    lambda ready, random: add_case(ready.desk, random.choice(["蕨市", "戸田市"])),
    lambda ready, random: decided_case(ready.desk, ready.expert, random.choice(["蕨市", "川口市"])),
    lambda ready, random: answered(ready.desk, decided_consultation(ready.desk, ready.expert)),
    lambda ready, random: plan(ready.desk, any_of(ready, random, "cases"), held_on=f"9月{random.randint(7, 29)}日"),
    lambda ready, random: hold(ready.desk, any_of(ready, random, "sessions")),
    lambda ready, random: ready.desk.run("session.report", any_of(ready, random, "sessions"), {"reported_on": "9/30"}),
    lambda ready, random: ready.desk.run("expert.edit", any_of(ready, random, "experts"), {"name": "渡邉　さくら"}),
    lambda ready, random: add_expert(ready.desk, "山﨑　誠", listed=random.random() < 0.5),
    lambda ready, random: ready.desk.run("closing_day.add", None, {"closed_on": "10月1日", "reason": "点検"}),
    lambda ready, random: ready.desk.run("answer.remove", any_of(ready, random, "answers"), {}),
    lambda ready, random: ready.desk.run("contract.edit", any_of(ready, random, "contracts"), {"signed_on": "5月12日"}),
    lambda ready, random: ready.desk.undo(),
    lambda ready, random: ready.desk.undo(),
    lambda ready, random: ready.desk.redo(),
    amend,
    accept,
    turn,
)


def kept(desk: Desk) -> KeptContract:
    return desk._kept


def anew(desk: Desk) -> Board:
    """Return the board of a contract that is read and judged from the beginning."""
    return KeptContract(desk._store, desk._surroundings).board()


def check(desk: Desk) -> None:
    board, expected = kept(desk).board(), anew(desk)
    assert (board.facts.today, board.facts.signed_on) == (expected.facts.today, expected.facts.signed_on)
    assert board.facts.terms == expected.facts.terms
    assert board.facts.calendar.closings == expected.facts.calendar.closings
    assert {name: dict(table) for name, table in board.facts.tables.items() if table} == {
        name: dict(table) for name, table in expected.facts.tables.items() if table
    }
    assert board.findings == expected.findings
    assert board.open_findings == expected.open_findings
    assert board.standings == expected.standings


@pytest.mark.parametrize("seed", range(3))
def test_after_any_actions_the_kept_contract_is_the_stored_one(ready: Ready, seed: int) -> None:
    random = Random(seed)  # noqa: S311 (invented records, no secret)
    done = 0
    check(ready.desk)
    for _ in range(25):
        try:
            random.choice(STEPS)(ready, random)
            done += 1
        except (AppError, IndexError):
            pass  # refused, or nothing there yet: nothing was written, or only what came before it
        check(ready.desk)
    assert done > 10


def test_while_nothing_is_written_one_question_is_enough(ready: Ready) -> None:
    first = kept(ready.desk).board()
    with asked(ready.desk) as statements:
        assert kept(ready.desk).board() is first
    assert sum(each.startswith("SELECT") for each in statements) == 1


def test_after_one_change_only_the_changed_records_are_read(ready: Ready) -> None:
    def statements_after_a_note() -> list[str]:
        kept(ready.desk).board()
        ready.desk.run("case.edit", ready.case, {"note": f"{len(ready.desk.ids('cases'))}件"})
        with asked(ready.desk) as statements:
            kept(ready.desk).board()
        return statements

    few = statements_after_a_note()
    for _ in range(5):
        add_case(ready.desk)
    assert statements_after_a_note() == few
    assert sum(" FROM support_case " in each for each in few) == 1
    assert not [each for each in few if " FROM session " in each or " FROM expert " in each]


def test_the_other_records_stay_the_same_objects(ready: Ready) -> None:
    before = kept(ready.desk).facts()
    ready.desk.run("case.edit", ready.case, {"note": "電話"})
    after = kept(ready.desk).facts()
    assert after.cases[ready.case] is not before.cases[ready.case]
    assert after.of(Expert)[ready.expert] is before.of(Expert)[ready.expert]
    assert before.cases[ready.case].note == ""


def test_the_board_of_before_stays_as_it_was(ready: Ready) -> None:
    before = kept(ready.desk).board()
    findings = before.findings
    add_expert(ready.desk, "山﨑　誠", listed=False)
    assert kept(ready.desk).board().findings != findings
    assert before.findings is findings


def test_another_day_is_judged_anew_without_reading_the_records_again(ready: Ready) -> None:
    before = kept(ready.desk).board()
    ready.office.clock.day += timedelta(days=200)
    with asked(ready.desk) as statements:
        after = kept(ready.desk).board()
    assert after.facts.today == before.facts.today + timedelta(days=200)
    assert after.findings != before.findings
    assert not [each for each in statements if " FROM support_case " in each]


def test_a_text_is_worded_once_until_its_subject_has_another_name(ready: Ready) -> None:
    desk = ready.desk
    desk.run("expert.unlist", ready.expert, {})
    (first,) = [each for each in desk.findings() if each.subject_id == ready.expert]
    (again,) = [each for each in desk.findings() if each.subject_id == ready.expert]
    assert again is first
    desk.run("expert.edit", ready.expert, {"name": "渡邉　さくら"})
    (renamed,) = [each for each in desk.findings() if each.subject_id == ready.expert]
    assert (renamed.subject, renamed.identity) == ("渡邉　さくら", first.identity)
    assert "渡邉　さくら" in renamed.message


def test_every_kind_that_a_rule_or_an_evidence_reads_is_kept() -> None:
    read = {kind for booked in BOOK.rules for kind in booked.needs.kinds}
    read.update(kind for answer in ANSWERS.values() for kind in answer.evidence.kinds)
    assert read <= {*KEPT.values(), Contract, TermAmendment}


def test_a_use_case_asks_as_much_among_many_cases_of_its_office_as_among_few(ready: Ready) -> None:
    def statements_of_a_note(note: str) -> list[str]:
        with asked(ready.desk) as statements:
            ready.desk.run("case.edit", ready.case, {"note": note})
        return statements

    statements_of_a_note("一度目は条件と暦も読む")
    few = statements_of_a_note("電話")
    for _ in range(10):
        add_case(ready.desk)
    statements_of_a_note("その間に書かれたものを確かめる")
    assert statements_of_a_note("対面") == few
    assert not [each for each in few if "support_case.municipality_code IN" in each]
