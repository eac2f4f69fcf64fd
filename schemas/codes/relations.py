"""Codes for ties between entities."""

from schemas.contract import Code


class RelationType(Code):
    """A tie, read subject → object."""

    MEMBER_OF = "member_of", "subject belongs to the group"
    LEADER_OF = "leader_of", "subject leads the group, body or place"
    DEPUTY_OF = "deputy_of", "subject is second to the leader of the group, or to the person"
    SPOKESPERSON_OF = "spokesperson_of", "subject speaks for the body or person"
    FOUNDER_OF = "founder_of", "subject founded the body"
    EMPLOYEE_OF = "employee_of", "subject works for the body"
    SUBGROUP_OF = "subgroup_of", "subject is part of the body"
    OFFSHOOT_OF = "offshoot_of", "subject came out of the body"
    ALLIED_WITH = "allied_with", "both work together (symmetric)"
    FIGHTS = "fights", "both fight each other (symmetric)"
    SUPPORTS = "supports", "subject backs, funds or pledges to the object"
    OPPOSES = "opposes", "both are opponents (symmetric)"
    MET_WITH = "met_with", "both met or spoke (symmetric)"
    RELATIVE_OF = "relative_of", "both are kin (symmetric)"
    SIBLING_OF = "sibling_of", "both are siblings (symmetric)"
    PARENT_OF = "parent_of", "subject is a parent of the object"
    SPOUSE_OF = "spouse_of", "both are or were married (symmetric)"
    CITIZEN_OF = "citizen_of", "subject holds or is given the nationality"
    BASED_IN = "based_in", "subject lives, works or has its seat in the place, or in the country of the people named"
    LOCATED_IN = "located_in", "subject, a place or thing, lies in the place"
    HOLDS_OFFICE = "holds_office", "subject holds an office of the body or place"
    OWNS = "owns", "subject owns the object"
    ACCUSED_OF_TIES_WITH = "accused_of_ties_with", "somebody says that subject has ties with the object"


#: Ties that hold both ways; the smaller id is the subject.
SYMMETRIC = frozenset(
    {
        RelationType.ALLIED_WITH,
        RelationType.FIGHTS,
        RelationType.OPPOSES,
        RelationType.MET_WITH,
        RelationType.RELATIVE_OF,
        RelationType.SIBLING_OF,
        RelationType.SPOUSE_OF,
    }
)


class Polarity(Code):
    """Whether the text says that a tie holds."""

    POSITIVE = "positive", "it says so"
    NEGATIVE = "negative", "it denies it"


class Modality(Code):
    """How sure the text is of a tie."""

    ASSERTED = "asserted", "stated as a fact"
    ALLEGED = "alleged", "attributed, suspected or claimed"
    POSSIBLE = "possible", "held possible"
    FORMER = "former", "it held before and no longer"
