"""Offices told beside a person's name: "Foreign Minister Ana Ruiz", "Ana Ruiz, the Special Envoy for Libya,"."""

from __future__ import annotations

from bisect import insort
from functools import cache
from operator import attrgetter

from spacy.tokens import Doc, Token

from flows.layers import Mention
from flows.lexicons import lines

#: Forms of address, which say nothing of what somebody does.
ADDRESS = frozenset(
    {"miss", "messrs", "dame", "lord", "lady", "saint", "uncle", "aunt", "father", "sister", "brother", "señor"}
    | {"signor", "monsieur", "madame", "herr", "frau", "comrade"}
)
BEFORE_OFFICE = frozenset(
    [
        "former",
        "acting",
        "deputy",
        "vice",
        "senior",
        "interim",
        "chief",
        "special",
        "assistant",
        "then",
        "new",
        "current",
    ]
)
RANKS = frozenset(
    {"general", "colonel", "lieutenant", "major", "captain", "sergeant", "corporal", "admiral", "marshal", "brigadier"}
)
STOPS = frozenset({",", ".", ";", ")"})
DETERMINERS = frozenset({"the", "a", "an", "his", "her", "its", "their", "our", "my"})
INSIDE = frozenset({"of", "for", "to", "the", "and", "in", "on", "&", "at", "-"})
LINKS = frozenset({"of", "for", "to", "in", "at", "on"})
LONGEST = 16  # tokens


def told_roles(doc: Doc) -> dict[Mention, Mention]:
    """For each office told beside a person's name, that name; offices that no mention covers become mentions."""
    taken = {mention.head for mention in doc._.mentions if mention.kind == "nominal"}
    bounds_taken = {(mention.start, mention.end) for mention in doc._.mentions}
    found: dict[Mention, Mention] = {}
    for name in [m for m in doc._.mentions if m.kind == "name" and m.entity_type == "person"]:
        span = doc.char_span(name.start, name.end, alignment_mode="expand")
        if span is None:
            continue
        for bounds in (_before(doc, span.start, span.end), _after(doc, span.end)):
            if bounds and bounds[2] not in taken:
                start, end, head = bounds
                taken.add(head)
                role = Mention(doc[start].idx, doc[end - 1].idx + len(doc[end - 1]), "person", "nominal", head)
                if (role.start, role.end) in bounds_taken:
                    continue
                insort(doc._.mentions, role, key=attrgetter("start"))
                found[role] = name
    return found


def _before(doc: Doc, start: int, end: int) -> tuple[int, int, int] | None:
    """The office before a name: its first token, the token after its last, its head."""
    last = start - 1
    has_comma = last > 0 and doc[last].text == ","
    last -= has_comma
    for head in range(last, max(last - LONGEST, -1), -1):
        token = doc[head]
        if _is_office(token) and (head == last or doc[head + 1].lower_ in LINKS):
            first = _first(doc, head)
            is_led = doc[first].lower_ in DETERMINERS or (bool(doc[first].is_sent_start) and first < last)
            if has_comma and not (is_led and end < len(doc) and doc[end].text in STOPS):
                return None
            return None if last == head and _is_rank(doc, first, head) else (first, last + 1, head)
        if not (_is_capital(token) or token.lower_ in INSIDE):
            return None
    return None


def _after(doc: Doc, end: int) -> tuple[int, int, int] | None:
    """The office after a name and a comma, up to the next comma or stop."""
    if end + 1 >= len(doc):
        return None
    first = end + 1
    is_said = doc[end].lower_ in ("is", "was") and doc[first].lower_ in DETERMINERS
    if doc[end].text != "," and not is_said:
        return None
    head = next((t.i for t in doc[first : first + 8] if _is_office(t) or not _is_part(t)), None)
    if head is None or not _is_office(doc[head]):
        return None
    stop = head + 1
    if stop < len(doc) and doc[stop].lower_ in LINKS:
        while stop < min(len(doc), head + LONGEST) and (_is_capital(doc[stop]) or doc[stop].lower_ in INSIDE):
            stop += 1
    if stop < len(doc) and not (doc[stop].is_punct or doc[stop].pos_ in ("VERB", "AUX", "CCONJ")):
        return None
    return first, stop, head


def _is_rank(doc: Doc, first: int, head: int) -> bool:
    """Whether the words before a name are a mere title: President Ruiz, Major General Ruiz."""
    return first == head or all(token.lower_ in RANKS for token in doc[first : head + 1])


def _first(doc: Doc, head: int) -> int:
    first = head
    while first > 0 and not doc[first].is_sent_start and first > head - 6:
        token = doc[first - 1]
        if token.lower_ in DETERMINERS:
            return first - 1
        if not (token.lower_ in BEFORE_OFFICE or (_is_capital(token) and token.pos_ in ("PROPN", "ADJ", "NOUN"))):
            break
        first -= 1
    return first


def _is_part(token: Token) -> bool:
    return token.lower_ in DETERMINERS or token.lower_ in BEFORE_OFFICE or _is_capital(token) or token.tag_ == "POS"


def _is_capital(token: Token) -> bool:
    return token.text[0].isupper() and token.pos_ not in ("PRON", "VERB", "AUX", "SCONJ", "ADP")


def _is_office(token: Token) -> bool:
    return token.lower_ in _offices() and _is_capital(token)


@cache
def _offices() -> frozenset[str]:
    """The nouns that name an office or a part somebody plays."""
    words = {line.split()[-1].lower() for line in lines("titles")} | set(lines("person_nouns"))
    return frozenset(word for word in words if len(word) > 3 and word.isalpha() and word not in ADDRESS)
