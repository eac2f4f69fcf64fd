"""Posts of WordPress, as its exports and its REST interface give them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta, timezone
from html import unescape
from typing import Any, NamedTuple

from flows.document import Document
from flows.errors import RejectError
from flows.parse.byline import clean_names
from flows.parse.encoding import SURROGATE
from flows.parse.html_body import Anchor, Piece
from flows.parse.keywords import keywords, section
from flows.parse.markup import read_markup
from flows.parse.published import Published, published
from flows.parse.reading import Given
from schemas.codes.runs import Reason
from schemas.codes.text import SegmentKind

CAPTION = re.compile(r"\[(wp_)?caption[^\]]{0,500}\]((?:(?!\[/?(?:wp_)?caption).)*+)\[/(?:wp_)?caption\]", re.DOTALL)
#: WordPress's own shortcodes that show no words; `[sic]` and the like are words.
SHORTCODE = re.compile(r"\[/?(?:gallery|playlist|audio|video|embed)\b[^\]]{0,500}\]")
TAG = re.compile(r"<[^<>]{0,2000}>")


class Comment(NamedTuple):
    """What a reader or another site said below a post."""

    author: str
    url: str
    said_at: str  # the time in UTC as WordPress writes it
    markup: str
    is_pingback: bool


def is_post(values: Mapping[str, Any]) -> bool:
    """Whether an object is a post as the REST interface gives it."""
    content = values.get("content")
    return isinstance(content, Mapping) and isinstance(content.get("rendered"), str) and "title" in values


def read_post(source: str, values: Mapping[str, Any]) -> Document:
    """The document of a post of the REST interface; RejectError when it is no published post."""
    content = values["content"]
    status, kind = values.get("status", "publish"), values.get("type", "post")
    demand_published(str(status), str(kind), is_locked=bool(content.get("protected")))
    embedded = values.get("_embedded")
    embedded = embedded if isinstance(embedded, Mapping) else {}
    link = values.get("link")
    given = Given(
        external_id=_guid(values),
        url=link if isinstance(link, str) else None,
        title=plain(_rendered(values.get("title"))),
        authors=tuple(_names(embedded.get("author"))),
        published=moment(str(values.get("date_gmt") or ""), str(values.get("date") or "")),
        modified=changed(str(values.get("modified_gmt") or "")),
        section=section(_filed(embedded, "category")),
        keywords=keywords([*_filed(embedded, "category"), *_filed(embedded, "post_tag")]),
    )
    comments = (
        Comment(
            author=str(one.get("author_name") or ""),
            url=str(one.get("author_url") or ""),
            said_at=str(one.get("date_gmt") or one.get("date") or ""),
            markup=_rendered(one.get("content")),
            is_pingback=one.get("type") in ("pingback", "trackback"),
        )
        for one in _flat(embedded.get("replies"))
    )
    return read_content(source, content["rendered"], given, comments)


def _filed(embedded: Mapping[str, Any], taxonomy: str) -> list[str]:
    """The categories or tags of a post."""
    terms = (one for one in _flat(embedded.get("wp:term")) if one.get("taxonomy") == taxonomy)
    return [plain(str(one.get("name") or "")) or "" for one in terms]


def demand_published(status: str, kind: str, *, is_locked: bool) -> None:
    """RejectError, by rule, for what readers were not shown as a post."""
    if kind != "post":
        raise RejectError(Reason.IGNORED, f"{kind[:40]}; only posts are read")
    if status != "publish":
        raise RejectError(Reason.IGNORED, f"a post with status {status[:40]}; only published ones are read")
    if is_locked:
        raise RejectError(Reason.IGNORED, "a post behind a password")


def read_content(source: str, markup: str, given: Given, comments: Iterable[Comment]) -> Document:
    """The document of a post's content, with the comments below it."""
    said = SURROGATE.sub("\ufffd", SHORTCODE.sub(" ", CAPTION.sub(_figure, markup)))
    try:
        return read_markup(source, said, given, after=[piece for one in comments for piece in _pieces(one)])
    except RejectError as error:
        if error.reason is Reason.TOO_DEEP:
            raise
        raise RejectError(Reason.EMPTY, "a post without words") from error


def plain(markup: str) -> str | None:
    """Words without tags and entities; None when there are none."""
    return " ".join(SURROGATE.sub("\ufffd", unescape(TAG.sub("", markup))).split()) or None


def moment(utc: str, local: str = "") -> Published | None:
    """A time as WordPress writes it: in UTC and in the site's own zone, whose day is the day of publication."""
    here, there = _clock(local), _clock(utc)
    if there is None:
        return published(local[:10]) if here else None
    if here and abs(here - there) < timedelta(days=1):
        there = there.replace(tzinfo=UTC).astimezone(timezone(here - there))
    return published((there if there.tzinfo else there.replace(tzinfo=UTC)).isoformat())


def changed(utc: str) -> datetime | None:
    """When a post was last changed, as WordPress writes it in UTC."""
    at = _clock(utc)
    return at.replace(tzinfo=UTC) if at else None


def _clock(said: str) -> datetime | None:
    """A time of WordPress without its zone; None for the zeros of one that is not set."""
    try:
        return datetime.fromisoformat(said.rstrip("Z")).replace(tzinfo=None)
    except ValueError:
        return None


def _figure(match: re.Match[str]) -> str:
    """A picture with its caption: the words after the picture."""
    return f"<figure><figcaption>{re.sub(r'<img[^>]{0,2000}>', '', match[2])}</figcaption></figure>"


def _pieces(comment: Comment) -> Iterator[Piece]:
    """A comment as blocks: who said it when, then the words; a pingback as one line that links to what points here."""
    who = plain(comment.author) or "?"
    when = moment(comment.said_at)
    day = f" \u00b7 {when.at:%Y-%m-%d %H:%M} UTC" if when and when.at else ""
    if comment.is_pingback:
        start = len("Pingback: ")
        anchors = [Anchor(start, start + len(who), comment.url)] if comment.url else []
        yield Piece(SegmentKind.PINGBACK, 0, f"Pingback: {who}{day}", anchors)
        return
    yield Piece(SegmentKind.COMMENT, 0, f"{who}{day}")
    for line in re.split(r"\n\s*\n|</p>|<br\s*/?>", comment.markup):
        if words := plain(line):
            yield Piece(SegmentKind.COMMENT, 0, words)


def _guid(values: Mapping[str, Any]) -> str | None:
    guid = _rendered(values.get("guid"))
    return unescape(guid) or None


def _rendered(value: Any) -> str:
    if isinstance(value, Mapping):
        value = value.get("rendered")
    return value if isinstance(value, str) else ""


def _names(authors: Any) -> Iterator[str]:
    for one in authors if isinstance(authors, list) else []:
        if isinstance(one, Mapping) and isinstance(one.get("name"), str) and (name := plain(one["name"])):
            yield from clean_names(name)


def _flat(embedded: Any) -> Iterator[Mapping[str, Any]]:
    """The comments or terms of an embedded list, which holds one list for each page or kind of them."""
    for one in embedded if isinstance(embedded, list) else []:
        if isinstance(one, list):
            yield from (inner for inner in one if isinstance(inner, Mapping))
        elif isinstance(one, Mapping):
            yield one
