"""The words of the command line, from the catalogue ``i18n/<language>/cli.toml``."""

from app.platform.messages import sentence

LANGUAGES = ("ja", "en")


def word(name: str, language: str, **values: object) -> str:
    """Return a word or sentence of the command line in a language."""
    return sentence(f"cli.{name}", values, "message", language)
