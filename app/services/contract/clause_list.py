"""The clause list of the contract: every demand that the board answers."""

from functools import lru_cache

from app.contract.clause_board import ClauseDemand, demands
from app.services.surroundings import DEFAULT_TERMS, RESOURCES


@lru_cache(maxsize=1)
def clause_list() -> tuple[ClauseDemand, ...]:
    """Return every demand of the contract in its order."""
    return demands((RESOURCES / "contract" / f"{DEFAULT_TERMS}-clauses.tsv").read_text(encoding="utf-8"))
