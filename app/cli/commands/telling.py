"""Commands about the outbox: how it stands, and sending what waits; a scheduled job may call either."""

from collections.abc import Iterator
from dataclasses import asdict

from app.cli.call import Answer, Call
from app.cli.commands.command import Command
from app.cli.machine_values import delivery_values, plain
from app.cli.problems import DONE, REFUSED
from app.cli.text_table import one_line, pairs
from app.domain.japanese_date import JAPAN
from app.services.views import OutboxStatus


def outbox(call: Call) -> Answer:
    """Return how the outbox stands: what waits and until when, what failed and why."""
    found = call.desk().outbox_status()
    data = {
        "waiting": found.waiting,
        "failed": found.failed,
        "sent": found.sent,
        "to_paste": found.to_paste,
        "next_try_at": plain(found.next_try_at),
        "problems": [delivery_values(problem) for problem in found.problems],
    }
    return Answer(data, _outbox_lines(call, found))


def _outbox_lines(call: Call, found: OutboxStatus) -> Iterator[str]:
    counts = ("waiting", "failed", "sent", "to_paste")
    rows = [(call.word(f"outbox_{name}"), str(getattr(found, name))) for name in counts]
    if found.next_try_at is not None:
        rows.append((call.word("outbox_next_try_at"), found.next_try_at.astimezone(JAPAN).strftime("%Y-%m-%d %H:%M")))
    yield from pairs(rows)
    for problem in found.problems:
        state, means = call.word(f"outbox_{problem.state}"), call.word(f"means_{problem.means}")
        yield f"[{state}] {one_line(f'{means}  {problem.recipient}').rstrip()}"
        yield f"    {one_line(problem.last_error)}"


def deliver(call: Call) -> Answer:
    """Write the reminders of the day and send everything whose time has come once.

    A message that was given up makes the exit status 1.
    """
    data = asdict(call.desk().deliver_now())
    return Answer(data, [call.word("delivered", **data)], REFUSED if data["failed"] else DONE)


COMMANDS = (Command("outbox", outbox), Command("deliver", deliver))
