"""Names in title-case headings, where every word has a capital: only what is known as a name counts."""

from __future__ import annotations

from collections.abc import Iterator

from flows.document import Segment
from flows.extract.naming.clues import population
from flows.extract.naming.spans import Name, Reading
from flows.extract.naming.words import is_people, lowered

MOST_WORDS = 18
LARGE = 100_000
#: Labels of the model that are believed in a heading.
BELIEVED = frozenset({"person", "place", "group"})


def is_title_case(text: str) -> bool:
    """Whether a block is a heading with a capital on nearly every word."""
    words = text.split()
    final = text.rstrip("”\"'’)")[-1:]
    if not 1 < len(words) <= MOST_WORDS or final in (";", ","):
        return False
    long = [word for word in words if len(word.strip("“”\"'‘’().,:;?!")) > 3]
    capitals = sum(word.strip("“”\"'‘’(")[:1].isupper() for word in long)
    enough = len(long) > 5 and capitals == len(long) if final == "." else capitals >= 0.8 * max(1, len(long))
    return enough and not text.isupper()


def heading_tokens(reading: Reading, segments: list[Segment], text: str) -> set[int]:
    """The tokens that stand in title-case headings."""
    ends = [segment for segment in segments if is_title_case(text[segment.start : segment.end])]
    found: set[int] = set()
    at, size = 0, len(reading.words)
    for segment in ends:
        while at < size and reading.doc[at].idx < segment.start:
            at += 1
        while at < size and reading.doc[at].idx < segment.end:
            found.add(at)
            at += 1
    return found


def heading_names(reading: Reading, tokens: set[int], names: list[Name]) -> Iterator[Name]:
    """The names in headings, with their kind: those of the text below, listed ones, and what the model is sure of."""
    below = {tuple(reading.words[name.start : name.end]): name.kind for name in names}
    longest = max((len(words) for words in below), default=0)
    at, size = 0, len(reading.words)
    for at in sorted(tokens):
        if at < size and reading.words[at][:1].isupper():
            found = _name_at(reading, at, tokens, below, longest)
            if found:
                yield found


def _name_at(
    reading: Reading, at: int, tokens: set[int], below: dict[tuple[str, ...], str], longest: int
) -> Name | None:
    for length in range(longest, 0, -1):
        kind = below.get(tuple(reading.words[at : at + length]))
        if kind and at + length - 1 in tokens:
            return Name(at, at + length, kind=kind)
    if at in reading.known:
        end, kind = reading.known[at]
        return Name(at, end, kind=kind)
    word = reading.words[at]
    if is_people(word):
        return Name(at, at + 1, kind="group")
    end = at + 1
    while end in tokens and reading.same_entity(at, end):
        end += 1
    words = reading.words[at:end]
    opens = at == 0 or not reading.same_entity(at - 1, at)
    if reading.labels[at] in BELIEVED and opens and len(words) <= 5 and not any(_is_common(reading, w) for w in words):
        return Name(at, end, kind=reading.labels[at])
    people = population(word)
    if people is not None and (people == -1 or people >= LARGE) and not _is_common(reading, word):
        return Name(at, at + 1, kind="place")
    return None


def _is_common(reading: Reading, word: str) -> bool:
    low = word.lower()
    return low in reading.plain or low in lowered("not_names") or not word[:1].isupper()
