"""Deliverable 5: every section that clause 6(6)ク asks for, the clock, and texts as people really write them."""

from dataclasses import replace
from datetime import date, time

import pytest

from app.documents.dispatch_report import SentExpert, dispatch_report, support_time
from app.domain.due_date import due_after_open_days
from tests.documents.reading import check_fonts, check_golden, layout_of, text_of
from tests.documents.samples import LETTERHEAD, OPEN_DAYS, make_report


def test_the_report_reads_as_stored() -> None:
    check_golden("dispatch_report", dispatch_report(make_report()).data)


def test_a_draft_of_an_empty_record_reads_as_stored() -> None:
    empty = make_report(
        letterhead=replace(LETTERHEAD, on=None),
        applied_on=None, support_fields=(), request="", decided_on=None, support_content="", consultation=None,
        held_on=None, starts_at=None, ends_at=None, break_minutes=0, place="", experts=(), attendees="", content="",
        effect="", materials="", tools="", next_steps="", survey_asked_on=None, due=None, draft=True,
    )  # fmt: skip
    check_golden("dispatch_report_empty", dispatch_report(empty).data)


@pytest.mark.parametrize(
    "section",
    [
        "具体的な支援内容",
        "支援による効果",
        "利用した資料",
        "利用したツール",
        "県との協議",
        "アンケート",
        "報告期限の計算",
    ],
)
def test_every_section_that_the_contract_asks_for_is_there(section: str) -> None:
    assert section in layout_of(dispatch_report(make_report()).data)


def test_the_fonts_are_embedded_and_every_name_can_be_read_out() -> None:
    pdf = dispatch_report(make_report()).data
    check_fonts(pdf)
    text = text_of(pdf)
    assert "𠮷田恵" in text
    assert "山﨑翔太" in text
    assert "葛󠄀西主任" in text
    assert "髙木主査" in text


def test_the_same_facts_give_the_same_bytes() -> None:
    assert dispatch_report(make_report()).data == dispatch_report(make_report()).data


def test_the_number_of_pages_is_told() -> None:
    made = dispatch_report(make_report())
    assert made.pages == len(layout_of(made.data).split("\f")) - 1


def test_the_clock_is_shown_day_by_day() -> None:
    text = text_of(dispatch_report(make_report()).data)
    for shown in (
        "2026年9月18日（金）―初日は数えない",
        "2026年9月22日（火）―国民の休日",
        "2026年9月24日（木）1日目",
        "2026年9月30日（水）5日目",
    ):
        assert shown in text
    assert text.count("令和8年9月30日（水）") >= 3


def test_a_due_date_over_new_year_shows_every_closed_day() -> None:
    facts = make_report(held_on=date(2026, 12, 25), due=due_after_open_days(date(2026, 12, 25), 5, OPEN_DAYS))
    text = text_of(dispatch_report(facts).data)
    assert "2027年1月7日（木）5日目" in text
    assert text.count("年末年始") >= 3


def test_the_wish_for_online_is_printed_only_where_it_was_online() -> None:
    wish = "川越市市民課が9月1日にメールで希望"
    assert wish in text_of(dispatch_report(make_report(is_online=True, mode="オンライン", online_wish=wish)).data)
    assert wish not in text_of(dispatch_report(make_report(online_wish=wish)).data)


def test_a_draft_is_stamped_on_every_page_and_a_final_report_on_none() -> None:
    draft = layout_of(dispatch_report(make_report(draft=True)).data).split("\f")[:-1]
    assert all("下書き" in page for page in draft)
    assert "下書き" not in layout_of(dispatch_report(make_report()).data)


@pytest.mark.parametrize(
    ("starts", "ends", "pause", "shown"),
    [
        (time(13, 0), time(16, 15), 15, "3時間"),
        (time(9, 0), time(17, 0), 0, "8時間"),
        (time(9, 0), time(10, 30), 0, "1時間30分"),
        (None, time(10, 0), 0, "―"),
        (time(10, 0), time(9, 0), 0, "0時間"),
    ],
)
def test_support_time_leaves_out_the_breaks(starts: time | None, ends: time, pause: int, shown: str) -> None:
    facts = make_report(starts_at=starts, ends_at=ends, break_minutes=pause)
    assert support_time(facts) == shown


def test_long_names_long_text_and_many_experts_stay_within_the_pages() -> None:
    long_name = "日本一長い名前の一部事務組合及び広域連合並びに協議会準備委員会"
    facts = make_report(
        municipality=long_name,
        content="支援の内容。" * 1_600,
        attendees="W" * 200,
        place="、" * 200,
        experts=tuple(SentExpert(f"専門人材{number}", "長い所属の名称" * 10) for number in range(30)),
    )
    text = text_of(dispatch_report(facts).data)
    assert long_name in text
    assert text.count("支援の内容。") >= 1_500
    assert "専門人材29" in text


def test_what_people_typed_is_never_run_as_markup() -> None:
    hostile = "<b>&lt;太字&gt;</b> <img src='x'/> ) Tj ET (%s {0}"
    assert "".join(hostile.split()) in text_of(dispatch_report(make_report(content=hostile)).data)


def test_a_cap_of_zero_or_twenty_is_printed_without_circles() -> None:
    for cap in (0, 20):
        assert f"上限{cap}回" in text_of(dispatch_report(make_report(cap=cap)).data)
