"""Every command, one module per group."""

from app.cli.commands import (
    actions,
    agreement,
    auditing,
    contract,
    documents,
    exchange,
    hearings,
    matching,
    measuring,
    outlook,
    planning,
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
        *agreement.COMMANDS,
        *telling.COMMANDS,
        *exchange.COMMANDS,
        *hearings.COMMANDS,
        *planning.COMMANDS,
        *matching.COMMANDS,
        *records.COMMANDS,
        *auditing.COMMANDS,
        *actions.COMMANDS,
        *documents.COMMANDS,
        *showing.COMMANDS,
        *measuring.COMMANDS,
    )
}
