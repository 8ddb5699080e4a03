"""Every command, one module per group."""

from app.cli.commands import (
    actions,
    contract,
    documents,
    exchange,
    measuring,
    outlook,
    records,
    showing,
    telling,
    workspace,
)
from app.cli.commands.command import Command

COMMANDS: dict[str, Command] = {
    command.name: command
    for command in (
        *workspace.COMMANDS,
        *contract.COMMANDS,
        *outlook.COMMANDS,
        *telling.COMMANDS,
        *exchange.COMMANDS,
        *records.COMMANDS,
        *actions.COMMANDS,
        *documents.COMMANDS,
        *showing.COMMANDS,
        *measuring.COMMANDS,
    )
}
