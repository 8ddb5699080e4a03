"""What is wrong with one entry."""

from app.domain.errors import AppError


class EntryProblem(AppError):
    """An entry that cannot be taken as it is; the code names the sentence in the catalogue."""
