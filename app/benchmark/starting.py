"""Start-up with many cases: until the first window is painted, and until real rows are."""

from app.benchmark.children import run_child
from app.benchmark.corpus import Corpus
from app.benchmark.figure import Figure
from app.benchmark.rounds import medians

FIRST_PAINT_LIMIT = 1.3
ANSWERING_LIMIT = 2.0


def start_up(corpus: Corpus) -> list[Figure]:
    """Return the two figures of the start, beside a bare window with an encrypted table."""
    key = corpus.key.reveal()
    found = medians(
        {
            "bare": lambda: run_child("bare_window", str(corpus.database), key=key),
            "ours": lambda: run_child("own_window", str(corpus.root), key=key),
        }
    )
    bare, ours = found["bare"]["painted"], found["ours"]
    return [
        Figure("start_painted", "bare_window", "ms", ours["painted"], bare, FIRST_PAINT_LIMIT, True, corpus.rows),
        Figure("start_answering", "bare_window", "ms", ours["answering"], bare, ANSWERING_LIMIT, True, corpus.rows),
    ]
