"""Whether the text says that an event happened, failed, was planned, alleged, denied, supposed, or is just talk."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from flows.extract.events_lexicon import words
from flows.extract.events_triggers import Trigger

FAILED = words("failed")
PLANNED = words("planned")
HYPOTHETICAL = words("hypothetical")
ALLEGED = words("alleged")
DENIED = frozenset({"deny", "denies", "denied", "denying", "rejected", "dismissed"})
ASKING = frozenset(
    {
        "call",
        "calls",
        "called",
        "urge",
        "urged",
        "ask",
        "asked",
        "demand",
        "demanded",
        "order",
        "ordered",
        "warn",
        "warns",
        "warned",
    }
)
MODAL = frozenset({"would", "could", "might", "may", "should", "can", "must", "'d", "ca"})
UP = frozenset({"compound", "xcomp", "ccomp", "pcomp", "acl", "advcl", "dobj", "pobj", "prep", "relcl"})

OWN = frozenset({"amod", "advmod", "aux", "auxpass", "compound", "det", "neg", "mark", "acomp", "nmod"})
DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})
PARTIES = frozenset({"nsubj", "nsubjpass", "dobj"})
NOBODY = frozenset({"nobody", "none", "neither"})
#: What is said of a deed, to be believed or denied.
CHARGES = words("charges")
LIGHT = words("light")


def realis_of(trigger: Trigger) -> str:
    """The realis as the words around the trigger have it, before its time, place and parties are known."""
    token = trigger.token
    own = {child.lower_ for child in token.children if child.dep_ in OWN}
    if any(child.dep_ == "neg" for child in token.children) or _is_none(token) or _of_nobody(token):
        return "denied"
    if own & FAILED:
        return "failed"
    if own & ALLEGED:
        return "alleged"
    if "will" in own or "'ll" in own:
        return "planned"
    if own & MODAL and token.tag_ in ("VB", "VBN"):
        return "hypothetical"
    if any(child.dep_ == "mark" and child.lower_ in ("if", "unless", "whether") for child in token.children):
        return "hypothetical"
    if own & HYPOTHETICAL and token.pos_ not in ("VERB", "AUX"):
        return "hypothetical"
    above = _from_above(token)
    own_aux = {child.lower_ for child in token.children if child.dep_ == "aux"}
    if (
        above is None
        and token.tag_ == "VB"
        and token.dep_ != "conj"
        and not (token.dep_ == "xcomp" and "to" in own_aux)
    ):
        return "hypothetical"  # a command, or an aim: "worked to seize"
    is_intent = trigger.mode == "plot" or (trigger.event_type == "threaten" and trigger.mode != "threat")
    return above or ("planned" if is_intent else "actual")


def _is_none(noun: Token) -> bool:
    """Whether there was none: no arrests, no arrests nor charges."""
    while noun.dep_ == "conj" and noun.pos_ == noun.head.pos_:
        noun = noun.head
    return noun.pos_ in ("NOUN", "PROPN") and any(child.lower_ == "no" for child in noun.lefts)


def _of_nobody(verb: Token) -> bool:
    """Whether nobody did or suffered it: "no one was killed", "nobody was hurt or killed"."""
    while verb.dep_ == "conj" and verb.pos_ == verb.head.pos_ and not any(c.dep_ in PARTIES for c in verb.children):
        verb = verb.head
    sides = (child for child in verb.children if child.dep_ in PARTIES)
    return any(one.lower_ in NOBODY or any(c.lower_ == "no" for c in one.lefts) for one in sides)


def _from_above(token: Token) -> str | None:
    """What a governing word makes of it: tried to, planned to, accused of, denied."""
    below = token
    is_definite = token.pos_ in ("NOUN", "PROPN") and any(child.lower_ in DEFINITE for child in token.lefts)
    for _ in range(3):
        if below.dep_ == "conj" and below.head.pos_ == below.pos_:
            below = below.head
            continue
        if below.dep_ not in UP or below.head == below:
            return None
        head = next(_plots(below), below.head)
        word = head.lower_
        if word in CHARGES and below.dep_ in ("acl", "ccomp", "relcl", "pcomp"):
            return "denied" if any(up.lower_ in DENIED for up in head.ancestors) else "alleged"
        if below.dep_ == "dobj" and word in LIGHT and not is_definite and (said := _of_doing(head)):
            return said
        bare = token.tag_ in ("VB", "VBG", "NN", "NNS", "VBP")
        is_clause = below.dep_ == "relcl" or (below.dep_ == "acl" and below.tag_ != "VB") or below.dep_ == "advcl"
        if is_clause and head not in _plots(below):
            return None
        if word in FAILED and bare:
            return "planned" if any(c.lower_ in ("will", "'ll") for c in head.children) else "failed"
        if word in PLANNED and bare and head.dep_ != "prep":
            return "failed" if any(c.lower_ in FAILED for c in (*head.children, head.head)) else "planned"
        if word in DENIED:
            return None if is_definite else "denied"
        if word in ALLEGED and head.pos_ in ("VERB", "NOUN"):
            return "alleged"
        if word in HYPOTHETICAL and bare and not (below.dep_ == "dobj" and word in ASKING):
            return "hypothetical"
        if head.pos_ in ("VERB", "AUX") and token.tag_ == "VB" and any(c.lower_ in MODAL for c in head.children):
            return "hypothetical"
        below = head
    return None


def _plots(low: Token) -> Iterator[Token]:
    """The noun just before "to kill" that says it was meant or tried, wherever the parse hangs the verb."""
    if low.i >= 2 and low.tag_ == "VB" and low.nbor(-1).lower_ == "to":
        before = low.nbor(-2)
        if before.pos_ == "NOUN" and before.lower_ in PLANNED | FAILED:
            yield before


def _of_doing(verb: Token) -> str | None:
    """What a verb that only says that a deed is done makes of it: will carry out, did not stage."""
    own = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    if any(child.dep_ == "neg" for child in verb.children):
        return "denied"
    if own & {"will", "'ll"}:
        return "planned"
    return "hypothetical" if own & MODAL and verb.tag_ == "VB" else None
