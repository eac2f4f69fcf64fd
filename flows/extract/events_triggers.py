"""The words of a Doc that report events, read from the lexicon of triggers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from flows.extract.events_grammar import OBJECTS, SITED, is_definite, object_of, pobjs, subject_of
from flows.extract.events_lexicon import Entry, is_person, lexicon, lines, weapons, words

VERBS, NOUNS = frozenset({"VERB", "AUX"}), frozenset({"NOUN", "PROPN"})
#: How far behind a verb the word may stand that gives it its sense: "set the bus on fire".
REACH = 5
ACCIDENTAL = words("accidental")
DELIBERATE = words("deliberate") | {word for word, mode in weapons().items() if mode == "bombing"}
#: Nouns of what belongs to a deed: a word before them still tells of it.
BEARERS = words("bearers")
UNMEANT = frozenset({"accidental", "accidentally"})
VERBAL = words("verbal")
AERIAL = words("aerial")
AUTHORITIES = words("authorities")
ABSTRACT = words("abstract")
#: What makes a "fire" one of shots: came under fire, returned fire.
SHOTS = frozenset({"under", "open", "opened", "opening", "return", "returned", "exchange", "exchanged", "draw", "drew"})
#: Modes whose words are often said of what is no thing: the collapse of a currency, a storm of criticism.
MISHAPS = frozenset({"collapse", "crash", "sinking", "storm", "fire", "eruption", "stampede", "flood"})
ILLNESS = words("illness") | frozenset(lines("disease_nouns"))
#: Words beside "strike" that say which kind it is.
STRIKES = {
    "hunger": ("protest", "hunger_strike"),
    **dict.fromkeys(
        ["general", "labor", "labour", "national", "transport", "workers", "teachers", "miners"],
        ("protest", "work_stoppage"),
    ),
    **dict.fromkeys(["air", "drone", "missile", "military", "retaliatory", "aerial"], ("assault", "airstrike")),
}
TRAFFIC = words("traffic")
HITTING = frozenset({"hit", "hits", "hitting", "strike", "strikes", "struck", "striking"})
ATTACKERS = words("attackers")


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that reports an event, with what it says of the kind."""

    token: Token
    frame: str
    event_type: str
    mode: str


def triggers(doc: Doc) -> Iterator[Trigger]:
    """Every trigger of the Doc in the order of the text."""
    entries, accidental = lexicon(), _is_accidental(doc)
    searched = False
    for token in doc:
        for entry in entries.get(token.lower_, ()):
            if _reads(token, entry) and (found := _settle(token, entry, accidental)):
                if found.mode == "raid" and (_is_search(token) or (searched and is_definite(token))):
                    searched, found = True, Trigger(token, found.frame, "coerce", "")
                yield found
                break


def _reads(token: Token, entry: Entry) -> bool:
    """Whether the token is used as the entry has it."""
    if entry.followers and not _has_follower(token, entry.followers):
        return False
    if entry.pos == "a":
        return token.pos_ == "ADJ" and token.dep_ not in ("amod", "compound")
    if entry.pos == "n":
        return token.pos_ in NOUNS and not _is_modifier(token)
    if token.pos_ in VERBS:
        return token.dep_ not in ("amod", "compound", "nmod")
    return token.pos_ in NOUNS and token.lower_.endswith("ed") and token.dep_ not in ("compound", "amod")


def _has_follower(token: Token, followers: frozenset[str]) -> bool:
    """Whether a word that gives a verb its sense follows it, or is what it is done to: "a bomb was thrown"."""
    after = token.doc[token.i + 1 : min(token.i + 1 + REACH, token.sent.end)]
    if any(word.lower_ in followers for word in after):
        return True
    thing = object_of(token) if token.tag_ in ("VBN", "VBD") else None
    return thing is not None and thing.i < token.i and thing.lower_ in followers


def _is_modifier(token: Token) -> bool:
    """Whether a noun only tells what kind of thing another noun is: attack helicopter, death toll, fire service."""
    if token.dep_ not in ("compound", "nmod", "amod") or token.head.pos_ not in NOUNS or token.head.i < token.i:
        return False
    return token.lower_ in ("fire", "storm", "death", "flood", "strike") or token.head.lower_ not in BEARERS


def _settle(token: Token, entry: Entry, accidental: bool) -> Trigger | None:
    """The trigger with its kind made as exact as the words around it allow; None where it reports no event."""
    near = _neighbours(token)
    event_type, mode = entry.event_type, entry.mode
    if mode == "fire" and (weapon := _weapon_of(token, "shooting", "shelling")):
        return Trigger(token, "strike", "assault", weapon)
    if _is_no_deed(token, mode):
        return None
    if token.lower_ in ("strike", "strikes") and entry.pos == "n":
        kinds = [STRIKES[word] for word in near if word in STRIKES]
        return Trigger(token, entry.frame, *kinds[0]) if kinds else None
    if mode == "explosion":
        here = {word.lower_ for word in token.sent}
        of_bomb = here & ATTACKERS or any(weapons().get(word) == "bombing" for word in near)
        unmeant = set(near) & UNMEANT and not of_bomb  # a bomb that goes off too soon is a bomb
        accidental = accidental or bool(here & ACCIDENTAL and not here & DELIBERATE) or bool(unmeant)
        event_type, mode = ("accident", "gas_explosion") if accidental else ("assault", "bombing")
    if mode == "crash" and "suicide" in near:  # "a suicide bomber crashed into a patrol"
        return Trigger(token, "strike", "assault", "suicide_bombing")
    if mode == "threat" and (weapon := _weapon_of(token, "bombing")):  # a bomb threat
        return Trigger(token, entry.frame, event_type, weapon)
    if entry.weak and mode == "attack" and not violent(near) and any(word in TRAFFIC for word in near):
        return Trigger(token, "mishap", "accident", "crash") if token.lower_ in HITTING else None
    if entry.weak and not violent(near):
        return None
    if mode in ("attack", "bombing", "raid", "shooting") and event_type == "assault":
        mode = _means(near, mode)
    return Trigger(token, entry.frame, event_type, mode)


def _is_search(token: Token) -> bool:
    """Whether a raid is one by the authorities, who search and seize, and no assault: police raided two flats."""
    near = _neighbours(token)
    if token.dep_ == "dobj" and (subject := subject_of(token.head)) is not None:
        near += [subject.lower_, *(child.lower_ for child in subject.lefts)]
    return any(word in AUTHORITIES for word in near)


def _is_no_deed(token: Token, mode: str) -> bool:
    """Whether a word of a deed tells of none: an attack in words, a plan's execution, somebody's death from illness."""
    if mode == "attack" and token.pos_ == "NOUN":
        return any(child.lower_ in VERBAL for child in token.lefts)
    if token.lower_ == "bomb" and token.pos_ in NOUNS:  # the Omagh bomb
        return not (is_definite(token) and any(c.dep_ == "compound" and c.ent_type_ in SITED for c in token.lefts))
    if mode in MISHAPS:
        told_of = [*token.lefts, *pobjs(token, "of", "in")]
        if token.pos_ in VERBS and (subject := subject_of(token)) is not None:
            told_of.append(subject)
        return token.head.lower_ in SHOTS or any(word.lower_ in ABSTRACT for word in told_of)
    if mode == "execution":
        done = [*pobjs(token, "of"), *(c for c in token.children if c.dep_ in OBJECTS)]
        return bool(done) and not any(is_person(one) or one.pos_ == "PROPN" for one in done)
    if mode != "death" or not any(one.lower_ in ILLNESS for one in pobjs(token, "of", "from")):
        return False
    dead = subject_of(token) if token.pos_ in VERBS else None
    return dead is None or dead.ent_type_ != "PERSON"


def _weapon_of(noun: Token, *modes: str) -> str | None:
    """The mode of assault of the weapon before a noun, if it is one of these: machinegun fire, bomb threat."""
    before = (weapons().get(child.lower_) for child in noun.lefts if child.dep_ in ("compound", "amod", "nmod"))
    return next((mode for mode in before if mode in modes), None)


def violent(near: list[str]) -> bool:
    """Whether a weapon, an attacker or a deed is among the words."""
    return any((w in weapons() and w not in TRAFFIC) or w in ATTACKERS or _is_deed(w) for w in near)


def _is_deed(word: str) -> bool:
    return any(e.pos == "n" and e.event_type == "assault" and not e.weak for e in lexicon().get(word, ()))


def _means(near: list[str], mode: str) -> str:
    """The mode of an attack after the weapon beside the word."""
    if "suicide" in near:
        return "suicide_bombing"
    if mode != "attack" and any(word in AERIAL for word in near):
        return "airstrike"
    if mode == "attack":
        for word in near:
            if word in weapons() and weapons()[word] != "ramming":
                return weapons()[word]
            if word in ("bombing", "shooting", "stabbing", "arson"):
                return word
    return mode


def _neighbours(token: Token) -> list[str]:
    """The words that stand to a trigger as its own modifiers and parties, in the order of the text."""
    words = []
    for child in token.children:
        words.append(child)
        if child.dep_ in ("agent", "prep") and child.lower_ in ("by", "with", "using", "from"):
            words += child.children
        elif child.dep_ == "advcl" and child.lower_ == "using":
            words += (thing for means in child.children if means.dep_ == "dobj" for thing in (means, *means.conjuncts))
    if (subject := subject_of(token)) is not None and token.pos_ in VERBS:
        words.append(subject)
    close = {word for one in words for word in (one, *(c for c in one.lefts if c.dep_ in ("compound", "amod", "nmod")))}
    return [word.lower_ for word in sorted(close)]


def _is_accidental(doc: Doc) -> bool:
    """Whether the text speaks never of bombs and those who set them: nobody is said to have meant its explosions."""
    return not {token.lower_ for token in doc} & (DELIBERATE | ATTACKERS)
