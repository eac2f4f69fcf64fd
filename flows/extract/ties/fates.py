"""Ties told by what befalls somebody: "X was killed in a raid by Y", "deaths at the hands of Y", "X, driven from Z"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from flows.extract.ties.grammar import HOLDING, STANCE, is_passive
from flows.extract.ties.kinds import fits
from flows.extract.ties.parties import doers, objects, owners, patients
from flows.extract.ties.scene import Scene
from flows.extract.ties.stance import relation
from flows.layers import Mention, Relation
from flows.lexicons import table
from schemas.codes.relations import Modality
from schemas.codes.relations import RelationType as R

RAIDS = frozenset(
    word for key, words in table("relation_verbs").items() if key.startswith("fights noun_") for word in words
)
HANDS = frozenset({"hands"})
FATES = RAIDS | STANCE["driving"] | HANDS


def fate_ties(scene: Scene, word: Token) -> Iterator[Relation]:
    """The ties that a raid, a driving out or a suffering states between who does it and to whom it is done."""
    if word.lower_ in HANDS:
        yield from _at_hands(scene, word)
    elif word.lower_ in STANCE["driving"] and word.pos_ == "VERB":
        yield from _driven(scene, word)
    elif word.lower_ in RAIDS and word.dep_ == "pobj":
        yield from _raided(scene, word)


def _raided(scene: Scene, noun: Token) -> Iterator[Relation]:
    """The tie of "X was killed in a raid by Y"."""
    verb = noun.head.head
    if noun.head.lower_ in ("in", "by", "during") and verb.lower_ in STANCE["harmed"]:
        for attacker in owners(scene, noun) or []:
            for victim in _victims(scene, verb)[:1]:
                if fits(attacker, R.FIGHTS, victim):
                    yield relation(scene, attacker, R.FIGHTS, victim, noun, 0.7)


def _at_hands(scene: Scene, hands: Token) -> Iterator[Relation]:
    """The tie of "X suffered at the hands of Y", "X's plight at the hands of Y"."""
    if hands.head.lower_ != "at":
        return
    over = hands.head.head
    victims = _victims(scene, over) if over.pos_ == "VERB" else _sufferers(scene, over)
    attackers = [m for of in hands.rights if of.lower_ == "of" for obj in of.children for m in scene.actor_at(obj)]
    for attacker in attackers:
        for victim in victims:
            if fits(attacker, R.OPPOSES, victim):
                yield relation(scene, attacker, R.OPPOSES, victim, hands, 0.7)


def _driven(scene: Scene, verb: Token) -> Iterator[Relation]:
    """The seat that a body has, or had, in the place that it is driven from."""
    for prep in verb.rights:
        inner = [of for of in prep.rights if of.lower_ == "of"] if prep.lower_ == "out" else [prep]
        places = [m for of in inner if of.lower_ in ("from", "of") for obj in of.children for m in scene.actor_at(obj)]
        for place in places:
            for body in objects(scene, verb, None):
                if body.entity_type == "organization" and place.entity_type == "place":
                    tie = relation(scene, body, R.BASED_IN, place, verb, 0.6)
                    over = verb.tag_ in ("VBD", "VBN") and tie.modality == Modality.ASSERTED
                    yield replace(tie, modality=Modality.FORMER) if over else tie


def _victims(scene: Scene, verb: Token) -> list[Mention]:
    return list(patients(scene, verb)) if is_passive(verb) else doers(scene, verb)


def _sufferers(scene: Scene, noun: Token) -> list[Mention]:
    """Whose suffering a noun is, in the phrase that it heads or that it stands in."""
    for _ in range(3):
        named = [m for child in noun.lefts if child.dep_ in HOLDING for m in scene.all_at(child)]
        if named and noun.i not in scene.within:
            return named
        noun = noun.head.head if noun.dep_ == "pobj" else noun.head
    return []
