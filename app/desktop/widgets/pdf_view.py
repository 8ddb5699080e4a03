"""The preview of a PDF from its bytes: zoom, save, print, copy text. Imported only when one is first shown."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from app.desktop.widgets.flow import FlowLayout, filler
from app.desktop.widgets.labels import button, column, frame, label
from app.desktop.workbench import Workbench
from app.platform.atomic_file import write_atomically

PRINT_DPI = 300
ZOOM_STEP = 1.25


class PdfPreview(QWidget):
    """Shows one document and hands it on."""

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        """Start without a document."""
        super().__init__(parent)
        self._bench = bench
        self._data = b""
        self._name = "document.pdf"
        self._buffer = QBuffer(self)
        self.document = QPdfDocument(self)
        self._view = QPdfView(self)
        self._view.setDocument(self.document)
        self._view.setPageMode(QPdfView.PageMode.MultiPage)
        self._view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self._view.setAccessibleName("書類のプレビュー")
        self._pages = label("", "quiet")
        layout = column(self, gap=0)
        layout.addWidget(self._bar())
        layout.addWidget(self._view, 1)

    def show_document(self, data: bytes, file_name: str) -> None:
        """Show a PDF; ``file_name`` is proposed when it is saved."""
        self._data, self._name = data, file_name
        self.document.close()
        self._buffer.close()
        self._buffer.setData(QByteArray(data))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document.load(self._buffer)
        self._pages.setText(f"{self.document.pageCount()}ページ")

    def text(self) -> str:
        """Return the text of every page."""
        return "\n".join(self.document.getAllText(page).text() for page in range(self.document.pageCount()))

    def save(self, path: Path) -> None:
        """Write the document to a file off the UI thread."""
        data = self._data
        self._bench.runner.background(lambda: write_atomically(path, data), lambda _: None, owner=self)

    def _bar(self) -> QWidget:
        bar = frame("bar")
        tools = FlowLayout(bar, margin=2, gap=1.5)
        tools.addWidget(self._pages)
        tools.addWidget(filler())
        for word, name, work in (
            ("－", "縮小", lambda: self._zoom(1 / ZOOM_STEP)),
            ("＋", "拡大", lambda: self._zoom(ZOOM_STEP)),
            ("PDFを保存…", "PDFを保存", self._on_save_clicked),
        ):
            made = button(word, tip=name)
            made.setAccessibleName(name)
            made.clicked.connect(work)
            tools.addWidget(made)
        tools.addWidget(self._more())
        return bar

    def _more(self) -> QWidget:
        more = button("…", tip="印刷、文字のコピーなど")
        more.setAccessibleName("その他")
        menu = QMenu(more)
        menu.addAction("印刷…").triggered.connect(self._on_print_clicked)
        menu.addAction("文字をコピー").triggered.connect(lambda: QGuiApplication.clipboard().setText(self.text()))
        fit = QPdfView.ZoomMode.FitToWidth
        menu.addAction("幅に合わせる").triggered.connect(lambda: self._view.setZoomMode(fit))
        more.setMenu(menu)
        return more

    def _zoom(self, factor: float) -> None:
        shown = self._view.zoomFactor()
        if self._view.zoomMode() == QPdfView.ZoomMode.FitToWidth and self.document.pageCount():
            shown = self._view.viewport().width() / max(1.0, self.document.pagePointSize(0).width() * 96 / 72)
        self._view.setZoomMode(QPdfView.ZoomMode.Custom)
        self._view.setZoomFactor(min(5.0, max(0.25, shown * factor)))

    def _on_save_clicked(self) -> None:
        dialog = QFileDialog(self, "PDFを保存")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(self._name)
        dialog.fileSelected.connect(lambda chosen: self.save(Path(chosen)))
        dialog.open()

    def _on_print_clicked(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._name)
        dialog = QPrintDialog(printer, self)
        dialog.accepted.connect(lambda: PrintJob(self.document, printer, self).start())
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.show()


class PrintJob(QObject):
    """Prints one page in each turn of the event loop, so that the window stays alive."""

    finished = Signal()

    def __init__(self, document: QPdfDocument, printer: QPrinter, parent: QObject) -> None:
        """Print every page of the document."""
        super().__init__(parent)
        self._document = document
        self._printer = printer
        self._painter = QPainter()
        self._page = 0

    def start(self) -> None:
        """Begin."""
        if self._painter.begin(self._printer):
            QTimer.singleShot(0, self, self._print_page)

    def _print_page(self) -> None:
        if self._page:
            self._printer.newPage()
        points = self._document.pagePointSize(self._page)
        size = QSize(round(points.width() * PRINT_DPI / 72), round(points.height() * PRINT_DPI / 72))
        self._painter.drawImage(self._painter.viewport(), self._document.render(self._page, size))
        self._page += 1
        if self._page < self._document.pageCount():
            QTimer.singleShot(0, self, self._print_page)
            return
        self._painter.end()
        self.finished.emit()
        self.deleteLater()
