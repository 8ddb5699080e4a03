"""Use cases of the registers that people keep by hand: add, edit and remove, declared by the records."""

from app.domain.accompaniment import Accompaniment, AccompanimentSession
from app.domain.asset import InformationAsset
from app.domain.commitment import Commitment
from app.domain.contact import Contact, ContactEntry, Enquiry
from app.domain.contract import Closing, TermAmendment
from app.domain.cost import Cost
from app.domain.decision import Decision
from app.domain.event import CaseStudy, ContestEntry, Event, Sharing
from app.domain.form_template import FormTemplate
from app.domain.hearing import Hearing
from app.domain.meeting import Homework, Meeting, OpenQuestion
from app.domain.record import Record
from app.domain.staff import Pledge, StaffMember
from app.domain.subcontract import Subcontract
from app.services.actions.forms import pick
from app.services.actions.situation import Action, Change, Situation, Values, edits, written

# Days on which a record of its kind is usually written down.
FIRST_DAYS = ("decided_on", "submitted_on", "talked_on", "made_on", "incurred_on")


def _add(record: type[Record], number_prefix: str = "") -> Action:
    register = record.REGISTER
    names = tuple(field.name for field in register.fields if not field.fixed)
    days = tuple(name for name in names if name in FIRST_DAYS)

    def start(situation: Situation) -> Values:
        blank = record(id="")
        return {name: situation.today if name in days else getattr(blank, name) for name in names}

    def change(situation: Situation, values: Values) -> Change:
        made = written(record(id=situation.new_id()), values)
        if number_prefix:
            made = written(made, {"number": situation.next_number(number_prefix)})
        return Change(added=(made,))

    return Action(
        f"{register.table}.add",
        f"{register.label}を登録",
        register.name,
        change,
        pick(record, *names),
        needs_subject=False,
        primary=True,
        initial=start,
    )


def _edit(record: type[Record]) -> Action:
    register = record.REGISTER
    names = tuple(field.name for field in register.fields if not field.fixed)
    return Action(
        f"{register.table}.edit",
        f"{register.label}を編集",
        register.name,
        edits(record),
        pick(record, *names),
    )


def _remove(record: type[Record]) -> Action:
    register = record.REGISTER
    return Action(
        f"{register.table}.remove",
        f"{register.label}を削除",
        register.name,
        lambda situation, values: Change(removed=(situation.on(record),)),
    )


def kept(record: type[Record], number_prefix: str = "") -> tuple[Action, ...]:
    """Return the use cases of a register that people keep by hand: add, edit, remove."""
    return (_add(record, number_prefix), _edit(record), _remove(record))


ACTIONS: tuple[Action, ...] = (
    _add(Decision, "協"),
    _edit(Decision),
    _add(TermAmendment),
    _remove(TermAmendment),
    _add(Closing),
    _remove(Closing),
    *kept(OpenQuestion, "疑"),
    *kept(Meeting),
    *kept(Homework),
    *kept(StaffMember),
    *kept(Pledge),
    *kept(Subcontract),
    *kept(Commitment),
    *kept(Event),
    *kept(ContestEntry),
    *kept(CaseStudy),
    *kept(Sharing),
    *kept(Contact),
    *kept(ContactEntry),
    *kept(Enquiry),
    *kept(InformationAsset),
    *kept(FormTemplate),
    *kept(Hearing),
    *kept(Accompaniment),
    *kept(AccompanimentSession),
    *kept(Cost),
)
