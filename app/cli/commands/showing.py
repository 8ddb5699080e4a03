"""Commands that show the program without a screen: pictures of the window, and everything at once."""

from contextlib import closing
from pathlib import Path
from typing import Any

from app.cli.arguments import file, scale, whole, window_size
from app.cli.call import Answer, Call
from app.cli.commands.command import Command
from app.cli.commands.documents import every_document
from app.cli.commands.exchange import EXPORTED
from app.cli.commands.workspace import DEMONSTRATION_SEED
from app.cli.desk_port import Desk, Environment
from app.cli.files import made_folder, write
from app.cli.options import Parser

THEMES = ("light", "dark")


def _screenshots_arguments(parser: Parser) -> None:
    parser.add("folder", metavar="DIR")
    parser.add("--theme", choices=THEMES, default=THEMES[0])
    parser.add("--scale", metavar="1.0", default="1.0")
    parser.add("--size", metavar="1440x900")


def screenshots(call: Call) -> Answer:
    """Draw every tab and dialog as a picture."""
    asked = call.arguments
    factor = scale(asked.scale, "--scale")
    size = window_size(asked.size, "--size") if asked.size else None
    folder = made_folder(file(asked.folder, "DIR"))
    desk = call.desk()
    made = [str(path) for path in call.environment.take_screenshots(desk, folder, asked.theme, factor, size)]
    return Answer(made, made)


def _showcase_arguments(parser: Parser) -> None:
    parser.add("folder", metavar="DIR")
    parser.add("--seed", metavar="N", default=str(DEMONSTRATION_SEED))


def showcase(call: Call) -> Answer:
    """Make the demonstration year and everything that can be made of it: documents, bundle, pictures."""
    folder = made_folder(file(call.arguments.folder, "DIR"))
    seed = whole(call.arguments.seed, "--seed")
    with call.environment.passing() as environment:
        call.progress(call.word("making_demonstration"))
        with closing(environment.create_demonstration(seed)) as desk:
            data = _everything(call, environment, desk, folder)
    count = sum(len(files) for files in data.values())
    return Answer({"folder": str(folder), **data}, [call.word("showcase_done", path=folder, count=count)])


def _everything(call: Call, environment: Environment, desk: Desk, folder: Path) -> dict[str, list[Any]]:
    documents = list(every_document(call, desk, folder / "documents", draft=True))
    call.progress(call.word("making_bundle"))
    bundle = write(folder / "bundle.zip", desk.bundle("utf-8-sig").data)
    registers = [folder / "registers" / f"{name}.xlsx" for name in EXPORTED]
    made_folder(folder / "registers")
    for name, path in zip(EXPORTED, registers, strict=True):
        desk.export(name, path)
    pictures: list[str] = []
    for theme in THEMES:
        call.progress(call.word("making_pictures", theme=call.word(f"theme_{theme}")))
        place = made_folder(folder / "screenshots" / theme)
        pictures += [str(path) for path in environment.take_screenshots(desk, place, theme, 1.0)]
    return {
        "documents": documents,
        "registers": [str(path) for path in registers],
        "bundles": [str(bundle)],
        "screenshots": pictures,
    }


COMMANDS = (
    Command("screenshots", screenshots, _screenshots_arguments),
    Command("showcase", showcase, _showcase_arguments),
)
