"""The words of an item: HTML, or text made HTML."""

from __future__ import annotations

import re
from typing import Any

from lxml import html as lxml_html
from lxml.etree import ParserError

CUT = re.compile(
    r"(?:\[?(?:…|\.\.\.)\]?"
    r"|\b(?:continue reading|read (?:more|the (?:rest|full))|full (?:story|article))\b.{0,80})\s*[»→>]*\s*$",
    re.IGNORECASE,
)


def as_markup(text: str) -> str:
    """Plain text as HTML, a paragraph for each block between blank lines."""
    return "".join(f"<p>{_escaped(paragraph)}</p>" for paragraph in re.split(r"\n\s*\n", text))


def plain(value: Any) -> str | None:
    """A short text without the markup it may carry."""
    text = str(value or "")
    if "<" in text or "&" in text:
        text = _text(text)
    return " ".join(text.replace("\0", " ").split()) or None


def person(author: str) -> str | None:
    """The name in RSS's `address (name)`; None where there is an address only.

    feedparser takes the end of a long address for the beginning of the name, and the bracket off its end.
    """
    if match := re.fullmatch(r"(?:[^\s@]+@)?[^\s@()]*\s*\(([^()]+)\)?", author):
        return match[1].strip()
    return None if re.fullmatch(r"[^\s@]+@[^\s@]+", author) else author


def _text(markup: str | None) -> str:
    try:
        parser = lxml_html.HTMLParser(huge_tree=True)
        return str(lxml_html.fromstring(f"<div>{markup or ''}</div>", parser=parser).text_content())
    except (ParserError, ValueError):
        return ""


def word_count(markup: str | None) -> int:
    """The number of words in HTML."""
    return len(_text(markup).split()) if markup else 0


def is_cut_off(markup: str | None) -> bool:
    """Whether HTML ends as teasers do: in an ellipsis or an invitation to read on."""
    return CUT.search(_text(markup)[-200:].strip()) is not None


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
