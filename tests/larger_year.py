"""The demonstration year, and contracts that are so many times larger."""

from app.benchmark.larger_year import copies, year_facts

__all__ = ["copies", "year_facts"]
