"""Every register of the desk, in the order in which a person meets them."""

from app.domain.acceptance import Acceptance
from app.domain.accompaniment import Accompaniment, AccompanimentSession
from app.domain.asset import InformationAsset
from app.domain.attachment import Attachment
from app.domain.case import Case
from app.domain.commitment import Commitment
from app.domain.consultation import ConsultationAnswer
from app.domain.contact import Contact, ContactEntry, Enquiry
from app.domain.contract import Closing, Contract, TermAmendment
from app.domain.cost import Cost
from app.domain.decision import Decision
from app.domain.event import CaseStudy, ContestEntry, ContestScore, Event, EventParticipant, Sharing
from app.domain.expert import Expert
from app.domain.form_template import FormTemplate
from app.domain.hearing import AvailabilityPeriod, CaseCandidate, Hearing, HearingTheme, ScheduleLine
from app.domain.imports import ImportProfile, ImportRun
from app.domain.meeting import Homework, Meeting, OpenQuestion
from app.domain.monthly_note import MonthlyNote
from app.domain.notification import Channel, Delivery, Notice
from app.domain.plan import ChartBox, Indicator, PlanSection, PlanTask, PlanVersion
from app.domain.proposal import MotivationProposal
from app.domain.record import Record, Register
from app.domain.session import Session
from app.domain.staff import Pledge, StaffMember
from app.domain.subcontract import Subcontract
from app.domain.submission import Submission

RECORDS: tuple[type[Record], ...] = (
    Case,
    Session,
    ConsultationAnswer,
    Accompaniment,
    AccompanimentSession,
    Indicator,
    Hearing,
    HearingTheme,
    CaseCandidate,
    ScheduleLine,
    AvailabilityPeriod,
    Expert,
    Decision,
    OpenQuestion,
    Meeting,
    Homework,
    PlanVersion,
    PlanSection,
    PlanTask,
    ChartBox,
    StaffMember,
    Pledge,
    Subcontract,
    Commitment,
    MotivationProposal,
    Event,
    EventParticipant,
    ContestEntry,
    ContestScore,
    CaseStudy,
    Sharing,
    Contact,
    ContactEntry,
    Enquiry,
    InformationAsset,
    FormTemplate,
    MonthlyNote,
    Submission,
    Acceptance,
    Closing,
    Contract,
    TermAmendment,
    Attachment,
    Cost,
    ImportRun,
    ImportProfile,
    Notice,
    Delivery,
    Channel,
)

REGISTERS: dict[str, Register] = {record.REGISTER.name: record.REGISTER for record in RECORDS}


def register_of_table(table: str) -> Register:
    """Return the register stored in a table; KeyError when there is none."""
    for register in REGISTERS.values():
        if register.table == table:
            return register
    raise KeyError(table)
