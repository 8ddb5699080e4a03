"""Errors that users cause or can mend; the sentence for each code stands in the message catalogue."""

from dataclasses import dataclass


class AppError(Exception):
    """An expected refusal: a code of the catalogue (``area.name``) and the values of its sentence."""

    def __init__(self, code: str, *, where: str = "", **values: object) -> None:
        """Keep the code, the place (file, row, field) and the values for the sentence."""
        super().__init__(code, values)
        self.code = code
        self.where = where
        self.values = values


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """What is wrong with the entry in one field: a code of the catalogue and its values."""

    field: str
    code: str
    values: tuple[tuple[str, object], ...] = ()


class InvalidEntry(AppError):
    """Entries that cannot be taken as they are, field by field."""

    def __init__(self, problems: tuple[FieldProblem, ...], *, where: str = "") -> None:
        """Keep the problems in the order of the form."""
        super().__init__("entry.invalid", where=where, count=len(problems))
        self.problems = problems
