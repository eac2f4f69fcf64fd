"""When a page's piece was published: what it states, then what it marks, shows, and lets one guess."""

from __future__ import annotations

import re
from copy import deepcopy
from datetime import UTC, datetime, timedelta

from htmldate import find_date
from lxml.html import HtmlElement, tostring

from flows.parse.html_page import COMMENTS, mark_of, marks_up, outside_comments, text_of
from flows.parse.html_said import Said
from flows.parse.published import Published, find_published, published

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
MODIFIED = ("article:modified_time", "og:updated_time", "og:article:modified_time", "datemodified", "dcterms.modified")
DATED = re.compile(
    r"publish|pubdate|posted|(?:entry|post|article)[-_]?date|date-header|dt-published|dateline|byline", re.IGNORECASE
)
LABEL = re.compile(
    r"\s*(?:published|posted|veröffentlicht|erstellt|publié|publicado|pubblicato|geplaatst)"
    r"(?:\s+(?:on|at|am|le|el|il|op))?\s*:?\s*",
    re.IGNORECASE,
)
#: Parts of a page that are about other pieces.
ELSEWHERE = re.compile(r"related|recommend|teaser|sidebar|widget|footer|archive|recent|event|calendar", re.IGNORECASE)
ADDRESS = re.compile(r"\s*(?:https?:)?//", re.IGNORECASE)
PATH_DAY = re.compile(r"/((?:19|20)\d\d)[/-](\d\d?)[/-](\d\d?)(?=[/-]|$)")
WHOLE_DAY = len("2016-03-24")
LONGEST = 60


def publication(page: HtmlElement, about: Said) -> Published | None:
    """The day of publication; one that has not come yet is a mistake or a schedule, and not believed."""
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    for way in (_stated, _marked, _labelled, _shown, _addressed, _guessed):
        when = way(page, about)
        if when and (when.at is None or when.at < tomorrow):
            return when
    return None


def modification(about: Said) -> datetime | None:
    """When the page says that it was last changed; one that has not come yet is a mistake."""
    said = (published(value) for value in (about.string("dateModified"), *about.of(*MODIFIED)) if value)
    at = next((when.at for when in said if when and when.at), None)
    return at if at and at < datetime.now(UTC) + timedelta(days=1) else None


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


def _shown(page: HtmlElement, about: Said) -> Published | None:
    """The first whole day that opens the words of an element, except where other pieces are listed."""
    del about
    for element in outside_comments(page, "p", "div", "span", "li", "small", "em", "h5", "h6"):
        words = (element.text or "").strip()
        found = find_published(words) if len(words) <= LONGEST else None
        opens = found is not None and found.start == 0 and len(found.when.edtf) == WHOLE_DAY
        if found and opens and not any(ELSEWHERE.search(mark) for mark in marks_up(element)):
            return found.when
    return None


def _addressed(page: HtmlElement, about: Said) -> Published | None:
    """The day in the page's own address, where the page names that day elsewhere too: an address alone says little."""
    links = [link.get("href") or "" for link in page.iter("link") if (link.get("rel") or "").casefold() == "canonical"]
    for address in (*links, *about.of("og:url")):
        if match := PATH_DAY.search(address):
            day = f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}"
            return published(day) if re.search(rf"(?<!\d){day}(?!\d)", _source(page).replace(address, "")) else None
    return None


def _guessed(page: HtmlElement, about: Said) -> Published | None:
    """What htmldate finds outside the comments, where the page does say that day: an address alone is no statement.

    Its last resort fills in what is missing: the first day of a bare year or month, which is believed only to its month
    or year, or today's day, which is not believed at all.
    """
    del about
    copy = deepcopy(page)
    for element in [one for one in copy.iter() if isinstance(one.tag, str) and COMMENTS.search(mark_of(one))]:
        if element.getparent() is not None and element.tag != "body":
            element.drop_tree()
    for element in [
        one for one in copy.iter("link", "meta") if ADDRESS.match(one.get("href") or one.get("content") or "")
    ]:
        if element.getparent() is not None:
            element.drop_tree()
    if sure := find_date(copy, original_date=True, extensive_search=False):
        return published(sure)
    year, _, day = (find_date(copy, original_date=True, extensive_search=True) or "--").partition("-")
    month, _, day = day.partition("-")
    if day == "01":
        return published(year if month == "01" else f"{year}-{month}")
    is_said = re.search(
        rf"{year}.{{1,12}}\b0?{day.lstrip('0')}\b|\b0?{day.lstrip('0')}\b.{{1,20}}{year}", _source(copy)
    )
    return published(f"{year}-{month}-{day}") if day and is_said else None


def _source(page: HtmlElement) -> str:
    return str(tostring(page, encoding="unicode"))
