"""What an article leaves unsaid: passages that say no day or place of their own tell of its main event."""

from __future__ import annotations

from flows.layers import Participant
from flows.resolve.events_grouping import Group, agrees
from flows.resolve.events_told import CLAIMED, OUTCOMES

AMONG = 3  # sentences


def absorb(main: Group, groups: list[Group]) -> list[Group]:
    """The groups after the main one has taken in those that nothing but their distance kept apart from it."""
    kept = []
    for group in groups:
        if group is not main and _is_adrift(group, main) and all(agrees(told, main) for told in group.told):
            main.told += group.told
        else:
            kept.append(group)
    main.told.sort(key=lambda told: told.token.i)
    return kept


def _is_adrift(group: Group, main: Group) -> bool:
    """Whether a group says no day and no known place of its own.

    It then points back, tells only what came of a deed, or stands among the sentences that tell of the main event.
    """
    elsewhere = (told for told in group.told if told.precision)
    if any(told.day for told in group.told) or not all(any(t.places & m.places for m in main.told) for t in elsewhere):
        return False
    if any(told.named for told in group.told) and any(told.named for told in main.told):
        return False
    among = any(abs(told.sentence - other.sentence) <= AMONG for told in group.told for other in main.told)
    named = any(told.named for told in group.told)
    if among and not (named and len({told.sentence for told in main.told}) > 1 and not _is_close(group, main)):
        return True
    return not named and all(told.mode in OUTCOMES or (told.is_noun and told.is_definite) for told in group.told)


def _is_close(group: Group, main: Group) -> bool:
    return any(abs(told.sentence - other.sentence) <= 1 for told in group.told for other in main.told)


def add_claims(groups: list[Group]) -> None:
    """Lay a claim of responsibility to the deed of its own sentence or of the ones just before."""
    deeds = [told for group in groups for told in group.told if told.family in ("violence", "kidnapping", "arson")]
    for claim in (told for group in groups for told in group.told if told.mode == "claim"):
        before = [t for t in deeds if 0 <= claim.sentence - t.sentence <= AMONG and t.mention.realis in CLAIMED]
        if claim.mention.realis not in CLAIMED or not before:
            continue
        deed = max(before, key=lambda t: (t.sentence, t.token.i))
        known = {(p.start, p.end) for p in deed.mention.participants}
        for party in claim.mention.participants:
            if party.role == "actor" and (party.start, party.end) not in known:
                deed.mention.participants.append(Participant("claimant", party.start, party.end, party.entity, True))


def add_others(group: Group) -> None:
    """Count with "five others" those told of before."""
    for kind in ("killed", "wounded"):
        before = 0
        for told in group.told:
            count = getattr(told.mention, kind)
            if count is None:
                continue
            if told.beside and before:
                setattr(told.mention, kind, count + before)
            before = max(before, getattr(told.mention, kind))
