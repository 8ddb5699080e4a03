"""From an office's application to the dispatch report and the bundle, as a new user would on the command line.

Every step is a program of its own that opens the encrypted workspace with the passphrase from a file.
"""

import csv
import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "tests" / "samples"
TODAY = "2026-09-30"
EXPERT = "鈴木　花子"
FORMULA = "=cmd|' /C calc'!A0"
HELD = (
    "attendees=総務課 井上 翔太",
    "content=窓口の業務フローを見直した。",
    "effect=手続の待ち時間の目標が決まった。",
    "materials=業務フロー図",
    "tools=なし",
)
DECISION = (
    "kind=協議",
    "decided_on=2026-08-20",
    "subject=小川町への派遣",
    "prefecture_persons=戦略課 A主査",
    "contractor_persons=受託者 山田",
    "content=派遣する人材と支援内容について了承を得た。",
    "result=了承",
)

Run = Callable[..., Any]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Return what runs ``python -m app`` in a workspace of its own and returns its JSON."""
    secret = tmp_path / "passphrase"
    secret.write_text("とても長い合言葉 2026\n", encoding="utf-8")
    secret.chmod(0o600)
    environ = {
        **os.environ,
        "DXDESK_WORKSPACE": str(tmp_path / "workspace"),
        "DXDESK_PASSPHRASE_FILE": str(secret),
    }

    def program(*argv: str, status: int = 0) -> Any:
        command = [sys.executable, "-m", "app", "--json", "--as-of", TODAY, *argv]
        done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, check=False)
        assert done.returncode == status, (argv, done.stdout.decode(), done.stderr.decode())
        return json.loads(done.stdout)

    return program


def act(run: Run, action: str, on: str = "", *sets: str, status: int = 0) -> Any:
    entries = [part for text in sets for part in ("--set", text)]
    return run("act", action, *(["--on", on] if on else []), *entries, status=status)


@pytest.mark.timeout(300)
def test_an_application_becomes_a_report_and_a_bundle(run: Run, tmp_path: Path) -> None:
    run("init", "--signed-on", "2026-07-01")
    take_in_experts(run)
    case = take_in_applications(run)
    decide(run, case)
    session = support(run, case)
    hand_over(run, session, tmp_path)
    assert run("verify") == {"intact": True, "problems": []}


def take_in_experts(run: Run) -> None:
    """Bring in the roster and list one expert; before explanation and consent that is refused."""
    contract = run("list", "contracts")[0]["id"]
    act(run, "contract.edit", contract, "contractor=株式会社彩の国サポート（架空）")
    assert run("import", "experts", str(SAMPLES / "experts.xlsx"))["new"] == 13
    refused = act(run, "expert.list", EXPERT, status=1)["refused"]
    assert {finding["clause"] for finding in refused} >= {"6(3)ウ"}
    act(run, "expert.record_explanation", EXPERT, "explained_on=2026-05-16", "explained_by=事務局")
    act(run, "expert.record_consent", EXPERT, "consent_scope=県内市町村への公開", "consent_text_version=第1版")
    act(run, "expert.list", EXPERT)
    listed = run("list", "experts", "--where", "is_listed=はい")
    assert [expert["name"] for expert in listed] == [EXPERT]


def take_in_applications(run: Run) -> str:
    """Bring in the applications; one row is refused, so a part must be asked for. Return the number of one case."""
    form = str(SAMPLES / "form_applications_cp932.csv")
    stopped = run("import", "applications", form, status=1)
    assert run("list", "cases") == []
    taken = run("import", "applications", form, "--partial")
    assert (
        [row["value"] for row in taken["refused"]] == ["存在しない市"] == [row["value"] for row in stopped["refused"]]
    )
    assert (taken["new"], taken["duplicate"]) == (40, 1)
    again = run("import", "applications", str(SAMPLES / "form_applications_utf8.csv"), "--partial")
    assert (again["new"], again["unchanged"] + again["changed"]) == (0, 40)  # CP932 has other signs for a few
    case = run("list", "cases", "--where", "received_number=LG-10001")[0]
    assert case["content"] == FORMULA
    number = case["number"]
    assert isinstance(number, str)
    return number


def decide(run: Run, case: str) -> None:
    """Lead a case to its decision; without the consultation with the prefecture that is refused."""
    act(run, "case.start_matching", case)
    act(run, "case.match", case, f"expert_ids={EXPERT}", "support_content=窓口の業務フローの見直しを助言する。")
    act(run, "case.consult", case)
    act(run, "case.decide", case, "decided_on=2026-08-21", status=1)
    decision = act(run, "decision.add", "", *DECISION)["changed"][0]
    act(run, "case.decide", case, f"consultation_id={decision}", "decided_on=2026-08-21")
    assert run("show", "cases", case)["status"] == "decided"


def support(run: Run, case: str) -> str:
    """Plan, hold and report one session; one of nine hours is refused. Return its number."""
    plan = ("held_on=2026-09-18", "mode=対面", "place=小川町役場")
    refused = act(run, "session.plan", case, *plan, "starts_at=9:00", "ends_at=18:00", status=1)["refused"]
    assert {finding["clause"] for finding in refused} == {"6(6)ウ"}
    act(run, "session.plan", case, *plan, "starts_at=１３：３０", "ends_at=15:30")
    session = run("list", "sessions")[0]["number"]
    act(run, "session.hold", session, *HELD)
    due = next(item for item in run("deadlines") if item["subject"] == session)
    assert (due["stated_on"], due["deliverable"]) == ("2026-09-30", 5)
    act(run, "session.report", session, "reported_on=2026-09-29")
    assert run("show", "sessions", session)["status"] == "reported"
    assert isinstance(session, str)
    return session


def hand_over(run: Run, session: str, folder: Path) -> None:
    """Make the report and the bundle and read them as the prefecture would."""
    report, bundle = folder / "report.pdf", folder / "bundle.zip"
    made = run("document", "5", str(report), "--for", session)
    assert made["missing"] == []
    text = subprocess.run(["pdftotext", "-layout", report, "-"], capture_output=True, check=True).stdout.decode()
    for words in (session, "小川町", "鈴木", "業務フロー図", FORMULA):
        assert words in text, words
    run("bundle", str(bundle), "--encoding", "cp932")
    with zipfile.ZipFile(bundle) as opened:
        cases = list(csv.reader(io.StringIO(opened.read("案件.csv").decode("cp932"))))
        assert "専門人材.csv" in opened.namelist()
    content = cases[0].index("相談内容")
    assert len(cases) == 41
    assert not any(row[content].startswith("=") for row in cases)
