"""What a publisher files a piece under is kept by every door that says it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from flows.document import Document, Raw
from flows.parse import parse
from flows.parse.keywords import LONGEST, MOST, keywords

BODY = (
    "<p>"
    + "The river rose by a metre in Oslo on Monday and fell again on Friday, said the harbour master. " * 4
    + "</p>"
)
JSON_LD = json.dumps(
    {
        "@type": "NewsArticle",
        "headline": "The river rose",
        "articleSection": ["Weather"],
        "keywords": ["Oslo", "flood, rivers"],
    }
)
WXR = f"""<?xml version="1.0"?><rss xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Harbour News</title><item><title>The river rose</title>
 <wp:status>publish</wp:status><wp:post_type>post</wp:post_type><category domain="category">Weather</category>
 <category domain="post_tag">Oslo</category><category domain="nav_menu">Top</category>
 <content:encoded><![CDATA[{BODY}]]></content:encoded></item></channel></rss>"""
POST = {
    "title": {"rendered": "The river rose"},
    "content": {"rendered": BODY},
    "_embedded": {
        "wp:term": [[{"taxonomy": "category", "name": "Weather"}], [{"taxonomy": "post_tag", "name": "Oslo"}]]
    },
}
RSS = f"""<rss version="2.0"><channel><title>News</title><item><guid>1</guid><title>The river rose</title>
 <category>Weather</category><category>Oslo</category><description><![CDATA[{BODY}]]></description></item></channel></rss>"""
JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "items": [{"id": "1", "title": "The river rose", "content_html": BODY, "tags": ["Weather", "Oslo"]}],
}
PAGE = "<html><head>{}</head><body><article><h1>The river rose</h1>{}</article></body></html>"
DOORS = {
    "ld.html": (PAGE.format(f'<script type="application/ld+json">{JSON_LD}</script>', BODY),
                "Weather", ("Oslo", "flood", "rivers")),
    "meta.html": (PAGE.format('<meta property="article:section" content="Weather">'
                              '<meta name="keywords" content="Oslo, flood">', BODY), "Weather", ("Oslo", "flood")),
    "bare.html": (PAGE.format("", BODY), None, ()),
    "site.wxr": (WXR, "Weather", ("Weather", "Oslo")),
    "posts.json": (json.dumps([POST]), "Weather", ("Weather", "Oslo")),
    "feed.rss": (RSS, None, ("Weather", "Oslo")),
    "feed.json": (json.dumps(JSON_FEED), None, ("Weather", "Oslo")),
    "rows.jsonl": (json.dumps({"text": "Snow fell.", "section": "Weather", "tags": ["Oslo", 3]}), "Weather", ("Oslo",)),
    "rows.csv": ("text,keywords\nSnow fell in Oslo.,Oslo; snow\n", None, ("Oslo", "snow")),
}  # fmt: skip


@pytest.mark.parametrize(("name", "content", "section", "words"), [(n, *each) for n, each in DOORS.items()], ids=DOORS)
def test_each_door_keeps_them(name, content, section, words, tmp_path):
    (document,) = parsed(tmp_path / name, content)
    assert (document.section, document.keywords) == (section, words)


def parsed(path: Path, content: str) -> list[Document]:
    data = content.encode()
    path.write_bytes(data)
    found = list(parse(Raw(path.name, path, "0" * 64, len(data))))
    assert all(isinstance(each, Document) for each in found), found
    return [each for each in found if isinstance(each, Document)]


def test_they_are_bounded_and_said_once():
    assert keywords(["Oslo, OSLO", "x" * (LONGEST + 1), None, 3, " ", "a\ud800"]) == ("Oslo", "a\ufffd")
    assert len(keywords(str(n) for n in range(3 * MOST))) == MOST
