"""How many people an event mention says were killed or wounded: its victims by number, by name, or one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Token

from flows.extract.events_grammar import pobjs
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


def toll(
    trigger: Token, mode: str, victims: Iterable[tuple[Participant, Token, Mention | None]]
) -> tuple[int | None, int | None]:
    """The people killed and wounded that a mention counts or names; None where it does not say how many."""
    if mode not in KILLING and mode not in WOUNDING:
        return None, None
    total = sum(_as_were(trigger))
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


def _as_were(trigger: Token) -> Iterator[int]:
    """Those of whom the same is said: "90 were hurt, as were six guards and two each from two more bodies"."""
    clause = next((c for c in trigger.children if c.dep_ == "advcl" and c.lower_ in ("were", "was")), None)
    if clause is None or not any(c.dep_ == "mark" and c.lower_ == "as" for c in clause.children):
        return
    more = [c for c in trigger.children if c.dep_ == "conj" and c.i > clause.i]
    for head in [c for c in clause.children if c.i > clause.i] + more:
        for one in (head, *head.conjuncts):
            number = one if one.pos_ == "NUM" else next((c for c in one.lefts if c.dep_ == "nummod"), None)
            if number is not None and (value := _value(number)):
                each = any(c.lower_ == "each" for c in one.children)
                bodies = list(pobjs(one, "from", "of", "in")) if each else []
                yield value * (len(bodies) + sum(len(body.conjuncts) for body in bodies) or 1)


def _value(number: Token) -> int | None:
    here = (f for f in number.doc._.figures if f.start <= number.idx < f.end)
    figure = next(here, None)
    return int(figure.value) if figure is not None and figure.value and figure.value <= MOST else None


def _figure(doc: Doc, participant: Participant) -> Figure | None:
    inside = (f for f in doc._.figures if participant.start < f.end and f.start < participant.end)
    return next((f for f in inside if f.measure not in ("age", "rank", "money", "share", "length")), None)
