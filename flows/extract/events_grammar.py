"""What the parse says around a word: subject and object, passive, prepositions' objects, the phrase of a noun."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from flows.layers import Bounds

OBJECTS = frozenset({"dobj", "nsubjpass"})
SUBJECTS = frozenset({"nsubj", "csubj"})
INNER = frozenset({"compound", "amod", "nummod", "poss", "nmod", "quantmod", "case", "advmod", "punct", "npadvmod"})
DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})
RELATIVE = frozenset({"WDT", "WP", "WP$"})
SITED = frozenset({"GPE", "LOC", "FAC"})
LONGEST = 200  # code points that a passage may be long


def subject_of(verb: Token) -> Token | None:
    """Who does what the verb says, also where a higher clause or a relative pronoun names them."""
    for _ in range(4):
        for child in verb.children:
            if child.dep_ in SUBJECTS:
                return _antecedent(child, verb)
        if verb.dep_ in ("relcl", "acl") and verb.tag_ == "VBG":
            return verb.head
        if verb.dep_ == "conj" and any(w.text == ";" for w in verb.doc[verb.head.i : verb.i]):
            return None
        if verb.dep_ not in ("conj", "xcomp", "advcl", "acl") or verb.head.pos_ not in ("VERB", "AUX"):
            return None
        if verb.dep_ == "advcl" and verb.tag_ != "VBG" and verb.tag_ != "VB":
            return None
        if is_passive(verb.head):
            return (
                next((c for c in verb.head.children if c.dep_ == "nsubjpass"), None) if verb.dep_ != "advcl" else None
            )
        verb = verb.head
    return None


def object_of(verb: Token) -> Token | None:
    """Who or what it is done to."""
    for child in verb.children:
        if child.dep_ in OBJECTS:
            return _antecedent(child, verb)
    if verb.dep_ == "acl" and verb.tag_ in ("VBN", "VBD"):
        return verb.head
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and is_passive(verb.head):
        return object_of(verb.head)
    return None


def is_definite(noun: Token) -> bool:
    """Whether a noun speaks of what the reader knows: the attack, this attack, her murder."""
    if noun.pos_ not in ("NOUN", "PROPN"):
        return False
    return any(child.lower_ in DEFINITE or child.dep_ == "poss" for child in noun.lefts)


def is_passive(verb: Token) -> bool:
    """Whether the verb's subject suffers it."""
    if verb.tag_ not in ("VBN", "VBD"):
        return False
    if any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children):
        return True
    if verb.dep_ == "acl" and verb.tag_ == "VBN":
        return True
    alone = not any(child.dep_ in (*SUBJECTS, "dobj") for child in verb.children)
    return verb.dep_ == "conj" and alone and verb.tag_ == "VBN" and is_passive(verb.head)


def pobjs(token: Token, *prepositions: str) -> Iterator[Token]:
    """The objects of the token's prepositions, with a preposition that stands behind a particle."""
    for child in token.children:
        if child.dep_ in ("prep", "agent") and child.lower_ in prepositions:
            yield from (inner for inner in child.children if inner.dep_ == "pobj")


def phrase(head: Token) -> Bounds:
    """The noun phrase of a head as printed: its modifiers and an "of", without article and relative clause."""
    start = head
    for child in reversed(list(head.lefts)):
        if child.dep_ not in INNER or (child.dep_ == "punct" and child.text not in "-–"):
            break
        start = child.left_edge
    while start.i < head.i and (start.pos_ in ("DET", "PUNCT", "SPACE", "ADV") or start.lower_ in ("the", "a", "an")):
        start = start.nbor()
    end = head.idx + len(head)
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ == "of":
            inner = next((c for c in child.children if c.dep_ == "pobj"), None)
            if inner is not None and child.i <= head.i + 1:
                end = max(end, phrase(inner)[1])
        elif child.dep_ not in ("case", "punct"):
            break
    return start.idx, end


def passage(token: Token, sentence: Span) -> Bounds:
    """The sentence around a word or, of a long one, the largest part around the word that is not too long."""
    text = sentence.text
    start, end = sentence.start_char + len(text) - len(text.lstrip(" ,;:")), sentence.start_char + len(text.rstrip())
    if end - start <= LONGEST:
        return start, end
    first = last = token
    for left, right in _growing(token):
        if right.idx + len(right) - left.idx > LONGEST:
            break
        first, last = left, right
    return _without_ends(first, last, token)


def _growing(token: Token) -> Iterator[tuple[Token, Token]]:
    """First and last word of ever larger stretches around a word: with what depends on it, nearest first, and so up."""
    first = last = token
    for top in (token, *token.ancestors):
        first, last = min(first, top), max(last, top)
        yield first, last
        for child in sorted(top.children, key=lambda c: abs(c.i - top.i)):
            first, last = min(first, child.left_edge), max(last, child.right_edge)
            yield first, last


def _without_ends(first: Token, last: Token, token: Token) -> Bounds:
    while first.i < token.i and (first.is_punct or first.is_space or first.dep_ in ("cc", "mark")):
        first = first.nbor()
    while last.i > token.i and (last.is_space or (last.is_punct and last.text not in '.!?"”’)') or last.dep_ == "cc"):
        last = last.nbor(-1)
    return first.idx, last.idx + len(last)


def _antecedent(token: Token, verb: Token) -> Token | None:
    if token.tag_ not in RELATIVE:
        return token
    clause = verb
    while clause.dep_ == "conj":
        clause = clause.head
    if clause.dep_ != "relcl":
        return None
    return _deed_at(clause.head) if token.lower_ == "which" and clause.head.ent_type_ in SITED else clause.head


def _deed_at(place: Token) -> Token:
    """What is at a place, for a "which" just behind the place: "an attack in the hotel in Madrid, which killed"."""
    top = place
    while top.dep_ in ("pobj", "appos", "prep") and top.pos_ in ("PROPN", "ADP"):
        top = top.head
    return top if top.pos_ == "NOUN" else place
