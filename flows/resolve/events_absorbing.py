"""What an article leaves unsaid: passages that say no day or place of their own tell of its main event."""

from __future__ import annotations

from datetime import date

from flows.layers import Participant
from flows.resolve.events_grouping import Group, agrees
from flows.resolve.events_told import CLAIMED, OUTCOMES, Told

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


def rejoin(main: Group, groups: list[Group]) -> list[Group]:
    """The groups, with those that only point back given to an earlier one of the same day and country."""
    kept: list[Group] = []
    for group in groups:
        points_back = group is not main and all(told.points_back for told in group.told)
        earlier = next((g for g in kept if points_back and _when_where(g) == _when_where(group) is not None), None)
        if earlier is not None and all(agrees(told, earlier) for told in group.told):
            earlier.told = sorted(earlier.told + group.told, key=lambda told: told.token.i)
        else:
            kept.append(group)
    return kept


def _when_where(group: Group) -> tuple[date, str] | None:
    """The one day and the one country of a group, if all that it says of them agrees."""
    days = {told.day.earliest for told in group.told if told.day and told.day.earliest == told.day.latest}
    sites = (told.mention.where for told in group.told)
    countries = {code for where in sites if where and (code := where.country_code)}
    day, country = next(iter(days), None), next(iter(countries), None)
    return (day, country) if len(days) == len(countries) == 1 and day and country else None


def _is_adrift(group: Group, main: Group) -> bool:
    """Whether a group says no day and no known place of its own.

    It then points back, tells only what came of a deed, or stands among the sentences that tell of the main event.
    """
    elsewhere = (told for told in group.told if told.precision)
    if any(told.day for told in group.told) or not all(any(_is_there(t, m) for m in main.told) for t in elsewhere):
        return False
    if any(told.named for told in group.told) and any(told.named for told in main.told):
        return False
    among = any(abs(told.sentence - other.sentence) <= AMONG for told in group.told for other in main.told)
    named = any(told.named for told in group.told)
    if among and not (named and len({told.sentence for told in main.told}) > 1 and not _is_close(group, main)):
        return True
    return not named and all(
        told.mode in OUTCOMES or told.by_known_means or (told.is_noun and told.is_definite) for told in group.told
    )


def _is_there(told: Told, other: Told) -> bool:
    """Whether two are put in one place, or one in the country of the other."""
    if told.places & other.places:
        return True
    return told.country is not None and told.country == other.country and "country" in (told.precision, other.precision)


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
    """Count with "five others" those told of before, and as wounded none of those who were stabbed to death."""
    if any(told.mention.killed or told.mode in ("killing", "death") for told in group.told):
        for told in group.told:
            told.mention.wounded = None if told.mode == "stabbing" else told.mention.wounded
    for kind in ("killed", "wounded"):
        before = 0
        for told in group.told:
            count = getattr(told.mention, kind)
            if count is None:
                continue
            if before and (told.beside or (told.is_also and before == 1)):
                setattr(told.mention, kind, count + before)
            before = max(before, getattr(told.mention, kind))
