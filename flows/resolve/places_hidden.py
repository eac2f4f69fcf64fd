"""Places that were taken for persons, bodies or peoples: a name of the gazetteer that is used as a place's name is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from flows import lexicons
from flows.countries import country_of_demonym, fold
from flows.layers import Entity, Mention
from flows.resolve.places_beside import OUTER_FIRST
from flows.resolve.places_choice import contains
from flows.resolve.places_readings import Reading, readings

#: What must come together before a name changes its type.
ENOUGH = 2
IN = re.compile(r"\b(?:in|near|outside|around|across|throughout|toward|towards|visiting|visited|toured)(?: \w+ern)? $")
FROM = re.compile(r"\b(?:at|from|to) $")
CALLED_BEFORE = re.compile(
    r"\b(?:villages?|towns?|cit(?:y|ies)|provinces?|districts?|states?|islands?|communit(?:y|ies)|count(?:y|ies)|suburbs?"
    r"|regions?|municipalit(?:y|ies)|ports?|capital|settlements?|slums?) (?:of |called |named )?$"
)
CALLED_AFTER = re.compile(
    r"(?: and [A-Z]\w+)?"
    r" (?:provinces?|districts?|state|city|town|village|county|island|regions?|governorate|slums?|airport|camps?)\b"
)
OWNER = re.compile(r"['’]s? |['’]s?$")
LISTED = re.compile(r",? (?:and |in )?")
TYPES = frozenset({"person", "organization", "group", "work", "event_name"})
NO_PLACES = frozenset({"SITE", "CONT", "PCLI"})
LONGEST = 4  # words
REACH = 24  # code points of context before and after


def hidden(text: str, entities: Iterable[Entity], countries: Mapping[str, float]) -> list[Entity]:
    """The entities of another type that are places after all; `countries` are those that the article speaks of."""
    named = sorted((m for entity in entities for m in entity.mentions if m.kind == "name"), key=lambda m: m.start)
    at = {mention: number for number, mention in enumerate(named)}
    found = []
    for entity in entities:
        mentions = [m for m in entity.mentions if m.kind == "name"]
        if entity.entity_type in TYPES and mentions and (known := _known(entity.name, countries)):
            evidence = max(_evidence(text, m, known, named, at[m]) for m in mentions)
            if evidence >= ENOUGH and all(fold(text[m.start : m.end]) == fold(entity.name) for m in mentions):
                found.append(entity)
    return found


def _known(name: str, countries: Mapping[str, float]) -> list[Reading]:
    """What a name may mean by itself as the name of a place in a country that the article speaks of."""
    if name.isupper() or name.count(" ") >= LONGEST or fold(name) in _other_names() or country_of_demonym(name):
        return []
    itself = (r for r in readings(name) if r.is_itself and r.place.feature_code not in NO_PLACES)
    return [reading for reading in itself if reading.place.country_code in countries]


def _evidence(text: str, mention: Mention, known: list[Reading], named: list[Mention], number: int) -> int:
    """How much speaks for a place where one mention stands."""
    before, after = text[max(0, mention.start - REACH) : mention.start], text[mention.end : mention.end + REACH]
    evidence = 3 if CALLED_BEFORE.search(before) else 2 if IN.search(before) else 1 if FROM.search(before) else 0
    evidence += 2 if CALLED_AFTER.match(after) else 0
    evidence -= 3 if OWNER.match(after) else 0
    for left, right in ((number - 1, number), (number, number + 1)):
        if left >= 0 and right < len(named):
            other = named[left] if right == number else named[right]
            if other.entity_type == "place":
                evidence += _of_neighbour(text, named[left], named[right], other, known)
    return evidence


def _of_neighbour(text: str, left: Mention, right: Mention, other: Mention, known: list[Reading]) -> int:
    """How much the place before or after in a list speaks for a place, most where one contains the other."""
    between = text[left.end : right.start]
    is_owned = other is left and OUTER_FIRST.fullmatch(between) and between[0] in "'’"
    if not is_owned and not (between and LISTED.fullmatch(between)):
        return 0
    likely = readings(" ".join(text[other.start : other.end].split()))[:4]
    pairs = [(mine.place, its.place) for mine in known for its in likely]
    if between.strip() != "and" and any(contains(mine, its) or contains(its, mine) for mine, its in pairs):
        return 2
    return any(mine.country_code == its.country_code for mine, its in pairs)


@cache
def _other_names() -> frozenset[str]:
    """Names of bodies and faiths that towns bear, too."""
    lists = ("organizations", "organization_words", "organization_heads")
    return frozenset(fold(name.rstrip(" *")) for each in lists for name in lexicons.lines(each))
