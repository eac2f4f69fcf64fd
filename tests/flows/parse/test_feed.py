"""Feeds of all versions: items become documents; what a broken feed may have lost is said."""

from __future__ import annotations

import contextlib
import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.document import Document, Facts, Raw, Refusal
from flows.errors import RejectError
from flows.feeds import is_feed, read_feed
from flows.parse import format_of
from flows.parse.feed import parse_feed
from schemas.codes.runs import Reason
from schemas.codes.text import SegmentKind

LONG = "Snow fell in Oslo on Monday and the trams stood still until noon, the city said. " * 5
WHOLE = (
    f"<p>{LONG}</p><h2>Later</h2><p>They ran again.</p><ul><li>Line 1</li><li>Line 2</li></ul>"
    "<blockquote><p>Good.</p></blockquote>"
)
CONTENT = 'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'


def rss(*items: str, about: str = "<title>The Site</title><link>https://x.example/</link>") -> str:
    return f'<?xml version="1.0"?><rss version="2.0" {CONTENT}><channel>{about}{"".join(items)}</channel></rss>'


def item(name: str, body: str = LONG, guid: str | None = None, more: str = "") -> str:
    return (
        f"<item><title>About {name}</title><link>https://x.example/{name}</link>"
        f"<guid isPermaLink='false'>{guid or name}</guid><description>{body}</description>{more}</item>"
    )


def parsed(feed: str | bytes, **fields) -> list[Document | Refusal]:
    data = feed.encode() if isinstance(feed, str) else feed
    raw = Raw("site", Path("site"), "0" * 64, len(data), url="https://x.example/feed", **fields)
    return list(parse_feed(raw, data))


def outcomes(feed: str | bytes, **fields) -> dict[str, str]:
    return {each.source: each.reason if isinstance(each, Refusal) else "read" for each in parsed(feed, **fields)}


FEEDS = {
    "RSS 0.91": f"""<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN"
        "http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel><title>The Site</title>
        <item><title>Snow</title><link>https://x.example/a</link><description>{LONG}</description></item></channel></rss>""",
    "RSS 0.92": f"""<rss version="0.92"><channel><title>The Site</title><item><title>Snow</title>
        <link>https://x.example/a</link><description>{LONG}</description></item></channel></rss>""",
    "RSS 1.0": f"""<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
        xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://x.example/">
        <title>The Site</title></channel><item rdf:about="https://x.example/a"><title>Snow</title>
        <link>https://x.example/a</link><description>{LONG}</description><dc:date>2016-03-22T10:00:00+01:00</dc:date>
        <dc:creator>Mari Tamm</dc:creator></item></rdf:RDF>""",
    "RSS 2.0": rss(
        f"""<item><title>Snow</title><link>https://x.example/a</link><guid>https://x.example/a</guid>
        <pubDate>Tue, 22 Mar 2016 10:00:00 +0100</pubDate><author>mari@x.example (Mari Tamm)</author>
        <description>short</description><content:encoded><![CDATA[<p>{LONG}</p>]]></content:encoded></item>"""
    ),
    "Atom": f"""<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>The Site</title>
        <entry><id>tag:x.example,2016:a</id><title type="html">Snow</title><link href="https://x.example/a"/>
        <published>2016-03-22T10:00:00+01:00</published><updated>2016-03-23T10:00:00Z</updated>
        <author><name>Mari Tamm</name></author><summary>short</summary>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{LONG}</p></div></content></entry></feed>""",
    "JSON Feed": json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1", "title": "The Site",
            "items": [{
                "id": 7, "url": "https://x.example/a", "title": "Snow", "content_html": f"<p>{LONG}</p>",
                "date_published": "2016-03-22T10:00:00+01:00", "authors": [{"name": "Mari Tamm"}],
            }],
        }
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FEEDS)
def test_every_kind_of_feed_is_known_and_read(name):
    data = FEEDS[name].encode()
    assert format_of("site", data[:4096]).__name__ == "flows.parse.feed"
    (document,) = parsed(data)
    assert (document.title, document.url, document.publisher) == ("Snow", "https://x.example/a", "The Site")
    assert document.text == LONG.strip()
    if "0.9" not in name:
        assert document.authors == ("Mari Tamm",)
        assert document.published_at.isoformat() == "2016-03-22T09:00:00+00:00"
    expected = {
        "RSS 1.0": "https://x.example/a",
        "RSS 2.0": "https://x.example/a",
        "Atom": "tag:x.example,2016:a",
        "JSON Feed": "7",
    }.get(name)
    assert document.external_id == expected
    assert document.source == f"site/{expected or 'https://x.example/a'}"


@pytest.mark.parametrize(
    ("head", "known"),
    [
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- x --><rss version='2.0'>", True),
        ("<?xml version='1.0' encoding='utf-16'?><rss version='2.0'>".encode("utf-16"), True),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'>", True),
        (b"<atom:feed xmlns:atom='http://www.w3.org/2005/Atom'>", True),
        (b'<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/">', False),
        (b"<!doctype html><html><link type='application/rss+xml'>", False),
        (b'{"id": "a", "text": "rss"}', False),
        (b"<feed xmlns='https://cows.example/'>", False),
    ],
)
def test_feeds_are_known_by_what_they_are(head, known):
    assert is_feed(head) is known


def test_the_blocks_of_an_item_keep_their_kinds():
    (document,) = parsed(rss(item("a", "short", more=f"<content:encoded><![CDATA[{WHOLE}]]></content:encoded>")))
    kinds = [segment.kind for segment in document.segments]
    assert kinds == [
        SegmentKind.PARAGRAPH, SegmentKind.HEADING, SegmentKind.PARAGRAPH, SegmentKind.LIST_ITEM, SegmentKind.LIST_ITEM,
        SegmentKind.BLOCKQUOTE,
    ]  # fmt: skip


def test_scripts_and_addresses_of_items_are_no_words():
    hostile = "<script>steal()</script><p onclick='x()'>Read <a href='/b'>this</a>.</p><img src=x onerror=y()>" + LONG
    (document,) = parsed(rss(item("a", "", more=f"<content:encoded><![CDATA[{hostile}]]></content:encoded>")))
    assert "steal" not in document.text
    assert document.links[0].href == "https://x.example/b"


WHOLENESS = {
    "content": (item("a", "short", more=f"<content:encoded>{LONG}</content:encoded>"), True),
    "content that breaks off": (item("a", "short", more=f"<content:encoded>{LONG} […]</content:encoded>"), False),
    "content to be read on": (item("a", "x", more=f"<content:encoded>{LONG} Read more »</content:encoded>"), False),
    "a teaser as content": (item("a", "short", more="<content:encoded>Snow in Oslo.</content:encoded>"), False),
    "a summary": (item("a", "Snow in Oslo."), False),
    "a long description": (item("a", LONG * 10), True),
    "a long description that breaks off": (item("a", LONG * 10 + "..."), False),
}


@pytest.mark.parametrize(("entry", "is_whole"), WHOLENESS.values(), ids=WHOLENESS)
def test_summaries_are_told_from_pieces(entry, is_whole):
    (found,) = read_feed(rss(entry).encode()).items
    assert found.is_whole is is_whole


def test_what_is_landed_by_itself_is_left_out():
    assert outcomes(rss(item("a"), item("b")), apart=frozenset({"a"})) == {"site/b": "read"}


def test_a_feed_of_nothing_but_summaries_is_a_listing():
    assert outcomes(rss(item("a")), apart=frozenset({"a"})) == {"site": Reason.LISTING}
    assert outcomes(rss()) == {"site": Reason.LISTING}


def test_a_feed_in_a_folder_is_read_as_it_is():
    assert outcomes(rss(item("a", "Snow in Oslo."))) == {"site/a": "read"}


def test_an_id_that_several_addresses_share_identifies_none():
    first, second, third = parsed(rss(item("a", guid="1"), item("b", guid="1"), item("c", guid="2")))
    assert [each.external_id for each in (first, second, third)] == [None, None, "2"]
    assert [each.source for each in (first, second)] == ["site/https://x.example/a", "site/https://x.example/b"]
    assert len({each.article_id for each in (first, second, third)}) == 3


def test_an_item_that_comes_twice_is_taken_once():
    assert outcomes(rss(item("a"), item("a", "Old words. " * 30))) == {"site/a": "read", "site/a#2": Reason.STALE}


def test_an_edited_item_is_the_same_article_with_other_words():
    (before,), (after,) = parsed(rss(item("a"))), parsed(rss(item("a", LONG + "Corrected.")))
    assert before.article_id == after.article_id
    assert before.content_hash != after.content_hash
    (old,), (new,) = read_feed(rss(item("a")).encode()).items, read_feed(rss(item("a", LONG + "x")).encode()).items
    assert old.said != new.said


def test_items_without_id_and_address_are_told_apart():
    bare = "<item><title>Alert</title><description>Road closed.</description></item>"
    assert outcomes(rss(bare, bare)) == {"site/Alert": "read", "site/Alert#2": "read"}
    assert outcomes(rss("<item><title>Alert</title></item>")) == {"site/Alert": Reason.EMPTY}


BROKEN = {
    "cut within an item": (rss(item("a"), item("b"))[:-60], {"site/a": "read", "site/b": Reason.BAD_SYNTAX}),
    "cut between items": (rss(item("a"), item("b")).partition("</channel>")[0], {"site/a": "read", "site/b": "read"}),
    "a stray ampersand": (rss(item("a"), item("b", LONG + "A & B")), {"site/a": "read", "site/b": "read"}),
    "a control character": (rss(item("a"), item("b", LONG + "\x0b")), {"site/a": "read", "site/b": "read"}),
    "an unknown entity": (rss(item("a", LONG + "&nope;"), item("b")), {"site/a": "read", "site/b": "read"}),
    "no closing tag": (rss(item("a").replace("</title>", ""), item("b")), {"site/b": "read"}),
}


@pytest.mark.parametrize(("feed", "expected"), BROKEN.values(), ids=BROKEN)
def test_a_broken_feed_says_so_and_gives_what_it_can(feed, expected):
    found = outcomes(feed)
    assert found.pop("site") is Reason.BAD_SYNTAX
    assert {name: found[name] for name in expected} == expected
    assert len(found) == 2


@given(st.integers(0, 1500))
def test_wherever_a_feed_breaks_off_no_item_is_half_read(at):
    whole = rss(item("a"), item("b", LONG + "Last words."))
    texts = {document.text for document in parsed(whole)}
    try:
        found = parsed(whole[:at])
    except RejectError:
        return
    assert {each.text for each in found if isinstance(each, Document)} <= texts
    assert any(isinstance(each, Refusal) and each.source == "site" for each in found) or at >= len(whole)


@pytest.mark.parametrize(
    "data", [b"<html><p>Not found</p></html>", b"", b"{}", b'{"items": 1}', b"{" * 9999, b"\x00\xff"]
)
def test_what_is_no_feed_is_refused(data):
    with pytest.raises(RejectError):
        read_feed(data)


@pytest.mark.parametrize("filler", [b"<a>", b"<item>", b"<a ", b"<", b"&", b"</a>", b"<a></a>", b"<![CDATA[", b"<!--"])
def test_no_feed_takes_for_ever(filler):
    begun = time.process_time()
    with contextlib.suppress(RejectError):
        read_feed(b"<rss version='2.0'><channel><item><title>x</title>" + filler * 20_000)
    assert time.process_time() - begun < 10


def test_entities_of_a_feed_grow_to_nothing_and_read_no_file():
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<!DOCTYPE rss [<!ENTITY e0 "ha">{bomb}<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    found = parsed(rss(item("a", LONG + "&e9; &f;")).replace("?><rss", f"?>{doctype}<rss"))
    texts = [each.text for each in found if isinstance(each, Document)]
    assert all("root:" not in text and len(text) < 2 * len(LONG) for text in texts)


def test_the_sources_publisher_goes_before_the_feeds_name():
    (document,) = parsed(rss(item("a")), facts=Facts(publisher="Example Herald"))
    assert document.publisher == "Example Herald"
