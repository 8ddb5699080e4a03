"""What a search finds in a record: its searched fields, with names where it holds codes."""

from app.domain.record import Kind, Record
from app.services.surroundings import municipalities
from app.store.search import SEPARATOR, declared_text

TEXT_VERSION = "1"  # another one when ``search_text`` or the names of municipalities become others


def search_text(record: Record) -> str:
    """Return the text of a record's searched fields; municipalities also by name and reading."""
    parts = [declared_text(record)]
    for name in record.REGISTER.search:
        code = getattr(record, name)
        if record.REGISTER.field(name).kind == Kind.MUNICIPALITY and code:
            office = municipalities().by_code(code)
            parts += [office.name, office.kana]
    return SEPARATOR.join(parts)
