"""WordPress exports (WXR): each published post with its comments and pingbacks, read as the file streams by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from lxml import etree

from flows import guard
from flows.document import Document, Raw, Refusal
from flows.errors import RejectError
from flows.parse.byline import clean_names
from flows.parse.keywords import keywords, section
from flows.parse.reading import Given
from flows.parse.wordpress import Comment, changed, demand_published, moment, plain, read_content
from schemas.codes.runs import Reason, Stage

SUFFIXES = (".wxr",)
MARK = b"wordpress.org/export/"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
SHOWN = 200  # characters of a refused post that are kept with the refusal
#: Control characters that XML forbids, though many exports have them; a blank instead changes no word.
UNFIT = bytes(32 if one < 32 and one not in (9, 10, 13) else one for one in range(256))


@dataclass(slots=True)
class Site:
    """What the export says of the site before its posts."""

    title: str | None = None
    language: str | None = None
    names: dict[str, str] = field(default_factory=dict)  # of authors by login


class _Fit:
    """A stream without what XML forbids."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def read(self, count: int = -1) -> bytes:
        return self._file.read(count).translate(UNFIT)


def sniff(head: bytes) -> bool:
    """Whether the content begins like an export of WordPress."""
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and MARK in head


def stream_wxr(raw: Raw, file: BinaryIO) -> Iterator[Document | Refusal]:
    """A document or refusal for each post; its `source` ends in `#` and the item's number.

    Entities that the file declares itself are never expanded, and nothing is fetched.
    """
    site, number = Site(), 0
    tags = ("{*}item", "{*}author", "{*}title", "{*}language")
    try:
        for _, element in etree.iterparse(_Fit(file), tag=tags, resolve_entities=False, no_network=True):
            parent = element.getparent()
            if _name(element) == "item":
                number += 1
                yield _post(f"{raw.source}#{number}", element, site)
                guard.at(raw.source)
            elif parent is not None and parent.tag == "channel":
                _note(site, element)
                continue
            else:
                continue
            element.clear()
            while element.getprevious() is not None:
                del parent[0]
    except etree.XMLSyntaxError as error:
        detail = f"after {number} posts: {error.msg}"
        raise RejectError(Reason.BAD_SYNTAX, f"XML {detail}") from error


def _name(element: Any) -> str:
    """The element's name without its namespace, which damage may have left undeclared."""
    return str(element.tag).rpartition("}")[2].rpartition(":")[2]


def _note(site: Site, element: Any) -> None:
    name = _name(element)
    if name == "title":
        site.title = site.title or plain(element.text or "")
    elif name == "language":
        site.language = site.language or plain(element.text or "")
    elif login := _said(element, "author_login"):
        site.names[login] = plain(_said(element, "author_display_name")) or login


def _post(source: str, item: Any, site: Site) -> Document | Refusal:
    try:
        guard.at(source)
        if any(True for _ in item.iter(etree.Entity)):
            raise RejectError(Reason.BAD_SYNTAX, "an entity that the file declares itself; these are not expanded")
        demand_published(
            _said(item, "status") or "unknown",
            _said(item, "post_type") or "post",
            is_locked=bool(_said(item, "post_password")),
        )
        creator = item.findtext(CREATOR) or ""
        name = site.names.get(creator) or plain(creator)
        given = Given(
            external_id=(item.findtext("guid") or "").strip() or None,
            url=(item.findtext("link") or "").strip() or None,
            title=plain(item.findtext("title") or ""),
            authors=tuple(clean_names(name or "")),
            published=moment(_said(item, "post_date_gmt"), _said(item, "post_date")),
            modified=changed(_said(item, "post_modified_gmt")),
            publisher=site.title,
            language=site.language,
            section=section(_filed(item, "category")),
            keywords=keywords([*_filed(item, "category"), *_filed(item, "post_tag")]),
        )
        return read_content(source, item.findtext(CONTENT) or "", given, _comments(item))
    except RejectError as error:
        payload = f"{item.findtext('title') or ''} {item.findtext('link') or ''}"[:SHOWN].strip()
        return Refusal(source, Stage.PARSE, error.reason, error.detail, payload)


def _filed(item: Any, domain: str) -> list[str]:
    """The categories or tags of a post."""
    return [one.text or "" for one in item.findall("category") if one.get("domain") == domain]


def _comments(item: Any) -> Iterator[Comment]:
    """The comments that readers were shown."""
    for one in item.findall("{*}comment"):
        if _said(one, "comment_approved") == "1":
            yield Comment(
                author=_said(one, "comment_author"),
                url=_said(one, "comment_author_url"),
                said_at=_said(one, "comment_date_gmt"),
                markup=_said(one, "comment_content"),
                is_pingback=_said(one, "comment_type") in ("pingback", "trackback"),
            )


def _said(element: Any, name: str) -> str:
    return (element.findtext(f"{{*}}{name}") or "").strip()
