"""Every refusal has its sentence, in both languages."""

import re
import tomllib
from pathlib import Path
from string import Formatter

import pytest

from app.domain.errors import AppError, FieldProblem
from app.platform.messages import CATALOGUE, codes, explain, problem_text, sentence

APP = Path(__file__).resolve().parents[2] / "app"
RAISED = re.compile(r"\b(?:AppError|FieldProblem|EntryProblem)\(\s*\"([a-z_]+\.[a-z_0-9]+)\"")


def placeholders(language: str) -> dict[str, set[str]]:
    """Return the names of the values in each code's sentences."""
    found: dict[str, set[str]] = {}
    for path in (CATALOGUE / language).glob("*.toml"):
        for name, entry in tomllib.loads(path.read_text(encoding="utf-8")).items():
            texts = (str(entry[part]) for part in ("message", "remedy") if part in entry)
            found[f"{path.stem}.{name}"] = {
                field for text in texts for _, field, _, _ in Formatter().parse(text) if field
            }
    return found


def test_both_languages_know_the_same_codes() -> None:
    assert codes("ja") == codes("en")


def test_both_languages_take_the_same_values() -> None:
    assert placeholders("ja") == placeholders("en")


def test_every_code_in_the_program_has_its_sentence() -> None:
    raised = {code for path in APP.rglob("*.py") for code in RAISED.findall(path.read_text(encoding="utf-8"))}
    assert raised - codes("ja") == set()


def test_an_error_is_told_with_what_to_do() -> None:
    error = AppError("platform.folder_missing", path="/報告/5.pdf")
    assert (
        explain(error) == "「/報告/5.pdf」を置くフォルダーがありません。フォルダーを作るか、別の場所を選んでください。"
    )
    assert explain(error, "en").startswith("There is no folder for “/報告/5.pdf”. ")


def test_braces_in_a_value_are_only_text() -> None:
    error = AppError("platform.folder_missing", path="{0.__class__}{path}")
    assert "{0.__class__}{path}" in explain(error)


def test_a_sentence_with_a_value_missing_is_a_bug() -> None:
    with pytest.raises(KeyError):
        sentence("platform.folder_missing", {"other": "x"})


def test_a_fields_problem_has_its_sentence() -> None:
    assert problem_text(FieldProblem("title", "entry.invalid", (("count", 2),))) == "入力に直すところが2件あります。"
