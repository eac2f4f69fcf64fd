"""Who has the role that a noun names: "leader X", "X, the leader of Y", "X became leader", "they elected X leader"."""

from __future__ import annotations

from spacy.tokens import Token

from flows.extract.ties.grammar import PERSON_NOUNS, STANCE, SUBJECTS
from flows.extract.ties.scene import Scene
from flows.layers import Mention

SHARING = frozenset({"xcomp", "conj", "relcl"})
DEPTH = 4


def bearers(scene: Scene, noun: Token) -> list[Mention]:
    """Who has the role: named right after or before the noun, or the subject it is said of."""
    after = _after(scene, noun)
    if after:
        return after
    own = scene.heads.get(noun.i)
    if own is not None and own.kind == "nominal":
        return [own]
    if noun.dep_ == "appos":
        return list(scene.all_at(noun.head))[:1]
    return _told(scene, noun) or _before(scene, noun)


def _told(scene: Scene, noun: Token) -> list[Mention]:
    """Of whom a verb tells the role: "X is leader", "they appointed X leader", "X served as leader"."""
    verb = noun.head
    if noun.dep_ in ("attr", "oprd") and verb.lower_ in STANCE["copulas"] | STANCE["serves"]:
        return _given(scene, verb)
    if noun.dep_ != "pobj" or verb.lower_ != "as":
        return []
    if verb.head.pos_ == "VERB":
        return _given(scene, verb.head)
    named = list(scene.all_at(verb.head))[:1]  # "the UK, as part of Y"
    before = scene.within.get(verb.i - 2) if verb.i >= 2 and verb.nbor(-1).text == "," else None
    return named or ([before] if before else [])


def _given(scene: Scene, verb: Token) -> list[Mention]:
    """Whom a verb gives a role: its object or the subject of its passive, else its subject."""
    things = [m for child in verb.children if child.dep_ in ("dobj", "nsubjpass") for m in scene.all_at(child)]
    return things or _subjects(scene, verb)


def _after(scene: Scene, noun: Token) -> list[Mention]:
    """The name right after the noun, or after its complement: "leader X", "leader of Y, X", "members X and Y"."""
    for at in (noun.i + 1, noun.i + 2):
        name = scene.starts.get(at)
        if name is not None and scene.text[noun.idx + len(noun) : name.start] in (" ", ", "):
            return list(scene.all_at(scene.doc[name.head])) if noun.tag_ == "NNS" else [name]
    named = [child for child in noun.rights if child.dep_ == "appos" and not noun.conjuncts]
    return [mention for child in named for mention in scene.all_at(child)][:1]


def _before(scene: Scene, noun: Token) -> list[Mention]:
    """The name before a comma that the noun explains: "X, the long-time leader of Y"."""
    left = noun.left_edge.i
    if noun.tag_ == "NNS":
        return []  # "X said, six Mexican nationals were hurt"
    if left >= 2 and scene.doc[left - 1].text == "," and left - 2 in scene.within:
        return [scene.within[left - 2]]
    return []


def _subjects(scene: Scene, verb: Token) -> list[Mention]:
    """Who a verb is said of, looked for up the chain of clauses that share one subject."""
    for _ in range(DEPTH):
        subjects = [child for child in verb.children if child.dep_ in SUBJECTS]
        found = [mention for child in subjects for mention in scene.all_at(child)]
        # What is no person can't have a role: the clause is joined to another one than the parse says.
        astray = any(child.pos_ == "NOUN" and child.lower_ not in PERSON_NOUNS for child in subjects)
        if found or not (verb.dep_ in SHARING or (astray and verb.dep_ == "advcl")):
            return found
        if verb.dep_ == "relcl":
            return list(scene.all_at(verb.head))[:1]
        verb = verb.head
    return []
