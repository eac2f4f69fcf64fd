"""Which event mentions of an article tell of one event, which one the article is about, and what its figures count."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from flows.document import Document
from flows.layers import Event, EventMention, Participant
from flows.resolve.events_absorbing import absorb, add_claims, add_others, rejoin
from flows.resolve.events_figures import tie_figures
from flows.resolve.events_grouping import Group, groups_of
from flows.resolve.events_places import place_events
from flows.resolve.events_told import CLAIMED, OUTCOMES, TOWNS
from schemas.contract import Record, record_id
from schemas.tables.event_mentions import EventMention as EventMentionRow
from schemas.tables.event_participants import EventParticipant

FACTORY = "dateline_events"
#: What an article is about rather than what is said of it.
WEIGHTY = frozenset({"assault", "accident", "disaster", "coerce", "protest"})
LEDE = 3  # sentences
LEAD = 4  # mentions that standing in the lede is worth


@Language.component(
    FACTORY, requires=["doc._.event_mentions", "doc._.figures", "doc._.entities"], assigns=["doc._.events"]
)
def resolve_events(doc: Doc) -> Doc:
    """The document with its event mentions grouped into events, and its figures tied to them."""
    groups = groups_of(doc)
    main = _main(groups)
    if main is not None:
        groups = absorb(main, groups)
        place_events(doc, groups, main)
        groups = rejoin(main, groups)
    add_claims(groups)
    for group in groups:
        _weigh(group)
        add_others(group)
    doc._.events = [_event(group) for group in groups]
    taken: set[str] = set()
    for event, group in zip(doc._.events, groups, strict=True):
        event.is_main = group is main
        event.event_id = _event_id(doc, event, taken)
        taken.add(event.event_id)
    tie_figures(doc, groups)
    return doc


def records(doc: Doc) -> Iterator[Record]:
    """Event mentions and event participants."""
    for event in doc._.events:
        for mention in event.mentions:
            yield _mention_row(doc, event, mention)
        for participant in _settled(doc, event):
            yield EventParticipant(
                event_id=event.event_id,
                role=participant.role,
                entity_id=(participant.entity.entity_id or None) if participant.entity else None,
                name=doc._.document.text[participant.start : participant.end],
                is_alleged=participant.is_alleged,
                article_id=doc._.document.article_id,
                char_start=participant.start,
                char_end=participant.end,
            )


def _event(group: Group) -> Event:
    """The event of a group; words for what came of it take the kind of what did it."""
    event = Event([told.mention for told in group.told])
    deeds = [m for m in event.mentions if m.mode not in OUTCOMES]
    for mention in event.mentions:
        mention.event = event
        if deeds and mention.mode in OUTCOMES:
            mention.event_type = deeds[0].event_type
    return event


def _weigh(group: Group) -> None:
    """Make talk of deeds generic where nothing ties it down: no date, no place, no party known by name or number."""
    if all(t.mode == "battle" for t in group.told):  # "the fighting in the north": a war, not one of its fights
        anchored = any(t.counted or (t.day and t.precision in TOWNS) for t in group.told)
    elif all(t.mention.realis == "planned" for t in group.told):
        anchored = any(t.day or t.places or t.particular for t in group.told)
    elif all(t.is_asked for t in group.told):
        anchored = False
    else:
        anchored = any(
            t.day or t.places or t.named or t.parties or t.counted or t.is_past or t.is_one for t in group.told
        )
    if not anchored and group.told[0].mention.event_type not in ("coerce", "accuse"):
        for told in group.told:
            if told.mention.realis in CLAIMED:
                told.mention.realis = "generic"


def _main(groups: list[Group]) -> Group | None:
    """The event told most often, with a lead for what the article opens with."""

    def weight(group: Group) -> tuple[float, int]:
        first = group.told[0]
        claimed = [t for t in group.told if t.mention.realis in CLAIMED]
        weighty = 1.0 if first.mention.event_type in WEIGHTY else 0.4
        return (len(claimed) + LEAD * (first.sentence < LEDE)) * weighty, -first.token.i

    return max(groups, key=weight, default=None)


def _event_id(doc: Doc, event: Event, taken: set[str]) -> str:
    """The same id in every article for an event of one kind on one day in one town, else one of the article's own."""
    article_id = doc._.document.article_id
    first = event.mentions[0]
    surest = max(event.mentions, key=lambda m: m.confidence)
    days = {(m.when.earliest, m.when.latest) for m in event.mentions if m.when}
    towns = {
        m.where.entity.entity_id
        for m in event.mentions
        if m.where and m.where.entity and m.where.entity.entity_id and m.where.place_precision in TOWNS
    }
    if event.is_main and len(days) == 1 and len(towns) == 1 and surest.realis == "actual" and surest.confidence > 0.8:
        [(earliest, latest)], [town] = days, towns
        if earliest == latest is not None:
            shared = record_id("event", surest.event_type, surest.mode, earliest, town)
            if shared not in taken:
                return shared
    return record_id("event", article_id, first.event_type, first.mode, first.trigger)


def _mention_row(doc: Doc, event: Event, mention: EventMention) -> EventMentionRow:
    document, when, where = doc._.document, mention.when, mention.where
    start, end = mention.trigger
    return EventMentionRow(
        event_mention_id=record_id("event_mention", document.article_id, start, end, mention.event_type, mention.mode),
        event_id=event.event_id,
        is_main=event.is_main,
        article_id=document.article_id,
        char_start=mention.start,
        char_end=mention.end,
        text=document.text[mention.start : mention.end],
        trigger=document.text[start:end],
        event_type=mention.event_type,
        event_mode=mention.mode,
        realis=mention.realis,
        edtf=when.edtf if when else None,
        earliest=when.earliest if when else None,
        latest=when.latest if when else None,
        place_id=(where.entity.entity_id or None) if where and where.entity else None,
        country_code=(where.country_code if where else None) or mention.country_code,
        killed=mention.killed,
        wounded=mention.wounded,
        confidence=mention.confidence,
    )


def _settled(doc: Doc, event: Event) -> Iterator[Participant]:
    """Each party of an event once in each role, as first named; no suspect where it is the stated perpetrator."""
    seen: set[tuple[str, str]] = set()
    everyone = [p for m in event.mentions for p in m.participants]
    stated = {_key(doc, p) for p in everyone if p.role == "perpetrator"}
    for participant in sorted(everyone, key=lambda p: (p.start, p.end, p.role)):
        key = _key(doc, participant)
        if (participant.role, key) in seen or (participant.role == "suspect" and key in stated):
            continue
        seen.add((participant.role, key))
        yield participant


def _key(doc: Doc, participant: Participant) -> str:
    if participant.entity is not None:
        return participant.entity.entity_id or participant.entity.name
    document: Document = doc._.document
    return document.text[participant.start : participant.end].casefold()
