"""Who is said to have given a number."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from flows.layers import Bounds
from flows.lexicons import lines

SAYING = frozenset(lines("reporting_numbers"))
ACCORDING = re.compile(
    r"\b[Aa]ccording to (?P<who>[^,.;:()\u201c\u201d\"\n]{2,90})|\b(?P<by>[^\s,]+) (?:figures|estimates) put\b"
)


def attributed_to(doc: Doc, token: Token) -> Bounds | None:
    """The source named in the sentence for what it says at `token`: "police said", "according to officials"."""
    for quote in doc._.quotes:
        if (
            quote.speaker
            and quote.quote_type in ("direct", "indirect", "mixed", "block")
            and quote.start <= token.idx < quote.end
        ):
            return tuple(quote.speaker)  # type: ignore[return-value]
    sentence = token.sent
    if "ccording to " in sentence.text:
        for match in ACCORDING.finditer(doc.text, sentence.start_char, sentence.end_char):
            if match["who"] and not match.start("who") <= token.idx < match.end("who"):
                return match.start("who"), match.start("who") + len(match["who"].rstrip())
    return _speaker(token)


def _speaker(token: Token) -> Bounds | None:
    """The subject of the verb of saying that governs the token's clause, or that stands beside it as an aside."""
    for verb in token.ancestors:
        if verb.lower_ in SAYING and (said := _subject(verb)) and not said[0] <= token.idx < said[1]:
            return said
        for child in verb.children:
            if child.dep_ in ("ccomp", "parataxis") and child.lower_ in SAYING and not child.is_ancestor(token):
                if said := _subject(child):
                    return said
    return None


def _subject(verb: Token) -> Bounds | None:
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    if subject is None or subject.lower_ in ("it", "that", "which", "this", "there"):
        return None
    left, right = subject.left_edge, subject
    for child in subject.children:  # the noun phrase without its clauses
        if child.i > subject.i and child.dep_ in ("prep", "compound", "case"):
            right = max(right, child.right_edge, key=lambda token: token.i)
    return left.idx, right.idx + len(right)
