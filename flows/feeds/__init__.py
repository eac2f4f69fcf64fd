"""What feeds list: landing asks which pages to fetch, parsing what the items say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from flows.feeds.item import Feed, Item
from flows.feeds.json_feed import read_json
from flows.feeds.xml_feed import read_xml

JSON_FEED = b"jsonfeed.org/version"
HEAD = 4096
LONGEST_KEY = 500  # characters


def is_feed(head: bytes) -> bool:
    """Whether content begins like a feed; an export of WordPress, which is RSS too, is none."""
    start = head[:HEAD].replace(b"\0", b"")
    if b"wordpress.org/export" in start:
        return False
    if start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return JSON_FEED in start
    if not start.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<"):  # an archive or message may have a feed in it
        return False
    return re.search(rb"<rss[\s>]|<rdf:RDF\s[^>]*purl\.org/rss|<(?:\w+:)?feed\s[^>]*(?:Atom|atom)", start) is not None


def read_feed(data: bytes, url: str | None = None) -> Feed:
    """The feed in `data`, which came from `url`; RejectError when it is none."""
    feed = read_json(data) if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") else read_xml(data, url)
    return replace(feed, items=tuple(_keyed(feed.items)))


def _keyed(items: Iterable[Item]) -> Iterator[Item]:
    """The items with keys of their own. An id that several addresses share identifies nothing and is dropped."""
    found = list(items)
    addresses: dict[str, set[str | None]] = {}
    for item in found:
        addresses.setdefault(item.guid or "", set()).add(item.link)
    seen: Counter[str] = Counter()
    for item in found:
        guid = item.guid if item.guid and len(addresses[item.guid]) == 1 else None
        key = (guid or item.link or item.title or "untitled")[:LONGEST_KEY]
        seen[key] += 1
        is_again = seen[key] > 1 and bool(guid or item.link)
        yield replace(item, guid=guid, key=key if seen[key] == 1 else f"{key}#{seen[key]}", is_again=is_again)
