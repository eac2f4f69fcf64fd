"""Ties told by a verb or a noun for what is done: "X joined Y", "X fought Y", "the fight of X against Y"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from flows.extract.ties.scene import Scene
from flows.extract.ties.stance import fits, relation
from flows.layers import Mention, Relation
from flows.lexicons import table
from schemas.codes.relations import RelationType as R

VERBS: dict[str, dict[str, str]] = {}  # word → frame → relation type
for _key, _words in table("relation_verbs").items():
    _type, _frame = _key.split()
    for _word in _words:
        VERBS.setdefault(_word, {}).setdefault(_frame, _type)
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
SHARING = frozenset({"xcomp", "conj", "advcl", "ccomp", "pcomp", "compound", "acomp"})
HOLDING = frozenset({"poss", "compound", "nmod", "amod"})
#: Verbs whose subject does the fighting that their object names.
WAGING = frozenset(table("relation_stance")["waging"])
DEPTH = 4


def deed_ties(scene: Scene, word: Token) -> Iterator[Relation]:
    """The ties that a verb or a noun for a deed states between its parties."""
    frames = VERBS[word.lower_]
    if word.pos_ in ("VERB", "AUX"):
        yield from _by_verb(scene, word, frames)
    elif word.pos_ in ("NOUN", "PROPN"):
        yield from _by_noun(scene, word, frames)


def _by_verb(scene: Scene, verb: Token, frames: dict[str, str]) -> Iterator[Relation]:
    doers = list(_doers(scene, verb))
    if "object" in frames:
        for thing in _objects(scene, verb, frames["object"] in (R.OPPOSES, R.FIGHTS)):
            yield from _ties(scene, doers, frames["object"], thing, verb)
    for child in verb.children:
        if child.dep_ in ("prep", "agent", "dative") and child.lower_ in frames and child.lower_ != "by":
            for obj in child.children:
                if obj.dep_ == "pobj":
                    for thing in scene.actor_at(obj, frames[child.lower_] in (R.OPPOSES, R.FIGHTS)):
                        yield from _ties(scene, doers, frames[child.lower_], thing, verb)
    has_object = any(child.dep_ == "dobj" for child in verb.children)
    if frames.get("with") == R.MET_WITH and len(doers) > 1 and not has_object:  # "X and Y met"
        yield from _ties(scene, doers[:1], R.MET_WITH, doers[1], verb)


def _ties(
    scene: Scene, doers: list[Mention], kind: str, thing: Mention, cue: Token, confidence: float = 0.7
) -> Iterator[Relation]:
    for doer in doers:
        if fits(doer, kind, thing):
            yield relation(scene, doer, kind, thing, cue, confidence)


def _is_passive(verb: Token) -> bool:
    if any(child.dep_ in ("nsubjpass", "auxpass") for child in verb.children):
        return True
    return verb.tag_ == "VBN" and verb.dep_ in ("acl", "advcl") and any(c.dep_ == "agent" for c in verb.children)


def _objects(scene: Scene, verb: Token, owner: bool) -> Iterator[Mention]:
    """What a verb is done to: its object, or the subject of its passive."""
    if not _is_passive(verb):
        for child in verb.children:
            if child.dep_ == "dobj":
                yield from scene.actor_at(child, owner)
        if verb.dep_ == "compound" and verb.i + 1 in scene.starts:  # a verb that the parse takes for a part of the name
            yield scene.starts[verb.i + 1]
        return
    subjects = [child for child in verb.children if child.dep_ == "nsubjpass"]
    if not subjects and verb.i >= 2 and verb.nbor(-1).text == "," and verb.i - 2 in scene.within:
        yield scene.within[verb.i - 2]  # "the band, led by X"
    elif verb.dep_ == "acl" or (verb.dep_ == "relcl" and subjects and subjects[0].tag_ in ("WP", "WDT")):
        named, clause = scene.actor_at(verb.head)[:1], verb.head.head
        if not named and verb.head.dep_ == "attr":  # "X is the largest town held by Y"
            named = [m for child in clause.children if child.dep_ == "nsubj" for m in scene.actor_at(child)[:1]]
        yield from named
    for child in verb.children:
        if child.dep_ == "nsubjpass":
            yield from scene.actor_at(child)


def _doers(scene: Scene, verb: Token) -> Iterator[Mention]:
    """Who does it: the subject, the agent of a passive, or the subject of the clause that the verb hangs on."""
    if _is_passive(verb):
        for child in verb.children:
            if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
                for obj in child.children:
                    if obj.dep_ == "pobj":
                        agents = scene.actor_at(obj)
                        yield from (agent for agent in agents if agent.entity_type == agents[0].entity_type)
        return
    at = verb
    for _ in range(DEPTH):
        subjects = [child for child in at.children if child.dep_ in SUBJECTS]
        if subjects:
            for subject in subjects:
                relative = at.dep_ == "relcl" and subject.tag_ in ("WP", "WDT")
                yield from scene.actor_at(at.head)[:1] if relative else scene.actor_at(subject)
            return
        if at.dep_ in ("acl", "relcl"):  # "the coalition fighting Y", "the coalition's efforts to defeat Y"
            yield from scene.actor_at(at.head)[:1] or _holders(scene, at.head)
            return
        if at.dep_ not in SHARING and at.pos_ != "ADP":
            return
        at = at.head


def _by_noun(scene: Scene, noun: Token, frames: dict[str, str]) -> Iterator[Relation]:
    """Ties of "X's fight against Y", "X in the fight against Y", "X's support for Y", "a call between X and Y"."""
    for prep in noun.rights:
        kind = frames.get(f"noun_{prep.lower_}") if prep.dep_ == "prep" else None
        if not kind:
            continue
        things = [m for obj in prep.children if obj.dep_ == "pobj" for m in scene.actor_at(obj, kind == R.OPPOSES)]
        if prep.lower_ == "between":
            if len(things) > 1:
                yield from _ties(scene, things[:1], kind, things[1], noun, 0.8)
            continue
        for thing in things:
            yield from _ties(scene, _holders(scene, noun, kind), kind, thing, noun)


def _holders(scene: Scene, noun: Token, kind: str = "") -> list[Mention]:
    """Whose deed a noun is: the name before it ("X's fight"), who is in it, or the subject of the verb it goes with."""
    own = [m for child in noun.lefts if child.dep_ in HOLDING for m in scene.all_at(child)]
    if own:
        return [state for mention in own if (state := scene.state(mention))]
    head = noun.head
    if noun.dep_ == "pobj" and head.lower_ == "in":  # "Iraq in the fight against Y"
        before = scene.within.get(head.i - 1)
        if before is not None:
            return [before]
        if head.head.pos_ not in ("VERB", "AUX"):
            return []
        return [m for m in _doers(scene, head.head) if kind != R.FIGHTS or m.entity_type != "person"]
    if noun.dep_ == "dobj" and (kind != R.FIGHTS or head.lower_ in WAGING):
        return list(_doers(scene, head))
    return []
