"""Who did it, to whom and with what: the parties around a trigger, from the parse."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from flows.extract.events_grammar import OBJECTS, is_passive, object_of, pobjs, subject_of
from flows.extract.events_lexicon import is_person, lines, weapons, words
from flows.extract.events_triggers import Trigger

Party = tuple[str, Token, bool]  # role, head of the phrase, whether it is only alleged

LIGHT = words("light")
CLAIMING = frozenset(["claim", "claims", "claimed", "claiming"])
BLAMING = words("blaming")
LINKS = frozenset({"responsibility", "connection", "involvement", "role", "part", "blame"})
DOERS = words("doers")
OTHERS = frozenset({"others", "many", "some", "most"})
#: Deeds that are named after who does them, where bombings are named after what they hit.
OWNED = frozenset({"attack", "attacks", "assault", "raid", "raids", "airstrike", "airstrikes", "ambush", "offensive"})
BLASTS = frozenset({"bombing", "suicide_bombing"})
#: Words that head a phrase for a building.
BUILDINGS = frozenset(lines("facility_words"))
SUFFERING = words("suffering")
#: Words that say where something was and not what it hit.
WHEREABOUTS = words("whereabouts")
#: Verbs for what people hold to be so.
HELD = frozenset({"believed", "thought", "suspected", "said", "known", "presumed", "understood", "alleged", "reported"})
AIMED = frozenset({"on", "against", "at", "upon", "targeting", "outside", "into"})


def parties(trigger: Trigger) -> Iterator[Party]:
    """The parties of a trigger with the token that heads each phrase."""
    of_verb = trigger.token.pos_ in ("VERB", "AUX") or trigger.token.dep_ in ("acl", "relcl")
    roles = of_verb_roles(trigger) if of_verb else of_noun_roles(trigger)
    for role, head, alleged in roles:
        for one in (head, *(c for c in head.conjuncts if c.i > head.i and c.pos_ in ("NOUN", "PROPN", "NUM"))):
            yield role, one, alleged
        if role == "victim":
            yield from ((role, one, alleged) for one in _misled(trigger.token, head))


def included(trigger: Trigger) -> Iterator[Party]:
    """Those whom the text names of the people harmed or seized: "nine were arrested, including the mayor"."""
    if not any(word.lower_ == "including" for word in trigger.token.sent):
        return
    for role, head, alleged in parties(trigger):
        if role in ("victim", "recipient"):
            for prep in (*head.rights, *trigger.token.rights):
                if prep.lower_ == "including" and prep.i > head.i:
                    inside = (c for c in prep.children if c.dep_ == "pobj")
                    yield from (
                        (role, one, alleged) for first in inside for one in (first, *first.conjuncts) if is_person(one)
                    )


def _misled(deed: Token, head: Token) -> Iterator[Token]:
    """People in number that the parse joins to what stands beside the victims: "boys in a bus and two drivers"."""
    for prep in (*head.rights, *deed.rights):
        if prep.dep_ == "prep" and prep.i > head.i and prep.lower_ in ("in", "on", "at", "aboard"):
            for thing in prep.children:
                if thing.dep_ == "pobj" and not is_person(thing):
                    yield from (c for c in thing.conjuncts if is_person(c) and any(n.dep_ == "nummod" for n in c.lefts))


def of_verb_roles(trigger: Trigger) -> Iterator[Party]:
    """The parties of a verb."""
    verb, frame = trigger.token, trigger.frame
    subject, thing = subject_of(verb), object_of(verb)
    agent = next((p for p in pobjs(verb, "by")), None)
    if verb.dep_ == "pcomp":  # "accused them of bombing", where the parse may hang "of" on "them"
        blaming = verb.head.head.head if verb.head.head.dep_ == "dobj" else verb.head.head
        yield from _one("suspect", object_of(blaming) if blaming.lower_ in BLAMING else None, True)
    if is_passive(verb) or _is_bare_passive(trigger, thing):
        thing, subject = thing or subject or _counted_before(verb), agent
    if frame in ("die", "dead"):
        yield from _one("victim", subject or thing)
    elif frame == "tend":
        yield from _one_harmed(thing)
    elif frame == "mishap":
        yield from _one("actor", subject)
    elif frame == "explode":
        yield from _doer(subject, "perpetrator")
        if thing is not None and is_weapon(thing):
            yield "instrument", thing, False
        else:
            yield from _one_harmed(thing)
        yield from (_aimed(p) for p in pobjs(verb, "at", "outside", "under") if _is_site(p))
        yield from (("target", p, False) for p in _buildings(verb))
    elif frame in ("act", "meet", "join", "found", "rob"):
        yield from _one("actor", subject)
        yield from _one("recipient", thing)
        yield from (
            ("recipient", p, False) for p in pobjs(verb, "with", "against") if frame == "meet" and not is_weapon(p)
        )
    else:
        yield from _doer(subject, "perpetrator")
        yield from _one_harmed(thing)
        if frame == "strike":
            yield from (_aimed(p) for p in pobjs(verb, "at", "on", "against", "into") if _is_site(p))
            yield from (("target", p, False) for p in _buildings(verb, *verb.children))
    yield from (("instrument", p, False) for p in pobjs(verb, "with", "by", "using") if is_weapon(p))


def of_noun_roles(trigger: Trigger) -> Iterator[Party]:
    """The parties of a noun: the arrest of X by Y, Y's attack on X, the attack that Y claimed."""
    noun, violent = trigger.token, trigger.event_type == "assault" or trigger.mode == "kidnapping"
    if trigger.frame in ("dead",):
        yield from _one("victim", subject_of(noun.head) or object_of(noun.head))
        return
    if trigger.mode == "injury":
        yield from _one_harmed(_sufferer(noun))
    for child in pobjs(noun, "of"):
        if violent:
            yield from _one_harmed(child)
        elif trigger.frame != "custody" or is_person(child) or child.pos_ == "PROPN":
            yield "recipient", child, False
    for child in pobjs(noun, "by"):
        yield from _doer(child, "perpetrator" if violent else "actor")
    if trigger.frame in ("strike", "none"):
        yield from (_aimed(p) if violent else ("recipient", p, False) for p in pobjs(noun, *AIMED) if _is_site(p))
        if trigger.mode in BLASTS:
            yield from (("target", p, False) for p in _buildings(noun))
    yield from (("instrument", p, False) for p in pobjs(noun, "with", "by", "using") if is_weapon(p))
    for child in noun.lefts:
        if child.dep_ == "poss":
            is_doer = violent and trigger.mode != "death" and (child.lower_ in DOERS or child.ent_type_ == "ORG")
            done_to = trigger.frame in ("harm", "custody") and not is_doer
            if done_to:
                yield from _one_harmed(child) if violent else _one("recipient", child)
            else:
                yield "perpetrator" if violent else "actor", child, False
        elif child.dep_ in ("compound", "amod", "nmod"):
            if is_weapon(child):
                yield "instrument", child, False
            elif child.ent_type_ in ("ORG", "NORP") and violent and child.pos_ == "PROPN" and noun.lower_ in OWNED:
                yield "perpetrator", child, False
    yield from _through_verb(noun, violent)
    for clause in noun.rights:
        if clause.dep_ in ("acl", "relcl") and clause.tag_ in ("VBN", "VBD"):
            doer = next(pobjs(clause, "by"), None)
            if clause.lower_ in LIGHT:
                yield from _doer(doer, "perpetrator" if violent else "actor")
            elif clause.lower_ in CLAIMING:
                yield from _one("claimant", doer, True)


def _sufferer(noun: Token) -> Token | None:
    """Who has the injuries: "13 people suffered injuries", "13 people with injuries"."""
    if noun.dep_ == "dobj" and noun.head.lower_ in SUFFERING:
        return subject_of(noun.head)
    with_it = noun.dep_ == "pobj" and noun.head.lower_ == "with" and noun.head.head.pos_ in ("NOUN", "PROPN", "NUM")
    return noun.head.head if with_it and is_person(noun.head.head) else None


def _through_verb(noun: Token, violent: bool) -> Iterator[Party]:
    """Parties tied to a deed by the verb it depends on: carried out, claimed, blamed for."""
    head, through = noun.head, noun.dep_
    if through == "pobj" and noun.head.dep_ in ("prep", "agent"):
        head = noun.head.head
        while head.lower_ in LINKS and head.head != head:  # claimed responsibility for, arrested in connection with
            head = head.head.head if head.dep_ == "pobj" else head.head
    if head.pos_ != "VERB":
        return
    if through == "nsubjpass" and head.lower_ in HELD:  # "is believed to have been carried out by"
        done = (c for c in head.children if c.dep_ == "xcomp" and c.lower_ in LIGHT)
        yield from ((role, one, True) for c in done for role, one, _ in _doer(next(pobjs(c, "by"), None), "suspect"))
    word = head.lower_
    if word in LIGHT and (through in OBJECTS or head.dep_ in ("acl", "relcl")):
        doer = next(pobjs(head, "by"), None) if is_passive(head) else subject_of(head)
        yield from _doer(doer, "perpetrator" if violent else "actor")
    elif word in CLAIMING:
        yield from _one("claimant", subject_of(head) if not is_passive(head) else next(pobjs(head, "by"), None), True)
    elif word in BLAMING:
        yield from _one("suspect", object_of(head), True)
        yield from (("suspect", p, True) for p in pobjs(head, "on") if through == "dobj")


def is_weapon(token: Token) -> bool:
    """Whether the phrase headed by the token names a weapon."""
    return token.lower_ in weapons() and token.lower_ not in ("fire",) and token.ent_type_ not in ("DATE", "GPE")


def _is_site(token: Token) -> bool:
    if token.lower_ in WHEREABOUTS:
        return False
    return token.ent_type_ not in ("DATE", "TIME", "CARDINAL", "GPE", "LOC") and token.pos_ in ("NOUN", "PROPN")


def _aimed(token: Token) -> Party:
    return ("victim" if is_person(token) else "target"), token, False


def _one(role: str, token: Token | None, alleged: bool = False) -> Iterator[Party]:
    if token is not None:
        yield role, token, alleged


def _one_harmed(token: Token | None) -> Iterator[Party]:
    """Who or what was harmed; a bomb that was thrown or a rifle that was fired is the means."""
    if token is None or token.ent_type_ in ("DATE", "TIME"):
        return
    made_of = next(pobjs(token, "of"), token)
    if any(is_weapon(one) and weapons()[one.lower_] not in ("ramming", "airstrike") for one in (token, made_of)):
        yield "instrument", token, False
    else:
        yield _aimed(token)


def _is_bare_passive(trigger: Trigger, thing: Token | None) -> bool:
    """Whether "wounded" or "killed" stands for "were wounded": 196 wounded, 30 others killed."""
    verb = trigger.token
    return thing is None and verb.tag_ in ("VBN", "VBD") and trigger.mode in ("injury", "killing")


def _counted_before(verb: Token) -> Token | None:
    """The number of the clause's people where the parse has lost its subject: "; around twenty more were injured"."""
    for word in reversed(verb.doc[verb.sent.start : verb.i]):
        if word.text == ";" or (word.pos_ == "VERB" and word.tag_ != "VBG"):
            return None
        if word.pos_ == "NUM" and word.nbor().lower_ in ("more", "others", "other", "people"):
            return word
    return None


def _buildings(*heads: Token) -> Iterator[Token]:
    """The buildings that something was placed or went off in, near or in front of."""
    for head in heads:
        for place in pobjs(head, "in", "inside", "near", "behind", "outside", "at"):
            site = next(pobjs(place, "of"), place) if place.lower_ == "front" else place
            if site.lower_ in BUILDINGS:
                yield site


def _doer(token: Token | None, role: str) -> Iterator[Party]:
    """The doer; a weapon in the doer's place is the means, a deed there is another trigger."""
    if token is None:
        return
    if is_weapon(token):
        yield "instrument", token, False
    elif token.pos_ == "NUM" or token.lower_ in OTHERS:
        return  # "killing 3, 20 others wounded": those that a number stands for suffer more often than they do
    elif (
        is_person(token)
        or token.ent_type_ in ("ORG", "GPE", "PERSON", "NORP")
        or token.pos_ == "PROPN"
        or token.lower_ in DOERS
    ):
        yield role, token, False
