"""Decides what the import shows: the rows of the preview in words, the counts, and what may be done."""

from typing import TYPE_CHECKING

from app.desktop.desk_port import Outcome
from app.desktop.widgets.plain_table import PlainRow

if TYPE_CHECKING:
    from app.services.imports.preview import ImportPreview, PreviewRow
    from app.services.imports.service import ImportResult

HEADERS = ("結果", "行", "対象", "内容と理由")
TONES = {"new": "good", "changed": "accent", "unchanged": "muted", "duplicate": "muted", "refused": "bad"}
MOST_CHANGES = 4
LONGEST_CHANGE = 40


def preview_rows(preview: "ImportPreview", outcome: str = "") -> list[PlainRow]:
    """Return the rows of the table, those of one outcome or all."""
    return [
        PlainRow(row.number, (row.outcome.label, str(row.number), row.title, row_words(row)), TONES[row.outcome.value])
        for row in preview.rows
        if outcome in ("", row.outcome.value)
    ]


def row_words(row: "PreviewRow") -> str:
    """Return what happens to a row and why: reasons first, then notes, then what changes."""
    problems = [f"{item.label}：{item.reason}" if item.label else item.reason for item in row.problems]
    notes = [item.reason for item in row.notes]
    changes = []
    if row.outcome.value == "changed":
        changes = [
            f"{item.label}：{_short(item.before) or '（なし）'} → {_short(item.after)}"
            for item in row.changes[:MOST_CHANGES]
        ]
        if len(row.changes) > MOST_CHANGES:
            changes.append(f"ほか{len(row.changes) - MOST_CHANGES}項目")
    return "　".join((*problems, *notes, *changes))


def count_words(preview: "ImportPreview") -> str:
    """Return the counts in words; they add up to the number of rows."""
    from app.services.imports.preview import Outcome as RowOutcome

    counts = preview.counts
    parts = [f"{outcome.label}{counts[outcome.value]:,}" for outcome in RowOutcome if counts[outcome.value]]
    return f"{counts['rows']:,}行：{'、'.join(parts)}"


def outcome_of(result: "ImportResult") -> Outcome:
    """Return what an import changed, for the pages to hear of."""
    preview = result.preview
    touched = tuple((change.register, change.id) for change in result.changes.changes)
    counts = preview.counts
    words = f"取込：{preview.file_name}（新規{counts['new']:,}、変更{counts['changed']:,}）"
    return Outcome(tuple(dict.fromkeys(record_id for _, record_id in touched)), touched, words)


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST_CHANGE else f"{flat[:LONGEST_CHANGE]}…"
