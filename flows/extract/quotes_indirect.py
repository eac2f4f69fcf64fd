"""Reported speech without quotation marks: the words that a cue says were said, in the writer's own wording."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Token

from flows.extract.quotes_cues import Cue, Kind
from flows.extract.quotes_narration import Narration
from flows.extract.quotes_phrases import Words, may_speak, names_speaker, phrase_from
from flows.layers import Quote
from flows.lexicons import lines
from schemas.codes.reading import QuoteType

LABEL = 8  # words before the colon of a label
CLAUSE = 3  # words after it, at least
SHORTEST = 2  # words of a reported content
BESIDE = frozenset(
    {"npadvmod", "advmod", "punct", "aux", "auxpass", "neg", "nsubj", "nsubjpass", "prt", "cc", "dative"}
)
OBJECTS = frozenset({"dobj", "oprd", "prep", "attr", "acomp", "advcl"})
CLOSES = frozenset(",?!'\"")  # what a clause before "she said" ends with
TOPICS = frozenset({"about", "of", "for", "against", "over"})  # prepositions that lead in what was said
#: Places in a sentence where a verb of thought or of naming does not report anything by itself.
SUNKEN = frozenset({"ccomp", "acl", "pcomp", "xcomp", "relcl", "prep"})
#: Verbs that leave an infinitive told as something that happened: went on to say.
GOING_ON = frozenset({"went", "goes", "going", "continued", "continues", "began", "begins", "started", "starts"})
WRITER = frozenset({"i", "we", "you", "it", "me", "us", "one"})
CONFIDENCE = {Kind.SAY: 0.7, Kind.SOURCE: 0.7, Kind.NAME: 0.5, Kind.NOUN: 0.5, Kind.STANCE: 0.4}


@cache
def _hearing() -> frozenset[str]:
    return frozenset(lines("hearing_verbs"))


@cache
def _object_verbs() -> frozenset[str]:
    return frozenset(lines("object_verbs"))


def indirect(narration: Narration, quoted: list[tuple[int, int]]) -> Iterator[Quote]:
    """The indirect quotations of a text; `quoted` are the bounds of its other quotations, in order."""
    reach = 0  # where the content found last ends: what stands inside it is said at second hand
    for cue in narration.cues:
        if cue.speaker is None or narration.level[cue.at] != -1 or cue.at < reach:
            continue
        words = _content(narration, cue) if _reports(narration, cue) else None
        if words is None or (words[1] - words[0] < SHORTEST and narration.doc[words[0]].pos_ != "PROPN"):
            continue
        start, end = narration.chars(words)
        if any(start < b and a < end for a, b in quoted):
            continue
        reach = max(reach, words[1])
        speaker, cued = narration.chars(cue.speaker), narration.chars(cue.words)
        yield Quote(start, end, QuoteType.INDIRECT, speaker, cue=cued, confidence=CONFIDENCE[cue.kind])


def labelled(narration: Narration) -> Iterator[Quote]:
    """What stands after a speaker's name and a colon at the head of a paragraph, as in headlines and transcripts."""
    doc = narration.doc
    for start, end in narration.blocks:
        colon = next((place for place in range(start, min(end, start + LABEL)) if doc[place].text == ":"), None)
        if colon is None or narration.level[start] != -1:
            continue
        speaker = phrase_from(doc, start, colon)
        if speaker is None or speaker[1] != colon or doc[colon - 1].ent_type_ != "PERSON":
            continue
        words = _trimmed(narration, (colon + 1, end))
        if words and words[1] - words[0] >= CLAUSE and all(level == -1 for level in narration.level[colon:end]):
            (a, b), said = narration.chars(words), narration.chars(speaker)
            yield Quote(a, b, QuoteType.INDIRECT, said, cue=narration.chars((colon, colon + 1)), confidence=0.5)


def _reports(narration: Narration, cue: Cue) -> bool:
    """Whether the cue, where it stands, tells that something was said and not that it may or should be."""
    head = narration.doc[cue.at]
    if cue.kind is Kind.QUOTE or cue.speaker is None:
        return False
    if head.tag_ == "VB" and any(child.tag_ == "TO" for child in head.lefts) and head.head.lower_ not in GOING_ON:
        return False
    if cue.kind in (Kind.SAY, Kind.SOURCE):
        return True
    if head.dep_ in SUNKEN or narration.doc[cue.speaker[1] - 1].lower_ in WRITER:
        return cue.kind is Kind.NOUN
    told = cue.kind is not Kind.STANCE or head.tag_ not in ("VB", "VBG")
    return told and names_speaker(narration.doc, cue.speaker)


def _content(narration: Narration, cue: Cue) -> Words | None:
    head = narration.doc[cue.at]
    if cue.kind is Kind.SOURCE:
        words = _sourced(head)
    elif cue.kind is Kind.NOUN:
        words = _clause_of(head, ("acl", "ccomp")) or _topic_of(head)
    else:
        words = _clause_of(head, ("ccomp", "xcomp"))
        if words is None and cue.kind is Kind.SAY:
            words = _around(narration, cue)
        if words is None and _takes_object(narration, cue):
            words = _object_of(head, cue) or _passive(head)
    return _trimmed(narration, words) if words else None


def _clause_of(head: Token, relations: tuple[str, ...]) -> Words | None:
    """The clause that completes a cue: after it, or before it in "…, she said"."""
    for child in [*head.rights, *head.lefts]:
        if child.dep_ not in relations:
            continue
        if child.i > head.i:
            if child.dep_ == "acl" and child.tag_ not in ("VB", "VBG") and not _has_that(child):
                continue
            return max(child.left_edge.i, head.i + 1), child.right_edge.i + 1
        if child.dep_ == "ccomp":
            subject = next((c for c in head.children if c.dep_ == "nsubj"), head)
            end = min(head.i, subject.left_edge.i) if subject.i > child.i else head.i
            return (
                (child.left_edge.i, min(child.right_edge.i + 1, end)) if head.doc[end - 1].text[-1] in CLOSES else None
            )
    return None


def _topic_of(noun: Token) -> Words | None:
    """What somebody's claim is about: "her criticism of …"."""
    if not any(child.dep_ == "poss" for child in noun.lefts):
        return None
    topics = (child for child in noun.rights if child.dep_ == "prep" and child.lower_ in TOPICS)
    return next(((child.i + 1, child.right_edge.i + 1) for child in topics), None)


def _has_that(verb: Token) -> bool:
    return any(child.dep_ == "mark" and child.lower_ == "that" for child in verb.children)


def _passive(head: Token) -> Words | None:
    """What is said, in "… was reported by …": the subject."""
    if not any(child.dep_ == "agent" for child in head.children):
        return None
    return next(((c.left_edge.i, c.right_edge.i + 1) for c in head.lefts if c.dep_ == "nsubjpass"), None)


def _around(narration: Narration, cue: Cue) -> Words | None:
    """The sentence that "…, she said, …" interrupts or that ", she said" ends."""
    doc, (first, last) = narration.doc, narration.parsed_sentence(cue.at)
    if cue.speaker is None or cue.speaker[0] == first or doc[cue.speaker[0] - 1].text != ",":
        return None
    end = cue.words[1]
    if cue.speaker[1] > cue.at or end >= last:
        return None
    if doc[end].text == ",":
        return first, last
    return (first, cue.speaker[0]) if doc[end].is_sent_start or doc[end].text in ".;" else None


def _object_of(head: Token, cue: Cue) -> Words | None:
    """What follows a cue that no clause completes: its object and all that goes with it."""
    start = end = None
    for child in head.rights:
        if child.i < cue.words[1] - 1 or child.dep_ in BESIDE:
            continue
        if child.dep_ not in OBJECTS:
            break
        if start is None:
            if not _begins_content(child, head, cue):
                break
            start = child.left_edge.i
        end = child.right_edge.i + 1
    return (max(start, cue.words[1]), end) if start is not None and end is not None else None


def _takes_object(narration: Narration, cue: Cue) -> bool:
    """Whether the plain object of the cue is what was said, and its subject somebody."""
    doc, (start, end) = narration.doc, cue.words
    cued = " ".join(token.lower_ for token in doc[start:end])
    if cue.speaker is None or cued not in _object_verbs():
        return False
    return names_speaker(doc, cue.speaker)


def _begins_content(child: Token, head: Token, cue: Cue) -> bool:
    """Whether an object is what was said, not whom it was said to or where."""
    if child.dep_ == "prep":
        return child.i < cue.words[1] or (cue.kind is Kind.SAY and child.lower_ in TOPICS)
    return child.dep_ in ("dobj", "oprd") and not (head.lower_ in _hearing() and may_speak(child))


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
    (start, end), doc = words, narration.doc
    while start < end and (doc[start].is_punct or doc[start].is_space or doc[start].lower_ == "that"):
        start += 1
    while end > start and (doc[end - 1].is_punct or doc[end - 1].is_space):
        end -= 1
    return (start, end) if start < end else None
