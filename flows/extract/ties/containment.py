"""Which of two places lies in the other."""

from __future__ import annotations

from collections.abc import Iterator

from flows.countries import country_of
from flows.extract.ties.gaps import IN, INCLUDING, IS_IN, OTHER, OWNING
from flows.extract.ties.grammar import PLACE_NOUNS
from flows.extract.ties.scene import Scene
from flows.layers import Mention
from schemas.codes.entities import PlacePrecision

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

Pair = tuple[Mention, Mention]  # a place and the wider one that it lies in


def lying(scene: Scene, left: Mention, gap: str, right: Mention) -> Iterator[Pair]:
    """The two places, the inner one first, if the words between them say that one lies in the other."""
    if _lies_in(scene, left, gap, right):
        yield left, right
    elif (INCLUDING.fullmatch(gap) or (OWNING.fullmatch(gap) and right.place_key)) and width(right) < width(left):
        yield right, left


def inside(scene: Scene, place: Mention) -> Iterator[Pair]:
    """What is said to be a place in the place: "X is the largest town held by Y in Z"."""
    at = scene.span(place)
    if at is None or at.start < 1 or scene.doc[at.start - 1].lower_ != "in":
        return
    for word in scene.doc[at.start - 1].ancestors:
        if word.dep_ in ("relcl", "advcl", "ccomp"):
            return
        if word.dep_ == "attr" and word.lower_ in PLACE_NOUNS:
            subjects = [child for child in word.head.children if child.dep_ == "nsubj"]
            for subject in (mention for child in subjects for mention in scene.actor_at(child)):
                if subject.entity_type == "place" and width(subject) < width(place):
                    yield subject, place


def _lies_in(scene: Scene, left: Mention, gap: str, right: Mention) -> bool:
    """Whether the words between two places say that the first lies in the second."""
    if country_of(scene.text[left.start : left.end]):
        return False
    if gap == ", ":
        return width(left) < width(right) or (width(left) == width(right) == 1 and not _listed(scene, left, right))
    if IS_IN.fullmatch(gap):
        return True
    told = IN.fullmatch(gap) or OTHER.fullmatch(gap)
    return told is not None and width(left) <= width(right) and width(left) < WIDTH[PlacePrecision.COUNTRY]


def width(place: Mention) -> float:
    """How wide a place is; one that the gazetteer does not know is mostly a site in a town."""
    return WIDTH[PlacePrecision(place.place_precision)] if place.place_precision else 0.5


def _listed(scene: Scene, left: Mention, right: Mention) -> bool:
    """Whether the places stand in a list, where a comma means no more than "and"."""
    before, after = scene.text[max(0, left.start - 5) : left.start], scene.text[right.end : right.end + 5]
    return before.endswith((", ", "and ")) or after.startswith((", ", " and", " or "))
