"""読み方: passages of the contract that can be read in two ways, and what is read on a day (specification 11(1)).

What a reading asks, its clause and its answers in words stand in the contract's file. The first answer holds until the
prefecture's own is recorded as an amendment of the term; the rules ask for the answer of the day they judge.
"""

from dataclasses import dataclass
from datetime import date

from app.contract.terms import Terms


@dataclass(frozen=True, slots=True)
class Reading:
    """One question with the answers that the rules know; the first one holds where a file says nothing."""

    key: str
    answers: tuple[str, ...]

    def on(self, terms: Terms, day: date) -> str:
        """Return the answer that holds on a day."""
        if self.key not in terms.by_key:
            return self.answers[0]
        return str(terms.dated(self.key, day).value)

    def strict(self, terms: Terms, day: date) -> bool:
        """Tell whether the first answer holds on a day."""
        return self.key not in terms.by_key or terms.dated(self.key, day).value == self.answers[0]

    def always_strict(self, terms: Terms) -> bool:
        """Tell whether no other answer than the first has ever held."""
        term = terms.by_key.get(self.key)
        return term is None or all(dated.value == self.answers[0] for dated in term.values)


REPORT_CLOCK = Reading("reading.report_clock", ("session", "case"))
ANSWER_CLOCK = Reading("reading.answer_report_clock", ("answer", "case"))
EXPERTS_PER = Reading("reading.experts_per", ("rows", "blocks"))
EXPLANATION = Reading("reading.explanation", ("recorded", "implied"))
EXPERTS_SENT = Reading("reading.experts_sent", ("decided", "listed"))
BREAKS = Reading("reading.breaks", ("left_out", "counted"))
CAP_STATES = Reading("reading.cap_counts", ("planned", "held"))
CAP_DAY = Reading("reading.cap_day", ("session", "instruction"))
CAP_ACCOMPANIMENT = Reading("reading.accompaniment_in_cap", ("left_out", "counted"))
MINIMUM_ACCOMPANIMENT = Reading("reading.accompaniment_in_minimum", ("left_out", "counted"))
DISPATCH_UNIT = Reading("reading.dispatch_unit", ("occasions", "persons"))
CONSULTATION_UNIT = Reading("reading.consultation_unit", ("cases", "answers"))
LATE_REPORTS = Reading("reading.late_reports", ("warned", "refused"))
CLOSED_TENTH = Reading("reading.closed_tenth", ("stated", "open_day_before", "open_day_after"))
SECOND_HEARING = Reading("reading.second_hearing", ("first", "last"))
HEARINGS_COMPLETE = Reading("reading.hearings_complete", ("all_or_declared", "declared"))

READINGS: dict[str, Reading] = {
    reading.key: reading
    for reading in (
        LATE_REPORTS,
        EXPERTS_PER,
        EXPLANATION,
        CONSULTATION_UNIT,
        ANSWER_CLOCK,
        EXPERTS_SENT,
        BREAKS,
        CAP_STATES,
        CAP_DAY,
        CAP_ACCOMPANIMENT,
        DISPATCH_UNIT,
        REPORT_CLOCK,
        MINIMUM_ACCOMPANIMENT,
        SECOND_HEARING,
        HEARINGS_COMPLETE,
        CLOSED_TENTH,
    )
}
