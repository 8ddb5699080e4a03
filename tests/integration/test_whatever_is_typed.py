"""Whatever is typed into whichever form: it is taken, or refused with a sentence and without a trace."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.errors import AppError, InvalidEntry
from app.domain.record import Member
from app.platform.messages import explain, problem_text
from app.services.actions.book import ACTIONS
from app.services.desk import Desk
from tests.desks import Office, log_size, plan

ODD: tuple[object, ...] = (
    None, "", "　", "a\nb", "\0", "\ud800", "あ" * 20_001, "=1+1", "、、", "('", 0, -1, 10**30, 2.5, float("nan"), True,
    b"bytes", (), ("x",), [1], {"a": 1}, (Member("x"),), object(), date.min, date.max,
    datetime(2026, 9, 18, 1, 2, tzinfo=UTC), time(13, 0, 5), "2026-09-18", "令和8年9月18日", "99/99", "0001-01-01",
    "25:00", "１３：００", "16時", "6回", "1" * 30, "蕨市", "112230", "オンライン", "了承", "可", "髙木　さくら",
    "ICT-BCP（主導できる）", "ICT-BCP（達人）",
)  # fmt: skip
ENTRIES = st.dictionaries(
    st.sampled_from(sorted({field.name for action in ACTIONS.values() for field in action.fields})),
    st.one_of(st.sampled_from(ODD), st.text(max_size=20)),
    max_size=6,
)


@pytest.fixture(scope="module")
def played_with(template_with_case: Office, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Open a desk that the examples may do anything with."""
    office = template_with_case.copy_to(tmp_path_factory.mktemp("typed") / "workspace")
    desk = office.open()
    plan(desk, *desk.ids("cases"))
    yield desk
    office.close()


@settings(max_examples=120)
@given(st.sampled_from(sorted(ACTIONS)), st.integers(0, 3), ENTRIES)
def test_an_entry_is_taken_or_refused_with_a_sentence(
    played_with: Desk, name: str, pick: int, entries: dict[str, object]
) -> None:
    desk, action = played_with, ACTIONS[name]
    subjects: list[str | None] = [*desk.ids(action.register), None] if action.needs_subject else [None]
    known = {field.name for field in action.fields}
    before = log_size(desk)
    try:
        desk.run(name, subjects[pick % len(subjects)], {key: value for key, value in entries.items() if key in known})
    except AppError as error:
        refusal = error
    else:
        return
    assert log_size(desk) == before
    for language in ("ja", "en"):
        assert explain(refusal, language)
        for problem in refusal.problems if isinstance(refusal, InvalidEntry) else ():
            assert problem_text(problem, language)


@settings(max_examples=60)
@given(st.one_of(st.text(max_size=12), st.sampled_from([each for each in ODD if isinstance(each, str)])))
def test_any_search_is_answered(played_with: Desk, typed: str) -> None:
    assert isinstance(played_with.search(typed), list)
    for register in ("cases", "experts"):
        found = played_with.ids(register, search=typed)
        assert set(found) <= set(played_with.ids(register))
        resolved = played_with.resolve(register, typed)
        assert resolved is None or resolved in played_with.ids(register)


def test_after_all_that_the_workspace_is_intact_and_readable(played_with: Desk) -> None:
    assert played_with.verify() == ()
    assert played_with.home().counts
    assert played_with.bundle().entries
