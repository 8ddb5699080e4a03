"""Shared conditions of every test: no screen, no user data, no stray warning, the same examples each time."""

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

# Before Qt, the key ring and the paths are first asked for: a test touches neither the screen nor the user's own data.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
for name in ("DXDESK_WORKSPACE", "DXDESK_PASSPHRASE_FILE"):
    os.environ.pop(name, None)

FONTS = Path(__file__).resolve().parents[1] / "resources" / "fonts"

hypothesis.settings.register_profile("ci", derandomize=True, deadline=None, database=None, print_blob=True)
hypothesis.settings.register_profile("search", max_examples=2_000, deadline=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


class _StrayRecords(logging.Handler):
    """Keep what was logged at WARNING or above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def _stray_log_lines_fail(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that logs at WARNING or above, unless it uses ``caplog`` or is marked ``logs_warnings``."""
    stray = _StrayRecords()
    root = logging.getLogger()
    root.addHandler(stray)
    yield
    root.removeHandler(stray)
    meant = "caplog" in request.fixturenames or request.node.get_closest_marker("logs_warnings") is not None
    if stray.lines and not meant:
        pytest.fail("stray log lines:\n" + "\n".join(stray.lines), pytrace=False)


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give each test a data folder of its own, so that none meets the user's workspace."""
    folder = str(tmp_path_factory.getbasetemp() / "data")
    for variable in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(variable, folder)


@pytest.fixture(scope="session")
def qapp(qapp: object) -> object:
    """Return the application of pytest-qt with the bundled fonts: without them Japanese is drawn as boxes."""
    from PySide6.QtGui import QFontDatabase

    for path in sorted(FONTS.glob("*.ttf")):
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            pytest.fail(f"Qt cannot read the bundled font {path.name}", pytrace=False)
    return qapp
