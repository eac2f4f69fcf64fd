"""Which event mentions of one article tell of the same event.

A mention joins the earlier event that most speaks for, if enough does; kind, realis, date or place speaking against it
keeps it apart. A wrong merge mixes two stories, a missed one only tells a story twice.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc

from flows.layers import Timex
from flows.resolve.events_told import CLAIMED, OUTCOMES, Told, comes_after, linked, told_in

#: Modes that leave open how it was done, and so agree with every other mode of their family.
VAGUE = frozenset({"attack", "killing", "massacre", "assassination", "ambush", "accident", "raid", "battle", *OUTCOMES})
BLASTS = frozenset({"bombing", "suicide_bombing", "gas_explosion"})
#: Kinds of mishap that come together: a crash and the fire after it.
MISHAPS = frozenset({"crash", "fire", "collapse", "sinking", "derailment", "gas_explosion", "stampede"})
INDEFINITE = frozenset(
    {"a", "an", "another", "second", "third", "fourth", "other", "previous", "earlier", "similar", "separate", "new"}
)
#: A mention joins an earlier event when this much speaks for it.
ENOUGH = 2.0
LEDE = 4  # sentences
AFTERWARDS = 14  # days


@dataclass(slots=True)
class Group:
    """Mentions of one event."""

    told: list[Told] = field(default_factory=list)

    @property
    def last(self) -> Told:
        """The mention told last."""
        return self.told[-1]


def groups_of(doc: Doc) -> list[Group]:
    """The article's event mentions, grouped by event, in the order each is first told."""
    groups: list[Group] = []
    near = _neighbouring_places(doc)
    for told in told_in(doc):
        rated = [(_evidence(told, group, near), group.last.token.i, group) for group in groups]
        best = max(rated, key=lambda rate: rate[:2], default=None)
        if best is not None and best[0] >= ENOUGH:
            best[2].told.append(told)
        else:
            groups.append(Group([told]))
    return groups


def agrees(told: Told, group: Group) -> bool:
    """Whether nothing in kind, realis or time speaks against a mention telling of a group's event."""
    if not _family_agrees(told, group) or not _realis_agrees(told, group) or told.words & INDEFINITE:
        return False
    if any(_dates_conflict(when, other.day) for when in told.background for other in group.told):
        return False
    return any(_modes_agree(told, other) for other in group.told)


def _evidence(told: Told, group: Group, near: frozenset[frozenset[str]]) -> float:
    """How much speaks for a mention telling of a group's event; below zero where something speaks against it."""
    if not _family_agrees(told, group) or not _realis_agrees(told, group):
        return -1.0
    if any(_days_conflict(told, other) or _parted(told, other) for other in group.told):
        return -1.0
    if _places_conflict(told, group, near):
        return -1.0
    if any(_bound(told, other, near) for other in group.told):
        return 3.0
    if any(_dates_conflict(when, other.day) for when in told.background for other in group.told):
        return -1.0
    if not any(_modes_agree(told, other) for other in group.told) or (
        told.words & INDEFINITE and not _ensues(told, group)
    ):
        return -1.0
    return _support(told, group, near)


def _ensues(told: Told, group: Group) -> bool:
    """Whether a mishap of another kind than the one just told comes with it: a collapse, and the blast before it."""
    last = group.last
    return told.mode != last.mode and {told.mode, last.mode} <= MISHAPS and told.sentence - last.sentence <= 1


def _support(told: Told, group: Group, near: frozenset[frozenset[str]]) -> float:
    distance = min(told.sentence - other.sentence for other in group.told)
    total = min(len(group.told), 6) * 0.1
    if told.points_back or (told.is_noun and _ensues(told, group)):
        is_new = told.paragraph != group.last.paragraph and any(other.day for other in group.told)
        at_hand = distance <= 1 and not is_new
        total += 2.0 + (1.0 if at_hand else 0.5 if group.told[0].sentence < LEDE else 0.0)
    elif told.mode in VAGUE and distance <= 1:
        total += 1.9 if not told.named else 1.2
    elif distance <= 2:
        total += 1.0
    if distance == 0 and (told.mode in OUTCOMES or any(other.mode in OUTCOMES for other in group.told)):
        total += 1.0
    total += 0.75 * any(told.mode == other.mode for other in group.told)
    new = -0.25 if distance <= 2 and told.mode != "attack" else -1.0  # what the event was not told with before
    if told.day is not None:
        total += 1.5 if any(other.day is not None for other in group.told) else new
    if told.places:
        total += 1.0 if any(_places_agree(told, other, near) for other in group.told) else new
    if told.victims and any(told.victims & other.victims for other in group.told):
        total += 3.0 if told.named else 2.0  # somebody in person is seldom a victim twice
    elif told.named and any(other.named for other in group.told):
        total -= 1.5
    return total + 0.5 * any(told.parties & other.parties for other in group.told)


def _bound(told: Told, other: Told, near: frozenset[frozenset[str]]) -> bool:
    """Whether one sentence tells both as one: bound by its grammar, or on one date and in no two places."""
    if other.sentence != told.sentence:
        return False
    if linked(told, other) or (told.mode in OUTCOMES and other.mode in OUTCOMES):
        return True
    one_date = told.day is not None and told.day is other.day
    return one_date and (not told.places or not other.places or _places_agree(told, other, near))


def _family_agrees(told: Told, group: Group) -> bool:
    families = {other.family for other in group.told}
    if told.family in families:
        return True
    if told.mode in OUTCOMES:
        return bool(families & {"mishap", "arson", "violence"} or (told.mode != "killing" and families & {"riot"}))
    return told.family in ("mishap", "arson") and all(other.mode in OUTCOMES for other in group.told)


def _modes_agree(told: Told, other: Told) -> bool:
    left, right = told.mode, other.mode
    if left == right or left in VAGUE or right in VAGUE:
        return True
    return any(left in alike and right in alike for alike in (BLASTS, MISHAPS))


def _realis_agrees(told: Told, group: Group) -> bool:
    first, mine = group.told[0].mention.realis, told.mention.realis
    if mine in ("actual", "alleged"):
        return first in ("actual", "alleged")
    return mine == first and mine in CLAIMED


def _days_conflict(told: Told, other: Told) -> bool:
    """Whether the two happened on different days. Somebody may die some days after the deed."""
    if not _dates_conflict(told.day, other.day):
        return False
    if told.mode != "death" or told.day is None or other.day is None:
        return True
    if not told.victims & other.victims and told.sentence - other.sentence > 2:
        return True
    gap = (told.day.earliest - other.day.latest).days if told.day.earliest and other.day.latest else -1
    return not 0 < gap <= AFTERWARDS


def _dates_conflict(left: Timex | None, right: Timex | None) -> bool:
    if left is None or right is None:
        return False
    if left.earliest is None or left.latest is None or right.earliest is None or right.latest is None:
        return False
    return left.earliest > right.latest or right.earliest > left.latest


def _places_agree(told: Told, other: Told, near: frozenset[frozenset[str]]) -> bool:
    pairs = (frozenset((mine, its)) for mine in told.places for its in other.places)
    return any(len(pair) == 1 or pair in near for pair in pairs)


def _places_conflict(told: Told, group: Group, near: frozenset[frozenset[str]]) -> bool:
    """Whether a mention is put elsewhere than all that tells of the group's event."""
    elsewhere = [other for other in group.told if told.places and other.places]
    if not elsewhere or any(_places_agree(told, other, near) for other in elsewhere):
        return False
    if any(told.country and other.country and told.country != other.country for other in elsewhere):
        return True
    if told.is_definite and any(_same_day(told.day, other.day) for other in group.told):
        return False
    return told.precision == "town" and any(other.precision == "town" for other in elsewhere)


def _same_day(left: Timex | None, right: Timex | None) -> bool:
    if left is None or right is None or left.earliest is None or left.earliest != left.latest:
        return False
    return (left.earliest, left.latest) == (right.earliest, right.latest)


def _parted(told: Told, other: Told) -> bool:
    """Whether one sentence sets the two apart in time: "killed five days after the attacks"."""
    return told.sentence == other.sentence and (comes_after(told, other) or comes_after(other, told))


def _neighbouring_places(doc: Doc) -> frozenset[frozenset[str]]:
    """Pairs of places that the text sets side by side, as it does one and the greater it lies in."""
    pairs = set()
    text, end, name = doc.text, 0, ""  # where the place before ends, and what it is called
    for mention in doc._.mentions:
        if mention.entity_type != "place" or mention.entity is None:
            continue
        beside = name and mention.start - end <= 20 and name != mention.entity.name
        if beside and text[end : mention.start].strip().lower() not in ("and", "to", "or", "from"):
            pairs.add(frozenset((name, mention.entity.name)))
        if mention.end > end:  # the Zaventem of Zaventem airport stands inside it
            end, name = mention.end, mention.entity.name
    return frozenset(pairs)
