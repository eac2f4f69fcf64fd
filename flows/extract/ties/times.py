"""The time that a clause gives a tie: "joined in January 2014", "has led it since 2003", "from 1948 to 1951"."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace
from operator import attrgetter

from spacy.tokens import Doc, Token

from flows.extract.ties.grammar import complements
from flows.layers import Timex

TIMED = frozenset({"npadvmod", "advmod"})


def time_of(doc: Doc, words: Iterable[Token]) -> Timex | None:
    """The first time that hangs on one of the words; open to one side after "since" and "until"."""
    for word in words:
        for child in word.children:
            parts = [child] if child.dep_ in TIMED else _objects(child)
            for part in parts:
                if (when := _at(doc, part)) is not None:
                    return _span(doc, child, when)
    return None


def _objects(prep: Token) -> list[Token]:
    return complements(prep)[:1] if prep.dep_ == "prep" else []


def _at(doc: Doc, token: Token) -> Timex | None:
    times: list[Timex] = doc._.dates  # in the order of the text
    at = bisect_right(times, token.idx, key=attrgetter("start")) - 1
    return times[at] if at >= 0 and token.idx < times[at].end and times[at].timex_type == "DATE" else None


def _span(doc: Doc, prep: Token, when: Timex) -> Timex:
    """The time as the preposition bounds it."""
    word = prep.lower_
    if word == "from":
        around = (*prep.children, *prep.head.children, *prep.head.head.children)
        ends = (end for to in around if to.lower_ in ("to", "until", "till") for end in _objects(to))
        if (last := next((t for end in ends if (t := _at(doc, end))), None)) is not None:
            return replace(when, edtf=f"{when.edtf}/{last.edtf}", latest=last.latest)
    if word in ("from", "since"):
        return replace(when, edtf=f"{when.edtf}/..", latest=None)
    if word in ("until", "till"):
        return replace(when, edtf=f"../{when.edtf}", earliest=None)
    return when
