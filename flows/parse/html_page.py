"""Elements of a page and their words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from lxml import html as lxml_html
from lxml.etree import ErrorLevels, ErrorTypes, ParserError
from lxml.html import HtmlElement, HTMLParser

from flows.errors import RejectError
from schemas.codes.runs import Reason

COMMENTS = re.compile(r"(?:^|[\s_-])(?:comments?|commentlist|disqus|respond|replies)(?:$|[\s_-])", re.IGNORECASE)

DECLARATION = re.compile(r"(?:(?<!\s)\s++)?<\?xml[^>]{0,200}\?>")
#: Ends of what has no end in HTML: what stands after `</html>` is seen by readers but left out by lxml.
END = re.compile(r"</(?:html|body)\b[^<>]{0,200}>", re.IGNORECASE)
#: Characters, plain or as references, that lxml reads into a tree but lets nobody move within it.
UNFIT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]"
    "|&#(?:x0*(?:[0-8bcef]|1[0-9a-f]|7f|fff[ef])|0*(?:[0-8]|1[124-9]|2[0-9]|3[01]|127|6553[45]))(?![0-9a-f]);?",
    re.IGNORECASE,
)


def tree(text: str) -> HtmlElement:
    """The tree of a page's text; RejectError when there is nothing in it, or lxml leaves some of it out."""
    parser = HTMLParser(huge_tree=True)  # without that, what lies below the 256th element is left out
    try:
        page = lxml_html.document_fromstring(
            END.sub("", UNFIT.sub(" ", DECLARATION.sub("", text, count=1))), parser=parser
        )
    except (ParserError, ValueError) as error:
        raise RejectError(Reason.BAD_SYNTAX, f"no page: {error}") from error
    if fatal := parser.error_log.filter_from_level(ErrorLevels.FATAL):
        is_deep = fatal[0].type == ErrorTypes.ERR_RESOURCE_LIMIT
        raise RejectError(Reason.TOO_DEEP if is_deep else Reason.BAD_SYNTAX, f"page: {fatal[0].message}")
    return page


def outside_comments(page: HtmlElement, *tags: str) -> Iterator[HtmlElement]:
    """Elements of a page in order, of these tags if any are given, that stand in no comments section."""
    waiting = [page]
    while waiting:
        element = waiting.pop()
        if not isinstance(element.tag, str) or (element.tag != "body" and COMMENTS.search(mark_of(element))):
            continue
        if not tags or element.tag in tags:
            yield element
        waiting += reversed(element)


def marks_up(element: HtmlElement, levels: int = 12) -> Iterator[str]:
    """Class and id of an element and of those it stands in, nearest first; not of `html` and `body`."""
    here: HtmlElement | None = element
    while here is not None and levels and here.tag not in ("body", "html"):
        yield mark_of(here)
        here, levels = here.getparent(), levels - 1


def mark_of(element: HtmlElement) -> str:
    """Class, id and microdata property of an element."""
    return f"{element.get('class', '')} {element.get('id', '')} {element.get('itemprop', '')}".strip()


def absolute(base: str | None, href: str) -> str | None:
    """The http address that a reference leads to from a page at `base`; None when it leads to none."""
    try:
        address = urljoin(base or "", href.strip())
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and parts.netloc else None


def text_of(element: HtmlElement) -> str:
    """The words of an element on one line."""
    return " ".join(str(element.text_content()).split())


def letters(words: str) -> str:
    """Letters and digits only, in lower case, for comparison."""
    return re.sub(r"[\W_]+", "", words).casefold()
