"""Where bodies and places lie."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from flows.countries import country_of, country_of_demonym
from flows.extract.ties.kinds import fits
from flows.extract.ties.scene import Scene
from flows.extract.ties.stance import stated
from flows.layers import Mention, Relation
from flows.lexicons import lines
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
PERSON_NOUNS = frozenset(lines("person_nouns"))
LANGUAGES = frozenset(lines("languages"))  # "its name in Kurdish"
_SORT = r"(?:province|city|town|village|district|neighbou?rhood|area|region|governorate|county|suburb|camp|island)"
_PART = (
    r"(?:(?:north|south|east|west|central|upper|lower)[a-z-]* |greater |downtown |the )*"
    rf"(?:(?:[a-z]+ )?{_SORT} of )?"
)
IN = re.compile(rf"(?: {_SORT})?,? (?:in|at|of) {_PART}", re.IGNORECASE)
SORT_IN = re.compile(rf" {_SORT},? (?:in|of) {_PART}", re.IGNORECASE)
EVENT_IN = re.compile(rf" (?:in|at) {_PART}", re.IGNORECASE)
BODY_IN = re.compile(
    r"(?:[’']s? (?:offices?|headquarters|campus|branch|store|base|stronghold|affiliate|embassy|bureau|plant|factory|"
    r"efforts?|operations|activities|presence|fighters|forces|positions|territory|wing|network|leaders))?"
    rf" in {_PART}",
    re.IGNORECASE,
)
INCLUDING = re.compile(r",? (?:including|such as|like|especially|notably) (?:the )?")
OTHER = re.compile(rf" and (?:other|several|many) (?:[a-z]+ ){{1,4}}(?:in|of) {_PART}", re.IGNORECASE)
_IS = r"(?:\)| \([^()]{0,80}\))?(?:,| is| are| was| were)"
IS_IN = re.compile(
    rf"{_IS} (?:(?:an?|the|one of the) (?P<said>(?:[a-z-]+ ){{1,6}})|located |situated |based )"
    rf"(?:in|on|at|(?<!north )(?<!south )(?<!east )(?<!west )of) {_PART}",
    re.IGNORECASE,
)
BASED = re.compile(
    rf"[-–]based |, (?:which is )?(?:based|headquartered|located|situated) (?:in|at) {_PART}", re.IGNORECASE
)
#: "Syria's northern city of Raqqa", "Syria's Raqqa", "the Syrian city of Raqqa".
OWNING = re.compile(rf"[’']s (?:(?:[a-z]+ ){{0,3}}{_SORT} of )?", re.IGNORECASE)
DEMONYM = re.compile(rf" (?:[a-z]+ ){{0,2}}(?:capital|{_SORT}),?(?: of)? ")
MORE = re.compile(rf" and (?:in )?{_PART}|, ", re.IGNORECASE)
#: Words before a body, and after a place, that tell of a meeting there, not of a seat.
VISITING = re.compile(
    r"(?:\b(?:with|met|to|from)"
    r"|\b(?:meeting|conference|congress|summit|session|gathering|ministers|members|talks) of) (?:the )?$"
)
ON_DAY = re.compile(r",? on (?:[A-Z]|\d)")


def place_ties(scene: Scene, names: list[Mention]) -> Iterator[Relation]:
    """The ties of place between names that stand next to each other, names being in the order of the text."""
    for n, (left, right) in enumerate(pairwise(names)):
        gap = scene.text[left.end : right.start].lstrip("\u200e\u200f")
        if len(gap) > 120 or right.start < left.end or scene.text[right.start : right.end] in LANGUAGES:
            continue
        if gap.startswith(")"):  # "Name (other names) is a village in Y"
            opened = [name for name in names[max(0, n - 5) : n] if scene.text[name.end : name.end + 2] == " ("]
            left = opened[-1] if opened else left
        following = names[n + 2] if n + 2 < len(names) else None
        for subject, kind, thing in _pairs(scene, left, gap, right):
            yield from _tie(scene, subject, kind, thing)
            if following and _goes_on(scene, right, following):
                if thing is right and (IN.fullmatch(gap) or BODY_IN.fullmatch(gap)):
                    yield from _tie(scene, subject, kind, following)
                elif INCLUDING.fullmatch(gap):
                    yield from _tie(scene, following, kind, thing)


def _tie(scene: Scene, subject: Mention, kind: str, thing: Mention) -> Iterator[Relation]:
    if fits(subject, kind, thing):
        yield stated(subject, kind, thing, scene.doc[thing.head], 0.6)


def _goes_on(scene: Scene, place: Mention, following: Mention) -> bool:
    """Whether a place goes on a list: "in Syria and Iraq"."""
    return MORE.fullmatch(scene.text, place.end, following.start) is not None and _wide(place) == _wide(following)


def _pairs(scene: Scene, left: Mention, gap: str, right: Mention) -> Iterator[tuple[Mention, str, Mention]]:
    """Subject, tie and object that two names and the words between them state."""
    kinds = (left.entity_type, right.entity_type)
    if BASED.fullmatch(gap):
        body, place = (right, left) if kinds[0] == "place" else (left, right)
        if place.entity_type == "place" and body.entity_type in ("organization", "person"):
            yield body, R.BASED_IN, place
    elif kinds == ("place", "place"):
        yield from _places(scene, left, gap, right)
    elif kinds == ("group", "place") and DEMONYM.fullmatch(gap):
        country = scene.country(country_of_demonym(scene.text[left.start : left.end]) or "")
        if country is not None and _wide(right) < _wide(country):
            yield right, R.LOCATED_IN, country
    elif kinds[1] == "place" and (
        (kinds[0] == "event_name" and EVENT_IN.fullmatch(gap))
        or (kinds[0] == "organization" and SORT_IN.fullmatch(gap))
    ):
        yield left, R.LOCATED_IN, right
    elif kinds == ("organization", "place") and _is_seat(scene, left, gap, right):
        yield left, R.BASED_IN, right
    elif kinds == ("organization", "organization"):
        if gap in ("’s ", "'s "):
            yield right, R.SUBGROUP_OF, left
        elif gap in (" at the ", " of the ") and _hangs_on(scene, left):
            yield left, R.SUBGROUP_OF, right


def _is_seat(scene: Scene, body: Mention, gap: str, place: Mention) -> bool:
    """Whether the words between a body and a place say that it sits there."""
    said = IS_IN.fullmatch(gap)
    if said:
        words = (said["said"] or "").split()
        return not words or words[-1] not in PERSON_NOUNS  # "the agency X, the mayor of Y"
    if BODY_IN.fullmatch(gap) is None or ON_DAY.match(scene.text, place.end):
        return False
    return VISITING.search(scene.text, max(0, body.start - 24), body.start) is None


def _hangs_on(scene: Scene, name: Mention) -> bool:
    """Whether the preposition after a name hangs on it, not on the verb."""
    span = scene.doc.char_span(name.start, name.end, alignment_mode="expand")
    if span is None or span.end >= len(scene.doc):
        return False
    return span.start <= scene.doc[span.end].head.i < span.end


def _places(scene: Scene, left: Mention, gap: str, right: Mention) -> Iterator[tuple[Mention, str, Mention]]:
    if _lies_in(scene, left, gap, right):
        yield left, R.LOCATED_IN, right
    elif (INCLUDING.fullmatch(gap) or OWNING.fullmatch(gap)) and _wide(right) < _wide(left):
        yield right, R.LOCATED_IN, left


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
