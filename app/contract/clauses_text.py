"""The contract's own words, verbatim, clause by clause; errata stand beside the text, never inside it.

A clause is named by its path as officials write it: 6(6)エ, 6(1)イ(ア), 表2; a footnote by its section and 注.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from app.contract.terms import Erratum
from app.domain.errors import AppError
from app.domain.text import shorten

COVER = "表紙"
KANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
LONGEST_NAME = 40
_CHAPTER = re.compile(r"(?P<mark>\d{1,2}) (?P<rest>\S.*)")
_SECTION = re.compile(r"(?P<bullet>- )?\((?P<mark>\d{1,2})\) (?P<rest>.*)")
_ITEM = re.compile(rf"(?P<bullet>- )?(?P<mark>[{KANA}]) (?P<rest>.*)")
_SUBITEM = re.compile(rf"\((?P<mark>[{KANA}])\) (?P<rest>.*)")
_TABLE = re.compile(r"(?P<mark>表\d{1,2}) (?P<rest>.*)")


@dataclass(frozen=True, slots=True)
class ClauseText:
    """One clause with its heading (empty where it starts with a sentence) and every character that belongs to it."""

    path: str
    title: str
    text: str


@dataclass(slots=True)
class _Place:
    """Where the reader stands: the last chapter, section, item and subitem."""

    chapter: int = 0
    section: int = 0
    item: int = 0
    subitem: int = 0

    @property
    def path(self) -> str:
        section = f"({self.section})" if self.section else ""
        item = KANA[self.item - 1] if self.item else ""
        subitem = f"({KANA[self.subitem - 1]})" if self.subitem else ""
        return f"{self.chapter}{section}{item}{subitem}"

    @property
    def section_path(self) -> str:
        return f"{self.chapter}({self.section})" if self.section else f"{self.chapter}"


@dataclass(frozen=True)
class ContractText:
    """The whole contract as clauses in their order; joined they give the text again."""

    clauses: tuple[ClauseText, ...]
    errata: tuple[Erratum, ...] = ()

    @classmethod
    def from_text(cls, text: str, errata: Iterable[Erratum] = ()) -> "ContractText":
        """Split a specification into its clauses without losing a character."""
        parts = [[COVER, "", ""]]
        place = _Place()
        for line in text.splitlines(keepends=True):
            started = _started(line.rstrip("\r\n"), place)
            if started is None:
                parts[-1][2] += line
            else:
                parts.append([*started, line])
        return cls(tuple(ClauseText(path, title, words) for path, title, words in parts if words), tuple(errata))

    def find(self, clause: str) -> ClauseText:
        """Return a clause by its path (6(6)エ, ６（６）エ, 8 表2); raises AppError calendar.clause_unknown."""
        path = _path_of(clause)
        for each in self.clauses:
            if each.path == path:
                return each
        raise AppError("calendar.clause_unknown", clause=shorten(clause, LONGEST_NAME))

    def whole(self, clause: str) -> str:
        """Return a clause with all its subclauses and tables, verbatim; raises AppError calendar.clause_unknown."""
        path = self.find(clause).path
        start = next(at for at, each in enumerate(self.clauses) if each.path == path)
        end = start + 1
        while end < len(self.clauses) and self._belongs(self.clauses[end].path, path):
            end += 1
        return "".join(each.text for each in self.clauses[start:end])

    def errata_of(self, clause: str) -> tuple[Erratum, ...]:
        """Return the errata and questions that concern a clause."""
        path = _path_of(clause)
        return tuple(each for each in self.errata if _path_of(each.clause) == path)

    def _belongs(self, path: str, parent: str) -> bool:
        if path.startswith("表"):
            return not parent.startswith("表") and self._section_before(path).startswith(parent)
        if not path.startswith(parent) or parent.startswith("表"):
            return False
        return not path[len(parent)].isdigit()

    def _section_before(self, table: str) -> str:
        """Return the path of the clause that a table follows."""
        at = next(at for at, each in enumerate(self.clauses) if each.path == table)
        return self.clauses[at - 1].path


def _started(line: str, place: _Place) -> tuple[str, str] | None:
    """Return path and title of the clause that a line starts, moving the place, or None for a line that goes on.

    Numbers start a clause only in their sequence, so that a broken line or a row of a table never does.
    """
    table = _TABLE.fullmatch(line)
    if table:
        return table["mark"], table["rest"]
    if line.startswith("*") and place.chapter:
        return f"{place.section_path}注", ""
    chapter, section = _CHAPTER.fullmatch(line), _SECTION.fullmatch(line)
    item, subitem = _ITEM.fullmatch(line), _SUBITEM.fullmatch(line)
    if chapter and int(chapter["mark"]) == place.chapter + 1:
        place.chapter, place.section, place.item, place.subitem = place.chapter + 1, 0, 0, 0
        return place.path, chapter["rest"]
    if section and place.chapter and int(section["mark"]) == place.section + 1:
        place.section, place.item, place.subitem = place.section + 1, 0, 0
        return place.path, _title(section)
    if item and place.section and item["mark"] == KANA[place.item]:
        place.item, place.subitem = place.item + 1, 0
        return place.path, _title(item)
    if subitem and place.item and subitem["mark"] == KANA[place.subitem]:
        place.subitem += 1
        return place.path, ""
    return None


def _title(match: re.Match[str]) -> str:
    """Return the words behind a mark where they are a heading and not a sentence."""
    rest = match["rest"]
    return "" if match["bullet"] or "。" in rest or "、" in rest else rest


def _path_of(clause: str) -> str:
    """Return the path that a written reference names: 仕様書６（６）エ is 6(6)エ, 8 表2 is 表2."""
    plain = "".join(unicodedata.normalize("NFKC", clause[:LONGEST_NAME]).split()).removeprefix("仕様書")
    table = re.search(r"表\d+$", plain)
    return table[0] if table else plain
