"""Addresses written out in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from flows.document import Link, Segment
from schemas.codes.text import NARRATIVE, LinkKind

ADDRESS = re.compile(r"\b(?:https?://|www\.(?=\w))[^\s<>\"“”‘’«»\\^`{|}\[\]]{2,2000}", re.IGNORECASE)
TRAILING = ".,;:!?'*_)"


def links_in(text: str, segments: Iterable[Segment]) -> Iterator[Link]:
    """A citation for each address in the author's own words."""
    for segment in segments:
        if segment.kind in NARRATIVE:
            for match in ADDRESS.finditer(text, segment.start, segment.end):
                address = _trimmed(match.group())
                yield Link(match.start(), match.start() + len(address), address, LinkKind.CITATION)


def _trimmed(address: str) -> str:
    """An address without the punctuation of the sentence around it; a bracket it opened itself stays."""
    while address[-1] in TRAILING and not (address[-1] == ")" and address.count("(") >= address.count(")")):
        address = address[:-1]
    return address
