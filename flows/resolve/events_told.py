"""Event mentions with what grouping asks of them, and which of a sentence are bound to one another."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter

from spacy.tokens import Doc, Token

from flows.layers import EventMention, Mention, Participant, Timex
from flows.tense import is_brought, is_told_past

OUTCOMES = frozenset({"death", "injury", "killing"})
CLAIMED = frozenset({"actual", "alleged", "failed", "planned"})
TOWNS = frozenset({"facility", "facility_town", "town"})
HARMED = frozenset({"victim", "target", "recipient"})
#: Steps of the parse that bind a word for a deed and a word for what came of it into one event.
BINDING = frozenset(
    [
        "nsubj",
        "nsubjpass",
        "agent",
        "pobj",
        "prep",
        "advcl",
        "xcomp",
        "relcl",
        "acl",
        "dobj",
        "pcomp",
        "oprd",
        "attr",
        "conj",
        "ccomp",
        "amod",
        "compound",
    ]
)
NOUNS = frozenset({"NOUN", "PROPN"})
#: What counts people beside those told of before; "four or more", "more than four" do not.
OTHERS = re.compile(r"\b(?:others?|(?<!or )more(?! than))\b", re.IGNORECASE)
DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})
SEQUENCE = frozenset({"after", "before", "since", "until", "following"})
DURING = frozenset({"in", "during"})
SUFFERED = frozenset({"dobj", "nsubjpass"})


@dataclass(slots=True)
class Told:
    """An event mention with what grouping asks of it."""

    mention: EventMention
    token: Token
    sentence: int
    paragraph: int
    family: str
    day: Timex | None
    places: frozenset[str]
    precision: str | None
    country: str | None
    parties: frozenset[str]  # names of those taking part
    victims: frozenset[str]  # those it was done to
    particular: bool  # whether one of them is no bare plural: "plan to burn vehicles"
    named: bool  # whether it was done to somebody by name
    counted: bool  # whether the sentence numbers those it was done to
    beside: bool  # whether it tells of others beside those told before: "five others"
    background: tuple[Timex, ...]  # the months and years its sentence speaks of
    words: frozenset[str]  # what stands before the trigger in its phrase
    by_known_means: bool  # whether it was done with something the reader knows: "the bomb was placed"
    bound_to: frozenset[int]  # the words that binding steps lead up to
    dates: frozenset[int]  # the words that it only dates: "killed five days after the attacks"

    @property
    def mode(self) -> str | None:
        """How it was done."""
        return self.mention.mode

    @property
    def is_noun(self) -> bool:
        """Whether a noun tells it, which may point back to what was told before."""
        return self.token.pos_ in ("NOUN", "PROPN")

    @property
    def is_definite(self) -> bool:
        """Whether it speaks of what the reader knows already: the attack, Monday's attack."""
        return bool(self.words & DEFINITE) or any(c.dep_ == "poss" and c.ent_type_ == "DATE" for c in self.token.lefts)

    @property
    def points_back(self) -> bool:
        """Whether it may point back to what was told before, by a noun, by its place or by what it was done with."""
        return self.by_known_means or (self.is_noun and (self.is_definite or bool(self.places)))

    @property
    def is_one(self) -> bool:
        """Whether it is one deed the reader knows, done to something by name: the bombing of the Fulton hall."""
        if self.token.tag_ != "NN" or not self.is_definite:
            return False
        doc = self.token.doc
        harmed = (
            doc.char_span(p.start, p.end, alignment_mode="expand")
            for p in self.mention.participants
            if p.role in HARMED
        )
        return any(span is not None and any(word.pos_ == "PROPN" for word in span) for span in harmed)

    @property
    def is_asked(self) -> bool:
        """Whether it stands in a question, which reports nothing."""
        last = next((word for word in reversed(self.token.sent) if not word.is_space and not word.is_quote), self.token)
        return last.text == "?"

    @property
    def is_also(self) -> bool:
        """Whether a verb tells of somebody else beside those told of before: "was also wounded"."""
        return not self.is_noun and any(child.lower_ == "also" for child in self.token.lefts)

    @property
    def is_past(self) -> bool:
        """Whether a verb tells it in the plain past, as what happened once is told."""
        if self.is_noun and self.token.head.tag_ == "VBD" and any(c.dep_ == "expl" for c in self.token.head.lefts):
            return True  # "there was an explosion"
        return not self.is_asked and is_told_past(self.token.head if is_brought(self.token) else self.token)


def told_in(doc: Doc) -> Iterator[Told]:
    """The Doc's event mentions in the order of the text."""
    if not doc._.event_mentions:
        return
    text = doc.text  # a Doc joins its text anew each time it is asked for
    sentences = list(doc.sents)
    opens, number = [sentence.start_char for sentence in sentences], {t.idx: t.i for t in doc}
    paragraphs = [segment.start for segment in doc._.document.narrative()]
    long = [when for when in doc._.dates if _is_long(when)]
    for mention in doc._.event_mentions:
        token = doc[number[mention.trigger[0]]]
        place = bisect_right(opens, token.idx) - 1
        first, last = opens[place], sentences[place].end_char
        harmed = [p for p in mention.participants if p.role in HARMED]
        victims = frozenset(name for p in harmed for name in _names_in(doc, text, p))
        where = mention.where
        yield Told(
            mention=mention,
            token=token,
            sentence=place,
            paragraph=bisect_right(paragraphs, token.idx),
            family=family_of(mention.event_type, mention.mode),
            day=mention.when,
            places=_names_of(where),
            precision=where.place_precision if where else None,
            country=where.country_code if where else None,
            parties=frozenset(p.entity.name for p in mention.participants if p.entity),
            victims=victims,
            particular=any(_is_particular(doc, p) for p in harmed),
            named=any(p.entity and p.entity.entity_type == "person" for p in harmed),
            counted=any(_numbered(doc, p.start, p.end) for p in harmed),
            beside=any(OTHERS.search(text, p.start, p.end) for p in harmed),
            background=tuple(when for when in long if first <= when.start < last),
            words=frozenset(c.lower_ for c in token.lefts) if token.pos_ in NOUNS else frozenset(),
            by_known_means=any(_is_known(doc, p) for p in mention.participants if p.role == "instrument"),
            bound_to=frozenset(_bound_to(token)),
            dates=frozenset(_dated(token)),
        )


def _is_particular(doc: Doc, harmed: Participant) -> bool:
    span = doc.char_span(harmed.start, harmed.end, alignment_mode="expand")
    return span is None or span.root.tag_ != "NNS" or any(c.dep_ in ("det", "nummod", "poss") for c in span.root.lefts)


def _is_known(doc: Doc, means: Participant) -> bool:
    span = doc.char_span(means.start, means.end, alignment_mode="expand")
    return span is not None and span.root.tag_ == "NN" and any(c.lower_ in DEFINITE for c in span.root.lefts)


def _names_in(doc: Doc, text: str, harmed: Participant) -> Iterator[str]:
    """What somebody or something harmed is called, and the body that it is of: the offices of the radio station."""
    yield harmed.entity.name if harmed.entity else text[harmed.start : harmed.end].casefold()
    mentions: list[Mention] = doc._.mentions  # in the order of the text
    for at in range(bisect_left(mentions, harmed.start, key=attrgetter("start")), len(mentions)):
        mention = mentions[at]
        if mention.start >= harmed.end:
            return
        if mention.entity and mention.kind == "name" and mention.entity_type in ("person", "organization"):
            yield mention.entity.name


def _is_long(when: Timex) -> bool:
    return when.earliest is not None and when.latest is not None and (when.latest - when.earliest).days >= 27


def _numbered(doc: Doc, start: int, end: int) -> bool:
    return any(start <= figure.start < end for figure in doc._.figures)


def family_of(event_type: str, mode: str | None) -> str:
    """What kinds of mention may tell of one event: all harm done on purpose, all mishaps, else each mode by itself."""
    if mode in ("kidnapping", "hijacking"):
        return "kidnapping"
    if mode in ("epidemic", "drought"):
        return mode
    if event_type in ("accident", "disaster"):
        return "mishap"
    if event_type == "assault" and mode not in ("robbery", "arson", "torture", "sexual_violence"):
        return "violence"
    return mode or event_type


def linked(one: Told, other: Told) -> bool:
    """Whether the parse binds two words of a sentence into one event.

    One stands below the other ("the attack that killed", "died when it exploded"), or both below one verb, one of
    them as its consequence in -ing ("launched attacks, killing 30"), as where the other took place ("condemned the
    murder of the minister in an attack") or as what it is said to be: "the hotel bombing was an attack by".
    """
    if other.token.i in one.bound_to or one.token.i in other.bound_to:
        return True
    for low, high in ((one.token, other), (other.token, one)):
        verb = low.head
        if low.dep_ == "advcl" and low.tag_ == "VBG" and verb != low and verb.i in high.bound_to:
            return True
        if low.dep_ == "nsubj" and high.token.dep_ == "attr" and high.token.head == verb:
            return True
        in_it = low.dep_ == "pobj" and verb.lower_ in DURING and high.token.dep_ in SUFFERED
        if in_it and high.token.head == verb.head:
            return True
    return False


def comes_after(low: Told, high: Told) -> bool:
    """Whether the lower word only dates the higher one: "killed five days after the attacks"."""
    return high.token.i in low.dates


def _dated(low: Token) -> Iterator[int]:
    """What a noun dates: the word that its "after" or "before" hangs on, and what that hangs on."""
    step = low
    while low.pos_ in NOUNS and step.head != step:
        if step.dep_ == "prep" and step.lower_ in SEQUENCE:
            yield step.head.i
            yield from (each.i for each in step.head.ancestors)
            return
        step = step.head


def _bound_to(low: Token) -> Iterator[int]:
    step = low
    while step.head != step:
        head = step.head
        if step.dep_ not in BINDING or (step.dep_ == "prep" and step.lower_ in SEQUENCE):
            return
        if step.dep_ == "conj" and (step.pos_ != head.pos_ or step.pos_ in NOUNS):
            return
        if any(c.dep_ == "mark" and c.lower_ == "before" for c in step.children):
            return
        yield head.i
        step = head


def _names_of(where: Mention | None) -> frozenset[str]:
    """The name of a place and its number in the gazetteer, which names of one place share."""
    if where is None or where.entity is None:
        return frozenset()
    keys = (where.place_key, where.geonames_id)  # a site's number is that of the town it stands in
    return frozenset((where.entity.name, *(f"#{key}" for key in keys if key is not None)))
