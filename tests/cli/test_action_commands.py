"""Use cases on the command line: all of it or nothing, and refused as in the window."""

from pathlib import Path

import pytest

from tests.cli.lines import Line, Told

EXPERT = ["--set", "name=髙橋　健", "--set", "専門性=BPR", "--set", "fields=BPR の取組の徹底", "--set", "on_site=可"]
DECISION = [
    "kind=協議",
    "decided_on=2026-07-20",
    "subject=派遣の協議",
    "prefecture_persons=A主査",
    "contractor_persons=山田",
    "content=了承された",
    "result=了承",
]


def act(line: Line, action: str, *sets: str, on: str = "") -> Told:
    options = [part for text in sets for part in ("--set", text)]
    return line.json("act", action, *(["--on", on] if on else []), *options)


def test_an_action_tells_what_it_changed(line: Line) -> None:
    done = line.done("act", "expert.add", *EXPERT)
    assert done["refused"] == []
    assert done["changed"] == [line.done("list", "experts")[0]["id"]]


def test_a_refused_action_ends_with_1_and_changes_nothing(line: Line) -> None:
    line.done("act", "expert.add", *EXPERT)
    told = act(line, "expert.list", on="髙橋健")
    assert told.status == 1
    assert told.data["changed"] == []
    assert {finding["clause"] for finding in told.data["refused"]} == {"6(3)ウ"}
    assert all(finding["remedy"] for finding in told.data["refused"])
    assert line.done("list", "experts")[0]["is_listed"] is False


def test_a_refusal_is_told_to_people_with_clause_and_remedy(line: Line) -> None:
    line.done("act", "expert.add", *EXPERT)
    told = line("act", "expert.list", "--on", "髙橋健")
    assert told.status == 1
    assert "[6(3)ウ]" in told.out


def test_fields_go_by_name_or_label(line: Line) -> None:
    line.done("act", "expert.add", *EXPERT)
    assert act(line, "expert.record_explanation", "explained_on=R8.7.6", "説明者=事務局", on="髙橋　健").status == 0
    expert = line.done("list", "experts")[0]
    assert (expert["explained_on"], expert["explained_by"]) == ("2026-07-06", "事務局")


def test_entries_that_cannot_be_read_are_told_field_by_field(line: Line) -> None:
    line.done("act", "expert.add", *EXPERT)
    told = act(line, "expert.record_explanation", "explained_on=いつか", "explained_by=", on="髙橋健")
    assert told.status == 1
    assert {problem["field"] for problem in told.error["fields"]} == {"explained_on", "explained_by"}


def test_a_field_that_the_form_lacks_is_refused(line: Line) -> None:
    assert act(line, "expert.add", "name=x", "is_listed=はい").error["code"] == "services.no_such_field"


def test_a_field_set_twice_is_refused(line: Line) -> None:
    assert act(line, "expert.add", "name=x", "氏名=y").error["code"] == "cli.set_twice"
    assert line.done("list", "experts") == []


def test_an_action_that_is_none_is_refused(line: Line) -> None:
    assert act(line, "expert.praise").error["code"] == "services.no_such_action"


def test_an_action_on_a_record_needs_one(line: Line) -> None:
    assert act(line, "expert.list").error["code"] == "services.action_needs_record"
    assert act(line, "expert.list", on="誰か").error["code"] == "cli.no_such_record"


def test_long_text_comes_from_a_file(line: Line, tmp_path: Path) -> None:
    career = tmp_path / "career.txt"
    career.write_bytes("一行目\r\n二行目".encode("utf-8-sig"))
    line.done("act", "expert.add", *EXPERT, "--set", f"career=@{career}")
    assert line.done("list", "experts")[0]["career"] == "一行目\n二行目"


@pytest.mark.parametrize(
    ("content", "code"), [(b"\xff", "cli.not_utf8"), (b"x" * 400_001, "cli.too_long"), (None, "cli.unreadable")]
)
def test_a_file_that_cannot_be_taken_is_named(line: Line, tmp_path: Path, content: bytes | None, code: str) -> None:
    path = tmp_path / "text"
    if content is not None:
        path.write_bytes(content)
    told = act(line, "expert.add", "name=x", f"career=@{path}")
    assert (told.status, told.error["code"], told.error["where"]) == (1, code, str(path))


def test_evidence_is_kept_with_its_decision(line: Line, tmp_path: Path) -> None:
    evidence = tmp_path / "議事録.pdf"
    evidence.write_bytes(b"%PDF-1.7")
    assert act(line, "decision.add", *DECISION, f"evidence_id=@{evidence}").status == 0
    decision = line.done("list", "decisions")[0]
    attachment = line.done("show", "attachments", decision["evidence_id"])
    assert (attachment["name"], attachment["size"]) == ("議事録.pdf", 8)


def test_evidence_of_a_refused_action_is_not_kept(line: Line, tmp_path: Path) -> None:
    evidence = tmp_path / "議事録.pdf"
    evidence.write_bytes(b"%PDF-1.7")
    told = act(line, "decision.add", *DECISION[1:-1], "kind=何か", f"evidence_id=@{evidence}")
    assert told.status == 1
    assert line.done("list", "attachments") == []


def test_every_action_is_listed_with_its_fields(line: Line) -> None:
    actions = {item["action"]: item for item in line.done("actions")}
    assert {"action", "fields", "allowed", "why_not"} <= set(actions["case.add"])
    assert actions["case.add"]["allowed"] is True
    assert actions["case.decide"]["allowed"] is None
    assert {"name", "label", "kind", "required"} <= set(actions["case.add"]["fields"][0])


def test_actions_on_a_record_tell_why_not(line: Line) -> None:
    line.done("act", "expert.add", *EXPERT)
    actions = {item["action"]: item for item in line.done("actions", "--on", "髙橋健")}
    assert actions["expert.edit"]["allowed"] is True
    assert actions["expert.list"]["allowed"] is False
    assert actions["expert.list"]["why_not"][0]["clause"] == "6(3)ウ"
    assert "できない理由" in line("actions", "--on", "髙橋健").out


def test_actions_on_nothing_are_refused(line: Line) -> None:
    assert line.json("actions", "--on", "誰か").error["code"] == "cli.no_record_anywhere"


def test_a_name_that_two_registers_know_is_not_guessed(line: Line) -> None:
    line.done("act", "expert.add", *EXPERT)
    line.done("act", "closing_day.add", "--set", "closed_on=2026-11-13", "--set", "reason=髙橋　健")
    assert line.json("actions", "--on", "髙橋健").error["code"] == "cli.several_records"


def test_an_undone_change_can_be_seen_in_the_history(line: Line) -> None:
    line.done("act", "expert.add", *EXPERT)
    line.done("act", "expert.edit", "--on", "髙橋健", "--set", "post=主任")
    history = line.done("history", "experts", "髙橋健")
    assert ("役職", "", "主任") in {(item["field"], item["before"], item["after"]) for item in history}


def test_a_number_means_the_record_that_bears_it_even_where_others_mention_it(line: Line) -> None:
    case = line.done(
        "act", "case.add", "--set", "municipality_code=蕨市", "--set", "applied_on=2026-07-02", "--set", "content=相談"
    )["changed"][0]
    number = line.done("show", "cases", case)["number"]
    line.done(
        "act", "decision.add", "--set", "decided_on=2026-07-03", "--set", f"subject=協議（{number}）",
        "--set", "prefecture_persons=A", "--set", "contractor_persons=B", "--set", "content=話した。",
    )  # fmt: skip
    offered = line.done("actions", "--on", number)
    assert {each["register"] for each in offered} >= {"cases"}
    assert "case.withdraw" in {each["action"] for each in offered}
