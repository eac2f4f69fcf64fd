"""Who wrote a piece, as its byline says it."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from flows.lexicons import lines
from flows.parse.published import Found, Published, find_published

BY = re.compile(
    r"(?<![*_(\[])[*_(\[]*+(?:(?:written|posted|reported|published|submitted|story|words|text|analysis|opinion|commentary|article|"
    r"geschrieben|verfasst|veröffentlicht|publié|escrito)\s+)?"
    r"(?:by|authors?|von|autor(?:in)?|par|por|di|door)(?:\s*+:\s*+|\s++)",
    re.IGNORECASE,
)
HANDLE = re.compile(r"\(?(?<![\w.])@\w{2,30}\)?")
MAIL = re.compile(r"\(?\b[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+\)?")
POSTED = re.compile(
    r"(?:(?:^|(?<!\s)\s++)(?:published|posted|updated|written|last|modified|on|at|am|le|el):?)++\s*+$", re.IGNORECASE
)
PARTS = re.compile(r"\s+[–—-]+\s+|\s*[|•·\n\t]\s*|\s{3,}")
#: What a byline may end with: how many comments, a day without its year.
COUNT = re.compile(
    r"(?<!\s)\s++(?:(?:\d+|no) comments?|leave a comment|[A-Z][a-z]{2,8}\.? \d{1,2}(?: at [\d:]+ ?[AaPp]\.?[Mm]\.?)?)$",
    re.IGNORECASE,
)
NAMES = re.compile(
    r"(?:(?<!\s)\s++)?(?:,\s*+(?:and\s++)?|[;&]\s*+)|(?<!\s)\s++(?:and|und|et|y|/)\s++",
    re.IGNORECASE,
)
SEVERAL = re.compile(r"(?:(?<!\s)\s++)?[;|]\s*+|(?<!\s)[^\S\n]*+\n\s*+")
PLACE = re.compile(r"(?<!\s)\s++(?:in|from|at)\s++(?:the\s++)?[A-Z].*$", re.DOTALL)
FOR = re.compile(r"(?<!\s)\s++(?:for|of|with)\s++(?:the\s++)?(?P<outlet>[A-Z].*)$", re.DOTALL)
AGENCY = re.compile(
    r"(?<!\s)\s++(?P<outlet>(?:The )?Associated Press|Reuters|AFP|AP|UPI|DPA|Bloomberg(?: News)?|BBC News|CNN)$"
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

    A line without "By" is one only when not `marked`, and with a date or handle beside the name: a bare year is none.
    """
    if len(line) > LONGEST:
        return None
    found = find_published(line)
    by = BY.match(line) or (BY.match(line, *_after(line, found)) if found else None)
    handles = tuple(_bare(line, match) for match in HANDLE.finditer(line))
    is_dated = found is not None and len(found.when.edtf) > len("2016")
    if not by and (marked or not (handles or is_dated)):
        return None
    rest = COUNT.sub("", line[by.end() if by else 0 :]).rstrip("*_)]. ")
    if found:
        rest = rest.replace(line[found.start : found.end], " \n ")
    parts = (POSTED.sub("", part).strip(" ,;:–—-()") for part in PARTS.split(HANDLE.sub(" ", MAIL.sub(" ", rest))))
    people = _people([part for part in parts if part], least=1 if by and (handles or found) else 2)
    return Byline(people[0], handles, found.when if found else None, people[1]) if people else None


def read_names(line: str) -> tuple[str, ...]:
    """The authors that a line names which holds nothing but names, the first with a well-known given name."""
    if len(line) > LONGEST or line.split()[:1] == [] or line.split()[0].casefold() not in _words("given_names"):
        return ()
    people = _people([line.strip("*_ ")], least=2)
    return people[0] if people else ()


def is_outlet(name: str) -> bool:
    """Whether a name looks like that of a news outlet."""
    words = name.casefold().replace(".", " ").split()
    return 0 < len(words) <= MOST_WORDS and name[0].isupper() and not _words("outlet_words").isdisjoint(words)


def clean_names(value: str) -> list[str]:
    """The names in a metadata field for authors, as they are written there."""
    value = HANDLE.sub(" ", MAIL.sub(" ", BY.sub("", value[: 5 * LONGEST], count=1)))
    if found := find_published(value):
        value = POSTED.sub("", value[: found.start])
    pieces = (piece.strip(" ,;:|–—-()\"'") for piece in SEVERAL.split(value))
    return [" ".join(name.split()) for piece in pieces for name in _split_names(piece) if _is_name(name)]


def _split_names(piece: str) -> list[str]:
    """The names in "A B, C D and E F, Outlet" or "Surname, Given"; the whole piece where it is not plainly a list."""
    names = [name.strip() for name in NAMES.split(piece)]
    if len(names) == 2 and "," in piece and all(len(name.split()) == 1 for name in names):
        return [f"{names[1]} {names[0]}"]
    people = [name for at, name in enumerate(names) if at == 0 or not (is_outlet(name) or _has_role(name))]
    return people if all(len(name.split()) > 1 for name in people) else [piece]


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
        elif _has_role(name):
            pass
        elif _is_person(words, least):
            people.append(name.title() if name.isupper() else " ".join(words))
        elif number == 0 or len(words) > MOST_ABOUT_WORDS:
            return None
        understood = True
    return (tuple(people), outlet) if understood else None


def _has_role(name: str) -> bool:
    return not _words("byline_roles").isdisjoint(name.casefold().split())


def _is_person(words: list[str], least: int) -> bool:
    if not least <= len(words) <= MOST_WORDS or words[0].casefold() in _words("user_names"):
        return False
    return all(WORD.fullmatch(word) and (word[0].isupper() or _is_particle(word)) for word in words)


def _is_particle(word: str) -> bool:
    return word.split("-")[0].casefold() in _words("name_particles")


def _after(line: str, found: Found) -> tuple[int]:
    """Where the words after a date begin that starts the line; the line's end if it does not."""
    if not POSTED.sub("", line[: found.start]).strip():
        return (found.end + len(line[found.end :]) - len(line[found.end :].lstrip(" ,|·–—-")),)
    return (len(line),)


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(term.casefold() for term in lines(name))


def _bare(line: str, match: re.Match[str]) -> tuple[int, int]:
    start = line.index("@", match.start())
    return start, start + len(match.group().strip("()"))
