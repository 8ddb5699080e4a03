"""Forms of actions, made from the fields that the records declare."""

from dataclasses import replace

from app.domain.record import Field, Kind, Record


def pick(record: type[Record], *names: str, required: tuple[str, ...] = ()) -> tuple[Field, ...]:
    """Return declared fields in this order for a form, some of them required by the action."""
    return tuple(
        replace(field, required=field.required or name in required, fixed=False)
        for name in names
        for field in (record.REGISTER.field(name),)
    )


def typed(name: str, label: str, kind: Kind) -> Field:
    """Return a field that only a form has, or that takes another label there."""
    return Field(name=name, label=label, kind=kind)
