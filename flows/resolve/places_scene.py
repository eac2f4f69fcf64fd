"""What an article tells of where its places are, and which reading of a name fits that best."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise
from math import asin, cos, exp, log, radians, sin, sqrt

from flows.countries import country_of_demonym
from flows.gazetteer import Place
from flows.layers import Entity, Mention
from flows.resolve.places_readings import Reading

#: Natural logarithms of odds, as in `places_readings`.
BESIDE = 8.0  # the place it is said to be in contains it
BESIDE_OF_A_KIND = 3.0  # both may be items of a list instead: "California, Maryland and Ohio"
COUNTRY_TOLD = 4.0  # times the country's share in the article
DIVISION_TOLD = 2.0
UNLISTED = 5.5  # the place meant is in no gazetteer
LEAST_SCORE = 0.4  # below it, the place stays open
DEMONYM = 0.5  # a "French" tells half of what a "France" does
NEAR = 60.0  # kilometres: a quarter or suburb and its town
FOLLOWED = re.compile(r"(?:, | \(|,? (?:in|near|outside|of) (?:the )?(?:\w+ (?:of|in) )?)")
PRECEDED = re.compile(
    r"(?:['’]s?)? (?:[a-z]+ ){0,2}(?:city|town|village|province|capital|district|port|suburb|region) (?:of )?"
)

Key = tuple[str, str | None]  # country, division


class Scene:
    """The countries and divisions that an article is about, by how much it speaks of them."""

    def __init__(self, text: str, mentions: Iterable[Mention]) -> None:
        """Start with the peoples named in it."""
        self._told: dict[Key, float] = {}
        self._by: dict[Entity, dict[Key, float]] = {}
        for mention in mentions:
            if mention.entity_type == "group" and (code := country_of_demonym(text[mention.start : mention.end])):
                self._told[code, None] = self._told.get((code, None), 0.0) + DEMONYM

    def add(self, entity: Entity, settled: tuple[Reading, float] | None) -> None:
        """Count in what an entity means, as far as that is sure."""
        if settled is None or not (code := settled[0].place.country_code):
            return
        amount = settled[1] * (1 + log(len(entity.mentions)))
        mine: dict[Key, float] = {(code, None): amount}
        if division := settled[0].place.admin1_code:
            mine[code, division] = amount
        self._by[entity] = mine
        for key in mine:
            self._told[key] = self._told.get(key, 0.0) + amount

    def shares(self, entity: Entity) -> dict[Key, float]:
        """The share of each country and division in the article, without what this entity adds."""
        mine = self._by.get(entity, {})
        left = {key: amount - mine.get(key, 0.0) for key, amount in self._told.items()}
        total = sum(amount for (_, division), amount in left.items() if division is None)
        return {key: amount / total for key, amount in left.items()} if total > 0.01 else {}


def beside(text: str, found: Mapping[Entity, tuple[Reading, ...]]) -> dict[Entity, tuple[Reading, ...]]:
    """For each entity, what the names mean that are printed beside it as the place it is in."""
    named = [(m, entity) for entity in found for m in entity.mentions if m.kind == "name"]
    named.sort(key=lambda pair: pair[0].start)
    around: dict[Entity, list[Reading]] = {}
    for (left, inner), (right, outer) in pairwise(named):
        between = text[left.end : right.start]
        if FOLLOWED.fullmatch(between):
            around.setdefault(inner, []).extend(found[outer])
        elif PRECEDED.fullmatch(between):
            around.setdefault(outer, []).extend(found[inner])
    return {entity: tuple(options) for entity, options in around.items()}


def chosen(
    options: tuple[Reading, ...], around: tuple[Reading, ...], shares: Mapping[Key, float]
) -> tuple[Reading, float] | None:
    """The best reading of a name and how sure it is, from 0 to 1; None where no reading is sure enough."""
    if not options:
        return None
    kinds = {option.precision for option in options if option.precision in ("country", "admin1")}
    weights = [option.weight + _told(option.place, shares) + _beside(option, kinds, around) for option in options]
    best = max(range(len(options)), key=lambda n: weights[n])
    total = sum(exp(weight - weights[best]) for weight in weights) + exp(UNLISTED - weights[best])
    score = round(1 / total, 3)
    return (options[best], score) if score >= LEAST_SCORE else None


def _told(place: Place, shares: Mapping[Key, float]) -> float:
    if place.country_code is None:
        return 0.0
    country = shares.get((place.country_code, None), 0.0)
    return COUNTRY_TOLD * country + DIVISION_TOLD * shares.get((place.country_code, place.admin1_code), 0.0)


def _beside(option: Reading, kinds: set[str], around: tuple[Reading, ...]) -> float:
    """What the containers said beside a name add to a reading that lies in one of them."""
    holding = {container.precision for container in around if contains(container.place, option.place)}
    if not holding:
        return 0.0
    return BESIDE if holding - kinds else BESIDE_OF_A_KIND


def contains(outer: Place, inner: Place) -> bool:
    """Whether one place lies in another, as far as the gazetteer tells."""
    if outer.key == inner.key or outer.country_code is None or outer.country_code != inner.country_code:
        return False
    if outer.precision == "country":
        return True
    if inner.precision == "country":
        return False
    if outer.precision == "admin1":
        return inner.precision != "admin1" and outer.admin1_code == inner.admin1_code
    return inner.precision != "admin1" and kilometres(outer, inner) <= NEAR


def kilometres(left: Place, right: Place) -> float:
    """The distance over the ground; without end where coordinates are missing."""
    if left.latitude is None or left.longitude is None or right.latitude is None or right.longitude is None:
        return float("inf")
    one, other, turn = radians(left.latitude), radians(right.latitude), radians(right.longitude - left.longitude)
    half = sin((one - other) / 2) ** 2 + cos(one) * cos(other) * sin(turn / 2) ** 2
    return 12742 * asin(min(1.0, sqrt(half)))
