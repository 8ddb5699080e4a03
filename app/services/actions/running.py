"""Runs use cases: entries are read, the contract is asked, the change is written in one unit of work."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.contract.facts import ContractFacts
from app.contract.findings import Finding
from app.contract.rule_book import gravest_first
from app.contract.workflow import obstacles
from app.domain.entry import EntryContext, parse_form
from app.domain.errors import AppError
from app.domain.notification import Notice
from app.domain.record import Field, Record
from app.domain.registers import REGISTERS
from app.platform.secret_ring import SecretRing
from app.services.actions.book import ACTIONS, action_named
from app.services.actions.situation import Action, Change, Situation
from app.services.actions.typing_steps import is_typing
from app.services.judging.fact_loading import FOR_STEPS, facts_around, whole_facts, with_sight_of
from app.services.judging.ground import judged_with_ground, moves_the_ground
from app.services.judging.judging import hindrances, judge
from app.services.judging.standing_facts import StandingFacts
from app.services.judging.stored_facts import StoredSource
from app.services.judging.wording import RefusedInWords, finding_text
from app.services.notices.notices import OUTBOX
from app.services.notices.outbox import Outbox
from app.services.registers.list_rows import name_in_words
from app.services.registers.records import RecordService
from app.services.surroundings import Surroundings
from app.services.views import ActionInfo, FindingText, Offer, Outcome
from app.store.commits import ChangeSet
from app.store.ids import new_id
from app.store.store import Store
from app.store.unit_of_work import UnitOfWork

MOST_NAMED = 3  # records in the summary of a change


@dataclass(frozen=True)
class Deed:
    """What a use case wrote in a unit of work that is still to be committed."""

    change: Change
    warnings: tuple[FindingText, ...]
    context: EntryContext


class ActionService:
    """Offers and runs the use cases."""

    def __init__(
        self, store: Store, surroundings: Surroundings, records: RecordService, secrets: SecretRing, outbox: Outbox
    ) -> None:
        """Write to this store; ``records`` reads entries and names, ``outbox`` takes what is to be told."""
        self._store = store
        self._secrets = secrets
        self._outbox = outbox
        self._surroundings = surroundings
        self._standing = StandingFacts(surroundings)
        self._records = records

    def offers(self, register: str, id: str | None = None) -> tuple[Offer, ...]:
        """Return the actions on a record, or those that need none, with the reasons against the refused ones."""
        actions = [
            action
            for action in ACTIONS.values()
            if action.register == register and action.needs_subject == (id is not None)
        ]
        with self._store.reading() as reader:
            subject = reader.get(REGISTERS[register].record, id) if id is not None else None
            facts = facts_around(reader, self._surroundings, subject)
            return tuple(self._offer(action, subject, facts) for action in actions)

    def _offer(self, action: Action, subject: Record | None, facts: ContractFacts) -> Offer:
        refusals = self._in_words(obstacles(action.name, subject, facts), facts)
        return Offer(info(action), not refusals, refusals)

    def initial(self, name: str, on: str | None) -> dict[str, object]:
        """Return the values with which the form of an action starts."""
        action = action_named(name)
        with self._store.unit_of_work(self._surroundings.author, action.label) as uow:
            return self._initial(action, self._situation(uow, action, on, StoredSource(uow)))

    def _initial(self, action: Action, situation: Situation) -> dict[str, object]:
        subject = situation.subject
        start: dict[str, object] = {}
        if subject is not None and subject.REGISTER.name == action.register:
            known = {field.name for field in subject.REGISTER.fields}
            start = {field.name: getattr(subject, field.name) for field in action.fields if field.name in known}
        if action.initial is not None:
            start.update(action.initial(situation))
        start.pop("status_reason", None)
        return start

    def run(
        self, name: str, on: str | None, values: Mapping[str, object], seen: Mapping[str, str] | None = None
    ) -> Outcome:
        """Do one use case: everything it says, or nothing.

        ``values`` are entries as typed or values; fields left out keep what the form would start with. ``seen`` are
        the heads the form displayed. Raises RefusedInWords, InvalidEntry, or AppError.
        """
        action = action_named(name)
        with self._store.unit_of_work(self._surroundings.author, action.label, undoable=action.undoable) as uow:
            deed = self.do(uow, name, on, values, seen)
            done = uow.commit()
        named = [name_in_words(record, deed.context) for record in deed.change.present[:MOST_NAMED]]
        return outcome(done, action.label, named, deed.warnings)

    def do(
        self,
        uow: UnitOfWork,
        name: str,
        on: str | None,
        values: Mapping[str, object],
        seen: Mapping[str, str] | None = None,
    ) -> Deed:
        """Do one use case, as ``run`` does, within a unit of work that its caller commits."""
        return self.perform(uow, action_named(name), on, values, seen)

    def perform(
        self,
        uow: UnitOfWork,
        action: Action,
        on: str | None,
        values: Mapping[str, object],
        seen: Mapping[str, str] | None = None,
    ) -> Deed:
        """Do a use case that no door offers by a name, as ``do`` does; what hinders its step is asked by its name."""
        source = StoredSource(uow)
        situation = self._situation(uow, action, on, source)
        self._refuse(hindrances(action, situation), situation.facts)
        entries = {**self._initial(action, situation), **_known(action, values)}
        context = self._records.context(situation.facts)
        change = action.change(situation, parse_form(action.fields, entries, context))
        judgement = judge(situation.facts, change, source)
        judged = situation.facts.seeing((*source.seen, *change.present))
        if moves_the_ground(change):
            judgement = judged_with_ground(judgement, change, uow, self._surroundings)
            judged = judgement.facts
        self._refuse(judgement.refusals, judged)
        before = self._outbox.before(source, change)
        _write(uow, source, change, seen)
        self._outbox.tell(uow, before, judgement.facts, change, situation)
        for secret in change.secrets:
            self._secrets.set(secret.name, secret.value)
        return Deed(change, self._in_words(gravest_first(judgement.warnings), judged), context)

    def _situation(self, uow: UnitOfWork, action: Action, on: str | None, source: StoredSource) -> Situation:
        if action.needs_subject and not on:
            raise AppError("services.action_needs_record", action=action.label)
        subject = uow.get(REGISTERS[action.register].record, on) if action.needs_subject and on else None
        if subject is not None:
            source.know(subject)
        return Situation(
            facts=self._facts(uow, action, subject, source),
            today=self._surroundings.today(),
            now=self._surroundings.clock.now(),
            subject=subject,
            new_id=new_id,
            next_number=uow.next_number,
        )

    def _facts(self, uow: UnitOfWork, action: Action, subject: Record | None, source: StoredSource) -> ContractFacts:
        if action.whole:
            return whole_facts(uow, self._surroundings, FOR_STEPS)
        return with_sight_of(subject, source, self._standing.bare(uow))

    def _refuse(self, findings: tuple[Finding, ...], facts: ContractFacts) -> None:
        if findings:
            texts = self._in_words(findings, facts)
            raise RefusedInWords(texts, findings[0].code, dict(findings[0].values))

    def _in_words(self, findings: tuple[Finding, ...], facts: ContractFacts) -> tuple[FindingText, ...]:
        return tuple(finding_text(finding, facts, self._surroundings.language) for finding in findings)

    def undo(self) -> Outcome:
        """Take back the author's last change."""
        author = self._surroundings.author
        label = self._store.undoable(author) or ""
        done = _whole_step(
            label,
            lambda: self._store.undoable(author),
            lambda: self._store.undo(author, apart=OUTBOX, settle=self._outbox.settle_undo),
        )
        return outcome(done, f"「{label}」を取り消しました", ())

    def redo(self) -> Outcome:
        """Do again what the author took back last."""
        author = self._surroundings.author
        label = self._store.redoable(author) or ""
        done = _whole_step(
            label,
            lambda: self._store.redoable(author),
            lambda: self._store.redo(author, apart=OUTBOX, settle=self._outbox.settle_redo),
        )
        return outcome(done, f"「{label}」をやり直しました", ())


def _whole_step(label: str, following: Callable[[], str | None], invert: Callable[[], ChangeSet]) -> ChangeSet:
    """Invert the last change, and those after it that were typed in the same visit, as far as nobody overtook them."""
    done = invert()
    while is_typing(label) and following() == label:
        try:
            done = done.with_changes(invert())
        except AppError:  # told when it is the first of a step
            break
    return done


def info(action: Action) -> ActionInfo:
    """Return an action as the doors show it."""
    return ActionInfo(action.name, action.label, action.register, action.fields, action.primary, action.unseen)


def outcome(
    done: ChangeSet, summary: str, names: Sequence[str] = (), warnings: tuple[FindingText, ...] = ()
) -> Outcome:
    """Return what a commit changed, in the terms of the doors, with names of its records; what it told stands apart."""
    written = tuple((change.register, change.id) for change in done.changes)
    touched = tuple(each for each in written if each[0] not in OUTBOX)
    named = "、".join(names)
    return Outcome(
        changed=tuple(dict.fromkeys(record_id for _, record_id in touched)),
        touched=touched,
        summary=f"{summary}：{named}" if named else summary,
        warnings=warnings,
        told=tuple(record_id for register, record_id in written if register == Notice.REGISTER.name),
    )


def _known(action: Action, values: Mapping[str, object]) -> Mapping[str, object]:
    """Return the entries; one that the form does not have is refused, not dropped."""
    fields: dict[str, Field] = {field.name: field for field in action.fields}
    by_label = {field.label: field.name for field in action.fields}
    entries = {}
    for name, value in values.items():
        known = name if name in fields else by_label.get(name)
        if known is None:
            raise AppError("services.no_such_field", action=action.label, field=name, fields="、".join(fields))
        entries[known] = value
    return entries


def _write(uow: UnitOfWork, source: StoredSource, change: Change, seen: Mapping[str, str] | None) -> None:
    for record in change.added:
        uow.add(record)
    for position, record in enumerate(change.saved):
        before = next(iter(source.by_id(type(record), [record.id])), None)
        uow.save(record, expect=seen if position == 0 else None, before=before)
    for record in change.removed:
        uow.delete(record)
