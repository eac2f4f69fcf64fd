"""Where an event took place when no words of its own say so: the place its sentences are about, or the one country."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from spacy.tokens import Doc

from flows.layers import Mention
from flows.resolve.events_grouping import Group
from flows.resolve.events_told import TOWNS, country_of

LOCATIVE = frozenset({"in", "at", "near", "on", "outside"})
HARM = frozenset({"violence", "mishap", "kidnapping", "arson", "robbery"})
#: The share of an article's places that must lie in one country for that to be where it all happened.
ONE_COUNTRY = 0.8


def place_events(doc: Doc, groups: list[Group], main: Group) -> None:
    """Give events told without a known place the one that stands in their own sentences and tells of no other event.

    The main event may take it from the sentence before its first. Failing that, an article all about one country tells
    of what happened in that country.
    """
    country = _one_country(doc)
    sentences = [(span.start_char, span.end_char) for span in doc.sents]
    for group in groups:
        if group.told[0].family not in HARM or any(t.mention.where and t.mention.where.geonames_id for t in group.told):
            continue
        others = {told.sentence for other in groups if other is not group for told in other.told}
        numbers = [told.sentence for told in group.told]
        if group is main and numbers[0] > 0:
            numbers.append(numbers[0] - 1)
        inside = [m for n in numbers if n not in others for m in _sites(doc, *sentences[n])]
        found = next((m for m in inside if m.place_precision in TOWNS), inside[0] if inside else country)
        if found is not None:
            group.told[0].mention.where = found


def _sites(doc: Doc, start: int, end: int) -> Iterator[Mention]:
    """The known places that a stretch of text says something is at."""
    for mention in doc._.mentions:
        if start <= mention.start < end and mention.entity_type == "place" and mention.geonames_id is not None:
            head = doc[mention.head]
            if mention.kind == "name" and head.dep_ == "pobj" and head.head.lower_ in LOCATIVE:
                yield mention


def _one_country(doc: Doc) -> Mention | None:
    """The country by name that nearly all places of the article lie in."""
    known = [m for m in doc._.mentions if m.entity_type == "place" and m.kind == "name" and m.geonames_id is not None]
    counts = Counter(code for mention in known if (code := country_of(mention)))
    if not counts:
        return None
    code, times = counts.most_common(1)[0]
    if times < ONE_COUNTRY * sum(counts.values()):
        return None
    return next((m for m in known if m.place_precision == "country" and country_of(m) == code), None)
