"""What a number in a text counts, and which numbers count nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from flows.extract.counting.grammar import YEAR
from flows.extract.counting.numbers import Number
from flows.lexicons import lines, table
from schemas.codes.reading import Measure

WORDS = {kind: frozenset(words) for kind, words in table("count_words").items()}
#: Nouns that make the number beside them a label ("Flight 12"), and those that make it a length of time.
LABELS, TIMES = frozenset(lines("number_labels")), frozenset(lines("time_nouns"))
PEOPLE = {word: kind for kind, words in table("people_words").items() for word in words}
NOUNS = frozenset({"NOUN", "PROPN"})
INNER = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "SYM"})
REACH = 12  # tokens that a counted noun phrase takes at most
HOURS = {"hours": "hour", "minutes": "minute"}
NUMBERED = re.compile(r"\b(?:[Nn]os?\.|[Aa]ll but)\s*$")


@dataclass(slots=True)
class Counted:
    """A number with its place among the tokens and the noun phrase that it counts."""

    number: Number
    text: str  # of the document: `Doc.text` is put together anew whenever it is asked for
    first: int  # its first and last token
    last: int
    start: int  # first token of what is counted
    noun: int | None = None  # token that heads what is counted
    is_part: bool = False  # "two of the suspects": of a whole that the text knows

    def words(self, doc: Doc) -> str | None:
        """What is counted, in the text's words."""
        if self.noun is None:
            return None
        text: str = doc._.document.text
        return text[doc[self.start].idx : doc[self.noun].idx + len(doc[self.noun])]


def tokens(doc: Doc, start: int, end: int) -> range:
    """The places of the tokens that touch `start`..`end`."""
    span = doc.char_span(start, end, alignment_mode="expand")
    return range(span.start, span.end) if span is not None else range(0)


def counted(doc: Doc, text: str, number: Number, dated: set[int]) -> Counted:
    """The number with the noun phrase to its right that it counts; `dated` are the tokens of time expressions."""
    place = tokens(doc, number.bare_start, number.end)
    at = tokens(doc, number.bare_start, max(number.end, number.tail)).stop
    found = Counted(number, text, place.start, place.stop - 1, at)
    stop = min(len(doc), at + REACH, doc[at].sent.end if at < len(doc) else at)
    if at < stop and doc[at].text == "+":
        at += 1
    if at < stop and doc[at].lower_ == "of":
        found.is_part, at = True, at + 1
    while at < stop and (doc[at].lower_ in WORDS["determiners"] or doc[at].tag_ in ("PRP$", "POS", "HYPH")):
        at += 1
    found.start = at
    if at < stop and doc[at].pos_ == "NUM":  # "21 of the 276 girls"
        return found
    while at < stop and at not in dated and _belongs(doc[at]):
        if doc[at].pos_ in NOUNS or doc[at].lower_ in PEOPLE:
            found.noun = at
        at += 1
    head = doc[found.last].head
    if found.noun is None and doc[found.last].dep_ == "nummod" and head.pos_ in NOUNS and 0 < head.i - found.last < 6:
        found.noun = found.start = head.i  # "102 and 21 people"
    return found


def as_amount(doc: Doc, number: Number) -> Number:
    """The number with hours or minutes as its unit, where they measure no time but a thing: "75 hours of video"."""
    at = tokens(doc, number.bare_start, number.end).stop
    if number.unit or at + 1 >= len(doc) or doc[at].lower_ not in HOURS:
        return number
    if doc[at + 1].lower_ != "of" and doc[at].dep_ != "nsubjpass":
        return number
    return replace(number, unit=HOURS[doc[at].lower_], measure=Measure.OTHER, tail=doc[at].idx + len(doc[at]))


def _belongs(token: Token) -> bool:
    if token.pos_ in INNER or token.tag_ in ("HYPH", "POS", "NNS") or token.lower_ in PEOPLE:
        return True
    # A participle may stand before the noun: "injured soldiers", "returning fighters".
    return token.tag_ in ("VBN", "VBG") and token.i + 1 < len(token.doc) and token.nbor().pos_ in NOUNS


def counts(doc: Doc, found: Counted) -> bool:
    """Whether the number counts or measures something, and is no name, label, year, score or list number."""
    number = found.number
    if number.kind == "part":
        return _is_fraction(doc, found)
    if number.measure == Measure.MONEY or number.unit:
        return True
    if NUMBERED.search(found.text, max(0, number.start - 8), number.start):
        return False
    noun = doc[found.noun] if found.noun is not None else None
    if noun is None:
        return not _is_year(found.text, number) and not _labelled(doc, found) and not _lists(doc, found)
    if noun.lower_ in TIMES or doc[found.start].lower_ in TIMES:
        return False
    if noun.lower_ in PEOPLE:
        return not _lists(doc, found)
    if noun.pos_ == "PROPN" and noun.lower_ in WORDS["streets"]:
        return False
    if number.kind == "low" and noun.lower_ in WORDS["scores"]:
        return False
    return not (
        _is_year(found.text, number) or _is_name(doc, found, noun) or _labelled(doc, found) or _lists(doc, found)
    )


def _is_year(text: str, number: Number) -> bool:
    ends = text[number.bare_start : number.bare_end]
    return YEAR.fullmatch(ends[:4]) is not None and (len(ends) == 4 or YEAR.fullmatch(ends[-4:]) is not None)


def _is_name(doc: Doc, found: Counted, noun: Token) -> bool:
    """Whether more than one is said of a singular: the number is a model's or a rank's ("a 737 airliner")."""
    number = found.number
    said = found.text[number.bare_start : number.bare_end]
    if found.is_part or number.kind not in ("digits", "low") or number.scale > 1 or "," in said:
        return False
    if number.value == 1 or number.bound == "at_least" or (number.value or 0) % 1 or doc[found.last + 1].tag_ == "HYPH":
        return False
    if doc[found.start].lower_ in WORDS["openers"]:
        return False
    is_singular = not noun.lower_.endswith("s") and noun.lower_ not in WORDS["invariant"]
    return is_singular and (noun.tag_ == "NN" or (noun.tag_ == "NNP" and found.start == found.noun))


def _is_fraction(doc: Doc, found: Counted) -> bool:
    """Whether "a third" is a part of a whole and not one in a row ("a third man")."""
    number = found.number
    is_limited = number.start < number.bare_start
    if found.is_part or is_limited or (number.value or 0) > 0.5:
        return True
    following = doc[found.last + 1] if found.last + 1 < len(doc) else None
    # "two men fled and a third shot himself" tells of a third man
    return found.noun is None and (following is None or following.tag_ not in ("VBD", "VBZ", "MD"))


def _labelled(doc: Doc, found: Counted) -> bool:
    """Whether the word before makes the number a part of a name: "Flight 12", "Airbus 320", "phase two"."""
    first = doc[found.first]
    if first.is_sent_start or first.i == 0:
        return False
    before = doc[first.i - 1]
    if before.lower_ in LABELS:
        return True
    if before.pos_ == "PROPN" and not before.text.islower():
        is_last = found.last + 1 >= len(doc) or doc[found.last + 1].is_punct
        return is_last or before.ent_type_ not in ("GPE", "DATE", "LOC")
    return found.noun is None and before.tag_ == "NN" and first.dep_ not in ("dobj", "pobj", "nsubj", "attr")


def _lists(doc: Doc, found: Counted) -> bool:
    """Whether it numbers an item of a list."""
    following = doc[found.last + 1].text if found.last + 1 < len(doc) else ""
    return bool(doc[found.first].is_sent_start) and following in (".", ")", ":")
