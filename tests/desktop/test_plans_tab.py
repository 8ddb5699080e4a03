"""The tab 計画 as a whole: links, double size, long names."""

from app.desktop.theme.appearance import Appearance
from app.desktop.widgets.register_page import RegisterPage
from app.desktop.workbench import RecordLink
from tests.desktop.plans_room import Room, accompany, draw_chart


def test_links_lead_to_the_page_of_a_version_and_to_the_lists(room: Room) -> None:
    room.desk.plans.new_version("plan")
    room.desk.plans.new_version("chart")
    lines = {line.kind: line.id for line in room.desk.plans.versions()}
    for kind, page in (("plan", "plan"), ("chart", "chart")):
        room.bench.link_opened.emit(RecordLink("plan-versions", lines[kind]))
        room.settle()
        assert room.tab.segments.current == page
    item = accompany(room.desk)
    room.bench.link_opened.emit(RecordLink("accompaniments", item))
    room.settle()
    shown = room.tab.segments.page
    assert isinstance(shown.page, RegisterPage)
    assert shown.page.view.page is not None
    assert shown.page.view.page.id == item


def test_every_page_fits_at_double_size_with_long_names(room: Room, appearance: Appearance) -> None:
    draw_chart(room.desk)
    room.desk.plans.new_version("plan")
    accompany(room.desk)
    try:
        appearance.choose("dark", 2.0)
        for name in room.tab.segments.names:
            page = room.tab.segments.show_page(name)
            room.settle()
            assert not page.grab().isNull()
            assert page.minimumSizeHint().width() < 1_300
    finally:
        appearance.choose("light", 1.0)
    assert room.told == []
