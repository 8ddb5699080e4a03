"""Widgets that show any register, form or finding from its declaration."""
