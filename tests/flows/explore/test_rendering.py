"""How values are written."""

from __future__ import annotations

import pytest

from flows.explore import rendering
from flows.explore.layout import NAME_HEIGHT, NAME_WIDTH, positions


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("https://example.org/a?b=1", "https://example.org/a?b=1"),
        ("http://example.org", "http://example.org"),
        ("javascript:alert(1)", ""),
        ("JAVASCRIPT://example.org/%0aalert(1)", ""),
        (" javascript:alert(1)", ""),
        ("data:text/html,<b>", ""),
        ("file:///etc/passwd", ""),
        ("//example.org", ""),
        ("http://[", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_only_addresses_of_the_web_are_links(value, said):
    assert rendering.web_address(value) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("2016-03-22", "22 March 2016"),
        ("2016-03", "March 2016"),
        ("2016", "2016"),
        ("2016-21", "2016-21"),
        ("2016-03-21/2016-03-27", "2016-03-21/2016-03-27"),
        ("2016?", "2016?"),
        (None, ""),
    ],
)
def test_days_are_said_with_the_precision_they_have(value, said):
    assert rendering.day(value) == said


def test_characters_that_hide_or_reorder_are_shown():
    assert rendering.shown("a\x00b\u202ec\u2066d\x9be\n\tf") == "a\ufffdb\ufffdc\ufffdd\ufffde\n\tf"
    assert rendering.shown("شرطة") == "شرطة"


@pytest.mark.parametrize("count", [0, 1, 2, 36])
def test_a_network_is_drawn_the_same_each_time_and_no_name_hides_another(count):
    ties = [(0, each) for each in range(1, count)]
    where = positions(count, ties)
    assert where == positions(count, ties)
    assert len(where) == count
    assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in where)
    near = [
        (one, other)
        for number, one in enumerate(where)
        for other in where[:number]
        if abs(one[0] - other[0]) < NAME_WIDTH / 2 and abs(one[1] - other[1]) < NAME_HEIGHT / 2
    ]
    assert not near
