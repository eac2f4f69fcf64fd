"""When a piece was last changed, as each kind of input says it; what is not read as a time says nothing."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from flows.parse.fields import Fields
from flows.parse.html_page import tree
from flows.parse.html_published import modification
from flows.parse.html_said import said
from flows.parse.wordpress import changed

WHEN = datetime(2021, 3, 3, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("row", "when"),
    [
        ({"modified": "2021-03-03T10:00:00Z"}, WHEN),
        ({"updated": "2021-03-03T12:00:00+02:00"}, WHEN),
        ({"dateModified": "2021-03-03T10:00:00Z"}, WHEN),
        ({"modified": "2021-03-03"}, datetime(2021, 3, 3, tzinfo=UTC)),
        ({"modified": "March 2021"}, None),
        ({"modified": "lately"}, None),
        ({"modified": 7}, None),
        ({}, None),
    ],
)
def test_a_row_says_when_it_was_changed(row, when):
    assert Fields(row, {}).modified() == when


@pytest.mark.parametrize(
    ("head", "when"),
    [
        ('<meta property="article:modified_time" content="2021-03-03T10:00:00Z">', WHEN),
        ('<script type="application/ld+json">{"@type": "NewsArticle", "headline": "x", '
         '"dateModified": "2021-03-03T10:00:00Z"}</script>', WHEN),
        ('<meta property="article:modified_time" content="2999-03-03T10:00:00Z">', None),
        ('<meta property="article:published_time" content="2021-03-03T10:00:00Z">', None),
    ],
)  # fmt: skip
def test_a_page_says_when_it_was_changed(head, when):
    assert modification(said(tree(f"<html><head>{head}</head><body><p>Text.</p></body></html>"))) == when


@pytest.mark.parametrize(("given", "when"), [("2021-03-03T10:00:00", WHEN), ("0000-00-00 00:00:00", None), ("", None)])
def test_a_post_says_when_it_was_changed(given, when):
    assert changed(given) == when
