"""Saves any record that is typed into: each saving at once and as a change of its own, a whole visit as one undo."""

from collections.abc import Mapping

from app.domain.registers import REGISTERS
from app.services.actions.book import action_named
from app.services.actions.running import ActionService, outcome
from app.services.actions.typing_steps import TypingSteps
from app.services.judging.wording import title_of
from app.services.surroundings import Surroundings
from app.services.views import Saved
from app.store.commits import ChangeSet
from app.store.group_heads import heads_of
from app.store.log_tables import CREATED
from app.store.store import Store
from app.store.unit_of_work import UnitOfWork


class TypingService:
    """Writes what is typed, in steps of undo that last as long as a visit to a record."""

    def __init__(self, store: Store, surroundings: Surroundings, actions: ActionService) -> None:
        """Write to this store; what the contract looks at goes through these actions."""
        self._store = store
        self._surroundings = surroundings
        self._actions = actions
        self._steps = TypingSteps()

    def unit_of_work(self, key: str, visit: str, words: str) -> UnitOfWork:
        """Return the unit of work of one saving; ``key`` and ``words`` name the record, ``visit`` may be empty."""
        author = self._surroundings.author
        now, last = self._surroundings.clock.now(), self._store.undoable(author) or ""
        return self._store.unit_of_work(author, self._steps.reason(f"{key}/{visit}" if visit else "", words, now, last))

    def edit(
        self,
        action: str,
        id: str,
        entries: Mapping[str, object],
        seen: Mapping[str, str] | None = None,
        visit: str = "",
    ) -> Saved:
        """Save entries of a record by the action that edits it; raises what running that action raises."""
        register = REGISTERS[action_named(action).register]
        with self._store.reading() as reader:
            words = f"{register.label}・{title_of(reader.get(register.record, id))}"
        with self.unit_of_work(id, visit, words) as uow:
            return self.write(uow, words, action, id, entries, seen)

    def write(
        self,
        uow: UnitOfWork,
        words: str,
        action: str,
        on: str | None,
        entries: Mapping[str, object],
        seen: Mapping[str, str] | None = None,
    ) -> Saved:
        """Save entries by an action that edits a record, or makes it with its first entries, and commit."""
        deed = self._actions.do(uow, action, on, entries, seen)
        (record,) = deed.change.present
        heads = heads_of(uow.connection, record.REGISTER, record.id)
        done = uow.commit()
        return Saved(outcome(done, words, (), deed.warnings), written_marks(done, record.id, heads))


def written_marks(done: ChangeSet, id: str, heads: Mapping[str, str]) -> Mapping[str, str]:
    """Return the marks of the groups that a commit wrote of a record: of the others nobody has seen a newer state."""
    groups = {group for change in done.changes if change.id == id for group in change.groups}
    return heads if CREATED in groups else {group: mark for group, mark in heads.items() if group in groups}
