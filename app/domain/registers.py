"""Every register of the desk, in the order in which a person meets them."""

from app.domain.attachment import Attachment
from app.domain.case import Case
from app.domain.contract import Closing, Contract, TermAmendment
from app.domain.decision import Decision
from app.domain.expert import Expert
from app.domain.imports import ImportProfile, ImportRun
from app.domain.record import Record, Register
from app.domain.session import Session
from app.domain.submission import Submission

RECORDS: tuple[type[Record], ...] = (
    Case,
    Session,
    Expert,
    Decision,
    Submission,
    Closing,
    Contract,
    TermAmendment,
    Attachment,
    ImportRun,
    ImportProfile,
)

REGISTERS: dict[str, Register] = {record.REGISTER.name: record.REGISTER for record in RECORDS}


def register_of_table(table: str) -> Register:
    """Return the register stored in a table; KeyError when there is none."""
    for register in REGISTERS.values():
        if register.table == table:
            return register
    raise KeyError(table)
