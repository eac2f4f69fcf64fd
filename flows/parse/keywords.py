"""What a piece is filed under, as its publisher says: sections, categories, tags."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from flows.parse.encoding import SURROGATE

BETWEEN = re.compile(r"[,;|\n]")
MOST = 40  # of one piece
LONGEST = 100  # characters; a longer one is a sentence


def keywords(said: Iterable[Any]) -> tuple[str, ...]:
    """Each of the words said once, in their order; a string may hold several between commas."""
    words = (word for each in said if isinstance(each, str) for word in BETWEEN.split(each))
    found: dict[str, str] = {}
    for word in (" ".join(SURROGATE.sub("\ufffd", word).split()) for word in words):
        if 0 < len(word) <= LONGEST:
            found.setdefault(word.casefold(), word)
    return tuple(found.values())[:MOST]


def section(said: Iterable[Any]) -> str | None:
    """The first section said."""
    return next(iter(keywords(said)), None)
