"""Puts a timetable into words: where each hearing goes and why, what could not be placed and why not."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from app.domain.case import Mode
from app.domain.hearing import Hearing
from app.domain.japanese_date import weekday_name
from app.planning.linear_program import Status
from app.planning.timetable import Cause, CauseKind, Placement, Problem, Standing, Timetable, Wanted, week_of
from app.platform.messages import sentence
from app.services.surroundings import Surroundings
from app.services.timetable.problem import TimetableBasis
from app.services.timetable.views import CauseText, Change, ProposedHearing, UnsolvedHearing

MOST_NAMED = 3


class TimetableWords:
    """The words for one timetable."""

    def __init__(self, basis: TimetableBasis, found: Timetable, surroundings: Surroundings, consultation: str) -> None:
        """Speak of a timetable; ``consultation`` is the decision on visits where a hearing names none."""
        self._basis = basis
        self._found = found
        self._around = surroundings
        self._consultation = consultation
        whens = [*(each.when for each in found.placements), *(each.when for each in basis.problem.standing)]
        self._weeks = Counter(week_of(when.on) for when in whens)
        visited = ((each.when.on, basis.problem.by_code[each.code].area) for each in found.placements if each.on_site)
        self._visits = Counter(visited)

    def lines(self) -> tuple[ProposedHearing, ...]:
        """Return every hearing of the timetable by day and start."""
        problem = self._basis.problem
        lines = [self._placed(each, problem.by_code[each.code]) for each in self._found.placements]
        lines += [self._standing(each) for each in problem.standing]
        return tuple(sorted(lines, key=lambda line: (line.on, line.starts_at, line.municipality_code)))

    def _placed(self, placement: Placement, wanted: Wanted) -> ProposedHearing:
        present = wanted.present
        change = Change.NEW
        if present is not None:
            same_people = set(present.people) == set(placement.people)
            change = Change.KEPT if same_people and present.room == self._room(placement) else Change.PEOPLE
            change = change if self._is_mode_kept(placement) else Change.MODE
            change = change if present.when == placement.when else Change.MOVED
        return self._line(placement, wanted.area, change, self._reason(placement, wanted))

    def _is_mode_kept(self, placement: Placement) -> bool:
        hearing = self._basis.hearings[placement.code]
        return (hearing.mode is Mode.IN_PERSON) == placement.on_site

    def _standing(self, standing: Standing) -> ProposedHearing:
        people = standing.people or self._found.attending.get(standing.code, ())
        placement = Placement(standing.code, standing.when, standing.on_site, people, standing.room)
        change = Change.KEPT if people == standing.people else Change.PEOPLE
        return self._line(placement, standing.area, change, self._say("reason_fixed"))

    def _room(self, placement: Placement) -> str:
        """Return the room: one of ours, else the one the hearing names."""
        hearing = self._basis.hearings.get(placement.code)
        mode = Mode.IN_PERSON if placement.on_site else Mode.ONLINE
        named = hearing.room if hearing is not None and hearing.mode is mode else ""
        return placement.room or named

    def _line(self, placement: Placement, area: str, change: Change, reason: str) -> ProposedHearing:
        hearing = self._basis.hearings.get(placement.code)
        mode = Mode.IN_PERSON if placement.on_site else Mode.ONLINE
        names = tuple(self._basis.staff[key].name for key in placement.people if key in self._basis.staff)
        writes_to = hearing is not None and hearing.status is not None and hearing.status.value != "cancelled"
        consulted = hearing.consultation_id if hearing is not None else ""
        return ProposedHearing(
            municipality_code=placement.code,
            municipality=self._office(placement.code),
            area=area,
            on=placement.when.on,
            starts_at=placement.when.starts_at,
            ends_at=placement.when.ends_at,
            mode=mode.value,
            mode_label=mode.label,
            room=self._room(placement),
            attendee_ids=placement.people,
            attendees=names,
            change=change,
            before=_when_text(hearing) if hearing is not None and writes_to else "",
            reason=reason,
            hearing_id=hearing.id if hearing is not None and writes_to else "",
            consultation_id=(consulted or self._consultation) if placement.on_site else "",
        )

    def _reason(self, placement: Placement, wanted: Wanted) -> str:
        problem, present = self._basis.problem, wanted.present
        if present is not None and present.when == placement.when:
            return self._say("reason_kept")
        if present is not None:
            return self._say(f"reason_moved_{self._why_moved(wanted)}")
        if placement.on_site:
            count = self._visits[placement.when.on, wanted.area]
            return self._say("reason_bundled" if count > 1 else "reason_on_site", area=wanted.area, count=count)
        if _choices(problem, wanted) == 1:
            return self._say("reason_only")
        return self._say("reason_spread", count=self._weeks[week_of(placement.when.on)])

    def _why_moved(self, wanted: Wanted) -> str:
        present = wanted.present
        if present is None or present.when.on not in self._basis.problem.days:
            return "closed"
        return "others" if wanted.times.allow(present.when) else "municipality"

    # What could not be placed

    def causes(self) -> tuple[CauseText, ...]:
        """Return every cause once, with all the municipalities it is about."""
        found: dict[tuple[str, str], CauseText] = {}
        for each in map(self._cause, self._found.causes):
            known = found.get((each.kind, each.message))
            codes = (*known.municipality_codes, *each.municipality_codes) if known else each.municipality_codes
            found[each.kind, each.message] = replace(each, municipality_codes=tuple(dict.fromkeys(codes)))
        return tuple(found.values())

    def unsolved(self) -> tuple[UnsolvedHearing, ...]:
        """Return each municipality without a place with its causes."""
        causes = self.causes()
        found = []
        for code in self._found.unplaced:
            mine = tuple(cause for cause in causes if code in cause.municipality_codes)
            area = self._basis.problem.by_code[code].area
            found.append(
                UnsolvedHearing(
                    code, self._office(code), area, mine or (self._text("unknown", "cause_unknown", (code,)),)
                )
            )
        return tuple(found)

    def _cause(self, cause: Cause) -> CauseText:
        codes, kind = cause.codes, cause.kind.value
        if cause.kind is CauseKind.NO_DAY:
            if cause.first is None or cause.last is None:
                return self._text(kind, "cause_no_days", codes)
            span = _months(cause.first, cause.last)
            return self._text(kind, "cause_no_day", codes, municipality=self._office(codes[0]), span=span)
        if cause.kind is CauseKind.UNATTENDED:
            stand = next(each for each in self._basis.problem.standing if each.code == codes[0])
            when = f"{_day(stand.when.on)}{stand.when.starts_at:%H:%M}"
            return self._text(kind, "cause_unattended", codes, municipality=self._office(codes[0]), when=when)
        values: dict[str, object] = {"week": self._week(cause), "lacking": cause.lacking}
        if cause.kind is CauseKind.LIMIT:
            values["per_day"] = self._basis.problem.per_day
        if cause.kind is CauseKind.PEOPLE:
            away = self._away(cause)
            return self._text(kind, "cause_people" if away else "cause_people_nobody_away", codes, **values, away=away)
        return self._text(kind, f"cause_{kind}", codes, **values)

    def _away(self, cause: Cause) -> str:
        """Return who of our people cannot at some slot of the week."""
        problem = self._basis.problem
        days = [day for day in problem.days if cause.first and cause.last and cause.first <= day <= cause.last]
        whens = [slot.on(day) for day in days for slot in problem.slots]
        names = [
            self._basis.staff[person.id].name
            for person in problem.people
            if any(not person.times.allow(when) for when in whens)
        ]
        if not names:
            return ""
        more = f"ほか{len(names) - MOST_NAMED}人" if len(names) > MOST_NAMED else ""
        return f"都合のつかない日がある人：{'、'.join(names[:MOST_NAMED])}{more}"

    def _week(self, cause: Cause) -> str:
        """Return 7月第2週（7/6～7/10), counted by the Mondays of the month."""
        first, last = cause.first or date.min, cause.last or date.min
        return f"{first.month}月第{(first.day - 1) // 7 + 1}週（{first.month}/{first.day}～{last.month}/{last.day}）"

    def problems(self, basis_codes: Iterable[str]) -> tuple[str, ...]:
        """Return what is amiss with the records or the request, in one line each."""
        found = [] if self._basis.problem.people else [self._line_of("problem_no_people")]
        for code in basis_codes:
            when = _when_text(self._basis.hearings[code])
            found.append(self._line_of("problem_past", municipality=self._office(code), when=when))
        for line in self.lines():
            if line.mode == Mode.IN_PERSON.value and not line.consultation_id and line.change is not Change.KEPT:
                found.append(self._line_of("problem_no_consultation", municipality=line.municipality))
        return tuple(found)

    def status(self) -> str:
        """Return how far the timetable is proven: infeasible once something could not be placed."""
        found = self._found
        proven = found.status is Status.OPTIMAL
        return "infeasible" if proven and (found.unplaced or found.cost.unplaced) else found.status.value

    def summary(self) -> str:
        """Return the timetable in one sentence."""
        cost, unsolved = self._found.cost, len(self._found.unplaced)
        values: dict[str, object] = {
            "placed": len(self._found.placements),
            "moved": sum(line.change is Change.MOVED for line in self.lines()),
            "trips": cost.trips,
        }
        if unsolved:
            return self._say("summary_unsolved", **values, unsolved=unsolved)
        return self._say("summary", **values)

    def label(self, status: str) -> str:
        """Return the words for a status."""
        return self._say(f"status_{status}")

    def _office(self, code: str) -> str:
        return self._around.municipalities.by_code(code).name

    def _say(self, name: str, **values: object) -> str:
        return sentence(f"timetable.{name}", values, "message", self._around.language).strip()

    def _line_of(self, name: str, **values: object) -> str:
        return self._say(name, **values) + sentence(f"timetable.{name}", values, "remedy", self._around.language)

    def _text(self, kind: str, name: str, codes: tuple[str, ...], **values: object) -> CauseText:
        remedy = sentence(f"timetable.{name}", values, "remedy", self._around.language).strip()
        return CauseText(kind, self._say(name, **values), remedy, codes)


def _choices(problem: Problem, wanted: Wanted) -> int:
    """Return at how many slots a hearing could be, as far as its municipality is concerned; two for many."""
    found = 0
    for day in problem.days:
        for slot in problem.slots:
            found += wanted.times.allow(slot.on(day))
            if found > 1:
                return found
    return found


def _when_text(hearing: Hearing) -> str:
    if hearing.held_on is None:
        return hearing.status.label if hearing.status else ""
    times = "～".join(f"{each:%H:%M}" for each in (hearing.starts_at, hearing.ends_at) if each)
    return f"{_day(hearing.held_on)}{times}"


def _day(on: date) -> str:
    return f"{on.month}/{on.day}（{weekday_name(on)}）"


def _months(first: date, last: date) -> str:
    """Return 6月 or 6月～8月."""
    same = (first.year, first.month) == (last.year, last.month)
    return f"{first.month}月" if same else f"{first.month}月～{last.month}月"
