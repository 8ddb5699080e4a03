"""The other supports of the demonstration year: hearings, accompaniment, answers to consultations, events."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from random import Random

from app.domain.accompaniment import Accompaniment, AccompanimentSession, AccompanimentStatus, PlanStatus
from app.domain.case import Case, CaseStatus, Mode
from app.domain.consultation import AnswerMethod, ConsultationAnswer
from app.domain.decision import Decision
from app.domain.event import Event, EventKind, EventMode, EventStatus
from app.domain.expert import Expert
from app.domain.hearing import Hearing, HearingStatus
from app.domain.open_days import OpenDays
from app.domain.record import Member, Record
from app.domain.staff import StaffMember
from app.services.demonstration import hearing_words, wishes

NewId = Callable[..., str]
ACCOMPANIED = 7
SESSIONS_EACH = 11
UNANSWERED = 6  # the last consultations still wait


def hearings(new_id: NewId, codes: Sequence[str], staff: Sequence[StaffMember], calendar: OpenDays) -> list[Hearing]:
    """Return one hearing with each municipality, on open days from June to August (6(7)ア)."""
    held: list[Hearing] = []
    day = date(2026, 6, 1)
    for number, code in enumerate(codes):
        day = calendar.on_or_after(day)
        held.append(
            Hearing(
                id=new_id("hearing", code),
                municipality_code=code,
                held_on=day,
                starts_at=time(13, 30),
                ends_at=time(15, 0),
                mode=Mode.ONLINE,
                attendee_ids=(Member(staff[number % len(staff)].id),),
                municipality_persons="DX担当課長ほか2名",
                prefecture_persons="情報システム戦略課　A主査",
                content=hearing_words.SITUATIONS[number % len(hearing_words.SITUATIONS)],
                needs=hearing_words.OVERALL_NEEDS[number % len(hearing_words.OVERALL_NEEDS)],
                status=HearingStatus.HELD,
            )
        )
        day += timedelta(days=1)
    return held


def accompaniments(
    new_id: NewId, codes: Sequence[str], experts: Sequence[Expert], today: date, calendar: OpenDays, random: Random
) -> list[Record]:
    """Return seven accompanied municipalities with decided plans and their sessions (6(4))."""
    made: list[Record] = []
    for number, code in enumerate(random.sample(list(codes), ACCOMPANIED)):
        expert = experts[number % len(experts)]
        agreed = Decision(
            id=new_id("decision", "accompaniment", code),
            number=f"協-M01-{910 + number:04d}",
            decided_on=date(2026, 6, 29),
            subject="伴走支援の実施プランの協議",
            prefecture_persons="情報システム戦略課　A主査",
            contractor_persons="石川　千尋",
            content="実施プラン案を説明し、了承を得た。",
        )
        plan = Accompaniment(
            id=new_id("accompaniment", code),
            municipality_code=code,
            theme=wishes.CONTENTS[number % len(wishes.CONTENTS)][:40],
            fields=expert.fields[:1],
            manager_id=expert.id,
            hearing_on=date(2026, 6, 15),
            plan="現状の把握、見直し案の作成、試行、定着の4段階で進める。",
            consultation_id=agreed.id,
            municipality_agreed_on=date(2026, 6, 30),
            decided_on=date(2026, 7, 1),
            status=PlanStatus.DECIDED,
        )
        made += [agreed, plan, *_accompaniment_sessions(new_id, plan, expert, today, calendar)]
    return made


def _accompaniment_sessions(
    new_id: NewId, plan: Accompaniment, expert: Expert, today: date, calendar: OpenDays
) -> list[Record]:
    sessions: list[Record] = []
    for number in range(SESSIONS_EACH):
        day = calendar.on_or_after(date(2026, 7, 6) + timedelta(days=23 * number))
        done = day <= today
        sessions.append(
            AccompanimentSession(
                id=new_id("accompaniment-session", plan.municipality_code, str(number)),
                accompaniment_id=plan.id,
                municipality_code=plan.municipality_code,
                held_on=day,
                starts_at=time(10, 0),
                ends_at=time(12, 0),
                break_minutes=0,
                mode=Mode.IN_PERSON,
                expert_ids=(Member(expert.id),),
                step=("現状の把握", "見直し案の作成", "試行", "定着")[min(number // 3, 3)],
                content=wishes.DONE[number % len(wishes.DONE)] if done else "",
                status=AccompanimentStatus.HELD if done else AccompanimentStatus.PLANNED,
            )
        )
    return sessions


def _agreed(new_id: NewId, case: Case, number: int, consulted_on: date) -> Decision:
    """Return the consultation on how a question is answered and by whom."""
    return Decision(
        id=new_id("decision", case.id),
        number=f"協-M01-{1000 + number:04d}",
        decided_on=consulted_on,
        subject=f"回答方法と対応する人材の協議（{case.number}）",
        prefecture_persons="情報システム戦略課　A主査",
        contractor_persons="石川　千尋",
        content="回答方法と対応する人材を説明し、了承を得た。",
    )


def answered(
    new_id: NewId, cases: Sequence[Case], experts: Sequence[Expert], today: date, calendar: OpenDays
) -> tuple[list[Case], list[Record]]:
    """Return the consultations as they stand, with their decisions and answers; the last still wait (6(5))."""
    done: list[Case] = []
    made: list[Record] = []
    for number, case in enumerate(cases[: len(cases) - UNANSWERED]):
        applied_on = case.applied_on or today
        consulted_on = calendar.on_or_after(applied_on + timedelta(days=2))
        answered_on = calendar.on_or_after(consulted_on + timedelta(days=3))
        expert = experts[number % len(experts)]
        method = list(AnswerMethod)[number % len(AnswerMethod)]
        agreed = _agreed(new_id, case, number, consulted_on)
        answer = ConsultationAnswer(
            id=new_id("answer", case.id),
            number=f"答-M01-{number + 1:04d}",
            case_id=case.id,
            municipality_code=case.municipality_code,
            answered_on=answered_on,
            method=method,
            minutes=60,
            expert_ids=(Member(expert.id),),
            content=wishes.DONE[number % len(wishes.DONE)],
            effect=wishes.EFFECTS[number % len(wishes.EFFECTS)],
            materials=wishes.MATERIALS[number % len(wishes.MATERIALS)],
            completes_case=True,
            reported_on=calendar.on_or_after(answered_on + timedelta(days=2)),
        )
        made += [agreed, answer]
        done.append(
            replace(
                case,
                expert_ids=answer.expert_ids,
                support_content="質問に回答し、参考資料を示す。",
                answer_method=method,
                consultation_id=agreed.id,
                decided_on=consulted_on,
                status=CaseStatus.CLOSED,
                status_since=answer.reported_on,
            )
        )
    return [*done, *cases[len(cases) - UNANSWERED :]], made


def events(new_id: NewId) -> list[Record]:
    """Return the exchange event held, and the report meeting and contest to come (6(4)キ, 6(8), 6(9))."""
    agreed = Decision(
        id=new_id("decision", "events"),
        number="協-M01-0902",
        decided_on=date(2026, 9, 17),
        subject="交流会・報告会・コンテストの開催方法と時期",
        prefecture_persons="情報システム戦略課　A主査",
        contractor_persons="石川　千尋",
        content="開催方法、時期、回数を協議し、了承を得た。",
    )
    plans = (
        (EventKind.EXCHANGE, "市町村DX職員交流会", date(2026, 11, 19), EventStatus.HELD),
        (EventKind.REPORT_MEETING, "伴走支援報告会", date(2027, 2, 25), EventStatus.PLANNED),
        (EventKind.CONTEST, "彩の国DX取組コンテスト", date(2027, 2, 25), EventStatus.PLANNED),
    )
    held: list[Record] = [
        Event(
            id=new_id("event", kind.value),
            kind=kind,
            title=title,
            theme="窓口改革と生成AIの活用",
            mode=EventMode.BOTH,
            held_on=day,
            place="オンラインと県庁会議室",
            consultation_id=agreed.id,
            status=status,
            participants=84 if status == EventStatus.HELD else None,
            organisations=41 if status == EventStatus.HELD else None,
            result="分科会ごとに取組を紹介し、意見を交換した。" if status == EventStatus.HELD else "",
        )
        for kind, title, day, status in plans
    ]
    return [agreed, *held]
