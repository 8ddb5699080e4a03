"""Files that are dropped on a part of the window."""

from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent


def welcome_file(event: QDragEnterEvent) -> None:
    """Accept what is dragged when a local file is among it."""
    if any(url.isLocalFile() for url in event.mimeData().urls()):
        event.acceptProposedAction()


def dropped_file(event: QDropEvent) -> Path | None:
    """Return the first local file that was dropped, and accept it; None when there is none."""
    path = next((url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()), "")
    if not path:
        return None
    event.acceptProposedAction()
    return Path(path)
