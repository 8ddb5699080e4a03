"""What a roster may change in experts that are already there."""

from dataclasses import replace

from app.domain.expert import Expert
from app.domain.record import Member
from app.services.imports.experts import read_municipal_record
from app.services.imports.preview import PreviewRow
from app.services.imports.service import ImportService
from tests.services.imports.memory_store import MemoryStore

HEADERS = "氏名,メール,所属,支援可能分野,支援実績,実地対応,契約形態\n"


def roster(*lines: str) -> bytes:
    return (HEADERS + "\n".join(lines) + "\n").encode()


def only(service: ImportService, data: bytes) -> PreviewRow:
    (row,) = service.preview(data, "experts").rows
    return row


def take_in(service: ImportService, data: bytes) -> None:
    assert service.apply(service.preview(data, "experts")).taken_in


FIRST = "佐藤　一郎,a@example.jp,架空社,ICT-BCP,18団体,可,雇用"


def test_name_and_mail_together_are_the_person(service: ImportService) -> None:
    take_in(service, roster(FIRST))
    assert (
        only(service, roster(FIRST.replace("佐藤　一郎", "佐藤 一郎").replace("架空社", "別社"))).outcome == "changed"
    )
    assert only(service, roster(FIRST.replace("a@", "b@"))).outcome == "new"


def test_the_same_person_twice_in_one_file_with_another_content_is_refused(service: ImportService) -> None:
    preview = service.preview(roster(FIRST, FIRST, FIRST.replace("架空社", "別社")), "experts")
    assert [row.outcome for row in preview.rows] == ["new", "duplicate", "refused"]


def test_a_blank_cell_leaves_what_is_known(service: ImportService, store: MemoryStore) -> None:
    take_in(service, roster(FIRST))
    before = store.of(Expert)[0]
    blank = roster("佐藤　一郎,a@example.jp,,,,,")
    assert {change.field for change in only(service, blank).changes} == {"source"}
    take_in(service, blank)
    assert replace(store.of(Expert)[0], source=before.source) == before


def test_what_staff_typed_since_stays_and_is_told(service: ImportService, store: MemoryStore) -> None:
    take_in(service, roster(FIRST))
    (expert,) = store.of(Expert)
    store.put(replace(expert, affiliation="職員が書き直した所属"))
    changed = FIRST.replace("架空社", "別の架空社")
    row = only(service, roster(changed))
    assert "affiliation" not in {change.field for change in row.changes}
    assert "affiliation" in {note.field for note in row.notes}


def test_a_level_that_people_raised_stays_while_a_new_field_is_added(
    service: ImportService, store: MemoryStore
) -> None:
    take_in(service, roster(FIRST))
    (expert,) = store.of(Expert)
    store.put(replace(expert, fields=(Member("ict-bcp", "leading"),)))
    assert only(service, roster(FIRST)).outcome == "unchanged"
    take_in(service, roster(FIRST.replace("ICT-BCP", "ICT-BCP・テレワークの推進")))
    assert set(store.of(Expert)[0].fields) == {Member("ict-bcp", "leading"), Member("telework", "capable")}


def test_a_level_that_the_file_names_is_taken(service: ImportService, store: MemoryStore) -> None:
    take_in(service, roster(FIRST.replace("ICT-BCP", "ICT-BCP（主導できる）")))
    assert store.of(Expert)[0].fields == (Member("ict-bcp", "leading"),)


def test_a_column_that_no_field_takes_is_named(service: ImportService) -> None:
    preview = service.preview("氏名,趣味\n佐藤,将棋\n".encode(), "experts")
    assert preview.remarks[0].value == "趣味"
    assert any(note.label == "趣味" and "将棋" in note.reason for note in preview.rows[0].notes)


def test_an_expert_without_a_name_is_refused(service: ImportService) -> None:
    row = only(service, roster(",a@example.jp,架空社,ICT-BCP,18団体,可,雇用"))
    assert [problem.code for problem in row.problems] == ["imports.required_empty"]


def test_a_record_of_support_in_words_gives_no_count(service: ImportService, store: MemoryStore) -> None:
    take_in(service, roster(FIRST.replace("18団体", "A市とB町の窓口改革（3団体）")))
    (expert,) = store.of(Expert)
    assert (expert.municipal_record, expert.municipal_count) == ("A市とB町の窓口改革（3団体）", None)


def test_the_count_of_bodies_is_read_in_any_width(context: object) -> None:
    for text in ("18団体", "１８団体", "約18団体", " 18 団体 "):
        values = read_municipal_record(text, context)  # type: ignore[arg-type]
        assert values == {"municipal_record": text, "municipal_count": 18}
