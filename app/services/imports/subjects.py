"""Every subject that can be imported, by its name on the command line."""

from app.domain.errors import AppError
from app.domain.text import shorten
from app.services.imports.applications import APPLICATIONS
from app.services.imports.decisions import DECISIONS
from app.services.imports.experts import EXPERTS
from app.services.imports.registers import REGISTER_SUBJECTS
from app.services.imports.sessions import SESSIONS
from app.services.imports.subject import Subject
from app.services.imports.surveys import SURVEYS

SUBJECTS: dict[str, Subject] = {
    subject.name: subject for subject in (EXPERTS, APPLICATIONS, SESSIONS, SURVEYS, DECISIONS, *REGISTER_SUBJECTS)
}


def subject_named(name: str) -> Subject:
    """Return a subject; AppError imports.unknown_subject names those there are."""
    try:
        return SUBJECTS[name]
    except KeyError:
        raise AppError("imports.unknown_subject", name=shorten(name), known="、".join(SUBJECTS)) from None
