"""Whatever stands in a file: a preview never fails, every row has one outcome, and the counts add up."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.documents.tabular import ErrorValue, Formula, SourceRow, Table
from app.domain.entry import EntryContext
from app.services.imports.mapping import propose
from app.services.imports.preview import ImportPreview, Outcome, Planner, read_rows
from app.services.imports.service import ImportService
from app.services.imports.subject import Subject
from app.services.imports.subjects import SUBJECTS
from tests.services.imports.memory_store import MemoryStore, applications_csv

shared_fixtures = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
typical = st.sampled_from(
    ["", " ", "LG-1", "LG-2", "小川町", "鶴ケ島市", "X市", "よろず相談", "専門人材派遣", "2026/7/24 11:00", "R8.7.24",
     "ICT-BCP", "18団体", "可", "不可", "雇用", "=1+1", "本文", "\ud800", "\0", "\ufffd", "𠮷田"]
)  # fmt: skip
cells = st.one_of(
    typical,
    st.text(max_size=20),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.datetimes(),
    st.times(),
    st.builds(Formula, st.text(max_size=9)),
    st.builds(ErrorValue, st.text(max_size=9)),
)


@st.composite
def tables(draw: st.DrawFn) -> tuple[Subject, Table]:
    subject = draw(st.sampled_from(list(SUBJECTS.values())))
    known = [column.header for column in subject.columns]
    headers = draw(
        st.lists(st.one_of(st.sampled_from(known), st.text(max_size=8)), min_size=1, max_size=9, unique=True)
    )
    width = len(headers)
    rows = draw(st.lists(st.lists(cells, min_size=width, max_size=width + 1), max_size=6))
    return subject, Table(tuple(headers), tuple(SourceRow(n, tuple(row)) for n, row in enumerate(rows, start=2)))


@shared_fixtures
@given(tables())
def test_every_row_of_any_table_has_exactly_one_outcome(context: EntryContext, made: tuple[Subject, Table]) -> None:
    subject, table = made
    mapping = propose(subject, table.headers)
    reads = read_rows(subject, table, mapping, context)
    rows = Planner(subject, mapping, context).plan(reads, {})
    assert [row.number for row in rows] == [row.number for row in table.rows]
    preview = ImportPreview(subject, "x", "", table, mapping, reads, rows)
    counts = preview.counts
    assert sum(counts[outcome.value] for outcome in Outcome) == counts["rows"] == len(table.rows)
    for row in rows:
        assert (row.outcome is Outcome.REFUSED) == bool(row.problems)
        assert (row.outcome is Outcome.NEW) == (row.record is not None)
        assert all(remark.reason for remark in (*row.problems, *row.notes))


field_texts = st.fixed_dictionaries(
    {},
    optional={
        "受付番号": st.sampled_from(["LG-1", "LG-2", "LG-3", "ＬＧ－１", ""]),
        "団体名": st.sampled_from(["小川町", "比企郡小川町", "嵐山町", "X市"]),
        "申請区分": st.sampled_from(["よろず相談", "専門人材派遣", "?"]),
        "相談内容": st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=8),
        "所属": st.sampled_from(["総務課", "情報課", ""]),
    },
)


@shared_fixtures
@given(st.lists(field_texts, min_size=1, max_size=6), st.lists(field_texts, min_size=1, max_size=6))
def test_any_two_files_one_after_the_other_settle_and_the_last_one_again_changes_nothing(
    context: EntryContext, first: list[dict[str, str]], second: list[dict[str, str]]
) -> None:
    store = MemoryStore()
    service = ImportService(store, lambda: context, store.back_up)
    for rows in (first, second):
        data = applications_csv(*rows)
        service.apply(service.preview(data, "applications"), partial=True)
        before = dict(store.records)
        again = service.preview(data, "applications")
        assert again.counts["new"] == again.counts["changed"] == 0
        service.apply(again, partial=True)
        assert store.records == before
