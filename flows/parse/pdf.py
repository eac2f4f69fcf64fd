"""PDF files with a text layer: lines put together to paragraphs, running heads set apart, words rejoined."""

from __future__ import annotations

import logging
import re
import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from typing import Any

from flows.document import Document, Raw, Refusal
from flows.errors import RejectError
from flows.parse.byline import clean_names
from flows.parse.encoding import SURROGATE
from flows.parse.html_body import Piece
from flows.parse.html_labels import read_pieces
from flows.parse.html_page import letters
from flows.parse.pdf_blocks import Line, pieces
from flows.parse.reading import Given
from schemas.codes.runs import Reason, Stage
from schemas.codes.text import SegmentKind

SUFFIXES = (".pdf",)
MAGIC = b"%PDF-"
MOST_PAGES = 2000
STEP = 1 << 20
FEWEST_LETTERS = 20  # a page, on average; stamps and page numbers of a scan have fewer
BLANK = 0.25  # width of a blank, of the letters' size
UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
#: What pypdf raises on damaged files besides its own errors.
BROKEN = (
    *(ValueError, LookupError, TypeError, AttributeError, ArithmeticError, AssertionError, NotImplementedError),
    *(RecursionError, OSError, EOFError, zlib.error, struct.error),
)

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its warnings quote the file


def sniff(head: bytes) -> bool:
    """Whether the content begins like a PDF file. One with other bytes before is known by its name only.

    Those bytes may as well be of an archive whose first member it is.
    """
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(MAGIC)


def parse_pdf(raw: Raw, data: bytes) -> Iterator[Document | Refusal]:
    """The one document of a file, and a refusal for each page whose words are lost.

    RejectError when it is locked, damaged, or only pictures of pages.
    """
    try:
        import pypdf
    except ImportError:
        raise RejectError(Reason.MISSING_PARSER, "PDF files: install dateline[pdf]") from None
    try:
        reader = pypdf.PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise RejectError(Reason.ENCRYPTED, "locked with a password")
        pages = [_lines(page) for page in reader.pages[:MOST_PAGES]]
        lost = list(_lost(raw.source, reader.pages[:MOST_PAGES], pages))
        if len(reader.pages) > MOST_PAGES:
            raise RejectError(Reason.TOO_LARGE, f"{len(reader.pages)} pages; at most {MOST_PAGES} are read")
        is_scan = any("/XObject" in (page.get("/Resources") or {}) for page in reader.pages[:10])
        about = reader.metadata
        said = {"title": (about and about.title) or "", "author": (about and about.author) or ""}
    except (pypdf.errors.DependencyError, pypdf.errors.FileNotDecryptedError) as error:
        raise RejectError(Reason.ENCRYPTED, f"locked: {error}") from error
    except (pypdf.errors.PyPdfError, *BROKEN) as error:
        raise RejectError(Reason.BAD_SYNTAX, f"PDF: {type(error).__name__}: {str(error)[:200]}") from error
    _demand_text(pages, is_scan=is_scan)
    yield _document(raw.source, list(pieces(pages)), said)
    yield from lost


def _lost(source: str, drawn: Sequence[Any], pages: list[list[Line]]) -> Iterator[Refusal]:
    """A refusal for each page that is damaged, of which pypdf gives what it can, or only a picture."""
    for number, (page, lines) in enumerate(zip(drawn, pages, strict=True), 1):
        place = f"{source}!/page-{number}"
        if not all(map(_is_whole, _streams(page.get("/Contents")))):
            yield Refusal(place, Stage.PARSE, Reason.BAD_COMPRESSION, "the page is damaged: words of it may be lost")
        elif not letters(" ".join(line.text for line in lines)) and "/XObject" in (page.get("/Resources") or {}):
            yield Refusal(place, Stage.PARSE, Reason.NO_TEXT_LAYER, "a picture without words")


def _streams(contents: Any) -> Iterator[Any]:
    contents = contents.get_object() if contents is not None else []
    yield from (each.get_object() for each in contents) if isinstance(contents, list) else (contents,)


def _is_whole(stream: Any) -> bool:
    """Whether a stream, where it is deflated alone, inflates to its end."""
    if stream.get("/Filter") not in ("/FlateDecode", ["/FlateDecode"]):
        return True
    inflating, waiting = zlib.decompressobj(), stream._data
    try:
        while waiting and not inflating.eof:
            inflating.decompress(waiting, STEP)
            waiting = inflating.unconsumed_tail
    except zlib.error:
        return False
    return inflating.eof


def _document(source: str, found: list[Piece], said: dict[str, str]) -> Document:
    """The document; a title of the file's properties only where the text has it too, as tools put in their own."""
    title = next((piece.text for piece in found if piece.kind is SegmentKind.TITLE), None)
    words = letters(" ".join(piece.text for piece in found[:20]))
    if title is None and letters(said["title"]) and letters(said["title"]) in words:
        title = " ".join(said["title"].split())
    document = read_pieces(source, found, Given(title=title), set(), is_bare=True)
    names = (name for name in clean_names(SURROGATE.sub("", said["author"])) if " " in name)
    return replace(document, authors=document.authors or tuple(names))


def _demand_text(pages: list[list[Line]], *, is_scan: bool) -> None:
    count = sum(len(letters(line.text)) for page in pages for line in page)
    if count >= FEWEST_LETTERS * len(pages) and count:
        return
    if is_scan:
        raise RejectError(Reason.NO_TEXT_LAYER, f"{count} letters on {len(pages)} pages: scanned, not recognised")
    if not count:
        raise RejectError(Reason.EMPTY, f"no words on {len(pages)} pages")


def _lines(page: Any) -> list[Line]:
    """The lines of a page as the file draws them, where they stand and how large their letters are."""
    found: list[Line] = []
    words = ""
    place: tuple[float, float, float, bool] | None = None

    def visit(text: str, cm: list[float], tm: list[float], font: Any, size: float) -> None:
        nonlocal words, place
        first, *others = UNFIT.sub("", SURROGATE.sub("\ufffd", text)).split("\n")
        for number, piece in enumerate((first, *others)):
            if number and place:
                found.append(Line(" ".join(words.split()), *place))
            if number:
                words, place = "", None
            words += piece
            if place is None and piece.strip():
                x, y, height, is_bold = _place(cm, tm, font, size)
                place = (x + BLANK * height * (len(words) - len(words.lstrip())), y, height, is_bold)

    page.extract_text(visitor_text=visit)
    if place:
        found.append(Line(" ".join(words.split()), *place))
    return found


def _place(cm: list[float], tm: list[float], font: Any, size: float) -> tuple[float, float, float, bool]:
    """Where a piece of text begins, the size of its letters, and whether they are bold."""
    x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
    y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
    scale = abs(tm[3] * cm[3]) or abs(tm[1] * cm[2]) or 1.0
    return x, y, abs(size) * scale, "bold" in str((font or {}).get("/BaseFont", "")).casefold()
