"""The surveys together: asked, answered, spread, comments that give nobody away (6(6)キ, 10(1))."""

from datetime import date

import pytest

from app.domain.case import Case, CaseKind
from app.domain.record import Record
from app.services.reports.survey_summary import HIDDEN, SurveySummary, survey_summary, without_names
from tests.factories import TODA, make_case, make_expert
from tests.factories_support import make_contact, named_facts

ASKED = date(2026, 9, 20)


def asked(number: int, score: int | None = None, comment: str = "", **changes: object) -> Case:
    answered_on = date(2026, 9, 25) if score is not None or comment else None
    return make_case(
        id=f"case-{number}",
        survey_asked_on=ASKED,
        survey_answered_on=answered_on,
        survey_score=score,
        survey_comment=comment,
        **changes,
    )


def summary(*records: Record) -> SurveySummary:
    return survey_summary(named_facts(*records))


def test_asked_answered_and_spread_are_counted() -> None:
    found = summary(asked(1, 5), asked(2, 4), asked(3, 4), asked(4, 2), asked(5), make_case(id="never"))
    assert (found.asked, found.answered, found.scored) == (5, 4, 4)
    assert found.scores == ((5, 1), (4, 2), (3, 0), (2, 1), (1, 0))
    assert (found.average, found.solved) == ("3.8", 3)


@pytest.mark.parametrize(
    ("scores", "average"), [((5, 4), "4.5"), ((1,), "1.0"), ((3, 3, 4), "3.3"), ((1, 1, 1, 2), "1.3"), ((), "")]
)
def test_the_average_is_rounded_half_up_to_a_tenth(scores: tuple[int, ...], average: str) -> None:
    assert summary(*(asked(number, score) for number, score in enumerate(scores))).average == average


def test_an_answer_without_a_score_counts_as_answered_only() -> None:
    found = summary(asked(1, None, "助かった。"))
    assert (found.answered, found.scored, found.average) == (1, 0, "")


def test_consultations_have_no_survey() -> None:
    assert summary(asked(1, 5, kind=CaseKind.CONSULTATION)).asked == 0


def test_comments_stand_by_their_text_and_equal_ones_together() -> None:
    found = summary(asked(1, 5, "良かった。"), asked(2, 4, "あと一回ほしい。"), asked(3, 4, "良かった。"))
    assert found.comments == (("あと一回ほしい。", 1), ("良かった。", 2))


@pytest.mark.parametrize(
    ("comment", "hidden"),
    [
        ("蕨市として助かった。", "蕨市"),
        ("隣の戸田市にも勧めたい。", "戸田市"),
        ("髙木さくら先生の話が良かった。", "髙木さくら"),
        ("高木 さくらさんに感謝する。", "高木 さくら"),
        ("髙木先生に感謝する。", "髙木"),
        ("担当の山田に伝わった。", "山田"),
        ("デジタル推進課で共有した。", "デジタル推進課"),
        ("続きはyamada@example.lg.jpまで。", "yamada@example.lg.jp"),
        ("048-000-1234に電話がほしい。", "048-000-1234"),
    ],
)
def test_names_addresses_and_numbers_are_hidden(comment: str, hidden: str) -> None:
    case = asked(1, 5, comment, department="デジタル推進課", contact_name="山田　太郎")
    facts = named_facts(case, make_expert(), make_contact(municipality_code=TODA))
    told = without_names(comment, case, facts)
    assert hidden not in told
    assert HIDDEN in told
    assert summary(case, make_expert()).comments[0][0] == told


def test_a_comment_that_names_nobody_stays_as_it_is() -> None:
    case = asked(1, 5, "職員研修の進め方が分かった。")
    assert without_names(case.survey_comment, case, named_facts(case, make_expert())) == case.survey_comment
