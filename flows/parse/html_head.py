"""What a page says of its piece: JSON-LD, OpenGraph and meta elements first, then what it shows, then a guess."""

from __future__ import annotations

import re
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from urllib.parse import urljoin, urlsplit

from htmldate import find_date
from lxml.html import HtmlElement

from flows.parse.html_authors import authors
from flows.parse.html_page import COMMENTS, mark_of, outside_comments, text_of
from flows.parse.html_said import Said
from flows.parse.html_title import headline
from flows.parse.published import Published, find_published, published
from flows.parse.reading import Given

#: Names of meta elements that give the day of publication; those of changes are left out.
PUBLISHED = (
    *("article:published_time", "og:article:published_time", "og:published_time", "datepublished", "parsely-pub-date"),
    *(
        "sailthru.date",
        "dc.date.issued",
        "dcterms.created",
        "dc.date.created",
        "dcterms.date",
        "dc.date",
        "publish-date",
    ),
    *("publication_date", "publishdate", "pubdate", "citation_publication_date", "cxenseparse:recs:publishtime"),
)
DATED = re.compile(
    r"publish|pubdate|posted|(?:entry|post|article)[-_]?date|date-header|dt-published|dateline|byline", re.IGNORECASE
)
LABEL = re.compile(
    r"\s*(?:published|posted|veröffentlicht|erstellt|publié|publicado|pubblicato|geplaatst)"
    r"(?:\s+(?:on|at|am|le|el|il|op))?\s*:?\s*",
    re.IGNORECASE,
)
WHOLE_DAY = len("2016-03-24")
LONGEST = 60


def read_head(page: HtmlElement, about: Said, url: str | None) -> Given:
    """What is known of the piece on a page besides its text."""
    site = next(iter(about.names("publisher")), None) or next(about.of("og:site_name", "application-name"), None)
    address = _address(page, about, url)
    return Given(
        url=address,
        title=headline(page, about, site, address),
        authors=authors(page, about, site),
        published=_published(page, about),
        publisher=site,
        language=_language(page, about),
    )


def _address(page: HtmlElement, about: Said, url: str | None) -> str | None:
    """The address the page gives itself, else the one it was fetched from."""
    links = [link.get("href") for link in page.iter("link") if (link.get("rel") or "").casefold() == "canonical"]
    for found in (*links, *about.of("og:url", "twitter:url")):
        try:
            address = urljoin(url or "", str(found or "").strip())
            parts = urlsplit(address)
        except ValueError:
            continue
        if parts.scheme in ("http", "https") and parts.netloc:
            return address
    return url


def _published(page: HtmlElement, about: Said) -> Published | None:
    """The day of publication; one that has not come yet is a mistake or a schedule, and not believed."""
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    for way in (_stated, _marked, _labelled, _guessed):
        when = way(page, about)
        if when and (when.at is None or when.at < tomorrow):
            return when
    return None


def _stated(page: HtmlElement, about: Said) -> Published | None:
    del page
    said = (about.string("datePublished"), about.string("dateCreated"), *about.of(*PUBLISHED))
    return next((when for value in said if value and (when := published(value))), None)


def _marked(page: HtmlElement, about: Said) -> Published | None:
    """The first whole day in an element that is marked as saying when the piece was published."""
    del about
    for element in outside_comments(page, "time", "abbr", "span", "div", "p"):
        if not DATED.search(mark_of(element)) and element.get("pubdate") is None:
            continue
        for value in (element.get("datetime"), element.get("content"), element.get("title"), text_of(element)):
            found = find_published(value) if value and len(value) <= LONGEST else None
            if found and len(found.when.edtf) == WHOLE_DAY:
                return found.when
    return None


def _labelled(page: HtmlElement, about: Said) -> Published | None:
    """The date of the first line such as "Published on 24 March 2016"."""
    del about
    for element in outside_comments(page, "p", "div", "span", "li", "td", "small"):
        if element.text and (label := LABEL.match(element.text)):
            found = find_published(text_of(element)[: 2 * LONGEST])
            if found and found.start <= label.end():
                return found.when
    return None


def _guessed(page: HtmlElement, about: Said) -> Published | None:
    """What htmldate finds outside the comments.

    Its last resort takes a bare year or month for its first day, so such a day is believed only to its month or year.
    """
    del about
    copy = deepcopy(page)
    for element in [one for one in copy.iter() if isinstance(one.tag, str) and COMMENTS.search(mark_of(one))]:
        if element.getparent() is not None and element.tag != "body":
            element.drop_tree()
    sure = find_date(copy, original_date=True, extensive_search=False)
    day = sure or find_date(copy, original_date=True, extensive_search=True) or ""
    return published(day if sure else day.removesuffix("-01").removesuffix("-01"))


def _language(page: HtmlElement, about: Said) -> str | None:
    for value in (page.get("lang"), about.string("inLanguage"), *about.of("content-language", "language", "og:locale")):
        if match := re.fullmatch(r"([a-z]{2,3})(?:[-_].*)?", (value or "").strip().casefold()):
            return match[1]
    return None
