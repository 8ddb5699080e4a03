"""The page 実施計画書: versions, sections typed and always saved, what changed, what is lacking, and the paper."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QWidget

from app.desktop.desk_port import Missing
from app.desktop.tabs.plans.compare_pane import ComparePane
from app.desktop.tabs.plans.kickoff_button import KickoffButton
from app.desktop.tabs.plans.presenter import (
    SECTIONS,
    VERSIONS,
    PlanReading,
    plan_words,
    read_plan,
    section_words,
)
from app.desktop.tabs.plans.section_editor import SectionEditor
from app.desktop.tabs.plans.section_list import LackingList, SectionList
from app.desktop.tabs.plans.version_bar import VersionBar
from app.desktop.tabs.plans.version_frame import VersionFrame
from app.desktop.theme.appearance import space
from app.desktop.typing_saver import RecordSaved, TypingSaver, is_conflict
from app.desktop.widgets.empty_state import EmptyState
from app.desktop.widgets.fresh_page import FreshPage
from app.desktop.widgets.labels import column, label, row
from app.desktop.widgets.mode_bar import ModeBar
from app.desktop.widgets.page_area import PageArea
from app.desktop.widgets.paper_view import PaperView
from app.desktop.widgets.unsaved_bar import UnsavedBar
from app.desktop.workbench import RecordLink, Workbench
from app.domain.plan import PlanKind
from app.services.plans.views import SectionView

PAPER = "実施計画書"
DOCUMENT = "1"
MODES = (("edit", "編集"), ("compare", "版の比較"), ("paper", "印刷"))
HINT = "Alt+↑・Alt+↓で前後の節へ。「・」は項目、「■」は小見出し、「｜」は表の区切りです。"


class PlanPage(FreshPage):
    """The sections at the left, the chosen one at the right; it is saved a moment after the last key."""

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        """Show the newest version."""
        super().__init__(bench, parent)
        self._question, self._difference = bench.question(self), bench.question(self)
        self._wanted = self._section = ""
        self.reading: PlanReading | None = None
        self.bar = VersionBar(bench, PlanKind.PLAN.value, PAPER)
        self.modes = ModeBar("実施計画書の見方", MODES)
        self.kickoff = KickoffButton(bench)
        desk = bench.desk
        self.saver = TypingSaver(bench, lambda *saving: desk.plans.save_section(*saving), self)
        self.unsaved = UnsavedBar()
        self.sections, self.lacking = SectionList(), LackingList()
        self.editor = SectionEditor()
        self.compare = ComparePane(bench)
        self.paper = PaperView(bench, "作成しています…", tells_missing=False)
        self._words = label("", "quiet", wrap=True)
        self._state = label("", "quiet")
        self._lay_out()
        self._connect()

    @property
    def section(self) -> SectionView | None:
        """Return the section that is shown."""
        sections = self.reading.page.sections if self.reading is not None else ()
        return next((each for each in sections if each.key == self._section), None)

    def refresh(self) -> None:
        """Read the version again."""
        desk, wanted = self._bench.desk, self._wanted
        self._question.ask(lambda: read_plan(desk, wanted), self._show)

    def flush(self) -> None:
        """Save what was typed, and go on."""
        self.editor.finish()
        self.saver.save()

    def leave(self) -> None:
        """Save what was typed; what is typed from now on is a step of undo of its own."""
        self.editor.finish()
        self.saver.leave()

    def close_down(self) -> None:
        """Save everything that was typed, before the window closes."""
        self.leave()
        self.saver.save_all()

    def show_unsaved(self) -> None:
        """Go to a section that could not be saved."""
        found = self.saver.refusal
        if found is not None:
            self.show_section(found.id)

    def make_new(self) -> None:
        """Make the next version."""
        self.bar.make_new()

    def show_version(self, id: str) -> None:
        """Go to a version, after saving what was typed."""
        self.leave()
        self._wanted = id
        self.refresh()

    def show_section(self, id: str) -> None:
        """Go to a section of the shown version by its id."""
        sections = self.reading.page.sections if self.reading is not None else ()
        found = next((each for each in sections if each.id == id), None)
        if found is not None:
            self.modes.choose("edit")
            self.sections.choose(found.key)

    def hideEvent(self, event: QHideEvent) -> None:
        """Save what was typed before the page is left."""
        self.leave()
        super().hideEvent(event)

    def _lay_out(self) -> None:
        self.bar.add_button(self.kickoff)
        nothing = EmptyState(
            "実施計画書はまだありません",
            "契約条件・従事者・提案事項などの記録から、全節の案を作ります（5(1)）。",
            "最初の版を作る",
        )
        without = EmptyState("この版には節がありません", "新しい版を作ると、記録から全節の案ができます。")
        panes = {"edit": self._sheet(), "compare": self.compare, "paper": self.paper}
        self._frame = VersionFrame(self.bar, self.modes, panes, nothing, without)
        column(self, gap=0).addWidget(self._frame)

    def _sheet(self) -> QWidget:
        left = QWidget()
        beside = column(left, margin=2, gap=1)
        beside.addWidget(self.sections, 3)
        beside.addWidget(self._words)
        beside.addWidget(self.lacking, 1)
        right = QWidget()
        layout = column(right, gap=0)
        layout.addWidget(self.unsaved)
        layout.addWidget(self.editor, 1)
        foot = row(margin=2)
        foot.addWidget(label(HINT, "caption", wrap=True), 1)
        self._state.setAccessibleName("保存の状態")
        foot.addWidget(self._state)
        layout.addLayout(foot)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(left)
        area = PageArea(right)
        area.setMinimumSize(space(60), space(90))
        splitter.addWidget(area)
        splitter.setSizes([space(100), space(200)])
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 2)
        return splitter

    def _connect(self) -> None:
        self.bar.version_chosen.connect(self.show_version)
        self.bar.leaving.connect(self.flush)
        self.kickoff.leaving.connect(self.flush)
        self.modes.mode_chosen.connect(self._show_mode)
        self.sections.section_chosen.connect(self._change_section)
        self.lacking.lead_asked.connect(self._lead)
        self.editor.typed.connect(self._keep)
        self.editor.difference_asked.connect(self._ask_difference)
        self.editor.refill_asked.connect(self._refill)
        self.saver.state_changed.connect(self._state.setText)
        self.saver.saved.connect(self._on_saved)
        self.saver.failed.connect(lambda _: self._tell_unsaved())
        self.unsaved.insist_asked.connect(self._on_insist_asked)
        self.unsaved.drop_asked.connect(self._on_drop_asked)
        for key, step in (("Alt+Down", 1), ("Alt+Up", -1)):
            QShortcut(QKeySequence(key), self).activated.connect(lambda by=step: self.sections.step(by))

    def _show(self, reading: PlanReading) -> None:
        self.reading = reading
        page = reading.page
        self._wanted = page.version.id if page.version is not None else ""
        for section, heads in reading.heads.items():
            if not (self.editor.is_composing and self.editor.section and self.editor.section.id == section):
                self.saver.see(section, heads)
        self.bar.show_versions(page.versions, page.version, reading.offers, reading.making)
        self.kickoff.show_meeting(reading.kickoff_id)
        self.sections.show_sections(page.sections, self._section)
        self._section = self.sections.key
        self._words.setText(plan_words(page)[0])
        self.lacking.show_lacking(page.lacking)
        self.compare.show_versions(page.versions)
        self._frame.show_version(page.version, is_empty=not page.sections)
        self._show_section()
        if self.editor.difference.isVisible():
            self._read_difference()
        self._show_mode(self.modes.mode)

    def _show_section(self) -> None:
        section, reading = self.section, self.reading
        if section is None or reading is None:
            return
        version = reading.page.version
        draft = {name: str(entry) for name, entry in self.saver.draft(section.id).items()}
        self.editor.show_section(section, draft, is_locked=version is not None and version.is_locked)

    def _show_mode(self, mode: str) -> None:
        self._frame.show_mode(mode)
        if mode == "edit":
            return
        self.leave()
        if mode == "compare":
            self.compare.refresh()
        elif self._wanted:
            self.paper.make(DOCUMENT, self._wanted)

    def _change_section(self, key: str) -> None:
        self.leave()
        self._section = key
        self._show_section()

    def _keep(self, name: str, entry: str) -> None:
        section = self.section
        if section is not None:
            self.saver.keep(section.id, name, entry)

    def _lead(self, missing: Missing) -> None:
        if missing.register == SECTIONS:
            self.show_section(missing.id)
            self.editor.body.setFocus()
        elif missing.register != VERSIONS:
            self._bench.link_opened.emit(RecordLink(missing.register, missing.id, missing.field))

    def _ask_difference(self) -> None:
        self.flush()
        self._read_difference()

    def _read_difference(self) -> None:
        section, plans = self.section, self._bench.desk.plans
        if section is not None:
            self._difference.ask(lambda: plans.section_against_records(section.id), self.editor.show_difference)

    def _refill(self) -> None:
        section, plans = self.section, self._bench.desk.plans
        self.flush()
        if section is not None:
            self._bench.act(lambda: plans.refill_section(section.id), owner=self)

    def _on_saved(self, found: RecordSaved) -> None:
        """Tell the other pages; what stands in the editor is newer than anything that could be read."""
        self._tell_unsaved()
        self._bench.registers_changed.emit(frozenset(register for register, _ in found.outcome.touched))
        self._bench.judge()

    def _tell_unsaved(self) -> None:
        found = self.saver.refusal
        if found is None:
            self.unsaved.hide()
            return
        sections = self.reading.page.sections if self.reading is not None else ()
        name = next((section_words(each) for each in sections if each.id == found.id), "")
        self.unsaved.tell(f"{name}：{self._bench.words(found.error)}", can_insist=is_conflict(found.error))

    def _on_insist_asked(self) -> None:
        found = self.saver.refusal
        if found is not None:
            self.saver.insist(found.id)
        self._tell_unsaved()

    def _on_drop_asked(self) -> None:
        found = self.saver.refusal
        if found is not None:
            self.saver.give_up(found.id)
        self._tell_unsaved()
        self.refresh()
