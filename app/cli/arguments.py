"""What may stand on the command line: readers of single arguments, each with its own sentence when it cannot."""

import math
from datetime import date
from pathlib import Path

from app.cli.problems import UsageProblem
from app.domain.japanese_date import DateUnreadable, parse_date
from app.domain.text import shorten
from app.platform.clock import SystemClock

LARGEST_NUMBER = 1_000_000_000


def day(typed: str, option: str) -> date:
    """Return a day from 2026-07-10, 令和8年7月10日 and the like."""
    try:
        return parse_date(typed, SystemClock().today())
    except DateUnreadable:
        raise UsageProblem("cli.usage_day", name=option, typed=shorten(typed)) from None


def month_of(typed: str, option: str) -> date:
    """Return the first day of a month written as 2026-07."""
    try:
        return date.fromisoformat(f"{typed[:10]}-01")
    except ValueError:
        raise UsageProblem("cli.usage_month", name=option, typed=shorten(typed)) from None


def whole(typed: str, option: str, least: int = 0, most: int = LARGEST_NUMBER) -> int:
    """Return a whole number within bounds."""
    try:
        number = int(typed[:20])
    except ValueError:
        number = least - 1
    if len(typed) > 20 or not least <= number <= most:
        raise UsageProblem("cli.usage_number", name=option, typed=shorten(typed), least=least, most=most)
    return number


def scale(typed: str, option: str) -> float:
    """Return a factor of 0.5 to 4."""
    try:
        factor = float(typed[:20])
    except ValueError:
        factor = math.nan
    if not 0.5 <= factor <= 4:
        raise UsageProblem("cli.usage_scale", name=option, typed=shorten(typed))
    return factor


def window_size(typed: str, option: str) -> tuple[int, int]:
    """Return a width and a height of 320 to 8,000 pixels, written as ``1366x768``."""
    width, _, height = typed[:20].lower().partition("x")
    try:
        size = int(width), int(height)
    except ValueError:
        size = (0, 0)
    if not all(320 <= length <= 8_000 for length in size):
        raise UsageProblem("cli.usage_size", name=option, typed=shorten(typed))
    return size


def file(typed: str, option: str) -> Path:
    """Return a path that an operating system can take."""
    if not typed.strip() or "\0" in typed:
        raise UsageProblem("cli.usage_path", name=option)
    return Path(typed)


def text(typed: str, option: str) -> str:
    """Return a text; bytes of the command line that are no UTF-8 are no text."""
    try:
        typed.encode("utf-8")
    except UnicodeEncodeError:
        raise UsageProblem("cli.usage_text", name=option) from None
    return typed


def pair(typed: str, option: str) -> tuple[str, str]:
    """Return the two sides of FIELD=VALUE; a value that names a file may hold any bytes."""
    name, equals, value = typed.partition("=")
    if not equals or not name.strip():
        raise UsageProblem("cli.usage_pair", name=option, typed=shorten(typed))
    return text(name.strip(), option), value if value.startswith("@") else text(value, option)
