"""What the name of a place may mean: entries of the gazetteer, each with how likely it is out of context."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from math import log

from flows import lexicons
from flows.divisions import capitals
from flows.gazetteer import Place, candidates, division, fold, is_listed

#: Natural logarithms of odds, set by how often newspapers mean such a place by a name that several bear.
WEIGHT = {"country": 15.0, "region": 13.0, "admin1": 11.5, "admin2": 10.0, "facility_town": 11.0}
PER_LOG_POPULATION = 0.8
LISTED = 2.0  # a word list names the town so
CAPITAL = 1.0  # a country's capital, as GeoNames has it
OTHER_NAME = -2.0  # a town by a name that isn't its main one; twice that where it doesn't begin alike
AT_SITE = -3.0  # a name inside the name of a site: of a saint, founder or river as well as of a town
FIRST_ORDER = (
    "province|governorate|state|region|prefecture|oblast|republic|emirate|canton|wilayat|wilaya|krai|voivodeship"
)
SECOND_ORDER = "district|county|department|municipality|subdistrict|sub-county|division|parish|suburbs?|area|tehsil"
DIVISION = re.compile(rf"(?:the )?(?:(?:{FIRST_ORDER}) of )?(.+?)(?: (?:{FIRST_ORDER}))?", re.IGNORECASE)
DISTRICT = re.compile(rf"(?:the )?(?:(?:{SECOND_ORDER}) of )?(.+?)(?: (?:{SECOND_ORDER}))?", re.IGNORECASE)
TOWN = re.compile(r"(?:[Tt]he )?(?:(?:city|town|village|port|City) of )?(.+?)(?: (?:city|town|village|township|City))?")
#: Words between a town's name and what stands there: Manila International Airport.
SORTS = frozenset(
    {"international", "national", "regional", "central", "general", "memorial", "state", "city", "municipal", "main"}
    | {"metropolitan", "medical", "technical", "university", "public", "old", "new", "royal", "grand", "great"}
    | {"military", "provincial", "county", "district", "high", "elementary"}
)
PART = re.compile(
    r"(?:(?:neighbou?ring|north|south|east|west|central|mid|greater|inner|outer|downtown|upper|lower)(?:ern|east|west|eastern|western)?"
    r"(?:-central)?[ -])+(.+)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing that a name may mean."""

    place: Place
    precision: str  # schemas.codes.entities.PlacePrecision
    weight: float
    is_itself: bool = True  # the name names the entry, and not something in or at it


@lru_cache(maxsize=65536)
def readings(name: str) -> tuple[Reading, ...]:
    """What a name may mean, the likeliest first; nothing where no entry goes by it."""
    found = list(_by_name(name)) or list(_divisions(name)) or list(_parts(name)) or list(_at_facility(name))
    return tuple(sorted(found, key=lambda reading: -reading.weight))


def is_facility(name: str) -> bool:
    """Whether a name says that it names a building or site."""
    return any(_heads(fold(name)))


def _by_name(name: str) -> Iterator[Reading]:
    for place in candidates(name):
        yield Reading(place, place.precision, _weight(place, name))


def _weight(place: Place, name: str) -> float:
    if place.feature_code == "PCLI":
        return WEIGHT["country"] + PER_LOG_POPULATION / 4 * log(max(place.population, 1) / 1e7)
    if place.feature_code == "ADM2" and place.precision == "admin1":  # a county that is one of many of its name
        return 8.0
    if place.feature_code != "PPL":
        return WEIGHT.get(place.precision, 0.0) if place.feature_code != "PPLX" else 9.5
    weight = PER_LOG_POPULATION * log(place.population + 100)
    if is_listed(place, name):
        return weight + LISTED
    own, said = fold(place.name), fold(name)
    if own == said:
        return weight + CAPITAL * ((place.country_code, own) in capitals())
    return weight + (OTHER_NAME if own[:1] == said[:1] else 2 * OTHER_NAME)


def _divisions(name: str) -> Iterator[Reading]:
    """Kandahar province, the city of Homs, Zagreb County: what is left of the name without such words."""
    if (said := DIVISION.fullmatch(name)) and said[1] != name:
        for place in candidates(said[1]):
            if place.precision == "admin1":
                yield Reading(place, "admin1", _weight(place, said[1]) + LISTED)
            elif place.feature_code == "PPL" and place.country_code and place.admin1_code:
                around = division(place.country_code, place.admin1_code)
                yield Reading(around, "admin1", _weight(place, said[1]))
            elif place.precision in ("country", "region", "admin2"):
                yield Reading(place, place.precision, _weight(place, said[1]))
    if (said := TOWN.fullmatch(name)) and said[1] != name:
        yield from (reading for reading in _by_name(said[1]) if reading.precision == "town")
    if (said := DISTRICT.fullmatch(name)) and said[1] != name:
        for place in candidates(said[1]):
            precision = "admin2" if place.precision == "town" else place.precision
            yield Reading(place, precision, _weight(place, said[1]), is_itself=False)


def _parts(name: str) -> Iterator[Reading]:
    """Northern Iraq, downtown Cairo: part of the entry, which stands for it."""
    if (said := PART.fullmatch(name)) and not is_facility(name):
        for reading in readings(said[1]):
            yield Reading(reading.place, reading.precision, reading.weight, is_itself=False)


def _at_facility(name: str) -> Iterator[Reading]:
    """Aleppo University, University of Aleppo: the town that the name of a building or site tells."""
    for head in _heads(fold(name)):
        words = name.split()[: -1 - head.count(" ")]
        while words and words[-1].lower() in SORTS:
            words = words[:-1]
        inner = name.rsplit(" of ", 1)[1] if " of " in name else " ".join(words)
        inner = inner.removesuffix("'s").removesuffix("’s")
        if inner and (places := [place for place in candidates(inner) if place.feature_code != "SITE"]):
            yield from (_at(place, inner) for place in places)
            return


def _at(place: Place, name: str) -> Reading:
    precision = "facility_town" if place.precision == "town" else place.precision
    return Reading(place, precision, _weight(place, name) + AT_SITE, is_itself=False)


def _heads(folded: str) -> Iterator[str]:
    """The facility words that a folded name ends in, or that stand before its "of", the longest first."""
    before = folded.split(" of ")[0]
    for piece in dict.fromkeys((folded, before)):
        words = piece.split()
        for count in (2, 1):
            if len(words) >= count and " ".join(words[-count:]) in _facility_words():
                yield " ".join(words[-count:])


@cache
def _facility_words() -> frozenset[str]:
    return frozenset(fold(word) for word in lexicons.lines("facility_words"))
