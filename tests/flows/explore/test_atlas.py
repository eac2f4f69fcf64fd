"""The map: outlines from TopoJSON, and places as circles."""

from __future__ import annotations

import re

import pytest

from flows.explore import outlines
from flows.explore.atlas import LARGEST, MOST_POINTS, SMALLEST, VIEWS, drawn

#: Two squares side by side, sharing one arc, then a strip over the date line, and one near the south pole.
TOPOLOGY = {
    "transform": {"scale": [1, 1], "translate": [0, 0]},
    "arcs": [
        [[10, 10], [0, 10]],
        [[10, 20], [-10, 0], [0, -10], [10, 0]],
        [[10, 20], [10, 0], [0, -10], [-10, 0]],
        [[178, 0], [4, 0], [0, 4], [-4, 0], [0, -4]],
        [[0, -80], [5, 0], [0, 5], [-5, 0], [0, -5]],
    ],
    "objects": {
        "land": {
            "type": "GeometryCollection",
            "geometries": [{"type": "MultiPolygon", "arcs": [[[1, 2]], [[3]], [[4]]]}],
        },
        "countries": {
            "type": "GeometryCollection",
            "geometries": [{"type": "Polygon", "arcs": [[0, 1]]}, {"type": "Polygon", "arcs": [[~0, 2]]}],
        },
    },
}


def test_shared_arcs_are_borders_and_what_crosses_the_date_line_stands_at_both_edges():
    land, borders = re.findall(r' d="([^"]*)"', outlines.svg(TOPOLOGY))
    assert land.count("M") == land.count("z") == 3  # one square of both, and the strip at either edge
    assert "M178 0" in land
    assert "M-182 0" in land
    assert borders == "M10 -10l0-10"


def places(*tolls: int | None) -> list[dict[str, object]]:
    return [{"latitude": 50.0, "longitude": float(n), "killed": toll} for n, toll in enumerate(tolls)]


def test_circles_grow_with_the_toll_and_stand_where_the_places_are():
    shown = drawn(places(100, 25, None), "world")
    width = VIEWS["world"][2]
    assert [(p.x, p.y) for p in shown.points] == [(0, -50), (1, -50), (2, -50)]
    assert [p.radius for p in shown.points] == [
        round(width * LARGEST, 3),
        round(width * (SMALLEST + (LARGEST - SMALLEST) / 2), 3),
        round(width * SMALLEST, 3),
    ]


@pytest.mark.parametrize(("view", "count"), [("world", 3), ("europe", 3), ("africa", 0)])
def test_a_view_shows_what_is_in_it(view, count):
    assert len(drawn(places(None, None, None), view).points) == count


def test_what_there_is_no_room_for_is_counted():
    shown = drawn([{"latitude": 0.0, "longitude": 0.0, "killed": 1}] * (MOST_POINTS + 7), "world")
    assert (len(shown.points), shown.hidden) == (MOST_POINTS, 7)
