"""What may be tied to what."""

from __future__ import annotations

from flows.extract.ties.scene import WIDE, is_actor
from flows.layers import Mention
from schemas.codes.relations import RelationType as R

PERSON, BODY, PLACE, GROUP, EVENT = "person", "organization", "place", "group", "event_name"
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
    R.BASED_IN: (frozenset({PERSON, BODY}), frozenset({PLACE, GROUP})),
    R.LOCATED_IN: (frozenset({PLACE, BODY, EVENT}), frozenset({PLACE})),
    R.HOLDS_OFFICE: (frozenset({PERSON}), frozenset({BODY, PLACE})),
    R.OWNS: (frozenset({PERSON, BODY}), frozenset({BODY, PLACE})),
    R.ACCUSED_OF_TIES_WITH: (frozenset({PERSON, BODY}), frozenset({PERSON, BODY, PLACE})),
    **dict.fromkeys(
        (R.RELATIVE_OF, R.SIBLING_OF, R.PARENT_OF, R.SPOUSE_OF), (frozenset({PERSON}), frozenset({PERSON}))
    ),
}
ACTING = frozenset({R.FIGHTS, R.SUPPORTS, R.OPPOSES, R.ALLIED_WITH, R.MET_WITH})


def fits(subject: Mention, relation_type: str, thing: Mention) -> bool:
    """Whether the tie can hold between entities of these kinds, and they are two."""
    if subject.entity is None or thing.entity is None or subject.entity is thing.entity:
        return False
    if relation_type in ACTING:
        return is_actor(subject) and is_actor(thing)
    if relation_type == R.CITIZEN_OF and thing.entity_type == PLACE and thing.place_precision not in (None, *WIDE):
        return False
    if relation_type == R.ACCUSED_OF_TIES_WITH and thing.entity_type == PLACE:
        return thing.place_precision in WIDE
    subjects, objects = KINDS[relation_type]
    return subject.entity_type in subjects and thing.entity_type in objects
