"""Ties told by a verb or a noun for what is done: "X joined Y", "X fought Y", "the fight of X against Y"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from spacy.tokens import Token

from flows.extract.ties.alliances import is_named_alliance
from flows.extract.ties.grammar import STANCE, complements, is_passive
from flows.extract.ties.kinds import fits
from flows.extract.ties.parties import aiders, doers, holders, objects, patients
from flows.extract.ties.scene import Scene, is_actor
from flows.extract.ties.stance import relation
from flows.layers import Mention, Relation
from flows.lexicons import table
from schemas.codes.relations import Modality
from schemas.codes.relations import RelationType as R

VERBS: dict[str, dict[str, str]] = {}  # word → frame → relation type
for _key, _words in table("relation_verbs").items():
    _type, _frame = _key.split()
    for _word in _words:
        VERBS.setdefault(_word, {}).setdefault(_frame, _type)
#: What owners have or do that stands for them, by what is done to it ("condemns ISIL's treatment of prisoners").
OWNED: dict[str, frozenset[str]] = {
    R.OPPOSES: STANCE["deeds"],
    R.FIGHTS: STANCE["held"],
    R.SUPPORTS: STANCE["backed"],
    R.MEMBER_OF: STANCE["ranks"],
}
TOGETHER = 4  # parties at most that are read as acting together


def deed_ties(scene: Scene, word: Token) -> Iterator[Relation]:
    """The ties that a verb or a noun for a deed states between its parties."""
    frames = VERBS[word.lower_]
    if word.pos_ in ("VERB", "AUX"):
        yield from _by_verb(scene, word, frames)
    elif word.pos_ in ("NOUN", "PROPN"):
        yield from _by_noun(scene, word, frames)


def _by_verb(scene: Scene, verb: Token, frames: dict[str, str]) -> Iterator[Relation]:
    actors = doers(scene, verb)
    if "object" in frames:
        kind = frames["object"]
        for thing in objects(scene, verb, OWNED.get(kind)):
            yield from _ties(scene, actors, kind, thing, verb)
    for prep in verb.children:
        if prep.i < verb.i or prep.dep_ not in ("prep", "agent", "dative"):
            continue
        kind = frames.get(prep.lower_, "") if prep.lower_ != "by" else ""
        if prep.lower_ == "by" and not is_passive(verb):  # "stands by Y"
            kind = frames.get("by", "")
        if not kind:
            continue
        said_of = list(patients(scene, verb)) if is_passive(verb) and kind != R.MET_WITH else actors
        if kind == R.OPPOSES:  # who helps X to defend itself from Y opposes Y too
            said_of = [*said_of, *aiders(scene, verb)]
        for thing in _complements(scene, prep, kind):
            ties = _ties(scene, said_of, kind, thing, verb)
            left = kind == R.MEMBER_OF and prep.lower_ == "from"  # "resigned from Y"
            yield from (replace(tie, modality=Modality.FORMER) for tie in ties) if left else ties
    yield from _among(scene, verb, frames, actors)


def _complements(scene: Scene, prep: Token, kind: str) -> Iterator[Mention]:
    for obj in complements(prep):
        yield from scene.actor_at(obj, OWNED.get(kind))


def _among(scene: Scene, verb: Token, frames: dict[str, str], actors: list[Mention]) -> Iterator[Relation]:
    """Ties among those who do something together: "X and Y met", "X and Y fought each other", "X and Y bombed Z"."""
    if is_passive(verb) or not 1 < len(actors) <= TOGETHER:
        return
    direct = [child for child in verb.children if child.dep_ == "dobj"]
    kinds = set(frames.values())
    if any(child.lower_ in ("other", "another") for child in direct):
        kind = next((k for k in (R.FIGHTS, R.OPPOSES, R.SUPPORTS, R.MET_WITH) if k in kinds), "")
    elif frames.get("with") == R.MET_WITH and not direct:
        kind = R.MET_WITH
    elif verb.lower_ in ("fought", "fight", "fighting") and any(child.lower_ in STANCE["wars"] for child in direct):
        kind = R.FIGHTS
    elif R.FIGHTS in kinds and direct and not scene.is_about(verb, "apart"):
        kind, actors = R.ALLIED_WITH, [actor for actor in actors if actor.entity_type != "person"]
    else:
        kind = R.MET_WITH if any(child.lower_ in STANCE["agreements"] for child in direct) else ""
    if kind:
        for left, right in combinations(actors, 2):
            yield from _ties(scene, [left], kind, right, verb)


def _ties(
    scene: Scene, actors: list[Mention], kind: str, thing: Mention, cue: Token, confidence: float = 0.7
) -> Iterator[Relation]:
    if kind in (R.FIGHTS, R.ALLIED_WITH) and scene.is_about(cue, "sport"):
        return
    if kind == R.FIGHTS and cue.lower_ in STANCE["hitting"] and thing.entity_type == "person":
        return  # "struck by a car of Y"
    if kind == R.LEADER_OF and cue.lower_ in STANCE["heading"] and thing.entity_type == "place" and not is_actor(thing):
        return  # towns are held and run, not led: "an inquiry at the airport, led by X"
    if kind == R.ACCUSED_OF_TIES_WITH and thing.kind != "name":
        return
    for actor in actors:
        said = R.OPPOSES if kind == R.FIGHTS and _in_words(scene, cue, actor, thing) else kind
        if fits(actor, said, thing):
            yield relation(scene, actor, said, thing, cue, confidence)


def _in_words(scene: Scene, cue: Token, actor: Mention, thing: Mention) -> bool:
    """Whether the fight is one of words or votes: "Biden attacked Trump for …", "X defeated Y in the election"."""
    blamed = cue.lower_.startswith("attack") and any(
        child.lower_ in ("for", "on", "over", "as") for child in cue.rights
    )
    persons = actor.entity_type == thing.entity_type == "person"
    return (blamed and cue.pos_ == "VERB") or persons or scene.is_about(cue, "contest")


def _by_noun(scene: Scene, noun: Token, frames: dict[str, str]) -> Iterator[Relation]:
    """Ties of "X's fight against Y", "X in the fight against Y", "X's support for Y", "a call between X and Y"."""
    # "imposed sanctions on Y": the preposition may hang on the verb.
    over = [child for child in noun.head.rights if child.i > noun.i] if noun.dep_ == "dobj" else []
    for prep in (*noun.rights, *over):
        kind = frames.get(f"noun_{prep.lower_}") if prep.dep_ == "prep" else None
        if not kind:
            continue
        things = list(_complements(scene, prep, kind))
        if kind == R.ALLIED_WITH and is_named_alliance(scene, noun):
            continue  # its members are told as such
        if prep.lower_ == "between":
            things = things if len(things) > 1 else scene.pair_after(prep)
            for left, right in combinations(things[:TOGETHER], 2):
                yield from _ties(scene, [left], kind, right, noun, 0.8)
            continue
        for thing in things:
            yield from _ties(scene, holders(scene, noun, kind), kind, thing, noun)
