"""Without a screen the demonstration year shows itself: documents, registers, the bundle, every tab as a picture."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TABS = ("home", "cases", "experts", "reports")


@pytest.mark.slow
@pytest.mark.timeout(1_200)  # a guard against hanging, not a measure: over 600 files and pictures are made
def test_everything_that_the_desk_makes_is_made_off_screen(tmp_path: Path) -> None:
    out, data = tmp_path / "out", tmp_path / "data"
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_DATA_HOME": str(data), "LOCALAPPDATA": str(data)}
    command = [sys.executable, "-m", "app", "--json", "showcase", str(out)]
    for _ in range(2):  # a second run replaces the first
        done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, check=True)
    made = json.loads(done.stdout)
    assert "1/" in done.stderr.decode()  # progress
    files = [Path(item["file"]) for item in made["documents"]]
    files += [Path(path) for name in ("registers", "bundles", "screenshots") for path in made[name]]
    assert all(path.stat().st_size > 0 for path in files)
    assert {path.suffix for path in files} == {".pdf", ".xlsx", ".zip", ".png"}
    for theme in ("light", "dark"):
        pictures = {path.stem for path in (out / "screenshots" / theme).iterdir()}
        assert set(TABS) <= pictures
    assert list(data.rglob("desk.db")) == []  # the workspace has vanished
