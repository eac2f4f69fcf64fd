"""What looks like a time expression and is none: names, counts, modal verbs."""

from __future__ import annotations

import re
from typing import Final

from spacy.tokens import Doc, Span

from flows.extract.timex.setting import Phrase
from flows.lexicons import lines, table

_NEAR: Final = {key: frozenset(words) for key, words in table("date_neighbours").items()}
_NAMES: Final = tuple(name.lower() for name in lines("date_like_names"))
_LONGEST: Final = max(map(len, lines("date_like_names")))
_BODIES: Final = "|".join(table("date_neighbours")["body"])
#: A noun for a body right behind a day, or in apposition to it; of a deed named by its day it is not the last word.
_BODY: Final = re.compile(
    rf"(?:['’]s)?[ -](?:(?!the |an? )\w+ )?(?:{_BODIES})\b(?! \w*(?:attack|bomb|strike|raid|shoot|blast|meeting|crash))"
    rf"|, (?:the|a|an) (?:[\w-]+ ){{1,3}}(?:{_BODIES}),",
    re.IGNORECASE,
)
_SITES: Final = re.compile(rf" (?:{'|'.join(table('date_neighbours')['site'])})\b", re.IGNORECASE)
#: Kinds of name, as the model calls them, that a weekday, month or "daily" may be part of.
_NAMED: Final = frozenset({"ORG", "WORK_OF_ART", "PRODUCT", "FAC", "PERSON", "GPE", "LOC"})
_VAGUE: Final = re.compile(r"[RFE]|Dr|DL")
_DAY_NAME: Final = re.compile(r"W|MD?[do]|D?[do]O?M|WP|m?D?S")


def is_other(doc: Doc, text: str, p: Phrase) -> bool:
    """Whether a phrase of the Doc's text is a name, a count or a verb, not a time."""
    letters = p.letters
    span = doc.char_span(p.start, p.end, alignment_mode="expand")
    if span is None:
        return False
    if letters == "Y":
        return _is_count(text, span, p)
    if letters == "M":
        return _is_in_name(text, span, p) or _is_no_month(span, p)
    if _VAGUE.fullmatch(letters):
        return _is_in_name(text, span, p) or _is_titled(text, span)
    if letters[-1] == "u" and text[p.words[-1].start].isupper() and not text[p.end - 1].isupper():
        return True  # "60 Minutes"
    if "V" in letters:
        return _is_age(p)
    if letters in ("S", "DS"):
        return _is_in_name(text, span, p) or _is_no_season(span, p)
    return bool(_DAY_NAME.fullmatch(letters)) and (_is_in_name(text, span, p) or names_a_body(text, p))


def _is_count(text: str, span: Span, p: Phrase) -> bool:
    """Whether four digits count or label something: "2000 people", "$1999", "Flight 1549"."""
    year, before, behind = p.number("Y"), p.before().text, p.behind().text
    if before in _NEAR["label"] or behind in _NEAR["measure"] or _is_part_of_number(text, p):
        return True
    plural = span.end < len(span.doc) and span.doc[span.end].tag_ in ("NNS", "NNPS")
    if plural and year % 50 == 0 and before not in ("the", "since", "year"):
        return True
    return before not in _NEAR["year"] and not 1900 <= year <= 2050


def _is_part_of_number(text: str, p: Phrase) -> bool:
    """Whether a number is part of a longer one or of a code: "A-2010", "1950.5", "2010/11"."""
    left, right = text[max(0, p.start - 2) : p.start], text[p.end : p.end + 2]
    return bool(re.search(r"[\w$£€#/.]$|\w[-–]$", left) or re.match(r"\w|[/.,]\d|[°%]", right))


def _is_age(p: Phrase) -> bool:
    """Whether a decade is one of a life: "in his early 30s"; two digits alone tell nothing without "the"."""
    known = p.get("D") or p.words[-1].text[0] in "'’" or (p.before().letter == "&" and p.before(2).letter == "V")
    bare = p.number("V") < 100 and not known
    return bare or p.before().text in ("his", "her", "their", "my", "your", "mid")


def _is_no_month(span: Span, p: Phrase) -> bool:
    """Whether a month's name alone is a person, a march or a modal verb."""
    if p.before().text in _NEAR["month"] or p.before().letter == "D":
        return span[0].ent_type_ == "PERSON" and p.words[0].text in ("may", "june", "april", "august")
    if span.text.isupper() or p.words[0].text == "may":
        return True
    return span[0].ent_type_ in _NAMED or (p.words[0].text == "march" and span[0].ent_type_ != "DATE")


def _is_no_season(span: Span, p: Phrase) -> bool:
    """Whether a season's word is a verb or part of another noun: "summer camp"."""
    if p.behind().letter == "h" or not (span[-1].is_lower or span.text.isupper()):
        return True
    behind = span.doc[span.end] if span.end < len(span.doc) else None
    if behind is not None and (
        behind.pos_ in ("NOUN", "PROPN") or (p.words[-1].text == "fall" and behind.lower_ == "of")
    ):
        return True
    if span[-1].pos_ == "VERB" or (span[-1].lower_ == "fall" and span[-1].ent_type_ != "DATE"):
        return True
    subject = span[-1].dep_ in ("nsubj", "nsubjpass", "npadvmod")
    return p.letters == "S" and p.before().text not in _NEAR["month"] and span[0].ent_type_ != "DATE" and not subject


def _is_titled(text: str, span: Span) -> bool:
    """Whether a vague word is written as a name amid a sentence: "NOW Lebanon", "the Daily Telegraph"."""
    said = text[span.start_char : span.end_char]
    if said.islower() or (said[-1:].islower() and span[0].is_sent_start):
        return False
    return not text[span.start_char : span.start_char + 60].isupper()


def _is_in_name(text: str, span: Span, p: Phrase) -> bool:
    """Whether a known name, or a longer name that the model sees, holds the phrase."""
    left = max(0, p.start - _LONGEST)
    around, said = text[left : p.end + _LONGEST].lower(), p.words[-1].text
    for name in _NAMES:
        if said in name and (at := around.find(name)) >= 0 and left + at < p.end and p.start < left + at + len(name):
            return True
    if span[0].ent_type_ not in _NAMED or "M" in p.letters or span[0].is_lower:
        return False
    beside = [span.doc[i] for i in (span.start - 1, span.end) if 0 <= i < len(span.doc)]
    return any(near.ent_type_ == span[0].ent_type_ and near.is_title for near in beside)


def names_a_body(text: str, p: Phrase) -> bool:
    """Whether a body or site is called like a day: "the November 17 group", "THE 5 NOVEMBER DAM".

    "On November 17" is a day all the same, whoever acts on it.
    """
    if "M" not in p.letters or p.before().letter == "N" or p.get("Yy"):
        return False
    site = _SITES.match(text, p.end)
    return bool(_BODY.match(text, p.end) or (site and text[p.end + 1].isupper()))
