"""Enumerations whose members carry the word that a person reads."""

from enum import StrEnum
from typing import Self


class Choice(StrEnum):
    """A stored value with its Japanese label: ``ONLINE = "online", "オンライン"``."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        """Make a member that is its stored value and knows its label."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label or value
        return member

    @classmethod
    def labelled(cls, label: str) -> Self | None:
        """Return the member with this label, or None."""
        return next((member for member in cls if member.label == label), None)
