"""Quotation marks that quote nobody: titles, nicknames and words spoken of."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from flows.extract.quotes_narration import Narration
from flows.lexicons import lines

LONGEST = 8  # words of a title
NICKNAME = 3  # words of a nickname between names
CONTENT = frozenset({"NOUN", "VERB", "ADJ", "ADV", "AUX", "PRON"})


@cache
def _cues() -> frozenset[str]:
    return frozenset(lines("term_cues"))


def is_term(narration: Narration, number: int) -> bool:
    """Whether the marks hold a title, a nickname or a word spoken of."""
    doc, words, (start, end) = narration.doc, narration.spoken(number), narration.outer[number]
    if not words or (len(words) == 1 and words[0].text[0].isdigit()):
        return True
    if len(words) > LONGEST:
        return False
    if any(token.lower_ in _cues() for token in _lead(narration, start)):
        return True
    before = doc[start - 1] if start else None
    after = doc[end] if end < len(doc) else None
    if before is not None and after is not None and before.pos_ == after.pos_ == "PROPN" and len(words) <= NICKNAME:
        return True
    apart = before is not None and before.text in {",", ":"}
    small = any(word.is_lower and word.pos_ in CONTENT for word in words)
    return (words[0].is_title or words[0].is_upper) and not small and not apart


def is_placed(narration: Narration, number: int) -> bool:
    """Whether the marks stand in the writer's words as an object: on "…", NBC's "…"."""
    start = narration.outer[number][0]
    return start > narration.block(number)[0] and narration.doc[start - 1].tag_ in ("IN", "POS", "DT")


def _lead(narration: Narration, start: int) -> list[Token]:
    """The word before a stretch, a comma between them let through."""
    comma = start > 1 and narration.doc[start - 1].text == ","
    return [narration.doc[start - 1 - comma]] if start > comma else []
