"""The declared sections of the implementation plan, read from the data file beside the contract's terms."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache

from app.domain.plan import PlanSection
from app.services.surroundings import DEFAULT_TERMS, RESOURCES

TO_WRITE = "【要記入】"  # what a person has to replace before a section is complete
CELLS = "｜"  # divides the cells of a line of a table
ITEM = "・"
SUBHEADING = "■"


@dataclass(frozen=True, slots=True)
class SectionForm:
    """One section that an official expects: where it stands, which clause it answers, what fills it."""

    key: str
    number: str
    chapter: str
    heading: str
    clause: str
    source: str
    draws: str
    text: str


@lru_cache(maxsize=1)
def section_forms() -> tuple[SectionForm, ...]:
    """Return the sections of the plan in their order."""
    data = tomllib.loads((RESOURCES / "contract" / f"{DEFAULT_TERMS}-plan.toml").read_text(encoding="utf-8"))
    found: list[SectionForm] = []
    chapters: list[str] = []
    within = 0
    for entry in data["sections"]:
        chapter = entry.get("chapter", "")
        if not chapter or not chapters or chapters[-1] != chapter:
            chapters.append(chapter or entry["heading"])
            within = 0
        within += 1
        number = f"{len(chapters)}-{within}" if chapter else f"{len(chapters)}"
        found.append(
            SectionForm(
                entry["key"],
                number,
                chapter,
                entry["heading"],
                entry["clause"],
                entry["source"],
                entry.get("draws", ""),
                entry["text"].strip("\n"),
            )
        )
    return tuple(found)


def form_of(key: str) -> SectionForm | None:
    """Return the declared section of a key, or None."""
    return next((form for form in section_forms() if form.key == key), None)


def lack_of(section: PlanSection | None) -> str:
    """Return why a section is not complete yet; empty when it is."""
    if section is None or not section.body.strip():
        return "本文がありません"
    return "「要記入」の箇所が残っています" if TO_WRITE in section.body else ""


def cells(*texts: object) -> str:
    """Return a line of a table; what would divide a cell or end the line is taken out of the texts."""
    return CELLS.join(one_line(str(text)).replace(CELLS, "／") or "―" for text in texts)


def item(text: str) -> str:
    """Return a line of a list."""
    return f"{ITEM}{one_line(text)}"


def one_line(text: str) -> str:
    """Return a text on one line; the spaces within names stay as they were typed."""
    return " ".join(text.splitlines()).strip()
