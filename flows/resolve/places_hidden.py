"""Places that were taken for persons, bodies or peoples: a name of the gazetteer that is used as a place's name is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from flows.countries import fold
from flows.layers import Entity, Mention
from flows.resolve.places_readings import Reading, readings

#: What must come together before a name changes its type.
ENOUGH = 2
IN = re.compile(r"\b(?:in|near|outside|around|across|throughout|toward|towards|visiting|visited|toured)(?: \w+ern)? $")
FROM = re.compile(r"\b(?:at|from|to|between|and) $")
CALLED_BEFORE = re.compile(
    r"\b(?:villages?|towns?|cit(?:y|ies)|provinces?|districts?|states?|islands?|communit(?:y|ies)|count(?:y|ies)|suburbs?"
    r"|regions?|municipalit(?:y|ies)|ports?|capital|settlements?|slums?) (?:of |called |named )?$"
)
CALLED_AFTER = re.compile(
    r"(?: and [A-Z]\w+)?"
    r" (?:provinces?|districts?|state|city|town|village|county|island|regions?|governorate|slums?|airport)\b"
)
OWNER = re.compile(r"['’]s? |['’]s?$")
LISTED = re.compile(r",? (?:and )?")
TYPES = frozenset({"person", "organization", "group", "work", "event_name"})
PLACES = frozenset({"PPL", "ADM1", "ADM2", "PPLX"})
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
    if name.isupper() or name.count(" ") >= LONGEST:
        return []
    itself = (r for r in readings(name) if r.is_itself and r.place.feature_code in PLACES)
    return [reading for reading in itself if reading.place.country_code in countries]


def _evidence(text: str, mention: Mention, known: list[Reading], named: list[Mention], number: int) -> int:
    """How much speaks for a place where one mention stands."""
    before, after = text[max(0, mention.start - REACH) : mention.start], text[mention.end : mention.end + REACH]
    evidence = 3 if CALLED_BEFORE.search(before) else 2 if IN.search(before) else 1 if FROM.search(before) else 0
    evidence += 2 if CALLED_AFTER.match(after) else 0
    evidence -= 3 if OWNER.match(after) else 0
    codes = {reading.place.country_code for reading in known}
    for left, right in ((number - 1, number), (number, number + 1)):
        if left < 0 or right >= len(named):
            continue
        between = text[named[left].end : named[right].start]
        other = named[left] if right == number else named[right]
        if other.entity_type == "place" and other.kind == "name" and LISTED.fullmatch(between) and between:
            near = {r.place.country_code for r in readings(" ".join(text[other.start : other.end].split()))[:4]}
            evidence += 2 if near & codes and between == ", " else 1 if near & codes else 0
    return evidence
