# ruff: noqa: E501
"""What JSON and XML can smuggle in, and no table takes."""

from __future__ import annotations

import json
from dataclasses import asdict

import pytest

from flows.document import Document
from flows.parse.fit import fit
from tests.flows.parse.reading import PROSE, document, parsed
from tests.flows.parse.test_html import page_of

HALF = "\ud800"
LD = r'{"@type": "NewsArticle", "headline": "\ud800 h", "author": {"name": "Jane \ud800Doe"}, "publisher": {"name": "P\u0000"}}'
FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "items": [{"id": HALF, "title": HALF, "content_text": f"a {HALF}"}],
}
POST = {"content": {"rendered": PROSE}, "title": {"rendered": HALF}, "link": f"https://a.example/{HALF}", "guid": HALF}
INPUTS = {
    "row.jsonl": json.dumps({f"{HALF}key": 1, "number": 2}),
    "post.jsonl": json.dumps(POST),
    "feed.json": json.dumps(FEED),
    "page.html": page_of(PROSE * 3, f"<script type='application/ld+json'>{LD}</script>"),
}


@pytest.mark.parametrize("name", INPUTS)
def test_what_is_found_can_be_written(name):
    for one in parsed(name, INPUTS[name].encode()):
        said = json.dumps(asdict(one), ensure_ascii=False, default=str)
        said.encode()
        assert "\\u0000" not in said


def test_nothing_else_changes():
    sound = document("a.jsonl", json.dumps({"text": PROSE, "id": "7"}).encode())
    assert fit(sound) is sound
    odd = Document(f"a/{HALF}", f"x{HALF}y\0", title=HALF, authors=("a", HALF))
    assert fit(odd) == Document("a/\\ud800", "x\ufffdy\ufffd", title="\ufffd", authors=("a", "\ufffd"))
