"""A proposal of a timetable in which one municipality is placed and another is not, with its cause."""

from collections.abc import Callable
from datetime import date, time

from app.services.timetable.views import (
    CauseText,
    Change,
    ProposedHearing,
    TimetableProposal,
    TimetableRequest,
    UnsolvedHearing,
)

CAUSE = CauseText(
    "days", "5日間に置けるのは5件までです。", "期間を延ばすか、1日の件数を増やしてください。", ("112020",)
)


class FakeTimetable:
    """Answers at once; nothing is written."""

    def propose(
        self,
        request: TimetableRequest,
        *,
        cancelled: Callable[[], bool],
        progress: Callable[[int, int], None],
    ) -> TimetableProposal:
        """Return the same proposal whatever is asked."""
        line = ProposedHearing(
            municipality_code="112011",
            municipality="川越市",
            area="川越比企",
            on=date(2026, 8, 3),
            starts_at=time(13, 30),
            ends_at=time(15),
            mode="online",
            mode_label="オンライン",
            room="",
            attendee_ids=("staff-1",),
            attendees=("架空 担当",),
            change=Change.NEW,
            before="",
            reason="市町村の都合に合う最初の日です。",
        )
        unsolved = UnsolvedHearing("112020", "熊谷市", "北部", (CAUSE,))
        return TimetableProposal(
            "infeasible",
            "置けない市町村あり",
            (line,),
            (unsolved,),
            (CAUSE,),
            (),
            0.0,
            0.1,
            0,
            0,
            "1団体を置きました。",
        )
