"""What the tiles of the map say: by hearing, by what was told, by use of support, by findings; words beside colours."""

from collections import Counter
from collections.abc import Callable, Mapping
from functools import lru_cache

from app.contract.accepting import in_force, open_findings
from app.contract.facts import DONE, ContractFacts
from app.contract.findings import Severity
from app.domain.consultation import ConsultationAnswer
from app.domain.hearing import Hearing, HearingStatus
from app.domain.municipality import Municipality
from app.domain.tile_map import TileMap
from app.planning.hearing_analysis import Analysis, Told, is_under_way, wants_support
from app.services.hearings.analysis_views import TileValue
from app.services.judging.judging import BOOK
from app.services.surroundings import RESOURCES

HIGHEST_LEVEL = 4
UNKNOWN = -1
NOT_HEARD, NOTHING_WRITTEN = "ヒアリング未実施", "分野の記入なし"
MARKS = {HearingStatus.HELD: "済", HearingStatus.PLANNED: "予", HearingStatus.ARRANGING: "調"}
HEARING_LEVELS = {HearingStatus.HELD: 4, HearingStatus.PLANNED: 2, HearingStatus.ARRANGING: 1}
GRAVEST = {Severity.VIOLATION: 4, Severity.OVERDUE: 3, Severity.WARNING: 2, Severity.NOTICE: 1}
SEVERITIES = {4: "違反", 3: "期限超過", 2: "警告", 1: "注意"}

Said = tuple[int, str, str, str]  # level, text of the tile, words, hearing
Tiles = Callable[[Analysis, ContractFacts], tuple[TileValue, ...]]


@lru_cache(maxsize=1)
def tile_map() -> TileMap:
    """Return the tile map of the prefecture."""
    return TileMap.from_csv((RESOURCES / "tile_map.csv").read_text(encoding="utf-8"))


def _tiles(whole: Analysis, said: Callable[[Municipality], Said]) -> tuple[TileValue, ...]:
    found = []
    for office in whole.offices:
        tile = tile_map().of(office.code)
        found.append(TileValue(office.code, office.name, tile.row, tile.column, *said(office)))
    return tuple(found)


def hearing_tiles(whole: Analysis, facts: ContractFacts) -> tuple[TileValue, ...]:
    """Return how far the hearing of each municipality is: held, planned, being arranged, or nothing yet."""
    furthest: dict[str, tuple[HearingStatus, str]] = {}
    for hearing in facts.of(Hearing).values():
        status = hearing.status
        if status in HEARING_LEVELS:
            known = furthest.get(hearing.municipality_code)
            if known is None or HEARING_LEVELS[known[0]] < HEARING_LEVELS[status]:
                furthest[hearing.municipality_code] = status, hearing.id

    def said(office: Municipality) -> Said:
        if office.code not in furthest:
            return 0, "未", "予定なし", ""
        status, hearing_id = furthest[office.code]
        return HEARING_LEVELS[status], MARKS[status], status.label, hearing_id

    return _tiles(whole, said)


def field_tiles(holds: Callable[[Told], bool], unit: str) -> Tiles:
    """Return what counts the fields of which something holds."""

    def tiles(whole: Analysis, facts: ContractFacts) -> tuple[TileValue, ...]:
        found = whole.fields_where(holds)
        names = {field.code: field.name for field in facts.terms.support_fields}
        sheets = {office.code: hearing.id for office, hearing in whole.held}

        def said(office: Municipality) -> Said:
            if office.code not in found:
                why = NOTHING_WRITTEN if office.code in sheets else NOT_HEARD
                return UNKNOWN, "―", why, sheets.get(office.code, "")
            fields = found[office.code]
            named = f"（{'、'.join(names[each] for each in fields)}）" if fields else ""
            words = f"{unit}{len(fields)}分野{named}"
            return min(len(fields), HIGHEST_LEVEL), str(len(fields)), words, sheets[office.code]

        return _tiles(whole, said)

    return tiles


def support_tiles(whole: Analysis, facts: ContractFacts) -> tuple[TileValue, ...]:
    """Return how often each municipality has been supported: dispatches held and consultations answered."""
    sent = Counter(each.municipality_code for each in facts.sessions.values() if each.status in DONE)
    answered = Counter(each.municipality_code for each in facts.of(ConsultationAnswer).values())

    def said(office: Municipality) -> Said:
        count = sent[office.code] + answered[office.code]
        words = f"派遣{sent[office.code]}回、よろず相談{answered[office.code]}件" if count else "利用なし"
        return min(count, HIGHEST_LEVEL), str(count), words, ""

    return _tiles(whole, said)


def finding_tiles(whole: Analysis, facts: ContractFacts) -> tuple[TileValue, ...]:
    """Return how many open findings there are on the records of each municipality, and how grave the gravest is."""
    counted: dict[str, Counter[int]] = {}
    for finding in open_findings(BOOK.findings(facts), in_force(facts)):
        record = facts.tables.get(finding.subject.register, {}).get(finding.subject.id)
        code = getattr(record, "municipality_code", "")
        if code:
            counted.setdefault(code, Counter())[GRAVEST[finding.severity]] += 1

    def said(office: Municipality) -> Said:
        found = counted.get(office.code)
        if not found:
            return 0, "0", "指摘なし", ""
        words = "、".join(f"{SEVERITIES[level]}{found[level]}件" for level in sorted(found, reverse=True))
        return max(found), str(sum(found.values())), words, ""

    return _tiles(whole, said)


TILES: Mapping[str, Tiles] = {
    "hearing": hearing_tiles,
    "stage": field_tiles(is_under_way, "実施中・定着"),
    "wish": field_tiles(wants_support, "支援を希望"),
    "support": support_tiles,
    "findings": finding_tiles,
}
OF_ALL_FACTS = frozenset({"support", "findings"})
TILE_SUBJECTS = {
    "hearing": "ヒアリングの実施",
    "stage": "実施中・定着の分野",
    "wish": "支援を希望する分野",
    "support": "支援の利用",
    "findings": "指摘",
}
