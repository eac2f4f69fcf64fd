"""Places named within other names: University of Basel, Volgograd Arena, U.S. Army."""

from __future__ import annotations

from collections.abc import Iterator

from flows.extract.naming.clues import population
from flows.extract.naming.spans import Name, Reading
from flows.extract.naming.words import CONNECTORS, HYPHENS, lines_of, lowered, small_words

WITHIN = frozenset({"organization", "place", "event_name", "law", "work"})
LONGEST_PLACE = 4
#: Words of a company's or paper's name, which places in it do not place.
OWN_ONLY = small_words("in their own name only")
MIDDLING = 50_000
LARGE = 200_000  # people; the name of a smaller town is as likely that of a person


def nested_places(reading: Reading, names: list[Name]) -> Iterator[Name]:
    """The places within the settled names of an article, those in names that the lists know left out."""
    places = {tuple(reading.words[name.start : name.end]) for name in names if name.kind == "place"}
    for name in names:
        if name.kind in WITHIN and name.end - name.start > 1 and not name.listed:
            yield from _within(reading, name, places)


def _within(reading: Reading, name: Name, places: set[tuple[str, ...]]) -> Iterator[Name]:
    words, at = reading.words, name.start
    while at < name.end:
        opens = at == name.start
        if at > name.start + 1 and words[at - 1] == "of" and words[at - 2].lower() in OWN_ONLY:
            return
        if (
            opens
            or words[at - 1] in ("of", "for", "the", "at", "in")
            or (words[at - 1] in HYPHENS and name.kind == "event_name")
        ):
            for end in range(min(name.end, at + LONGEST_PLACE), at, -1):
                if (at, end) == (name.start, name.end) or not _is_place(
                    reading, at, end, places, LARGE if opens else MIDDLING
                ):
                    continue
                if not opens or _tells_where(reading, name, end):
                    yield Name(at, end, kind="place")
                    at = end
                    break
        at += 1


def _tells_where(reading: Reading, name: Name, end: int) -> bool:
    """Whether a place at the start of a name tells where the named thing is: a facility's town, a body's country."""
    if name.kind == "place":
        return reading.words[end].lower() in lowered("facility_heads")
    if reading.words[name.end - 1].lower() in OWN_ONLY:
        return False
    return population(reading.doc[name.start : end].text) == -1 or name.kind == "event_name"


def _is_place(reading: Reading, start: int, end: int, places: set[tuple[str, ...]], enough: int) -> bool:
    words = tuple(reading.words[start:end])
    if not words[0][0].isupper() or words[-1] in CONNECTORS or words[-1] in HYPHENS:
        return False
    if words in places or reading.known.get(start) == (end, "place"):
        return True
    people = population(reading.doc[start:end].text)
    if people is None or words[0] in lines_of("given_names") or words[0] in lines_of("public_figures"):
        return False
    return people == -1 or (people >= enough and not (len(words) == 1 and words[0].isupper()))
