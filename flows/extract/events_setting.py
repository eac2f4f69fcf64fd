"""When and where a trigger's event took place: the date and place that govern the trigger in its own sentence."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from flows.extract.events_grammar import is_definite
from flows.extract.events_lexicon import words
from flows.layers import Mention, Timex

#: Finest first.
PRECISIONS = ("facility", "facility_town", "town", "admin2", "admin1", "country", "region", None)
#: Steps of the parse over which a time or place of the upper word holds for the lower one too.
SHARING = frozenset(
    [
        "conj",
        "prep",
        "pobj",
        "agent",
        "dobj",
        "nsubj",
        "nsubjpass",
        "xcomp",
        "advcl",
        "pcomp",
        "attr",
        "oprd",
        "dep",
        "appos",
        "ccomp",
        "compound",
    ]
)
NOMINAL = frozenset({"NOUN", "PROPN"})
#: Kinds of event whose time and place are those of the deed they speak with.
DEEDS = frozenset({"assault", "accident", "disaster"})
SEQUENCE = frozenset({"after", "before", "since", "until"})
REPORTING = words("reporting")
REPORTS = words("reports")
#: What leads to a verb that makes something of what it is given: objects, and prepositions of what it is about.
GIVEN = frozenset({"dobj", "nsubjpass"})
ABOUT = frozenset({"against", "about", "of", "for", "into", "over"})
#: Verbs of which a known deed is what happens.
BRINGING = (
    words("light") | words("failed") | words("suffering") | words("reports") | {"took", "takes", "taken", "occurred"}
)
LOCATIVE = words("locative")
PARTS = words("parts")


class Settings:
    """The dates and places of one sentence and what they govern."""

    def __init__(self, sentence: Span, triggers: dict[Token, str]) -> None:
        """Find the sentence's dates and places; `triggers` are its words that report events, with their types."""
        self.triggers = triggers
        self.dates = list(_dated(sentence))
        first, last = sentence.start_char, sentence.end_char
        self.durations = [d for d in sentence.doc._.dates if d.timex_type == "DURATION" and first <= d.start < last]
        self.places = list(_placed(sentence, triggers))

    def when(self, trigger: Token) -> Timex | None:
        """The date of the event, if the sentence gives one."""
        ranked = [
            (
                tier,
                (when.latest - when.earliest).days if when.latest and when.earliest else 9999,
                abs(root.i - trigger.i),
                when,
            )
            for when, root in self.dates
            if when.earliest is not None
            and (tier := self._tier(root, trigger)) is not None
            and not (tier == 1 and self._dates_another(root, trigger))
        ]
        return min(ranked, key=lambda r: (r[0], r[2], r[1]))[3] if ranked else None

    def anchors(self, trigger: Token) -> bool:
        """Whether the sentence ties the word to a time or place of its own, even to one that cannot be reckoned.

        Of events told in the plural a country says too little: "airstrikes in Syria".
        """
        places = (where for where, root in self.places if self._tier(root, trigger) == 0)
        vast = ("country", "region") if trigger.tag_ == "NNS" else ()
        dates = (root for when, root in self.dates if not (when.value or "").endswith("_REF"))  # not "recent", "now"
        return any(self._tier(root, trigger) is not None for root in dates) or any(
            where.place_precision not in vast for where in places
        )

    def where(self, trigger: Token) -> Mention | None:
        """The finest place that governs the trigger."""
        ranked = [
            (tier, where.place_key is None, PRECISIONS.index(where.place_precision), abs(root.i - trigger.i), where)
            for where, root in self.places
            if (tier := self._tier(root, trigger)) is not None
        ]
        return min(ranked, key=lambda r: r[:4])[4] if ranked else None

    def _tier(self, root: Token, trigger: Token) -> int | None:
        """How closely what the token heads belongs to the trigger: 0 its own, 1 shared, None not at all."""
        owner = next((up for up in root.ancestors if up in self.triggers), None)
        if owner is not None and any(up.dep_ == "relcl" for up in (root, *root.ancestors) if owner.is_ancestor(up)):
            return None
        if owner == trigger:
            return 0
        reach = list(shared_with(trigger))
        if owner is not None:
            below = trigger in shared_with(owner) and {self.triggers[owner], self.triggers[trigger]} <= DEEDS
            return 1 if owner in reach or below else None
        clause = next((up for up in root.ancestors if up.pos_ in ("VERB", "AUX")), None)
        if clause is None:
            return 2
        return 1 if clause in reach else None

    def _dates_another(self, root: Token, trigger: Token) -> bool:
        """Whether a date before a known deed is that of what is made of it: "police on Monday condemned the attack"."""
        known = is_definite(trigger) or any(is_definite(up) for up in shared_with(trigger) if up in self.triggers)
        if root.i > trigger.i or not known:
            return False
        below = trigger
        for word in shared_with(trigger):
            bringing = word.lower_ in BRINGING and (below == trigger or below.lower_ not in ABOUT)
            done = self.triggers.get(word) in DEEDS or bringing
            if word.pos_ == "VERB" and (below.dep_ in GIVEN or below.lower_ in ABOUT) and not done:
                return True
            below = word
        return False


def shared_with(token: Token) -> Iterator[Token]:
    """The words above a token whose time and place hold for it too."""
    below = token
    while below.head != below and (below.dep_ in SHARING or (below.dep_ == "acl" and below.tag_ == "VB")):
        head = below.head
        if below.dep_ == "ccomp" and head.lower_ in REPORTING:
            return
        if below.dep_ == "conj" and (below.pos_ in NOMINAL) != (head.pos_ in NOMINAL):
            return
        if below.lower_ in SEQUENCE or any(c.dep_ == "mark" and c.lower_ in SEQUENCE for c in below.children):
            return
        yield head
        below = head


def _dated(sentence: Span) -> Iterator[tuple[Timex, Token]]:
    start = sentence.start_char
    if sentence.start and sentence[0].text == ",":  # the parser cut off "Yesterday" before its comma
        start = sentence.doc[sentence.start - 1].sent.start_char
    for when in sentence.doc._.dates:
        if not start <= when.start < sentence.end_char or when.timex_type not in ("DATE", "TIME"):
            continue
        if when.timex_type == "TIME" and when.anchor == "text":
            continue  # "at 10:39 a.m.": the hour of a day that is told elsewhere
        if (span := _span(sentence.doc, when.start, when.end)) and not _dates_report(span.root):
            yield when, span.root


def _dates_report(root: Token) -> bool:
    """Whether a date is that of the words, not of the deed: "in a statement on Saturday", "by reports on Saturday"."""
    return root.dep_ == "pobj" and root.head.dep_ == "prep" and root.head.head.lower_ in REPORTS


def _placed(sentence: Span, triggers: dict[Token, str]) -> Iterator[tuple[Mention, Token]]:
    for mention in sentence.doc._.mentions:
        if mention.entity_type != "place" or not sentence.start_char <= mention.start < sentence.end_char:
            continue
        span = _span(sentence.doc, mention.start, mention.end)
        if span is None or mention.kind != "name":
            continue
        bearer = _borne(span.root)
        is_origin = mention.place_precision == "country" and bearer != span.root and bearer not in triggers
        if not is_origin and _is_location(bearer, triggers):
            yield mention, span.root


def _borne(root: Token) -> Token:
    """The noun that a place name is part of: the attack of the Paris attack, the minister of the Iraq minister."""
    while root.dep_ in ("compound", "amod", "nmod") and root.head.i > root.i:
        root = root.head
    return root


def _is_location(root: Token, triggers: dict[Token, str]) -> bool:
    """Whether a place name stands for where something is, not for who acts."""
    if root in triggers:
        return True
    if root.dep_ in ("nsubj", "poss", "agent", "csubj", "dobj"):
        return False
    if root.i + 1 < len(root.doc) and root.nbor().text == "-":  # "Yemen-based"
        return False
    if root.dep_ == "pobj":
        return root.head.lower_ in LOCATIVE or (root.head.lower_ == "of" and root.head.head.lower_ in PARTS)
    if root.dep_ in ("conj", "appos") and root.head != root and root.head.pos_ == "PROPN":
        return _is_location(root.head, triggers)
    return True


def _span(doc: Doc, start: int, end: int) -> Span | None:
    return doc.char_span(start, end, alignment_mode="expand")
