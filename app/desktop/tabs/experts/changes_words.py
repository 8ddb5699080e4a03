"""Decides how the changes of the expert database are told that the prefecture does not know yet (6(3)); no widgets."""

from collections.abc import Iterable

from app.desktop.widgets.plain_table import PlainRow
from app.services.contract.views import CellLine, ExpertChangeLine, PendingChanges

HEADERS = ("区分", "専門人材", "変わった項目")
TONES = {"added": "good", "removed": "bad", "changed": "accent"}
DASH = "―"


def pending_words(pending: PendingChanges | None) -> tuple[str, str]:
    """Return whether anything is to be told, with the tone."""
    if pending is None:
        return (
            "データベースをまだ県に提出していません。「報告」で提出を記録すると、後の変更をここで見張ります。",
            "muted",
        )
    since = pending.submitted_on.isoformat() if pending.submitted_on else "最後"
    if not pending.is_comparable:
        return f"{since}の提出には掲載内容の控えがありません。いまの内容を変更通知として提出してください。", "warn"
    if not pending.changes:
        return f"{since}の提出から、掲載内容の変更はありません。", "good"
    return (
        f"{since}の提出から{len(pending.changes)}名の掲載内容が変わりました。速やかに県へ提出してください（6(3)イ）。",
        "warn",
    )


def may_notify(pending: PendingChanges | None) -> bool:
    """Tell whether a notice of changes can be handed in now."""
    return pending is not None and (bool(pending.changes) or not pending.is_comparable)


def change_rows(changes: Iterable[ExpertChangeLine]) -> list[PlainRow]:
    """Return one line for each expert with what changed."""
    return [
        PlainRow(
            change.expert_id,
            (change.kind_label, change.name, _fields(change)),
            TONES.get(change.kind, "muted"),
        )
        for change in changes
    ]


def _fields(change: ExpertChangeLine) -> str:
    if change.kind != "changed":
        return "掲載のすべて"
    return "、".join(cell.label for cell in change.cells)


def cell_texts(change: ExpertChangeLine) -> list[tuple[str, str, str]]:
    """Return the field, what it said and what it says; nothing is told as a dash."""
    return [(cell.label, *_sides(cell)) for cell in change.cells]


def _sides(cell: CellLine) -> tuple[str, str]:
    return cell.before or DASH, cell.after or DASH
