"""The contract itself on the command line: readings, a rule on a day, changes to tell, the closing, a printed list."""

import io
import sys
from pathlib import Path

import pytest

from app.cli import passphrase
from tests.cli.lines import Line, Told
from tests.documents.reading import text_of

ANSWER = ["--set", "term=reading.report_clock", "--set", "value=case", "--set", "holds_from=2026-07-21"]
EXPERT = ["--set", "name=髙橋　健", "--set", "専門性=BPR", "--set", "fields=BPR の取組の徹底", "--set", "on_site=可"]


def decision(line: Line, *, kind: str = "指示") -> str:
    """Record a decision of 20 July 2026 and return its id."""
    persons = ["prefecture_persons=A", "contractor_persons=B"]
    entries = ["decided_on=2026-07-20", "subject=読み方", "content=了承", *persons]
    sets = [part for entry in (f"kind={kind}", *entries) for part in ("--set", entry)]
    (changed,) = line.done("act", "decision.add", *sets)["changed"]
    return str(changed)


def test_readings_are_listed_with_what_is_done_now_and_the_answers_that_are_known(line: Line) -> None:
    found = line.done("readings")
    clock = next(each for each in found if each["term"] == "reading.report_clock")
    assert (clock["clause"], clock["now"], clock["answer"], clock["since"]) == ("6(6)ク", "派遣1回ごと", "", None)
    assert [answer["value"] for answer in clock["answers"]] == ["session", "case"]
    shown = line("readings").out
    assert "[6(6)ク] 派遣の5開庁日を数え始める「支援実施完了」は、" in shown
    assert "reading.report_clock = session | case" in shown


def test_an_answer_is_recorded_and_told(line: Line) -> None:
    line.done("act", "reading.answer", *ANSWER, "--set", f"decision_id={decision(line)}")
    clock = next(each for each in line.done("readings") if each["term"] == "reading.report_clock")
    assert (clock["now"], clock["since"]) == ("案件の完了（最後の派遣の日）", "2026-07-21")
    assert "県の回答" in line("readings").out
    refused = line.json("act", "reading.answer", *ANSWER[:2], "--set", "value=月", "--set", "holds_from=2026-07-21")
    assert refused.status == 1


def test_a_rule_is_told_as_of_a_day(line: Line) -> None:
    late = line.done("rule", "5.1", "--day", "2026-07-09")
    in_time = line.done("rule", "5.1", "--day", "2026-07-08")
    assert [len(each["findings"]) for each in (late, in_time)] == [2, 0]
    assert late["terms"][0]["key"] == "plan.submission_days"
    assert "実施計画書" in late["words"]
    shown = line("rule", "6.6.d", "--day", "令和8年9月1日")
    assert "1市町村あたりの派遣回数の上限は5回（仕様書6(6)エ）。" in shown.out


def test_a_rule_that_is_none_is_refused(line: Line) -> None:
    assert line.json("rule", "9.9.z").error["code"] == "board.no_such_demand"
    assert line.json("rule", "5.1", "--day", "いつか").status == 2


def test_changes_to_tell_make_the_status_1(line: Line, tmp_path: Path) -> None:
    assert line.done("changes") is None
    assert "まだ提出されていません" in line("changes").out
    database = ["--set", "deliverable=3", "--set", "title=データベース", "--set", "submitted_on=2026-07-10"]
    line.done("act", "submission.add", *database)
    assert line.done("changes")["changes"] == []
    line.done("act", "expert.add", *EXPERT)
    explained = ["--set", "explained_on=2026-07-06", "--set", "explained_by=事務局"]
    line.done("act", "expert.record_explanation", "--on", "髙橋　健", *explained)
    consent = ["--set", "consented_on=2026-07-06", "--set", "consent_scope=全て", "--set", "consent_text_version=1"]
    line.done("act", "expert.record_consent", "--on", "髙橋　健", *consent)
    line.done("act", "expert.list", "--on", "髙橋　健")
    told = line.json("changes")
    assert (told.status, [change["name"] for change in told.data["changes"]]) == (1, ["髙橋　健"])
    assert "[追加] 髙橋　健" in line("changes").out
    out = tmp_path / "変更.pdf"
    assert line.done("document", "database-change", str(out))["pages"] == 1
    assert "変更通知書" in text_of(out.read_bytes())
    line.done("act", "submission.notify_changes")
    assert line.done("changes")["changes"] == []


def test_the_closing_is_1_until_nothing_is_left(line: Line) -> None:
    assert line("closing").status == 0
    asset = ["name=名簿", "received_from=戦略課", "received_on=2026-07-10", "purpose=連絡"]
    line.done("act", "information_asset.add", *[part for entry in asset for part in ("--set", entry)])
    told = line.json("closing")
    assert (told.status, told.data["may_certify"]) == (1, False)
    assert next(step for step in told.data["steps"] if step["key"] == "originals")["left"][0]["name"] == "名簿"
    disposal = ["disposal=返却", "disposed_on=2026-07-13", "disposed_by=石川"]
    line.done("act", "information_asset.dispose_many", *[part for entry in disposal for part in ("--set", entry)])
    assert line("closing").status == 0


def test_a_register_is_printed_as_it_was_narrowed(year: Line, tmp_path: Path) -> None:
    out = tmp_path / "案件.pdf"
    made = year.done("print", "cases", str(out), "--where", "kind=よろず相談", "--search", "窓口")
    assert made["pages"] >= 1
    text = text_of(out.read_bytes())
    assert "申請区分：よろず相談" in text
    assert "検索：窓口" in text
    assert year.json("print", "cases", str(tmp_path / "案件.csv")).status == 2
    assert year.json("print", "costs", str(out)).error["code"] == "services.no_such_register"
    assert year.done("print", "costs", str(out), "--internal")["pages"] == 1


def test_a_long_list_is_one_document_in_its_order(year: Line) -> None:
    cases = year.done("list", "cases")
    assert len(cases) > 100
    assert [case["applied_on"] for case in cases] == sorted((case["applied_on"] for case in cases), reverse=True)


# --- secrets ---


CHANNEL = ["name=県へのメール", "kind=メール", "host=mail.example.jp", "port=587", "sender=desk@example.jp",
           "recipients=dx@example.jp"]  # fmt: skip


def channel(line: Line) -> str:
    sets = [part for entry in CHANNEL for part in ("--set", entry)]
    (changed,) = line.done("act", "channel.add", *sets)["changed"]
    return str(changed)


@pytest.mark.parametrize("name", ["secret", "パスワードまたは署名鍵"])
def test_a_secret_is_never_taken_from_the_command_line(line: Line, name: str) -> None:
    told = line.json("act", "channel.set_secret", "--on", channel(line), "--set", f"{name}=hunter2")
    assert (told.status, told.error["code"]) == (2, "cli.usage_secret")
    assert "hunter2" not in told.out + told.err


def set_secret(line: Line, monkeypatch: pytest.MonkeyPatch, handed_in: str) -> Told:
    kept: dict[str, str] = {}

    class Ring:
        def set(self, name: str, secret: str) -> None:
            kept[name] = secret

    monkeypatch.setattr("app.platform.secret_ring.SystemSecretRing", Ring)
    monkeypatch.setattr(sys, "stdin", io.StringIO(handed_in))
    told = line.json("act", "channel.set_secret", "--on", channel(line))
    assert list(kept.values()) == ([handed_in.rstrip("\n")] if told.status == 0 else [])
    return told


def test_a_script_hands_a_secret_in_on_standard_input(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    told = set_secret(line, monkeypatch, "とても長い鍵\n")
    assert told.status == 0
    assert "とても長い鍵" not in told.out + told.err


def test_without_anybody_to_ask_no_secret_is_kept(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    assert set_secret(line, monkeypatch, "").error["code"] == "cli.secret_wanted"


def test_a_person_is_asked_unseen(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(passphrase, "can_ask", lambda: True)

    def typed(prompt: str) -> str:
        asked.append(prompt)
        return "秘密"

    monkeypatch.setattr("getpass.getpass", typed)
    assert passphrase.ask_secret("署名鍵", "ja") == "秘密"
    assert asked == ["署名鍵（表示されません）: "]
