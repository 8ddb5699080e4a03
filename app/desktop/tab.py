"""What the window asks of every tab."""

from PySide6.QtWidgets import QWidget

from app.desktop.workbench import RecordLink


class Tab(QWidget):
    """One tab of the window; it refreshes itself when a change names its register."""

    import_subject = ""  # what a file that is dropped here most likely holds

    def refresh(self) -> None:
        """Load everything again (F5)."""

    def go_to_search(self) -> bool:
        """Go to the tab's own search; tell whether it has one (Ctrl+F)."""
        return False

    def make_new(self) -> None:
        """Make a new record (Ctrl+N)."""

    def open_link(self, link: RecordLink) -> None:
        """Go to a record."""

    def leave(self) -> None:
        """Save what was typed and is not saved yet, before the window closes."""

    @property
    def is_stored(self) -> bool:
        """Tell whether everything that was typed is in the store, once the savings of ``leave`` are done."""
        return True

    def show_unsaved(self) -> None:
        """Go to what could not be saved."""
