"""What prefecture and contractor are told (6(1)イ(エ)): pure functions from a change or a reminder to notices.

A notice carries the number, the municipality, the new state and whose turn it is; no person, no contents, no reason.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from app.contract.facts import ContractFacts
from app.contract.reminders import Reminder, ReminderKind, digest_id
from app.domain.accompaniment import Accompaniment, AccompanimentSession, AccompanimentStatus, PlanStatus
from app.domain.case import Case, CaseStatus
from app.domain.notification import (
    Channel,
    ChannelKind,
    Delivery,
    DeliveryState,
    Means,
    Notice,
    NoticeKind,
    NoticeSide,
)
from app.domain.record import Record
from app.domain.session import Session, SessionStatus
from app.services.actions.situation import Change, Situation
from app.services.contract.overview import turns

OUTBOX = frozenset({Notice.REGISTER.name, Delivery.REGISTER.name})
DESK_NAME = "市町村DX支援デスク"
NOBODY = "なし"
MOST_LINES = 30
Status = CaseStatus | SessionStatus | PlanStatus | AccompanimentStatus
TOLD = (Case, Session, Accompaniment, AccompanimentSession)  # the cases of 6(4), 6(5) and 6(6), and their sessions
TURN_OF_PLAN: Mapping[PlanStatus, str] = {
    PlanStatus.HEARING: "受託者（実施プランの案を作る）",
    PlanStatus.DRAFT: "受託者（県と市町村に協議する）",
    PlanStatus.CONSULTING: "県・市町村（協議に答える）",
    PlanStatus.DECIDED: "受託者（実施プランに沿って支援する）",
}


@dataclass(frozen=True)
class Told:
    """One status change: of what, and from where to where."""

    label: str
    number: str
    before: Status | None
    after: Status

    @property
    def line(self) -> str:
        """Return the change in one line."""
        start = f"{self.before.label} → " if self.before is not None else ""
        number = f"{self.number}　" if self.number else ""
        return f"{self.label}：{number}{start}{self.after.label}"


@dataclass(frozen=True)
class Post:
    """Where notices go out: the channels, and the code of the desk that sends."""

    channels: tuple[Channel, ...]
    desk: str
    now: datetime
    new_id: Callable[[], str]


def is_told(record: Record) -> bool:
    """Tell whether changes of the record's status are told."""
    return isinstance(record, TOLD)


def notices_for(
    before: Mapping[str, Record],
    after: ContractFacts,
    change: Change,
    situation: Situation,
    municipality: Callable[[str], str],
) -> tuple[Notice, ...]:
    """Return the notices of a change: one to each side for every case with a new state, or sessions with one.

    ``before`` are the stored cases and sessions by id, ``after`` the facts as they will be.
    """
    by_case: dict[str, list[Told]] = {}
    about: dict[str, Record] = {}
    for record in change.present:
        told = _told(before.get(record.id), record)
        if told is not None:
            key = _case_of(record)
            by_case.setdefault(key, []).append(told)
            about[key] = after.cases.get(key) or after.of(Accompaniment).get(key) or record
    return tuple(
        notice
        for key, changes in by_case.items()
        for notice in _both_sides(about[key], changes, after, situation, municipality)
    )


def _case_of(record: Record) -> str:
    """Return the id of the case or the accompaniment that a record belongs to, else its own."""
    if isinstance(record, Session):
        return record.case_id or record.id
    return (record.accompaniment_id or record.id) if isinstance(record, AccompanimentSession) else record.id


def _told(before: Record | None, after: Record) -> Told | None:
    """Return a change of state that is told; a session that is merely planned is not."""
    if isinstance(after, Case) and after.status is not None:
        earlier = before.status if isinstance(before, Case) else None
        return Told(Case.REGISTER.label, after.number, earlier, after.status) if earlier != after.status else None
    if isinstance(after, Session) and after.status is not None:
        held = before.status if isinstance(before, Session) else None
        if held == after.status or (held is None and after.status == SessionStatus.PLANNED):
            return None
        return Told(Session.REGISTER.label, after.number, held, after.status)
    return _told_of_accompaniment(before, after)


def _told_of_accompaniment(before: Record | None, after: Record) -> Told | None:
    """Return a change of state of a plan of accompaniment, or of one of its sessions, known by its day (6(4))."""
    if isinstance(after, Accompaniment) and after.status is not None:
        earlier = before.status if isinstance(before, Accompaniment) else None
        return Told(Accompaniment.REGISTER.label, "", earlier, after.status) if earlier != after.status else None
    if isinstance(after, AccompanimentSession) and after.status is not None:
        held = before.status if isinstance(before, AccompanimentSession) else None
        if held == after.status or (held is None and after.status == AccompanimentStatus.PLANNED):
            return None
        day = after.held_on.isoformat() if after.held_on else ""
        return Told(AccompanimentSession.REGISTER.label, day, held, after.status)
    return None


def _both_sides(
    about: Record,
    changes: list[Told],
    facts: ContractFacts,
    situation: Situation,
    municipality: Callable[[str], str],
) -> Iterator[Notice]:
    place = municipality(about.municipality_code) if isinstance(about, TOLD) else ""
    last = changes[-1]
    first = next((told for told in changes if told.label == Case.REGISTER.label), last)
    subject = f"【{DESK_NAME}】{place}　{first.number or first.label}：{first.after.label}"
    lines = [f"団体：{place}", *_named(about, changes), *(told.line for told in changes)]
    lines += [f"次の対応：{_turn(about, facts)}", reference_to(about, place)]
    for side in NoticeSide:
        yield Notice(
            id=situation.new_id(),
            created_at=situation.now,
            side=side,
            kind=NoticeKind.STATUS_CHANGE,
            about_register=about.REGISTER.name,
            about_id=about.id,
            subject=subject,
            body="\n".join(lines),
        )


def _named(about: Record, changes: list[Told]) -> Iterator[str]:
    """Yield the case in a line of its own when only its sessions changed."""
    if isinstance(about, Case) and all(told.number != about.number for told in changes):
        yield f"{Case.REGISTER.label}：{about.number}"


def _turn(about: Record, facts: ContractFacts) -> str:
    if isinstance(about, Accompaniment):
        return TURN_OF_PLAN[about.status] if about.status is not None and about.reported_on is None else NOBODY
    found = next((turn for turn in turns(facts) if turn.id == about.id), None)
    return f"{found.who}（{found.what}）" if found is not None else NOBODY


def reference_to(about: Record, place: str = "") -> str:
    """Return where the record is found, in words: the link of a text that anybody may paste."""
    number = getattr(about, "number", "") or place or about.id
    return f"参照：{DESK_NAME}　{about.REGISTER.label}　{number}"


def taken_in(cases: tuple[Case, ...], situation: Situation, municipality: Callable[[str], str]) -> tuple[Notice, ...]:
    """Return one notice to each side of all the cases that a file brought; a hundred letters would tell less."""
    if not cases:
        return ()
    shown = [f"{municipality(case.municipality_code)}　{case.number}：{_state(case)}" for case in cases[:MOST_LINES]]
    if len(cases) > MOST_LINES:
        shown.append(f"ほか{len(cases) - MOST_LINES}件")
    return tuple(
        Notice(
            id=situation.new_id(),
            created_at=situation.now,
            side=side,
            kind=NoticeKind.STATUS_CHANGE,
            about_register=Case.REGISTER.name,
            about_id=cases[0].id,
            subject=f"【{DESK_NAME}】申請{len(cases)}件：{_state(cases[0])}",
            body="\n".join(shown),
        )
        for side in NoticeSide
    )


def _state(case: Case) -> str:
    return case.status.label if case.status is not None else NOBODY


def reminder_notice(reminder: Reminder, now: datetime) -> Notice:
    """Return the notice of a date to come; it goes to the contractor, whose due dates they are."""
    due, when = reminder.deadline.due, reminder.kind.label
    lines = [f"提出物：{reminder.deadline.title}", f"条項：{reminder.deadline.clause}", f"期限：{_day(due.stated_on)}"]
    if due.safe_on != due.stated_on:
        lines.append(f"期限が閉庁日のため{_day(due.safe_on)}までに提出してください。")
    return Notice(
        id=reminder.id,
        created_at=now,
        side=NoticeSide.CONTRACTOR,
        kind=NoticeKind.REMINDER,
        about_register=reminder.deadline.subject.register,
        about_id=reminder.deadline.subject.id,
        subject=f"【{DESK_NAME}】{when}：{reminder.deadline.title}"[: Notice.REGISTER.field("subject").max_length],
        body="\n".join(lines),
    )


def reminder_notices(reminders: Iterable[Reminder], now: datetime) -> tuple[Notice, ...]:
    """Return the notices of a day: one for each date to come, and a single one of all that is overdue."""
    found = tuple(reminders)
    late = sorted(
        (each for each in found if each.kind is ReminderKind.OVERDUE),
        key=lambda each: (-each.open_days_late, each.deadline.title),
    )
    coming = tuple(reminder_notice(each, now) for each in found if each.kind is not ReminderKind.OVERDUE)
    return (*coming, _digest(late, now)) if late else coming


def _digest(late: list[Reminder], now: datetime) -> Notice:
    """Return one notice of everything that is overdue, the latest first; a letter for each would not be read."""
    first = late[0].deadline
    beside = f"ほか{len(late) - 1}件" if len(late) > 1 else ""
    subject = f"【{DESK_NAME}】期限超過{len(late)}件：{first.title}{beside}"
    lines = [_overdue_line(each) for each in late[:MOST_LINES]]
    if len(late) > MOST_LINES:
        lines.append(f"ほか{len(late) - MOST_LINES}件")
    return Notice(
        id=digest_id(late[0].on),
        created_at=now,
        side=NoticeSide.CONTRACTOR,
        kind=NoticeKind.REMINDER,
        about_register=first.subject.register,
        about_id=first.subject.id,
        subject=subject[: Notice.REGISTER.field("subject").max_length],
        body="\n".join(lines),
    )


def _overdue_line(reminder: Reminder) -> str:
    deadline, late = reminder.deadline, reminder.open_days_late
    return f"{deadline.title}（{deadline.clause}）　期限 {_day(deadline.due.stated_on)}　{late}開庁日超過"


def correction_of(notice: Notice, now: datetime, new_id: str) -> Notice:
    """Return the notice that takes back one which has already gone out."""
    quoted = "\n".join(f"> {line}" for line in notice.body.split("\n"))
    return Notice(
        id=new_id,
        created_at=now,
        side=notice.side,
        kind=NoticeKind.CORRECTION,
        about_register=notice.about_register,
        about_id=notice.about_id,
        subject=f"【訂正】{notice.subject}"[: Notice.REGISTER.field("subject").max_length],
        body=f"先にお送りした次のお知らせを取り消します。状態は変更前に戻りました。\n\n{quoted}",
    )


def deliveries_of(notice: Notice, post: Post) -> Iterator[Delivery]:
    """Yield one delivery for each way and recipient: in the application, by each enabled channel, and to paste."""
    arrived = Delivery(
        id=post.new_id(), notice_id=notice.id, means=Means.IN_APP, desk=post.desk, state=DeliveryState.SENT,
        tries=1, sent_at=post.now,
    )  # fmt: skip
    yield arrived
    if notice.side is NoticeSide.PREFECTURE:
        yield _waiting(notice, post, Means.PASTE)
    for channel in post.channels:
        if not channel.is_enabled or channel.side is not notice.side:
            continue
        if channel.kind is ChannelKind.WEBHOOK:
            yield _waiting(notice, post, Means.WEBHOOK, channel, channel.name)
        else:
            for address in _recipients(channel):
                yield _waiting(notice, post, Means.MAIL, channel, address)


def _recipients(channel: Channel) -> tuple[str, ...]:
    """Return the addresses as they stand: a bad one fails when it is sent to, never the change that is told."""
    longest = Delivery.REGISTER.field("recipient").max_length
    return tuple(dict.fromkeys(line.strip()[:longest] for line in channel.recipients.split("\n") if line.strip()))


def _waiting(notice: Notice, post: Post, means: Means, channel: Channel | None = None, recipient: str = "") -> Delivery:
    return Delivery(
        id=post.new_id(),
        notice_id=notice.id,
        means=means,
        channel_id=channel.id if channel is not None else "",
        recipient=recipient,
        desk=post.desk,
        state=DeliveryState.WAITING,
        tries=0,
        next_try_at=post.now if channel is not None else None,
    )


def with_deliveries(notices: Iterable[Notice], post: Post) -> tuple[Record, ...]:
    """Return the notices with all their deliveries, in the order in which they are written."""
    return tuple(record for notice in notices for record in (notice, *deliveries_of(notice, post)))


def paste_text(notice: Notice) -> str:
    """Return a notice as one text to paste into LoGoチャット."""
    return f"{notice.subject}\n{notice.body}"


def _day(day: date) -> str:
    return f"{day.isoformat()}（{'月火水木金土日'[day.weekday()]}）"
