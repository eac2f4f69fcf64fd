"""Where an event took place when no words of its own say so: the place its sentences are about, or the one country."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from flows import gazetteer
from flows.countries import lexicon
from flows.layers import Mention
from flows.resolve.events_grouping import Group
from flows.resolve.events_told import TOWNS
from flows.resolve.places_filed import filed_from

LOCATIVE = frozenset({"in", "at", "near", "on", "outside"})
#: What "of" may follow before a place name: the town of, the outskirts of.
PARTS = frozenset(lexicon("event_words")["parts"])
HARM = frozenset({"violence", "mishap", "kidnapping", "arson", "robbery"})
#: More than this share of an article's places and peoples are of the country in which it all happened.
MOST = 0.5
FEWEST = 2  # cues
FILED = 1  # how many more cues a dateline is worth
#: Types of event whose country goes without saying where an article is all about one.
DEEDS = frozenset({"assault", "accident", "disaster", "coerce", "protest"})


def place_events(doc: Doc, groups: list[Group], main: Group) -> None:
    """Give events told without a known place the one that stands in their own sentences and tells of no other event.

    The main event may take it from the sentence before its first, and a town where its own words only say the country.
    Failing that, an article all about one country tells of what happened in that country, and one that names no place
    but that of its dateline tells of what happened there.
    """
    known_names = [
        m for m in doc._.mentions if m.entity_type == "place" and m.kind == "name" and m.place_key is not None
    ]
    filed = _filed_from(doc, known_names)
    code = _one_country(doc, known_names)
    sentences = [(span.start_char, span.end_char) for span in doc.sents]
    for group in groups:
        if group.told[0].mention.event_type in DEEDS:
            for told in group.told:
                told.mention.country_code = code
        known = [t.mention.where for t in group.told if t.mention.where and t.mention.where.place_key]
        if group.told[0].family not in HARM or any(m.place_precision in TOWNS for m in known):
            continue
        if known and group is not main:
            continue
        others = {told.sentence for other in groups if other is not group for told in other.told}
        numbers = sorted({told.sentence for told in group.told})
        if group is main and numbers[0] > 0:
            numbers.append(numbers[0] - 1)
        inside = [m for n in numbers if n not in others for m in _sites(doc, *sentences[n])]
        towns = [m for m in inside if m.place_precision in TOWNS]
        if known:
            codes = {m.country_code for m in known}
            found = next((m for m in towns if m.country_code in codes), None)
        else:
            found = next(iter(towns or inside), filed)
        if found is not None:
            group.told[0].mention.where = found


def _sites(doc: Doc, start: int, end: int) -> Iterator[Mention]:
    """The known places that a stretch of text says something is at."""
    for mention in doc._.mentions:
        if not start <= mention.start < end or mention.entity_type != "place" or mention.place_key is None:
            continue
        if mention.kind == "name" and _is_site(doc[mention.head]):
            yield mention


def _is_site(head: Token) -> bool:
    if head.dep_ != "pobj":
        return False
    return head.head.lower_ in LOCATIVE or (head.head.lower_ == "of" and head.head.head.lower_ in PARTS)


def _one_country(doc: Doc, known: list[Mention]) -> str | None:
    """The country that most places and peoples of the article are of, if there are several such cues."""
    counts = Counter(mention.country_code for mention in known if mention.country_code)
    counts.update(code for t in doc if t.ent_type_ == "NORP" and (code := gazetteer.country_of_demonym(t.text)))
    if (filed := filed_from(doc.text, known)) is not None and filed.country_code:
        counts[filed.country_code] += FILED
    code, times = counts.most_common(1)[0] if counts else (None, 0)
    return code if times >= FEWEST and times > MOST * counts.total() else None


def _filed_from(doc: Doc, known: list[Mention]) -> Mention | None:
    """The town of the article's dateline, where the article names no other place in its country."""
    first = filed_from(doc.text, known)
    if first is None or first.place_precision not in TOWNS:
        return None
    others = (m for m in known if m.place_key != first.place_key and m.country_code == first.country_code)
    return first if all(m.place_precision == "country" for m in others) else None
