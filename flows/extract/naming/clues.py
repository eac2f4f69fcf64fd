"""What the words of a name tell of what it names."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache

from flows import gazetteer
from flows.countries import country_of
from flows.extract.naming.words import heads, lines_of, lowered, openers, small_words
from flows.truecase import is_common

Evidence = dict[str, float]
#: Lists of head words, and what they tell.
HEADS = {"organization": "organization", "place": "place", "event": "event_name", "law": "law"}
ACRONYM = range(2, 7)  # letters
WITH_DIGIT = re.compile(r"[A-Z][a-z]+[0-9]+[A-Za-z]+$")  # Sharia4Belgium


def of_words(words: tuple[str, ...], text: str) -> Evidence:
    """Evidence from the words of a name and the lists that know them."""
    found: Evidence = defaultdict(float)
    low = [word.lower() for word in words]
    _by_heads(found, words, low)
    if len(words) > 1 and (kind := openers().get(words[0])):
        plain = low[0] in small_words("common openers")
        found[kind] += 1.5 if plain else 7.0 if kind == "vehicle" else 3.5
    _as_person(found, words, low)
    if len(words) == 1 and words[0].isupper() and len(words[0]) in ACRONYM:
        found["organization"] += 0.4
    if len(words) == 1 and WITH_DIGIT.match(words[0]):
        found["organization"] += 0.8
    _as_place(found, words, text)
    return found


def _by_heads(found: Evidence, words: tuple[str, ...], low: list[str]) -> None:
    """Adds what a head word tells: the last one, or the one before "of"."""
    if len(low) < 2:
        return
    if low[-1] in lowered("facility_nouns") or " ".join(low[-2:]) in lowered("facility_nouns"):
        found["place"] += 5
    stops = [i for i, word in enumerate(low) if word in ("of", "for", "on") and i]
    for source, kind in HEADS.items():
        every, before = heads(source)
        if low[-1] in every and words[-1][0].isupper():
            found[kind] += 3 if not stops else 1.5
        if stops and low[stops[0] - 1] in before:
            found[kind] += 4


def _as_person(found: Evidence, words: tuple[str, ...], low: list[str]) -> None:
    given = lines_of("given_names")
    if len(words) > 1 and words[0] in given and "of" not in low and "the" not in low:
        found["person"] += 2.5
    elif len(words) > 1 and words[-1] in given and not found:
        found["person"] += 1
    elif len(words) == 1 and words[0] in given:
        found["person"] += 0.8
    if any(word in ("bin", "ibn", "von", "van") for word in low[:-1]) or any(_initial(word) for word in words[:-1]):
        found["person"] += 2
    if words[-1] in lines_of("public_figures") and len(words) <= 3:
        found["person"] += 4.0 if len(words) == 1 else 2


def _initial(word: str) -> bool:
    return len(word) == 2 and word[1] == "." and word[0].isupper()


def _as_place(found: Evidence, words: tuple[str, ...], text: str) -> None:
    people = population(text)
    if people is None:
        return
    if people < 0:
        found["place"] += 5
    elif found["person"] < 2.5 and not (len(words) == 1 and (words[0].isupper() or is_common(words[0].lower()))):
        found["place"] += (
            0.3
            if people < 5000
            else 0.5
            if people < 50_000
            else 1.2
            if people < 100_000
            else 2.0
            if people < 500_000
            else 2.5
        )


@lru_cache(maxsize=65536)
def population(text: str) -> int | None:
    """The people of the largest town of that name; -1 for a country; None for no place the gazetteer knows."""
    if country_of(text):
        return -1
    towns = gazetteer.candidates(text)
    return towns[0].population if towns else None
