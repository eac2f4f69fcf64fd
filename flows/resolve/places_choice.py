"""Which reading of a place's name fits best what is printed beside it and what the article is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import asin, cos, exp, radians, sin, sqrt

from flows.countries import fold
from flows.gazetteer import Place, country, division
from flows.resolve.places_beside import Beside
from flows.resolve.places_readings import Reading, is_facility

#: Natural logarithms of odds, as in `places_readings`.
BESIDE = 8.0  # the place it is said to be in contains it
HOLDS = 6.0  # it contains the place it is said to hold
HOLDS_IN_TOWN = 2.0
CALLED_DIVISION = 5.0
ELSEWHERE = -6.0  # a country or division follows after a comma and doesn't contain it
WELL_KNOWN = 10.5  # a town of about half a million
PEER = 2.0  # a neighbour in a list is a country, or a division of the same country, too
BESIDE_OF_A_KIND = 3.0  # both may be items of a list instead: "California, Maryland and Ohio"
COUNTRY_TOLD = 4.0  # times the country's share in the article
DIVISION_TOLD = 3.0
UNLISTED = 5.5  # the place meant is in no gazetteer
LEAST_SCORE = 0.5  # below it, the place stays open
UNTOLD = -4.0  # a town of a country that the article doesn't speak of, while it speaks of others
TRACE = 1e-6  # of a share: what is left of rounding
LEAST_AREA_SCORE = 0.75
TRUST = 0.98  # however clear the odds, one name in fifty is read wrongly
HELD = 0.9  # how often what is printed as the container of a place is
AREAS = {"PCLI", "ADM1"}
NEAR = 60.0  # kilometres: a quarter or suburb and its town
REGION = 400.0  # kilometres: a town and the middle of the region it is in

Key = tuple[str, str | None]  # country, division


@dataclass(frozen=True, slots=True)
class Settled:
    """What a name is taken to mean."""

    reading: Reading
    score: float  # how sure it is, from 0 to 1
    runner_up: Place | None = None  # the next best elsewhere


def chosen(options: tuple[Reading, ...], around: Beside, shares: Mapping[Key, float]) -> Settled | None:
    """The best reading of a name; None where no reading is sure enough.

    Where it stays open which of several towns is meant, but not in which division or country, that one is the reading.
    """
    if not options:
        return None
    weights = [option.weight + _told(option.place, shares) + _beside(option, options, around) for option in options]
    best = max(range(len(options)), key=lambda n: weights[n])
    place = options[best].place
    odds = [(option, exp(weight - weights[best])) for option, weight in zip(options, weights, strict=True)]
    total = sum(odd for _, odd in odds) + exp(UNLISTED - weights[best])
    elsewhere = [(option, odd) for option, odd in odds if not _is_same_spot(place, option.place)]
    runner_up = max(elsewhere, key=lambda pair: pair[1])[0].place if elsewhere else None
    score = (total - sum(odd for _, odd in elsewhere) - exp(UNLISTED - weights[best])) / total
    if score >= LEAST_SCORE:
        return Settled(options[best], round(score * TRUST, 3), runner_up)
    for area, precision in _areas(place):
        score = sum(odd for option, odd in odds if contains(area, option.place)) / total
        if score >= LEAST_AREA_SCORE:
            return Settled(Reading(area, precision, 0.0, is_itself=False), round(score * TRUST, 3), place)
    return None


def around_it(name: str, around: Beside) -> Settled | None:
    """The place that something unknown to the gazetteer is said to be in, which then stands for it."""
    outer = next(iter(around.hosts), None)
    if outer is None or outer.precision == "region" or fold(outer.place.name) == fold(name):
        return None
    share = exp(outer.weight) / (exp(outer.weight) + exp(UNLISTED))
    if share < LEAST_SCORE:
        return None
    precision = "facility_town" if outer.precision == "town" and is_facility(name) else outer.precision
    return Settled(Reading(outer.place, precision, outer.weight, is_itself=False), round(share * HELD, 3))


def _areas(place: Place) -> Iterator[tuple[Place, str]]:
    """The division and the country that a place is in."""
    if place.country_code and place.admin1_code:
        yield division(place.country_code, place.admin1_code), "admin1"
    if place.country_code:
        yield country(place.country_code), "country"


def _is_same_spot(place: Place, other: Place) -> bool:
    is_county = "ADM2" in (place.feature_code, other.feature_code)
    return place == other or (not is_county and kilometres(place, other) <= NEAR)


def _told(place: Place, shares: Mapping[Key, float]) -> float:
    if place.country_code is None:
        return 0.0
    in_country = max(shares.get((place.country_code, None), 0.0), 0.0)
    if shares and place.feature_code == "PPL" and in_country < TRACE:
        return UNTOLD
    in_division = max(shares.get((place.country_code, place.admin1_code), 0.0), 0.0) if place.admin1_code else 0.0
    return COUNTRY_TOLD * sqrt(in_country) + DIVISION_TOLD * sqrt(in_division)


def _beside(option: Reading, options: tuple[Reading, ...], around: Beside) -> float:
    """What is printed beside a name adds to a reading that fits it, or takes from one that doesn't."""
    features = {each.place.feature_code for each in options} & AREAS
    own = option.place.feature_code
    weight = CALLED_DIVISION if around.is_division and own == "ADM1" else 0.0
    if any(contains(option.place, inner.place) for inner in around.contents):
        weight += HOLDS if own in AREAS else HOLDS_IN_TOWN
    if own in AREAS:
        peers = (peer.place for peer in around.peers if peer.place.feature_code == own)
        weight += sum(PEER for place in peers if own == "PCLI" or place.country_code == option.place.country_code)
    holding = {outer.place.feature_code for outer in around.containers if contains(outer.place, option.place)}
    if holding & AREAS - features:
        return weight + BESIDE
    if holding:
        return weight + BESIDE_OF_A_KIND
    if around.has_comma and own not in AREAS and any(o.place.feature_code in AREAS for o in around.containers):
        return weight + ELSEWHERE * (1 if option.weight > WELL_KNOWN else 2)
    return weight


def contains(outer: Place, inner: Place) -> bool:
    """Whether one place lies in another, as far as the gazetteer tells."""
    if outer.key == inner.key or outer.country_code is None or outer.country_code != inner.country_code:
        return False
    if outer.feature_code == "PCLI" or inner.feature_code == "PCLI":
        return inner.feature_code != "PCLI"
    if outer.admin1_code and outer.precision == "admin1":
        return inner.feature_code != "ADM1" and outer.admin1_code == inner.admin1_code
    reach = REGION if outer.precision == "region" else NEAR
    return inner.feature_code != "ADM1" and kilometres(outer, inner) <= reach


def kilometres(left: Place, right: Place) -> float:
    """The distance over the ground; without end where coordinates are missing."""
    if left.latitude is None or left.longitude is None or right.latitude is None or right.longitude is None:
        return float("inf")
    one, other, turn = radians(left.latitude), radians(right.latitude), radians(right.longitude - left.longitude)
    half = sin((one - other) / 2) ** 2 + cos(one) * cos(other) * sin(turn / 2) ** 2
    return 12742 * asin(min(1.0, sqrt(half)))
