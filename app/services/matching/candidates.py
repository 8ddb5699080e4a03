"""The candidates for a case from the records: what is known of each expert, what excludes them, and why in words."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from app.contract.eligibility import consented_from
from app.contract.facts import COUNTED, DONE, ContractFacts
from app.contract.fairness import Able, works
from app.domain.accompaniment import AccompanimentSession, AccompanimentStatus
from app.domain.case import Case, CaseKind, WishedMode
from app.domain.consultation import ConsultationAnswer
from app.domain.expert import Expert, Level, Weekday
from app.domain.japanese_date import weekday_name
from app.domain.municipality import Municipalities
from app.domain.record import Members
from app.domain.session import Session
from app.domain.text import search_key, shorten
from app.planning.fairness import loads
from app.planning.matching import Applicant, Scale, Score, Term, Wish, scores, telling_words
from app.planning.travel import Point
from app.platform.messages import sentence
from app.services.matching.scale import home, scale, travel
from app.services.matching.views import Candidate, TermLine

LONGEST_REQUEST = 4_000  # characters of a request whose words are compared
MOST_WORDS = 6  # named in a reason
LONGEST_WORD = 3  # kanji that are looked for together
LONGEST_CAUTION = 120
NEAREST = 5  # minutes to which a way is told, and at least: nobody is there at once
NOTHING_TO_DECLARE = frozenset({"", "なし", "無し", "無", "特になし"})
_RUNS = re.compile("[ァ-ヶー]{2,}|[一-龥々〆]{2,}|[A-Za-z][A-Za-z0-9-]+")
ASSUMED_LEVEL = Level.CAPABLE.value  # where a list names none
WEEKDAYS = tuple(each.value for each in Weekday)


@dataclass(frozen=True)
class Around:
    """The facts, the offices and the language in which candidates are described."""

    facts: ContractFacts
    offices: Municipalities
    language: str

    @cached_property
    def able(self) -> Able:
        """Return who is able to do what."""
        return Able(self.facts)

    @cached_property
    def loads(self) -> Mapping[str, int]:
        """Return the dispatches of every expert in 人回."""
        return loads(works(self.facts), self.facts.experts)

    @cached_property
    def profiles(self) -> Mapping[str, str]:
        """Return what the profile of every expert says, as a key to search in."""
        return {expert.id: profile_key(expert) for expert in self.facts.experts.values()}

    def say(self, code: str, **values: object) -> str:
        """Return a sentence of the matching."""
        return sentence(f"matching.{code}", values, "message", self.language)


class CaseCandidates:
    """The candidates for one case, on a day when one is planned."""

    def __init__(self, around: Around, case: Case, on: date | None = None) -> None:
        """Look at a case."""
        self._around = around
        self._case = case
        self._on = on
        self._day = on or around.facts.today
        self._scale: Scale = scale()
        self._fields = tuple(member.key for member in case.fields)
        self._request = f"{case.content}\n{case.support_content}"[:LONGEST_REQUEST]
        office = around.offices.by_code(case.municipality_code)
        self._office = office
        self._place = Point(float(office.latitude), float(office.longitude))
        self._able = around.able.on(self._day, case.fields)
        self._here = self._supports_here()
        self._that_day = self._offices_that_day()
        self._reasons = {expert.id: self._exclusion(expert) for expert in around.facts.experts.values()}
        suited = [expert for expert in around.facts.experts.values() if not self._reasons[expert.id]]
        self._wish = self._wish_beside(suited)
        self._applicants = {expert.id: self._applicant(expert) for expert in suited}
        self._least = min((each.load for each in self._applicants.values()), default=0)
        self._scores = scores(self._wish, tuple(self._applicants.values()), self._scale)

    def all(self) -> tuple[Candidate, ...]:
        """Return every expert: those suited best first, then the excluded ones by name."""
        experts = sorted(self._around.facts.experts.values(), key=lambda expert: (expert.kana, expert.name, expert.id))
        ranked = [self._candidate(score) for score in self._scores]
        return (*ranked, *(self._excluded(expert) for expert in experts if self._reasons[expert.id]))

    def points(self) -> Mapping[str, float]:
        """Return the points of everybody who is able to do it and whom nothing excludes, as the list tells them."""
        return {score.id: score.total for score in self._scores if score.id in self._able}

    # What excludes

    def _exclusion(self, expert: Expert) -> str:
        """Return why an expert cannot be sent; empty when nothing is in the way."""
        say, facts = self._around.say, self._around.facts
        if not expert.is_listed:
            return say("not_listed")
        if consented_from(facts, self._day)[expert.id] > self._day:
            return say("no_consent")
        if self._fields and not _keys(expert.fields).intersection(self._fields):
            return say("no_field")
        if self._on is not None and expert.days and WEEKDAYS[self._on.weekday()] not in _keys(expert.days):
            return say("not_that_day", weekday=weekday_name(self._on))
        return ""

    def _excluded(self, expert: Expert) -> Candidate:
        load, reason = self._around.loads[expert.id], self._reasons[expert.id]
        return Candidate(expert.id, expert.name, expert.affiliation, load, None, excluded=reason)

    # What is known

    def _wish_beside(self, experts: Sequence[Expert]) -> Wish:
        profiles = self._around.profiles
        telling = telling_words(words_of(self._request), [profiles[expert.id] for expert in experts])
        travels = not self._is_consultation and self._case.wished_mode is not WishedMode.ONLINE
        return Wish(self._fields, telling, travels)

    @property
    def _is_consultation(self) -> bool:
        """Tell whether the case is answered from afar (6(5)イ)."""
        return self._case.kind is CaseKind.CONSULTATION

    def _applicant(self, expert: Expert) -> Applicant:
        place = home(expert.base, self._around.offices)
        profile = self._around.profiles[expert.id]
        return Applicant(
            id=expert.id,
            levels={member.key: member.level or ASSUMED_LEVEL for member in expert.fields},
            words=frozenset(word for word in self._wish.words if word in profile),
            municipalities=expert.municipal_count,
            here=self._here[expert.id],
            minutes=travel().minutes(place, self._place) if place else None,
            weekdays=len(_keys(expert.days) - {"sat", "sun"}) if expert.days else None,
            load=self._around.loads[expert.id],
        )

    def _supports_here(self) -> Counter[str]:
        """Return how often each expert has supported the municipality in any way."""
        facts, code = self._around.facts, self._case.municipality_code
        dispatched = [each for each in facts.sessions_by_municipality.get(code, ()) if each.status in DONE]
        accompanied = [each for each in facts.of(AccompanimentSession).values() if each.municipality_code == code]
        held = [each for each in accompanied if each.status is AccompanimentStatus.HELD]
        answered = [each for each in facts.of(ConsultationAnswer).values() if each.municipality_code == code]
        supports: list[Session | AccompanimentSession | ConsultationAnswer] = [*dispatched, *held, *answered]
        return Counter(member.key for each in supports for member in each.expert_ids)

    def _offices_that_day(self) -> Mapping[str, Sequence[str]]:
        """Return the offices that each expert supports on the planned day already."""
        found: dict[str, list[str]] = defaultdict(list)
        if self._on is None:
            return found
        facts = self._around.facts
        dispatches = [each for each in facts.sessions.values() if each.status in COUNTED]
        accompanied = facts.of(AccompanimentSession).values()
        planned = [each for each in accompanied if each.status is not AccompanimentStatus.CANCELLED]
        supports: list[Session | AccompanimentSession] = [*dispatches, *planned]
        for each in (each for each in supports if each.held_on == self._on):
            for member in each.expert_ids:
                found[member.key].append(facts.municipality_names.get(each.municipality_code, each.municipality_code))
        return found

    # In words

    def _candidate(self, score: Score) -> Candidate:
        expert = self._around.facts.experts[score.id]
        applicant = self._applicants[score.id]
        words = {
            Term.FIELDS: self._fields_words(expert),
            Term.WORDS: self._words_words(applicant),
            Term.RECORD: self._record_words(applicant),
            Term.TRAVEL: self._travel_words(applicant, expert),
            Term.DAYS: self._days_words(expert),
            Term.BALANCE: self._around.say("balance", load=applicant.load, least=self._least),
        }
        lines = tuple(
            TermLine(
                term.value,
                self._around.say(f"term_{term.value}"),
                score.points[term],
                self._scale.points[term],
                text,
            )
            for term, text in words.items()
        )
        cautions = tuple(self._cautions(expert))
        return Candidate(expert.id, expert.name, expert.affiliation, applicant.load, score.total, lines, cautions)

    def _fields_words(self, expert: Expert) -> str:
        if not self._fields:
            return self._around.say("fields_unknown")
        names = {field.code: field.name for field in self._around.facts.terms.support_fields}
        levels = {member.key: self._level_words(member.level) for member in expert.fields}
        return "、".join(f"{names.get(code, code)}＝{levels.get(code, '―')}" for code in self._fields)

    def _level_words(self, level: str) -> str:
        if not level:
            return self._around.say("level_assumed", level=Level(ASSUMED_LEVEL).label)
        return Level(level).label

    def _words_words(self, applicant: Applicant) -> str:
        if not self._wish.words:
            return self._around.say("words_unknown")
        if not applicant.words:
            return self._around.say("words_none")
        named = named_words(self._request, applicant.words)[:MOST_WORDS]
        return self._around.say("words", words="".join(f"「{word}」" for word in named))

    def _record_words(self, applicant: Applicant) -> str:
        if applicant.here:
            return self._around.say("record_here", office=self._office.name, times=applicant.here)
        if applicant.municipalities is None:
            return self._around.say("record_unknown")
        return self._around.say("record", count=applicant.municipalities)

    def _travel_words(self, applicant: Applicant, expert: Expert) -> str:
        if not self._wish.travels:
            return self._around.say("travel_answer" if self._is_consultation else "travel_online")
        if applicant.minutes is None:
            return self._around.say("travel_unknown")
        places = {"base": shorten(expert.base), "office": self._office.name}
        if applicant.minutes >= self._scale.far_minutes:
            return self._around.say("travel_far", minutes=self._scale.far_minutes, **places)
        return self._around.say("travel", minutes=max(NEAREST, NEAREST * round(applicant.minutes / NEAREST)), **places)

    def _days_words(self, expert: Expert) -> str:
        if not expert.days:
            return self._around.say("days_unknown")
        own = _keys(expert.days)
        return self._around.say("days", days="・".join(each.label for each in Weekday if each.value in own))

    def _cautions(self, expert: Expert) -> Iterator[str]:
        """Yield what a person has to look at before choosing."""
        if expert.id not in self._able:
            yield self._around.say("only_partly")
        relations = expert.vendor_relations.strip()
        if relations not in NOTHING_TO_DECLARE:
            yield self._around.say("vendor", relations=shorten(relations, LONGEST_CAUTION))
        for office in dict.fromkeys(self._that_day.get(expert.id, ())):
            yield self._around.say("busy", office=office)


def is_open(case: Case) -> bool:
    """Tell whether a dispatch case still waits for somebody to be chosen."""
    return case.kind is CaseKind.DISPATCH and not case.expert_ids


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a request as keys to search for: katakana, Latin words, and long kanji two by two.

    >>> words_of("窓口のDXとeL-QR")
    ('窓口', 'dx', 'el-qr')
    >>> words_of("標準化移行")
    ('標準', '準化', '化移', '移行')
    """
    return tuple(dict.fromkeys(key for run in _runs(text) for key in _pieces(run)))


def named_words(text: str, found: Collection[str]) -> tuple[str, ...]:
    """Return the words of a request that were found, as it writes them; pieces that overlap are one word.

    >>> named_words("標準化移行とDX", {"標準", "準化", "移行", "dx"})
    ('標準化', '移行', 'DX')
    """
    named: list[str] = []
    for run in _runs(text):
        pieces = _pieces(run)
        if len(pieces) == 1:
            named += [run] if pieces[0] in found else []
            continue
        start = None
        for place, piece in enumerate((*pieces, "")):
            if piece in found:
                start = place if start is None else start
            elif start is not None:
                named.append(run[start : place + 1])
                start = None
    return tuple(dict.fromkeys(named))


def _runs(text: str) -> list[str]:
    return _RUNS.findall(unicodedata.normalize("NFKC", text))


def _pieces(run: str) -> tuple[str, ...]:
    key = search_key(run)
    is_long_kanji = len(run) == len(key) > LONGEST_WORD and "一" <= run[0] <= "龥"
    return tuple(key[place : place + 2] for place in range(len(key) - 1)) if is_long_kanji else (key,)


def profile_key(expert: Expert) -> str:
    """Return what an expert's profile says, as a key to search in."""
    return search_key("\n".join((expert.expertise, expert.career, expert.certificates, expert.municipal_record)))


def _keys(members: Members) -> frozenset[str]:
    return frozenset(member.key for member in members)
