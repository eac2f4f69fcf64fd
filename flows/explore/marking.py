"""Marks on a text: spans that may overlap, as pieces that do not.

Each piece of the text knows all spans that cover it, so nested and crossing spans come out right without nested tags.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Mark:
    """A span, the layer it belongs to, what it says to who points at it, and the page it leads to."""

    start: int
    end: int
    layer: str
    says: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that no span begins or ends within."""

    start: int
    end: int
    marks: tuple[Mark, ...]
    is_start: bool

    @property
    def layers(self) -> str:
        """The layers on it, as classes."""
        return " ".join(dict.fromkeys(mark.layer for mark in self.marks))

    @property
    def href(self) -> str:
        """Where it leads: to the page of the shortest span on it that has one."""
        return min((m for m in self.marks if m.href), key=lambda m: m.end - m.start, default=_NONE).href

    @property
    def says(self) -> str:
        """What its spans say, the shortest first."""
        said = sorted((m for m in self.marks if m.says), key=lambda m: m.end - m.start)
        return "; ".join(dict.fromkeys(mark.says for mark in said))


_NONE = Mark(0, 0, "")


def pieces(start: int, end: int, marks: Iterable[Mark]) -> Iterator[Piece]:
    """The text from `start` to `end` in pieces; marks must come sorted by their start."""
    within = [mark for mark in marks if mark.start < end and mark.end > start]
    edges = {start, end} | {edge for mark in within for edge in (mark.start, mark.end) if start < edge < end}
    starts = {mark.start for mark in within}
    covering: list[Mark] = []
    upcoming = 0
    for left, right in pairwise(sorted(edges)):
        covering = [mark for mark in covering if mark.end > left]
        while upcoming < len(within) and within[upcoming].start <= left:
            covering.append(within[upcoming])
            upcoming += 1
        yield Piece(left, right, tuple(covering), left in starts)


@dataclass(frozen=True, slots=True)
class Block:
    """A segment of an article in pieces; one of kind "gap" is text between segments."""

    kind: str
    level: int
    start: int
    end: int
    pieces: tuple[Piece, ...]


def blocks(text: str, segments: Iterable[tuple[str, int, int, int]], marks: Iterable[Mark]) -> Iterator[Block]:
    """The whole text in reading order: its segments (kind, level, start, end), and what of it stands in none."""
    ordered, at, first = sorted(marks, key=lambda mark: (mark.start, mark.end)), 0, 0
    for kind, level, start, end in [*sorted(segments, key=lambda s: (s[2], s[3])), ("", 0, len(text), len(text))]:
        while first < len(ordered) and ordered[first].end <= at:
            first += 1
        near = ordered[first : bisect_left(ordered, end, key=lambda mark: mark.start)]
        if text[at:start].strip():
            yield Block("gap", 0, at, start, tuple(pieces(at, start, near)))
        start = max(start, at)
        if start < end:
            yield Block(kind, level, start, end, tuple(pieces(start, end, near)))
        at = max(at, end)
