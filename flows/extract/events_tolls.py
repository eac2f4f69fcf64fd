"""How many people an event mention says were killed or wounded: its victims by number, by name, or one by one."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc, Token

from flows.extract.events_lexicon import words
from flows.layers import Figure, Mention, Participant

KILLING = frozenset({"killing", "death", "massacre", "assassination", "execution", "beheading"})
#: More people than a table's column, or any event, could hold.
MOST = 1_000_000_000
#: Who is stabbed is wounded, where no death is told of.
WOUNDING = frozenset({"injury", "stabbing"})
SINGULAR = frozenset({"NN", "NNP"})
#: Nouns whose singular stands for many.
MANY = words("many")
ONE = frozenset(["a", "an", "one", "the", "its", "his", "her", "another"])


def toll(mode: str, victims: Iterable[tuple[Participant, Token, Mention | None]]) -> tuple[int | None, int | None]:
    """The people killed and wounded that a mention counts or names; None where it does not say how many."""
    if mode not in KILLING and mode not in WOUNDING:
        return None, None
    total = 0
    for participant, head, mention in victims:
        number = head_count(participant, head, mention)
        if number is None:
            return None, None
        total += number
    if not 0 < total <= MOST:
        return None, None
    return (None, total) if mode in WOUNDING else (total, None)


def head_count(participant: Participant, head: Token, mention: Mention | None) -> int | None:
    """How many people a party is."""
    figure = _figure(head.doc, participant)
    if figure is not None:
        return None if figure.value is None else int(figure.value)
    if mention is not None and mention.entity_type == "person" and mention.kind in ("name", "pronoun"):
        return 1 if head.lower_ not in ("they", "them", "we", "us") else None
    if head.tag_ in SINGULAR and head.lower_ not in MANY and head.ent_type_ not in ("ORG", "GPE", "NORP", "LOC", "FAC"):
        single = any(child.lower_ in ONE or child.dep_ == "poss" for child in head.lefts)
        return 1 if single or head.ent_type_ == "PERSON" else None
    return None


def _figure(doc: Doc, participant: Participant) -> Figure | None:
    inside = (f for f in doc._.figures if participant.start < f.end and f.start < participant.end)
    return next((f for f in inside if f.measure not in ("age", "rank", "money", "share", "length")), None)
