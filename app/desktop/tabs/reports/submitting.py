"""Records that a deliverable was handed in, by the use case that the contract has for it."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.desktop.desk_port import Deadline, Offer
from app.desktop.widgets.action_dialog import ActionDialog
from app.desktop.workbench import Workbench

SESSIONS = "sessions"
WANTED = ("session.report", "submission.add")


class Submitting(QObject):
    """Opens the form of a submission, filled in as far as it is known."""

    def __init__(self, bench: Workbench, page: QWidget) -> None:
        """Open the forms above a page."""
        super().__init__(page)
        self._bench, self._page = bench, page
        self._question = bench.question(self)

    def record(self, deadline: Deadline) -> None:
        """Ask which use case records this submission, and open its form or tell why it may not be done."""
        desk = self._bench.desk
        subject = deadline.subject_id if deadline.subject_register == SESSIONS else None
        register = SESSIONS if subject else "submissions"
        self._question.ask(lambda: desk.offers(register, subject), lambda offers: self._open(offers, deadline))

    def _open(self, offers: tuple[Offer, ...], deadline: Deadline) -> None:
        offer = next((offer for offer in offers if offer.action.name in WANTED), None)
        if offer is None:
            return
        if not offer.allowed:
            from app.desktop.widgets.action_bar import ReasonsDialog

            ReasonsDialog(self._bench, (offer,), self._page).open()
            return
        for_session = offer.action.register == SESSIONS
        given: dict[str, object] = {}
        if not for_session:
            given = {"deliverable": str(deadline.deliverable or ""), "title": deadline.label}
        on = deadline.subject_id if for_session else None
        ActionDialog(self._bench, offer.action, on, deadline.label, given, parent=self._page).open()
