"""The contract's own words, clause by clause, without losing a character."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.contract.clauses_text import ContractText
from app.contract.terms import Terms
from app.domain.errors import AppError

RESOURCES = Path(__file__).resolve().parents[2] / "resources" / "contract"
TEXT = (RESOURCES / "saitama-r8-2.txt").read_bytes().decode("utf-8")
IDS_OF_THE_CLAUSES = (Path(__file__).parent / "clause_ids.txt").read_text(encoding="utf-8").split()


@pytest.fixture(scope="module")
def contract() -> ContractText:
    terms = Terms.from_toml((RESOURCES / "saitama-r8-2.toml").read_text(encoding="utf-8"))
    return ContractText.from_text(TEXT, terms.errata)


def clause_rows() -> list[dict[str, str]]:
    with (RESOURCES / "saitama-r8-2-clauses.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_the_clauses_joined_are_the_contract_again(contract: ContractText) -> None:
    assert "".join(clause.text for clause in contract.clauses) == TEXT


def test_no_two_clauses_have_one_path(contract: ContractText) -> None:
    paths = [clause.path for clause in contract.clauses]
    assert len(paths) == len(set(paths))


def test_the_clause_list_is_complete() -> None:
    assert [row["id"] for row in clause_rows()] == IDS_OF_THE_CLAUSES


@pytest.mark.parametrize("row", clause_rows(), ids=lambda row: str(row["id"]))
def test_every_row_of_the_clause_list_leads_to_its_text(contract: ContractText, row: dict[str, str]) -> None:
    found = contract.find(row["clause"])
    assert found.text in TEXT
    assert found.path == row["clause"].removeprefix("8 ")


@pytest.mark.parametrize(
    ("clause", "title", "starts", "ends"),
    [
        ("1", "業務名", "1 業務名", "委託\n\n"),
        ("5(6)", "", "- (6) 実施計画書に修正が生じた場合", "県の承認を得ること。\n\n"),
        ("6(1)ア", "県・受託者・市町村とのコミュニケーション体制の構築・運用", "ア 県", "提案すること。\n\n"),
        ("6(1)イ(ア)", "", "(ア) 市町村が", "決定すること。\n\n"),
        ("6(1)イ(キ)", "", "(キ) 登録された", "出力できること。\n\n"),
        ("6(2)オ", "", "- オ 人材は", "なくてもよい。\n"),
        ("表1", "デジタル専門人材が支援する分野及び内容", "表1 ", "\n\n"),
        ("6(4)ア", "", "ア 受託者は支援対象市町村", "内容とすること。\n\n"),
        ("6(4)注", "", "*自治体DXアクセラレータ：", "職員\n\n"),
        ("6(6)ケ", "", "- ケ 履行期間内に", "得てから実施すること。\n\n"),
        ("6(9)", "県内市町村間での支援事例の共有", "(9) 県内", "行う。\n\n"),
        ("6(10)", "市町村のD×推進に寄与するその他支援の実施", "(10) ", "行うこと。\n\n"),
        ("7(1)ウ(ウ)", "", "(ウ) 上記", "経験を有する\n\n"),
        ("7(2)イ", "再委託の承認手続", "イ 再委託の承認手続", "認められる事項\n\n"),
        ("表2", "納品成果物・提出期限一覧", "表2 ", "\n\n"),
        ("10(5)", "", "- (5) 受託者は", "同様とする。\n\n"),
        ("11(3)", "", "- (3) 本業務の実施", "負担とする。"),
    ],
)
def test_a_clause_begins_and_ends_where_the_contract_does(
    contract: ContractText, clause: str, title: str, starts: str, ends: str
) -> None:
    found = contract.find(clause)
    assert found.title == title
    assert found.text.startswith(starts)
    assert found.text.rstrip("\n").endswith(ends.rstrip("\n"))


def test_a_broken_line_that_looks_like_a_mark_starts_no_clause(contract: ContractText) -> None:
    assert "\n(5)D×よろず相談窓口の設置」" in contract.find("6(9)").text


@pytest.mark.parametrize("written", ["6（6）エ", "６（６）エ", "仕様書6(6)エ", " 6 (6) エ ", "6(6)ｴ"])
def test_a_reference_may_be_written_in_any_width(contract: ContractText, written: str) -> None:
    assert contract.find(written).path == "6(6)エ"


@pytest.mark.parametrize("clause", ["", "12", "6(11)", "6(6)ス", "表3", "6", "()", "x" * 100_000])
def test_a_clause_that_is_not_there_is_refused(contract: ContractText, clause: str) -> None:
    if clause == "6":
        assert contract.find(clause).title == "委託業務の内容"
        return
    with pytest.raises(AppError) as refusal:
        contract.find(clause)
    assert refusal.value.code == "calendar.clause_unknown"
    assert len(str(refusal.value.values["clause"])) <= 40


def test_a_clause_with_all_that_belongs_to_it(contract: ContractText) -> None:
    dispatch = contract.whole("6(6)")
    assert dispatch.startswith("(6) デジタル専門人材の派遣")
    assert dispatch.rstrip().endswith("企画提案競技において提案すること。")
    assert "シ デジタル専門人材の派遣にあたっては" in dispatch
    assert "(7)" not in dispatch
    assert "表1 デジタル専門人材が支援する" in contract.whole("6(2)")
    assert "表2 納品成果物" in contract.whole("8")
    assert contract.whole("1") == contract.find("1").text
    assert contract.whole("表2") == contract.find("表2").text
    assert "*自治体DXアクセラレータ：" in contract.whole("6(4)")
    assert "*自治体DXアクセラレータ：" not in contract.whole("6(4)ク")
    assert "(10) 市町村の" not in contract.whole("6(1)")


def test_the_chapters_with_all_that_belongs_to_them_are_the_contract(contract: ContractText) -> None:
    chapters = "".join(contract.whole(str(number)) for number in range(1, 12))
    assert contract.find("表紙").text + chapters == TEXT


def test_errata_stand_beside_the_text_and_never_inside(contract: ContractText) -> None:
    (erratum,) = contract.errata_of("1")
    assert (erratum.text, erratum.meant) == ("埼玉縣", "埼玉県")
    assert "埼玉縣" in contract.find("1").text
    assert [each.meant for each in contract.errata_of("8 表2") if each.meant] == [
        "DXよろず相談窓口対応報告書",
        "市町村DX推進状況調査報告書",
    ]
    assert contract.errata_of("4") == ()


@given(st.text(st.sampled_from("アイ(1)2 -*表\n\r\u2028第。\t")))
def test_no_text_loses_a_character(text: str) -> None:
    assert "".join(clause.text for clause in ContractText.from_text(text).clauses) == text
