"""Common nouns and pronouns that can refer to a person, body or group."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

from flows.extract.naming.spans import Name, Reading
from flows.extract.naming.words import HYPHENS, is_people, lowered, small_words

LONGEST = 8  # tokens before the noun
#: What may stand in a noun phrase before its noun, by tag.
WITHIN = frozenset({"JJ", "JJR", "JJS", "NN", "NNS", "NNP", "NNPS", "CD", "VBN", "POS", "HYPH", "AFX", "RBS"})
OPENING = frozenset({"DT", "PRP$"})
NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS"})
IRREGULAR = {"child": "children", "wife": "wives", "person": "people"}


@cache
def nouns() -> dict[str, str]:
    """Common nouns, with what they refer to; several persons are a group.

    Places are left out: "the area", "the city" mostly repeat a place that the passage names.
    """
    found: dict[str, str] = {}
    for source, kind in (("organization_nouns", "organization"), ("person_nouns", "person")):
        for noun in lowered(source):
            if " " not in noun and "-" not in noun:
                found[plural(noun)] = "group" if kind == "person" else kind
                found[noun] = kind
    return found


def plural(noun: str) -> str:
    """The plural of a noun."""
    if noun in IRREGULAR:
        return IRREGULAR[noun]
    if noun.endswith("man"):
        return noun[:-2] + "en"
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


def nominals(reading: Reading, names: list[Name]) -> Iterator[Name]:
    """Noun phrases that refer to something definite or introduce it; `start` to the noun, both within."""
    named = {at for name in names for at in range(name.start, name.end)}
    known = nouns()
    for at, word in enumerate(reading.words):
        kind = known.get(word)
        if not kind or at in named or reading.doc[at].tag_ not in ("NN", "NNS"):
            continue
        after = at + 1
        if after in named or (after not in reading.breaks and _goes_on(reading, after)):
            continue
        if word == "head" and reading.words[after : after + 1] != ["of"]:
            continue
        start = _phrase_start(reading, at)
        if start is not None:
            yield Name(start, after, kind=kind)


def _goes_on(reading: Reading, at: int) -> bool:
    """Whether the noun phrase goes on after a noun, which then only describes: group leader."""
    return at < len(reading.words) and (reading.doc[at].tag_ in NOUN_TAGS or reading.words[at] in HYPHENS)


def _phrase_start(reading: Reading, at: int) -> int | None:
    """The first token of the noun phrase, or None where nothing says which one is meant."""
    words, doc = reading.words, reading.doc
    start, owned = at, False
    while start > 0 and start not in reading.breaks and at - start < LONGEST:
        tag = doc[start - 1].tag_
        if tag in OPENING:
            word = words[start - 1].lower()
            return None if word in small_words("undetermined") else start - 1
        if tag not in WITHIN or (tag in ("VBN", "CD") and start > 1 and doc[start - 2].tag_ in NOUN_TAGS):
            break
        owned = owned or tag == "POS"
        start -= 1
    while start < at and doc[start].tag_ in ("POS", "HYPH"):
        start += 1
    return start if start < at and (owned or is_people(words[start])) else None


def pronouns(reading: Reading, before: list[Name]) -> Iterator[Name]:
    """Pronouns with something before them that they can refer to; `before` in reading order."""
    ends = [name.end for name in before]
    first = {kind: min((n.end for n in before if n.kind == kind), default=None) for kind in KINDS}
    for at, word in enumerate(reading.words):
        kind = PRONOUNS.get(word.lower())
        if not kind or word.isupper():
            continue
        if kind == "relative":
            kind = _antecedent_kind(reading, at, before, ends)
        elif not any((seen := first[other]) is not None and seen <= at for other in REFERS_TO[kind]) or (
            word.lower() == "it" and _is_empty(reading, at)
        ):
            continue
        if kind:
            yield Name(at, at + 1, kind=kind)


KINDS = ("person", "organization", "place", "group")
PRONOUNS = {
    **dict.fromkeys(("he", "him", "his", "himself", "she", "her", "hers", "herself"), "person"),
    **dict.fromkeys(("it", "its", "itself"), "organization"),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), "group"),
    **dict.fromkeys(("who", "whom", "whose"), "relative"),
}
REFERS_TO = {
    "person": ("person",),
    "organization": ("organization", "place"),
    "group": ("group", "organization", "person"),
}


def _antecedent_kind(reading: Reading, at: int, before: list[Name], ends: list[int]) -> str:
    """What the mention right before a relative pronoun names, "" where none stands there."""
    end = at - 1 if at and reading.words[at - 1] == "," else at
    place = bisect_right(ends, end) - 1
    if place < 0 or ends[place] != end:
        return ""
    return before[place].kind if before[place].kind in ("person", "organization", "group") else ""


def _is_empty(reading: Reading, at: int) -> bool:
    """Whether "it" stands for nothing: "it is likely that", "it seems"."""
    words = [word.lower() for word in reading.words[at + 1 : at + 9]]
    if not words:
        return False
    if words[0] in small_words("seeming"):
        return True
    seen_being = False
    for word in words:
        if word in (".", ",", ";", "“", '"'):
            return False
        if word in small_words("being"):
            seen_being = True
        elif seen_being and word in small_words("clause openers"):
            return True
    return False
