"""Table 1 read by itself: the names of the support fields, without the rest of a contract file, for the first list."""

import tomllib

from app.domain.support_field import SupportField

_HEADER = "[[support_fields]]"
_LONG_TEXTS = ('"""', "'''")  # inside them a line may look like a header and be none


def table_one(text: str) -> tuple[SupportField, ...]:
    """Return the rows of Table 1 in a contract file; none where they do not stand together and have to be looked for.

    The file was checked when the contract began.
    """
    lines = text.splitlines()
    headers = [number for number, line in enumerate(lines) if line.startswith("[")]
    rows = [number for number in headers if lines[number].strip() == _HEADER]
    if not rows or any(quotes in text for quotes in _LONG_TEXTS):
        return ()
    behind = [number for number in headers if number > rows[-1]]
    end = behind[0] if behind else len(lines)
    if [number for number in headers if rows[0] <= number < end] != rows:
        return ()
    try:
        entries = tomllib.loads("\n".join(lines[rows[0] : end]))["support_fields"]
        return tuple(_field(**entry) for entry in entries)
    except (tomllib.TOMLDecodeError, TypeError):
        return ()


def _field(
    *, code: str, name: str, block: str, supports: list[str], variants: list[str], clause: str = ""
) -> SupportField:
    return SupportField(code, name, block, tuple(supports), tuple(variants))
