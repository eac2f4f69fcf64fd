"""E-mail, as newsletters come: the message's HTML, else its plain text; attachments are left out by rule."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import errors, message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime

from flows.document import Document, Raw, Refusal
from flows.errors import RejectError
from flows.parse.byline import is_outlet, read_names
from flows.parse.encoding import SURROGATE, decode
from flows.parse.html_page import absolute, text_of, tree
from flows.parse.markup import read_markup
from flows.parse.published import Published, published
from flows.parse.reading import Given
from flows.parse.text import read_text
from schemas.codes.runs import Reason, Stage

SUFFIXES = (".eml",)
HEADER = re.compile(rb"[A-Za-z][\w-]{1,60}:[ \t]")
#: Headers that mail has and nothing else.
MAIL = re.compile(rb"^(?:message-id|mime-version|received|return-path|dkim-signature|delivered-to):", re.I | re.M)
ONLINE = re.compile(
    r"(?:view|read|open|see)\b.{0,30}\b(?:online|in (?:your|a|the) (?:web )?browser|on the web)|web version", re.I
)
FROM_OUTLET = re.compile(r"(?P<author>.+?)(?<!\s)\s++(?:from|at|of|via|\||[-–])\s++(?P<outlet>.+)")
SEALED = frozenset({"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"})
#: A part of a message that stands where none is looked for.
INNER = re.compile(r"^content-(?:type|transfer-encoding):", re.IGNORECASE | re.MULTILINE)
SHOWN = 200  # characters of what is refused that are kept with the refusal
CUT = (errors.CloseBoundaryNotFoundDefect, errors.StartBoundaryNotFoundDefect)
GARBLED = (errors.InvalidBase64CharactersDefect, errors.InvalidBase64PaddingDefect, errors.InvalidBase64LengthDefect)
#: What its standard parser raises on headers that break its grammar.
BROKEN = (ValueError, LookupError, AttributeError, TypeError, OverflowError)


def sniff(head: bytes) -> bool:
    """Whether the content begins with the headers of a message."""
    headers = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    return HEADER.match(headers) is not None and MAIL.search(headers) is not None


def parse_eml(raw: Raw, data: bytes) -> Iterator[Document | Refusal]:
    """The one document of a message, and a refusal for what stands beside its parts."""
    message = message_from_bytes(data, policy=policy.default)
    if message.get_content_type() in SEALED:
        raise RejectError(Reason.ENCRYPTED, f"a message of type {message.get_content_type()}")
    markup, text = _body(message, "html"), _body(message, "plain")
    given = _given(message, markup)
    if markup.strip():
        yield read_markup(raw.source, markup, given)
    elif text.strip():
        yield read_text(raw.source, text, given, has_title=False)
    else:
        raise RejectError(Reason.EMPTY, "a message without words")
    yield from _beside(raw.source, message)


def _beside(source: str, message: EmailMessage) -> Iterator[Refusal]:
    """A refusal where words of a message may have been lost: it breaks off, or some lie before or after all parts."""
    for number, part in enumerate(message.walk()):
        place = f"{source}!/{number}"
        if any(isinstance(defect, CUT) for defect in part.defects):
            yield _lost(place, Reason.TRUNCATED, "the message ends within its parts")
        if part.epilogue and part.epilogue.strip():
            yield _lost(f"{place}-after", Reason.BAD_SYNTAX, "words after the last part", part.epilogue)
        if part.preamble and INNER.search(part.preamble):
            yield _lost(f"{place}-before", Reason.BAD_SYNTAX, "a part before the first", part.preamble)


def _lost(place: str, reason: Reason, detail: str, words: str = "") -> Refusal:
    return Refusal(place, Stage.PARSE, reason, detail, SURROGATE.sub("\ufffd", words.strip())[:SHOWN])


def _body(message: EmailMessage, kind: str) -> str:
    """The message's words in one form; empty when it has none."""
    try:
        part = message.get_body(preferencelist=(kind,))
        data = part.get_payload(decode=True) if part else None
        charset = part.get_content_charset() if part else None
        broken = next((type(one).__name__ for one in part.defects if isinstance(one, GARBLED)), None) if part else None
    except BROKEN as error:
        raise RejectError(Reason.BAD_SYNTAX, f"message: {type(error).__name__}: {error}") from error
    if broken:
        raise RejectError(Reason.BAD_SYNTAX, f"message: {broken}, so words of it are lost")
    return decode(data, charset).replace("\r\n", "\n") if isinstance(data, bytes) else ""


def _given(message: EmailMessage, markup: str) -> Given:
    author, publisher = _sender(_header(message, "From"))
    listed = parseaddr(_header(message, "List-Id"))[0]
    return Given(
        external_id=_header(message, "Message-ID").strip("<> ") or None,
        url=absolute(None, _header(message, "Archived-At").strip("<> ")) or _online(markup),
        title=_header(message, "Subject") or None,
        authors=(author,) if author else (),
        published=_sent(_header(message, "Date")),
        publisher=publisher or listed or None,
        language=_header(message, "Content-Language") or None,
    )


def _header(message: EmailMessage, name: str) -> str:
    """A header on one line; empty when it is not there or cannot be read."""
    try:
        return " ".join(SURROGATE.sub("\ufffd", str(message.get(name, ""))).split())
    except BROKEN:
        return ""


def _sender(line: str) -> tuple[str | None, str | None]:
    """The author and the publisher in a sender's name: "Jane Doe", "The Example", "Jane Doe from The Example"."""
    name = parseaddr(line)[0].strip()
    match = FROM_OUTLET.fullmatch(name)
    if match and _is_person(match["author"]):
        return match["author"], match["outlet"]
    return (name, None) if _is_person(name) else (None, name or None)


def _is_person(name: str) -> bool:
    return bool(read_names(name)) and not is_outlet(name)


def _sent(line: str) -> Published | None:
    try:
        return published(parsedate_to_datetime(line).isoformat()) if line else None
    except BROKEN:
        return published(line)


def _online(markup: str) -> str | None:
    """Where the message says that it can be read on the web."""
    if not ONLINE.search(markup):
        return None
    links = (link for link in tree(markup).iter("a") if ONLINE.fullmatch(text_of(link)[:80].strip(" .»>")))
    return next((url for link in links if (url := absolute(None, link.get("href", "")))), None)
