"""How a text puts a tie: whether it says that it holds, how sure it is, since when, and what may be tied to what."""

from __future__ import annotations

from spacy.tokens import Token

from flows.extract.ties.scene import WIDE, Scene, is_actor
from flows.layers import Mention, Relation, Timex
from flows.lexicons import table
from schemas.codes.relations import Modality, Polarity
from schemas.codes.relations import RelationType as R

_WORDS = {kind: frozenset(words) for kind, words in table("relation_stance").items()}
PERSON, BODY, PLACE, GROUP = "person", "organization", "place", "group"
ACTORS = frozenset({PERSON, BODY, PLACE, GROUP})
#: What kinds of entities a tie may hold between: subject, object.
KINDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    R.MEMBER_OF: (frozenset({PERSON, BODY, PLACE}), frozenset({BODY})),
    R.LEADER_OF: (frozenset({PERSON, BODY}), frozenset({BODY, PLACE})),
    R.DEPUTY_OF: (frozenset({PERSON}), frozenset({BODY, PERSON, PLACE})),
    R.SPOKESPERSON_OF: (frozenset({PERSON}), frozenset({BODY, PERSON, PLACE})),
    R.FOUNDER_OF: (frozenset({PERSON, BODY}), frozenset({BODY})),
    R.EMPLOYEE_OF: (frozenset({PERSON}), frozenset({BODY})),
    R.SUBGROUP_OF: (frozenset({BODY}), frozenset({BODY})),
    R.OFFSHOOT_OF: (frozenset({BODY}), frozenset({BODY})),
    R.CITIZEN_OF: (frozenset({PERSON}), frozenset({PLACE, GROUP})),
    R.BASED_IN: (frozenset({PERSON, BODY}), frozenset({PLACE})),
    R.LOCATED_IN: (frozenset({PLACE, BODY}), frozenset({PLACE})),
    R.HOLDS_OFFICE: (frozenset({PERSON}), frozenset({BODY, PLACE})),
    R.OWNS: (frozenset({PERSON, BODY}), frozenset({BODY, PLACE})),
    **dict.fromkeys(
        (R.RELATIVE_OF, R.SIBLING_OF, R.PARENT_OF, R.SPOUSE_OF), (frozenset({PERSON}), frozenset({PERSON}))
    ),
}
MODIFYING = frozenset({"aux", "advmod", "neg", "auxpass"})
ACTING = frozenset({R.FIGHTS, R.SUPPORTS, R.OPPOSES, R.ALLIED_WITH, R.MET_WITH})


def fits(subject: Mention, relation_type: str, thing: Mention) -> bool:
    """Whether the tie can hold between entities of these kinds, and they are two."""
    if subject.entity is None or thing.entity is None or subject.entity is thing.entity:
        return False
    if relation_type in ACTING:
        return is_actor(subject) and is_actor(thing)
    if relation_type == R.CITIZEN_OF and thing.entity_type == PLACE and thing.place_precision not in (None, *WIDE):
        return False
    subjects, objects = KINDS[relation_type]
    return subject.entity_type in subjects and thing.entity_type in objects


def relation(
    scene: Scene, subject: Mention, relation_type: str, thing: Mention, cue: Token, confidence: float
) -> Relation:
    """The tie as the clause of `cue` puts it; its passage runs from the first to the last of the three."""
    sentence = cue.sent
    parts = [(cue.idx, cue.idx + len(cue)), (subject.start, subject.end), (thing.start, thing.end)]
    # A party told by coreference may stand in another sentence.
    parts = [part for part in parts if sentence.start_char <= part[0] and part[1] <= sentence.end_char] or parts[:1]
    start, end = min(part[0] for part in parts), max(part[1] for part in parts)
    near = {token.lower_ for token in (cue, *cue.children)}
    if cue.head.pos_ in ("VERB", "AUX") and cue.dep_ != "conj":
        near.update(child.lower_ for child in cue.head.children if child.dep_ in MODIFYING)
        near.add(cue.head.lower_)
        if cue.head.dep_ == "xcomp":
            near.add(cue.head.head.lower_)
    polarity = Polarity.NEGATIVE if near & _WORDS["negative"] or _negated(cue) else Polarity.POSITIVE
    modality = Modality.ASSERTED
    for name in (Modality.FORMER, Modality.ALLEGED, Modality.POSSIBLE):
        if near & _WORDS[name]:
            modality = name
            break
    return Relation(subject, relation_type, thing, start, end, polarity, modality, _when(scene, cue), confidence)


def _negated(cue: Token) -> bool:
    return any(child.dep_ == "neg" for child in cue.children) or (
        cue.pos_ != "VERB" and any(child.dep_ == "neg" for child in cue.head.children)
    )


def _when(scene: Scene, cue: Token) -> Timex | None:
    """The time that the clause itself gives: "joined in January 2014"."""
    for child in cue.rights:
        inner = next(iter(child.rights), None) if child.dep_ == "prep" else child
        if inner is not None and (child.dep_ == "prep" or child.dep_ == "npadvmod"):
            for when in scene.doc._.dates:
                if when.start <= inner.idx < when.end and when.timex_type == "DATE":
                    return when  # type: ignore[no-any-return]
    return None
