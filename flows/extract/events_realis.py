"""Whether the text says that an event happened, failed, was planned, alleged, denied, supposed, or is just talk."""

from __future__ import annotations

from spacy.tokens import Token

from flows.extract.events_lexicon import words
from flows.extract.events_triggers import Trigger
from flows.layers import Timex

LONG = 300  # days


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
SERIES = frozenset({"series", "spate", "wave", "string", "spree", "succession", "barrage"})
PARTITIVE = frozenset({"one", "some", "many", "most", "several", "few"})
MODAL = frozenset({"would", "could", "might", "may", "should", "can", "must", "'d", "ca"})
GENERIC = words("generic")
UP = frozenset({"xcomp", "ccomp", "pcomp", "acl", "advcl", "dobj", "pobj", "prep", "relcl"})

OWN = frozenset({"amod", "advmod", "aux", "auxpass", "compound", "det", "neg", "mark", "acomp", "nmod"})
DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})
#: A verb in -ing in these places names a kind of deed: "killing is wrong", "accused of bombing".
NAMING = frozenset({"csubj", "nsubj", "nsubjpass", "pobj", "dobj"})


def realis_of(trigger: Trigger) -> str:
    """The realis as the words around the trigger have it, before its time, place and parties are known."""
    token = trigger.token
    own = {child.lower_ for child in token.children if child.dep_ in OWN}
    if any(child.dep_ == "neg" for child in token.children):
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
    return above or ("planned" if trigger.mode == "plot" else "actual")


def _from_above(token: Token) -> str | None:
    """What a governing word makes of it: tried to, planned to, accused of, denied."""
    below = token
    for _ in range(3):
        if below.dep_ == "conj" and below.head.pos_ == below.pos_:
            below = below.head
            continue
        if below.dep_ not in UP or below.head == below:
            return None
        head, word = below.head, below.head.lower_
        bare = token.tag_ in ("VB", "VBG", "NN", "NNS", "VBP")
        if below.dep_ == "relcl" or (below.dep_ == "acl" and below.tag_ != "VB") or below.dep_ == "advcl":
            return None
        if word in FAILED and bare:
            return "failed"
        if word in PLANNED and bare and head.dep_ != "prep":
            return "failed" if any(c.lower_ in FAILED for c in (*head.children, head.head)) else "planned"
        if word in DENIED:
            return "denied"
        if word in ALLEGED and head.pos_ in ("VERB", "NOUN"):
            return "alleged"
        if word in HYPOTHETICAL and bare and not (below.dep_ == "dobj" and word in ASKING):
            return "hypothetical"
        if head.pos_ in ("VERB", "AUX") and token.tag_ == "VB" and any(c.lower_ in MODAL for c in head.children):
            return "hypothetical"
        below = head
    return None


def is_general(token: Token) -> bool:
    """Whether a word speaks of events in general unless something ties it down: bare plurals, any, such."""
    if token.pos_ in ("NOUN", "PROPN"):
        lefts = {child.lower_ for child in token.lefts}
        counted = any(child.dep_ in ("nummod", "poss") for child in token.lefts)
        if lefts & GENERIC:
            return True
        if is_of_series(token):
            return any(child.dep_ == "poss" for child in token.lefts)
        if token.dep_ == "pobj" and token.head.head.lower_ in PARTITIVE:
            return True
        if token.dep_ == "compound" and any(child.lower_ in DEFINITE for child in token.head.lefts):
            return False
        if token.tag_ in ("NNS", "NNPS"):
            return not (lefts & DEFINITE or any(child.dep_ == "nummod" for child in token.lefts))
        return not (counted or any(child.dep_ == "det" for child in token.lefts))
    if token.tag_ in ("VBP", "VBZ", "VB"):
        return not (_is_headline(token) or (token.tag_ == "VB" and token.dep_ == "xcomp"))
    return token.tag_ == "VBG" and token.dep_ in NAMING


def is_of_series(token: Token) -> bool:
    """Whether a word says of what there was a series, a wave, a spate."""
    return token.dep_ == "pobj" and token.head.head.lower_ in SERIES


def is_ongoing(token: Token) -> bool:
    """Whether a verb tells of something in the perfect or as going on: "they have murdered judges", "is bombing"."""
    if token.pos_ not in ("VERB", "AUX"):
        return False
    aux = {child.lower_ for child in token.children if child.dep_ in ("aux", "auxpass")}
    if any(child.dep_ == "auxpass" for child in token.children):
        return False  # "has been arrested" is how news is told
    if any(child.dep_ == "dobj" and _is_single(child) for child in token.children):
        return False
    return bool(aux & {"have", "has"}) or (token.tag_ == "VBG" and bool(aux & {"is", "are"}))


def _is_single(token: Token) -> bool:
    """Whether a noun is one, or so many."""
    return token.tag_ in ("NN", "NNP") or any(child.dep_ == "nummod" for child in token.lefts)


def is_tally(token: Token, when: Timex | None) -> bool:
    """Whether a word sums up many events over a long time: "13,000 have been killed since 1980"."""
    if when is None or when.earliest is None or when.latest is None:
        return False
    perfect = any(child.dep_ == "aux" and child.lower_ in ("have", "has", "had") for child in token.children)
    is_long = (when.latest - when.earliest).days > LONG or when.modifier == "ON_OR_AFTER"
    return is_long and (perfect or token.tag_ in ("NNS", "NNPS"))


def _is_headline(token: Token) -> bool:
    """Whether the sentence is set without a full stop, as headlines are, whose present tense tells what happened."""
    last = next((word for word in reversed(token.sent) if not word.is_space), token)
    return not last.is_punct or last.text in "'\"”’"
