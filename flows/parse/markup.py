"""HTML that is all of a piece's body, as exports, feeds, e-books and Markdown give it: everything in it is read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain

from lxml.html import HtmlElement

from flows.document import Document
from flows.parse.html_body import Piece, pieces
from flows.parse.html_hidden import remove_hidden
from flows.parse.html_labels import read_pieces, set_apart_captions, set_off_pull_quotes, settle_links
from flows.parse.html_page import tree
from flows.parse.reading import Given

#: What elements are called by `html_body`, which reads trafilatura's trees.
NAMES = {
    **{f"h{level}": "head" for level in range(1, 7)},
    **dict.fromkeys(("ul", "ol", "dl", "menu"), "list"),
    **dict.fromkeys(("li", "dt", "dd"), "item"),
    **dict.fromkeys(("td", "th"), "cell"),
    **dict.fromkeys(("br", "hr"), "lb"),
    **dict.fromkeys(("pre", "caption", "address", "figcaption", "summary"), "p"),
    **dict.fromkeys(("article", "section", "main", "header", "footer", "aside", "figure", "center"), "div"),
    **dict.fromkeys(("details", "tbody", "thead", "tfoot", "fieldset"), "div"),
    "blockquote": "quote",
    "tr": "row",
    "a": "ref",
}
BLOCKS = frozenset({"p", "div", "head", "list", "item", "quote", "table", "row"})
SILENT = (
    "title",
    "script",
    "style",
    "head",
    "iframe",
    "svg",
    "math",
    "form",
    "button",
    "video",
    "audio",
    "canvas",
    "nav",
)
BODY = re.compile(r"<body[\s>]", re.IGNORECASE)
BLANK_LINE = re.compile(r"\n[ \t\r]*\n")


def read_markup(source: str, markup: str, given: Given, after: Iterable[Piece] = ()) -> Document:
    """The document whose body `markup` is, with the pieces `after` it.

    A blank line parts paragraphs, as writers of blogs mean it; elsewhere it changes nothing.
    Raises RejectError when there are no words in it.
    """
    markup = BLANK_LINE.sub("\n<br>\n", markup)
    page = tree(markup if BODY.search(markup) else f"<html><body><div>{markup}</div></body></html>")
    remove_hidden(page)
    settle_links(page, given.url)
    set_off_pull_quotes(page)
    captions = set_apart_captions(page)
    body = _renamed(page)
    return read_pieces(source, chain(pieces(body), after), given, captions, is_bare=True)


def _renamed(page: HtmlElement) -> HtmlElement:
    """The body with the names that `pieces` knows, and nothing that is not words."""
    body = page.find("body") if page.find("body") is not None else page
    for element in list(body.iter(*SILENT)):
        if element.getparent() is not None:
            element.drop_tree()
    for element in list(body.iter()):
        if not isinstance(element.tag, str):
            element.drop_tree()
    for element in reversed(list(body.iter())):
        _rename(element)
    return body


def _rename(element: HtmlElement) -> None:
    """Give an element its name; one that holds blocks is a block itself, and such a row lays the page out."""
    was = str(element.tag)
    if was in NAMES:  # some of what damage makes of a name may be read but not written
        element.tag = NAMES[was]
    if element.tag == "head":
        element.set("rend", was)
    elif element.tag == "ref":
        element.set("target", element.get("href", ""))
    inner = BLOCKS if element.tag not in BLOCKS | {"body"} else {"div"} if element.tag == "row" else frozenset()
    if any(child.tag in inner for child in element):
        element.tag = "div"
