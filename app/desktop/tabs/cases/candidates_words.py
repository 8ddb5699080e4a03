"""Decides what the window of the candidates says: who suits a case best, term by term, and who cannot be sent."""

from app.desktop.widgets.plain_table import PlainRow
from app.services.matching.views import Candidate, CandidateList, TermLine

TERMS = ("fields", "words", "record", "travel", "days", "balance")
HEADERS = ("順", "専門人材", "点数", "派遣", "分野", "内容", "実績", "移動", "曜日", "公平")
HOW = (
    "点数は、分野・相談の内容・支援実績・移動・曜日・公平の合計（100点満点）です。公平は、これまでの派遣（人回）が"
    "候補の中で少ないほど高くなります。"
)


def candidate_rows(found: CandidateList) -> list[PlainRow]:
    """Return the candidates in order; excluded ones come last."""
    return [_row(number, each) for number, each in enumerate(found.candidates, start=1)]


def _row(number: int, each: Candidate) -> PlainRow:
    if each.excluded:
        return PlainRow(each.expert_id, ("候補外", each.name, "", str(each.load)) + ("",) * len(TERMS), "muted")
    points = {term.name: f"{term.points:g}" for term in each.terms}
    score = "" if each.score is None else f"{each.score:.1f}"
    texts = (str(number), each.name, score, str(each.load), *(points.get(name, "") for name in TERMS))
    return PlainRow(each.expert_id, texts, "warn" if each.cautions else "good")


def title_words(found: CandidateList) -> str:
    """Return whose case it is and what it asks for."""
    return "　".join(filter(None, (found.number, found.municipality, "・".join(found.fields))))


def list_words(found: CandidateList) -> tuple[str, str]:
    """Return how many can be sent, in words, and the tone."""
    suited = len(found.suited)
    if not found.candidates:
        return "専門人材がまだ登録されていません。専門人材を登録し、データベースに掲載してください。", "bad"
    if not suited:
        return "この案件を担える専門人材がいません。一人ずつ選んで、右の理由を確かめてください。", "bad"
    return f"候補は{suited}名です。{HOW}", "accent"


def term_words(term: TermLine) -> str:
    """Return the points of a term."""
    return f"{term.label}　{term.points:g} / {term.most}"
