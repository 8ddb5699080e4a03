"""Chooses the editor of a field from its declaration."""

from app.desktop.widgets.field_editor import (
    ChoiceEditor,
    DayEditor,
    FactEditor,
    FieldEditor,
    LongTextEditor,
    NumberEditor,
    TextEditor,
    TimeEditor,
)
from app.desktop.widgets.file_editor import FileEditor
from app.desktop.widgets.member_editor import ChoiceSetEditor, SupportFieldEditor
from app.desktop.widgets.option_editor import Maker, OptionEditor, OptionSetEditor
from app.desktop.workbench import Workbench
from app.domain.record import Field, Kind


def make_editor(field: Field, bench: Workbench, make: Maker | None = None) -> FieldEditor:
    """Return the editor for a field; ``make`` records a new referenced record in place."""
    if field.many:
        if field.kind is Kind.CHOICE:
            return ChoiceSetEditor(field)
        if field.kind is Kind.SUPPORT_FIELD:
            return SupportFieldEditor(field, bench)
        return OptionSetEditor(field, bench, make)
    if field.kind is Kind.DATE:
        return DayEditor(field, bench.on)
    if field.kind in (Kind.MUNICIPALITY, Kind.SUPPORT_FIELD, Kind.TERM):
        return OptionEditor(field, bench)
    if field.kind is Kind.REFERENCE:
        return OptionEditor(field, bench, make)
    if field.kind is Kind.FILE:
        return FileEditor(field, bench)
    plain: dict[Kind, type[FieldEditor]] = {
        Kind.LONG_TEXT: LongTextEditor,
        Kind.TIME: TimeEditor,
        Kind.INTEGER: NumberEditor,
        Kind.BOOLEAN: FactEditor,
        Kind.CHOICE: ChoiceEditor,
    }
    return plain.get(field.kind, TextEditor)(field)
