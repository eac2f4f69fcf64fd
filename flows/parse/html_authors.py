"""Who wrote a page's piece: by metadata, by marked elements, by the byline it shows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice

from lxml.html import HtmlElement

from flows.parse.byline import clean_names, read_byline
from flows.parse.html_page import letters, mark_of, marks_up, outside_comments, text_of
from flows.parse.html_said import Said

AUTHOR = re.compile(r"(?:^|[\s_-])(?:author|byline|by-line|writer|vcard)s?(?:$|[\s_-])", re.IGNORECASE)
#: Boxes about an author, pictures, and lists of other pieces are no bylines.
NO_BYLINE = re.compile(
    r"author[-_]?(?:bio|box|card|desc|image|img|photo|avatar)|about|\bbio\b|biograph|avatar|related|recommend|social"
    r"|teaser|sidebar|widget|footer|photo",
    re.IGNORECASE,
)
LONGEST = 60
MOST_INSIDE = 12  # elements in a byline


def authors(page: HtmlElement, about: Said, site: str | None) -> tuple[str, ...]:
    """The authors by the first of the page's ways of naming them that names any; the site only if none does."""
    of_site: tuple[str, ...] = ()
    for way in _ways(page, about):
        names = tuple(dict.fromkeys(name for value in way() for name in clean_names(value) if len(name) <= LONGEST))
        if any(letters(name) != letters(site or "") for name in names):
            return names
        of_site = of_site or names
    return of_site


def _ways(page: HtmlElement, about: Said) -> Iterator[Callable[[], list[str]]]:
    yield lambda: about.names("author") or about.names("creator")
    yield lambda: list(about.of("author", "article:author", "og:article:author", "parsely-author", "sailthru.author"))
    yield lambda: list(about.of("dc.creator", "dcterms.creator", "citation_author", "byl", "dc.author"))
    yield lambda: _together(e for e in outside_comments(page, "a") if e.get("rel") == "author" and not _is_box(e))
    yield lambda: _together(e for e in outside_comments(page) if "author" in e.get("itemprop", "").split())
    yield lambda: _marked(page)
    yield lambda: _bylines(page)


def _together(found: Iterator[HtmlElement]) -> list[str]:
    """The words of the first element and of those beside it: authors elsewhere on the page wrote other pieces."""
    elements = [element for element in found if text_of(element)]
    return [text_of(element) for element in elements if _place(element) is _place(elements[0])]


def _place(element: HtmlElement) -> HtmlElement | None:
    parent = element.getparent()
    return parent.getparent() if parent is not None and parent.tag in ("li", "span") else parent


def _marked(page: HtmlElement) -> list[str]:
    """What the first element says whose class makes it a byline."""
    for element in outside_comments(page, "a", "span", "div", "p", "address", "cite", "li", "h3", "h4", "h5"):
        words = text_of(element)
        if AUTHOR.search(mark_of(element)) and words and len(words) <= 2 * LONGEST and not _is_box(element):
            byline = read_byline(words)
            links = [text_of(link) for link in element.iter("a") if text_of(link)]
            return list(byline.authors) if byline and byline.authors else links if len(links) == 1 else [words]
    return []


def _bylines(page: HtmlElement) -> list[str]:
    """The authors of the first line that reads as a byline."""
    for element in outside_comments(page, "p", "div", "span", "h2", "h3", "h4", "h5", "address", "small", "em"):
        is_small = len(list(islice(element.iter(), MOST_INSIDE + 1))) <= MOST_INSIDE
        if is_small and (byline := read_byline(text_of(element))) and byline.authors:
            return list(byline.authors)
    return []


def _is_box(element: HtmlElement) -> bool:
    return any(NO_BYLINE.search(mark) for mark in marks_up(element, levels=3))
