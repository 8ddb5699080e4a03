"""Commands about the workspace as a whole: open, make, fill, keep safe."""

from app.cli.arguments import day, file, whole
from app.cli.call import Answer, Call
from app.cli.commands.command import Command
from app.cli.files import read_text
from app.cli.options import Parser
from app.cli.problems import DONE, REFUSED

LONGEST_CONTRACT = 200_000
DEMONSTRATION_SEED = 1


def desktop(call: Call) -> Answer:
    """Open the window and stay until it is closed."""
    return Answer({"workspace": str(call.workspace)}, (), call.environment.run_desktop())


def _init_arguments(parser: Parser) -> None:
    parser.add("--signed-on", metavar="DATE", required=True)
    parser.add("--contract", metavar="FILE")


def init(call: Call) -> Answer:
    """Make a workspace with the contract's terms."""
    signed_on = day(call.arguments.signed_on, "--signed-on")
    terms = None
    if call.arguments.contract is not None:
        terms = read_text(file(call.arguments.contract, "--contract"), LONGEST_CONTRACT)
    desk = call.keep(call.environment.create(signed_on, terms, call.new_passphrase()))
    contract = desk.record("contracts", desk.ids("contracts")[0])
    data = {
        "workspace": str(call.workspace),
        "contract": getattr(contract, "name", ""),
        "signed_on": signed_on.isoformat(),
    }
    return Answer(data, [call.word("made_workspace", path=call.workspace, contract=data["contract"])])


def _demo_arguments(parser: Parser) -> None:
    parser.add("--seed", metavar="N", default=str(DEMONSTRATION_SEED))


def demo(call: Call) -> Answer:
    """Fill a new workspace with the demonstration year."""
    seed = whole(call.arguments.seed, "--seed")
    desk = call.keep(call.environment.create_demonstration(seed, call.new_passphrase()))
    counts = {name: len(desk.ids(name)) for name in ("experts", "cases", "sessions", "hearings")}
    line = call.word("made_demonstration", path=call.workspace, **counts)
    return Answer({"workspace": str(call.workspace), **counts}, [line])


def _backup_arguments(parser: Parser) -> None:
    parser.add("file", metavar="FILE")


def backup(call: Call) -> Answer:
    """Write a verified copy of the workspace."""
    target = file(call.arguments.file, "FILE")
    call.desk().backup(target)
    return Answer({"file": str(target), "intact": True, "problems": []}, [call.word("backed_up", path=target)])


def _restore_arguments(parser: Parser) -> None:
    parser.add("file", metavar="FILE")
    parser.add("--to", metavar="DIR", required=True)


def restore(call: Call) -> Answer:
    """Make a workspace from a backup."""
    source, target = file(call.arguments.file, "FILE"), file(call.arguments.to, "--to")
    call.environment.restore_to(source, target)
    data = {"file": str(source), "workspace": str(target), "intact": True, "problems": []}
    return Answer(data, [call.word("restored", path=target)])


def verify(call: Call) -> Answer:
    """Check the workspace from end to end."""
    problems = [str(problem) for problem in call.desk().verify()]
    lines = problems or [call.word("intact")]
    return Answer({"intact": not problems, "problems": problems}, lines, REFUSED if problems else DONE)


COMMANDS = (
    Command("desktop", desktop),
    Command("init", init, _init_arguments),
    Command("demo", demo, _demo_arguments),
    Command("backup", backup, _backup_arguments),
    Command("restore", restore, _restore_arguments),
    Command("verify", verify),
)
