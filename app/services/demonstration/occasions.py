"""The events of the demonstration year from inside: who took part, the contest with its sheets, what was shared."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from app.domain.accompaniment import Accompaniment
from app.domain.event import CaseStudy, ContestEntry, ContestScore, Event, EventKind, EventParticipant, Sharing
from app.domain.record import Record
from app.services.plans.occasions import CRITERIA

NewId = Callable[..., str]
CAME, PERSONS_EACH, WITH_ONE_MORE, STAYED_AWAY = 41, 2, 2, 3  # 41 municipalities with 84 persons came
ENTRIES = (
    ("書かない窓口の段階導入", "手続を3つに絞って始め、記入欄を18か所から7か所に減らした。"),
    ("生成AI利用の手引きと研修", "手引きを5枚にまとめ、全課で1名ずつ試してから広げた。"),
    ("標準化後の運用経費の精査", "見積の内訳を5項目に分け、他の団体と比べて確かめた。"),
    ("押印と添付書類の総点検", "420の手続を点検し、97の手続で添付書類を廃止した。"),
    ("庁内のDX推進員の育成", "各課の推進員が半年で一つの改善をやり切る仕組みを作った。"),
)
JUDGES = ("審査員A（県）", "審査員B（有識者）", "審査員C（市町村代表）")
# The points of each entry under each criterion as the first judge gave them; the others differ a little. Two tie.
POINTS = ((17, 16, 18, 15, 16), (15, 17, 14, 18, 16), (14, 13, 15, 12, 14), (16, 15, 17, 16, 16), (13, 14, 12, 15, 14))
LEANINGS = (0, -1, 1)
STUDIES = (
    (
        "窓口の記入欄を減らす進め方",
        "申請書の記入欄を書き出し、様式の変更だけで廃止できるものから減らした。システムの導入は最後に検討した。",
        63,
        date(2026, 12, 10),
    ),
    (
        "生成AIの手引きを短く作る方法",
        "禁止事項を並べる前に、使ってよい場面を三つ示した。研修では実際の業務の文書で試した。",
        48,
        date(2026, 12, 17),
    ),
)


def occasions(new_id: NewId, codes: Sequence[str], records: Sequence[Record]) -> tuple[Record, ...]:
    """Return the participants of the exchange event, the contest's entries and sheets, and what was shared."""
    events = {record.kind: record for record in records if isinstance(record, Event)}
    accompanied = [record.municipality_code for record in records if isinstance(record, Accompaniment)]
    entries = tuple(_entries(new_id, events[EventKind.CONTEST].id, accompanied))
    return (
        *_participants(new_id, events[EventKind.EXCHANGE].id, codes),
        *entries,
        *_scores(new_id, entries),
        *_shared(new_id, codes),
    )


def _participants(new_id: NewId, event_id: str, codes: Sequence[str]) -> Iterator[EventParticipant]:
    for number, code in enumerate(codes[: CAME + STAYED_AWAY]):
        yield EventParticipant(
            id=new_id("participant", code),
            event_id=event_id,
            municipality_code=code,
            organisation="DX担当課",
            persons=PERSONS_EACH + (number < WITH_ONE_MORE),
            attended=number < CAME,
        )


def _entries(new_id: NewId, event_id: str, codes: Sequence[str]) -> Iterator[ContestEntry]:
    for code, (title, content) in zip(codes, ENTRIES, strict=False):
        yield ContestEntry(
            id=new_id("entry", code), event_id=event_id, municipality_code=code, title=title, content=content
        )


def _scores(new_id: NewId, entries: Sequence[ContestEntry]) -> Iterator[ContestScore]:
    for entry, points in zip(entries, POINTS, strict=False):
        for judge, leaning in zip(JUDGES, LEANINGS, strict=True):
            for number, criterion in enumerate(CRITERIA):
                yield ContestScore(
                    id=new_id("score", entry.id, judge, criterion),
                    entry_id=entry.id,
                    judge=judge,
                    criterion=criterion,
                    points=points[number] + leaning,
                    comment="進め方が他の団体の参考になる。" if number == 0 and leaning == 0 else "",
                )


def _shared(new_id: NewId, codes: Sequence[str]) -> Iterator[Record]:
    for number, (title, content, reached, day) in enumerate(STUDIES):
        study = CaseStudy(
            id=new_id("study", str(number)), title=title, content=content, checked_on=day, checked_by="石川　千尋"
        )
        yield study
        for code in codes[:reached]:
            yield Sharing(
                id=new_id("sharing", str(number), code),
                study_id=study.id,
                municipality_code=code,
                shared_on=day,
                means="LoGoチャット",
            )
