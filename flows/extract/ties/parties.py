"""Who does what a verb or a verbal noun tells, and to whom it is done."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from flows.extract.ties.grammar import BODY_NOUNS, HOLDING, RELATIVE, STANCE, SUBJECTS, complements, is_passive
from flows.extract.ties.scene import Scene, is_actor
from flows.layers import Mention
from schemas.codes.relations import RelationType as R

SHARING = frozenset({"xcomp", "conj", "advcl", "ccomp", "pcomp", "compound", "acomp"})
PLACING = frozenset({"in", "inside", "at", "from", "into", "near", "across", "over", "to"})
DEPTH = 5


def doers(scene: Scene, verb: Token) -> list[Mention]:
    """Who does it: the subject, the agent of a passive, or whom the clause that the verb hangs on makes do it."""
    if is_passive(verb):
        return list(_agents(scene, verb))
    at = verb
    for _ in range(DEPTH):
        subjects = [child for child in at.children if child.dep_ in SUBJECTS] or [
            child
            for child in at.lefts
            if child.dep_ == "npadvmod" and child.i in scene.within  # a misread subject
        ]
        if at.dep_ == "pcomp" and at.head.lower_ in ("on", "via"):
            return []
        if subjects:
            told = [mention for subject in subjects for mention in _subject(scene, at, subject)]
            return told if at is verb else [*told, *_companions(scene, at)]
        if at.dep_ in ("acl", "relcl"):  # "the coalition fighting Y", "the coalition's efforts to defeat Y"
            if at.head.dep_ == "pobj" and at.head.head.lower_ in ("on", "via"):
                return []  # "wrote on Twitter blaming Y"
            return scene.actor_at(at.head)[:1] or holders(scene, at.head)
        is_verb = at.dep_ == "aux" and at.tag_ != "MD"  # a verb that the parse takes for an auxiliary
        if at.dep_ not in SHARING and not is_verb and at.pos_ != "ADP":
            return []
        at, below = at.head, at
        if (made := _made_to(scene, at, below)) is not None:
            return made
    return []


def _companions(scene: Scene, verb: Token) -> list[Mention]:
    """With whom it is done: "the US is working with Turkey to defeat Y"."""
    if verb.lower_ not in STANCE["joining"] or is_passive(verb):
        return []
    preps = [child for child in verb.rights if child.lower_ in ("with", "by", "alongside", "as")]
    parties = [obj for prep in preps for obj in complements(prep)]
    wholes = [obj for part in parties if part.lower_ == "part" for of in part.rights for obj in of.children]
    return [mention for party in (*parties, *wholes) for mention in scene.actor_at(party)]


def aiders(scene: Scene, verb: Token) -> list[Mention]:
    """Who helps others to do it: "X supports Y to defend itself"."""
    helping = verb.head if verb.dep_ in ("xcomp", "advcl", "ccomp") else None
    return doers(scene, helping) if helping is not None and helping.lower_ in STANCE["aiding"] else []


def _subject(scene: Scene, verb: Token, subject: Token) -> list[Mention]:
    relative = verb.dep_ == "relcl" and subject.tag_ in RELATIVE
    return scene.actor_at(verb.head)[:1] if relative else scene.actor_at(subject)


def _made_to(scene: Scene, verb: Token, clause: Token) -> list[Mention] | None:
    """The object of a verb that has it do what the clause tells: "urged X to join", "accused X of joining"."""
    objects = [child for child in verb.children if child.dep_ in ("dobj", "nsubjpass") and child.i < clause.i]
    if objects and (verb.lower_ in STANCE["making"] or clause.lower_ == "as"):
        return [mention for child in objects for mention in scene.actor_at(child)]
    return None


def _agents(scene: Scene, verb: Token) -> Iterator[Mention]:
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            for obj in complements(child):
                agents = scene.actor_at(obj)
                yield from (agent for agent in agents if agent.entity_type == agents[0].entity_type)


def objects(scene: Scene, verb: Token, owned: frozenset[str] | None) -> Iterator[Mention]:
    """What a verb is done to: its object, or the subject of its passive. `owned` as in `Scene.actor_at`."""
    if is_passive(verb):
        yield from patients(scene, verb)
        return
    direct = [child for child in verb.children if child.dep_ == "dobj"]
    for child in direct:
        yield from scene.actor_at(child, owned)
    misread = verb.dep_ == "compound" or (verb.dep_ == "aux" and verb.tag_ != "MD")
    if misread and not direct and verb.i + 1 in scene.starts:  # a verb that the parse takes for a part of the name
        yield scene.starts[verb.i + 1]


def patients(scene: Scene, verb: Token) -> Iterator[Mention]:
    """What a verb in the passive is said of."""
    subjects = [child for child in verb.children if child.dep_ == "nsubjpass"]
    if not subjects and verb.i >= 2 and verb.nbor(-1).text == "," and verb.i - 2 in scene.within:
        named = scene.within[verb.i - 2]  # "the band, led by X"; "a raid at the airport, led by X"
        if named.entity_type != "place" or verb.head.i == named.head:
            yield named
    elif verb.dep_ == "acl" or (verb.dep_ == "relcl" and subjects and subjects[0].tag_ in RELATIVE):
        told, clause = scene.actor_at(verb.head)[:1], verb.head.head
        if not told and verb.head.dep_ == "attr":  # "X is the largest town held by Y"
            told = [m for child in clause.children if child.dep_ == "nsubj" for m in scene.actor_at(child)[:1]]
        yield from told
    for child in subjects:
        yield from scene.actor_at(child)


def holders(scene: Scene, noun: Token, kind: str = "") -> list[Mention]:
    """Whose deed a noun is: the name before it ("X's fight"), who is in it, or the subject of the verb it goes with."""
    own = owners(scene, noun)
    return _takers(scene, noun, kind) if own is None else own


def owners(scene: Scene, noun: Token) -> list[Mention] | None:
    """Whose the noun says the deed is; None where it says nothing of it."""
    if noun.lower_ in BODY_NOUNS and noun.i in scene.heads:
        return [scene.heads[noun.i]]  # "the coalition against Y"
    own = [child for child in noun.lefts if child.dep_ in HOLDING]
    named = [m for child in own for m in scene.all_at(child) if is_actor(m) or m.entity_type == "place"]
    if named:
        return [state for mention in named if (state := scene.state(mention))]
    if any(child.dep_ == "poss" for child in own):  # "our support": whose that is remains open
        return []
    by = [obj for prep in noun.rights if prep.lower_ == "by" for obj in complements(prep)]
    # "a raid by X on Y"
    return [mention for obj in by for mention in scene.actor_at(obj)] if by else None


def _takers(scene: Scene, noun: Token, kind: str) -> list[Mention]:
    """Who takes part in the deed that a noun names: "Iraq in the fight against Y", "X launched a fight against Y"."""
    head = noun.head
    if noun.dep_ == "pobj" and head.lower_ == "in":
        before = scene.within.get(head.i - 1)
        if before is not None and scene.doc[before.head].head.lower_ not in PLACING:
            return [before]
        if head.head.pos_ not in ("VERB", "AUX"):
            return []
        return [m for m in doers(scene, head.head) if kind != R.FIGHTS or m.entity_type != "person"]
    if noun.dep_ == "pobj" and head.lower_ == "of" and head.head.lower_ in ("accused", "suspected"):
        return list(patients(scene, head.head)) if is_passive(head.head) else scene.actor_at(head.head)
    if noun.dep_ == "dobj" and (kind != R.FIGHTS or head.lower_ in STANCE["waging"]):
        return doers(scene, head)
    return []
