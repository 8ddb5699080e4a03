"""Every refusal about the store has its sentence in both languages, and no sentence is left over."""

import re
from pathlib import Path

import pytest

from app.platform.messages import codes

APP = Path(__file__).resolve().parents[2] / "app"


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_catalogue_has_exactly_the_codes_that_are_raised(language: str) -> None:
    raised = {code for path in APP.rglob("*.py") for code in re.findall(r'"(store\.[a-z_]+)"', path.read_text("utf-8"))}
    assert {code for code in codes(language) if code.startswith("store.")} == raised
