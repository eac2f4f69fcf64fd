"""RSS 0.9 to 2.0 and Atom, as feedparser reads them."""

from __future__ import annotations

import io
import re
from calendar import timegm
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import feedparser

from flows.errors import RejectError
from flows.feeds.item import Feed, Item
from flows.feeds.words import as_markup, is_cut_off, person, plain, word_count
from schemas.codes.runs import Reason

CLOSED = re.compile(rb"</(?:\w+:)?(?:item|entry)\s*>")
OPENED = re.compile(rb"<(?:\w+:)?(?:item|entry)[\s>]")
TAG = re.compile(rb"<(?:(/)|[A-Za-z])")
DEEPEST = 10_000  # elements open at a time; feedparser's time grows with the square of them
MOST_ITEMS = 10_000
ENOUGH = 40  # words in what is declared the content of an item, for it to be more than a teaser
PLENTY = 250  # words in what is declared its description


def read_xml(data: bytes, url: str | None) -> Feed:
    """The feed in `data`, which came from `url`; RejectError when it is none."""
    _demand_sober(data)
    headers = {"content-type": "application/xml"} | ({"content-location": url} if url else {})
    try:  # only ever bytes: of a string feedparser would make an address or a file name
        found = feedparser.parse(io.BytesIO(data), response_headers=headers, sanitize_html=False)
    except Exception as error:  # what its many handlers make of hostile bytes must cost this feed only
        raise RejectError(Reason.BAD_SYNTAX, f"feedparser: {type(error).__name__}") from error
    if not found.get("version") and not found.entries:
        raise RejectError(Reason.BAD_SYNTAX, "neither RSS nor Atom nor JSON Feed")
    fault = _fault(found)
    cut = len(found.entries) - len(CLOSED.findall(data.replace(b"\0", b""))) if fault else 0
    about, last = found.feed, len(found.entries)
    items = [replace(_item(entry, about), is_cut=number >= last - cut) for number, entry in enumerate(found.entries)]
    listed = len(OPENED.findall(data.replace(b"\0", b"")))
    return Feed(
        plain(about.get("title")),
        tuple(items),
        fault and f"{fault}; {len(items) - max(cut, 0)} of {listed} items are whole",
    )


def _demand_sober(data: bytes) -> None:
    """Nothing, where the bytes are laid out so that reading them can't take for ever."""
    if sum(1 for _ in OPENED.finditer(data)) > MOST_ITEMS:
        raise RejectError(Reason.TOO_LARGE, f"more than {MOST_ITEMS} items")
    depth = 0
    for tag in TAG.finditer(data):
        depth += -1 if tag[1] else 1
        if depth > DEEPEST:
            raise RejectError(Reason.TOO_LARGE, f"more than {DEEPEST} elements left open")


def _fault(found: Any) -> str | None:
    """What feedparser says is wrong, if that can cost items: not a mere quarrel about types and encodings."""
    error = found.get("bozo_exception") if found.bozo else None
    if error is None or isinstance(error, feedparser.CharacterEncodingOverride | feedparser.NonXMLContentType):
        return None
    where = getattr(error, "getLineNumber", lambda: None)()
    message = getattr(error, "getMessage", lambda: str(error))()
    return f"{message} in line {where}" if where else message


def _item(entry: Any, about: Any) -> Item:
    content = max(entry.get("content") or [{}], key=lambda one: len(one.get("value") or ""))
    summary = entry.get("summary_detail") or {}
    whole, short = _markup(content), _markup(summary)
    words = word_count(whole)
    # Atom's content is the piece, or a link to it (`src`); RSS's description may be either.
    is_whole = words >= ENOUGH and not is_cut_off(whole)
    if not is_whole and word_count(short) >= PLENTY and not is_cut_off(short):
        whole, is_whole = short, True
    names = [plain(author.get("name") or author.get("email")) for author in entry.get("authors") or []]
    source = entry.get("source") or {}
    return Item(
        key="",
        guid=plain(entry.get("id")),
        link=_link(entry),
        title=plain(entry.get("title")),
        markup=whole if words >= word_count(short) or is_whole else short,
        is_whole=is_whole,
        authors=tuple(dict.fromkeys(filter(None, map(person, filter(None, names))))),
        published=_time(entry, "published") or _time(entry, "updated"),
        updated=_time(entry, "updated"),
        publisher=plain(source.get("title") or entry.get("publisher")),
        language=plain(content.get("language") or about.get("language")),
        keywords=tuple(filter(None, (plain(tag.get("label") or tag.get("term")) for tag in entry.get("tags") or []))),
    )


def _link(entry: Any) -> str | None:
    link = entry.get("feedburner_origlink") or entry.get("link")
    return link.strip() if link and re.match(r"\s*https?://", link, re.IGNORECASE) else None


def _markup(part: Any) -> str | None:
    """A text construct as HTML."""
    value = part.get("value") or None
    if value and part.get("type") == "text/plain":
        return as_markup(value)
    return value


def _time(entry: Any, name: str) -> str | None:
    """A date as the entry has it, or where it has a time of the day, that in UTC."""
    said, moment = entry.get(name) if name in entry else None, entry.get(f"{name}_parsed") if name in entry else None
    if not said:
        return None
    if moment and ":" in said:
        return datetime.fromtimestamp(timegm(moment), UTC).isoformat()
    return str(said).strip()
