"""Records for the desk in memory: invented, the same on every run, on the real municipalities and terms."""

from datetime import date, time, timedelta
from functools import cache
from pathlib import Path

from app.contract.terms import Terms
from app.domain.case import Case, CaseKind, CaseStatus, WishedMode
from app.domain.consultation import ConsultationAnswer
from app.domain.contract import Closing
from app.domain.decision import Decision, DecisionKind
from app.domain.expert import Expert
from app.domain.meeting import Homework, Meeting
from app.domain.municipality import Municipalities
from app.domain.record import Member, Record
from app.domain.session import Session, SessionStatus

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 9, 24)
LONG_NAME = "髙﨑𠮷" * 13 + "髙"


@cache
def municipalities() -> Municipalities:
    return Municipalities.from_csv((ROOT / "resources/municipalities.csv").read_text(encoding="utf-8"))


@cache
def terms() -> Terms:
    return Terms.from_toml((ROOT / "resources/contract/saitama-r8-2.toml").read_text(encoding="utf-8"))


def example_records() -> list[Record]:
    towns = list(municipalities())
    fields = terms().support_fields
    experts = [
        Expert(
            id=f"expert-{number}",
            name=LONG_NAME if number == 3 else f"架空 専門{number}",
            kana=f"カクウ{number}",
            affiliation="架空DX合同会社",
            expertise="窓口業務改革とBPR、標準化移行後の運用経費の精査。",
            fields=tuple(Member(field.code, "leading") for field in fields[number::4]),
            on_site=True,
            is_listed=number != 5,
            consented_on=date(2026, 4, 20) if number != 5 else None,
        )
        for number in range(1, 7)
    ]
    statuses = list(CaseStatus)
    cases = [
        Case(
            id=f"case-{number}",
            number=f"派-{number:04}",
            kind=CaseKind.CONSULTATION if number % 7 == 0 else CaseKind.DISPATCH,
            municipality_code=towns[(number * 5) % len(towns)].code,
            applied_on=date(2026, 5, 1) + timedelta(days=number),
            received_number=f"LG-{10000 + number}",
            department="デジタル推進課",
            contact_name="架空 担当",
            fields=(Member(fields[number % 15].code),),
            content="窓口の「書かない窓口」導入にあたり、業務フローの見直しについて助言がほしい。" * (1 + number % 3),
            wished_mode=WishedMode.IN_PERSON,
            expert_ids=(Member("expert-1"),),
            status=statuses[number % len(statuses)],
            status_since=TODAY - timedelta(days=number),
        )
        for number in range(1, 41)
    ]
    sessions = [
        Session(
            id=f"session-{number}",
            number=f"回-{number:04}",
            case_id=f"case-{1 + number % 6}",
            municipality_code=cases[number % 6].municipality_code,
            held_on=date(2026, 9, 18) + timedelta(days=number),
            starts_at=time(13, 30),
            ends_at=time(16, 30),
            place="市役所本庁舎3階 会議室",
            expert_ids=(Member("expert-1"), Member("expert-2")),
            status=list(SessionStatus)[number % 4],
        )
        for number in range(1, 15)
    ]
    decision = Decision(
        id="decision-1",
        number="協-0001",
        kind=DecisionKind.CONSULTATION,
        decided_on=date(2026, 6, 3),
        subject="派遣人材についての協議",
        prefecture_persons="戦略課 A主査",
        contractor_persons="架空 責任者",
        content="派遣人材と支援内容について了承を得た。",
    )
    closing = Closing(id="closing-1", closed_on=date(2026, 11, 14), reason="県民の日の振替")
    answer = ConsultationAnswer(id="answer-1", number="答-0001", case_id="case-7", answered_on=date(2026, 8, 3))
    meeting = Meeting(id="meeting-1")
    homework = Homework(id="homework-1", meeting_id="meeting-1")
    return [*experts, *cases, *sessions, decision, closing, answer, meeting, homework]


@cache
def example_pdf() -> bytes:
    """Return one page of PDF, written by hand."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<< /Length 44 >>\nstream\nBT /F1 24 Tf 72 720 Td (Dispatch report) Tj ET\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(body)
    body += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    body += b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
