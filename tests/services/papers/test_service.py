"""Documents from the records: nothing that the contract asks for is missing, nothing private is printed."""

import io
import zipfile
from contextlib import closing
from hashlib import sha256

import pytest

from app.domain.errors import AppError
from app.domain.expert import Expert
from app.domain.record import Audience
from app.domain.registers import REGISTERS
from app.domain.session import SessionStatus
from app.services.desk import Desk
from app.services.papers.service import Incomplete
from app.services.views import Missing
from app.services.workspace import workspaces
from tests.desk_fixtures import Ready
from tests.desks import REPORT, add_case, add_expert, hold, log_size, plan, refusal, reported
from tests.documents.reading import text_of

SECTIONS = ("attendees", "content", "effect", "materials", "tools", "place")


def reported_session(desk: Desk) -> str:
    return desk.ids("sessions", {"status": SessionStatus.REPORTED})[0]


def leads_to_an_entry(desk: Desk, missing: Missing) -> bool:
    """Say whether a line of the missing list names an existing record and one of its fields."""
    record = desk.record(missing.register, missing.id)
    return REGISTERS[missing.register].field(missing.field) in record.REGISTER.fields and bool(missing.label)


# Deliverable 5: the dispatch report


def test_a_complete_report_is_made_with_every_section_and_its_clock(ready: Ready) -> None:
    desk = ready.desk
    session = reported(desk, ready.case)
    made = desk.make("5", session)
    text = text_of(made.data)
    for section in ("業務フローを確認した。", "見直し案が決まった。", "フロー図", "髙木", "蕨市", "市民課長ほか3名"):
        assert section in text
    assert "令和8年9月30日" in text  # the fifth open day
    assert (made.sha256, made.pages >= 1) == (sha256(made.data).hexdigest(), True)
    number = desk.shown("sessions", session)[0].text
    assert made.file_name == f"5_派遣結果報告書_{number}.pdf"


@pytest.mark.parametrize("section", SECTIONS)
def test_a_report_that_lacks_a_section_is_refused_leading_to_its_field(ready: Ready, section: str) -> None:
    desk = ready.desk
    session = plan(desk, ready.case)
    hold(desk, session, **{section: ""})
    with pytest.raises(Incomplete) as refused:
        desk.make("5", session)
    (missing,) = refused.value.missing
    assert (missing.register, missing.id, missing.field) == ("sessions", session, section)
    assert leads_to_an_entry(desk, missing)
    assert refused.value.code == "services.document_incomplete"
    assert missing.label in str(refused.value.values["labels"])


def test_everything_that_a_bare_session_lacks_is_named_at_once_where_it_is_entered(ready: Ready) -> None:
    desk = ready.desk
    session = plan(desk, ready.case, place="")
    with pytest.raises(Incomplete) as refused:
        desk.make("5", session)
    assert {missing.field for missing in refused.value.missing} == {"status", *SECTIONS}
    assert all(leads_to_an_entry(desk, missing) for missing in refused.value.missing)


def test_a_session_that_was_not_held_is_reported_as_a_draft_only(ready: Ready) -> None:
    desk = ready.desk
    session = plan(desk, ready.case)
    desk.run("session.edit", session, REPORT)
    with pytest.raises(Incomplete) as refused:
        desk.make("5", session)
    assert [(missing.id, missing.field) for missing in refused.value.missing] == [(session, "status")]
    desk.run("session.hold", session, {})
    assert desk.make("5", session).data


def test_a_draft_is_made_of_what_there_is_and_says_that_it_is_one(ready: Ready) -> None:
    desk = ready.desk
    session = plan(desk, ready.case)
    made = desk.make("5", session, draft=True)
    assert "下書き" in text_of(made.data)
    assert {missing.field for missing in made.missing} >= {"content", "effect", "materials", "tools"}
    assert all(leads_to_an_entry(desk, missing) for missing in made.missing)


def test_the_missing_list_is_told_without_making_a_refusal(ready: Ready) -> None:
    session = plan(ready.desk, ready.case)
    assert ready.desk.missing("5", session) == ready.desk.make("5", session, draft=True).missing


def test_the_missing_name_of_the_contractor_is_pointed_out_and_leads_to_the_contract(ready: Ready) -> None:
    desk = ready.desk
    session = reported(desk, ready.case)
    (contract,) = desk.ids("contracts")
    for missing in (desk.make("5", session).missing, desk.missing("3")):
        assert [(item.register, item.id, item.field) for item in missing] == [("contracts", contract, "contractor")]
    desk.run("contract.edit", contract, {"contractor": "株式会社彩の国サポート（架空）"})
    assert desk.missing("5", session) == desk.missing("3") == ()
    assert "株式会社彩の国サポート（架空）" in text_of(desk.make("5", session).data)


def test_the_same_records_give_the_same_bytes_and_making_writes_nothing(demonstration: Desk) -> None:
    session = reported_session(demonstration)
    before = log_size(demonstration)
    for kind, form in (("5", "pdf"), ("3", "pdf"), ("3", "xlsx")):
        for_id = session if kind == "5" else ""
        assert demonstration.make(kind, for_id, form=form).data == demonstration.make(kind, for_id, form=form).data
    assert log_size(demonstration) == before


def test_a_note_of_the_contractor_is_never_printed(ready: Ready) -> None:
    desk = ready.desk
    desk.run("case.edit", ready.case, {"note": "内密の覚え書き一"})
    session = plan(desk, ready.case, note="内密の覚え書き二")
    hold(desk, session)
    assert "内密" not in text_of(desk.make("5", session).data)


# Deliverable 3: the expert database


def test_the_database_of_the_prefecture_and_the_publication_have_the_listed_experts_only(demonstration: Desk) -> None:
    listed, others = _experts(demonstration, True), _experts(demonstration, False)
    assert others
    for edition in ("prefecture", "publication"):
        text = text_of(demonstration.make("3", edition=edition).data)
        assert all(_without_spaces(expert.name) in text for expert in listed)
        assert not any(_without_spaces(expert.name) in text for expert in others)


@pytest.mark.parametrize("form", ["pdf", "xlsx"])
def test_the_publication_has_no_value_of_a_field_that_is_not_public(ready: Ready, form: str) -> None:
    desk = ready.desk
    secret = _secrets(desk, ready.expert)
    made = desk.make("3", edition="publication", form=form)
    text = text_of(made.data) if form == "pdf" else _all_text(made.data)
    assert "髙木" in text
    assert [name for name, value in secret.items() if _without_spaces(value) in text] == []


@pytest.mark.parametrize("form", ["pdf", "xlsx"])
def test_the_edition_of_the_prefecture_has_no_value_for_the_contractor_only(ready: Ready, form: str) -> None:
    desk = ready.desk
    secret = _secrets(desk, ready.expert)
    made = desk.make("3", edition="prefecture", form=form)
    text = text_of(made.data) if form == "pdf" else _all_text(made.data)
    for name, value in secret.items():
        is_private = Expert.REGISTER.field(name).audience is Audience.CONTRACTOR
        assert (_without_spaces(value) in text) is not is_private, name


def test_a_database_whose_expert_lacks_a_record_of_support_is_refused_leading_to_it(ready: Ready) -> None:
    desk = ready.desk
    desk.run("expert.edit", ready.expert, {"municipal_record": ""})
    with pytest.raises(Incomplete) as refused:
        desk.make("3")
    (missing,) = refused.value.missing
    assert (missing.register, missing.id, missing.field) == ("experts", ready.expert, "municipal_record")
    assert leads_to_an_entry(desk, missing)
    assert desk.make("3", draft=True).missing == desk.missing("3")


def test_an_expert_who_is_not_listed_holds_nothing_up(ready: Ready) -> None:
    add_expert(ready.desk, "山﨑　誠", listed=False, municipal_record="")
    assert "山﨑" not in text_of(ready.desk.make("3").data)


# What cannot be made


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"kind": "11"}, "services.no_such_document"),
        ({"kind": ""}, "services.no_such_document"),
        ({"kind": "3", "edition": "secret"}, "services.no_such_edition"),
        ({"kind": "3", "form": "docx"}, "services.no_such_form"),
        ({"kind": "5", "for_id": "no-such-session"}, "store.record_missing"),
        ({"kind": "5"}, "store.record_missing"),
    ],
)
def test_what_cannot_be_made_is_refused_with_a_sentence(desk: Desk, asked: dict[str, str], code: str) -> None:
    with pytest.raises(AppError) as refused:
        desk.make(**asked)  # type: ignore[arg-type]
    assert refused.value.code == code


def test_a_form_in_which_a_report_is_not_made_is_refused_not_ignored(ready: Ready) -> None:
    session = reported(ready.desk, ready.case)
    with refusal("services.no_such_form"):
        ready.desk.make("5", session, form="xlsx")


def test_an_edition_that_a_report_does_not_have_is_refused_not_ignored(ready: Ready) -> None:
    session = reported(ready.desk, ready.case)
    with refusal("services.no_such_edition"):
        ready.desk.make("5", session, edition="publication")


AT_THE_END = ("8", "9", "10")  # deliverables that tell of the whole contract


def test_every_kind_of_document_that_is_offered_can_be_made(demonstration: Desk) -> None:
    for kind in demonstration.document_kinds():
        for edition in kind.editions:
            for form in kind.forms:
                for_id = reported_session(demonstration) if kind.register == "sessions" else ""
                if kind.register not in ("", "sessions"):
                    for_id = next(iter(demonstration.ids(kind.register)), "")
                    if not for_id:  # the year has no subcontract; test_office_documents.py makes one
                        continue
                # Nobody was changed, nothing returned and no result written yet, and there may be nothing to tell.
                draft = kind.when_needed or kind.kind in ("staff-change", "assets", *AT_THE_END)
                made = demonstration.make(kind.kind, for_id, edition, draft, form)
                assert made.file_name.endswith(f".{form}")
                assert made.data


def _experts(desk: Desk, is_listed: bool) -> list[Expert]:
    found = [desk.record("experts", record_id) for record_id in desk.ids("experts", {"is_listed": is_listed})]
    return [expert for expert in found if isinstance(expert, Expert)]


def _secrets(desk: Desk, expert: str) -> dict[str, str]:
    """Give each text field that is not public a telling value and return them."""
    form = {each.action.name: each.action.fields for each in desk.offers("experts", expert)}
    values: dict[str, str] = {}
    for action in ("expert.edit", "expert.record_explanation", "expert.record_consent"):
        hidden = [
            field
            for field in form[action]
            if field.audience is not Audience.PUBLIC and field.kind.name in ("TEXT", "LONG_TEXT")
        ]
        entries = {field.name: f"秘{field.name}密" for field in hidden}
        desk.run(action, expert, entries)
        values |= entries
    assert {"mail", "phone", "note", "base", "vendor_relations", "consent_scope"} <= set(values)
    return values


def _all_text(workbook: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return "".join(archive.read(name).decode("utf-8") for name in archive.namelist())


def _without_spaces(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("kind", ["fairness", "week"])
def test_a_document_is_in_japanese_whatever_language_the_terminal_speaks(ready: Ready, kind: str) -> None:
    other = add_case(ready.desk, "川口市")
    plan(ready.desk, ready.case, mode="オンライン", online_wish="課長が希望")
    ready.desk.run("case.start_matching", other, {})
    japanese = ready.desk.make(kind).data
    ready.office.close()
    desk = workspaces.open_workspace(ready.office.root, ready.office.access, ready.office.clock, "Office", "en")
    with closing(desk):
        assert desk.matching.fairness().sentence.isascii()
        assert desk.make(kind).data == japanese
