"""The main results of the survey in sentences, for the first page: each with the figures it rests on."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from app.domain.hearing import IssueKind
from app.domain.municipality import Municipality
from app.planning.hearing_analysis import Analysis, Figure, Share, Told, is_under_way, size_of, wants_support

MOST_NAMED = 3
LEAST_TOLD = 3  # municipalities, for a share to be named


def main_results(found: Analysis, names: Mapping[str, str]) -> Iterator[str]:
    """Yield one sentence each on stages, sizes and areas, issues, and wishes; nothing where nobody told."""
    yield from _stages(found, names)
    yield from _groups(found, "規模", size_of)
    yield from _groups(found, "地域", lambda office: office.area)
    yield from _issues(found)
    yield from _wishes(found, names)


def _stages(found: Analysis, names: Mapping[str, str]) -> Iterator[str]:
    shares = found.under_way(lambda office: "", ("",))
    clear = [(names[field], share) for (field, _), share in shares.items() if share.whole.count >= LEAST_TOLD]
    if len(clear) > MOST_NAMED:
        ranked = sorted(clear, key=lambda each: -(each[1].percent or 0))
        yield f"「実施中」「定着」の割合が高い分野は、{_named(ranked[:MOST_NAMED])}です。"
        yield f"低い分野は、{_named(ranked[: -MOST_NAMED - 1 : -1])}です。"


def _groups(found: Analysis, word: str, group: Callable[[Municipality], str]) -> Iterator[str]:
    """Yield how far the groups are, over all the fields that were told."""
    told = [each for each in found.told if each.theme.stage is not None]
    by_group: dict[str, list[Told]] = {}
    for each in told:
        by_group.setdefault(group(each.office), []).append(each)
    clear = {
        name: (sum(map(is_under_way, those)), len(those))
        for name, those in by_group.items()
        if len({each.office.code for each in those}) >= LEAST_TOLD
    }
    if len(clear) > 1:
        ranked = sorted(clear.items(), key=lambda each: -each[1][0] / each[1][1])
        high, low = (f"{name}（{_percent(*counts)}%、延べ{counts[1]}分野）" for name, counts in (ranked[0], ranked[-1]))
        yield f"{word}別に見た「実施中」「定着」の割合は、{high}が最も高く、{low}が最も低くなっています。"


def _percent(part: int, whole: int) -> int:
    return (200 * part + whole) // (2 * whole)


def _issues(found: Analysis) -> Iterator[str]:
    ranked = _ranked((kind.label, found.issue_kind(kind.value)) for kind in IssueKind)
    if ranked:
        yield f"課題として多く挙げられたのは、{_counted(ranked)}です。"


def _wishes(found: Analysis, names: Mapping[str, str]) -> Iterator[str]:
    wanting = [code for code, fields in found.fields_where(wants_support).items() if fields]
    if not wanting:
        return
    by_field: dict[str, set[str]] = {}
    for each in found.told:
        if wants_support(each):
            by_field.setdefault(each.theme.field, set()).add(each.office.code)
    ranked = _ranked((names[field], Figure(frozenset(codes))) for field, codes in by_field.items())
    yield f"支援を希望したのは{len(wanting)}団体で、希望が多い分野は、{_counted(ranked)}です。"


def _ranked(figures: Iterable[tuple[str, Figure]]) -> list[tuple[str, int]]:
    found = sorted(((name, figure.count) for name, figure in figures if figure.count), key=lambda each: -each[1])
    return found[:MOST_NAMED]


def _counted(ranked: Iterable[tuple[str, int]]) -> str:
    return "、".join(f"{name}（{count}団体）" for name, count in ranked)


def _named(ranked: Iterable[tuple[str, Share]]) -> str:
    return "、".join(
        f"{name}（{share.percent}%、{share.part.count}/{share.whole.count}団体）" for name, share in ranked
    )
