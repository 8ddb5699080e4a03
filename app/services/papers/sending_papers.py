"""Papers that go with something: the letter of what is handed in, and the survey that a municipality answers."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.contract.facts import DONE
from app.documents.letterhead import Letterhead
from app.documents.office_paper import Entries, Listing, OfficePaper, Section, Words
from app.domain.case import Case, CaseKind
from app.domain.session import Session
from app.domain.submission import Submission
from app.domain.support_field import in_table_order
from app.services.judging.fact_loading import bare_facts, facts_around
from app.services.papers.collecting import Collected, Collector, safe_name
from app.services.papers.office_papers import day
from app.services.surroundings import Surroundings
from app.services.views import DocumentKind, Missing
from app.store.queries import Reader

KINDS = (
    DocumentKind("survey", "派遣のアンケート", "", ("",), ("pdf",), may_name="cases"),
    DocumentKind("cover", "成果物の送付状", "", ("",), ("pdf",), when_needed=True, may_name="submissions"),
)
STEPS = (("5", "解決した"), ("4", ""), ("3", "どちらともいえない"), ("2", ""), ("1", "解決していない"))
BOX = "☐"
ROOM, BLANK = "\n\n\n\n", "　"  # for what is written by hand


def _survey(reader: Reader, around: Surroundings, record_id: str, head: Letterhead) -> Collected:
    """Collect the survey of one case, filled in as far as it is known, or an empty one (6(6)キ)."""
    if not record_id:
        return Collected(_survey_paper(Case(id=""), "", "", (), head), (), "アンケート.pdf")
    case = reader.get(Case, record_id)
    facts = facts_around(reader, around, case)
    held = [each for each in facts.sessions_by_case.get(case.id, ()) if each.status in DONE]
    fields = {field.code: field.name for field in facts.terms.support_fields}
    named = "、".join(
        fields.get(each.key, each.key) for each in in_table_order(case.fields, facts.terms.support_fields)
    )
    office = around.municipalities.by_code(case.municipality_code).name
    paper = _survey_paper(case, office, named, held, head)
    return Collected(paper, tuple(_unheld(case, held)), f"アンケート_{safe_name(case.number)}.pdf")


def _unheld(case: Case, held: Sequence[Session]) -> list[Missing]:
    """Return what stands against asking: only what was supported by a dispatch is asked about."""
    if case.kind is not CaseKind.DISPATCH:
        return [Missing("cases", case.id, "kind", "申請区分（専門人材派遣）")]
    return [] if held else [Missing("cases", case.id, "status", "実施した派遣")]


def _survey_paper(case: Case, office: str, fields: str, held: Sequence[Session], head: Letterhead) -> OfficePaper:
    days = sorted({each.held_on for each in held if each.held_on})
    known = (
        ("案件番号", case.number),
        ("団体名", office),
        ("支援の分野", fields),
        ("支援を実施した日", "\n".join(map(day, days))),
        ("支援の内容", case.support_content),
    )
    about = Entries(tuple((name, text or BLANK) for name, text in known))
    steps = Listing((("○", 0.4), ("段階", 0.6), ("課題の解決状況", 4.0)), tuple((BOX, *step) for step in STEPS))
    answer = Entries((("ご意見", ROOM), ("回答日", "令和　　年　　月　　日"), ("所属", BLANK), ("氏名", BLANK)))
    lead = "このたびの支援について、課題がどこまで解決したかをお聞かせください。ご回答は今後の支援に役立てます。"
    sections = (
        Section("支援", "6(6)キ", (about,)),
        Section("課題の解決状況（あてはまる段階に○）", "6(6)キ", (steps,)),
        Section("ご意見とご回答者", "6(6)キ", (answer,)),
    )
    to = replace(head, addressee=f"{office}　{case.department}".strip() or "市町村　DX推進ご担当")
    return OfficePaper(to, "専門人材派遣アンケート", "仕様書 6(6)キ", lead, sections)


def _cover(reader: Reader, around: Surroundings, record_id: str, head: Letterhead) -> Collected:
    """Collect the letter of one submission, or of everything handed in on the latest day (8)."""
    facts = bare_facts(reader, around)
    every = [reader.get(Submission, record_id)] if record_id else reader.find(Submission)
    newest = max((each.submitted_on for each in every if each.submitted_on), default=None)
    sent = sorted(
        (each for each in every if each.submitted_on == newest and newest is not None),
        key=lambda each: (each.deliverable or 0, each.title, each.id),
    )
    names = {row.number: row.name for row in facts.terms.deliverables}
    rows = tuple(
        (str(each.deliverable or ""), names.get(each.deliverable or 0, ""), each.title, each.sha256[:16] or "―")
        for each in sent
    )
    columns = (("番号", 0.5), ("納品成果物", 2.2), ("提出するもの", 3.0), ("SHA-256（先頭16桁）", 1.8))
    notes = [each.note for each in sent if each.note.strip()]
    sections = [Section("提出する成果物", "8 表2", (Listing(columns, rows),))]
    if notes:
        sections.append(Section("備考", "", (Words("\n".join(notes)),)))
    lead = f"{head.contract}の成果物を、次のとおり提出します。ご査収くださいますようお願いします。"
    lacking = () if sent else (Missing("submissions", "", "submitted_on", "提出した成果物"),)
    paper = OfficePaper(replace(head, on=newest or head.on), "送付状", "仕様書 8", lead, tuple(sections))
    return Collected(paper, lacking, "成果物の送付状.pdf")


COLLECTORS: Mapping[str, Collector] = {"survey": _survey, "cover": _cover}
