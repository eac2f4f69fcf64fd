"""Ties told by a noun: "X, leader of Y", "Y's spokesman X", "Y member X", "X was a founder of Y", "X's brother Y"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from flows.extract.ties.scene import Scene
from flows.extract.ties.stance import fits, relation
from flows.layers import Mention, Relation
from flows.lexicons import table
from schemas.codes.relations import RelationType as R

WORDS = table("relation_stance")
ROLES = {word: kind for kind, words in table("relation_roles").items() for word in words}
KIN = frozenset({R.SIBLING_OF, R.PARENT_OF, "child", R.SPOUSE_OF, R.RELATIVE_OF})
OFFICES = frozenset({R.LEADER_OF, R.HOLDS_OFFICE, R.SPOKESPERSON_OF, R.DEPUTY_OF})
OF = frozenset({"of", "for", "in", "at", "from", "to", "with"})
COPULAS = frozenset(WORDS["copulas"])
SERVES = frozenset(WORDS["serves"])
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
SHARING = frozenset({"xcomp", "conj", "relcl"})
DEPTH = 4
#: Heads of state, of whose countries the word for the people tells.
HEADS = frozenset(WORDS["heads"])
WITHIN = frozenset({"in", "at", "from"})  # before a place they tell where, not of what


def role_ties(scene: Scene, noun: Token) -> Iterator[Relation]:
    """The ties that a noun for a role states, if it has both a bearer and something it is a role in."""
    kind = ROLES[noun.lower_]
    if noun.i in scene.within and scene.within[noun.i].head == noun.i:
        return  # the head of a name: "the Middle East Branch"
    if kind in KIN and noun.lower_.endswith("s") and (pair := _brothers(scene, noun, kind)):
        yield pair
        return
    bearers = _bearers(scene, noun)
    for thing in _things(scene, noun, kind):
        for bearer in bearers:
            subject, name, other = (thing, R.PARENT_OF, bearer) if kind == "child" else (bearer, kind, thing)
            if name in (R.SUBGROUP_OF, R.MEMBER_OF) and subject.entity_type == "organization":
                name = R.SUBGROUP_OF if kind == R.SUBGROUP_OF else R.MEMBER_OF
            if fits(subject, name, other):
                yield relation(scene, subject, name, other, noun, 0.9)


def _brothers(scene: Scene, noun: Token, kind: str) -> Relation | None:
    """The tie of those that a plural names together: "the brothers Ibrahim and Khaled Bakr"."""
    kind = R.SIBLING_OF if kind == "child" else kind
    if kind == R.PARENT_OF:
        return None  # "the parents A and B" says whose parents neither of them is
    following = noun.nbor(1) if noun.i + 1 < len(scene.doc) else noun
    first = scene.starts.get(noun.i + 1 + (following.text == ","))
    if first is None:
        return None
    at = scene.doc.char_span(first.start, first.end, alignment_mode="expand")
    if at is not None and at.end < len(scene.doc) and scene.doc[at.end].lower_ in ("and", "&"):
        second = scene.starts.get(at.end + 1)
        if second is not None and fits(first, kind, second):
            return relation(scene, first, kind, second, noun, 0.9)
    return None


def _things(scene: Scene, noun: Token, kind: str) -> list[Mention]:
    """What the role is in: a possessive, a name before the noun, or the object of "of"."""
    found: list[Mention] = []
    for child in noun.children:
        if child.dep_ == "poss" or (child.dep_ in ("compound", "nmod", "amod") and child.i < noun.i):
            found += [mention for mention in [scene.at(child)] if mention]
        elif child.dep_ == "prep" and child.lower_ in OF and child.i - noun.i <= 4:
            objects = [m for obj in child.children if obj.dep_ == "pobj" for m in scene.actor_at(obj)]
            refused = (
                WITHIN | {"for"} if kind in (R.HOLDS_OFFICE, R.OWNS) else WITHIN
            )  # a minister for the Middle East has none there
            found += [m for m in objects if not (m.entity_type == "place" and child.lower_ in refused)]
    if not found and (before := _name_before(scene, noun)):
        found.append(before)
    if kind == R.LEADER_OF and noun.lower_ not in HEADS:  # "the Syrian commander" does not lead Syria
        found = [mention for mention in found if mention.entity_type != "group"]
    return [thing for mention in found for thing in [scene.state(mention) if kind in OFFICES else mention] if thing]


def _name_before(scene: Scene, noun: Token) -> Mention | None:
    """The name that stands before the noun with nothing but adjectives, nouns and "'s" between."""
    for at in range(noun.i - 1, max(noun.i - 6, noun.sent.start - 1), -1):
        if at in scene.within:
            mention = scene.within[at]
            return None if scene.doc[mention.head].dep_ == "pobj" else mention  # "In Turkey Minister X said"
        token = scene.doc[at]
        if token.pos_ not in ("ADJ", "NOUN", "PART") and token.lower_ not in ("’s", "'s", "-", "’"):
            return None
    return None


def _bearers(scene: Scene, noun: Token) -> list[Mention]:
    """Who has the role: named right after or before the noun, or the subject it is said of."""
    after = _after(scene, noun)
    if after:
        return after
    own = scene.heads.get(noun.i)
    if own is not None and own.kind == "nominal":
        return [own]
    verb = noun.head
    if noun.dep_ in ("attr", "oprd") and verb.lower_ in COPULAS:
        return _subjects(scene, verb)
    if noun.dep_ == "pobj" and verb.lower_ == "as" and verb.head.lower_ in SERVES:
        return _subjects(scene, verb.head)
    if noun.dep_ == "pobj" and verb.lower_ == "as":
        if verb.head.pos_ != "VERB":  # "the UK, as part of Y"
            named = list(scene.all_at(verb.head))[:1]
            before = scene.within.get(verb.i - 2) if verb.i >= 2 and verb.nbor(-1).text == "," else None
            return named or ([before] if before else [])
        # "set up Y as its wing", "works as part of Y"
        things = [m for child in verb.head.children if child.dep_ in ("dobj", "nsubjpass") for m in scene.all_at(child)]
        return things or _subjects(scene, verb.head)
    if noun.dep_ == "appos":
        return list(scene.all_at(noun.head))[:1]
    return _before(scene, noun)


def _after(scene: Scene, noun: Token) -> list[Mention]:
    """The name right after the noun, or after its complement: "leader X", "leader of Y, X"."""
    for at in (noun.i + 1, noun.i + 2):
        if (
            at < len(scene.doc)
            and at in scene.starts
            and scene.text[noun.idx + len(noun) : scene.starts[at].start] in (" ", ", ")
        ):
            return [scene.starts[at]]
    return [m for child in noun.rights if child.dep_ == "appos" for m in scene.all_at(child)][:1]


def _before(scene: Scene, noun: Token) -> list[Mention]:
    """The name before a comma that the noun explains: "X, the long-time leader of Y"."""
    left = noun.left_edge.i
    if left >= 2 and scene.doc[left - 1].text == "," and left - 2 in scene.within:
        return [scene.within[left - 2]]
    return []


def _subjects(scene: Scene, verb: Token) -> list[Mention]:
    """Who a verb is said of, looked for up the chain of clauses that share one subject."""
    for _ in range(DEPTH):
        found = [m for child in verb.children if child.dep_ in SUBJECTS for m in scene.all_at(child)]
        if found or verb.dep_ not in SHARING:
            return found
        if verb.dep_ == "relcl":
            return list(scene.all_at(verb.head))[:1]
        verb = verb.head
    return []
