"""Tables of plain text, aligned by the width that signs take on a terminal."""

import unicodedata
from collections.abc import Iterator, Sequence

WIDEST_CELL = 40
GAP = "  "
_WIDE = ("W", "F")
_CONTROLS = ("Cc", "Cf", "Cs", "Zl", "Zp")


def width(text: str) -> int:
    """Return how many columns a text takes."""
    return sum(_sign_width(sign) for sign in text)


def _sign_width(sign: str) -> int:
    if unicodedata.combining(sign) or unicodedata.category(sign) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in _WIDE else 1


def one_line(text: str) -> str:
    """Return a text that a terminal shows and never obeys: line ends become ↵, other controls a replacement sign."""
    lines = text.replace("\r\n", "\n").replace("\n", "↵").replace("\t", " ")
    return "".join("\ufffd" if unicodedata.category(sign) in _CONTROLS else sign for sign in lines)


def shown(text: str) -> str:
    """Return a text of several lines that a terminal shows and never obeys."""
    return "\n".join(one_line(line) for line in text.replace("\r\n", "\n").split("\n"))


def joined(message: str, remedy: str) -> str:
    """Return what happened and what to do in one line; Japanese sentences stand without a space between."""
    return one_line(f"{message} {remedy}" if message.endswith(".") else f"{message}{remedy}")


def fitted(text: str, columns: int) -> str:
    """Return a line that takes at most so many columns, ending in … where it was longer."""
    line = one_line(text)
    if width(line) <= columns:
        return line
    taken, kept = 1, []
    for sign in line:
        taken += _sign_width(sign)
        if taken > columns:
            break
        kept.append(sign)
    return "".join(kept) + "…"


def table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a table: its headings, a rule, its rows."""
    cells = [[fitted(cell, WIDEST_CELL) for cell in row] for row in (headings, *rows)]
    widths = [max(width(row[column]) for row in cells) for column in range(len(headings))]
    for number, row in enumerate(cells):
        yield GAP.join(cell + " " * (columns - width(cell)) for cell, columns in zip(row, widths, strict=True)).rstrip()
        if number == 0:
            yield GAP.join("-" * columns for columns in widths)


def pairs(rows: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Yield label and text side by side; the further lines of a text stand under its first."""
    indent = max((width(label) for label, _ in rows), default=0)
    for label, text in rows:
        first, *others = shown(text).split("\n")
        yield f"{one_line(label)}{' ' * (indent - width(label))}{GAP}{first}".rstrip()
        yield from (" " * indent + GAP + line for line in others)
