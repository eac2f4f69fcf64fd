"""Web pages: body by trafilatura, what the page says of itself from its metadata."""

from __future__ import annotations

from collections.abc import Iterator

import trafilatura

from flows.document import Document, Raw, Refusal
from flows.errors import RejectError
from flows.parse.encoding import decode
from flows.parse.published import published
from flows.parse.reading import Given
from flows.parse.text import read_text
from schemas.codes.runs import Reason

SUFFIXES = (".html", ".htm", ".xhtml")


def sniff(head: bytes) -> bool:
    """Whether the content begins like a web page."""
    start = head[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith((b"<!doctype html", b"<html")) or b"<html" in start


def parse_html(raw: Raw, data: bytes) -> Iterator[Document | Refusal]:
    """The one document of a page."""
    page = decode(data)
    text = trafilatura.extract(page, url=raw.url, include_comments=False, favor_recall=True)
    if not text or not text.strip():
        raise RejectError(Reason.EMPTY, "no article in the page")
    about = trafilatura.extract_metadata(page, default_url=raw.url)
    given = Given(
        url=about.url,
        title=about.title,
        authors=tuple(name.strip() for name in (about.author or "").split(";") if name.strip()),
        published=published(about.date or ""),
        publisher=about.sitename,
        language=about.language,
    )
    yield read_text(raw.source, text.replace("\n", "\n\n"), given, has_title=False)
