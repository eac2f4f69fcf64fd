"""Who wrote a piece, as its byline says it."""

from __future__ import annotations

import re
from typing import NamedTuple

from flows.lexicons import lines
from flows.parse.published import Published, find_published

BY = re.compile(
    r"[*_(\[]*(?:(?:written|posted|reported|published|submitted|story|words|text|analysis|opinion|commentary|article|"
    r"geschrieben|verfasst|veröffentlicht|publié|escrito)\s+)?"
    r"(?:by|authors?|von|autor(?:in)?|par|por|di|door)(?:\s*:\s*|\s+)",
    re.IGNORECASE,
)
HANDLE = re.compile(r"\(?(?<![\w.])@\w{2,30}\)?")
MAIL = re.compile(r"\(?\b[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+\)?")
POSTED = re.compile(r"(?:^|\s)(?:published|posted|updated|last|modified|on|at|am|le|el)[\s:]*$", re.IGNORECASE)
PARTS = re.compile(r"\s+[–—-]+\s+|\s*[|•·\n\t]\s*|\s{3,}")
NAMES = re.compile(r"\s*,\s*(?:and\s+)?|\s*;\s*|\s+(?:and|und|et|y)\s+|\s*&\s*|\s+/\s+", re.IGNORECASE)
PLACE = re.compile(r"\s+(?:in|from|at)\s+(?:the\s+)?[A-Z].*$", re.DOTALL)
FOR = re.compile(r"\s+(?:for|of|with)\s+(?:the\s+)?(?P<outlet>[A-Z].*)$", re.DOTALL)
AGENCY = re.compile(
    r"\s+(?P<outlet>(?:The )?Associated Press|Reuters|AFP|AP|UPI|DPA|Bloomberg(?: News)?|BBC News|CNN)$"
)
WORD = re.compile(r"[^\W\d_][\w.'’\-]*")
LONGEST = 200
MOST_WORDS = 5
MOST_ABOUT_WORDS = 4  # words of a part of a byline that says something else: a place, a role, an outlet


class Byline(NamedTuple):
    """What a byline says: authors without handles, the handles' bounds in the line, the date, the outlet."""

    authors: tuple[str, ...]
    handles: tuple[tuple[int, int], ...]
    when: Published | None
    publisher: str | None


def read_byline(line: str, *, marked: bool = True) -> Byline | None:
    """What the byline `line` says; None when it is none.

    A line without "By" is one only when not `marked`, and with a date or handle beside the name.
    """
    by = BY.match(line)
    if len(line) > LONGEST or (marked and not by):
        return None
    handles = tuple(_bare(line, match) for match in HANDLE.finditer(line))
    found = find_published(line)
    if not by and not handles and not found:
        return None
    rest = line[by.end() if by else 0 :].rstrip("*_)]. ")
    if found:
        rest = rest.replace(line[found.start : found.end], " \n ")
    parts = (POSTED.sub("", part).strip(" ,;:–—-()") for part in PARTS.split(HANDLE.sub(" ", MAIL.sub(" ", rest))))
    people = _people([part for part in parts if part], least=1 if by and (handles or found) else 2)
    return Byline(people[0], handles, found.when if found else None, people[1]) if people else None


def is_outlet(name: str) -> bool:
    """Whether a name looks like that of a news outlet."""
    words = name.casefold().replace(".", " ").split()
    return 0 < len(words) <= MOST_WORDS and name[0].isupper() and not _words("outlet_words").isdisjoint(words)


def clean_names(value: str) -> list[str]:
    """The names in a metadata field for authors, as they are written there."""
    value = HANDLE.sub(" ", MAIL.sub(" ", BY.sub("", value, count=1)))
    if found := find_published(value):
        value = POSTED.sub("", value[: found.start])
    pieces = [piece.strip(" ,;:|–—-()\"'") for piece in re.split(r"\s*[;|\n]\s*", value)]
    if len(pieces) == 1:
        split = [piece.strip() for piece in NAMES.split(pieces[0])]
        if len(split) == 2 and "," in pieces[0] and all(len(piece.split()) == 1 for piece in split):
            split = [f"{split[1]} {split[0]}"]
        if all(len(piece.split()) > 1 for piece in split) or len(split) == 1:
            pieces = split
    return [" ".join(piece.split()) for piece in pieces if _is_name(piece)]


def _is_name(piece: str) -> bool:
    words = piece.casefold().split()
    if not words or len(words) > MOST_WORDS + 1 or "://" in piece or piece.casefold() in _words("user_names"):
        return False
    return any(character.isalpha() for character in piece) and not _words("byline_roles").issuperset(words)


def _people(parts: list[str], least: int) -> tuple[tuple[str, ...], str | None] | None:
    """The persons that a byline names, and the outlet; None when it says other things."""
    people: list[str] = []
    outlet, understood = None, False
    for number, piece in enumerate(piece for part in parts for piece in NAMES.split(part) if piece.strip()):
        if match := AGENCY.search(piece) or FOR.search(piece):
            outlet = outlet or match["outlet"].strip()
            piece = piece[: match.start()]
        name = PLACE.sub("", piece).strip()
        words = name.split()
        if is_outlet(name) or (name.isupper() and len(words) == 1 and len(name) <= MOST_WORDS):
            outlet = outlet or name.removeprefix("the ")
        elif not _words("byline_roles").isdisjoint(name.casefold().split()):
            pass
        elif _is_person(words, least):
            people.append(name.title() if name.isupper() else " ".join(words))
        elif number == 0 or len(words) > MOST_ABOUT_WORDS:
            return None
        understood = True
    return (tuple(people), outlet) if understood else None


def _is_person(words: list[str], least: int) -> bool:
    if not least <= len(words) <= MOST_WORDS or words[0].casefold() in _words("user_names"):
        return False
    return all(WORD.fullmatch(word) and (word[0].isupper() or _is_particle(word)) for word in words)


def _is_particle(word: str) -> bool:
    return word.split("-")[0].casefold() in _words("name_particles")


def _words(name: str) -> frozenset[str]:
    return frozenset(lines(name))


def _bare(line: str, match: re.Match[str]) -> tuple[int, int]:
    start = line.index("@", match.start())
    return start, start + len(match.group().strip("()"))
