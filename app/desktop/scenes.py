"""What the pictures show besides every tab: the ways of a page, its lists, its results, and what goes wrong.

Each function yields the name of what is shown now, and goes on when its picture has been taken; an empty name only
waits until the work is done.
"""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.desktop.main_window import MainWindow
from app.desktop.tab import Tab
from app.desktop.widgets.action_bar import ActionBar
from app.desktop.widgets.mode_bar import ModeBar
from app.desktop.widgets.page_list import PageList
from app.desktop.widgets.register_page import RegisterPage
from app.desktop.widgets.segments import Segments

SCHEDULE = """団体名,実施日,時間,実施方法,備考
さいたま市,2026/06/01,14:00～15:30,Web,
川越市,2026/06/03,13:30～15:00,現地,会場は本庁舎
熊谷市,調整中,,,
存在しない町,2026/06/05,10:00～11:00,Web,
"""
APPLICATIONS = """受付番号,団体名,所属,担当者氏名,申請区分,相談分野,相談内容,回答日時
LG-90001,さいたま市,DX推進室,見本 一郎,専門人材派遣,テレワークの推進,在宅勤務の規程を見直したい。,2026/12/01 10:00:00
LG-90002,どこにもない市,総務課,見本 二郎,専門人材派遣,テレワークの推進,規程を見直したい。,2026/12/01 11:00:00
LG-90003,川口市,総務課,見本 三郎,どちらでもない,テレワークの推進,規程を見直したい。,いつか
"""
CANCELLED = "5"  # dispatches that the forecast is asked to do without
SHORT_PERIOD = {"from_on": "2026/8/3", "until_on": "2026/8/7", "per_day": "1"}  # too short for 63 hearings


def ways_of(page: QWidget, name: str) -> Iterator[str]:
    """Show what else a page can show, one after the other, and yield the name of each."""
    for listed in page.findChildren(PageList) + ([page] if isinstance(page, PageList) else []):
        for word in listed.names[1:]:
            yield from _shown(listed.show_page(word), f"{name}-{word}")
    yield from _modes(page, name)


def _shown(page: QWidget, name: str) -> Iterator[str]:
    yield name
    yield from _modes(page, name)


def _modes(page: QWidget, name: str) -> Iterator[str]:
    for bar in page.findChildren(ModeBar):
        if not bar.isVisible():
            continue
        former = bar.mode
        for mode in bar.modes:
            if mode != former and bar.isVisible():
                bar.choose(mode)
                yield f"{name}-{mode}"
        bar.choose(former)


def results(window: MainWindow) -> Iterator[str]:
    """Ask the pages for something and yield the name of each result; nothing is written."""
    from app.desktop.tabs.contract.forecast_page import ForecastPage
    from app.desktop.tabs.hearings.timetable_page import TimetablePage

    forecast = page_of(window.show_tab("contract"), "forecast")
    if isinstance(forecast, ForecastPage):
        forecast.cancel.setText(CANCELLED)
        forecast.refresh()
        yield "contract-forecast-cancelled"
        forecast.cancel.clear()
    timetable = page_of(window.show_tab("hearings"), "timetable")
    if isinstance(timetable, TimetablePage):
        for name, text in SHORT_PERIOD.items():
            timetable.inputs[name].setText(text)
        timetable.propose()
        yield ""
        yield "hearings-timetable-proposed"
        if timetable.segments.isVisible():
            timetable.segments.show_page("unsolved")
            yield "hearings-timetable-unsolved"


def file_results(window: MainWindow, folder: Path) -> Iterator[str]:
    """Read a schedule of the prefecture that differs from what is known, and yield its name."""
    from app.desktop.tabs.hearings.schedule_page import SchedulePage

    schedule = page_of(window.show_tab("hearings"), "schedule")
    if isinstance(schedule, SchedulePage):
        path = folder / "日程表.csv"
        path.write_text(SCHEDULE, "utf-8")
        schedule.read(path)
        yield "hearings-schedule-differences"


def troubles(window: MainWindow) -> Iterator[str]:
    """Show a problem, a message after an action and the found records, and yield the name of each."""
    window.show_tab("cases")
    window.messages.tell("ファイルを読めません。ほかのソフトで開いている場合は閉じてから、もう一度選んでください。")
    window.toast.tell("案件を登録しました")
    yield "cases-problem"
    window.messages.hide()
    window.toast.hide()


def dialogs_of_pages(window: MainWindow) -> Iterator[str]:
    """Open the dialogs that pages lead to, and yield the name of each."""
    from app.desktop.tabs.cases.tab import CasesTab

    cases = window.show_tab("cases")
    yield ""
    for page in cases.findChildren(RegisterPage):
        page.print_list()
        yield "dialog-print"
        for bar in page.findChildren(ActionBar):
            if bar.refused:
                bar.show_reasons()
                yield "dialog-reasons"
    shown = cases.page.view.page if isinstance(cases, CasesTab) else None
    if isinstance(cases, CasesTab) and shown is not None and shown.register == "cases":
        cases.open_candidates(shown.id)
        yield "dialog-candidates"


def page_of(tab: Tab, name: str) -> QWidget | None:
    """Return a page of a tab, shown; None where there is no such page."""
    for segments in tab.findChildren(Segments):
        if name in segments.names:
            return segments.show_page(name)
    return None
