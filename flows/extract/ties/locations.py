"""Where bodies and places lie, and whose citizens people are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from flows.countries import country_of, country_of_demonym
from flows.extract.ties.scene import Scene
from flows.extract.ties.stance import fits, relation
from flows.layers import Mention, Relation
from schemas.codes.entities import PlacePrecision
from schemas.codes.relations import RelationType as R

#: From the narrowest place to the widest: a place lies in a wider one.
WIDTH = {
    PlacePrecision.FACILITY: 0,
    PlacePrecision.FACILITY_TOWN: 0,
    PlacePrecision.TOWN: 1,
    PlacePrecision.ADMIN2: 2,
    PlacePrecision.ADMIN1: 3,
    PlacePrecision.COUNTRY: 4,
    PlacePrecision.REGION: 5,
}
_PART = r"(?:(?:north|south|east|west|central|upper|lower)[a-z-]* |greater |downtown |the )*"
_KIND = r"(?: (?:province|city|town|village|district|neighbou?rhood|area|region|governorate|county|suburb|camp))?"
IN = re.compile(rf"{_KIND},? (?:in|at|of) {_PART}", re.IGNORECASE)
BODY_IN = re.compile(rf"(?:[’']s? [a-z]+)? (?:in|at) {_PART}", re.IGNORECASE)
INCLUDING = re.compile(r",? (?:including|such as|like|especially|notably) (?:the )?")
OTHER = re.compile(rf" and (?:other|several|many) (?:[a-z]+ ){{1,4}}(?:in|of) {_PART}", re.IGNORECASE)
_IS = r"(?:\)| \([^()]{0,80}\))?(?:,| is| are| was| were|, is|, was)"
IS_IN = re.compile(
    rf"{_IS} (?:(?:an?|the|one of the) (?:[a-z-]+ ){{1,6}}|located |situated |based )"
    rf"(?:in|on|at|(?<!north )(?<!south )(?<!east )(?<!west )of) {_PART}",
    re.IGNORECASE,
)
BASED = re.compile(
    rf"[-–]based |, (?:which is )?(?:based|headquartered|located|situated) (?:in|at) {_PART}", re.IGNORECASE
)
MORE = re.compile(rf" and (?:in )?{_PART}|, ", re.IGNORECASE)
DESCENT = re.compile(r"(?: (?:citizen|national|man|woman))?(?: of [A-Z][a-z]+ (?:descent|origin|ancestry))?,? ")
ONE = re.compile(r"\ban? $")
WITH = re.compile(r"\b(?:with|met|to|from) (?:the )?$")


def place_ties(scene: Scene, names: list[Mention]) -> Iterator[Relation]:
    """The ties of place between names that stand next to each other, names being in the order of the text."""
    for n, (left, right) in enumerate(pairwise(names)):
        gap = scene.text[left.end : right.start]
        if len(gap) > 120 or right.start < left.end:
            continue
        if gap.startswith(")"):  # "Name (other names) is a village in Y"
            opened = (name for name in names[max(0, n - 5) : n] if scene.text[name.end : name.end + 2] == " (")
            left = next(opened, left)
        following = names[n + 2] if n + 2 < len(names) else None
        for subject, kind, thing in _pairs(scene, left, gap, right):
            yield from _tie(scene, subject, kind, thing)
            if following and _goes_on(scene, right, following):
                if thing is right and (IN.fullmatch(gap) or BODY_IN.fullmatch(gap)):
                    yield from _tie(scene, subject, kind, following)
                elif INCLUDING.fullmatch(gap):
                    yield from _tie(scene, following, kind, thing)


def _goes_on(scene: Scene, place: Mention, following: Mention) -> bool:
    """Whether a place goes on a list: "in Syria and Iraq"."""
    return MORE.fullmatch(scene.text, place.end, following.start) is not None and _wide(place) == _wide(following)


def _pairs(scene: Scene, left: Mention, gap: str, right: Mention) -> Iterator[tuple[Mention, str, Mention]]:
    """Subject, tie and object that two names and the words between them state."""
    if right.entity_type == "place":
        if BASED.fullmatch(gap) and left.entity_type in ("organization", "person"):
            yield left, R.BASED_IN, right
        elif left.entity_type == "place" and _lies_in(scene, left, gap, right):
            yield left, R.LOCATED_IN, right
        elif left.entity_type == "place" and INCLUDING.fullmatch(gap) and _wide(right) < _wide(left):
            yield right, R.LOCATED_IN, left
        elif left.entity_type == "organization" and (BODY_IN.fullmatch(gap) or IS_IN.fullmatch(gap)):
            before = WITH.search(scene.text, max(0, left.start - 12), left.start)
            yield from [] if before else [(left, R.BASED_IN, right)]
    elif left.entity_type == "place" and BASED.fullmatch(gap) and right.entity_type in ("organization", "person"):
        yield right, R.BASED_IN, left
    if left.entity_type == right.entity_type == "organization" and gap in ("’s ", "'s "):
        yield right, R.SUBGROUP_OF, left


def nationality_ties(scene: Scene, names: list[Mention]) -> Iterator[Relation]:
    """Whose citizen a person is said to be: "the Swedish citizen X", "a Belgian of Moroccan descent, X"."""
    for n, left in enumerate(names):
        if left.entity_type != "group":
            continue
        for right in names[n + 1 : n + 3]:
            gap = scene.text[left.end : right.start]
            if right.entity_type != "person" or len(gap) > 60 or not DESCENT.fullmatch(gap):
                continue
            code = country_of_demonym(scene.text[left.start : left.end])
            if code and (len(gap) > 2 or ONE.search(scene.text, max(0, left.start - 8), left.start)):
                country = scene.country(code) or left
                if fits(right, R.CITIZEN_OF, country):
                    yield relation(scene, right, R.CITIZEN_OF, country, scene.doc[left.head], 0.8)


def _tie(scene: Scene, subject: Mention, kind: str, thing: Mention) -> Iterator[Relation]:
    if fits(subject, kind, thing):
        yield relation(scene, subject, kind, thing, scene.doc[thing.head], 0.6)


def _lies_in(scene: Scene, left: Mention, gap: str, right: Mention) -> bool:
    """Whether the words between two places say that the first lies in the second."""
    if country_of(scene.text[left.start : left.end]):
        return False
    if gap == ", ":
        return _wide(left) < _wide(right) or (_wide(left) == _wide(right) == 1 and not _listed(scene, left, right))
    if IS_IN.fullmatch(gap):
        return True
    told = IN.fullmatch(gap) or OTHER.fullmatch(gap)
    return told is not None and _wide(left) <= _wide(right) and _wide(left) < WIDTH[PlacePrecision.COUNTRY]


def _wide(place: Mention) -> float:
    """How wide a place is; one that the gazetteer does not know is mostly a site in a town."""
    return WIDTH[PlacePrecision(place.place_precision)] if place.place_precision else 0.5


def _listed(scene: Scene, left: Mention, right: Mention) -> bool:
    """Whether the places stand in a list, where a comma means no more than "and"."""
    before, after = scene.text[max(0, left.start - 5) : left.start], scene.text[right.end : right.end + 5]
    return before.endswith((", ", "and ")) or after.startswith((", ", " and", " or "))
