"""Lists and search: first painting, all ids known, jump to the end, memory, and from keystroke to painted result."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from app.benchmark.children import run_child
from app.benchmark.corpus import Corpus
from app.benchmark.figure import Figure
from app.benchmark.rounds import ROUNDS, medians
from app.store.cipher import connect

FIRST_LIMIT_MS = 200.0
WHOLE_LIMIT = 1.5
END_LIMIT_MS = 100.0
MEMORY_LIMIT_MB = 40.0
FIND_LIMIT_MS = 60.0
LARGE_ROUNDS = 3


def list_and_search(corpus: Corpus, rounds: int = ROUNDS) -> list[Figure]:
    """Return the figures of a list and of its search, beside a bare vector of ids with LIKE."""
    found = _measured(corpus, rounds, "find")
    figures = _list_figures("list", corpus, found)
    for characters in (1, 2, 5):
        name = f"find_{characters}"
        ours, bare = found["ours"][name], found["bare"][name]
        figures.append(Figure(name, "like", "ms", ours, bare, FIND_LIMIT_MS, False, corpus.rows))
    return figures


def large_list(corpus: Corpus) -> list[Figure]:
    """Return the figures of a list of ten times as many records."""
    return _list_figures("large_list", corpus, _measured(corpus, LARGE_ROUNDS))


def _measured(corpus: Corpus, rounds: int, *more: str) -> dict[str, dict[str, float]]:
    key = corpus.key.reveal()
    plain = plain_copy(corpus)
    contenders: dict[str, Callable[[], dict[str, float]]] = {
        "ours": lambda: run_child("own_list", str(corpus.root), *more, key=key),
        "bare": lambda: run_child("bare_list", str(corpus.database), *more, key=key),
        "sql_model": lambda: run_child("sql_model_list", str(plain), key=key),
    }
    try:
        return medians(contenders, rounds)
    finally:
        plain.unlink()


def _list_figures(name: str, corpus: Corpus, found: dict[str, dict[str, float]]) -> list[Figure]:
    ours, bare, peer = found["ours"], found["bare"], found["sql_model"]
    rows = corpus.rows
    return [
        Figure(f"{name}_first", "id_vector", "ms", ours["first"], bare["first"], FIRST_LIMIT_MS, False, rows),
        Figure(f"{name}_whole", "id_vector", "ms", ours["whole"], bare["first"], WHOLE_LIMIT, True, rows),
        Figure(f"{name}_end", "id_vector", "ms", ours["end"], bare["end"], END_LIMIT_MS, False, rows),
        Figure(f"{name}_memory", "sql_model", "MB", ours["memory"], peer["memory"], MEMORY_LIMIT_MB, False, rows),
    ]


def plain_copy(corpus: Corpus) -> Path:
    """Return an unencrypted copy of the list, which invented records may have."""
    target = corpus.root / "plain.db"
    target.unlink(missing_ok=True)
    with closing(connect(corpus.database, corpus.key)) as database:
        database.execute("ATTACH DATABASE ? AS plain KEY ''", (str(target),))
        database.execute("CREATE TABLE plain.support_case AS SELECT * FROM support_case")
        database.execute("CREATE INDEX plain.by_day ON support_case (applied_on)")
        database.execute("DETACH DATABASE plain")
    return target


def multiply(corpus: Corpus, times: int) -> Corpus:
    """Return the corpus with each case written so many times (ten at most), by plain SQL into the register alone.

    Ids differ in the digit of their version, which is 5 in the corpus. The copies are in neither the log nor the
    search index; only the list of the register is measured with them.
    """
    with closing(connect(corpus.database, corpus.key)) as database:
        columns = [row[1] for row in database.execute("PRAGMA table_info(support_case)")]
        others = ", ".join(name for name in columns if name not in ("id", "number"))
        database.execute("BEGIN IMMEDIATE")
        database.execute("UPDATE sync_guard SET mode = 1")
        for number in range(1, times):
            database.execute(
                f"INSERT INTO support_case (id, number, {others}) "  # noqa: S608 (names of our own columns)
                f"SELECT substr(id, 1, 14) || ? || substr(id, 16), number || ?, {others} FROM support_case "
                "WHERE instr(number, '+') = 0",
                (f"{number + 5:x}", f"+{number}"),
            )
        database.execute("UPDATE sync_guard SET mode = 0")
        database.execute("COMMIT")
    return Corpus(corpus.root, corpus.ring, corpus.rows * times)
