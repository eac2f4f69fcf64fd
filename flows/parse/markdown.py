"""Markdown (CommonMark with tables), with what its front matter says."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

import yaml
from markdown_it import MarkdownIt

from flows.document import Document, Raw, Refusal
from flows.errors import RejectError
from flows.parse.encoding import decode
from flows.parse.fields import Fields
from flows.parse.html_page import letters
from flows.parse.markup import read_markup
from schemas.codes.runs import Reason

SUFFIXES = (".md", ".markdown")
FRONT = re.compile(
    r"\ufeff?(?P<fence>---|\+\+\+)[ \t]*\r?\n(?P<front>.*?)\r?\n(?:(?P=fence)|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL
)
HEADLINE = re.compile(r"\s*<h1>(?P<words>.*?)</h1>", re.DOTALL)
TAG = re.compile(r"<[^<>]*>")
NESTING = 10_000  # levels, more than Python goes into
MOST_FRONT = 1 << 16  # characters


def parse_markdown(raw: Raw, data: bytes) -> Iterator[Document | Refusal]:
    """The one document of a file; its headline is the front matter's, else its first heading of the first level."""
    text = decode(data)
    match = FRONT.match(text)
    said = _front(match["front"], match["fence"]) if match else None
    body = text[match.end() :] if match and said is not None else text
    markup = _rendered(body)
    said = said or {}
    given = Fields(said, {}).given()
    if said.get("draft") in (True, "true"):
        raise RejectError(Reason.IGNORED, "a draft")
    yield read_markup(raw.source, markup, given._replace(title=given.title or _headline(markup)))


def _rendered(body: str) -> str:
    """The HTML of Markdown; RejectError where blocks stand in one another beyond what can be read.

    What lies deeper than `maxNesting` is left out in silence, by default from the 20th.
    """
    try:
        return str(MarkdownIt("commonmark", {"maxNesting": NESTING}).enable("table").render(body))
    except RecursionError as error:
        raise RejectError(Reason.TOO_DEEP, "blocks within blocks beyond what can be read") from error


def _front(front: str, fence: str) -> Mapping[str, Any] | None:
    """What front matter says: YAML between dashes, every scalar a string, or TOML between plus signs; None if none."""
    if len(front) > MOST_FRONT:
        raise RejectError(Reason.BAD_SYNTAX, f"front matter of more than {MOST_FRONT} characters")
    try:
        said = tomllib.loads(front) if fence == "+++" else yaml.load(front, Loader=yaml.BaseLoader)  # noqa: S506
    except (yaml.YAMLError, tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        raise RejectError(Reason.BAD_SYNTAX, f"front matter: {str(error)[:200]}") from error
    return said if isinstance(said, dict) else None


def _headline(markup: str) -> str | None:
    match = HEADLINE.match(markup)
    words = TAG.sub("", match["words"]) if match else ""
    return unescape(words) if letters(words) else None
