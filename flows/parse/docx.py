"""Word files (DOCX): paragraphs, headings, lists, quotations, captions and tables as their styles say.

What was deleted under tracked changes, and what is formatted as hidden, is not there to a reader and is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO
from zipfile import ZipFile

from flows.document import Document, Raw, Refusal
from flows.errors import RejectError
from flows.parse.byline import clean_names
from flows.parse.html_body import Anchor, Piece
from flows.parse.html_labels import read_pieces
from flows.parse.html_page import letters
from flows.parse.package import opened_package, read_xml
from flows.parse.reading import Given
from schemas.codes.runs import Reason
from schemas.codes.text import SegmentKind

SUFFIXES = (".docx", ".docm")
#: Names of a package's first part; a plain archive has others.
FIRST_PARTS = (b"[Content_Types].xml", b"_rels/", b"word/", b"docProps/")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # a Word file under a password is one of the older kind
NAME = 30  # where a part's name stands
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
BODY, STYLES, LINKS, ABOUT = "word/document.xml", "word/styles.xml", "word/_rels/document.xml.rels", "docProps/core.xml"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # the same words once more
GONE = frozenset({f"{W}del", f"{W}moveFrom", f"{W}pPr", f"{W}rPr", f"{W}instrText", FALLBACK})
KINDS = {
    "quote": SegmentKind.BLOCKQUOTE,
    "intense quote": SegmentKind.BLOCKQUOTE,
    "block text": SegmentKind.BLOCKQUOTE,
    "caption": SegmentKind.CAPTION,
    "title": SegmentKind.TITLE,
}
HEADING = re.compile(r"heading (\d)")
SPACES = re.compile(r"[ \t\r\n]+")


def sniff(head: bytes) -> bool:
    """Whether the content begins like an Office file, or one that a password locks."""
    return head.startswith(OLE) or (head.startswith(b"PK\x03\x04") and head[NAME:].startswith(FIRST_PARTS))


def stream_docx(raw: Raw, file: BinaryIO) -> Iterator[Document | Refusal]:
    """The one document of a file."""
    if file.peek(len(OLE)).startswith(OLE):  # type: ignore[attr-defined]
        raise RejectError(Reason.ENCRYPTED, "an Office file of the older kind, or locked with a password")
    with opened_package(file) as package:
        if BODY not in package.namelist():
            raise RejectError(Reason.UNKNOWN_FORMAT, "an Office file that is no Word document")
        body = read_xml(package, BODY).find(f"{W}body")
        writing = Writing(package)
        found = [piece for one in (body if body is not None else ()) for piece in writing.pieces(one)]
        given = _given(package)
    title = next((piece.text for piece in found if piece.kind is SegmentKind.TITLE), None)
    captions = {letters(piece.text) for piece in found if piece.kind is SegmentKind.CAPTION}
    known = given._replace(title=title or given.title, authors=())
    document = read_pieces(raw.source, found, known, captions, is_bare=True)
    yield replace(document, authors=document.authors or given.authors)


class Writing:
    """What a Word file says of its paragraphs besides their words."""

    def __init__(self, package: ZipFile) -> None:
        """Read the names of styles and the targets of links."""
        parts = set(package.namelist())
        styles = read_xml(package, STYLES).iterfind(f"{W}style") if STYLES in parts else ()
        links = read_xml(package, LINKS) if LINKS in parts else ()
        self._styles = {one.get(f"{W}styleId"): _value(one.find(f"{W}name")).casefold() for one in styles}
        self._links = {one.get("Id"): one.get("Target", "") for one in links if one.get("TargetMode") == "External"}

    def pieces(self, element: Any) -> Iterator[Piece]:
        """The blocks of a paragraph, a table, or what holds some."""
        if element.tag == f"{W}p":
            piece = self._paragraph(element)
            if piece.text:
                yield piece
        elif element.tag == f"{W}tbl":
            for row in element.iterfind(f"{W}tr"):
                cells = (" ".join(piece.text for piece in self.pieces(cell)) for cell in row.iterfind(f"{W}tc"))
                if words := " \u00b7 ".join(filter(None, cells)):
                    yield Piece(SegmentKind.LIST_ITEM, 0, words)
        elif isinstance(element.tag, str) and element.tag not in GONE:
            for child in element:
                yield from self.pieces(child)

    def _paragraph(self, paragraph: Any) -> Piece:
        style = self._styles.get(_value(paragraph.find(f"{W}pPr/{W}pStyle")), "")
        kind, level = KINDS.get(style, SegmentKind.PARAGRAPH), 0
        if heading := HEADING.fullmatch(style):
            kind, level = SegmentKind.HEADING, int(heading[1])
        elif style.startswith("list ") or paragraph.find(f"{W}pPr/{W}numPr") is not None:
            kind, level = SegmentKind.LIST_ITEM, 1
        piece = Piece(kind, level)
        self._write(piece, paragraph)
        piece.text = piece.text.rstrip()
        return piece

    def _write(self, piece: Piece, element: Any) -> None:
        """Add the words of what an element holds."""
        for child in element:
            if not isinstance(child.tag, str) or child.tag in GONE or _is_hidden(child):
                continue
            start = len(piece.text)
            if child.tag == f"{W}t":
                _add(piece, child.text or "")
            elif child.tag in (f"{W}tab", f"{W}br", f"{W}cr"):
                _add(piece, " ")
            elif child.tag == f"{W}noBreakHyphen":
                _add(piece, "\u2011")
            else:
                self._write(piece, child)
            if child.tag == f"{W}hyperlink" and (href := self._links.get(child.get(f"{R}id"))):
                piece.anchors.append(Anchor(start, len(piece.text.rstrip()), href))


def _add(piece: Piece, words: str) -> None:
    words = SPACES.sub(" ", words)
    piece.text += words.lstrip(" ") if not piece.text or piece.text.endswith(" ") else words


def _is_hidden(run: Any) -> bool:
    hidden = run.find(f"{W}rPr/{W}vanish")
    return hidden is not None and _value(hidden) not in ("0", "false", "off")


def _value(element: Any) -> str:
    return (element.get(f"{W}val") or "") if element is not None else ""


def _given(package: ZipFile) -> Given:
    """What the file's properties say; when a file was made is not when a piece was published."""
    if ABOUT not in package.namelist():
        return Given()
    said = read_xml(package, ABOUT)
    words = {name: " ".join((said.findtext(f"{{*}}{name}") or "").split()) for name in ("title", "creator", "language")}
    return Given(
        title=words["title"] or None,
        authors=tuple(clean_names(words["creator"])),
        language=words["language"] or None,
    )
