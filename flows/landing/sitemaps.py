"""Sitemaps: lists of a site's pages, of its news, or of further sitemaps, plain or as gzip."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from flows.document import Facts
from flows.errors import RejectError
from flows.landing.decoding import CutShortError, bounded, decoded
from schemas.contract import record_id

BUFFER = 1 << 16
GZIP = b"\x1f\x8b"
START = re.compile(rb"<(?:\w+:)?(?:urlset|sitemapindex)[\s>]")
MOST, LONGEST = 50_000, 2048  # addresses in one, and characters of each, as the protocol has it
WANTED = {"loc": "url", "lastmod": "modified", "publication_date": "published", "title": "title", "name": "publisher"}


@dataclass(slots=True)
class Listed:
    """One address that a sitemap lists, and what it says of it."""

    is_sitemap: bool = False
    said: dict[str, str] = field(default_factory=dict)  # by the names of WANTED

    @property
    def url(self) -> str:
        """The address."""
        return self.said.get("url", "")

    @property
    def modified(self) -> str:
        """When it changed or was published, as text that sorts; "" where it doesn't say."""
        return self.said.get("modified") or self.said.get("published") or ""

    @property
    def fingerprint(self) -> str:
        """A hash of what is said: another one says that the page was edited."""
        return record_id("listed", *sorted(self.said.items()))

    def facts(self) -> Facts:
        """What a news sitemap knows of a piece."""
        return Facts(
            title=self.said.get("title"), published=self.said.get("published"), publisher=self.said.get("publisher")
        )


def is_sitemap(head: bytes) -> bool:
    """Whether content begins like a sitemap."""
    return START.search(head) is not None


def listed(path: Path, limit: int) -> tuple[list[Listed], str | None]:
    """What the sitemap in a file lists, at most `limit` bytes of it, and what is wrong with it, if anything is."""
    found: list[Listed] = []
    parser = etree.XMLPullParser(events=("start", "end"), resolve_entities=False, no_network=True, huge_tree=False)
    try:
        for part in bounded(_parts(path), limit):
            parser.feed(part)
            found += (entry for entry in _closed(parser) if 0 < len(entry.url) < LONGEST)
            if len(found) > MOST:
                return found[:MOST], f"more than {MOST} addresses"
        parser.close()
    except (etree.XMLSyntaxError, RejectError, CutShortError) as error:
        return found, f"{error}; {len(found)} addresses before that"
    return found, None


def _parts(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        head = file.read(len(GZIP))
        file.seek(0)
        yield from decoded(iter(lambda: file.read(BUFFER), b""), "gzip" if head == GZIP else "")


def _closed(parser: etree.XMLPullParser) -> Iterator[Listed]:
    """The entries that are complete by now."""
    for event, element in parser.read_events():
        name = etree.QName(element).localname if isinstance(element.tag, str) else ""
        if event == "end" and name in ("url", "sitemap"):
            entry = Listed(name == "sitemap")
            for child in element.iter():
                field_name = WANTED.get(etree.QName(child).localname) if isinstance(child.tag, str) else None
                if field_name and field_name not in entry.said and (child.text or "").strip():
                    entry.said[field_name] = child.text.strip()
            yield entry
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
