"""Text in capitals only, as old wires sent it, given back its small letters: names stand out again.

Which words English writes small is counted from text with an open licence (`lexicons/counted.py`) and, for words that
this is silent on, taken from a dictionary (`lexicons/dictionary.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from functools import cache, lru_cache

from flows.lexicons import lines, table

SAMPLE = 1000  # code points looked at to tell whether a text is in capitals
MOST_SMALL = 0.1  # share of letters
FEWEST_LETTERS = 40
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
SENTENCE_START = re.compile(
    r"(?:^|[.!?:]['\"”)]?\s+|--\s+|\]\s+|(?<!\s)[^\S\n]*+\n[^\S\n]*+\n\s*+)['\"“(\[]*(?=[^\W\d_])"
)
DAY = re.compile(r"\d")
LONGEST_NAME = 8  # words
#: Lists whose names of several words are known by their small letters too.
NAMES = ("armed_groups", "organizations", "regions", "event_names")
#: Lists of names that are words as well.
NAMES_TOO = ("names_that_are_words", "given_names", "short_given_names")
COMMON_LISTS = ("person_nouns", "organization_nouns", "place_nouns")
VOWELS = frozenset("AEIOUYÁÉÍÓÚÀÈÌÒÙÄÖÜ")
#: Endings of inflected words, and what their stems may end in.
ENDINGS = {
    "ies": ("y",),
    "es": ("", "e"),
    "s": ("",),
    "ied": ("y",),
    "ed": ("", "e"),
    "ing": ("", "e"),
    "ly": ("", "le"),
    "er": ("", "e"),
    "ers": ("", "e"),
    "ment": ("", "e"),
    "ments": ("", "e"),
}
#: Endings that tell a common word of some length.
SUFFIXES = tuple(table("naming_words")["endings of common words"])


def truecase(text: str) -> str:
    """The text as mixed-case prose, code point for code point, if it is in capitals; else as it is."""
    if not in_capitals(text[:SAMPLE]):
        return text
    words = list(WORD.finditer(text))
    cased = [small(match[0]) for match in words]
    for at, match in enumerate(words):
        if _is_name_here(text, match, cased[at], cased[at - 1] if at else ""):
            cased[at] = cased[at][:1].upper() + cased[at][1:]
    for start, name in _names([match[0].lower() for match in words]):
        cased[start : start + len(name)] = name
    parts, at = [], 0
    for match, word in zip(words, cased, strict=True):
        parts += [text[at : match.start()], word if len(word) == len(match[0]) else match[0]]
        at = match.end()
    whole = "".join(parts) + text[at:]
    return _capital_starts(whole)


def _is_name_here(text: str, match: re.Match[str], word: str, before: str) -> bool:
    """Whether a word written small elsewhere is a name beside its neighbours: 10 May, James Baker, Guatemala City."""
    if word == "may":
        return bool(DAY.search(text, max(0, match.start() - 3), match.end() + 3))
    if not before[:1].isupper() or text[match.start() - 1] != " ":
        return False
    named = before in lines("given_names") and word in lines("person_nouns")
    return named or (word == "city" and not before.isupper())


def in_capitals(text: str) -> bool:
    """Whether nearly all letters are capitals, and there are enough of them to tell."""
    small_letters = sum(map(str.islower, text))
    capitals = sum(map(str.isupper, text))
    return capitals >= FEWEST_LETTERS and small_letters <= MOST_SMALL * (small_letters + capitals)


def small(word: str) -> str:
    """A word in capitals as prose writes it: a common word small, an acronym as it is, another with one capital."""
    lower = word.lower()
    if word == "I" or (len(word) == 1 and lower not in common_words()):
        return word
    if is_common(lower):
        return lower
    if word in _acronyms() or (len(word) <= 5 and not VOWELS & set(word)):
        return word
    if is_in_dictionary(lower.removesuffix("'s").removesuffix("’s")):
        return lower
    parts = word.split("-")
    if all(_is_small(part.lower()) for part in parts):
        return lower
    return "-".join(part if part in _acronyms() else part[:1] + part[1:].lower() for part in parts)


def _is_small(word: str) -> bool:
    return is_common(word) or is_in_dictionary(word)


@lru_cache(maxsize=65536)
def is_common(word: str) -> bool:
    """Whether a word in small letters is written so, as far as its own form and the words it may come from tell."""
    if inflects(word, common_words()):
        return True
    return len(word) > 7 and word.endswith(SUFFIXES) and word.capitalize() not in _proper()


@lru_cache(maxsize=65536)
def is_in_dictionary(word: str) -> bool:
    """Whether a dictionary has a word, or what it comes from, and as no name."""
    return word not in _names_too() and inflects(word, _dictionary())


def inflects(word: str, known: Set[str]) -> bool:
    """Whether a word is known, or a form of a known one by its ending."""
    if word in known:
        return True
    for ending, stems in ENDINGS.items():
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word.removesuffix(ending)
            if any(stem + end in known for end in stems) or (stem[-1:] == stem[-2:-1] and stem[:-1] in known):
                return True
    return False


@cache
def _proper() -> frozenset[str]:
    """Words that look common by their endings and are not: Florence, February."""
    return frozenset((*lines("given_names"), *lines("not_names"), *lines("regions")))


def _capital_starts(text: str) -> str:
    """The text with a capital at the start of each sentence."""
    parts, at = [], 0
    for match in SENTENCE_START.finditer(text):
        end = match.end()
        parts += [text[at:end], text[end].upper() if len(text[end].upper()) == 1 else text[end]]
        at = end + 1
    return "".join(parts) + text[at:]


def _names(words: list[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Where listed names of several words stand, with their own capitals."""
    known, at = _listed(), 0
    while at < len(words):
        for size in range(min(LONGEST_NAME, len(words) - at), 1, -1):
            if name := known.get(tuple(words[at : at + size])):
                yield at, name
                at += size - 1
                break
        at += 1


@cache
def common_words() -> frozenset[str]:
    """Words that English writes small."""
    return frozenset(lines("common_words")).union(*(lines(source) for source in COMMON_LISTS))


@cache
def _dictionary() -> frozenset[str]:
    return frozenset(lines("dictionary_words"))


@cache
def _names_too() -> frozenset[str]:
    return frozenset(word.lower() for source in NAMES_TOO for word in lines(source))


@cache
def _listed() -> dict[tuple[str, ...], tuple[str, ...]]:
    names = (tuple(WORD.findall(line)) for source in NAMES for line in lines(source))
    return {tuple(word.lower() for word in name): name for name in names if len(name) > 1}


@cache
def _acronyms() -> frozenset[str]:
    return frozenset(line for source in NAMES for line in lines(source) if line.isupper() and line.isalpha())
