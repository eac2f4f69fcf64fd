"""What an article leaves unsaid: passages that say no day or place of their own tell of its main event."""

from __future__ import annotations

from spacy.tokens import Doc

from flows.layers import Mention
from flows.resolve.events_grouping import Group, agrees
from flows.resolve.events_told import OUTCOMES, TOWNS

AMONG = 2  # sentences
LOCATIVE = frozenset({"in", "at", "near", "on", "outside"})


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
    """Whether a group says no day, no known place and no name, and points back, tells only what came of a deed, or
    stands among the sentences that tell of the main event."""
    if any(told.day or told.precision for told in group.told):
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


def place(doc: Doc, group: Group, groups: list[Group]) -> None:
    """Give an event told without a place the one place of its own sentences, or of the one before its first."""
    if any(told.mention.where is not None and told.mention.where.geonames_id for told in group.told):
        return
    others = {told.sentence for other in groups if other is not group for told in other.told}
    sentences = list(doc.sents)
    numbers = [told.sentence for told in group.told if told.sentence not in others]
    first = group.told[0].sentence
    for number in [*numbers, *([first - 1] if first and first - 1 not in others else [])]:
        span = sentences[number]
        inside = [m for m in doc._.mentions if span.start_char <= m.start < span.end_char and _is_site(doc, m)]
        if inside:
            group.told[0].mention.where = next((m for m in inside if m.place_precision in TOWNS), inside[0])
            return


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


def _is_site(doc: Doc, mention: Mention) -> bool:
    if mention.entity_type != "place" or mention.geonames_id is None or mention.kind != "name":
        return False
    head = doc[mention.head]
    return head.dep_ == "pobj" and head.head.lower_ in LOCATIVE

