"""The registers that the tab shows as lists, in groups, and what to do where one is empty."""

from functools import partial

from app.desktop.ledgers import RELATIONS
from app.desktop.widgets.page_list import register_pages
from app.desktop.widgets.register_page import RegisterPage
from app.desktop.widgets.segments import Page
from app.desktop.widgets.study_panel import StudyPanel
from app.desktop.workbench import Workbench
from app.domain.registers import REGISTERS

EVENT_LISTS = {
    "events": "「＋」から、交流会・報告会・コンテストの日程と開催方法を登録します（6(8)・6(9)）。",
    "event-participants": "行事を登録してから、申し込んだ団体をここに入力します。",
}
CONTEST_LISTS = {
    "contest-entries": "コンテストに届いた応募を、取組ごとに登録します。",
    "contest-scores": "応募ごとに、審査員の観点別の点を登録します。順位は「順位」に出ます。",
}
STUDY_LISTS = {
    "case-studies": "支援の結果から、市町村に共有する事例を書きます（6(9)イ）。",
    "sharings": "どの市町村にどの事例を渡したかを、ここに記録します。",
}
PLAN_LISTS = {
    "plan-versions": "「実施計画書」「実施体制図」で版を作ると、ここに載ります。",
    "plan-sections": "「実施計画書」で版を作ると、節がここに載ります。",
    "chart-boxes": "「実施体制図」で版を作ると、枠がここに載ります。",
    "plan-tasks": "「工程表」で工程の案を作ると、ここに載ります。",
}
SUPPORT_LISTS = {
    "accompaniments": "「＋」から、対象の市町村とテーマを登録します（6(4)）。",
    "accompaniment-sessions": "伴走支援を登録してから、支援の回をここに入力します。",
    "indicators": "支援の前と後を測る指標を登録します（6(4)カ）。",
}
HINTS = {**EVENT_LISTS, **CONTEST_LISTS, **STUDY_LISTS, **PLAN_LISTS, **SUPPORT_LISTS}
OF_EVENTS = frozenset({**EVENT_LISTS, **CONTEST_LISTS, **STUDY_LISTS})
MADE_ELSEWHERE = frozenset({"plan-sections"})
GROUPS = (("計画", tuple(PLAN_LISTS)), ("伴走支援", tuple(SUPPORT_LISTS)))


def register_page(bench: Workbench, register: str) -> RegisterPage:
    """Return the list of a register with the record beside it."""
    creates = register not in MADE_ELSEWHERE
    made = RegisterPage(bench, REGISTERS[register], RELATIONS, hint=HINTS[register], creates=creates)
    if register == "case-studies":
        StudyPanel(bench, made.view)
    return made


def list_pages(bench: Workbench, registers: tuple[str, ...]) -> tuple[Page, ...]:
    """Return the pages of several registers for a list of pages."""
    return register_pages(registers, partial(register_page, bench))
