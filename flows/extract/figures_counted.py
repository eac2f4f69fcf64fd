"""What a number in a text counts, and which numbers count nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from flows.extract.figures_numbers import Number
from flows.lexicons import lines, table

#: Nouns that make the number beside them a name or a label: "Flight 12", "phase two".
LABELS = frozenset(lines("number_labels"))
TIMES = frozenset(lines("time_nouns"))
PEOPLE = {word: kind for kind, words in table("people_words").items() for word in words}
NOUNS = frozenset({"NOUN", "PROPN"})
INNER = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "SYM"})
DETERMINERS = frozenset("the these those its their his her our your my this that all them".split())
SCORES = frozenset(
    "win victory defeat loss draw tie vote lead majority margin scoreline record decision triumph".split()
)
OPENERS = frozenset("other others more additional further new".split())
AGE_AFTER = re.compile(r"[ -]years?[ -]olds?\b|[ -]months?[ -]olds?\b", re.IGNORECASE)
AGE_BEFORE = re.compile(r"\b(?:aged?|age of|aged between)\s+$", re.IGNORECASE)
YEAR = re.compile(r"(?:1[5-9]|20)\d\d\Z")
COUNTERS = frozenset({"part", "half", "vague", "few", "ratio"})


@dataclass(slots=True)
class Counted:
    """A number with its place among the tokens and the noun phrase that it counts."""

    number: Number
    first: int  # its first and last token
    last: int
    noun: int | None = None  # token that heads what is counted
    start: int = -1  # first token of what is counted
    is_part: bool = False  # "two of the suspects": of a whole that the text knows

    def words(self, doc: Doc) -> str | None:
        """What is counted, in the text's words."""
        if self.noun is None:
            return None
        text: str = doc._.document.text
        return text[doc[self.start].idx : doc[self.noun].idx + len(doc[self.noun])]


def counted(doc: Doc, number: Number, dated: set[int]) -> Counted:
    """The number with the noun phrase to its right that it counts; `dated` are the tokens of time expressions."""
    span = doc.char_span(number.start, number.end, alignment_mode="expand")
    bare = doc.char_span(number.bare_start, number.end, alignment_mode="expand")
    found = Counted(number, bare.start, span.end - 1)
    at, stop = span.end, _stop(doc, span.end)
    if at < stop and doc[at].lower_ == "of":
        found.is_part, at = True, at + 1
    while at < stop and (doc[at].lower_ in DETERMINERS or doc[at].tag_ in ("PRP$", "POS")):
        at += 1
    while at < stop and doc[at].tag_ == "HYPH" or at < stop and doc[at].text == "-":
        at += 1
    found.start = at
    while at < stop and at not in dated and _belongs(doc[at]):
        if doc[at].pos_ in NOUNS or doc[at].lower_ in PEOPLE:
            found.noun = at
        at += 1
    if found.noun is None:
        _by_syntax(doc, found)
    return found


def _stop(doc: Doc, at: int) -> int:
    """The token at which a noun phrase that begins at `at` ends at the latest."""
    return min(len(doc), at + 12, doc[at].sent.end if at < len(doc) else at)


def _belongs(token: Token) -> bool:
    if token.pos_ in INNER or token.tag_ in ("HYPH", "POS", "VBG", "NNS") or token.lower_ in PEOPLE:
        return True
    # A participle may stand before the noun: "injured soldiers".
    return token.tag_ == "VBN" and token.i + 1 < len(token.doc) and token.nbor().pos_ in NOUNS


def _by_syntax(doc: Doc, found: Counted) -> None:
    token = doc[found.last]
    head = token.head
    if token.dep_ == "nummod" and head.pos_ in NOUNS and 0 < head.i - token.i < 6:
        found.noun, found.start = head.i, found.last + 1


def is_age(text: str, number: Number) -> bool:
    """Whether the number is somebody's age."""
    if AGE_AFTER.match(text, number.end):
        return True
    return bool(AGE_BEFORE.search(text, max(0, number.start - 16), number.start))


def counts(doc: Doc, found: Counted) -> bool:
    """Whether the number counts or measures something, and is no name, label, year, score or list number."""
    number, first = found.number, doc[found.first]
    if number.measure == "money" or number.unit:
        return number.kind != "part" or _is_fraction(doc, found)
    noun = doc[found.noun] if found.noun is not None else None
    if noun is not None and (noun.lower_ in TIMES or doc[found.start].lower_ in TIMES):
        return False
    said = doc.text[number.bare_start : number.bare_end]
    if YEAR.match(said) and (noun is None or noun.lower_ not in PEOPLE):
        return False
    if number.kind == "low" and noun is not None and noun.lower_ in SCORES:
        return False
    return not _labelled(first, noun) and not _lists(doc, found)


def _is_fraction(doc: Doc, found: Counted) -> bool:
    """Whether "a third" is a part of a whole and not one in a row ("a third man")."""
    number = found.number
    if found.is_part or number.start < number.bare_start or (number.value or 0) * 12 % 1 and (number.value or 0) > 0.34:
        return True
    return found.noun is None


def _labelled(first: Token, noun: Token | None) -> bool:
    if first.i == 0 or first.is_sent_start:
        return False
    before = first.nbor(-1)
    if before.lower_ in LABELS:
        return True
    if before.pos_ == "PROPN" and before.text[0].isupper() and before.ent_type_ not in ("GPE", "DATE", "LOC"):
        return noun is None or noun.lower_ not in PEOPLE
    return noun is None and before.tag_ in ("NN", "NNP") and first.dep_ not in ("dobj", "pobj", "nsubj", "attr")


def _lists(doc: Doc, found: Counted) -> bool:
    """Whether it numbers an item of a list."""
    token = doc[found.first]
    return bool(token.is_sent_start) and found.last + 1 < len(doc) and doc[found.last + 1].text in (".", ")", ":")
