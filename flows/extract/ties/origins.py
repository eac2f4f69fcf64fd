"""Where people and bodies are from: "the German firm X", "a Belgian, Y", "Z of Greenpeace", "a man from Leeds, Z"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from spacy.tokens import Token

from flows.countries import country_of_demonym
from flows.extract.ties.bearers import bearers
from flows.extract.ties.grammar import BODY_NOUNS, PERSON_NOUNS
from flows.extract.ties.kinds import fits
from flows.extract.ties.roles import HEADS, ROLES
from flows.extract.ties.scene import Scene
from flows.extract.ties.stance import relation, stated
from flows.layers import Mention, Relation
from schemas.codes.entities import PlacePrecision
from schemas.codes.relations import RelationType as R

PEOPLE = PERSON_NOUNS - BODY_NOUNS  # "the gas producer X" is no person
DESCENT = re.compile(r"(?: of [A-Z][a-z]+ (?:descent|origin|ancestry))?,? ")
REACH = 4  # names among which the person after the word for a people is
RULERS = HEADS | {"governor", "mayor"}
OWNING = re.compile(r"[’']s ")
ONE = re.compile(r"\ban? $")
OF = re.compile(r",? of (?:the )?(?:[a-z-]+ )?")
FROM = re.compile(r"(?:, an? (?:[\w-]+ ){0,3}([a-z-]+),?)? from (?:the )?(?:[a-z-]+ )?")
SOMEBODY = re.compile(r"\b(?:[a-z]+ )?([a-z]+),? from (?:the )?$")


def origin_ties(scene: Scene, names: list[Mention]) -> Iterator[Relation]:
    """The ties of origin and belonging between names that stand next to each other, and of peoples' names."""
    for n, (left, right) in enumerate(pairwise(names)):
        gap = scene.text[left.end : right.start]
        if right.start < left.end or len(gap) > 80:
            continue
        if left.entity_type == "person":
            owned = OWNING.match(scene.text, right.end)  # "X of Italy's Y" belongs to Y
            things = (
                [name for name in names[n + 2 : n + 3] if owned and name.start == owned.end()] if owned else [right]
            )
            for thing in things:
                yield from _belongs(scene, left, gap, thing)
        elif left.entity_type == "place" and right.entity_type == "person" and gap == ", ":
            yield from _hails(scene, left, right)
    for n, people in enumerate(names):
        if people.entity_type == "group" and (code := country_of_demonym(scene.text[people.start : people.end])):
            country = scene.country(code) or people
            following = next((name for name in names[n + 1 : n + REACH] if name.entity_type == "person"), None)
            yield from _citizens(scene, people, following, country)
            yield from _bodies(scene, people, country)


def _belongs(scene: Scene, person: Mention, gap: str, thing: Mention) -> Iterator[Relation]:
    """Ties of "Prime Minister X of Y", "X of Greenpeace", "X, of Leeds", "X, a teacher from Leeds"."""
    hailing = FROM.fullmatch(gap)
    if hailing and (thing.entity_type != "place" or hailing[1] not in (None, *PEOPLE)):
        return
    if not (hailing or OF.fullmatch(gap)) or thing.entity_type not in ("place", "organization"):
        return
    if scene.describes(thing):
        return
    first = scene.span(person)
    last = scene.doc.char_span(person.end, person.end + len(gap), alignment_mode="expand")
    if first is None or last is None:
        return
    prep = next((token for token in last if token.lower_ in ("of", "from")), None)
    if prep is None or (not gap.startswith(",") and prep.head.i not in range(first.start, first.end)):
        return
    title = scene.doc[first.start - 1] if first.start else first[0]
    role = next((word.lower_ for word in (title, first[0]) if word.lower_ in ROLES), "")
    kind = ROLES.get(role, "")
    if kind == R.LEADER_OF and thing.entity_type == "place" and role not in RULERS:
        kind = ""  # "committee chairman X of Leeds" leads the committee
    if not kind or not fits(person, kind, thing):
        country = thing.place_precision == PlacePrecision.COUNTRY
        kind = R.MEMBER_OF if thing.entity_type == "organization" else R.CITIZEN_OF if country else R.BASED_IN
    if fits(person, kind, thing):
        yield relation(scene, person, kind, thing, first.root, 0.6)


def _hails(scene: Scene, place: Mention, person: Mention) -> Iterator[Relation]:
    """The tie of "a doctor from Leeds, X"."""
    before = SOMEBODY.search(scene.text, max(0, place.start - 60), place.start)
    if before and before[1] in PEOPLE and fits(person, R.BASED_IN, place):
        yield stated(person, R.BASED_IN, place, scene.doc[place.head], 0.7)


def _citizens(scene: Scene, people: Mention, following: Mention | None, country: Mention) -> Iterator[Relation]:
    """The tie of "the French writer X", "a Belgian of Moroccan descent, X"."""
    found = [following] if following and _of_people(scene, people, following) else []
    noun = scene.doc[people.head].head
    told = ROLES.get(noun.lower_) in (R.HOLDS_OFFICE, R.CITIZEN_OF) or noun.lower_ in HEADS  # read as roles
    if noun.lower_ in PEOPLE and not told:
        found += bearers(scene, noun)
    for person in found:
        if fits(person, R.CITIZEN_OF, country):
            yield stated(person, R.CITIZEN_OF, country, scene.doc[people.head], 0.8)


def _of_people(scene: Scene, people: Mention, person: Mention) -> bool:
    """Whether the words between say it: "a Belgian, X", "a Belgian of Moroccan descent, X"."""
    gap = scene.text[people.end : person.start]
    one = ONE.search(scene.text, max(0, people.start - 8), people.start)
    return DESCENT.fullmatch(gap) is not None and (len(gap) > 2 or one is not None)


def _bodies(scene: Scene, people: Mention, country: Mention) -> Iterator[Relation]:
    """The tie of "the German company X", "X is an Iraqi network", "the British X"."""
    head = scene.doc[people.head].head
    for body in _named(scene, people, head):
        if body.entity_type in ("organization", "person") and fits(body, R.BASED_IN, country):
            yield stated(body, R.BASED_IN, country, scene.doc[people.head], 0.7)


def _named(scene: Scene, people: Mention, noun: Token) -> list[Mention]:
    """The body that a people's name describes, itself or by a noun for bodies."""
    adjective = scene.doc[people.head]
    if adjective.dep_ not in ("amod", "nmod", "compound") or noun.i < adjective.i:
        return []
    found = scene.within.get(noun.i)
    if found is not None and found.start > people.end:
        own = found.entity_type == "organization" and found.head == noun.i
        return [found] if own and scene.starts.get(adjective.i + 1) is found else []
    if noun.lower_ not in BODY_NOUNS:
        return []
    after = scene.starts.get(noun.i + 1)
    if after is not None and after.start == noun.idx + len(noun) + 1:
        return [after]
    nominal = scene.heads.get(noun.i)
    return [nominal] if nominal is not None and nominal.kind == "nominal" and noun.dep_ in ("attr", "appos") else []
