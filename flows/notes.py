"""What a correction note says was wrong, and what is right: "An earlier version said 31 people died; it was 32".

The words that a note gives as wrong are no facts: they are blanked out before anything is read, in the note and where
the body still has a phrase of several of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

SPAN = r"(?:[^.;]|\.(?=\d))"  # a character within a clause
PART = r"(?:[^.;:]|\.(?=\d))"  # … that no colon parts
SAID = (
    r"(?:(?:incorrectly|wrongly|erroneously|mistakenly|inaccurately)\s+)?"
    r"(?:said|stated|reported|gave|put|listed|named|called|identified|described|wrote|claimed|read|had)"
)
NAMED = r"(?:\w+ly\s+)?(?:gave|put|listed|named|identified|described|mis(?:stated|identified|reported|spelled|named))"
BREAK = r"(?:(?<!\s)\s*+(?:;|\.(?!\d)|(?<=\s)[—–-]\s|—)\s*|,\s++(?:but|when|whereas|while)\s+)"
WRONG_RIGHT = rf"(?P<wrong>{SPAN}+?){BREAK}(?P<right>{SPAN}++)"
CLAUSE = re.compile(rf"{SPAN}++")
PARTS = re.compile(rf"{PART}++")
#: An earlier version said WRONG; RIGHT. The version, and after it in its clause what it said, or gave as what.
VERSION = re.compile(
    r"\b(?:(?:earlier|previous|original|initial|first)\s++(?:version|report|headline|edition)"
    r"|(?:article|story|report|post|piece))\b",
    re.IGNORECASE,
)
CLAIM = re.compile(rf"\b{SAID}\s++(?={SPAN})", re.IGNORECASE)
CLAIMED = re.compile(rf"{SAID}(?:\s++that)?\s++{WRONG_RIGHT}", re.IGNORECASE)
NAME = re.compile(rf"\b{NAMED}", re.IGNORECASE)
AS = re.compile(rf"\bas\s++(?={SPAN})", re.IGNORECASE)
NAMED_AS = re.compile(rf"as\s++{WRONG_RIGHT}", re.IGNORECASE)
#: RIGHT, not WRONG. What stands before in the clause is right.
NOT = re.compile(
    r"(?<=[^.;:]),\s++(?:and\s++)?not\s++(?P<wrong>(?:[^.;,]|[.,](?=\d))+?)"
    r"(?=(?<!\s)\s++(?:as|earlier|previously|originally|initially)\b|[.;,)\]](?!\d)|$)",
    re.IGNORECASE,
)
#: WRONG should have been RIGHT. What stands before in the clause is wrong.
SHOULD = re.compile(
    rf"(?<=[^.;:\s])\s++should\s++(?:have\s++(?:been|read|said)|read|be|say)\s+(?P<right>{SPAN}++)",
    re.IGNORECASE,
)
#: What leads up to the right words without being any of them.
LEAD = re.compile(
    r"(?:(?:in\s+fact|actually|rather|in\s+reality)\s*+,?\s*+)?"
    r"(?:(?:it|this|that|he|she|they|there|the\s++(?:correct|right|actual|true)?\s*+(?:[\w-]++\s++){0,3}?)\s*+"
    r"(?:is|was|are|were|should\s+(?:be|have\s+been|read))\s++(?:(?:called|named)\s++)?)?(?:(?:in\s+fact|actually)\s*+,?\s*+)?",
    re.IGNORECASE,
)
EDGES = " \t\r\n,:;.()[]*_"
QUOTES = "\"'“”‘’"
FEW = 3  # words that a phrase must have to be taken for the same statement elsewhere


Bounds = tuple[int, int]


class Statement(NamedTuple):
    """What a note says: the bounds in it of the wrong words and of the right ones."""

    wrong: Bounds
    right: Bounds


def statements(note: str) -> Iterator[Statement]:
    """What a note says was wrong, in the order of the note; what says "not" says most exactly what was wrong."""
    at = 0
    nots, others = _Ahead(note, _not), (_Ahead(note, _should), _Ahead(note, _earlier))
    while found := nots.after(at) or min(filter(None, (each.after(at) for each in others)), key=_begin, default=None):
        yield Statement(_trimmed(note, *found.wrong), _trimmed(note, *_after_lead(note, *found.right)))
        at = max(found.wrong[1], found.right[1])


class _Found(NamedTuple):
    """A statement, and where what says so begins."""

    start: int
    wrong: Bounds
    right: Bounds


def _begin(found: _Found) -> int:
    return found.wrong[0]


class _Ahead:
    """The next statement of one kind in a note, which is looked for once, not again from each place before it."""

    def __init__(self, note: str, look: Callable[[str, int], _Found | None]) -> None:
        self._note, self._look = note, look
        self._next = look(note, 0)

    def after(self, at: int) -> _Found | None:
        """The first that begins at a place or after it."""
        if self._next and self._next.start < at:
            self._next = self._look(self._note, at)
        return self._next


def _not(note: str, at: int) -> _Found | None:
    if found := NOT.search(note, at + 1):
        start = _start(note, at, found.start())
        return _Found(start, found.span("wrong"), (start, found.start()))
    return None


def _should(note: str, at: int) -> _Found | None:
    if found := SHOULD.search(note, at + 1):
        start = _start(note, at, found.start())
        return _Found(start, (start, found.start()), found.span("right"))
    return None


def _start(note: str, at: int, end: int) -> int:
    """Where the clause begins that goes on at `end`."""
    return [part.start() for part in PARTS.finditer(note, at, end)][-1]


def _earlier(note: str, at: int) -> _Found | None:
    """The first clause that tells of a version what it said: where its first version and verb fail, its others do."""
    for clause in CLAUSE.finditer(note, at):
        version = VERSION.search(note, *clause.span())
        if version and (found := _claimed(note, version.end(), clause.end())):
            return _Found(version.start(), found.span("wrong"), found.span("right"))
    return None


def _claimed(note: str, start: int, end: int) -> re.Match[str] | None:
    """What a version said, or gave as what, whichever comes first in its clause."""
    claim, name = CLAIM.search(note, start, end), NAME.search(note, start, end)
    said_as = AS.search(note, name.end(), end) if name else None
    claimed = CLAIMED.match(note, claim.start()) if claim else None
    named = NAMED_AS.match(note, said_as.start()) if said_as else None
    if claim and name and claim.start() < name.start():
        return claimed or named
    return named or claimed


def _after_lead(note: str, start: int, end: int) -> Bounds:
    """The bounds without the words that lead up to what is right, as "the correct number is"."""
    skipped = len(note[start:end]) - len(note[start:end].lstrip(EDGES))
    lead = LEAD.match(note, start + skipped, end)
    return (lead.end() if lead and lead.end() < end else start), end


def _trimmed(note: str, start: int, end: int) -> Bounds:
    piece = note[start:end]
    start += len(piece) - len(piece.lstrip(EDGES + QUOTES))
    return start, start + len(piece.strip(EDGES + QUOTES))


def wrong_bounds(text: str, notes: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Where a text has words that its notes give as wrong: in the notes, and each phrase of several words elsewhere."""
    found: list[tuple[int, int]] = []
    for start, end in notes:
        for statement in statements(text[start:end]):
            first, last = (start + at for at in statement.wrong)
            found.append((first, last))
            words = text[first:last].split()
            if len(words) >= FEW and any(character.isdigit() for character in text[first:last]):
                phrase = r"\s+".join(map(re.escape, words))
                found += [match.span() for match in re.finditer(rf"(?<!\w){phrase}(?!\w)", text)]
    return sorted(set(found))
