"""Ties told by a noun: "X, leader of Y", "Y's spokesman X", "Y member X", "X was a founder of Y", "X's brother Y"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from flows.extract.ties.bearers import bearers
from flows.extract.ties.grammar import STANCE, complements, following
from flows.extract.ties.kinds import fits
from flows.extract.ties.scene import BODIES, Scene
from flows.extract.ties.stance import relation
from flows.layers import Mention, Relation
from flows.lexicons import table
from schemas.codes.relations import RelationType as R

ROLES = {word: kind for kind, words in table("relation_roles").items() for word in words}
KIN = frozenset({R.SIBLING_OF, R.PARENT_OF, "child", R.SPOUSE_OF, R.RELATIVE_OF})
OFFICES = frozenset({R.LEADER_OF, R.HOLDS_OFFICE, R.SPOKESPERSON_OF, R.DEPUTY_OF})
OF = frozenset({"of", "for", "in", "at", "from", "to", "with"})
#: Heads of state, of whose countries the word for the people tells.
HEADS = STANCE["heads"]
STATES = frozenset({"government", "administration", "regime", "state", "authorities", "coalition", "leadership"})
WITHIN = frozenset({"in", "at", "from"})  # before a place they tell where, not of what
REACH = 4
DESCRIBING = frozenset({"compound", "nmod", "amod"})
#: Roles beside somebody: "Y's Senate opponent", "the Democratic rival" are the Senate's and the party's in no such way.
SIDES = KIN | {R.OPPOSES, R.FIGHTS, R.ALLIED_WITH}
ARMED = frozenset({"police", "army", "military", "intelligence", "security", "defence", "defense", "navy", "fire"})
SECOND = frozenset({"vice", "deputy", "assistant"})

Thing = tuple[Mention, str]  # what a role is in, and the tie that it makes


def role_ties(scene: Scene, noun: Token) -> Iterator[Relation]:
    """The ties that a noun for a role states, if it has both a bearer and something it is a role in."""
    kind = ROLES[noun.lower_]
    if noun.i in scene.within and scene.within[noun.i].head == noun.i:
        return  # the head of a name: "the Middle East Branch"
    if kind == R.LEADER_OF:
        kind = _rank(noun)
    elif kind in KIN and noun.doc[noun.i + 1 : noun.i + 5].text.lower() == "-in-law":
        kind = R.RELATIVE_OF
    if kind in KIN and noun.lower_.endswith("s") and (pair := _brothers(scene, noun, kind)):
        yield pair
        return
    borne = bearers(scene, noun)
    for thing, made in _things(scene, noun, kind):
        for bearer in borne:
            subject, name, other = (thing, R.PARENT_OF, bearer) if made == "child" else (bearer, made, thing)
            if name in (R.SUBGROUP_OF, R.MEMBER_OF) and subject.entity_type == "organization":
                name = R.SUBGROUP_OF if kind == R.SUBGROUP_OF else R.MEMBER_OF
            if fits(subject, name, other):
                yield relation(scene, subject, name, other, noun, 0.9)


def _rank(noun: Token) -> str:
    """The tie of a leader, or of who is next to one: "vice president of Y", "Y's chief of staff"."""
    if noun.lower_ == "chief" and noun.doc[noun.i + 1 : noun.i + 3].text.lower() == "of staff":
        return R.HOLDS_OFFICE
    before = {token.lower_ for token in noun.doc[max(noun.i - REACH, noun.sent.start) : noun.i]}
    if noun.lower_ == "executive" and "chief" not in before:
        return R.EMPLOYEE_OF
    return R.DEPUTY_OF if before & SECOND else R.LEADER_OF


def _brothers(scene: Scene, noun: Token, kind: str) -> Relation | None:
    """The tie of those that a plural names together: "the brothers Ibrahim and Khaled Bakr"."""
    kind = R.SIBLING_OF if kind == "child" else kind
    if kind == R.PARENT_OF:
        return None  # "the parents A and B" says whose parents neither of them is
    first = scene.starts.get(noun.i + 1 + (following(noun) == ","))
    if first is None:
        return None
    at = scene.span(first)
    if at is not None and at.end < len(scene.doc) and scene.doc[at.end].lower_ in ("and", "&"):
        second = scene.starts.get(at.end + 1)
        if second is not None and fits(first, kind, second):
            return relation(scene, first, kind, second, noun, 0.9)
    return None


def _things(scene: Scene, noun: Token, kind: str) -> Iterator[Thing]:
    """What the role is in: a possessive, a name before the noun, or the object of "of"."""
    found: list[Thing] = []
    owned = any(child.dep_ == "poss" for child in noun.children)
    described = set() if owned and kind in SIDES else {"compound", "nmod"} if kind in SIDES else DESCRIBING
    for child in noun.children:
        if child.dep_ == "poss" or (child.dep_ in described and child.i < noun.i):
            mention = scene.at(child)
            found += [(mention, kind)] if mention and not _where(scene, mention) else []
        elif child.dep_ == "prep" and child.lower_ in OF and child.i - noun.i <= REACH:
            named = [t for obj in complements(child) for t in _complements(scene, obj, kind)]
            # A minister for the Middle East has none there.
            refused = WITHIN | {"for"} if kind in (R.HOLDS_OFFICE, R.OWNS, R.LEADER_OF, R.DEPUTY_OF) else WITHIN
            abroad = kind == R.HOLDS_OFFICE and child.lower_ == "to"  # an ambassador to Y has no office of Y's
            kept = (t for t in named if not (t[0].entity_type == "place" and child.lower_ in refused))
            found += [] if abroad else kept
    if not found and (before := _name_before(scene, noun)):
        found.append((before, kind))
    armed = any(child.lower_ in ARMED for child in noun.lefts)
    for mention, made in found:
        if made == R.LEADER_OF and noun.lower_ not in HEADS and mention.entity_type == "group":
            continue  # "the Syrian commander" does not lead Syria
        if made == R.LEADER_OF and armed and mention.entity_type == "place":
            made = R.HOLDS_OFFICE  # nor does the police chief of Leeds lead Leeds
        if thing := scene.state(mention) if made in OFFICES else mention:
            yield (scene.state(thing) or thing if made == R.CITIZEN_OF else thing), made


def _complements(scene: Scene, obj: Token, kind: str) -> Iterator[Thing]:
    """What an object of "of" names; the head of a part of a body holds an office there: "head of Y's secret police"."""
    named = list(scene.all_at(obj))
    if named and any(_unread(scene, child, named[0]) for child in obj.lefts):
        return
    if named or kind not in OFFICES or obj.lower_ in STATES:
        yield from ((mention, kind) for mention in named or scene.actor_at(obj))
        return
    for owner in scene.actor_at(obj, frozenset({obj.lower_})):
        if owner.entity_type == "place":
            held = kind if kind == R.SPOKESPERSON_OF else R.HOLDS_OFFICE
            yield from [(owner, held)] if obj.lower_ in BODIES else []
        else:
            yield owner, R.MEMBER_OF if kind in (R.LEADER_OF, R.DEPUTY_OF) else kind


def _unread(scene: Scene, word: Token, name: Mention) -> bool:
    """Whether a word before a name makes it part of a body that was not read: "director of Youth Forum Zimbabwe"."""
    other = scene.within.get(word.i)
    apart = word.pos_ == "PROPN" if other is None else other is not name and other.entity_type != "group"
    return word.dep_ == "compound" and apart


def _where(scene: Scene, mention: Mention) -> bool:
    """Whether a place before a noun tells where: "In Turkey Minister X said"."""
    at = scene.span(mention)
    return mention.entity_type == "place" and at is not None and at.start > 0 and scene.doc[at.start - 1].lower_ == "in"


def _name_before(scene: Scene, noun: Token) -> Mention | None:
    """The name that stands before the noun with nothing but adjectives, nouns and "'s" between."""
    for at in range(noun.i - 1, max(noun.i - 6, noun.sent.start - 1), -1):
        if at in scene.within:
            mention = scene.within[at]
            return None if scene.doc[mention.head].dep_ == "pobj" or _where(scene, mention) else mention
        token = scene.doc[at]
        if token.pos_ not in ("ADJ", "NOUN", "PART") and token.lower_ not in ("’s", "'s", "-", "’"):
            return None
    return None
