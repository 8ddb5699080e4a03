"""Every test here may ask for a desk on a real encrypted workspace."""

from tests.desk_fixtures import desk, office, ready, template, template_with_case

__all__ = ["desk", "office", "ready", "template", "template_with_case"]
