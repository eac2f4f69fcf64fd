"""Whether the clause that a time expression stands in tells of the past or of what is to come."""

from __future__ import annotations

from typing import Final

from spacy.tokens import Doc, Token

from flows.extract.timex.setting import Tense
from flows.lexicons import table

_WORDS: Final = {key: frozenset(words) for key, words in table("tense_verbs").items()}
#: Before a limit, which may be behind or ahead whatever the verb: "he was freed until October".
_UP_TO: Final = frozenset({"by", "until", "till"})
_IS: Final = frozenset({"is", "are", "'s", "’s", "'re", "’re", "be", "being"})
#: What "was" so may be behind or ahead.
_PLANNED: Final = frozenset({"scheduled", "planned", "expected", "set", "due", "slated", "supposed"})
#: How many steps up the parse the verb may be.
_STEPS: Final = 10


def tense_at(doc: Doc, start: int, end: int) -> Tense | None:
    """The tense of the verb that governs a span; None where there is none."""
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None or not len(span):
        return None
    token, found = span.root, None
    for _ in range(_STEPS):
        if token.pos_ in ("VERB", "AUX") and not start <= token.idx < end:
            found = _tense_of(token)
        if found or token.head.i == token.i:
            break
        token = token.head
    if found == "past" and span.start and doc[span.start - 1].lower_ in _UP_TO:
        return "open"
    return found


def _tense_of(verb: Token) -> Tense | None:
    helpers = {child.lower_ for child in verb.lefts if child.dep_ in ("aux", "auxpass")}
    if verb.lower_ in _WORDS["future"] or helpers & _WORDS["future"]:
        return "future"
    if helpers & _WORDS["modal"] and "have" not in helpers:
        return "future"
    if "to" in helpers and "have" not in helpers:
        return "future" if verb.head.lower_ in _WORDS["ahead"] or verb.dep_ in ("relcl", "acl") else None
    if helpers & _WORDS["past"]:
        return "open" if verb.lower_ in _PLANNED else "past"
    if verb.tag_ == "VBN" and helpers & _IS:
        return "future" if verb.lower_ in _WORDS["ahead"] else None
    if verb.tag_ in ("VBD", "VBN"):
        return "past"
    return "present" if verb.tag_ in ("VBZ", "VBP") and verb.lower_ in _WORDS["present"] else None
