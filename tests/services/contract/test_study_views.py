"""What could give somebody away in a case study, marked in its words, on a real store (6(9)イ)."""

from app.services.desk import Desk
from tests.desks import add_case, made, refusal


def study(desk: Desk, content: str, **entries: object) -> str:
    values = {"title": "窓口の取組", "content": content, **entries}
    return made(desk.run("case_study.add", None, values), "case-studies")


def test_a_case_study_shows_what_gives_its_municipality_away(desk: Desk) -> None:
    case = add_case(desk, "戸田市", department="市民課")
    check = desk.agreement.study_check(study(desk, "戸 田市の市民課では、窓口を見直した。", case_id=case))
    assert set(check.found) == {"戸田市", "戸田", "市民課"}
    assert [part.text for part in check.content if part.is_marked] == ["戸 田市", "市民課"]
    assert "".join(part.text for part in check.content) == "戸 田市の市民課では、窓口を見直した。"
    assert not any(part.is_marked for part in check.title)


def test_a_case_study_that_names_nobody_has_nothing_marked(desk: Desk) -> None:
    case = add_case(desk, "戸田市")
    check = desk.agreement.study_check(study(desk, "ある市では、窓口を見直した。", case_id=case))
    assert (check.found, check.checked_on) == ((), None)


def test_a_case_study_that_is_gone_is_told(desk: Desk) -> None:
    with refusal("store.record_missing"):
        desk.agreement.study_check("nowhere")
