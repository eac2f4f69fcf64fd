"""Web archives (WARC 1.0 and 1.1), as Common Crawl publishes them: each page that a server answered with.

Records that describe others (`warcinfo`, `request`, `metadata`) are passed over; a page that the archive does not hold
(`revisit`), and an answer that is no page, is left out by rule and accounted for.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from flows.document import Raw, Refusal
from flows.errors import RejectError
from flows.parse.http import Response, parse_http
from flows.parse.members import Member, refused
from flows.parse.room import WHOLE_LIMIT
from schemas.codes.runs import Reason

SUFFIXES = (".warc",)
PAGES = frozenset({"text/html", "application/xhtml+xml"})
ABOUT_OTHERS = frozenset({"warcinfo", "request", "metadata"})
#: Headers of which a record has one; two are of two records, and what stood between them is lost.
ONCE = frozenset(
    {"warc-type", "warc-record-id", "warc-date", "warc-block-digest", "warc-payload-digest", "content-length"}
)
VERSION = re.compile(rb"WARC/\d\.\d+\s*")
LONGEST_LINE = 1 << 16
MOST_HEADERS = 200
OKAY = 200
STEP = 1 << 20


class Record(NamedTuple):
    """One record: its number from 1, its headers by name in lower case, and its block."""

    number: int
    headers: dict[str, str]
    block: bytes


def sniff(head: bytes) -> bool:
    """Whether the content begins with a record."""
    return VERSION.match(head) is not None


def unpack_warc(raw: Raw, file: BinaryIO) -> Iterator[Member | Refusal]:
    """Each page; its mark is `#` and the number of its record."""
    for record in _records(file):
        kind = record.headers.get("warc-type", "")
        if kind in ABOUT_OTHERS:
            continue
        mark = f"#{record.number}"
        try:
            page = _page(record, kind)
            url = record.headers.get("warc-target-uri", "").strip("<> ") or None
            yield Member(mark, "page.html", page.read, url, page.charset)
        except RejectError as error:
            yield refused(raw.source + mark, error.reason, error.detail)


def _page(record: Record, kind: str) -> Response:
    """The page of a record; RejectError when it has none."""
    if kind not in ("response", "resource"):
        raise RejectError(Reason.IGNORED, f"a record of type {kind[:30]!r}, which holds no page")
    said = record.headers.get("content-type", "")
    if kind == "response" and not said.startswith("application/http"):
        raise RejectError(Reason.IGNORED, f"a response of {said[:50]!r}; only those of HTTP are read")
    if cut := record.headers.get("warc-truncated"):
        raise RejectError(Reason.TRUNCATED, f"cut short when it was archived: {cut[:50]}")
    if len(record.block) > WHOLE_LIMIT:
        raise RejectError(Reason.TOO_LARGE, f"a record of more than {WHOLE_LIMIT} bytes")
    if kind == "resource":
        page = Response(OKAY, said.partition(";")[0].strip().casefold(), None, io.BytesIO(record.block).read)
    else:
        page = parse_http(record.block)
    media_type = page.media_type or record.headers.get("warc-identified-payload-type", "")
    if page.status != OKAY or media_type not in PAGES:
        raise RejectError(Reason.IGNORED, f"an answer {page.status} of {media_type[:50]!r}; only pages are read")
    return page


def _records(file: BinaryIO) -> Iterator[Record]:
    """Every record in turn; RejectError where they break off, or what follows one is none."""
    number = 0
    while (line := _line(file)) is not None:
        number += 1
        try:
            if not VERSION.fullmatch(line):
                raise RejectError(Reason.BAD_SYNTAX, f"{line[:30]!r}; expected the first line of a record")
            headers = _headers(file)
            yield Record(number, headers, _block(file, headers))
        except RejectError as error:
            raise RejectError(error.reason, f"record {number}: {error.detail}") from error


def _line(file: BinaryIO) -> bytes | None:
    """The next line that is not blank; None at the end."""
    while line := file.readline(LONGEST_LINE):
        if line.strip():
            return line
    return None


def _headers(file: BinaryIO) -> dict[str, str]:
    headers: dict[str, str] = {}
    while (line := file.readline(LONGEST_LINE)).strip():
        name, _, value = line.decode("utf-8", "replace").partition(":")
        name = name.strip().casefold()
        if name in ONCE and name in headers:
            raise RejectError(Reason.BAD_SYNTAX, f"{name} twice; expected the headers of one record")
        headers.setdefault(name, value.strip())
        if len(headers) > MOST_HEADERS:
            raise RejectError(Reason.BAD_SYNTAX, f"more than {MOST_HEADERS} headers")
    if not line:
        raise RejectError(Reason.TRUNCATED, "the file ends within its headers")
    return headers


def _block(file: BinaryIO, headers: dict[str, str]) -> bytes:
    """The record's block; of one that is larger than any page only as much as shows that."""
    said = headers.get("content-length", "")
    if not re.fullmatch(r"\d{1,15}", said, re.ASCII):
        raise RejectError(Reason.BAD_SYNTAX, f"Content-Length {said[:30]!r}; expected a number")
    length = int(said)
    block = file.read(min(length, WHOLE_LIMIT + 1))
    got = len(block)
    while got < length and (more := file.read(min(length - got, STEP))):
        got += len(more)
    if got < length:
        raise RejectError(Reason.TRUNCATED, f"{got} bytes of {length}")
    return block
