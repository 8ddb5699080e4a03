"""Both themes can be read by everyone, and lengths grow with the font."""

import pytest
from PySide6.QtWidgets import QApplication

from app.desktop.theme.appearance import Appearance, colours_in_force, space
from app.desktop.theme.stylesheet import stylesheet
from app.desktop.theme.tokens import DARK, LIGHT, TONE_SHAPES, TONES, Palette, contrast


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda palette: palette.name)
@pytest.mark.parametrize("tone", TONES)
def test_every_tone_reads_on_the_surface_and_on_its_own_ground(palette: Palette, tone: str) -> None:
    assert contrast(palette.tone(tone), palette.surface) >= 4.5
    assert contrast(palette.tone(tone), palette.soft(tone)) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda palette: palette.name)
def test_every_text_reads_on_every_ground(palette: Palette) -> None:
    for text in (palette.text, palette.quiet):
        for ground in (palette.window, palette.surface, palette.sidebar, palette.accent_soft, palette.bad_soft):
            assert contrast(text, ground) >= 4.5
    assert contrast(palette.faint, palette.surface) >= 4.5
    assert contrast(palette.on_accent, palette.accent) >= 4.5


def test_every_tone_has_a_shape_of_its_own() -> None:
    assert len({TONE_SHAPES[tone] for tone in TONES}) == len(TONES)


def test_contrast_of_black_and_white_is_21_to_1() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21.0


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_the_stylesheet_leaves_no_token_unfilled(scale: float) -> None:
    assert "$" not in stylesheet(LIGHT, scale)


def test_lengths_and_colours_follow_the_choice(appearance: Appearance, qapp: QApplication) -> None:
    before = space(4)
    try:
        appearance.choose("dark", 2.0)
        assert space(4) >= 1.9 * before
        assert colours_in_force() is DARK
    finally:
        appearance.choose("light", 1.0)
    assert colours_in_force() is LIGHT


def test_japanese_is_drawn_with_the_bundled_font(appearance: Appearance, qapp: QApplication) -> None:
    assert qapp.font().families()[0].startswith("BIZ UDPGothic")
