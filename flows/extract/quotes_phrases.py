"""Phrases that name a speaker, as spans of tokens."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Doc, Token

from flows.lexicons import lines

Words = tuple[int, int]  # half-open indices of tokens

BEFORE_HEAD = frozenset({"det", "amod", "compound", "poss", "nummod", "nmod", "predet", "quantmod", "npadvmod"})
PREPOSITIONS = frozenset({"of", "for", "from", "in", "at", "with", "on", "to", "near", "inside", "close"})
LONGEST = 30  # tokens of a phrase
NAMED = frozenset({"PERSON", "ORG", "GPE", "NORP"})
AGENTS = ("men", "women", "ists", "ist", "ian", "ians", "person", "people", "police", "sources", "source")
NOBODY = frozenset({"that", "this", "which", "what", "there", "these", "those", "here", "everything", "nothing"})


@cache
def _speakers() -> frozenset[str]:
    """Common nouns for people, bodies and documents, in the singular or the plural."""
    names = ("person_nouns", "organization_nouns", "event_people", "document_nouns")
    return frozenset(noun for name in names for noun in lines(name))


def may_speak(head: Token) -> bool:
    """Whether a phrase with this head can be somebody who speaks: a name, a pronoun, a word for people or bodies."""
    if head.pos_ in ("PROPN", "PRON") or head.ent_type_ in NAMED:
        return True
    word = head.lower_
    return word in _speakers() or word.removesuffix("s") in _speakers() or word.endswith(AGENTS)


def names_speaker(doc: Doc, words: Words) -> bool:
    """Whether a phrase holds a word for somebody who may speak."""
    return any(may_speak(token) for token in doc[words[0] : words[1]])


def noun_phrase(head: Token) -> Words | None:
    """The phrase that `head` heads: with what stands before it and its "of …", without asides and relative clauses.

    A role with a name beside it ("the mayor, Ann Roe") is named by the name.
    """
    if head.pos_ not in ("NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ", "X") or head.lower_ in NOBODY:
        return None
    if head.pos_ == "NOUN":
        for child in head.children:
            if child.dep_ == "appos" and child.ent_type_ == "PERSON":
                return noun_phrase(child)
    start, end = head.i, head.i + 1
    for child in reversed(list(head.lefts)):
        if child.dep_ not in BEFORE_HEAD or child.right_edge.i + 1 != start:
            break
        start = child.left_edge.i
    for child in head.rights:
        inner = _continued(child) if child.i == end or child.dep_ == "conj" else None
        if child.dep_ == "cc" and child.i == end:
            continue
        if inner is None or inner[0] > end + 1:
            break
        end = inner[1]
    return (start, end) if 0 < end - start <= LONGEST else None


def _continued(child: Token) -> Words | None:
    """The part of a phrase that a preposition or an "and" adds after its head."""
    if child.dep_ == "conj":
        return noun_phrase(child)
    if child.dep_ == "prep" and child.lower_ in PREPOSITIONS:
        for inner in child.children:
            if inner.dep_ == "pobj" and (phrase := noun_phrase(inner)):
                return child.i, phrase[1]
    return None


def antecedent(pronoun: Token) -> Words | None:
    """What "who" stands for: the name that ends just before it, else the phrase that its clause hangs on."""
    doc, before = pronoun.doc, pronoun.i - 1
    if before >= 0 and doc[before].text == ",":
        before -= 1
    if before >= 0 and doc[before].ent_type_ == "PERSON":
        start = before
        while start > 0 and doc[start].ent_iob_ == "I":
            start -= 1
        return start, before + 1
    clause = pronoun.head
    while clause.dep_ not in ("relcl", "ROOT") and clause.head != clause:
        clause = clause.head
    return noun_phrase(clause.head) if clause.dep_ == "relcl" else None


def phrase_from(doc: Doc, start: int, stop: int) -> Words | None:
    """The phrase that begins with token `start`, before token `stop`."""
    if start >= stop:
        return None
    head = doc[start]
    while head.dep_ in BEFORE_HEAD and start < head.head.i < stop:
        head = head.head
    phrase = noun_phrase(head)
    return phrase if phrase and phrase[0] <= start < phrase[1] else None
