"""Passphrases: one to unlock, and a new one typed twice with its strength in words."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.desktop.widgets.labels import button, column, label
from app.domain.passphrase import SHORTEST_PASSPHRASE


class UnlockPage(QWidget):
    """Asks for the passphrase of a workspace."""

    passphrase_given = Signal(object)  # str

    def __init__(self, parent: QWidget | None = None) -> None:
        """Ask."""
        super().__init__(parent)
        layout = column(self, gap=2)
        layout.addWidget(label("パスフレーズを入力してください", "heading"))
        layout.addWidget(label("この作業場所は暗号化されています。", "quiet"))
        self.line = _secret("パスフレーズ")
        self.line.returnPressed.connect(self._give)
        layout.addWidget(self.line)
        self.problem = label("", "problem", wrap=True)
        layout.addWidget(self.problem)
        self.button = button("開く", "primary")
        self.button.clicked.connect(self._give)
        layout.addWidget(self.button)
        self.setFocusProxy(self.line)

    def _give(self) -> None:
        if self.line.text():
            self.passphrase_given.emit(self.line.text())


class NewPassphrase(QWidget):
    """A new passphrase, typed twice."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Explain why one is needed."""
        super().__init__(parent)
        layout = column(self, gap=1)
        layout.addWidget(label("パスフレーズ", "label"))
        words = "このパソコンには鍵を預ける仕組みがないため、開くたびに入力します。忘れると中身は取り出せません。"
        layout.addWidget(label(words, "caption", wrap=True))
        self.first, self.second = _secret("パスフレーズ"), _secret("パスフレーズ（もう一度）")
        self.second.setPlaceholderText("もう一度")
        self.strength = label("", "caption", wrap=True)
        for part in (self.first, self.second, self.strength):
            layout.addWidget(part)
        self.first.textChanged.connect(self._tell)
        self.second.textChanged.connect(self._tell)
        self.setFocusProxy(self.first)
        self._tell()

    @property
    def passphrase(self) -> str:
        """Return the passphrase, or an empty text while it cannot be taken."""
        text = self.first.text()
        return text if len(text) >= SHORTEST_PASSPHRASE and text == self.second.text() else ""

    def _tell(self) -> None:
        text = strength_words(self.first.text())
        first, second = self.first.text(), self.second.text()
        if len(first) >= SHORTEST_PASSPHRASE and second and second != first:
            text = "■ 二つの入力が違います。"
        self.strength.setText(text)
        self.edited.emit()


def strength_words(text: str) -> str:
    """Return how strong a passphrase is, in words: by its length and how many different characters it has."""
    if not text:
        return f"{SHORTEST_PASSPHRASE}文字以上。関係のない言葉を4つほど並べると、強くて覚えやすくなります。"
    if len(text) < SHORTEST_PASSPHRASE:
        return f"▲ あと{SHORTEST_PASSPHRASE - len(text)}文字必要です。"
    if len(set(text)) < 8:
        return "▲ 弱い：同じ文字の繰り返しです。"
    return "● とても強い" if len(text) >= 20 else "● 強い"


def _secret(name: str) -> QLineEdit:
    line = QLineEdit()
    line.setEchoMode(QLineEdit.EchoMode.Password)
    line.setAccessibleName(name)
    return line
