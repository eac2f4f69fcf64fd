"""Makes `static/world.svg` from the TopoJSON edition of Natural Earth's outlines: land, and the borders on it.

Source: `countries-110m.json` of the npm package world-atlas 2.0.2 (ISC), which is Natural Earth 4.1, 1:110m, public
domain.
Run as: python -m flows.explore.outlines countries-110m.json > flows/explore/static/world.svg
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

Point = tuple[float, float]
#: South of this lies only Antarctica, which the map leaves out.
SOUTHERNMOST = -60
EDGE = 180
HEAD = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="-180 -84 360 142">
<desc>Natural Earth 1:110m, public domain, by way of world-atlas (ISC). Degrees: x east, y south.</desc>
"""


def svg(topology: dict[str, Any]) -> str:
    """The outlines as one SVG file with the paths `land` and `borders`."""
    arcs = [list(_decoded(arc, topology["transform"])) for arc in topology["arcs"]]
    land = [line for ring in _rings(topology["objects"]["land"]) for line in _ring(ring, arcs)]
    uses = Counter(at if at >= 0 else ~at for ring in _rings(topology["objects"]["countries"]) for at in ring)
    borders = [arcs[at] for at, count in uses.items() if count > 1]
    return (
        f'{HEAD}<path id="land" d="{_path(land, "z")}"/>\n'
        f'<path id="borders" fill="none" vector-effect="non-scaling-stroke" d="{_path(borders, "")}"/>\n</svg>\n'
    )


def _decoded(arc: Iterable[list[int]], transform: dict[str, list[float]]) -> Iterator[Point]:
    """The points of an arc, in degrees, from its quantized steps."""
    (scale_x, scale_y), (move_x, move_y) = transform["scale"], transform["translate"]
    for x, y in accumulate(arc, lambda last, step: [last[0] + step[0], last[1] + step[1]]):
        yield x * scale_x + move_x, y * scale_y + move_y


def _rings(geometry: dict[str, Any]) -> Iterator[list[int]]:
    """Every ring of a geometry as the numbers of its arcs; one below zero is ~number, read backwards."""
    if geometry["type"] == "GeometryCollection":
        for part in geometry["geometries"]:
            yield from _rings(part)
    elif geometry["type"] == "MultiPolygon":
        for polygon in geometry["arcs"]:
            yield from polygon
    else:
        yield from geometry["arcs"]


def _ring(ring: list[int], arcs: list[list[Point]]) -> Iterator[list[Point]]:
    """The ring's points; one that crosses the date line stands at both edges of the map."""
    parts = [arcs[at] if at >= 0 else arcs[~at][::-1] for at in ring]
    points = [point for part in parts for point in part[:-1]]
    turns = accumulate((_turn(before[0], after[0]) for before, after in pairwise(points)), initial=0)
    unrolled = [(x + turn, y) for (x, y), turn in zip(points, turns, strict=True)]
    yield unrolled
    if any(x > EDGE for x, _ in unrolled):
        yield [(x - 2 * EDGE, y) for x, y in unrolled]
    if any(x < -EDGE for x, _ in unrolled):
        yield [(x + 2 * EDGE, y) for x, y in unrolled]


def _turn(before: float, after: float) -> int:
    """What to add where a step jumps over the date line."""
    return 2 * EDGE if before - after > EDGE else -2 * EDGE if after - before > EDGE else 0


def _path(lines: Iterable[list[Point]], close: str) -> str:
    """SVG path data in tenths of a degree, each point relative to the one before."""
    drawn = []
    for line in lines:
        points = [(round(x * 10), round(-y * 10)) for x, y in line]
        if all(y > -SOUTHERNMOST * 10 for _, y in points):
            continue
        (x, y), steps = points[0], []
        for (x0, y0), (x1, y1) in pairwise(points):
            if (x0, y0) != (x1, y1):
                steps.append(f"{(x1 - x0) / 10:g} {(y1 - y0) / 10:g}")
        if steps:
            drawn.append(f"M{x / 10:g} {y / 10:g}l{' '.join(steps).replace(' -', '-')}{close}")
    return "".join(drawn)


if __name__ == "__main__":
    sys.stdout.write(svg(json.loads(Path(sys.argv[1]).read_text("utf-8"))))
