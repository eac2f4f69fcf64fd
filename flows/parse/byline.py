"""Who wrote a piece, as its byline says it."""

from __future__ import annotations

import re
from typing import NamedTuple

from flows.lexicons import lines
from flows.parse.published import Published, find_published

BY = re.compile(
    r"[*_(\[]*(?:(?:written|posted|reported|published|story|words|text|analysis|opinion|commentary|article|a guest post)\s+)?"
    r"(?:by|author|authors|von|par|por|di|door)\s*[:–-]?\s+",
    re.IGNORECASE,
)
HANDLE = re.compile(r"\(?(?<![\w.])@\w{2,30}\)?")
MAIL = re.compile(r"\(?\b[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+\)?")
POSTED = re.compile(r"\s*(?:\b(?:published|posted|updated|last updated|modified|on|at)\b[\s:]*)+$", re.IGNORECASE)
PARTS = re.compile(r"\s+[|•·–—-]+\s+|\s*[|•·\n]\s*|\s{2,}|\t")
NAMES = re.compile(r"\s*,\s*(?:and\s+)?|\s*;\s*|\s+(?:and|und|et|y|with)\s+|\s*&\s*|\s+/\s+", re.IGNORECASE)
PLACE = re.compile(r"\s+(?:in|for|of|from|at)\s+(?:the\s+)?[A-Z].*$", re.DOTALL)
WORD = re.compile(r"[^\W\d_][\w.'’\-]*|[A-Z]\.")
PARTICLES = frozenset(
    [
        "de",
        "da",
        "do",
        "dos",
        "das",
        "del",
        "della",
        "der",
        "den",
        "di",
        "du",
        "la",
        "le",
        "van",
        "von",
        "ten",
        "ter",
        "bin",
        "ibn",
        "al",
        "el",
        "as",
        "y",
        "e",
        "zu",
        "af",
        "av",
    ]
)
LONGEST = 200
MOST_WORDS = 5


class Byline(NamedTuple):
    """What a byline says: authors without handles, the handles' bounds in the line, the date, the outlet."""

    authors: tuple[str, ...]
    handles: tuple[tuple[int, int], ...]
    when: Published | None
    publisher: str | None


def read_byline(line: str, *, marked: bool = True) -> Byline | None:
    """What the byline `line` says; None when it is none.

    A line without "By" is one only when not `marked`, and with a date or handle after the name.
    """
    if len(line) > LONGEST:
        return None
    by = BY.match(line)
    if not by and marked:
        return None
    handles = tuple(_bare(line, match) for match in HANDLE.finditer(line))
    found = find_published(line)
    if not by and not handles and not found:
        return None
    rest = MAIL.sub(" ", line[by.end() if by else 0 :].rstrip("*_)]. "))
    if found:
        rest = rest.replace(line[found.start : found.end], " \n ")
    parts = [POSTED.sub("", part).strip(" ,;:–—-()") for part in PARTS.split(HANDLE.sub(" ", rest))]
    parts = [part for part in parts if part]
    if not parts:
        return None
    authors, publisher = _people(parts[0], strict=not by)
    if not authors and not publisher:
        return None
    if not publisher and len(parts) > 1 and is_outlet(parts[1]):
        publisher = parts[1]
    return Byline(authors, handles, found.when if found else None, publisher)


def is_outlet(name: str) -> bool:
    """Whether a name looks like that of a news outlet."""
    words = name.casefold().replace(".", " ").split()
    return (
        bool(words)
        and len(words) <= MOST_WORDS
        and name[:1].isupper()
        and not frozenset(lines("outlet_words")).isdisjoint(words)
    )


def _people(part: str, *, strict: bool) -> tuple[tuple[str, ...], str | None]:
    """The persons named in the first part of a byline, and the outlet if it is named among them."""
    people: list[str] = []
    outlet = None
    for piece in NAMES.split(part):
        name = PLACE.sub("", piece).strip()
        words = name.split()
        if not words:
            continue
        if is_outlet(name):
            outlet = outlet or name.removeprefix("the ").removeprefix("The ")
        elif not frozenset(lines("byline_roles")).isdisjoint(name.casefold().split()):
            if not people:
                return (), None
        elif _is_person(words, least=2 if not people or strict else 1):
            people.append(_cased(name))
        elif not people:
            return (), None
        else:
            break
    return tuple(people), outlet


def _is_person(words: list[str], least: int) -> bool:
    if not least <= len(words) <= MOST_WORDS:
        return False
    return all(WORD.fullmatch(word) and (word[0].isupper() or _particle(word)) for word in words) and words[-1][
        0
    ].isupper() | ("-" in words[-1])


def _particle(word: str) -> bool:
    return word.casefold() in PARTICLES or word.split("-")[0].casefold() in PARTICLES


def _cased(name: str) -> str:
    """A name in capitals as it is usually written."""
    return name.title() if name.isupper() else " ".join(name.split())


def _bare(line: str, match: re.Match[str]) -> tuple[int, int]:
    start = line.index("@", match.start())
    return start, start + len(match.group().strip("()"))
