"""Which events an article reports: each passage with its kind, realis, date, place and parties."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import groupby

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from flows.extract.events_grammar import passage, phrase
from flows.extract.events_lexicon import words
from flows.extract.events_parties import Party, included, parties
from flows.extract.events_realis import realis_of
from flows.extract.events_setting import Settings
from flows.extract.events_talk import is_general, is_of_series, is_ongoing, is_tally
from flows.extract.events_tolls import toll
from flows.extract.events_triggers import Trigger, triggers
from flows.layers import EventMention, Mention, Participant, Timex
from schemas.contract import Record

FACTORY = "dateline_event_mentions"
#: Modes that tell what came of a deed more than the deed: surer words of the same event decide its kind.
OUTCOMES = frozenset({"death", "injury", "killing"})
#: Modes that only people suffer.
PERSONAL = OUTCOMES | {
    "assassination",
    "execution",
    "massacre",
    "beheading",
    "stabbing",
    "kidnapping",
    "torture",
    "beating",
}
#: Words for who does the deed, whatever becomes of them.
KILLERS = words("killers")
#: Kinds of event that bring people to hospital.
HARM = frozenset({"assault", "accident", "disaster"})
SITES = frozenset({"facility", "facility_town"})
VAGUE = frozenset({"attack", "accident"})


@Language.component(
    FACTORY,
    requires=["doc._.mentions", "doc._.entities", "doc._.dates", "doc._.figures"],
    assigns=["doc._.event_mentions"],
)
def read_event_mentions(doc: Doc) -> Doc:
    """The document with its passages that report events."""
    heads = {mention.head: mention for mention in doc._.mentions}
    found: list[EventMention] = []
    deeds = list(triggers(doc))
    if all(trigger.frame == "tend" for trigger in deeds if trigger.event_type in HARM):
        deeds = [trigger for trigger in deeds if trigger.frame != "tend"]  # who is in hospital may be ill
    for _, group in groupby(deeds, key=lambda trigger: trigger.token.sent.start):
        told = list(group)
        sentence = told[0].token.sent
        settings = Settings(sentence, {trigger.token: trigger.event_type for trigger in told})
        found += (_mention(each, sentence, settings, heads) for each in told if not _announces(each, told))
    doc._.event_mentions = found
    return doc


def records(doc: Doc) -> Iterator[Record]:
    """Nothing: rows need the events that the mentions belong to."""
    del doc
    yield from ()


def _mention(trigger: Trigger, sentence: Span, settings: Settings, heads: dict[int, Mention]) -> EventMention:
    token = trigger.token
    told = list(_participants(parties(trigger), trigger, settings.triggers, heads))
    among = _participants(included(trigger), trigger, settings.triggers, heads)  # counted with the others already
    participants = [participant for participant, _, _ in (*told, *among)]
    killed, wounded = toll(token, trigger.mode, (each for each in told if each[0].role == "victim"))
    when, where = settings.when(token), settings.where(token)
    if where is None or where.place_precision not in ("town", *SITES):
        where = _site(told) or where
    realis = realis_of(trigger)
    if realis in ("actual", "planned", "alleged") and _is_talk(token, participants, settings, killed or wounded, when):
        realis = "generic"
    start, end = passage(token, sentence)
    return EventMention(
        start=start,
        end=end,
        trigger=(token.idx, token.idx + len(token)),
        event_type=trigger.event_type,
        mode=trigger.mode or None,
        realis=realis,
        when=when,
        where=where,
        participants=participants,
        killed=killed,
        wounded=wounded,
        confidence=_confidence(trigger.mode),
    )


def _site(told: list[tuple[Participant, Token, Mention | None]]) -> Mention | None:
    """The known site that the deed was done to, which is where it was done."""
    hit = (m for party, _, m in told if party.role == "target" and m and m.entity_type == "place" and m.place_key)
    return next((mention for mention in hit if mention.place_precision in SITES), None)


def _is_talk(
    token: Token, parties: list[Participant], settings: Settings, count: int | None, when: Timex | None
) -> bool:
    """Whether a word speaks of deeds in general, with nothing beside it that makes it one of its own."""
    if is_tally(token, when, settings.durations):
        return True
    if is_ongoing(token):
        harmed = any(p.role not in ("perpetrator", "actor") and _is_particular(p) for p in parties)
        return not (harmed or count or settings.anchors(token))
    doers = ("perpetrator", "actor") if is_of_series(token) or token.tag_ == "NNS" else ()
    named = token.tag_ not in ("VBP", "VBZ", "VB") and any(_is_particular(p) for p in parties if p.role not in doers)
    return is_general(token) and not (named or count or settings.anchors(token))


def _announces(trigger: Trigger, told: list[Trigger]) -> bool:
    """Whether a plot is one to do a deed that has a word of its own: that word reports it."""
    if trigger.mode != "plot":
        return False
    return any(trigger.token.is_ancestor(other.token) and other.event_type == "assault" for other in told)


def _confidence(mode: str) -> float:
    """How sure a word is of its kind of event: what came of it least, what it was for less, how it was done most."""
    if mode in OUTCOMES:
        return 0.5
    if mode in VAGUE:
        return 0.7
    if mode == "sabotage":
        return 0.8
    return 0.95 if mode == "suicide_bombing" else 0.9


def _participants(
    found: Iterable[Party], trigger: Trigger, deeds: Collection[Token], heads: dict[int, Mention]
) -> Iterator[tuple[Participant, Token, Mention | None]]:
    """The parties with a name or noun of their own, each phrase once."""
    seen: set[tuple[int, int]] = set()
    for role, head, alleged in found:
        mention = heads.get(head.i)
        entity = mention.entity if mention else None
        if head in deeds or (head.pos_ in ("PRON", "DET") and entity is None):
            continue
        if head.ent_type_ in ("DATE", "TIME") or _is_dated(head):
            continue
        role = _role_of(role, head, mention, trigger.mode)
        start, end = phrase(head) if mention is None or mention.kind == "nominal" else (mention.start, mention.end)
        if (start, end) not in seen and head.sent.start_char <= start < end:
            seen.add((start, end))
            yield Participant(role, start, end, entity, alleged), head, mention


def _role_of(role: str, head: Token, mention: Mention | None, mode: str) -> str:
    """Victim or target by what the party is, where the word itself does not say; an attacker who died is no victim."""
    if role not in ("victim", "target"):
        return role
    if head.lower_ in KILLERS:
        return "perpetrator"
    if mode in PERSONAL:
        return "victim"
    if mention is None:
        return role
    return "victim" if mention.entity_type in ("person", "group") else "target"


def _is_dated(head: Token) -> bool:
    end = head.idx + len(head)
    return any(when.start < end and head.idx < when.end and when.timex_type != "DURATION" for when in head.doc._.dates)


def _is_particular(participant: Participant) -> bool:
    """Whether a party is one of its own, known by name, and no people or faith at large."""
    known = participant.entity
    return known is not None and known.entity_type != "group" and any(m.kind == "name" for m in known.mentions)
