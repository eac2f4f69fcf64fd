"""Lines that say when a piece was published, and the dateline that opens a wire's first paragraph."""

from __future__ import annotations

import re

from flows.parse.published import Published, find_published

LONGEST = 150
#: What else a date line may say, besides an agency in capitals.
AROUND = re.compile(
    r"\b(?:published|posted|first|last|updated|modified|created|date|on|at|the|edition|issue|vol|no|hrs|min|minutes?|read|"
    r"veröffentlicht|am|publié|le|publicado|el|\d+)\b"
)
AGENCY = re.compile(r"\b[A-Z]{2,5}\b")
PLACE = re.compile(r"[A-Z][\w.'’-]*(?:[ ,]+[A-Z][\w.'’-]*){0,3}\s?[,|:–—-]\W*")
CHANGED = re.compile(r"[(\[*_\s]*(?:last\s+)?(?:updated|modified|edited)\b", re.IGNORECASE)
FIRST = re.compile(r"\b(?:published|posted|created)\b", re.IGNORECASE)
SIGNED = re.compile(r"\s{0,9}[A-Z][^()\n]{0,80}?\((?P<agency>[A-Z][^()\n]{1,40})\)\s*(?:--?|[–—])")
UNSIGNED = re.compile(r"\s{0,9}(?P<place>[A-Z][\w .'’-]{1,40}(?:, ?[A-Z][\w .'’-]{1,30})?), ?")
DASH = re.compile(r"\s*(?:--|[–—]|-\s)")


def read_date_line(line: str) -> Published | None:
    """The date of a line that says nothing else but where, or by which agency; publication before change."""
    found = find_published(line) if len(line) <= LONGEST else None
    if not found:
        return None
    before, after = line[: found.start].strip(), line[found.end :].strip()
    later = find_published(after)
    if later:
        after = after[: later.start] + after[later.end :]
    if not (_says_nothing(before) or PLACE.fullmatch(before)) or not _says_nothing(after):
        return None
    first = FIRST.search(line, found.end)
    return later.when if later and first and CHANGED.match(line) else found.when


def tells_change(line: str) -> bool:
    """Whether a line only says when a piece was changed."""
    return bool(CHANGED.match(line)) and read_date_line(line) is not None


def read_dateline(paragraph: str) -> tuple[Published | None, str | None]:
    """The date and the agency of the dateline that a paragraph begins with."""
    if signed := SIGNED.match(paragraph):
        found = find_published(paragraph[: signed.end()])
        return found.when if found else None, signed["agency"].strip()
    found = find_published(paragraph[:LONGEST])
    placed = UNSIGNED.fullmatch(paragraph[: found.start]) if found else None
    if found and placed and DASH.match(paragraph, found.end):
        return found.when, None
    return None, None


def _says_nothing(words: str) -> bool:
    return not AROUND.sub("", AGENCY.sub("", words, count=1).casefold()).strip(" \t\u00a0.,;:|·•()[]*_/–—-")
