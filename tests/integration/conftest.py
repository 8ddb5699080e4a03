"""Every test here may ask for a desk on a real encrypted workspace."""

from tests.desk_fixtures import desk, office, template

__all__ = ["desk", "office", "template"]
