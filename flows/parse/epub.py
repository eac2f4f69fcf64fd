"""E-books (EPUB): one document for each part in reading order, with what the book says of itself."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any, BinaryIO
from urllib.parse import unquote
from zipfile import ZipFile

from flows import guard
from flows.document import Document, Raw, Refusal
from flows.errors import RejectError
from flows.parse.byline import clean_names
from flows.parse.encoding import decode
from flows.parse.html_page import text_of, tree
from flows.parse.markup import read_markup
from flows.parse.members import Names
from flows.parse.package import opened_package, read_part, read_xml
from flows.parse.published import published
from flows.parse.reading import Given
from schemas.codes.runs import Reason, Stage

SUFFIXES = (".epub",)
MAGIC = b"mimetypeapplication/epub+zip"
CONTAINER = "META-INF/container.xml"
RIGHTS = "META-INF/encryption.xml"
PAGES = frozenset({"application/xhtml+xml", "text/html"})
#: Encryption that locks fonts alone.
FONTS = frozenset({"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"})
DC = "{http://purl.org/dc/elements/1.1/}"


def sniff(head: bytes) -> bool:
    """Whether the content begins like an e-book."""
    return head.startswith(b"PK\x03\x04") and MAGIC in head[:100]


def stream_epub(raw: Raw, file: BinaryIO) -> Iterator[Document | Refusal]:
    """A document or refusal for each part that is no cover or table of contents."""
    with opened_package(file) as book:
        root = read_xml(book, CONTAINER).find(".//{*}rootfile")
        path = root.get("full-path", "") if root is not None else ""
        package = read_xml(book, path)
        _demand_unlocked(book)
        given, names = _given(package), Names()
        for href in _spine(package):
            part = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(href)))
            source = raw.source + names.mark(part)
            try:
                guard.at(source)
                external_id = f"{given.external_id}#{part}" if given.external_id else None
                yield _part(source, decode(read_part(book, part)), given._replace(external_id=external_id))
            except RejectError as error:
                yield Refusal(source, Stage.PARSE, error.reason, error.detail)


def _part(source: str, markup: str, given: Given) -> Document:
    page = tree(markup)
    heading = next((words for one in page.iter("h1", "h2", "h3") if (words := text_of(one))), None)
    return read_markup(source, markup, given._replace(title=heading or given.title))


def _spine(package: Any) -> Iterator[str]:
    """The addresses of the parts in reading order."""
    items = {item.get("id"): item for item in package.iterfind(".//{*}manifest/{*}item")}
    for place in package.iterfind(".//{*}spine/{*}itemref"):
        item = items.get(place.get("idref"))
        if item is None or place.get("linear") == "no" or item.get("media-type") not in PAGES:
            continue
        if not {"nav", "cover"} & set((item.get("properties") or "").split()):
            yield item.get("href", "")


def _given(package: Any) -> Given:
    said = package.find(".//{*}metadata")
    words = {
        name: [" ".join((one.text or "").split()) for one in said.iterfind(DC + name)] if said is not None else []
        for name in ("title", "creator", "publisher", "date", "language", "identifier")
    }
    first = {name: next(filter(None, found), None) for name, found in words.items()}
    return Given(
        external_id=first["identifier"],
        title=first["title"],
        authors=tuple(name for one in words["creator"] for name in clean_names(one)),
        published=published(first["date"]) if first["date"] else None,
        publisher=first["publisher"],
        language=first["language"],
    )


def _demand_unlocked(book: ZipFile) -> None:
    """RejectError when more than the book's fonts is locked."""
    if RIGHTS not in book.namelist():
        return
    methods = [one.get("Algorithm", "") for one in read_xml(book, RIGHTS).iterfind(".//{*}EncryptionMethod")]
    if not FONTS.issuperset(methods):
        raise RejectError(Reason.ENCRYPTED, "locked by digital rights management")
