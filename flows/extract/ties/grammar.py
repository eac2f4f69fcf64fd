"""The words and the syntax that the reading of ties shares."""

from __future__ import annotations

from spacy.tokens import Token

from flows.lexicons import lines, table

#: What words in a clause do to its tie, by kind: see the list's head.
STANCE = {kind: frozenset(words) for kind, words in table("relation_stance").items()}
PERSON_NOUNS = frozenset(lines("person_nouns"))
BODY_NOUNS = frozenset(lines("organization_nouns"))
PLACE_NOUNS = frozenset(lines("place_nouns"))
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
HOLDING = frozenset({"poss", "compound", "nmod", "amod"})  # how a name before a noun holds it: "X's war", "X forces"
RELATIVE = frozenset({"WP", "WDT"})


def complements(prep: Token) -> list[Token]:
    """The nouns that a preposition governs."""
    return [child for child in prep.children if child.dep_ == "pobj"]


def is_passive(verb: Token) -> bool:
    """Whether a verb stands in the passive, also shortened: "the band led by X"."""
    if any(child.dep_ in ("nsubjpass", "auxpass") for child in verb.children):
        return True
    return verb.tag_ == "VBN" and verb.dep_ in ("acl", "advcl") and any(c.dep_ == "agent" for c in verb.children)


def following(token: Token) -> str:
    """The word after a token, in lower case."""
    return token.nbor(1).lower_ if token.i + 1 < len(token.doc) else ""
