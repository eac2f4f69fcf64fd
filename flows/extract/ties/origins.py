"""Where people and bodies are from: "the German firm X", "a Belgian, Y", "Z of Greenpeace", "a man from Leeds, Z"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from spacy.tokens import Token

from flows.countries import country_of_demonym
from flows.extract.ties.kinds import fits
from flows.extract.ties.roles import ROLES
from flows.extract.ties.scene import Scene
from flows.extract.ties.stance import relation, stated
from flows.layers import Mention, Relation
from flows.lexicons import lines
from schemas.codes.entities import PlacePrecision
from schemas.codes.relations import RelationType as R

BODY_NOUNS = frozenset(lines("organization_nouns"))
PERSON_NOUNS = frozenset(lines("person_nouns"))
DESCENT = re.compile(r"(?: (?:citizen|national|man|woman))?(?: of [A-Z][a-z]+ (?:descent|origin|ancestry))?,? ")
ONE = re.compile(r"\ban? $")
OF = re.compile(r",? of (?:the )?(?:[a-z-]+ )?")
FROM = re.compile(r"(?:, an? (?:[\w-]+ ){0,3}([a-z-]+),?)? from (?:the )?(?:[a-z-]+ )?")
NOUNS = re.compile(r"(?: [a-z-]+){1,4},? ")
SOMEBODY = re.compile(r"\b(?:[a-z]+ )?([a-z]+),? from (?:the )?$")


def origin_ties(scene: Scene, names: list[Mention]) -> Iterator[Relation]:
    """The ties of origin and belonging between names that stand next to each other, and of peoples' names."""
    for left, right in pairwise(names):
        gap = scene.text[left.end : right.start]
        if right.start < left.end or len(gap) > 80:
            continue
        if left.entity_type == "person":
            yield from _belongs(scene, left, gap, right)
        elif left.entity_type == "place" and right.entity_type == "person" and gap == ", ":
            yield from _hails(scene, left, right)
    for people in names:
        if people.entity_type == "group" and (code := country_of_demonym(scene.text[people.start : people.end])):
            country = scene.country(code) or people
            yield from _citizens(scene, people, country)
            yield from _bodies(scene, people, country)


def _belongs(scene: Scene, person: Mention, gap: str, thing: Mention) -> Iterator[Relation]:
    """Ties of "Prime Minister X of Y", "X of Greenpeace", "X, of Leeds", "X, a teacher from Leeds"."""
    hailing = FROM.fullmatch(gap)
    if hailing and (thing.entity_type != "place" or hailing[1] not in (None, *PERSON_NOUNS)):
        return
    if not (hailing or OF.fullmatch(gap)) or thing.entity_type not in ("place", "organization"):
        return
    first = scene.doc.char_span(person.start, person.end, alignment_mode="expand")
    last = scene.doc.char_span(person.end, thing.start, alignment_mode="expand")
    if first is None or last is None:
        return
    prep = next((token for token in last if token.lower_ in ("of", "from")), None)
    if prep is None or (not gap.startswith(",") and prep.head.i not in range(first.start, first.end)):
        return
    title = scene.doc[first.start - 1] if first.start else first[0]
    kind = next((ROLES[word.lower_] for word in (title, first[0]) if word.lower_ in ROLES), "")
    if not kind or not fits(person, kind, thing):
        country = thing.place_precision == PlacePrecision.COUNTRY
        kind = R.MEMBER_OF if thing.entity_type == "organization" else R.CITIZEN_OF if country else R.BASED_IN
    if fits(person, kind, thing):
        yield relation(scene, person, kind, thing, first.root, 0.6)


def _hails(scene: Scene, place: Mention, person: Mention) -> Iterator[Relation]:
    """The tie of "a doctor from Leeds, X"."""
    before = SOMEBODY.search(scene.text, max(0, place.start - 60), place.start)
    if before and before[1] in PERSON_NOUNS and fits(person, R.BASED_IN, place):
        yield stated(person, R.BASED_IN, place, scene.doc[place.head], 0.7)


def _citizens(scene: Scene, people: Mention, country: Mention) -> Iterator[Relation]:
    """The tie of "the French writer X", "a Belgian of Moroccan descent, X"."""
    following = next((m for m in scene.starts.values() if m.start >= people.end and m.entity_type == "person"), None)
    if following is None:
        return
    gap = scene.text[people.end : following.start]
    told = DESCENT.fullmatch(gap) and (len(gap) > 2 or ONE.search(scene.text, max(0, people.start - 8), people.start))
    noun = gap.split()[-1].rstrip(",") if gap.strip(" ,") else ""
    named = NOUNS.fullmatch(gap) and noun in PERSON_NOUNS and noun not in ("ambassador", "envoy")
    if (told or named) and fits(following, R.CITIZEN_OF, country):
        yield stated(following, R.CITIZEN_OF, country, scene.doc[people.head], 0.8)


def _bodies(scene: Scene, people: Mention, country: Mention) -> Iterator[Relation]:
    """The tie of "the German company X", "X is an Iraqi network", "the British X"."""
    head = scene.doc[people.head].head
    for body in _named(scene, people, head):
        if body.entity_type == "organization" and fits(body, R.BASED_IN, country):
            yield stated(body, R.BASED_IN, country, scene.doc[people.head], 0.7)


def _named(scene: Scene, people: Mention, noun: Token) -> list[Mention]:
    """The body that a people's name describes, itself or by a noun for bodies."""
    adjective = scene.doc[people.head]
    if adjective.dep_ not in ("amod", "nmod", "compound") or noun.i < adjective.i:
        return []
    found = scene.within.get(noun.i)
    if found is not None and found.start > people.end:
        return [found] if found.head == noun.i and scene.starts.get(adjective.i + 1) is found else []
    if noun.lower_ not in BODY_NOUNS:
        return []
    after = scene.starts.get(noun.i + 1)
    if after is not None and after.start == noun.idx + len(noun) + 1:
        return [after]
    nominal = scene.heads.get(noun.i)
    return [nominal] if nominal is not None and nominal.kind == "nominal" and noun.dep_ in ("attr", "appos") else []
