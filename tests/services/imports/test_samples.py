"""The three files as offices sent them: each count is taken from the files and the contract, not from the code."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from app.domain.case import Case, CaseKind, CaseStatus, ContactSkill, WishedMode
from app.domain.expert import Engagement, Expert
from app.domain.imports import ImportRun
from app.services.imports.service import ImportService
from tests.services.imports.memory_store import MemoryStore

Sample = Callable[[str], Path]
CP932 = "form_applications_cp932.csv"
UTF8 = "form_applications_utf8.csv"
NOTHING = {"rows": 0, "new": 0, "changed": 0, "unchanged": 0, "duplicate": 0, "refused": 0}


def codes_of_notes(service: ImportService, sample: Path, subject: str) -> dict[int, set[str]]:
    return {row.number: {note.code for note in row.notes} for row in service.preview(sample, subject).rows}


# Applications


def test_of_42_applications_40_are_new_one_was_sent_twice_and_one_names_no_municipality(
    service: ImportService, sample: Sample
) -> None:
    for name in (CP932, UTF8):
        preview = service.preview(sample(name), "applications")
        assert preview.counts == {**NOTHING, "rows": 42, "new": 40, "duplicate": 1, "refused": 1}


def test_the_application_sent_twice_and_the_unknown_municipality_are_named_in_words(
    service: ImportService, sample: Sample
) -> None:
    by_number = {row.number: row for row in service.preview(sample(CP932), "applications").rows}
    assert by_number[42].outcome == "duplicate"
    assert "5行目" in by_number[42].notes[0].reason
    assert "LG-10003" in by_number[42].title
    assert by_number[43].outcome == "refused"
    (problem,) = by_number[43].problems
    assert (problem.label, problem.value) == ("団体名", "存在しない市")
    assert "存在しない市" in problem.reason


def test_the_answer_has_the_shape_of_the_interface(service: ImportService, sample: Sample) -> None:
    found = service.preview(sample(CP932), "applications").as_dict()
    assert {name: found[name] for name in ("rows", "new", "changed", "unchanged", "duplicate")} == {
        "rows": 42, "new": 40, "changed": 0, "unchanged": 0, "duplicate": 1,
    }  # fmt: skip
    refused = found["refused"]
    assert isinstance(refused, list)
    assert [(each["row"], each["field"], each["value"]) for each in refused] == [(43, "団体名", "存在しない市")]
    assert refused[0]["reason"]


def test_one_refused_row_means_that_nothing_is_taken_in(
    service: ImportService, sample: Sample, store: MemoryStore
) -> None:
    result = service.apply(service.preview(sample(CP932), "applications"))
    assert not result.taken_in
    assert store.records == {}
    assert store.backups == 0
    assert store.reasons == []


def test_partly_taken_in_there_are_29_dispatches_and_11_consultations_at_intake_each_with_its_number(
    service: ImportService, sample: Sample, store: MemoryStore
) -> None:
    assert service.apply(service.preview(sample(CP932), "applications"), partial=True).taken_in
    cases = store.of(Case)
    by_kind = {kind: [case for case in cases if case.kind is kind] for kind in CaseKind}
    assert len(by_kind[CaseKind.DISPATCH]) == 29
    assert len(by_kind[CaseKind.CONSULTATION]) == 11
    assert {case.status for case in cases} == {CaseStatus.RECEIVED}
    assert {case.number for case in by_kind[CaseKind.DISPATCH]} == {f"派-M07-{n:04d}" for n in range(1, 30)}
    assert {case.number for case in by_kind[CaseKind.CONSULTATION]} == {f"相-M07-{n:04d}" for n in range(1, 12)}
    assert store.backups == 1
    assert len(store.reasons) == 1


def test_an_application_keeps_every_word_as_typed(service: ImportService, sample: Sample, store: MemoryStore) -> None:
    service.apply(service.preview(sample(CP932), "applications"), partial=True)
    case = next(case for case in store.of(Case) if case.received_number == "LG-10003")
    assert case.kind is CaseKind.CONSULTATION
    assert case.municipality_code == "113859"
    assert case.applied_on == date(2026, 6, 11)
    assert case.applied_at == datetime(2026, 6, 11, 5, 3, tzinfo=UTC)  # 14:03 in Japan
    assert case.status_since == date(2026, 6, 11)
    assert case.contact_phone == "０４８－０００－００００"
    assert case.content == "①標準化移行後の運用経費が㈱ベンダーの見積で２倍になった。精査の方法を教えてほしい。"
    assert [member.key for member in case.fields] == ["open-data"]
    assert case.wished_mode is WishedMode.EITHER
    assert case.contact_skill is ContactSkill.BEGINNER
    assert '"団体名":"上里町"' in case.source


def test_the_8_texts_that_look_like_formulas_come_in_as_texts_and_are_marked(
    service: ImportService, sample: Sample, store: MemoryStore
) -> None:
    notes = codes_of_notes(service, sample(CP932), "applications")
    assert [number for number, codes in notes.items() if "imports.formula_text" in codes] == list(range(3, 39, 5))
    service.apply(service.preview(sample(CP932), "applications"), partial=True)
    marked = [case for case in store.of(Case) if case.has_formula]
    assert len(marked) == 8
    assert {case.content for case in marked} == {"=cmd|' /C calc'!A0"}


def test_other_spellings_of_municipalities_are_understood_and_told(service: ImportService, sample: Sample) -> None:
    notes = codes_of_notes(service, sample(CP932), "applications")
    assert [number for number, codes in notes.items() if "imports.municipality_variant" in codes] == [34, 37]


def test_the_same_file_again_changes_nothing(service: ImportService, sample: Sample, store: MemoryStore) -> None:
    service.apply(service.preview(sample(CP932), "applications"), partial=True)
    before = dict(store.records)
    again = service.preview(sample(CP932), "applications")
    assert again.counts == {**NOTHING, "rows": 42, "unchanged": 40, "duplicate": 1, "refused": 1}
    assert service.apply(again, partial=True).taken_in
    assert store.records == before
    assert (store.backups, len(store.reasons)) == (1, 1)


def test_the_second_encoding_shows_exactly_the_8_rows_whose_characters_cp932_lacks(
    service: ImportService, sample: Sample, store: MemoryStore
) -> None:
    service.apply(service.preview(sample(CP932), "applications"), partial=True)
    preview = service.preview(sample(UTF8), "applications")
    assert preview.counts == {**NOTHING, "rows": 42, "changed": 8, "unchanged": 32, "duplicate": 1, "refused": 1}
    changed = [row for row in preview.rows if row.outcome == "changed"]
    assert [row.number for row in changed] == list(range(6, 42, 5))
    for row in changed:
        (change,) = row.changes
        assert change.label == "相談内容"
        assert change.before.replace("髙度", "𠮷度") == change.after
        assert "髙度" in change.before
    service.apply(preview, partial=True)
    assert sum("𠮷度" in case.content for case in store.of(Case)) == 8
    assert service.preview(sample(UTF8), "applications").counts["unchanged"] == 40


def test_each_import_is_recorded_with_its_counts(service: ImportService, sample: Sample, store: MemoryStore) -> None:
    service.apply(service.preview(sample(CP932), "applications"), partial=True)
    (run,) = store.of(ImportRun)
    assert (run.file_name, run.subject) == (CP932, "applications")
    counts = (run.row_count, run.new_count, run.changed_count, run.duplicate_count, run.refused_count)
    assert counts == (42, 40, 0, 1, 1)
    assert len(run.sha256) == 64
    assert run.imported_at == datetime(2026, 11, 24, 3, tzinfo=UTC)


# Experts


def test_all_13_experts_are_new(service: ImportService, sample: Sample) -> None:
    preview = service.preview(sample("experts.xlsx"), "experts")
    assert preview.counts == {**NOTHING, "rows": 13, "new": 13}
    assert [row.number for row in preview.rows] == list(range(4, 17))
    assert preview.mapping.unmapped == ()


def test_an_expert_is_read_as_the_roster_says(service: ImportService, sample: Sample, store: MemoryStore) -> None:
    assert service.apply(service.preview(sample("experts.xlsx"), "experts")).taken_in
    by_mail = {expert.mail: expert for expert in store.of(Expert)}
    first = by_mail["expert00@example.jp"]
    assert first.name == "佐藤　一郎"
    assert first.kana == ""
    assert first.engagement is Engagement.EMPLOYED
    assert (first.municipal_record, first.municipal_count) == ("18団体", 18)
    assert first.on_site
    assert not first.is_listed
    assert {member.level for member in first.fields} == {"capable"}
    assert not by_mail["expert11@example.jp"].on_site


def test_the_fields_are_told_apart_whatever_separates_them(
    service: ImportService, sample: Sample, store: MemoryStore
) -> None:
    service.apply(service.preview(sample("experts.xlsx"), "experts"))
    counts = {expert.mail[6:8]: len(expert.fields) for expert in store.of(Expert)}
    # line ends, 、 and ・, where ・ also stands inside デジタル専門人材の確保・育成 and three other names
    assert counts == {
        "00": 7, "01": 4, "02": 5, "03": 4, "04": 6, "05": 6, "06": 6, "07": 5, "08": 5, "09": 5, "10": 3, "11": 2,
        "12": 5,
    }  # fmt: skip


def test_the_day_of_consent_is_read_in_all_three_notations(
    service: ImportService, sample: Sample, store: MemoryStore
) -> None:
    service.apply(service.preview(sample("experts.xlsx"), "experts"))
    by_mail = {expert.mail[6:8]: expert.consented_on for expert in store.of(Expert)}
    assert by_mail["00"] == date(2026, 5, 11)  # 令和8年5月11日
    assert by_mail["03"] == date(2026, 5, 15)  # 2026/05/15
    assert by_mail["05"] == date(2026, 5, 10)  # R8.5.10
    assert by_mail["12"] is None


def test_what_still_keeps_an_expert_off_the_list_is_told(service: ImportService, sample: Sample) -> None:
    notes = codes_of_notes(service, sample("experts.xlsx"), "experts")
    assert [number for number, codes in notes.items() if "imports.consent_missing" in codes] == [16]
    assert [number for number, codes in notes.items() if "imports.not_on_site" in codes] == [15]
    assert all("imports.explanation_missing" in codes for codes in notes.values())


def test_the_same_roster_again_changes_nothing(service: ImportService, sample: Sample, store: MemoryStore) -> None:
    service.apply(service.preview(sample("experts.xlsx"), "experts"))
    before = dict(store.records)
    again = service.preview(sample("experts.xlsx"), "experts")
    assert again.counts == {**NOTHING, "rows": 13, "unchanged": 13}
    service.apply(again)
    assert store.records == before
