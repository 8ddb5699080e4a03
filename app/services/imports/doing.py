"""Does the rows of a file as the use cases that they stand for, so that a file is refused what a form is refused."""

from dataclasses import replace

from app.domain.errors import AppError, FieldProblem, InvalidEntry
from app.domain.record import Record
from app.services.actions.running import ActionService
from app.services.imports.preview import Outcome, PreviewRow
from app.services.imports.subject import Remark, Step, Subject
from app.services.judging.wording import RefusedInWords
from app.services.views import FindingText
from app.store.unit_of_work import UnitOfWork

Rows = tuple[PreviewRow, ...]


class RowsAsUseCases:
    """Does rows one after the other; each is judged on what those before it did."""

    def __init__(self, actions: ActionService) -> None:
        """Do them through this service."""
        self._actions = actions

    def __call__(self, uow: UnitOfWork, subject: Subject, rows: Rows) -> Rows:
        """Return the rows with those refused that cannot be done; the others are done in the unit of work."""
        return tuple(row if row.record is None else self._done(uow, subject, row, row.record) for row in rows)

    def _done(self, uow: UnitOfWork, subject: Subject, row: PreviewRow, record: Record) -> PreviewRow:
        if subject.step is None:
            raise ValueError("a subject whose rows are no use cases")
        stored = next(iter(uow.find_in(subject.record, "id", [record.id])), None) if record.id else None
        step = subject.step(stored, record)
        if isinstance(step, Remark):
            return _refused(row, (step,))
        try:
            deed = self._actions.perform(uow, step.action, step.on, step.values)
        except RefusedInWords as refusal:
            return _refused(
                row, tuple(_remark("imports.refused_by_contract", each, subject) for each in refusal.findings)
            )
        except InvalidEntry as invalid:
            return _refused(row, tuple(_entry(step, each) for each in invalid.problems))
        except AppError as problem:
            return _refused(row, (Remark(problem.code, values=tuple(problem.values.items())),))
        warnings = tuple(_remark("imports.warned_by_contract", each, subject) for each in deed.warnings)
        return replace(row, notes=(*row.notes, *warnings))


def _refused(row: PreviewRow, problems: tuple[Remark, ...]) -> PreviewRow:
    return replace(row, outcome=Outcome.REFUSED, changes=(), problems=problems, record=None)


def _entry(step: Step, problem: FieldProblem) -> Remark:
    label = next((field.label for field in step.action.fields if field.name == problem.field), "")
    return Remark(problem.code, problem.field, label, "", problem.values)


def _remark(code: str, finding: FindingText, subject: Subject) -> Remark:
    label = next((column.header for column in subject.columns if finding.field in column.fields), "")
    values = (("clause", finding.clause), ("message", finding.message), ("remedy", finding.remedy))
    return Remark(code, finding.field if label else "", label, values=values)
