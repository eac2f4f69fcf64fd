"""Reported speech without quotation marks: the words that a cue says were said, in the writer's own wording."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from flows.extract.quotes_cues import Cue, Kind
from flows.extract.quotes_narration import Narration
from flows.extract.quotes_phrases import Words, may_speak
from flows.layers import Quote
from schemas.codes.reading import QuoteType

SHORTEST = 2  # words of a reported content
ASIDE = frozenset({"npadvmod", "advmod", "punct", "aux", "auxpass", "neg", "nsubj", "nsubjpass", "prt", "cc", "dative", "agent"})
OBJECTS = frozenset({"dobj", "oprd", "prep", "attr", "acomp", "advcl"})
CONFIDENCE = {Kind.SAY: 0.7, Kind.SOURCE: 0.7, Kind.NAME: 0.5, Kind.NOUN: 0.5, Kind.STANCE: 0.4}


def indirect(narration: Narration, quoted: list[tuple[int, int]]) -> Iterator[Quote]:
    """The indirect quotations of a text; `quoted` are the bounds of its other quotations."""
    for cue in narration.cues:
        if cue.speaker is None or cue.kind is Kind.QUOTE or narration.level[cue.at] != -1:
            continue
        words = _content(narration, cue)
        if words is None or words[1] - words[0] < SHORTEST:
            continue
        start, end = narration.chars(words)
        if any(start < b and a < end for a, b in quoted):
            continue
        speaker, cued = narration.chars(cue.speaker), narration.chars(cue.words)
        yield Quote(start, end, QuoteType.INDIRECT, speaker, cue=cued, confidence=CONFIDENCE[cue.kind])


def _content(narration: Narration, cue: Cue) -> Words | None:
    head = narration.doc[cue.at]
    if cue.kind is Kind.SOURCE:
        words = _sourced(head)
    elif cue.kind is Kind.NOUN:
        words = _clause_of(head, ("acl", "ccomp", "relcl"))
    else:
        words = _clause_of(head, ("ccomp", "xcomp")) or _object_of(head, cue)
    return _trimmed(narration, words) if words else None


def _clause_of(head: Token, relations: tuple[str, ...]) -> Words | None:
    """The clause that completes a cue: after it, or before it in "…, she said"."""
    for child in head.children:
        if child.dep_ not in relations:
            continue
        if child.i > head.i:
            if child.dep_ == "acl" and child.tag_ not in ("VB", "VBG") and not _has_that(child):
                continue
            return max(child.left_edge.i, head.i + 1), child.right_edge.i + 1
        if child.dep_ == "ccomp":
            subject = next((c for c in head.children if c.dep_ == "nsubj"), head)
            end = min(head.i, subject.left_edge.i) if subject.i > child.i else head.i
            return child.left_edge.i, min(child.right_edge.i + 1, end)
    return None


def _has_that(verb: Token) -> bool:
    return any(child.dep_ == "mark" and child.lower_ == "that" for child in verb.children)


def _object_of(head: Token, cue: Cue) -> Words | None:
    """What follows a cue that no clause completes: its object and all that goes with it."""
    start = end = None
    for child in head.rights:
        if child.i < cue.words[1] - 1 or child.dep_ in ASIDE or child.i <= head.i:
            continue
        if child.dep_ not in OBJECTS:
            break
        if start is None:
            if child.dep_ not in ("dobj", "oprd", "prep"):
                break
            start = child.left_edge.i
        end = child.right_edge.i + 1
    return (max(start, cue.words[1]), end) if start is not None and end is not None else None


def _sourced(according: Token) -> Words | None:
    """The clause that "according to" stands in, without it."""
    left, right = according.left_edge.i, according.right_edge.i + 1
    clause = according.head
    while clause.pos_ not in ("VERB", "AUX") and clause.head != clause:
        clause = clause.head
    first, last = clause.left_edge.i, clause.right_edge.i + 1
    if left <= first:
        return right, last
    return (first, left) if left - first >= last - right else (right, last)


def _trimmed(narration: Narration, words: Words) -> Words | None:
    """The words without the conjunction, the commas and the blanks around them."""
    start, end = words
    while start < end and (narration.doc[start].is_punct or narration.doc[start].is_space or narration.doc[start].lower_ == "that"):
        start += 1
    while end > start and (narration.doc[end - 1].is_punct or narration.doc[end - 1].is_space):
        end -= 1
    return (start, end) if start < end else None
