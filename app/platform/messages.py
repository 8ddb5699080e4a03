"""The message catalogue: one sentence of what happened and one of what to do, for each code and language."""

import tomllib
from functools import cache
from pathlib import Path
from string import Formatter

from app.domain.errors import AppError, FieldProblem

CATALOGUE = Path(__file__).resolve().parents[2] / "i18n"


@cache
def _sentences(language: str) -> dict[str, dict[str, str]]:
    """Return every code's ``message`` and ``remedy``; a file ``area.toml`` holds the codes ``area.*``."""
    found: dict[str, dict[str, str]] = {}
    for path in sorted((CATALOGUE / language).glob("*.toml")):
        for name, entry in tomllib.loads(path.read_text(encoding="utf-8")).items():
            found[f"{path.stem}.{name}"] = entry
    return found


def codes(language: str) -> frozenset[str]:
    """Return every code that the catalogue of a language knows."""
    return frozenset(_sentences(language))


class _Plain(Formatter):
    """Fills in values without attribute access, indexing or conversion of what users typed."""

    def get_field(self, field_name: str, args: object, kwargs: object) -> tuple[object, str]:
        """Return the named value only."""
        return kwargs[field_name], field_name  # type: ignore[index]


def sentence(code: str, values: dict[str, object], part: str = "message", language: str = "ja") -> str:
    """Return the filled sentence of a code; ``part`` is ``message`` or ``remedy``."""
    return _Plain().format(_sentences(language)[code][part], **values)


def explain(error: AppError, language: str = "ja") -> str:
    """Return what happened and what to do, in one line."""
    return f"{sentence(error.code, error.values, 'message', language)}{remedy(error, language)}"


def remedy(error: AppError, language: str = "ja") -> str:
    """Return what to do about an error."""
    return sentence(error.code, error.values, "remedy", language)


def problem_text(problem: FieldProblem, language: str = "ja") -> str:
    """Return the sentence shown beside a field."""
    return sentence(problem.code, dict(problem.values), "message", language)
