"""What is known of a piece while its blocks are read."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from flows.document import Document, Link, Segment
from flows.parse.blocks import Block
from flows.parse.languages import language_code, language_of
from flows.parse.published import Published
from schemas.codes.text import LinkKind, SegmentKind


class Given(NamedTuple):
    """What a source says of a piece besides its text."""

    external_id: str | None = None
    url: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: Published | None = None
    publisher: str | None = None
    language: str | None = None
    modified: datetime | None = None
    section: str | None = None
    keywords: tuple[str, ...] = ()

    def or_else(self, other: Given) -> Given:
        """The same, and what `other` says where this says nothing."""
        return Given._make(ours or theirs for ours, theirs in zip(self, other, strict=True))


@dataclass(slots=True)
class Reading:
    """A text, the segments and links found in it so far, and what it says of itself."""

    text: str
    given: Given
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: Published | None = None
    publisher: str | None = None
    segments: list[Segment] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)

    def words(self, block: Block) -> str:
        """The text of a block."""
        return self.text[block.start : block.end]

    def label(self, block: Block, kind: SegmentKind, level: int = 0) -> None:
        """Make a block the next segment."""
        self.segments.append(Segment(kind, block.start, block.end, level))

    def link(self, start: int, end: int, href: str, kind: LinkKind) -> None:
        """Note a reference that `text[start:end]` makes."""
        self.links.append(Link(start, end, href, kind))

    def document(self, source: str) -> Document:
        """The document; what the source gives goes before what the text says."""
        given = self.given
        when = given.published or self.published
        return Document(
            source=source,
            text=self.text,
            external_id=given.external_id,
            url=given.url,
            title=given.title or self.title,
            authors=given.authors or self.authors,
            published_edtf=when.edtf if when else None,
            published_at=when.at if when else None,
            modified_at=given.modified,
            section=given.section,
            keywords=given.keywords,
            publisher=given.publisher or self.publisher,
            language=language_code(given.language) or language_of(self.text),
            segments=tuple(sorted(self.segments, key=lambda segment: segment.start)),
            links=tuple(sorted(set(self.links), key=lambda link: (link.start, link.end, link.href, link.kind))),
        )
