"""Reading finished files as other programs do, for the tests of the documents."""

import io
import os
import subprocess
import zipfile
from pathlib import Path

import pikepdf

GOLDEN = Path(__file__).parent / "golden"
UPDATE = "DXDESK_UPDATE_GOLDEN"  # set it to write the golden texts anew


def _poppler(*command: str, data: bytes) -> str:
    done = subprocess.run([*command], input=data, capture_output=True, check=True)
    assert not done.stderr, done.stderr.decode()
    return done.stdout.decode()


def layout_of(pdf: bytes) -> str:
    """Return the text as it stands on the pages."""
    return _poppler("pdftotext", "-layout", "-enc", "UTF-8", "-", "-", data=pdf)


def text_of(pdf: bytes) -> str:
    """Return the text in the order of drawing, without line ends and spaces between lines."""
    return "".join(_poppler("pdftotext", "-raw", "-enc", "UTF-8", "-", "-", data=pdf).split())


def fonts_of(pdf: bytes) -> list[list[str]]:
    """Return the lines of pdffonts as words: name, …, emb, sub, uni, object."""
    return [line.split() for line in _poppler("pdffonts", "-", data=pdf).splitlines()[2:]]


def check_golden(name: str, pdf: bytes) -> None:
    """Compare the text of a document with the stored one."""
    file, text = GOLDEN / f"{name}.txt", layout_of(pdf)
    if os.environ.get(UPDATE):
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert _words(text) == _words(file.read_text(encoding="utf-8"))


def _words(layout: str) -> list[str]:
    """Return the lines without their spacing, which differs between versions of pdftotext."""
    return [" ".join(line.split()) for line in layout.splitlines() if line.split()]


def check_fonts(pdf: bytes) -> None:
    """Demand that every font is ours, embedded as a subset and readable."""
    fonts = fonts_of(pdf)
    assert fonts
    for words in fonts:
        assert words[0][7:].startswith(("BIZUD", "NotoSansJP")), words
        assert words[-5:-2] == ["yes", "yes", "yes"], words
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert not document.check_pdf_syntax()
        assert str(document.Root.Lang) == "ja"


def parts_of(package: bytes) -> dict[str, bytes]:
    """Return the parts of a ZIP."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}
