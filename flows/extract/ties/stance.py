"""How a text puts a tie: whether it says that it holds, how sure it is, and when."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from flows.extract.ties.grammar import PERSON_NOUNS, STANCE, following
from flows.extract.ties.scene import Scene
from flows.extract.ties.times import time_of
from flows.layers import Mention, Relation
from schemas.codes.relations import Modality, Polarity

MODIFYING = frozenset({"aux", "auxpass", "advmod", "neg", "mark", "det", "amod", "compound", "nmod", "preconj"})
#: How a clause, or what is said of somebody, hangs on the words that put it: "denied joining Y", "is said to be".
HANGING = frozenset({"attr", "oprd", "acomp", "xcomp", "ccomp", "pcomp", "acl"})
QUOTES = frozenset("\"'“”‘’«»")
CLAUSES = 4
BEFORE = 6  # tokens before a role among which "former" is looked for


def relation(
    scene: Scene, subject: Mention, relation_type: str, thing: Mention, cue: Token, confidence: float
) -> Relation:
    """The tie as the clause of `cue` puts it."""
    clauses = _clauses(cue)
    polarity = Polarity.NEGATIVE if _denied(clauses) else Polarity.POSITIVE
    modality, when = _modality(scene, clauses), time_of(scene.doc, clauses)
    return replace(
        stated(subject, relation_type, thing, cue, confidence), polarity=polarity, modality=modality, when=when
    )


def stated(subject: Mention, relation_type: str, thing: Mention, cue: Token, confidence: float) -> Relation:
    """The tie as a plain fact; its passage runs from the first to the last of the cue and both parties."""
    sentence = cue.sent
    parts = [(cue.idx, cue.idx + len(cue)), (subject.start, subject.end), (thing.start, thing.end)]
    # A party told by coreference may stand in another sentence.
    parts = [part for part in parts if sentence.start_char <= part[0] and part[1] <= sentence.end_char] or parts[:1]
    start, end = min(part[0] for part in parts), max(part[1] for part in parts)
    return Relation(subject, relation_type, thing, start, end, confidence=confidence)


def _clauses(cue: Token) -> list[Token]:
    """The cue and the words its clause hangs on, the nearest first."""
    found = [cue]
    while len(found) < CLAUSES:
        at, head = found[-1], found[-1].head
        told = at.dep_ == "dobj" and at.lower_ not in PERSON_NOUNS  # who arrests a leader says nothing of the leading
        if not (at.dep_ in HANGING or told or (at.dep_ == "pobj" and head.lower_ in ("as", "of"))):
            break
        found.append(head.head if head.pos_ == "ADP" else head)
    return found


def _said_of(clauses: list[Token]) -> set[str]:
    """The words of the clauses that say how they are put."""
    modifiers = (child for word in clauses for child in word.children if child.dep_ in MODIFYING)
    # "then joined Y" tells an order, "the then leader" an end.
    said = {child.lower_ for child in modifiers if not (child.lower_ == "then" and child.dep_ == "advmod")}
    return said | {word.lower_ for word in clauses[1:]}


def _denied(clauses: list[Token]) -> bool:
    if _said_of(clauses) & STANCE["negative"]:
        return True
    negations = [child for word in clauses for child in word.children if child.dep_ == "neg"]
    return any(following(word) not in STANCE["merely"] for word in negations)


def _modality(scene: Scene, clauses: list[Token]) -> Modality:
    said, cue = _said_of(clauses), clauses[0]
    for at in range(cue.i - 1, max(cue.i - BEFORE, cue.sent.start) - 1, -1) if cue.pos_ in ("NOUN", "PROPN") else ():
        token = scene.doc[at]
        if token.pos_ not in ("ADJ", "ADV", "NOUN", "PROPN", "PUNCT", "X") or token.text == ",":
            break
        said.add(token.lower_)
    after = [child for word in clauses for child in word.children]
    longer = any(child.lower_ == "longer" and child.i and child.nbor(-1).lower_ in ("no", "any") for child in after)
    if longer or said & STANCE["former"] or any(child.lower_ in ("until", "till") for child in after):
        return Modality.FORMER
    quoted = {scene.text[max(0, cue.idx - 1)], scene.text[min(cue.idx + len(cue), len(scene.text) - 1)]} <= QUOTES
    if quoted or said & STANCE["alleged"]:  # his "war" on them is none that the writer vouches for
        return Modality.ALLEGED
    return Modality.POSSIBLE if said & STANCE["possible"] else Modality.ASSERTED
