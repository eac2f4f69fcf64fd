"""What a page says of its piece: JSON-LD, OpenGraph and meta elements first, then what it shows, then a guess."""

from __future__ import annotations

import re
from typing import Any

from lxml.html import HtmlElement

from flows.parse.html_authors import authors
from flows.parse.html_page import absolute
from flows.parse.html_published import modification, publication
from flows.parse.html_said import Said
from flows.parse.html_title import headline
from flows.parse.keywords import keywords, section
from flows.parse.reading import Given

KEYWORDS = ("news_keywords", "keywords", "parsely-tags", "sailthru.tags")


def read_head(page: HtmlElement, about: Said, url: str | None) -> Given:
    """What is known of the piece on a page besides its text."""
    site = next(iter(about.names("publisher")), None) or next(about.of("og:site_name", "application-name"), None)
    address = _address(page, about, url)
    return Given(
        url=address,
        title=headline(page, about, site, address),
        authors=authors(page, about, site),
        published=publication(page, about),
        modified=modification(about),
        publisher=site,
        language=_language(page, about),
        section=section(_listed(about.article.get("articleSection")) or about.of("article:section", "og:section")),
        keywords=keywords(
            _listed(about.article.get("keywords")) or list(about.of("article:tag")) or about.of(*KEYWORDS)
        ),
    )


def _listed(value: Any) -> list[Any]:
    """A value of JSON-LD that may be one or several."""
    return value if isinstance(value, list) else [value] if value else []


def _address(page: HtmlElement, about: Said, url: str | None) -> str | None:
    """The address the page gives itself, else the one it was fetched from."""
    links = [link.get("href") for link in page.iter("link") if (link.get("rel") or "").casefold() == "canonical"]
    given = (*links, *about.of("og:url", "twitter:url"))
    return next((address for one in given if one and (address := absolute(url, one))), url)


def _language(page: HtmlElement, about: Said) -> str | None:
    for value in (page.get("lang"), about.string("inLanguage"), *about.of("content-language", "language", "og:locale")):
        if match := re.fullmatch(r"([a-z]{2,3})(?:[-_].*)?", (value or "").strip().casefold()):
            return match[1]
    return None
