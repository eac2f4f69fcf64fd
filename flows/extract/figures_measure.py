"""What became of the people a number counts: killed, wounded, arrested and the like, or plainly what it measures."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from flows.extract.figures_counted import NOUNS, PEOPLE, Counted
from flows.lexicons import table
from schemas.codes.reading import Measure

WORDS: dict[str, dict[str, str]] = {}  # part → word → measure; see lexicons/casualty_words.txt
for _key, _words in table("casualty_words").items():
    _measure, _part = _key.split()
    WORDS.setdefault(_part, {}).update({word: _measure for word in _words if word not in WORDS.get(_part, {})})
VERBS, FATES, STATES, NAMES, DEEDS = (WORDS[part] for part in ("verb", "fate", "state", "noun", "deed"))
#: Words between the people and what befell them: "were", "are feared", "more seriously".
BETWEEN = frozenset(
    "was were is are be been being has have had got reported confirmed presumed feared believed still also to left "
    "pronounced thought declared remain remained remains who that others more other said known critically seriously "
    "badly severely slightly lightly gravely fatally already now allegedly reportedly later , and both either at".split()
)
CASUALTIES = frozenset({"killed", "wounded", "arrested", "abducted", "displaced", "missing", "affected"})
#: Verbs with these measures take things as well as people, so the people must be named.
LOOSE = frozenset({"affected", "displaced"})
SKIPPED = frozenset("the a an another all some more other additional further about of up".split())
TOLL = re.compile(
    r"\b(?:(?P<killed>(?:death[ -]toll|toll|number (?:of )?(?:killed|dead|deaths|fatalities)|body count))"
    r"|(?P<wounded>number (?:of )?(?:wounded|injured|injuries)))\b[^.;\n]{0,48}?"
    r"\b(?:to|at|of|was|is|stands|stood|reached|hit|passed|exceeded|topped|rises|rose)\s+$",
    re.IGNORECASE,
)
LIVES = re.compile(r"\b(?:claim|claims|claimed|claiming|take|takes|took|taking|cost|costs|costing)\s+$", re.IGNORECASE)


def measure_of(doc: Doc, found: Counted, before: tuple[Counted, str] | None) -> str:
    """The measure (`schemas.codes.reading.Measure`) of a number; `before` is the number read last and its measure."""
    if found.number.measure:
        return found.number.measure
    noun = doc[found.noun] if found.noun is not None else None
    kind = _kind(noun)
    fate = _fate(doc, found, noun)
    if not fate and before and before[1] in CASUALTIES and _joined(doc, before[0], found):
        fate = before[1] if kind or noun is None else None
    if not fate and noun is not None:
        fate = NAMES.get(noun.lower_)
    if fate and not (fate in LOOSE and noun is not None and not kind) and not _is_thing(noun, kind):
        if kind == "perpetrators" and fate in ("killed", "wounded"):
            return Measure.PERPETRATORS_KILLED if fate == "killed" else Measure.PERPETRATORS
        return fate
    if kind:
        return Measure.PERPETRATORS if kind == "perpetrators" else Measure.PEOPLE
    return Measure.COUNT


def _kind(noun: Token | None) -> str | None:
    """The kind of people a noun names, or None."""
    if noun is None:
        return None
    last = noun.lower_.rsplit("-", 1)[-1]
    return (
        PEOPLE.get(noun.lower_)
        or PEOPLE.get(last)
        or ("people" if noun.tag_ == "NNPS" and noun.ent_type_ == "NORP" else None)
    )


def _is_thing(noun: Token | None, kind: str | None) -> bool:
    return noun is not None and not kind and noun.lower_ not in NAMES and noun.tag_ not in ("NNS", "NNPS")


def _fate(doc: Doc, found: Counted, noun: Token | None) -> str | None:
    return _after(doc, found) or _ahead(doc, found) or _by_syntax(noun if noun is not None else doc[found.last])


def _after(doc: Doc, found: Counted) -> str | None:
    """What the words right after the people say: "12 dead", "four people were seriously hurt", "130 who died"."""
    starts = [found.last + 1] if found.noun is None else [found.last + 1, found.noun + 1]
    for at in starts:
        plain = at
        stop = min(at + 6, doc[found.last].sent.end)
        while at < stop and (doc[at].lower_ in BETWEEN or doc[at].pos_ == "ADV"):
            at += 1
        if at >= stop:
            continue
        word = doc[at].lower_
        if found.noun is not None and at < found.noun:
            continue
        if word in STATES and not _is_active(doc[at]):
            return STATES[word]
        if word in FATES and doc[at].pos_ == "VERB":
            return FATES[word]
        if word in VERBS and doc[at].tag_ in ("VBN", "VBD") and (at > plain or not _is_active(doc[at])):
            return VERBS[word]
    return None


def _is_active(verb: Token) -> bool:
    """Whether a participle-like word is a verb with an object of its own: "militants killed three guards"."""
    return verb.tag_ == "VBD" and any(child.dep_ == "dobj" for child in verb.children)


def _ahead(doc: Doc, found: Counted) -> str | None:
    """What the words right before the number say: "killing 13", "the deaths of 13", "the toll rose to 13"."""
    begin = found.number.start
    if match := TOLL.search(doc.text, max(0, begin - 90), begin):
        return match.lastgroup
    at = _token_before(doc, found)
    first = doc[found.first].sent.start
    while at >= first and doc[at].lower_ in SKIPPED and doc[at].lower_ != "of":
        at -= 1
    if at < first:
        return None
    word = doc[at].lower_
    if word in ("of", "to", "in", "for") and at > first:
        return DEEDS.get(doc[at - 1].lower_) if word in ("of", "to") else None
    if word in VERBS and doc[at].pos_ in ("VERB", "NOUN", "ADJ") and not _is_passive(doc[at]):
        return VERBS[word]
    if word in ("dead", "death") and at > first and doc[at - 1].lower_ in ("shot", "to", "gunned"):
        return "killed"
    noun = doc[found.noun].lower_ if found.noun is not None else ""
    return "killed" if noun == "lives" and LIVES.search(doc.text, max(0, begin - 14), begin) else None


def _token_before(doc: Doc, found: Counted) -> int:
    span = doc.char_span(found.number.start, found.number.end, alignment_mode="expand")
    return int(span.start) - 1


def _is_passive(verb: Token) -> bool:
    return any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children)


def _by_syntax(token: Token, depth: int = 0) -> str | None:
    """What the parse says: object of a verb of harm, subject of its passive or of a verb of dying."""
    if token.pos_ not in NOUNS and token.pos_ not in ("NUM", "PRON", "ADJ"):
        return None
    verb, dep = token.head, token.dep_
    word = verb.lower_
    if dep == "dobj" and word in VERBS or dep == "nsubjpass" and word in VERBS:
        return VERBS[word]
    if dep == "nsubj" and verb.pos_ in ("VERB", "AUX"):
        if word in FATES:
            return FATES[word]
        states = (child.lower_ for child in verb.children if child.dep_ in ("acomp", "attr", "oprd"))
        return next((STATES[state] for state in states if state in STATES), None)
    for child in token.children:
        if child.dep_ in ("relcl", "acl") and (child.lower_ in FATES or child.tag_ == "VBN" and child.lower_ in VERBS):
            return FATES.get(child.lower_) or VERBS[child.lower_]
    if dep in ("conj", "nummod", "appos") and depth < 3 and token.head.i < token.i:
        return _by_syntax(token.head, depth + 1)
    return None


def _joined(doc: Doc, left: Counted, right: Counted) -> bool:
    """Whether two counted groups stand side by side: "13 people and four soldiers"."""
    end = left.number.end if left.noun is None else doc[left.noun].idx + len(doc[left.noun])
    gap = doc.text[end : right.number.start]
    return (
        len(gap) < 24
        and re.fullmatch(r"\s*(?:,|\(|and|, and|or|plus|, including|including|as well as)*\s*", gap) is not None
    )
