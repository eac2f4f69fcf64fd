"""Where bodies and places lie."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from flows.countries import country_of_demonym
from flows.extract.ties.containment import inside, lying, width
from flows.extract.ties.gaps import (
    BASED,
    BODY_IN,
    DEMONYM,
    EVENT_IN,
    IN,
    INCLUDING,
    IS_IN,
    MORE,
    ON_DAY,
    SORT_IN,
    VISITING,
)
from flows.extract.ties.grammar import PERSON_NOUNS, STANCE
from flows.extract.ties.kinds import fits
from flows.extract.ties.scene import Scene
from flows.extract.ties.stance import stated
from flows.layers import Mention, Relation
from flows.lexicons import lines
from schemas.codes.relations import RelationType as R

#: Nouns that make no seat of the place after "of": "X, the mayor of Y", "X, an alliance of Y and Z".
NO_SEATS = PERSON_NOUNS | STANCE["collectives"]
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})  # tags of verbs that make a clause of its own, not an apposition
NESTED = 3  # names that may begin within a longer one before a name that ends it
LANGUAGES = frozenset(lines("languages"))  # "its name in Kurdish"


def place_ties(scene: Scene, names: list[Mention]) -> Iterator[Relation]:
    """The ties of place between names that stand next to each other, names being in the order of the text."""
    names = [name for n, name in enumerate(names) if not _nested(names, n)]
    for n, (left, right) in enumerate(pairwise(names)):
        gap = scene.text[left.end : right.start].lstrip("\u200e\u200f")
        if len(gap) > 120 or right.start < left.end or scene.text[right.start : right.end] in LANGUAGES:
            continue
        if gap.startswith(")"):  # "Name (other names) is a village in Y"
            opened = [name for name in names[max(0, n - 5) : n] if scene.text[name.end : name.end + 2] == " ("]
            left = opened[-1] if opened else left
        if (left.entity_type, right.entity_type) == ("group", "place") and DEMONYM.fullmatch(gap):
            country = scene.country(country_of_demonym(scene.text[left.start : left.end]) or "")
            if country is not None and width(right) < width(country):  # which may be named in another sentence
                yield stated(right, R.LOCATED_IN, country, scene.doc[left.head], 0.6)
        following = names[n + 2] if n + 2 < len(names) else None
        for subject, thing in inside(scene, right):
            yield from _tie(scene, subject, R.LOCATED_IN, thing)
        for subject, kind, thing in _pairs(scene, left, gap, right):
            yield from _tie(scene, subject, kind, thing)
            if following and _goes_on(scene, right, following):
                if thing is right and (IN.fullmatch(gap) or BODY_IN.fullmatch(gap)):
                    yield from _tie(scene, subject, kind, following)
                elif INCLUDING.fullmatch(gap):
                    yield from _tie(scene, following, kind, thing)


def _nested(names: list[Mention], n: int) -> bool:
    """Whether a name ends a longer one: "France" in "the UK-France Summit"."""
    return any(name.end >= names[n].end for name in names[max(0, n - NESTED) : n])


def _tie(scene: Scene, subject: Mention, kind: str, thing: Mention) -> Iterator[Relation]:
    if fits(subject, kind, thing):
        yield stated(subject, kind, thing, scene.doc[thing.head], 0.6)


def _goes_on(scene: Scene, place: Mention, following: Mention) -> bool:
    """Whether a place goes on a list: "in Syria and Iraq"."""
    return MORE.fullmatch(scene.text, place.end, following.start) is not None and width(place) == width(following)


def _pairs(scene: Scene, left: Mention, gap: str, right: Mention) -> Iterator[tuple[Mention, str, Mention]]:
    """Subject, tie and object that two names and the words between them state."""
    kinds = (left.entity_type, right.entity_type)
    if BASED.fullmatch(gap):
        body, place = (right, left) if kinds[0] == "place" else (left, right)
        if place.entity_type == "place" and body.entity_type in ("organization", "person"):
            yield body, R.BASED_IN, place
    elif kinds == ("place", "place"):
        yield from ((inner, R.LOCATED_IN, outer) for inner, outer in lying(scene, left, gap, right))
    elif kinds[1] == "place" and (
        (kinds[0] == "event_name" and EVENT_IN.fullmatch(gap))
        or (kinds[0] == "organization" and SORT_IN.fullmatch(gap))
    ):
        yield left, R.LOCATED_IN, right
    elif kinds == ("organization", "place") and _is_seat(scene, left, gap, right):
        yield left, R.BASED_IN, right
    elif kinds == ("organization", "organization"):
        if gap in ("’s ", "'s ") and not scene.describes(right):
            yield right, R.SUBGROUP_OF, left
        elif gap in (" at the ", " of the ") and _hangs_on(scene, left):
            yield left, R.SUBGROUP_OF, right


def _is_seat(scene: Scene, body: Mention, gap: str, place: Mention) -> bool:
    """Whether the words between a body and a place say that it sits there."""
    said = IS_IN.fullmatch(gap)
    if said:
        words = (said["said"] or "").split()
        if words and words[-1] in NO_SEATS:  # "the agency X, the mayor of Y"
            return False
        between = scene.doc.char_span(body.end, place.start, alignment_mode="expand") or ()
        return gap[0] != "," or not any(token.tag_ in FINITE for token in between)
    if BODY_IN.fullmatch(gap) is None or " In " in gap or ON_DAY.match(scene.text, place.end):
        return False
    return VISITING.search(scene.text, max(0, body.start - 24), body.start) is None


def _hangs_on(scene: Scene, name: Mention) -> bool:
    """Whether the preposition after a name hangs on it, not on the verb."""
    span = scene.span(name)
    if span is None or span.end >= len(scene.doc):
        return False
    return span.start <= scene.doc[span.end].head.i < span.end
