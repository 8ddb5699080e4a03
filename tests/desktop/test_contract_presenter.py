"""What the tab 契約 decides, without a screen."""

from dataclasses import replace
from datetime import date

import pytest

from app.desktop.ledgers import LEDGER_GROUPS, LEDGERS, OUTBOX, PROPOSALS, RELATIONS, SETTLED
from app.desktop.tab_list import TABS, tab_of
from app.desktop.tabs.contract.presenter import (
    CLAUSE_STATES,
    acceptance,
    board_words,
    cancelled_count,
    clause_rows,
    deadline_rows,
    dispatch_words,
    first_pending,
    month_rows,
    outlook_rows,
    product_words,
    read_board,
    room_left,
    room_rows,
    room_words,
    week_words,
)
from app.desktop.tabs.home.presenter import read_home
from app.domain.registers import REGISTERS
from app.planning.forecast import Goal, GoalOutlook
from tests.desktop.fake_desk import FakeDesk
from tests.desktop.fake_judgement import LATE, clauses, forecast


@pytest.fixture
def plain_desk() -> FakeDesk:
    return FakeDesk()


def test_the_board_tells_each_state_by_word_and_tone_in_the_order_of_the_contract() -> None:
    rows = clause_rows(clauses())
    assert [(row.texts[0], row.tone) for row in rows] == [
        ("充足", "good"),
        ("これから", "muted"),
        ("注意", "warn"),
        ("要対応", "bad"),
    ]
    assert board_words(clauses()) == "要対応1　注意1　充足1　これから1"
    assert board_words(()) == "要対応0　注意0　充足0　これから0"


@pytest.mark.parametrize("state", CLAUSE_STATES)
def test_the_board_is_narrowed_by_state(state: str) -> None:
    assert [row.key for row in clause_rows(clauses(), state)] == [line.id for line in clauses() if line.state == state]


@pytest.mark.parametrize(
    ("search", "found"),
    [("６（６）ク", ["6.6.h"]), ("求め 5(2)", ["5.2"]), ("契約書の言葉 3", ["3.1"]), ("ありません", [])],
)
def test_the_board_is_searched_in_its_words_full_width_or_not(search: str, found: list[str]) -> None:
    assert [row.key for row in clause_rows(clauses(), "", search)] == found


def test_what_the_product_does_is_told_in_sentences() -> None:
    told = product_words(clauses()[0])
    assert told[0] == "「案件」の画面で扱います。"
    assert "操作：派遣を予定" in told
    assert "帳票：結果報告書" in told
    assert product_words(replace(clauses()[0], rules=(), actions=(), documents=(), later="後で")) == (told[0], "後で")


def test_a_finding_is_accepted_as_it_stands(plain_desk: FakeDesk) -> None:
    assert acceptance(LATE) == {"rule": "6.6.h", "fingerprint": "f" * 64}
    assert read_board(plain_desk).may_accept


def test_the_timeline_is_in_the_order_of_the_days_and_what_has_no_day_stands_last(plain_desk: FakeDesk) -> None:
    first, second, third = plain_desk.deadlines()
    early = replace(third, stated_on=date(2026, 5, 1), state="done", open_days_left=None)
    rows = deadline_rows((replace(first, stated_on=None), second, early), show_done=True)
    assert [row.texts[0] for row in rows] == ["2026-05-01（金）", "2026-09-30（水）", "未定"]
    assert first_pending(rows) is second
    assert [row.key for row in deadline_rows((second, early), show_done=False)] == [second]
    assert deadline_rows((second, early), show_done=True, search="ない言葉") == []
    assert first_pending([]) is None


def test_the_outlook_has_a_line_for_each_goal() -> None:
    rows = outlook_rows(forecast())
    assert [row.texts[:2] for row in rows][:2] == [("専門人材派遣", "下限 50回"), ("専門人材派遣", "目標 85回")]
    assert rows[0].texts[2:] == ("34回", "12回", "70回（52～88）", "16回", "4.5回", "12月7日の週")
    assert [row.tone for row in rows][:2] == ["good", "warn"]


@pytest.mark.parametrize(
    ("lacking", "week", "words"),
    [
        (0, "2026-W50", "達成"),
        (5, None, "届かない見込み"),
        (5, "2026-W53", "12月28日の週"),
    ],
)
def test_the_last_safe_week_is_told_by_its_days(lacking: int, week: str | None, words: str) -> None:
    assert week_words(GoalOutlook(Goal("target", 55), lacking, 1.0, 1.0, week)) == words


def test_the_minimum_of_the_dispatches_is_told_with_what_follows_when_it_may_fail() -> None:
    assert dispatch_words(forecast()).tone == "good"
    told = dispatch_words(forecast(5))
    assert told.tone == "warn"
    assert told.words.startswith("予定のうち5回が中止になると、")
    assert "県の承諾を得てから" in told.words
    assert dispatch_words(replace(forecast(), outlooks={})).tone == "muted"


def test_the_bars_have_words_beside_them() -> None:
    rows = month_rows(forecast().outlooks["dispatch_sessions"], "回")
    assert rows[0].texts == ("2026年4月", "4回", "8回", "30回（25～35）")


def test_municipalities_are_told_by_area_and_those_that_never_asked_first() -> None:
    rooms = forecast().rooms
    rows = room_rows(rooms, "東部")
    assert {row.texts[2] for row in rows} == {"東部"}
    assert [row.texts[0] for row in rows] == sorted((row.texts[0] for row in rows), reverse=True)
    assert {row.texts[0] for row in room_rows(rooms, "", only_silent=True)} == {"まだない"}
    assert room_left(replace(rooms[0], left=0)) == "上限に達しました"
    assert "東部" in room_words(rooms)
    assert room_words(()) == "市町村の一覧がありません。"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("３", 3),
        (" 12回 ", 12),
        ("0", 0),
        ("-1", None),
        ("三", None),
        ("1.5", None),
        ("99999", None),
        ("²", 2),
    ],
)
def test_a_number_of_cancelled_ones_is_read_as_typed(text: str, count: int | None) -> None:
    assert cancelled_count(text) == count


def test_every_ledger_is_a_register_once_and_leads_to_a_tab() -> None:
    names = [name for _, group in LEDGER_GROUPS for name in group]
    assert len(names) == len(set(names))
    assert {*names, *SETTLED, *OUTBOX, PROPOSALS} <= set(REGISTERS)
    assert not {*names} & {*SETTLED, *OUTBOX, PROPOSALS}
    assert {tab_of(name) for name in (*LEDGERS - {"answers"}, *SETTLED, *OUTBOX, PROPOSALS)} == {"contract"}
    assert tab_of("answers") == "cases"


def test_every_register_that_a_person_meets_has_a_tab() -> None:
    shown = {register for tab in TABS for register in tab.registers}
    assert set(REGISTERS) - shown == {"attachments", "import-runs", "import-profiles"}


def test_every_relation_narrows_by_a_field_of_its_register() -> None:
    for name, relations in RELATIONS.items():
        for relation in relations:
            for field in relation.where(REGISTERS[name].record(id="x")):
                assert REGISTERS[relation.register].field(field)


def test_home_shows_the_unread_notices_only(plain_desk: FakeDesk) -> None:
    seen = read_home(plain_desk)
    assert (seen.unread, len(seen.notices)) == (2, 2)
    plain_desk.mark_read()
    assert (read_home(plain_desk).unread, read_home(plain_desk).notices) == (0, ())
