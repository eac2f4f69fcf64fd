"""Who is said to have given a number."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from flows.layers import Bounds
from flows.lexicons import table
from schemas.codes.reading import QuoteType

_VERBS = table("giving_verbs")
#: Verbs of saying, and of these the verbs whose object may be the number itself: "officials put the toll at 12".
GIVING = frozenset(_VERBS["giving"])
SAYING = frozenset(_VERBS["saying"]) | GIVING
#: Indirect speech is read here once more, verb by verb: who claimed 17 lives has said nothing.
QUOTED = frozenset({QuoteType.DIRECT, QuoteType.MIXED, QuoteType.BLOCK})
CLAUSES = frozenset({"ccomp", "parataxis"})
EMPTY = frozenset({"it", "that", "which", "this", "there"})
ACCORDING = re.compile(r"\b[Aa]ccording to (?P<who>[^,.;:()\u201c\u201d\"]{2,90})")


def attributed_to(doc: Doc, text: str, token: Token) -> Bounds | None:
    """The source that the text names for what it says at `token`: "police said", "according to officials"."""
    for quote in doc._.quotes:
        if quote.speaker and quote.quote_type in QUOTED and quote.start <= token.idx < quote.end:
            return (quote.speaker[0], quote.speaker[1])
    sentence = token.sent
    for match in ACCORDING.finditer(text, sentence.start_char, sentence.end_char):
        if not match.start("who") <= token.idx < match.end("who"):
            return match.start("who"), match.start("who") + len(match["who"].rstrip())
    return _speaker(token)


def _speaker(token: Token) -> Bounds | None:
    """The subject of the verb of saying that governs the token's clause, or that stands beside it as an aside."""
    below = token
    for verb in token.ancestors:
        governs = verb.lower_ in GIVING or (verb.lower_ in SAYING and below.dep_ in CLAUSES)
        if governs and (said := _subject(verb)) and not said[0] <= token.idx < said[1]:
            return said
        for child in verb.children:
            if child.dep_ in CLAUSES and child.lower_ in SAYING and child != below and (said := _subject(child)):
                return said
        below = verb
    return None


def _subject(verb: Token) -> Bounds | None:
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    if subject is None or subject.lower_ in EMPTY:
        return None
    last = subject.i
    for child in subject.children:  # the noun phrase without its clauses
        if child.i > subject.i and child.dep_ in ("prep", "compound", "case"):
            last = max(last, child.right_edge.i)
    return subject.left_edge.idx, verb.doc[last].idx + len(verb.doc[last])
