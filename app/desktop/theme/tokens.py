"""The colours of both themes and the steps of type and space; lengths are shares of the font's height."""

from typing import NamedTuple

BASE_FONT_PX = 14
FONT_FAMILY = "BIZ UDPGothic"

# Type scale: shares of the base font.
CAPTION, BODY, TITLE, HEADING, FIGURE = 0.86, 1.0, 1.15, 1.5, 1.9

TONES = ("good", "warn", "bad", "muted", "accent")
# A shape for each tone, so that no state is told by colour alone.
TONE_SHAPES = {"good": "●", "warn": "▲", "bad": "■", "muted": "○", "accent": "◆", "": ""}


class Palette(NamedTuple):
    """The colours of one theme as ``#rrggbb``; every text colour reads on its grounds with at least 4.5 : 1.

    ``edge`` tells where an entry or a box begins, with at least 3 : 1; ``line`` and ``strong_line`` only part things.
    """

    name: str
    window: str
    surface: str
    raised: str
    sidebar: str
    line: str
    strong_line: str
    edge: str
    text: str
    quiet: str
    faint: str
    accent: str
    accent_soft: str
    on_accent: str
    good: str
    good_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str
    muted: str
    muted_soft: str

    def tone(self, tone: str) -> str:
        """Return the colour of a tone; plain text for none."""
        return {
            "good": self.good,
            "warn": self.warn,
            "bad": self.bad,
            "muted": self.muted,
            "accent": self.accent,
        }.get(tone, self.text)

    def soft(self, tone: str) -> str:
        """Return the ground on which a tone's word stands."""
        return {
            "good": self.good_soft,
            "warn": self.warn_soft,
            "bad": self.bad_soft,
            "muted": self.muted_soft,
            "accent": self.accent_soft,
        }.get(tone, self.surface)


LIGHT = Palette(
    name="light",
    window="#f5f6f8",
    surface="#ffffff",
    raised="#ffffff",
    sidebar="#eceff2",
    line="#e2e6eb",
    strong_line="#c3cad3",
    edge="#838d99",
    text="#1a232e",
    quiet="#55616f",
    faint="#616c79",
    accent="#0b6b6a",
    accent_soft="#dcefee",
    on_accent="#ffffff",
    good="#1d6b3f",
    good_soft="#e0f2e7",
    warn="#874d00",
    warn_soft="#fbeed8",
    bad="#a8201a",
    bad_soft="#fbe4e2",
    muted="#55616f",
    muted_soft="#eaedf1",
)

DARK = Palette(
    name="dark",
    window="#12161b",
    surface="#1a2027",
    raised="#222a33",
    sidebar="#0e1216",
    line="#2a333d",
    strong_line="#44505d",
    edge="#727e8c",
    text="#e8ecf1",
    quiet="#a5b0bd",
    faint="#94a0af",
    accent="#58c7c1",
    accent_soft="#17393a",
    on_accent="#06201f",
    good="#6fd09a",
    good_soft="#163325",
    warn="#efb560",
    warn_soft="#3a2a10",
    bad="#ff9a92",
    bad_soft="#431d1b",
    muted="#a5b0bd",
    muted_soft="#28313b",
)


def contrast(first: str, second: str) -> float:
    """Return the WCAG contrast of two colours, 1.0 to 21.0."""
    brighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
