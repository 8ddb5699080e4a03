"""The declared sections of the plan: complete, in order, and filled from what is on record (5(1))."""

import re
from dataclasses import replace
from datetime import date

import pytest

from app.domain.commitment import Commitment
from app.domain.contract import Contract
from app.domain.errors import AppError
from app.domain.event import Event, EventKind, EventStatus
from app.domain.plan import PlanSection
from app.services.plans.sections import SectionForm, cells, form_of, lack_of, section_forms
from app.services.plans.writing import LISTS, section_text, word
from tests.factories import SIGNED_ON, make_amendment, make_expert
from tests.factories_office import (
    make_asset,
    make_commitment,
    make_leader,
    make_member,
    make_pledge,
    make_question,
    make_subcontract,
)
from tests.factories_support import make_accompaniment, named_facts

CONTRACT = Contract(id="contract-1", name="架空の業務委託", signed_on=SIGNED_ON, contractor="架空支援株式会社")
EXPECTED = (
    "業務概要", "方針と提案事項", "業務体制の構築", "デジタル専門人材の確保", "デジタル専門人材データベースの作成",
    "県職員と連携した長期伴走支援", "DXよろず相談窓口の設置", "デジタル専門人材の派遣によるアドバイス支援",
    "市町村ヒアリングへの同席", "市町村間の情報交換を促進する職員交流会の実施", "県内市町村間での支援事例の共有",
    "市町村のDX推進に寄与するその他支援の実施", "工程表", "成果物と期限", "会議体と連絡", "役割分担",
    "進行・課題・品質の管理", "情報セキュリティ", "再委託", "リスク", "協議事項",
)  # fmt: skip


def filled(key: str, *records: object, **options: object) -> str:
    """Return what the records fill a section with."""
    form = form_of(key)
    assert form is not None
    return section_text(form, named_facts(CONTRACT, *records, **options))  # type: ignore[arg-type]


def test_the_sections_that_an_official_expects_are_there_in_order() -> None:
    assert tuple(form.heading for form in section_forms()) == EXPECTED
    assert [form.clause for form in section_forms() if form.chapter] == [f"6({number})" for number in range(1, 11)]


def test_chapters_are_numbered_through_and_their_parts_within() -> None:
    numbers = [form.number for form in section_forms()]
    assert numbers[:4] == ["1", "2", "3-1", "3-2"]
    assert numbers[11:14] == ["3-10", "4", "5"]
    assert numbers[-1] == "12"


@pytest.mark.parametrize("form", section_forms(), ids=lambda form: form.key)
def test_every_section_says_what_fills_it_and_every_word_in_it_is_known(form: SectionForm) -> None:
    assert form.source
    assert form.clause
    facts = named_facts(CONTRACT)
    for name in re.findall(r"\{\*([a-z_]+)", form.text):
        assert name in LISTS
    for key in re.findall(r"\{([a-z0-9_.]+)\}", form.text):
        assert word(key, facts)
    assert "{" not in section_text(form, facts)


def test_a_word_that_is_none_is_told_by_its_name() -> None:
    with pytest.raises(AppError) as raised:
        word("no.such_term", named_facts())
    assert raised.value.code == "calendar.term_unknown"


def test_terms_stand_as_they_hold_on_the_day() -> None:
    assert "1市町村あたり5回以内" in filled("work_6", today=date(2026, 9, 30))
    raised = filled("work_6", today=date(2026, 10, 1), amendments=(make_amendment(),))
    assert "1市町村あたり6回以内" in raised


def test_whole_hours_are_told_in_hours_as_the_contract_does() -> None:
    assert "原則対面で3時間程度、最大8時間まで" in filled("work_6")
    assert "1回あたり1時間程度" in filled("work_5")


def test_the_parties_and_the_dates_come_from_the_contract() -> None:
    text = filled("overview")
    for words in ("架空の業務委託", "架空支援株式会社", "令和8年5月11日（月）", "令和9年3月19日（金）"):
        assert words in text


def test_what_nobody_entered_is_marked_to_be_written() -> None:
    nameless = section_text(section_forms()[0], named_facts(replace(CONTRACT, contractor="")))
    assert "受託者｜【要記入】" in nameless
    assert "【要記入】" in filled("policy")
    assert "【要記入】" not in filled("policy", make_commitment())


def test_promises_stand_once_in_their_list_and_under_their_own_clause_alone() -> None:
    first, tenth = (
        make_commitment(clause="6(1)イ", title="見える化"),
        make_commitment(clause="6(10)", id="x", title="手引き"),
    )
    assert "見える化" in filled("work_1", first, tenth)
    assert "手引き" not in filled("work_1", first, tenth)
    assert "手引き" in filled("work_10", first, tenth)
    listed = filled("policy", first, tenth)
    assert listed.count("見える化") == listed.count("手引き") == 1


def test_the_team_is_named_with_its_leader_first_and_the_grounds_of_its_qualification() -> None:
    text = filled("roles", make_member(), make_leader())
    leader, member = make_leader(), make_member()
    assert text.index(leader.name) < text.index(member.name)
    assert "7(1)ウの経験要件を満たす者" in text
    assert "【要記入】" not in text
    assert "【要記入】プロジェクトリーダーと構成員" in filled("roles")


def test_experts_are_counted_for_each_field_of_table_1() -> None:
    text = filled("work_2", make_expert())
    assert "確保した専門人材は1名（データベースに掲載1名、実地で支援できる者1名）" in text
    assert text.count("名\n") + text.endswith("名") >= 15


def test_accompanied_municipalities_are_named_with_who_manages_them() -> None:
    assert "対象市町村は、県と協議して決定する。" in filled("work_4")
    text = filled("work_4", make_accompaniment(), make_expert())
    assert "蕨市｜書かない窓口｜髙木　さくら｜決定" in text


def test_events_stand_in_the_section_of_their_kind_unless_they_were_cancelled() -> None:
    exchange = Event(id="e1", kind=EventKind.EXCHANGE, title="交流会", held_on=date(2026, 11, 19))
    off = Event(id="e2", kind=EventKind.EXCHANGE, title="中止の会", status=EventStatus.CANCELLED)
    assert "交流会｜令和8年11月19日" in filled("work_8", exchange, off)
    assert "中止の会" not in filled("work_8", exchange, off)
    assert "令和8年11月19日" not in filled("work_9", exchange)


def test_subcontracts_pledges_and_lent_data_are_told() -> None:
    assert "現在、再委託の予定はない。" in filled("subcontract")
    assert make_subcontract().partner in filled("subcontract", make_subcontract())
    assert "名から秘密保持の誓約を受け" in filled("security", make_pledge())
    assert make_asset().name in filled("security", make_asset())


def test_open_questions_come_first_and_passages_nobody_asked_about_follow() -> None:
    question = make_question()
    text = filled("questions", question)
    assert question.question in text
    assert "表2｜" in text
    assert text.count("｜未照会") + text.count("｜照会中") == len(named_facts().terms.questions)


def test_a_cell_never_divides_itself_nor_ends_its_line() -> None:
    assert cells("一｜二", "三\n四", "", None or "") == "一／二｜三 四｜―｜―"


def test_hostile_records_stay_inside_their_cells() -> None:
    hostile = Commitment(id="x", clause="6(1)｜\n・■", title="【要記入】ではない｜<b>\n■見出し", owner="担当")
    lines = filled("policy", hostile).split("\n")
    assert sum(line.startswith("■") for line in lines) == 2
    assert lines[-1].count("｜") == 3


@pytest.mark.parametrize(
    ("body", "lack"),
    [
        ("", "本文がありません"),
        ("　\n", "本文がありません"),
        ("…【要記入】…", "「要記入」の箇所が残っています"),
        ("本文", ""),
    ],
)
def test_a_section_lacks_what_nobody_wrote(body: str, lack: str) -> None:
    assert lack_of(PlanSection(id="x", body=body)) == lack
    assert lack_of(None) == "本文がありません"
