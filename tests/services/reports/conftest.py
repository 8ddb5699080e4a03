"""Every test here may ask for a desk on a real encrypted workspace."""

from tests.desk_fixtures import demonstration, desk, office, ready, template, template_with_case

__all__ = ["demonstration", "desk", "office", "ready", "template", "template_with_case"]
