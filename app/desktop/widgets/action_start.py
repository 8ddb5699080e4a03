"""Starts an action that a page offers beside its lists: at once, in its form, or with the reasons against it."""

from __future__ import annotations  # what the services hand over is loaded when it is first made

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtWidgets import QWidget

    from app.desktop.desk_port import Offer, Outcome
    from app.desktop.workbench import Workbench


@dataclass(frozen=True, slots=True)
class Start:
    """Which action, on which record, and what of its form is given already.

    ``given`` entries without a field in the form are run as they are; ``fields`` narrows the form to some of them.
    """

    action: str
    register: str
    on: str | None = None
    subject: str = ""
    given: Mapping[str, object] = field(default_factory=dict)
    fields: tuple[str, ...] = ()
    label: str = ""


def start_action(
    bench: Workbench, start: Start, parent: QWidget, done: Callable[[Outcome], None] | None = None
) -> None:
    """Look whether an action is allowed now and open its form, or the reasons why it is not."""
    desk = bench.desk

    def offered(offers: tuple[Offer, ...]) -> None:
        offer = next((each for each in offers if each.action.name == start.action), None)
        if offer is not None:
            _open(bench, start, offer, parent, done)

    bench.runner.database(lambda: desk.offers(start.register, start.on), offered, owner=parent)


def _open(
    bench: Workbench, start: Start, offer: Offer, parent: QWidget, done: Callable[[Outcome], None] | None
) -> None:
    desk, action = bench.desk, offer.action
    if not offer.allowed:
        from app.desktop.widgets.action_bar import ReasonsDialog

        ReasonsDialog(bench, (offer,), parent).open()
        return
    if not action.fields:
        bench.act(lambda: desk.run(action.name, start.on, {}), done, owner=parent)
        return
    from app.desktop.widgets.action_dialog import ActionDialog

    fields = tuple(each for each in action.fields if not start.fields or each.name in start.fields)
    narrowed = replace(action, label=start.label or action.label, fields=fields)
    dialog = ActionDialog(bench, narrowed, start.on, start.subject, start.given, parent=parent)
    if done is not None:
        dialog.outcome_reached.connect(done)
    dialog.open()
