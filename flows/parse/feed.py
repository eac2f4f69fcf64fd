"""Feeds: RSS, Atom and JSON Feed; one document for each item, its blocks as its HTML marks them.

Items that the landing fetches from their own pages are left to those.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from flows import guard
from flows.document import Document, Raw, Refusal
from flows.errors import RejectError
from flows.feeds import is_feed, read_feed
from flows.feeds.item import Feed, Item
from flows.parse.keywords import keywords
from flows.parse.markup import read_markup
from flows.parse.published import published
from flows.parse.reading import Given
from schemas.codes.runs import Reason, Stage

SUFFIXES = (".rss", ".atom", ".rdf")
SHOWN = 500  # characters of a refused item that are kept with the refusal


def sniff(head: bytes) -> bool:
    """Whether the content begins like a feed."""
    return is_feed(head)


def parse_feed(raw: Raw, data: bytes) -> Iterator[Document | Refusal]:
    """A document or refusal for each item, and a refusal for the feed where some of it may be lost."""
    feed = read_feed(data, raw.url)
    for item in feed.items:
        if item.key in raw.apart:
            continue
        source = f"{raw.source}/{item.key}"
        try:
            guard.at(source)
            yield _document(source, item, feed, raw)
        except RejectError as error:
            yield Refusal(source, Stage.PARSE, error.reason, error.detail, (item.markup or item.title or "")[:SHOWN])
    if all(item.key in raw.apart for item in feed.items) and not feed.fault:
        yield Refusal(raw.source, Stage.PARSE, Reason.LISTING, f"{len(feed.items)} items, none of them here")
    if feed.fault:
        yield Refusal(raw.source, Stage.PARSE, Reason.BAD_SYNTAX, feed.fault, data[:SHOWN].decode("utf-8", "replace"))


def _moment(said: str | None) -> datetime | None:
    when = published(said) if said else None
    return when.at if when else None


def _document(source: str, item: Item, feed: Feed, raw: Raw) -> Document:
    if item.is_again:
        raise RejectError(Reason.STALE, "an item before it has the same id and address")
    if item.is_cut:
        raise RejectError(Reason.BAD_SYNTAX, "the feed breaks off within this item")
    given = Given(
        external_id=item.guid,
        url=item.link or None,
        title=item.title,
        authors=item.authors,
        published=published(item.published) if item.published else None,
        modified=_moment(item.updated),
        keywords=keywords(item.keywords),
        publisher=item.publisher or (raw.facts.publisher if raw.facts else None) or feed.title,
        language=item.language,
    )
    if not item.markup:
        raise RejectError(Reason.EMPTY, "an item without words")
    return read_markup(source, item.markup, given)
