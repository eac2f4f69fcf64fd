"""Whether the clause that a time expression stands in tells of the past or of what is to come."""

from __future__ import annotations

from typing import Final

from spacy.tokens import Doc, Token

from flows.extract.timex.setting import Tense

_FUTURE: Final = frozenset({"will", "shall", "'ll", "’ll", "wo"})
_MODALS: Final = frozenset({"would", "may", "might", "could", "can", "should", "must"})
#: Verbs and adjectives whose infinitive tells of what is to come.
_AHEAD: Final = frozenset(
    {
        "set",
        "due",
        "scheduled",
        "expected",
        "planned",
        "plan",
        "plans",
        "planning",
        "expects",
        "intends",
        "intend",
        "hopes",
        "hope",
        "aims",
        "agreed",
        "agrees",
        "going",
        "supposed",
        "slated",
        "likely",
        "bound",
        "ready",
        "wants",
        "promised",
        "vowed",
        "pledged",
    }
)
#: Verbs whose present tense tells nothing of what is to come.
_STATES: Final = frozenset(
    {
        "says",
        "say",
        "adds",
        "tells",
        "reports",
        "notes",
        "is",
        "'s",
        "’s",
        "has",
        "have",
        "are",
        "am",
        "'re",
        "'ve",
        "shows",
        "means",
    }
)


def tense_at(doc: Doc, start: int, end: int) -> Tense | None:
    """The tense of the verb that governs a span; None where there is none."""
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None or not len(span):
        return None
    token = span.root
    for _ in range(10):
        if token.pos_ in ("VERB", "AUX") and not start <= token.idx < end:
            found = _tense_of(token)
            if found:
                return found
        if token.head is token:
            return None
        token = token.head
    return None


def _tense_of(verb: Token) -> Tense | None:
    helpers = {child.lower_ for child in verb.lefts if child.dep_ in ("aux", "auxpass")}
    if helpers & _FUTURE:
        return "future"
    if helpers & _MODALS and "have" not in helpers:
        return "future"
    if "to" in helpers and "have" not in helpers:
        return "future" if verb.head.lower_ in _AHEAD or verb.dep_ in ("relcl", "acl") else None
    if helpers & {"has", "have", "had", "was", "were", "did", "'ve", "’ve", "been"}:
        return "past"
    if verb.lower_ in _FUTURE:
        return "future"
    match verb.tag_:
        case "VBD" | "VBN":
            return "past"
        case "VBZ" | "VBP" if verb.lower_ not in _STATES:
            return "present"
    return None
