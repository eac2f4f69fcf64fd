"""Cues: the words that report speech, and who speaks by them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache

from spacy.strings import get_string_id
from spacy.tokens import Doc, Token

from flows.extract.quotes_phrases import Words, antecedent, may_speak, noun_phrase
from flows.lexicons import lines

CLIMBED = 4  # how many clauses up the subject of a participle or an infinitive is looked for
FINITE = frozenset({"VBD", "VBZ", "VBP"})
LIGHT_PREPOSITIONS = frozenset({"by", "from", "of"})
#: Where a word tagged as a noun or an adjective may be a verb all the same, as in headlines.
HEADLINE = frozenset({"ROOT", "ccomp", "relcl", "conj", "advcl"})
RELATIVES = frozenset({"who", "which", "that", "whom"})


class Kind(Enum):
    """How a cue reports speech."""

    SAY = "say"  # takes what was said as a clause or in marks: said, warned
    QUOTE = "quote"  # only beside quoted words: smiled, continued
    NAME = "name"  # gives its object a name in quoted words: called, denounced
    STANCE = "stance"  # what somebody thinks or wants: believes, hopes
    NOUN = "noun"  # the act or its product: statement, claim
    SOURCE = "source"  # according to


@dataclass(slots=True)
class Cue:
    """One cue: its tokens and its speaker's."""

    at: int  # the token that heads it
    words: Words
    kind: Kind
    speaker: Words | None
    passive: bool = False  # reported without a word on who said it: "has been called"


@cache
def _kinds() -> dict[str, Kind]:
    """Each form in the lexicons with its kind; of several, the one that says most plainly that somebody spoke."""
    kinds: dict[str, Kind] = {}
    for name, kind in (
        ("quoting_verbs", Kind.QUOTE),
        ("stance_verbs", Kind.STANCE),
        ("naming_verbs", Kind.NAME),
        ("speech_verbs", Kind.SAY),
    ):
        kinds.update(dict.fromkeys(lines(name), kind))
    return kinds


@cache
def _nouns() -> frozenset[str]:
    return frozenset(lines("speech_nouns"))


@cache
def _phrasal() -> frozenset[str]:
    """First words of cues of two words, such as "pointed out"."""
    return frozenset(form.split()[0] for form in _kinds() if " " in form)


@cache
def _wanted() -> frozenset[int]:
    """The hashes of all words that may begin a cue: a sieve that leaves one token in ten."""
    words = {*_kinds(), *_nouns(), *_phrasal(), "according", "put"}
    return frozenset(get_string_id(word) for word in words)


def find_cues(doc: Doc) -> Iterator[Cue]:
    """The cues of the text in order."""
    wanted = _wanted()
    for place, word in enumerate(doc.to_array("LOWER").tolist()):
        if word in wanted and (cue := _cue(doc, doc[place])) is not None:
            yield cue


def _cue(doc: Doc, token: Token) -> Cue | None:
    word, tag = token.lower_, token.tag_
    after = doc[token.i + 1].lower_ if token.i + 1 < len(doc) else ""
    if tag.startswith("V") or (tag.startswith(("NN", "JJ")) and token.dep_ in HEADLINE):
        cue = _verb(token, after)
        if cue is not None:
            return cue
    if word in _nouns() and tag.startswith("NN"):
        return Cue(token.i, (token.i, token.i + 1), Kind.NOUN, owner(token))
    if word == "according" and after == "to":
        return Cue(token.i, (token.i, token.i + 2), Kind.SOURCE, _object(doc[token.i + 1]))
    return None


def _verb(token: Token, after: str) -> Cue | None:
    end, kinds, word = token.i + 1, _kinds(), token.lower_
    kind = kinds.get(word)
    if word in _phrasal() and (both := kinds.get(f"{word} {after}")):
        kind, end = both, end + 1
    if word == "put" and after == "it":
        kind, end = Kind.SAY, end + 1
    if kind is None or token.dep_ in ("amod", "aux", "compound"):
        return None
    speaker = subject(token)
    passive = speaker is None and any(child.dep_ in ("nsubjpass", "auxpass") for child in token.children)
    return Cue(token.i, (token.i, end), kind, speaker, passive)


def subject(verb: Token, climbed: int = 0) -> Words | None:
    """The words that name who does what `verb` says, through participles, infinitives and relative clauses."""
    passive = None
    for child in verb.children:
        if child.dep_ == "nsubj":
            return _named(child)
        if child.dep_ == "agent":
            return next((noun_phrase(c) for c in child.children if c.dep_ == "pobj"), None)
        if child.dep_ == "nsubjpass":
            passive = child
    if passive is not None:
        return _named(passive) if climbed else None
    if climbed == CLIMBED:
        return None
    if verb.tag_ in FINITE and verb.dep_ not in ("conj", "ROOT"):
        return _before_aside(verb)
    if verb.head == verb:
        return None
    head = verb.head
    if verb.dep_ in ("acl", "relcl"):
        return None if verb.tag_ == "VBN" or verb.dep_ == "relcl" else owner(head) or noun_phrase(head)
    if verb.dep_ == "xcomp":
        whom = next((c for c in head.children if c.dep_ == "dobj" and c.i < verb.i), None)
        if whom is not None and may_speak(whom):
            return noun_phrase(whom)
    if verb.dep_ == "pcomp":
        head = head.head
    if verb.dep_ in ("conj", "xcomp", "advcl", "pcomp", "ccomp", "prep", "dep") and head.pos_ in ("VERB", "AUX"):
        if verb.dep_ == "ccomp" and verb.tag_ != "VBG":
            return None
        return subject(head, climbed + 1)
    return None


def _before_aside(verb: Token) -> Words | None:
    """The subject that an aside parts from its verb: "Ann Roe, the mayor, known as Roo, put …"."""
    if verb.i < 2 or verb.doc[verb.i - 1].text != ",":
        return None
    token, found = verb.doc[verb.i - 2], None
    while token.right_edge.i < verb.i:
        if token.pos_ in ("NOUN", "PROPN"):
            found = token
        if token.head == token:
            break
        token = token.head
    return noun_phrase(found) if found is not None and may_speak(found) else None


def owner(noun: Token) -> Words | None:
    """Whose statement, claim or speech it is: the possessor, the one it comes from, or who makes it."""
    for child in noun.children:
        if child.dep_ == "poss":
            return noun_phrase(child)
        if child.dep_ in ("prep", "agent") and child.lower_ in LIGHT_PREPOSITIONS:
            return _object(child)
    if noun.dep_ in ("dobj", "pobj"):
        head = noun.head.head if noun.dep_ == "pobj" else noun.head
        speaker = subject(head, 1) if head.pos_ == "VERB" else None
        return speaker if speaker and may_speak(noun.doc[speaker[1] - 1]) else None
    return None


def _object(preposition: Token) -> Words | None:
    return next((noun_phrase(child) for child in preposition.children if child.dep_ in ("pobj", "pcomp")), None)


def _named(token: Token) -> Words | None:
    """The phrase that `token` heads; for a relative pronoun, the phrase that it stands for."""
    if token.lower_ in RELATIVES and token.tag_[0] == "W":
        return antecedent(token)
    return noun_phrase(token)
