"""Which event mentions of one article tell of the same event."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from flows.layers import Entity, EventMention, Timex

OUTCOMES = frozenset({"death", "injury", "killing"})
#: Modes that leave open how it was done, and so agree with every other mode of their family.
VAGUE = frozenset({"attack", "killing", "massacre", "assassination", "ambush", "accident", "raid", *OUTCOMES})
BLASTS = frozenset({"bombing", "suicide_bombing", "gas_explosion"})
CLAIMED = frozenset({"actual", "alleged", "failed", "planned"})
TOWNS = frozenset({"facility", "facility_town", "town"})
DEFINITE = frozenset({"the", "this", "that", "these", "those", "both", "his", "her", "their", "its"})
INDEFINITE = frozenset(
    {"a", "an", "another", "second", "third", "other", "previous", "earlier", "similar", "separate", "new"}
)
#: An event mention joins an earlier event when this much speaks for it.
ENOUGH = 2.0
NEAR = 2  # sentences


@dataclass(slots=True)
class Told:
    """An event mention with what grouping asks of it."""

    mention: EventMention
    token: Token
    sentence: int
    family: str
    day: Timex | None
    places: frozenset[str]
    parties: frozenset[str]
    victims: frozenset[str]
    words: frozenset[str]


@dataclass(slots=True)
class Group:
    """Mentions of one event."""

    told: list[Told] = field(default_factory=list)

    @property
    def last(self) -> Told:
        """The mention told last."""
        return self.told[-1]


def family_of(event_type: str, mode: str | None) -> str:
    """What kinds of mention may tell of one event: all harm done on purpose, all mishaps, else each mode by itself."""
    if mode in ("kidnapping", "hijacking"):
        return "kidnapping"
    if event_type in ("accident", "disaster"):
        return "mishap"
    if event_type == "assault" and mode not in ("robbery", "arson", "torture", "sexual_violence"):
        return "violence"
    return mode or event_type


def groups_of(doc: Doc) -> list[Group]:
    """The article's event mentions, grouped by event, in the order each is first told."""
    groups: list[Group] = []
    near = _neighbouring_places(doc)
    for told in _told(doc):
        best = max(groups, key=lambda g: (_evidence(told, g, near), g.last.token.i), default=None)
        if best is not None and _evidence(told, best, near) >= ENOUGH:
            best.told.append(told)
        else:
            groups.append(Group([told]))
    return groups


def _told(doc: Doc) -> list[Told]:
    numbers = {sentence.start: number for number, sentence in enumerate(doc.sents)}
    starts = {token.idx: token for token in doc}
    found = []
    for mention in doc._.event_mentions:
        token = starts[mention.trigger[0]]
        victims = {
            _key(doc, p.entity, p.start, p.end)
            for p in mention.participants
            if p.role in ("victim", "target", "recipient")
        }
        parties = {_key(doc, p.entity, p.start, p.end) for p in mention.participants if p.entity is not None}
        where = mention.where
        place = {where.entity.name if where.entity else doc.text[where.start : where.end]} if where else set()
        found.append(
            Told(
                mention,
                token,
                numbers[token.sent.start],
                family_of(mention.event_type, mention.mode),
                mention.when,
                frozenset(place),
                frozenset(parties | victims),
                frozenset(victims),
                frozenset(child.lower_ for child in token.lefts),
            )
        )
    return found


def _key(doc: Doc, entity: Entity | None, start: int, end: int) -> str:
    return entity.name if entity is not None else doc.text[start:end].casefold()


def _evidence(told: Told, group: Group, near: frozenset[frozenset[str]]) -> float:
    """How much speaks for a mention telling of a group's event; below zero where something speaks against it."""
    if not _family_agrees(told, group) or not _realis_agrees(told, group):
        return -1.0
    if any(_dates_conflict(told.day, other.day) for other in group.told):
        return -1.0
    if any(_places_conflict(told, other, near) for other in group.told):
        return -1.0
    same_sentence = [other for other in group.told if other.sentence == told.sentence]
    if not same_sentence and not any(_modes_agree(told.mention.mode, other.mention.mode) for other in group.told):
        return -1.0
    if told.words & INDEFINITE and not same_sentence:
        return -1.0
    return _support(told, group, same_sentence)


def _support(told: Told, group: Group, same_sentence: list[Told]) -> float:
    distance = min(abs(told.sentence - other.sentence) for other in group.told)
    total = 0.0
    mode = told.mention.mode
    is_vague = mode in VAGUE
    for other in same_sentence:
        if is_vague or other.mention.mode in VAGUE or told.day is other.day is not None:
            total += 2.0
            break
    if told.token.pos_ in ("NOUN", "PROPN") and told.words & DEFINITE:
        total += 2.0
    if told.day and any(other.day and _same_day(told.day, other.day) for other in group.told):
        total += 1.5
    if told.places and any(told.places & other.places for other in group.told):
        total += 1.0
    if told.victims and any(told.victims & other.victims for other in group.told):
        total += 2.0
    elif told.victims and told.mention.mode in ("killing", "assassination", "shooting") and not same_sentence:
        total -= 1.0 * any(other.victims for other in group.told)
    if told.parties and any(told.parties & other.parties for other in group.told):
        total += 0.5
    if distance <= NEAR:
        total += 1.5 if is_vague else 1.0
    if mode == group.told[0].mention.mode and not same_sentence:
        total += 0.75
    return total + min(len(group.told), 5) * 0.05


def _family_agrees(told: Told, group: Group) -> bool:
    families = {other.family for other in group.told}
    if told.family in families:
        return True
    outcome = told.mention.mode in OUTCOMES
    return (outcome and bool(families & {"mishap", "arson", "violence"})) or (
        told.family == "mishap" and all(other.mention.mode in OUTCOMES for other in group.told)
    )


def _modes_agree(left: str | None, right: str | None) -> bool:
    return left == right or left in VAGUE or right in VAGUE or (left in BLASTS and right in BLASTS)


def _realis_agrees(told: Told, group: Group) -> bool:
    first = group.told[0].mention.realis
    mine = told.mention.realis
    if mine in ("actual", "alleged"):
        return first in ("actual", "alleged")
    return mine == first and mine in CLAIMED


def _dates_conflict(left: Timex | None, right: Timex | None) -> bool:
    if left is None or right is None or None in (left.earliest, left.latest, right.earliest, right.latest):
        return False
    return left.earliest > right.latest or right.earliest > left.latest  # type: ignore[operator]


def _same_day(left: Timex, right: Timex) -> bool:
    return left.earliest == left.latest and (left.earliest, left.latest) == (right.earliest, right.latest)


def _places_conflict(told: Told, other: Told, near: frozenset[frozenset[str]]) -> bool:
    mine, its = told.mention.where, other.mention.where
    if mine is None or its is None or told.places & other.places or told.sentence == other.sentence:
        return False
    if mine.place_precision not in TOWNS or its.place_precision not in TOWNS:
        return False
    return frozenset((*told.places, *other.places)) not in near


def _neighbouring_places(doc: Doc) -> frozenset[frozenset[str]]:
    """Pairs of places that the text sets side by side, as it does one and the greater it lies in."""
    places = [m for m in doc._.mentions if m.entity_type == "place"]
    pairs = set()
    for left, right in zip(places, places[1:], strict=False):
        if right.start - left.end <= 20:
            names = (m.entity.name if m.entity else doc.text[m.start : m.end] for m in (left, right))
            pairs.add(frozenset(names))
    return frozenset(pairs)
