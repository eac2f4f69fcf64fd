"""A page's headline: what its metadata say, as the page shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from flows.parse.html_page import absolute, letters, mark_of, outside_comments, text_of
from flows.parse.html_said import Said, clean

SEPARATOR = re.compile(r"(?<!\s)\s++(?:[|·•»«:/~-]++\s++|[–—]\s++|\|\s*+)|\|\s*+")
HEADLINE = re.compile(
    r"(?:entry|post|article|page|story|news)[_-]?(?:title|headline)|\bheadline\b|\bp-name\b", re.IGNORECASE
)
SITE = re.compile(r"\bsite-?(?:title|name|branding)|\blogo\b|\bbrand", re.IGNORECASE)
HOME = re.compile(r"(?:\.{0,2}/)*(?:index\.\w+)?")
ALIKE = 0.9  # share of letters in common from which a heading is the title in another spelling
SHORTEST_ALIKE = 12  # letters
MOST_COMPARED = 20  # parts of titles, headings
LONGEST = 300


def headline(page: HtmlElement, about: Said, site: str | None, url: str | None) -> str | None:
    """The heading that the metadata repeat, else what the metadata say without the site's name."""
    said = (about.string("headline"), *about.of("og:title", "twitter:title", "dc.title"), *_page_title(page))
    titles = [title for title in said if title]
    headings = [
        words for heading in _headings(page, url) if letters(words := text_of(heading)) and len(words) <= LONGEST
    ]
    shown = _repeated(titles, headings, letters(site or ""))
    if shown:
        return shown
    marked = [text_of(element) for element in page.iter("h1", "h2") if HEADLINE.search(mark_of(element))]
    if len(marked) == 1 and marked[0]:
        return marked[0]
    if titles:
        return _without_site(titles[0], site, url)
    return headings[0] if headings else None


def _page_title(page: HtmlElement) -> list[str | None]:
    return [clean(text_of(element)) for element in page.iter("title")][:1]


def _headings(page: HtmlElement, url: str | None) -> Iterator[HtmlElement]:
    """Headings that do not name the site."""
    for heading in outside_comments(page, "h1", "h2", "h3", "div", "span", "p"):
        mark = mark_of(heading)
        if heading.tag in ("div", "span", "p") and not HEADLINE.search(mark):
            continue
        if not SITE.search(mark) and not any(_leads_home(link, url) for link in heading.iter("a")):
            yield heading


def _leads_home(link: HtmlElement, url: str | None) -> bool:
    href = (link.get("href") or "#").strip()
    if link.get("rel") == "home" or (href and HOME.fullmatch(href)):
        return href != "."
    address, own = urlsplit(absolute(url, href) or ""), urlsplit(absolute(url, "") or "")
    return bool(own.netloc) and address.netloc == own.netloc and address.path in ("", "/") and not address.fragment


def _repeated(titles: list[str], headings: list[str], site: str) -> str | None:
    """The heading that is a title, or a title without some of its parts, or nearly so."""
    for title in titles:
        if whole := next((heading for heading in headings if letters(heading) == letters(title)), None):
            return whole
    runs = {run for title in titles for run in _runs(title)} - {site, ""}
    if fitting := [heading for heading in headings if letters(heading) in runs]:
        return max(fitting, key=len)
    longest = sorted((run for run in runs if len(run) >= SHORTEST_ALIKE), key=lambda run: (-len(run), run))[
        :MOST_COMPARED
    ]
    for run in longest:
        for heading in headings[:MOST_COMPARED]:
            match = SequenceMatcher(None, run, letters(heading), autojunk=False)
            if match.real_quick_ratio() >= ALIKE and match.ratio() >= ALIKE:
                return heading
    return None


def _runs(title: str) -> Iterator[str]:
    """The letters of every run of parts of a title."""
    parts = [letters(part) for part in SEPARATOR.split(title)][:12]
    for start in range(len(parts)):
        for end in range(start + 1, len(parts) + 1):
            yield "".join(parts[start:end])


def _without_site(title: str, site: str | None, url: str | None) -> str:
    """A title without the site's name before its first or after its last separator."""
    host = letters(urlsplit(absolute(url, "") or "").netloc.removeprefix("www."))
    cuts = [match.span() for match in SEPARATOR.finditer(title)]
    for start, end in cuts[-1:] + cuts[:1]:
        for name, rest in ((title[end:], title[:start]), (title[:start], title[end:])):
            said = letters(name)
            if rest.strip() and said and (said == letters(site or "") or (len(said) > 3 and said in host)):
                return rest.strip()
    return title
