"""Municipalities, their codes and the ways people write them."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import municipality as module
from app.domain.errors import AppError
from app.domain.municipality import Municipalities, check_code, check_digit

HEADER = "code,name,kana,kind,area,office_lat,office_lng,district\n"
SPACES = st.text(" \u3000\t\u200b", max_size=3)


def test_the_examples_of_the_module_hold() -> None:
    assert doctest.testmod(module).failed == 0


def test_there_are_63_municipalities_in_the_order_of_their_codes(municipalities: Municipalities) -> None:
    codes = [each.code for each in municipalities]
    assert len(municipalities) == len(codes) == 63
    assert codes == sorted(codes)
    assert [sum(each.name.endswith(kind) for each in municipalities) for kind in "市町村"] == [40, 22, 1]


def test_every_municipality_is_complete(municipalities: Municipalities) -> None:
    for each in municipalities:
        assert check_code(each.code) == each.code
        assert all((each.name, each.kana, each.kind, each.area))
        assert 35.7 < float(each.latitude) < 36.4
        assert 138.7 < float(each.longitude) < 140.0
        assert bool(each.district) == (not each.name.endswith("市"))


def test_every_wrong_check_digit_is_refused(municipalities: Municipalities) -> None:
    for each in municipalities:
        for digit in set("0123456789") - {each.code[5]}:
            with pytest.raises(AppError, match="municipality_code"):
                check_code(each.code[:5] + digit)
            assert municipalities.find(each.code[:5] + digit) is None


def test_a_remainder_of_zero_or_one_gives_the_digits_one_and_zero() -> None:
    assert check_digit("01000") == "6"
    assert check_digit("13000") == "1"  # 東京都 130001
    assert check_digit("11214") == "3"
    assert check_digit("11233") == "0"  # 北本市 112330
    assert check_digit("11241") == "1"  # 鶴ヶ島市 112411


@pytest.mark.parametrize("text", ["111007", "11100-7", "１１１００７", "１１１００－７", " 11100 7 ", "11100−7"])
def test_a_code_is_read_with_hyphen_and_in_full_width(municipalities: Municipalities, text: str) -> None:
    assert check_code(text) == "111007"
    found = municipalities.find(text)
    assert found is not None
    assert found.name == "さいたま市"


@pytest.mark.parametrize("text", ["", "11100", "1110077", "1-11007", "abcdef", "11100_7", "1" * 100_000])
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(AppError, match="municipality_code"):
        check_code(text)


def test_a_right_code_of_another_prefecture_is_not_found(municipalities: Municipalities) -> None:
    assert check_code("131016") == "131016"  # 千代田区
    assert municipalities.find("131016") is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (" さいたま市 ", "さいたま市"),
        ("ふじみ野市\u3000", "ふじみ野市"),
        ("ふじみの市", None),
        ("鶴ヶ島市", "鶴ヶ島市"),
        ("鶴ケ島市", "鶴ヶ島市"),
        ("鶴が島市", "鶴ヶ島市"),
        ("鶴ガ島市", "鶴ヶ島市"),
        ("鶴ｹ島市", "鶴ヶ島市"),
        ("鶴ヶ島", "鶴ヶ島市"),
        ("ときがわ町（比企郡）", "ときがわ町"),
        ("ときがわ町(埼玉県)", "ときがわ町"),
        ("比企郡ときがわ町", "ときがわ町"),
        ("埼玉県比企郡ときがわ町", "ときがわ町"),
        ("ﾄｷｶﾞﾜ町", "ときがわ町"),
        ("トキガワマチ", "ときがわ町"),
        ("秩父郡東秩父村", "東秩父村"),
        ("東秩父", "東秩父村"),
        ("秩父", "秩父市"),
        ("埼玉県川口市", "川口市"),
        ("埼玉縣川口市", "川口市"),
        ("川　口　市", "川口市"),
        ("かわごえし", "川越市"),
        ("美里", "美里町"),
        ("三郷", "三郷市"),
        ("小川", "小川町"),
        ("みさとし", "三郷市"),
        ("みさと", None),  # 三郷市 and 美里町
        ("比企郡東秩父村", None),  # another district
        ("比企郡川越市", None),
        ("秩父郡ときがわ町（比企郡）", None),
        ("東京都川口市", None),
        ("さいたま町", None),
        ("川口", "川口市"),
        ("埼玉県", None),
        ("比企郡", None),
        ("市", None),
        ("", None),
        ("存在しない市", None),
        ("川口市、戸田市", None),
        ("川口市" * 1_000, None),
    ],
)
def test_a_municipality_is_found_in_every_usual_writing_and_never_guessed(
    municipalities: Municipalities, text: str, name: str | None
) -> None:
    found = municipalities.find(text)
    assert (found.name if found else None) == name


def test_every_name_is_found_by_name_kana_code_and_district(municipalities: Municipalities) -> None:
    for each in municipalities:
        for text in (each.name, each.kana, each.code, each.district + each.name, f"埼玉県{each.name}", each.name[:-1]):
            assert municipalities.find(text) == each, text


@given(st.data(), SPACES, SPACES)
def test_spaces_anywhere_change_nothing(
    municipalities: Municipalities, data: st.DataObject, one: str, two: str
) -> None:
    each = data.draw(st.sampled_from(list(municipalities)))
    assert municipalities.find(f"{one}{each.name[0]}{two}{each.name[1:]}{one}") == each


@given(st.text(max_size=20))
def test_any_text_is_found_by_its_own_letters_or_not_at_all(municipalities: Municipalities, text: str) -> None:
    found = municipalities.find(text)
    assert found is None or found in municipalities.suggestions(text)


@given(st.data())
def test_a_name_with_one_letter_changed_is_never_taken_for_it(
    municipalities: Municipalities, data: st.DataObject
) -> None:
    each = data.draw(st.sampled_from(list(municipalities)))
    at = data.draw(st.integers(0, len(each.name) - 1))
    wrong = each.name[:at] + "彁" + each.name[at + 1 :]
    assert municipalities.find(wrong) is None


@pytest.mark.parametrize(
    ("text", "first"),
    [("川口士", "川口市"), ("ふじみの市", "ふじみ野市"), ("比企郡東秩父村", "東秩父村"), ("111008", "さいたま市")],
)
def test_similar_names_are_suggested(municipalities: Municipalities, text: str, first: str) -> None:
    assert municipalities.suggestions(text)[0].name == first


def test_nothing_is_suggested_for_something_else(municipalities: Municipalities) -> None:
    assert municipalities.suggestions("存在しない市") == ()
    assert municipalities.suggestions("x" * 100_000) == ()


@pytest.mark.parametrize(
    ("rows", "row"),
    [
        ("111008,さいたま市,サイタマシ,市,さいたま,35.8,139.6,\n", 2),
        ("111007,さいたま市,サイタマシ,市,さいたま,35.8,139.6,\n" * 2, 3),
        ("111007,,サイタマシ,市,さいたま,35.8,139.6,\n", 2),
        ("111007,さいたま市\n", 2),
        ("111007,さいたま市,サイタマシ,市,さいたま,35.8,139.6,,余分\n", 2),
    ],
)
def test_a_damaged_list_is_refused_with_its_row(rows: str, row: int) -> None:
    with pytest.raises(AppError) as refused:
        Municipalities.from_csv(HEADER + rows)
    assert refused.value.code == "calendar.municipalities_unreadable"
    assert refused.value.values["row"] == row


def test_a_list_without_its_columns_is_refused() -> None:
    with pytest.raises(AppError):
        Municipalities.from_csv("団体コード,団体名\n")


def test_the_list_may_begin_with_a_byte_order_mark() -> None:
    assert len(Municipalities.from_csv("\ufeff" + HEADER)) == 0
