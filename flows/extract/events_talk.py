"""Whether a word tells of one event or talks of many: bare plurals, habits, sums over years, wars."""

from __future__ import annotations

import re
from collections.abc import Iterable

from spacy.tokens import Token

from flows.extract.events_grammar import is_passive, subject_of
from flows.extract.events_lexicon import words
from flows.layers import Timex
from flows.tense import is_brought, is_told_past

LONG = 300  # days
DURATION = re.compile(r"P(\d+)([DWMY])")
UNITS = {"D": 1, "W": 7, "M": 30, "Y": 365}
SPELL = 28  # days: what goes on for longer than that is no one event
DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})
SERIES = frozenset({"series", "spate", "wave", "string", "spree", "succession", "barrage"})
PARTITIVE = frozenset({"one", "some", "many", "most", "several", "few"})
GENERIC = words("generic")
#: A verb in -ing in these places names a kind of deed: "killing is wrong", "accused of bombing".
NAMING = frozenset({"csubj", "nsubj", "nsubjpass", "pobj", "dobj", "pcomp"})
#: Prepositions whose clause in -ing tells what was done: "after killing the guard".
TELLING = frozenset({"after", "before", "by", "while", "since", "upon", "following", "for", "of"})
PLURAL = frozenset({"NNS", "NNPS"})
NOUNS = frozenset({"NOUN", "PROPN"})
WARS = words("wars")
SUFFERING = words("suffering")
DOERS = words("doers") | words("attackers")
CONTINUING = words("continuing")
MANY = words("many")


def is_general(token: Token) -> bool:
    """Whether a word speaks of events in general unless something ties it down: bare plurals, any, such."""
    if token.pos_ in NOUNS:
        if is_brought(token) and is_told_past(token.head):
            return False
        if token.dep_ == "conj" and token.tag_ not in PLURAL and not any(child.dep_ == "det" for child in token.lefts):
            return token.head.pos_ in NOUNS and is_general(token.head)  # "the slaughter and maiming of villagers"
        lefts = {child.lower_ for child in token.lefts}
        counted = any(child.dep_ in ("nummod", "poss") for child in token.lefts)
        if lefts & GENERIC and not (token.tag_ == "NN" and lefts & DEFINITE):  # "the recent attack" is one
            return True
        if is_of_series(token):
            return any(child.dep_ == "poss" for child in token.lefts)
        if token.dep_ == "pobj" and token.head.head.lower_ in PARTITIVE:
            return True
        if token.dep_ == "compound" and any(child.lower_ in DEFINITE for child in token.head.lefts):
            return False
        beside = token.head.lefts if token.dep_ == "compound" else token.lefts
        if any(child.dep_ == "compound" and child.pos_ == "PROPN" and child != token for child in beside):
            return False  # the Boston Marathon bombing, a Boston bombing suspect
        if token.tag_ in PLURAL:
            return not (lefts & DEFINITE or any(child.dep_ == "nummod" for child in token.lefts))
        return not (counted or any(child.dep_ == "det" for child in token.lefts))
    if token.tag_ in ("VBP", "VBZ", "VB"):
        return not (_is_headline(token) or (token.tag_ == "VB" and token.dep_ == "xcomp"))
    return token.tag_ == "VBG" and token.dep_ in NAMING and not (token.dep_ == "pcomp" and token.head.lower_ in TELLING)


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
    head = token.head
    if token.tag_ in ("VBG", "VB") and token.dep_ in ("xcomp", "advcl") and head.pos_ == "VERB":
        if head.lower_ in CONTINUING and head.tag_ in ("VBZ", "VBP"):
            return True
        aux |= {child.lower_ for child in head.children if child.dep_ == "aux"} & {"have", "has"}
    return bool(aux & {"have", "has"}) or (token.tag_ == "VBG" and bool(aux & {"is", "are"}))


def _is_single(token: Token) -> bool:
    """Whether a noun is one, or so many."""
    return (token.tag_ in ("NN", "NNP") and token.lower_ not in MANY) or any(
        child.dep_ == "nummod" for child in token.lefts
    )


def is_tally(token: Token, when: Timex | None, durations: Iterable[Timex]) -> bool:
    """Whether a word sums up many events over a long time: "13,000 have been killed since 1980"."""
    if _is_of_war(token) and (when is None or when.earliest != when.latest):
        return True
    if token.dep_ == "dobj" and token.head.lower_ in SUFFERING and (when is None or when.earliest != when.latest):
        side = subject_of(token.head)  # "the rebels suffered over 500 deaths"
        if side is not None and (side.ent_type_ == "ORG" or side.lower_ in DOERS):
            return True
    if _is_perfect(token) and any(child.lower_ == "since" for child in token.children if child.dep_ == "prep"):
        return True
    if _is_perfect(token) and any(_days(span) >= SPELL for span in durations):
        return True
    if when is None or when.earliest is None or when.latest is None:
        return False
    if when.modifier == "ON_OR_AFTER":
        return _is_perfect(token) or token.tag_ in ("NNS", "NNPS")
    is_long = (when.latest - when.earliest).days > LONG
    return is_long and (_is_perfect(token, "have", "has") or token.tag_ in ("NNS", "NNPS"))


def _is_perfect(token: Token, *forms: str) -> bool:
    return any(child.dep_ == "aux" and child.lower_ in (forms or ("have", "has", "had")) for child in token.children)


def _is_of_war(token: Token) -> bool:
    """Whether a war, not somebody in it, is what killed."""
    doer = subject_of(token) if token.pos_ == "VERB" and not is_passive(token) else None
    return doer is not None and doer.lower_ in WARS


def _days(span: Timex) -> int:
    """How many days a duration is, at least, as far as its value tells."""
    said = DURATION.fullmatch(span.value or "")
    return int(said[1]) * UNITS[said[2]] if said else 0


def _is_headline(token: Token) -> bool:
    """Whether the sentence is set without a full stop, as headlines are, whose present tense tells what happened."""
    last = next((word for word in reversed(token.sent) if not word.is_space), token)
    return not last.is_punct or last.text in "'\"”’"
