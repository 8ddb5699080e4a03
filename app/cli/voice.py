"""How answers and problems are told: JSON or lines on standard output, problems and progress on standard error."""

import io
import json
import sys
from collections.abc import Iterable
from typing import Any

from app.cli.call import Answer
from app.cli.machine_values import finding_values, missing_values
from app.cli.text_table import joined, shown
from app.domain.errors import AppError, InvalidEntry
from app.platform.messages import explain, problem_text, remedy, sentence
from app.services.judging.wording import RefusedInWords


def speak_utf8() -> None:
    """Write UTF-8 whatever the console says, and never fail on a sign that it lacks."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


class Voice:
    """Tells what a command answers, in a language, as JSON or for people."""

    def __init__(self, language: str, as_json: bool) -> None:
        """Speak this language."""
        self._language = language
        self._as_json = as_json

    def answer(self, answer: Answer) -> None:
        """Tell an answer."""
        if self._as_json:
            self._document(answer.data)
        else:
            _write(answer.lines)
        sys.stdout.flush()

    def text(self, text: str) -> None:
        """Tell a text such as the help."""
        self.answer(Answer({"text": text}, [text.rstrip("\n")]))

    def problem(self, error: AppError) -> None:
        """Tell an expected error: what happened, what to do, where."""
        told = self.told(error)
        if self._as_json:
            self._document({"error": told, **_beside(error)})
            return
        lines = [explain(error, self._language)]
        if isinstance(error, InvalidEntry):
            lines += [f"  {problem['field']}: {problem['message']}" for problem in told["fields"]]
        lines += [f"  {missing['label']}" for missing in _beside(error).get("missing", ())]
        lines += [
            f"  {joined(finding['message'], finding['remedy'])}" for finding in _beside(error).get("refused", ())[1:]
        ]
        _say(lines)

    def told(self, error: AppError) -> dict[str, Any]:
        """Return an error as JSON has it."""
        told: dict[str, Any] = {
            "code": error.code,
            "message": sentence(error.code, error.values, "message", self._language).strip(),
            "remedy": remedy(error, self._language).strip(),
            "where": error.where,
        }
        if isinstance(error, InvalidEntry):
            told["fields"] = [
                {"field": problem.field, "code": problem.code, "message": problem_text(problem, self._language)}
                for problem in error.problems
            ]
        return told

    def _document(self, data: object) -> None:
        json.dump(data, sys.stdout, ensure_ascii=False, indent=2)
        sys.stdout.write("\n")
        sys.stdout.flush()


def _beside(error: AppError) -> dict[str, Any]:
    """Return what an error brings along: the findings behind a refusal, the entries that a document lacks."""
    if isinstance(error, RefusedInWords):
        return {"refused": [finding_values(finding) for finding in error.findings]}
    missing = getattr(error, "missing", None)
    return {} if missing is None else {"missing": [missing_values(item) for item in missing]}


def _write(lines: Iterable[str]) -> None:
    for line in lines:
        sys.stdout.write(f"{line}\n")


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        print(shown(line), file=sys.stderr, flush=True)
