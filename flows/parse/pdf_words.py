"""Lines of a page to one text: words cut at a line's end put together where that is certain."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from flows.lexicons import lines as terms

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
CUT = re.compile(r"(?<![^\W\d_])(?P<before>[^\W\d_]++)[-\u2010]$")
GOING_ON = re.compile(r"[^\W\d_]+")
DERIVED = re.compile(
    "(?:tions?|tional(?:ly)?|ments?|mental|ness|it(?:y|ies)|ously|ingly|ally|[ae]nces?|ists?|isms?|ively|izing|ized)$"
)


def joined(found: list[str], known: Counter[str]) -> str:
    """Lines as one text. A word cut at a line's end is put together only if that is certain.

    It is where the whole is a word known elsewhere, or its rest is none and ends as derived words do.
    """
    text = found[0]
    for line in found[1:]:
        cut, rest = CUT.search(text), GOING_ON.match(line)
        if text.endswith("\u00ad"):
            text = text[:-1] + line
        elif cut and rest:
            whole, kept = cut["before"] + rest.group(), f"{cut['before']}-{rest.group()}"
            is_cut = _is_word(whole, known) or (not _is_word(rest.group(), known) and DERIVED.search(rest.group()))
            is_one = rest.group().islower() and is_cut and not known[kept.casefold()]
            text = (text[:-1] if is_one else text) + line
        else:
            text += " " + line
    return text


def _is_word(word: str, known: Counter[str]) -> bool:
    return bool(known[word.casefold()]) or word.casefold() in _common()


@cache
def _common() -> frozenset[str]:
    return frozenset((*terms("common_words"), *terms("dictionary_words")))


def words_within(lines: Iterable[str]) -> Counter[str]:
    """How often each word stands within a line, where it is not cut."""
    return Counter(word.casefold() for line in lines for word in WORD.findall(line)[:-1])
