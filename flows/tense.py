"""Whether words tell of something as what happened: in the plain past, by themselves or with a verb that says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.lexicons import table

if TYPE_CHECKING:
    from spacy.tokens import Token

NOUNS = frozenset({"NOUN", "PROPN"})
#: Verbs of which a deed is the subject where they say that it happened.
BROUGHT = frozenset(table("event_words")["light"]) | {"given", "issued", "received", "occurred", "happened", "took"}


def is_brought(noun: Token) -> bool:
    """Whether a noun is the subject of a verb that only says that it happened: a warning was given."""
    return noun.pos_ in NOUNS and noun.dep_ in ("nsubj", "nsubjpass") and noun.head.lower_ in BROUGHT


def is_told_past(verb: Token) -> bool:
    """Whether a verb stands in the plain past, by itself or with the one before it: "was taken there and set off"."""
    if verb.tag_ == "VBD":
        return True
    if verb.tag_ != "VBN":
        return False
    if any(child.dep_ in ("aux", "auxpass") for child in verb.lefts):
        return any(child.lower_ in ("was", "were", "had") for child in verb.lefts)
    return verb.dep_ == "conj" and verb.head.tag_ == "VBN" and is_told_past(verb.head)
