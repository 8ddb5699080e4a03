"""What surrounds every use case: the day, the language, the calendar, the municipalities, the contract's terms."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.japanese_date import JAPAN
from app.domain.municipality import Municipalities
from app.domain.open_days import OpenDays
from app.platform.clock import Clock
from app.platform.holidays import NationalHolidays

if TYPE_CHECKING:
    from app.contract.clauses_text import ContractText
    from app.contract.terms import Terms
    from app.domain.contract import Closing, Contract

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
DEFAULT_TERMS = "saitama-r8-2"
JAPANESE = "ja"


@lru_cache(maxsize=8)
def read_terms(text: str) -> "Terms":
    """Return the terms of a contract from their text; read once for each text.

    A workspace keeps the file of its first day: what a later edition asks beside is taken from the one that comes with
    the program.
    """
    from app.contract.terms import Terms

    shipped = _shipped_terms()
    if text == terms_text():
        return shipped
    terms = Terms.from_toml(text)
    return terms.completed_by(shipped) if terms.name == shipped.name else terms


@lru_cache(maxsize=1)
def _shipped_terms() -> "Terms":
    from app.contract.terms import Terms

    return Terms.from_toml(terms_text())


@lru_cache(maxsize=1)
def municipalities() -> Municipalities:
    """Return the municipalities of the prefecture."""
    return Municipalities.from_csv((RESOURCES / "municipalities.csv").read_text(encoding="utf-8"))


def terms_text(name: str = DEFAULT_TERMS) -> str:
    """Return the text of a contract's terms that comes with the program."""
    return (RESOURCES / "contract" / f"{name}.toml").read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def contract_text() -> "ContractText":
    """Return the contract's own words."""
    from app.contract.clauses_text import ContractText

    printed = (RESOURCES / "contract" / f"{DEFAULT_TERMS}.txt").read_text(encoding="utf-8")
    return ContractText.from_text(printed, read_terms(terms_text()).errata)


class Surroundings:
    """The constant things around the use cases of one open workspace."""

    def __init__(self, clock: Clock, author: str, language: str = JAPANESE) -> None:
        """Keep the clock, the author of changes and the language of sentences."""
        self.clock = clock
        self.author = author
        self.language = language
        self.municipalities = municipalities()

    def today(self) -> date:
        """Return the day on which everything is judged."""
        return self.clock.today()

    def in_japanese(self) -> "Surroundings":
        """Return the same around papers and pages, which are written in Japanese (specification 8)."""
        return self if self.language == JAPANESE else Surroundings(self.clock, self.author)

    def looks_back(self, contract: "Contract") -> bool:
        """Tell whether the contract is judged on a day before its present: today, or that of a demonstration year."""
        return self.today() < (contract.judged_on or self.clock.now().astimezone(JAPAN).date())

    def terms(self, text: str) -> "Terms":
        """Return the terms of a contract from their text."""
        return read_terms(text)

    def calendar(self, closings: "Iterable[Closing]") -> OpenDays:
        """Return the prefecture's open days with the extra closings."""
        return OpenDays(
            holidays=NationalHolidays(),
            closings={closing.closed_on: closing.reason for closing in closings if closing.closed_on},
        )
