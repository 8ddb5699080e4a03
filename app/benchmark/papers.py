"""A report of 20 pages with text, tables and charts, beside a bare reportlab canvas that draws as much."""

from app.benchmark.children import run_child
from app.benchmark.figure import Figure
from app.benchmark.report_texts import PAGES
from app.benchmark.rounds import medians

LIMIT = 1.6
NO_KEY = b""


def report_of_20_pages() -> list[Figure]:
    """Return the figure of the report."""
    parts = str(_parts())
    found = medians(
        {
            "ours": lambda: run_child("own_report", parts, key=NO_KEY),
            "bare": lambda: run_child("bare_report", key=NO_KEY),
        }
    )
    return [Figure("report", "bare_canvas", "ms", found["ours"]["ms"], found["bare"]["ms"], LIMIT, True, PAGES)]


def _parts() -> int:
    """Return how many parts make at least the wanted pages."""
    parts = PAGES
    while run_child("own_report", str(parts), key=NO_KEY)["pages"] < PAGES:
        parts += 2
    return parts
