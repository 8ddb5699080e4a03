"""Finding records by any part of their text, of any length: an index on this desk, not synchronised.

``search_entry`` holds each record's normalised text; ``search_index`` (FTS5) holds its single signs, and its pairs of
neighbouring signs in their order, so that a phrase of pairs is exactly a part of the text. PostgreSQL has no such index
and looks into ``search_entry`` itself.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from sqlalchemy import Connection, Integer, Select, bindparam, delete, func, insert, select, text

from app.domain.record import Kind, Record
from app.domain.text import search_key
from app.store.log_tables import SEARCH_ENTRY

SearchText = Callable[[Record], str]
INDEX_NAME = "search_index"
CREATE_INDEX = (
    "CREATE VIRTUAL TABLE search_index USING fts5 (pairs, signs, content='', contentless_delete=1, tokenize=ascii)"
)
SEPARATOR = "\n"  # between the fields of a record: no text that is looked for crosses it
_BATCH = 5_000
_WIDTH = 8
_BETWEEN_LINES = " x "  # no pair of signs, so that no phrase crosses it
_MATCH = text("SELECT rowid FROM search_index WHERE search_index MATCH :question").columns(rowid=Integer)
_ENTRIES = select(SEARCH_ENTRY.c.entry_no, SEARCH_ENTRY.c.search_text).where(
    SEARCH_ENTRY.c.entry_no.in_(bindparam("entries", expanding=True))
)
_FORGET = delete(SEARCH_ENTRY).where(SEARCH_ENTRY.c.entry_no == bindparam("entry"))
_UNINDEX = text("DELETE FROM search_index WHERE rowid = :entry")
_KEEP = insert(SEARCH_ENTRY)
_INDEX = text("INSERT INTO search_index (rowid, pairs, signs) VALUES (:entry, :pairs, :signs)")


def declared_text(record: Record) -> str:
    """Return the text of a record's searched fields, as far as they are text of their own."""
    parts: list[str] = []
    for name in record.REGISTER.search:
        field, value = record.REGISTER.field(name), getattr(record, name)
        if field.kind is Kind.CHOICE and not field.many and value is not None:
            parts.append(str(getattr(value, "label", value)))
        elif isinstance(value, str):
            parts.append(value)
    return SEPARATOR.join(parts)


def entry_text(searched: str) -> str:
    """Return what is stored of a searched text: the key of each of its lines."""
    return SEPARATOR.join(filter(None, map(search_key, searched.split(SEPARATOR))))


def has_index(connection: Connection) -> bool:
    """Tell whether this database answers from ``search_index``."""
    return connection.dialect.name == "sqlite"


def matching(needle: str, *, indexed: bool = True) -> Select[tuple[int]] | None:
    """Return the query for the numbers of the records that hold every word of ``needle``; None when it is empty."""
    whole = needle.encode("utf-8", "replace").decode("utf-8")  # half a character is in no text
    words = list(dict.fromkeys(key for key in map(search_key, whole.split()) if key))
    if not words:
        return None
    if not indexed:
        return select(SEARCH_ENTRY.c.entry_no).where(
            *(SEARCH_ENTRY.c.search_text.contains(word, autoescape=True) for word in words)
        )
    return select(_MATCH.bindparams(question=" AND ".join(map(_question, words))).subquery().c.rowid)


def last_entry(connection: Connection) -> int:
    """Return the largest number given to a record."""
    return int(connection.execute(select(func.coalesce(func.max(SEARCH_ENTRY.c.entry_no), 0))).scalar_one())


def index_texts(connection: Connection, texts: Iterable[tuple[int, str]]) -> None:
    """Store the searched texts of records by their numbers, in place of earlier ones."""
    wanted = {entry: entry_text(searched) for entry, searched in texts}
    known = _entries(connection, list(wanted))
    changed = {entry: searched for entry, searched in wanted.items() if known.get(entry) != searched}
    _remove(connection, [entry for entry in changed if entry in known])
    _insert(connection, changed)


def forget_all(connection: Connection) -> None:
    """Empty the index, before it is built anew."""
    connection.execute(delete(SEARCH_ENTRY))
    if not has_index(connection):
        return
    connection.exec_driver_sql("DROP TABLE search_index")
    connection.exec_driver_sql(CREATE_INDEX)


def _entries(connection: Connection, entries: Sequence[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for start in range(0, len(entries), _BATCH):
        rows = connection.execute(_ENTRIES, {"entries": entries[start : start + _BATCH]})
        found.update((row.entry_no, row.search_text) for row in rows)
    return found


def _remove(connection: Connection, entries: Sequence[int]) -> None:
    if entries:
        connection.execute(_FORGET, [{"entry": entry} for entry in entries])
    if entries and has_index(connection):
        connection.execute(_UNINDEX, [{"entry": entry} for entry in entries])


def _insert(connection: Connection, texts: Mapping[int, str]) -> None:
    if texts:
        connection.execute(_KEEP, [{"entry_no": entry, "search_text": found} for entry, found in texts.items()])
    if texts and has_index(connection):
        index = [
            {"entry": entry, "pairs": _pairs_of_text(found), "signs": _signs_of_text(found)}
            for entry, found in texts.items()
        ]
        connection.execute(_INDEX, index)


def _question(word: str) -> str:
    """Return the question for one word: its one sign, or the phrase of its pairs."""
    return f'signs : "{_digits(word)}"' if len(word) == 1 else f'pairs : "{" ".join(_pairs(word))}"'


def _pairs_of_text(searched: str) -> str:
    return _BETWEEN_LINES.join(" ".join(_pairs(line)) for line in searched.split(SEPARATOR))


def _signs_of_text(searched: str) -> str:
    return " ".join(map(_digits, set(searched) - {SEPARATOR}))


def _pairs(line: str) -> list[str]:
    digits = _digits(line)
    return [digits[start : start + 2 * _WIDTH] for start in range(0, len(digits) - _WIDTH, _WIDTH)]


def _digits(line: str) -> str:
    """Return eight digits for each sign: words that the tokenizer leaves whole."""
    return line.encode("utf-32-be").hex()
