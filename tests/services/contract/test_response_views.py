"""How fast enquiries are answered, as the doors show it, on a real store (9(5))."""

from app.services.desk import Desk
from tests.desks import made

ENQUIRY = {"received_at": "2026-09-24 10:00", "subject": "謝金の扱い", "medium": "メール", "municipality_code": "蕨市"}


def ask(desk: Desk, **entries: object) -> str:
    return made(desk.run("enquiry.add", None, {**ENQUIRY, **entries}), "enquiries")


def test_without_enquiries_there_is_nothing_to_count(desk: Desk) -> None:
    page = desk.agreement.responses()
    assert (page.total.answered, page.total.waiting, page.total.median, page.groups) == (0, 0, None, ())


def test_answers_are_counted_in_open_days_in_all_and_by_medium(desk: Desk) -> None:
    ask(desk, answered_at="2026-09-24 15:00")
    ask(desk, received_at="2026-09-18 10:00", answered_at="2026-09-28 9:00", medium="電話")
    ask(desk, received_at="2026-09-25 10:00", subject="日程の変更")
    page = desk.agreement.responses()
    assert (page.total.answered, page.total.waiting, page.total.longest) == (2, 1, 3)  # 9/21–23 are holidays
    assert page.total.median == 1.5
    assert [(group.medium, group.answered, group.waiting) for group in page.groups] == [
        ("メール", 1, 1),
        ("電話", 1, 0),
    ]


def test_what_waits_longest_and_what_took_longest_stand_first(desk: Desk) -> None:
    ask(desk, received_at="2026-09-28 10:00", subject="新しい")
    ask(desk, received_at="2026-09-14 10:00", subject="古い")
    ask(desk, answered_at="2026-09-25 9:00", subject="翌日")
    ask(desk, received_at="2026-09-14 9:00", answered_at="2026-09-18 9:00", subject="遅い")
    page = desk.agreement.responses()
    assert [(line.subject, line.open_days) for line in page.waiting] == [("古い", 9), ("新しい", 2)]
    assert [(line.subject, line.open_days) for line in page.slowest] == [("遅い", 4), ("翌日", 1)]
    assert page.slowest[0].municipality == "蕨市"
