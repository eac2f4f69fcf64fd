"""What a correction note says was wrong, and what is right: "An earlier version said 31 people died; it was 32".

The words that a note gives as wrong are no facts: they are blanked out before anything is read, in the note and where
the body still has a phrase of several of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

SPAN = r"(?:[^.;]|\.(?=\d))"  # a character within a clause
PART = r"(?:[^.;:]|\.(?=\d))"  # … that no colon parts
SAID = (
    r"(?:(?:incorrectly|wrongly|erroneously|mistakenly|inaccurately)\s+)?"
    r"(?:said|stated|reported|gave|put|listed|named|called|identified|described|wrote|claimed|read|had)"
)
NAMED = r"(?:\w+ly\s+)?(?:gave|put|listed|named|identified|described|mis(?:stated|identified|reported|spelled|named))"
BREAK = r"(?:(?<!\s)\s*+(?:;|\.(?!\d)|(?<=\s)[—–-]\s|—)\s*|,\s+(?:but|when|whereas|while)\s+)"
#: An earlier version said WRONG; RIGHT.
EARLIER = re.compile(
    rf"\b(?:(?:earlier|previous|original|initial|first)\s+(?:version|report|headline|edition)|(?:article|story|report|post|piece))\b"
    rf"{SPAN}*?\b(?:{NAMED}{SPAN}*?\bas|{SAID}(?:\s++that)?)\s++"
    rf"(?P<wrong>{SPAN}+?){BREAK}(?P<right>{SPAN}+)",
    re.IGNORECASE,
)
#: RIGHT, not WRONG.
NOT = re.compile(
    rf"(?P<right>{PART}+?),\s++(?:and\s++)?not\s++(?P<wrong>(?:[^.;,]|[.,](?=\d))+?)"
    r"(?=(?<!\s)\s++(?:as|earlier|previously|originally|initially)\b|[.;,)\]](?!\d)|$)",
    re.IGNORECASE,
)
#: WRONG should have been RIGHT.
SHOULD = re.compile(
    rf"(?P<wrong>{PART}+?)(?<!\s)\s++should\s++(?:have\s++(?:been|read|said)|read|be|say)\s+(?P<right>{SPAN}+)",
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


class Statement(NamedTuple):
    """What a note says: the bounds in it of the wrong words and of the right ones."""

    wrong: tuple[int, int]
    right: tuple[int, int] | None


def statements(note: str) -> Iterator[Statement]:
    """What a note says was wrong, in the order of the note."""
    at = 0
    while found := min(_matches(note, at), key=lambda match: (match.start("wrong"), match.re is not NOT), default=None):
        yield Statement(_trimmed(note, *found.span("wrong")), _trimmed(note, *_after_lead(note, *found.span("right"))))
        at = max(found.end("wrong"), found.end("right"))


def _matches(note: str, at: int) -> list[re.Match[str]]:
    """Every way to read a statement from `at` on; what says "not" says most exactly what was wrong."""
    found = [match for pattern in (NOT, SHOULD, EARLIER) if (match := pattern.search(note, at))]
    exact = [match for match in found if match.re is NOT]
    return exact or found


def _after_lead(note: str, start: int, end: int) -> tuple[int, int]:
    """The bounds without the words that lead up to what is right, as "the correct number is"."""
    skipped = len(note[start:end]) - len(note[start:end].lstrip(EDGES))
    lead = LEAD.match(note, start + skipped, end)
    return (lead.end() if lead and lead.end() < end else start), end


def _trimmed(note: str, start: int, end: int) -> tuple[int, int]:
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
