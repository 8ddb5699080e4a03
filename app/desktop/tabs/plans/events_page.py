"""The page 行事・事例: events with their figures, the contest with its ranking, case studies with who received them."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtWidgets import QWidget

from app.desktop.reading import RecordPage
from app.desktop.tabs.plans.contest_page import ContestPage
from app.desktop.tabs.plans.event_words import absent_words, event_figures
from app.desktop.tabs.plans.lists import CONTEST_LISTS, EVENT_LISTS, STUDY_LISTS, list_pages, register_page
from app.desktop.tabs.plans.sharing_page import SharingPage
from app.desktop.widgets.labels import clear, column, frame, label
from app.desktop.widgets.page_list import PageList
from app.desktop.widgets.register_page import RegisterPage
from app.desktop.widgets.segments import Page
from app.desktop.workbench import Workbench
from app.domain.event import Event
from app.domain.registers import REGISTERS
from app.services.plans.event_views import EventPage

EVENTS = Event.REGISTER.name


class EventsPage(PageList):
    """Lists and overviews of everything that all municipalities take part in (6(4)キ, 6(8), 6(9))."""

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        """Show the events first."""

        def pages(first: Page, registers: Iterable[str]) -> tuple[Page, ...]:
            return (first, *list_pages(bench, tuple(name for name in registers if name != first[0])))

        groups = (
            ("行事", pages((EVENTS, REGISTERS[EVENTS].label, partial(event_list, bench)), EVENT_LISTS)),
            ("コンテスト", pages(("ranking", "順位", partial(ContestPage, bench)), CONTEST_LISTS)),
            ("事例", pages(("matrix", "共有の状況", partial(SharingPage, bench)), STUDY_LISTS)),
        )
        super().__init__("行事と事例", groups, parent)


def event_list(bench: Workbench) -> RegisterPage:
    """Return the list of events; beside each stand its figures and who is missing."""
    made = register_page(bench, EVENTS)
    question = bench.question(made)

    def ask(page: RecordPage) -> None:
        clear(made.view.extra)
        if page.register == EVENTS:
            question.ask(lambda: bench.desk.plans.event(page.id), show)

    def show(found: EventPage) -> None:
        clear(made.view.extra)
        notice = frame("notice", "accent")
        inside = column(notice, margin=2, gap=0.5)
        inside.addWidget(label(event_figures(found.line), wrap=True, selectable=True))
        if absent := absent_words(found):
            inside.addWidget(label(absent, "quiet", wrap=True, selectable=True))
        made.view.extra.addWidget(notice)

    made.view.page_shown.connect(ask)
    return made
