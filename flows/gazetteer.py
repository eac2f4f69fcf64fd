"""The places of the world by name: towns, countries, their divisions, seas, regions and well-known sites.

Countries and their people are also asked for here: `country_of("Burma")`, `country_of_demonym("Burmese")`.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import chain

import pyarrow as pa

from flows import towns
from flows.countries import bare, countries, country_of, country_of_demonym, fold
from flows.divisions import country, division, makers
from flows.towns import Place, name_key, town

__all__ = [
    "Place",
    "candidates",
    "countries",
    "country",
    "country_of",
    "country_of_demonym",
    "division",
    "fold",
    "is_listed",
    "table",
    "town",
]

_TABLE = pa.schema(
    {
        "place_key": pa.string(),
        "geonames_id": pa.int64(),
        "name": pa.string(),
        "latitude": pa.float64(),
        "longitude": pa.float64(),
        "country_code": pa.string(),
        "admin1_code": pa.string(),
        "feature_code": pa.string(),
    }
)


@lru_cache(maxsize=65536)
def candidates(name: str) -> tuple[Place, ...]:
    """Every entry that goes by this name: countries, divisions and regions, then towns, the most populous first."""
    for folded in dict.fromkeys((fold(name), bare(fold(name)))):
        key = folded.replace(" ", "")
        others = (maker() for maker in makers().get(key, ()))
        code = country_of(name)
        first = [country(code)] if code else []
        found = chain(first, others, map(town, towns.rows_named(key)))
        if distinct := {place.key: place for place in found if place is not None}:
            return tuple(distinct.values())
    return ()


def is_listed(place: Place, name: str) -> bool:
    """Whether a word list, and not GeoNames alone, names the place so."""
    return any(maker() == place for maker in makers().get(name_key(name), ()))


def table() -> pa.Table:
    """The gazetteer as a table, one entry a row."""
    known = towns.towns()
    columns = ["geonameid", "name", "latitude", "longitude", "countrycode", "admin1code"]
    listed = known.select(columns).rename_columns(_TABLE.names[1:-1])
    listed = listed.add_column(0, "place_key", listed["geonames_id"].cast(pa.string()))
    listed = listed.append_column("feature_code", pa.repeat(pa.scalar("PPL"), len(known)))
    listed_keys = set(listed["place_key"].to_pylist())
    entries = (maker() for several in makers().values() for maker in several)
    divisions = (division(code, admin1) for code, admin1 in towns.divisions())
    others = {place.key: place for place in chain(divisions, entries) if place and place.key not in listed_keys}
    said = _TABLE.names[1:]
    rows = [{"place_key": key} | {name: getattr(place, name) for name in said} for key, place in others.items()]
    return pa.concat_tables([listed.cast(_TABLE), pa.Table.from_pylist(rows, _TABLE)])
