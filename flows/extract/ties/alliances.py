"""Who belongs to a body of several: "Y, an alliance of A and B", "Y, which includes A", "Y members such as A"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from spacy.tokens import Token

from flows.extract.ties.bearers import bearers
from flows.extract.ties.grammar import STANCE, complements
from flows.extract.ties.kinds import fits
from flows.extract.ties.scene import Scene
from flows.extract.ties.stance import relation, stated
from flows.layers import Mention, Relation
from schemas.codes.relations import RelationType as R

COLLECTIVES = STANCE["collectives"]
MADE_OF = frozenset({"of", "between", "among", "with", "by"})
INCLUDING = re.compile(
    r"(?:,? (?:which|that) (?:includes?|included|comprises?|comprised|consists? of|is made up of|is composed of)"
    r"|[’']?s? (?:member(?: states| countries| nations|s)?),? (?:including|such as|like)"
    r"|, (?:comprising|made up of|composed of|consisting of)) (?:the )?"
)


def alliance_ties(scene: Scene, noun: Token) -> Iterator[Relation]:
    """The ties of the members that a noun for an alliance names to the alliance, if that has a name."""
    for prep in noun.rights:
        if prep.dep_ != "prep" or prep.lower_ not in MADE_OF:
            continue
        members = [mention for obj in complements(prep) for mention in scene.actor_at(obj)]
        for holder in _holders(scene, noun) if len(members) > 1 else []:
            for member in members:
                if fits(member, R.MEMBER_OF, holder):
                    yield relation(scene, member, R.MEMBER_OF, holder, noun, 0.8)


def is_named_alliance(scene: Scene, noun: Token) -> bool:
    """Whether a noun for an alliance is said of a body that has a name."""
    held = _holders(scene, noun) if noun.lower_ in COLLECTIVES else []
    return any(holder.entity_type == "organization" for holder in held)


def _holders(scene: Scene, noun: Token) -> list[Mention]:
    """The alliance that a noun is said of: as a role's bearer, or before a dash, "the Y project – a partnership"."""
    if found := bearers(scene, noun):
        return found
    at = noun.left_edge.i - 2
    if at < 1 or scene.doc[at + 1].text not in (",", "–", "—", "-"):
        return []
    named = scene.within.get(at) or (scene.within.get(at - 1) if scene.doc[at].pos_ == "NOUN" else None)
    return [named] if named else []


def inclusion_ties(scene: Scene, names: list[Mention]) -> Iterator[Relation]:
    """The ties of those that a body is said to include, the body's name standing right before them."""
    for body, first in pairwise(names):
        if body.entity_type == "organization" and INCLUDING.fullmatch(scene.text, body.end, max(body.end, first.start)):
            for member in scene.all_at(scene.doc[first.head]):
                if fits(member, R.MEMBER_OF, body):
                    yield stated(member, R.MEMBER_OF, body, scene.doc[first.head], 0.8)
