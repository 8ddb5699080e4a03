"""The demonstration year: invented people and a believable year, the same for the same seed."""

from app.services.demonstration.year import DemonstrationYear, demonstration_year

__all__ = ["DemonstrationYear", "demonstration_year"]
