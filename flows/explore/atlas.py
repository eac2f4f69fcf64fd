"""Places on a map: an equirectangular one, x degrees east and y degrees south, as SVG wants them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Any

#: Views by name: west, north, width and height in degrees.
VIEWS: dict[str, tuple[float, float, float, float]] = {
    "world": (-180, 84, 360, 142),
    "europe": (-25, 71, 72, 38),
    "middle-east": (24, 43, 46, 32),
    "africa": (-26, 39, 88, 76),
    "asia": (44, 56, 108, 68),
    "north-america": (-170, 74, 122, 68),
    "south-america": (-120, 34, 92, 92),
}
MOST_POINTS = 150
SMALLEST, LARGEST = 0.0035, 0.022  # radii as shares of the map's width


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the map: where, how large, and the row it stands for."""

    x: float
    y: float
    radius: float
    row: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Map:
    """What is in view, and the points there; `hidden` counts those that there was no room for."""

    view: str
    box: str
    stroke: float
    points: list[Point]
    hidden: int


def drawn(rows: Iterable[Mapping[str, Any]], view: str) -> Map:
    """Rows with latitude, longitude and a toll (`killed`), the highest toll first, as points of a view."""
    west, north, width, height = VIEWS[view]
    within = [
        row for row in rows if west <= row["longitude"] <= west + width and north - height <= row["latitude"] <= north
    ]
    most = max((row["killed"] or 0 for row in within), default=0)
    points = [
        Point(
            round(row["longitude"], 3), round(-row["latitude"], 3), round(_radius(row["killed"], most) * width, 3), row
        )
        for row in within[:MOST_POINTS]
    ]
    box = f"{west:g} {-north:g} {width:g} {height:g}"
    return Map(view, box, round(width / 1400, 4), points, len(within) - len(points))


def _radius(killed: int | None, most: int) -> float:
    """A circle's area grows with the toll."""
    return SMALLEST + (LARGEST - SMALLEST) * sqrt((killed or 0) / most) if most else SMALLEST
