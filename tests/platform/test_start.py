"""What the start of the program must not wait for is loaded late."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PARTS = sorted(path.stem for path in (ROOT / "app" / "platform").glob("[a-z]*.py"))


def test_the_machines_parts_load_no_library_before_its_first_use() -> None:
    program = "".join(f"import app.platform.{part}\n" for part in PARTS) + (
        "import sys\nprint(*sorted({name.partition('.')[0] for name in sys.modules} & {'jpholiday', 'keyring'}))"
    )
    loaded = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == ""
