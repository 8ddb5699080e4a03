"""The registers that people keep by hand come in from a file under the labels that their records declare."""

from datetime import date
from pathlib import Path

import pytest

from app.domain.record import Kind
from app.services.desk import Desk
from app.services.imports.registers import REGISTER_SUBJECTS
from app.services.imports.subject import Subject
from app.services.imports.subjects import SUBJECTS

ROWS: dict[str, tuple[str, str]] = {
    "contacts": (
        "区分,団体名,部署・組織,氏名,メール",
        "市町村,蕨市,情報管理室,架空　花子,hanako@example.jp",
    ),
    "enquiries": ("受けた日時,団体名,手段,件名", "2026/9/14 10:00,蕨市,メール,派遣の申請の方法"),
    "staff": ("氏名,役割,従事の開始日,経験の要件", "石川　千尋,プロジェクトリーダー,令和8年5月11日,該当なし"),
    "commitments": ("条項,提案事項,担当者,期日", "6(6)コ,活用事例集の配布,佐藤　明,R8.9.30"),
    "meetings": ("会議名,種類,開催日,開催方法", "9月定例会,定例会,2026-09-17,オンライン"),
    "events": ("種類,名称,開催日,開催方法,状態", "職員交流会,窓口改革の交流会,2026-11-20,オンライン,予定"),
    "assets": ("名称,区分,提供元,受領日・作成日,利用目的", "担当者名簿,受領したもの,戦略課,5月20日,連絡"),
    "pledges": ("氏名,誓約日,周知日", "石川　千尋,5月11日,5月11日"),
    "questions": ("条項,疑義,状態", "6(2)ウ,15行か4つの区分か,未照会"),
    "closings": ("閉庁日,理由", "2026-10-30,庁舎の停電"),
}


def written(tmp_path: Path, subject: str, *rows: str) -> Path:
    """Write a file of a subject with these rows."""
    path = tmp_path / f"{subject}.csv"
    path.write_text("\n".join((ROWS[subject][0], *rows)), encoding="utf-8")
    return path


@pytest.mark.parametrize("subject", sorted(ROWS))
def test_a_file_of_a_register_comes_in_once_and_goes_with_one_undo(desk: Desk, tmp_path: Path, subject: str) -> None:
    path = written(tmp_path, subject, ROWS[subject][1])
    preview = desk.import_preview(path, subject)
    assert preview.counts["new"] == 1, [remark.reason for row in preview.rows for remark in row.problems]
    assert desk.import_apply(preview).taken_in
    (key,) = desk.ids(SUBJECTS[subject].register.name)
    assert desk.record(SUBJECTS[subject].register.name, key)
    assert desk.import_preview(path, subject).counts["unchanged"] == 1
    desk.undo()
    assert desk.ids(SUBJECTS[subject].register.name) == []


def test_a_second_file_changes_what_is_known_by_its_key(desk: Desk, tmp_path: Path) -> None:
    row = ROWS["contacts"][1]
    desk.import_apply(desk.import_preview(written(tmp_path, "contacts", row), "contacts"))
    changed = written(tmp_path, "contacts", row.replace("hanako@", "kaku@"), row.replace("架空　花子", "架空　次郎"))
    preview = desk.import_preview(changed, "contacts")
    assert (preview.counts["changed"], preview.counts["new"]) == (1, 1)
    desk.import_apply(preview)
    assert len(desk.ids("contacts")) == 2


def test_a_row_without_what_the_register_requires_is_refused_with_its_reason(desk: Desk, tmp_path: Path) -> None:
    preview = desk.import_preview(written(tmp_path, "staff", "石川　千尋,部長,いつか,"), "staff")
    assert {remark.field for row in preview.refused for remark in row.problems} >= {"role", "from_on"}
    assert not desk.import_apply(preview).taken_in


def test_a_question_gets_its_number(desk: Desk, tmp_path: Path) -> None:
    desk.import_apply(desk.import_preview(written(tmp_path, "questions", ROWS["questions"][1]), "questions"))
    question = desk.record("questions", desk.ids("questions")[0])
    assert str(question.number).startswith("疑-")  # type: ignore[attr-defined]


def test_a_reference_is_found_by_its_name(desk: Desk, tmp_path: Path) -> None:
    (staff,) = desk.run(
        "staff_member.add", None, {"name": "前田　拓海", "role": "プロジェクト構成員", "from_on": "5月11日"}
    ).changed
    path = tmp_path / "pledges.csv"
    path.write_text("氏名,従事者,誓約日\n前田　拓海,前田　拓海,5月12日\n", encoding="utf-8")
    desk.import_apply(desk.import_preview(path, "pledges"))
    pledge = desk.record("pledges", desk.ids("pledges")[0])
    assert (pledge.staff_id, pledge.pledged_on) == (staff, date(2026, 5, 12))  # type: ignore[attr-defined]


@pytest.mark.parametrize("subject", REGISTER_SUBJECTS, ids=lambda subject: subject.name)
def test_every_subject_has_a_form_with_every_field_that_people_type(desk: Desk, subject: Subject) -> None:
    typed = [f.name for f in subject.register.fields if not f.fixed and f.stored and f.kind is not Kind.FILE]
    assert [column.name for column in subject.columns] == typed
    headers = [column.header for column in subject.columns]
    assert len(headers) == len(set(headers))
    assert set(subject.key) <= set(typed)
    assert desk.template(subject.name).startswith(b"PK")


# What an action is refused is not taken in from a file


AGAINST: dict[str, tuple[str, str, str]] = {  # header, an orderly row, one that the contract forbids
    "subcontracts": (
        "相手方の名称,再委託する業務の範囲,業務の全部を任せる,業務の開始日",
        "合同会社みどり分析（架空）,アンケートの集計,いいえ,2026-12-01",
        "株式会社一括（架空）,すべて,はい,2026-12-01",
    ),
    "events": (
        "種類,名称,開催日,開催方法,状態",
        "職員交流会,窓口改革の交流会,2026-09-30,オンライン,実施済",
        "職員交流会,来月の交流会,2026-10-01,オンライン,実施済",
    ),
    "meetings": (
        "会議名,種類,開催日,開催方法,議事録の送付日",
        "9月定例会,定例会,2026-09-17,オンライン,2026-09-30",
        "10月定例会,定例会,2026-09-18,オンライン,2026-10-01",
    ),
}


@pytest.mark.parametrize("subject", sorted(AGAINST))
def test_a_row_that_the_contract_forbids_is_refused_with_its_clause_and_the_others_come_in(
    desk: Desk, tmp_path: Path, subject: str
) -> None:
    path = tmp_path / f"{subject}.csv"
    path.write_text("\n".join(AGAINST[subject]), encoding="utf-8")
    preview = desk.import_preview(path, subject)
    assert (preview.counts["new"], preview.counts["refused"]) == (1, 1), [row.problems for row in preview.rows]
    (refused,) = preview.as_dict()["refused"]  # type: ignore[misc]
    assert (refused["row"], "仕様書" in refused["reason"]) == (3, True)
    assert not desk.import_apply(preview).taken_in
    assert desk.import_apply(preview, partial=True).taken_in
    assert len(desk.ids(SUBJECTS[subject].register.name)) == 1
