"""Above the record of a channel: whether its secret is in the key ring of this machine, and the way to put it there."""

from PySide6.QtCore import QObject, Qt

from app.desktop.reading import RecordPage
from app.desktop.tabs.contract.outbox_words import secret_words
from app.desktop.widgets.action_start import Start, start_action
from app.desktop.widgets.labels import button, clear, column, frame, label
from app.desktop.widgets.record_view import RecordView
from app.desktop.workbench import Workbench
from app.domain.notification import Channel

ENTER = "channel.set_secret"


class ChannelTools(QObject):
    """What is typed here goes to the key ring only and is never shown again."""

    def __init__(self, bench: Workbench, view: RecordView) -> None:
        """Serve the channels that this view shows."""
        super().__init__(view)
        self._bench, self._view = bench, view
        view.page_shown.connect(self._on_page_shown)

    def _on_page_shown(self, page: RecordPage) -> None:
        clear(self._view.extra)
        channel = page.record
        if not isinstance(channel, Channel):
            return
        words, tone = secret_words(channel)
        notice = frame("notice", tone)
        inner = column(notice, margin=2, gap=1)
        inner.addWidget(label(words, wrap=True, selectable=True))
        if tone == "warn":
            enter = button("パスワード・署名鍵を登録…", "primary")
            start = Start(ENTER, "channels", channel.id, page.title)
            enter.clicked.connect(lambda: start_action(self._bench, start, self._view))
            inner.addWidget(enter, 0, Qt.AlignmentFlag.AlignLeft)
        self._view.extra.addWidget(notice)
