"""What the reading components lay over a spaCy `Doc`, one layer on another.

A layer is a list at `doc._.<name>`. Its items point at the article's text by code points (`start`, `end`), never at
copies of it, and at items of earlier layers by reference. `records(doc)` of each component turns its layer into rows
at the end.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from flows.document import Document

    class Layers:
        """The attributes of `doc._`, for the type checker and the reader."""

        document: Document  # set before the pipeline runs
        mentions: list[Mention]
        aliases: list[Alias]
        entities: list[Entity]
        dates: list[Timex]
        figures: list[Figure]
        quotes: list[Quote]
        event_mentions: list[EventMention]
        events: list[Event]
        relations: list[Relation]


#: Every layer; `language.py` registers them as extensions of `Doc`.
NAMES = ("mentions", "aliases", "entities", "dates", "figures", "quotes", "event_mentions", "events", "relations")

Bounds = tuple[int, int]  # half-open code points into the article's text
LONGEST_MENTION = 400  # code points: how far back a mention that reaches into a span may begin


@dataclass(slots=True, eq=False)
class Mention:
    """One span that names or refers to an entity."""

    start: int
    end: int
    entity_type: str  # schemas.codes.entities.EntityType
    kind: str  # schemas.codes.entities.MentionKind
    head: int  # index in the Doc of the token that heads it
    confidence: float = 1.0
    entity: Entity | None = None  # settled by resolve
    candidates: tuple[Entity, ...] = ()  # what it may mean, where the text leaves it open
    place_key: str | None = None  # the gazetteer's entry
    country_code: str | None = None  # of the place
    geonames_id: int | None = None
    place_precision: str | None = None  # schemas.codes.entities.PlacePrecision
    place_score: float | None = None
    place_runner_up: str | None = None  # the gazetteer's next best entry elsewhere


@dataclass(slots=True, eq=False)
class Alias:
    """A statement of the text that two names are one: `name` is another name of what `of` names."""

    of: Mention
    name: Mention
    name_kind: str  # schemas.codes.entities.NameKind
    cue: Bounds | None  # the phrase that says so; None for a bare parenthesis


@dataclass(slots=True, eq=False)
class Entity:
    """What the mentions of one article refer to together."""

    entity_type: str
    name: str  # the fullest own name, spaces normalised, possessive and title left out
    mentions: list[Mention] = field(default_factory=list)
    description: Bounds | None = None
    entity_id: str = ""  # set once its name is settled


@dataclass(slots=True, eq=False)
class Timex:
    """One time expression."""

    start: int
    end: int
    timex_type: str  # schemas.codes.reading.TimexType
    value: str | None = None  # TIMEX3
    edtf: str | None = None
    earliest: date | None = None
    latest: date | None = None
    modifier: str | None = None
    anchor: str = "none"


@dataclass(slots=True, eq=False)
class Figure:
    """One number that counts or measures something."""

    start: int
    end: int
    value: float | None
    low: float | None
    high: float | None
    bound: str  # schemas.codes.reading.Bound
    unit: str | None
    counted: str | None
    measure: str  # schemas.codes.reading.Measure
    attributed_to: Bounds | None = None
    event: Event | None = None  # settled once events are read


@dataclass(slots=True, eq=False)
class Quote:
    """One quotation; `start`, `end` leave the quotation marks out."""

    start: int
    end: int
    quote_type: str  # schemas.codes.reading.QuoteType
    speaker: Bounds | None = None  # as named beside the quotation: a name, a role, a pronoun
    speaker_entity: Entity | None = None
    cue: Bounds | None = None
    confidence: float = 1.0


@dataclass(slots=True, eq=False)
class Participant:
    """One party to an event, as the text names it."""

    role: str  # schemas.codes.events.Role
    start: int
    end: int
    entity: Entity | None = None
    is_alleged: bool = False


@dataclass(slots=True, eq=False)
class EventMention:
    """One passage that reports an event."""

    start: int  # the passage: usually the clause or sentence
    end: int
    trigger: Bounds
    event_type: str  # schemas.codes.events.EventType
    mode: str | None  # schemas.codes.events.EventMode
    realis: str  # schemas.codes.events.Realis
    when: Timex | None = None
    where: Mention | None = None
    country_code: str | None = None  # where no place is known: the one country that the article is about
    participants: list[Participant] = field(default_factory=list)
    killed: int | None = None  # people killed, as this passage counts or names them
    wounded: int | None = None
    confidence: float = 1.0
    event: Event | None = None  # settled by resolve


@dataclass(slots=True, eq=False)
class Event:
    """One event as an article's passages tell it together."""

    mentions: list[EventMention]
    is_main: bool = False
    event_id: str = ""


@dataclass(slots=True, eq=False)
class Relation:
    """One tie between two entities; `start`, `end` is the passage that states it."""

    subject: Mention
    relation_type: str  # schemas.codes.relations.RelationType
    object: Mention
    start: int
    end: int
    polarity: str = "positive"
    modality: str = "asserted"
    when: Timex | None = None
    confidence: float = 1.0


def mention_at(doc: Doc, start: int, end: int) -> Mention | None:
    """The mention that shares most characters with a span; of equals the shortest, names first, then the earliest."""
    best: tuple[int, int, bool, int] | None = None
    found: Mention | None = None
    mentions: list[Mention] = doc._.mentions  # in the order of the text
    for at in range(bisect_left(mentions, end, key=attrgetter("start")) - 1, -1, -1):
        mention = mentions[at]
        if mention.start < start - LONGEST_MENTION:
            break
        shared = min(end, mention.end) - max(start, mention.start)
        rank = (shared, mention.start - mention.end, mention.kind == "name", -mention.start)
        if shared > 0 and (best is None or rank > best):
            best, found = rank, mention
    return found


def entity_at(doc: Doc, start: int, end: int) -> Entity | None:
    """The entity that a span refers to: that of the mention sharing most characters with it, where it is settled."""
    mention = mention_at(doc, start, end)
    return mention.entity if mention else None
