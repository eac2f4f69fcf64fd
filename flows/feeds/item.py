"""What a feed lists, whatever its format."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.contract import record_id


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a feed."""

    key: str  # names it within its feed
    guid: str | None
    link: str | None
    title: str | None
    markup: str | None  # what it says of its piece at most, as HTML
    is_whole: bool  # whether that is the piece, not a summary of it
    authors: tuple[str, ...] = ()
    published: str | None = None
    updated: str | None = None
    publisher: str | None = None
    language: str | None = None
    keywords: tuple[str, ...] = ()
    is_cut: bool = False  # the feed breaks off within it
    is_again: bool = False  # an item before it has the same id and address

    @property
    def said(self) -> str:
        """A hash of what the feed says of it: another one says that the piece was edited."""
        return record_id("item", self.link, self.title, self.markup, self.published, self.updated)


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as read."""

    title: str | None
    items: tuple[Item, ...]
    fault: str | None = None  # what is wrong with it, where not all of it may have been read
