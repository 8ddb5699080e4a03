"""The durable save of one field: by the unit of work, by a whole use case, and by a bare ORM commit in one file."""

import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from itertools import count

from sqlalchemy import String, text
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from app.benchmark.corpus import AUTHOR, Corpus, open_desk
from app.benchmark.figure import Figure
from app.benchmark.rounds import Measurement, medians
from app.domain.case import Case
from app.services.desk import Desk
from app.store.engine import make_engine

LIMIT = 5.0
SAVES = 30


class Base(DeclarativeBase):
    """What the bare ORM maps."""


class BareCase(Base):
    """A record without log, guards, search or undo."""

    __tablename__ = "benchmark_case"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    note: Mapped[str] = mapped_column(String)


def one_field(corpus: Corpus) -> list[Figure]:
    """Return the figures of saving one field."""
    engine = make_engine(corpus.database, corpus.key)
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE IF EXISTS benchmark_case"))
        Base.metadata.create_all(connection)
    with Session(engine) as session:
        session.add(BareCase(id="1", note=""))
        session.commit()
    numbers = count()
    with closing(open_desk(corpus.root, corpus.key.reveal())) as desk, corpus.store() as store:
        case = desk.record("cases", desk.ids("cases")[0])
        assert isinstance(case, Case)  # noqa: S101

        def bare() -> None:
            with Session(engine) as session:
                found = session.get(BareCase, "1")
                if found is not None:
                    found.note = f"{next(numbers)}"
                session.commit()

        def unit_of_work() -> None:
            with store.unit_of_work(AUTHOR, "計測") as uow:
                held = uow.get(Case, case.id)
                uow.save(replace(held, note=f"{next(numbers)}"))
                uow.commit()

        found = medians(
            {
                "bare": many(bare),
                "unit": many(unit_of_work),
                "action": many(lambda: use_case(desk, case.id, f"{next(numbers)}")),
            }
        )
    engine.dispose()
    theirs = found["bare"]["ms"]
    return [
        Figure("save_field", "bare_orm", "ms", found["unit"]["ms"], theirs, LIMIT, True, corpus.rows),
        Figure("save_action", "bare_orm", "ms", found["action"]["ms"], theirs, LIMIT, True, corpus.rows),
    ]


def use_case(desk: Desk, key: str, note: str) -> None:
    """Save one field as the window does: entries read, rules asked, change written."""
    desk.run("case.edit", key, {"note": note})


def many(work: Callable[[], object]) -> Callable[[], Measurement]:
    """Return a contender that saves several times and reports the milliseconds of one."""

    def measured() -> Measurement:
        start = time.perf_counter()
        for _ in range(SAVES):
            work()
        return {"ms": (time.perf_counter() - start) * 1000 / SAVES}

    return measured
