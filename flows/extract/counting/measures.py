"""What became of the people a number counts: killed, wounded, arrested and the like, or plainly what it measures."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from flows.extract.counting.nouns import NOUNS, PEOPLE, WORDS, Counted, tokens
from flows.lexicons import table
from schemas.codes.reading import Measure

_FATES: dict[str, dict[str, str]] = {}  # part → word → measure, as lexicons/casualty_words.txt has them
for _key, _words in table("casualty_words").items():
    _measure, _part = _key.split()
    for _word in _words:
        _FATES.setdefault(_part, {}).setdefault(_word, _measure)
VERBS, FATES, STATES, NAMES, DEEDS = (_FATES[part] for part in ("verb", "fate", "state", "noun", "deed"))
CASUALTIES = frozenset({"killed", "wounded", "arrested", "abducted", "displaced", "missing", "affected"})
#: Verbs with these measures take things as well as people, so what is counted must be people by name.
LOOSE = frozenset({"affected", "displaced"})
PHRASES = re.compile(
    r"(?:(?P<abducted>(?:taken|held|took|seized) (?:hostage|captive))"
    r"|(?P<wounded>(?:who )?(?:suffer(?:s|ed|ing)?|sustain(?:s|ed|ing)?|with)"
    r" (?:[a-z-]+ ){0,3}(?:injur(?:y|ies)|wounds?|burns|fractures)"
    r"|(?:(?:is|are|was|were|remain|remained) )?in (?:an? )?(?:[a-z]+ )?(?:critical|serious|stable) condition)"
    r"|(?P<killed>(?:los[et]|losing) (?:their|his|her) li(?:fe|ves)))\b"
)
TOLL = re.compile(
    r"\b(?:(?P<killed>(?:death[ -])?tolls?|number (?:of )?(?:killed|dead|deaths|fatalities)|body count|deaths)"
    r"|(?P<wounded>number (?:of )?(?:wounded|injured|injuries)))\b[^.;:\n]{0,80}?"
    r"\b(?:to|from|at|of|was|is|are|were|in|stands|stood|reached|hit|passed|exceeded|topped|rises|rose) +$",
    re.IGNORECASE,
)
LIVES = re.compile(r"\b(?:claim|tak|cost)(?:s|ed|e|es|ing)? +$|\btook +$", re.IGNORECASE)
BESIDE = re.compile(r"(?:[ ,(]|and|or|plus|including|as well as)*")


def measure_of(doc: Doc, found: Counted, before: tuple[Counted, str] | None) -> str:
    """The measure (`schemas.codes.reading.Measure`) of a number; `before` is the number read last and its measure."""
    if found.number.measure:
        return found.number.measure
    noun = doc[found.noun] if found.noun is not None else None
    kind = _kind(noun)
    fate = _fate(doc, found, noun)
    if not fate and before and before[1] in CASUALTIES and (kind or noun is None) and beside(doc, before[0], found):
        fate = before[1]
    if not fate and noun is not None:
        fate = NAMES.get(noun.lower_)
    if fate and _fits(fate, noun, kind):
        if kind == "perpetrators" and fate in ("killed", "wounded"):
            return Measure.PERPETRATORS_KILLED if fate == "killed" else Measure.PERPETRATORS
        return fate
    if kind:
        return Measure.PERPETRATORS if kind == "perpetrators" else Measure.PEOPLE
    return Measure.COUNT


def beside(doc: Doc, left: Counted, right: Counted) -> bool:
    """Whether two counted groups stand side by side: "13 people and four soldiers"."""
    end = left.number.end if left.noun is None else doc[left.noun].idx + len(doc[left.noun])
    return 0 <= right.number.start - end < 24 and BESIDE.fullmatch(left.text, end, right.number.start) is not None


def _kind(noun: Token | None) -> str | None:
    """The kind of people a noun names (perpetrators, combatants, people), or None."""
    if noun is None:
        return None
    word = noun.lower_.rsplit("-", 1)[-1]
    kind = PEOPLE.get(word) or PEOPLE.get(f"{word}s")
    return kind or ("people" if noun.tag_ == "NNPS" and noun.ent_type_ == "NORP" else None)


def _fits(fate: str, noun: Token | None, kind: str | None) -> bool:
    """Whether that can befall what is counted: people, or plurals that may well be people."""
    if noun is None or kind or noun.lower_ in NAMES:
        return True
    return fate not in LOOSE and noun.tag_ in ("NNS", "NNPS")


def _fate(doc: Doc, found: Counted, noun: Token | None) -> str | None:
    return (
        _after(doc, found)
        or _ahead(doc, found)
        or _by_syntax(found.text, noun if noun is not None else doc[found.last])
    )


def _after(doc: Doc, found: Counted) -> str | None:
    """What the words right after the people say: "12 dead", "four people were seriously hurt", "130 who died"."""
    starts = [found.start if found.is_part else found.last + 1]
    if found.noun is not None:
        starts = [found.last + 1, found.noun + 1]
    for start in starts:
        at, stop = start, min(start + 6, doc[found.last].sent.end)
        while at < stop and (doc[at].lower_ in WORDS["auxiliaries"] or doc[at].pos_ == "ADV"):
            at += 1
        if at < stop and (found.noun is None or at > found.noun) and (fate := _told(doc, found.text, start, at)):
            return fate
    return None


def _told(doc: Doc, text: str, start: int, at: int) -> str | None:
    """What the word at `at` says of the people before `start`."""
    if phrase := PHRASES.match(text, doc[at].idx) or PHRASES.match(text, doc[start].idx):
        return phrase.lastgroup
    if doc[at].lower_ in WORDS["attacks"] and at + 2 < len(doc):
        following = [doc[at + 1].lower_, doc[at + 2].lower_]
        if "dead" in following or following == ["to", "death"] or following[0] in ("down", "over"):
            return "killed"
        at += 2 * (following[0] == "and")  # "shot and killed"
    word, tag = doc[at].lower_, doc[at].tag_
    has_object = tag == "VBD" and any(child.dep_ == "dobj" for child in doc[at].children)
    if word in STATES and not has_object:
        return STATES[word]
    if word in FATES and doc[at].pos_ == "VERB":
        return FATES[word]
    # "Militants killed three guards" is active, "three killed" and "three were killed" are not.
    return VERBS.get(word) if tag in ("VBN", "VBD") and (at > start or not has_object) else None


def _ahead(doc: Doc, found: Counted) -> str | None:
    """What the words right before the number say: "killing 13", "the deaths of 13", "the toll rose to 13"."""
    begin = found.number.start
    if match := TOLL.search(found.text, max(0, begin - 120), begin):
        return match.lastgroup
    at, first = tokens(doc, begin, begin + 1).start - 1, doc[found.first].sent.start
    while at >= first and doc[at].lower_ in WORDS["fillers"]:
        at -= 1
    if at < first:
        return None
    word, earlier = doc[at].lower_, doc[at - 1].lower_ if at > first else ""
    if word in ("of", "to"):
        return DEEDS.get(earlier)
    if word in ("dead", "death", "down") and earlier in ("shot", "to", "gunned"):
        return "killed"
    is_passive = any(child.dep_ in ("auxpass", "nsubjpass") for child in doc[at].children)
    if word in VERBS and doc[at].pos_ in ("VERB", "NOUN", "ADJ") and not is_passive:
        return VERBS[word]
    if found.noun is not None and doc[found.noun].lower_ == "lives":
        return "killed" if LIVES.search(found.text, max(0, begin - 14), begin) else None
    return None


def _by_syntax(text: str, token: Token, depth: int = 0) -> str | None:
    """What the parse says: object of a verb of harm, subject of its passive or of a verb of dying."""
    if token.pos_ not in NOUNS and token.pos_ not in ("NUM", "PRON", "ADJ"):
        return None
    verb, dep = token.head, token.dep_
    if dep in ("dobj", "nsubjpass") and verb.lower_ in VERBS:
        return VERBS[verb.lower_]
    if dep == "nsubjpass" and (phrase := PHRASES.match(text, verb.idx)):
        return phrase.lastgroup
    if dep == "nsubj" and verb.pos_ in ("VERB", "AUX"):
        states = (child.lower_ for child in verb.children if child.dep_ in ("acomp", "attr", "oprd"))
        return FATES.get(verb.lower_) or next((STATES[state] for state in states if state in STATES), None)
    for child in token.children:
        if child.dep_ in ("relcl", "acl") and (child.lower_ in FATES or child.tag_ == "VBN"):
            return FATES.get(child.lower_) or VERBS.get(child.lower_)
    if dep in ("conj", "nummod", "appos") and depth < 3 and verb.i < token.i:
        return _by_syntax(text, verb, depth + 1)
    return None
