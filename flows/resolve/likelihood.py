"""Persons of different articles weighed as one by the Fellegi–Sunter model: names that agree in part, and company kept.

Compared are full names of one family name whose given names can be one: written as an initial, short, or in another
spelling. A pair's weight is the sum of log2(m/u) of what is compared, m being how often it is so for one person and u
how often for two of that family name; the weights are set by hand, for rare agreements low rather than high. The prior
is that one of those with the family name is meant: the more bear it, the less the rest proves.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from math import inf, log2

import duckdb

from flows.names import is_kunya, one_given_name, one_spelling, person_words, short_names, sound_key

#: log2(m/u) of how two given names agree.
EXACT, SHORT, SPELLED, INITIAL = 6.0, 4.0, 4.0, 1.5
#: … of family names in two spellings, of middle names where both have one, and where only one has.
OTHER_SPELLING, MIDDLE, NO_MIDDLE = -1.0, 3.0, -0.5
#: … of the company they keep: none shared, and each shared name, rarer ones more (at most).
ALONE, COMPANY = -3.0, 4.0
#: A pair is one from this weight on, that is at 0.97.
ENOUGH = 5.0
#: A family name that more bear proves nothing.
MOST_BEARERS = 40

#: Whom each of some persons is named beside, and in how many articles those are named.
COMPANY_OF = """
WITH named AS (
    SELECT DISTINCT article_id, entity_id FROM main.mentions WHERE mention_kind = 'name' AND entity_id IS NOT NULL
), met AS (
    SELECT DISTINCT n.entity_id, o.entity_id AS other FROM named n JOIN named o USING (article_id)
    WHERE n.entity_id IN (SELECT unnest(?::VARCHAR[]))
), often AS (
    SELECT entity_id AS other, count(*) AS articles FROM named GROUP BY entity_id
)
SELECT entity_id, other, articles FROM met JOIN often USING (other)
"""
PERSONS = r"""
SELECT n.entity_id, regexp_replace(trim(n.name), '\s+', ' ', 'g') AS name
FROM {names} n
WHERE n.name_kind = 'primary' AND n.entity_id IN (
    SELECT entity_id FROM main.mentions WHERE mention_kind = 'name' AND entity_id IN (SELECT entity_id FROM {names})
    GROUP BY entity_id HAVING mode(entity_type ORDER BY entity_type) = 'person')
GROUP BY ALL ORDER BY ALL
"""


@dataclass(frozen=True, slots=True)
class Person:
    """A person as named most fully."""

    entity_id: str
    words: tuple[str, ...]


def likely_merges(
    connection: duckdb.DuckDBPyConnection, names: str = "main.entity_names"
) -> Iterator[tuple[str, str, float, str]]:
    """`left_id, right_id, score, method` of pairs that are more likely one than two, where no third is as likely.

    Reads the table `names` and `main.mentions`.
    """
    pairs = [
        (one, other, weight - log2(len(block)), at)
        for at, block in enumerate(_blocks(connection, names))
        for one, other in combinations(block, 2)
        if (weight := _names(one.words, other.words)) is not None
    ]
    company = Company(connection, {person.entity_id for one, other, *_ in pairs for person in (one, other)})
    likely: dict[int, list[tuple[Person, Person, float]]] = defaultdict(list)
    for one, other, weight, at in pairs:
        total = weight + company.kept(one.entity_id, other.entity_id)
        if total >= ENOUGH:
            likely[at].append((one, other, total))
    for weighed in likely.values():
        bearers = Counter(person for one, other, _ in weighed for person in (one, other))
        for one, other, total in weighed:
            if bearers[one] == bearers[other] == 1:
                score = round(1 / (1 + 2**-total), 3)
                yield other.entity_id, one.entity_id, score, f"likelihood: {' '.join(other.words)}"


class Company:
    """Whom some persons are named beside."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, entity_ids: Iterable[str]) -> None:
        """Look up all articles that name the persons."""
        ((self._articles,),) = connection.execute("SELECT count(DISTINCT article_id) FROM main.mentions").fetchall()
        self._met: dict[str, dict[str, int]] = defaultdict(dict)
        for entity_id, other, articles in connection.execute(COMPANY_OF, [sorted(entity_ids)]).fetchall():
            self._met[entity_id][other] = articles

    def kept(self, one: str, other: str) -> float:
        """What it weighs that both are named beside the same; an article that tells the two apart weighs all."""
        met, there = self._met[one], self._met[other]
        if one in there or other in met:
            return -inf
        shared = sorted(met.keys() & there.keys())
        return min(sum(log2(self._articles / met[each]) for each in shared), COMPANY) if shared else ALONE


def _blocks(connection: duckdb.DuckDBPyConnection, names: str) -> list[list[Person]]:
    """Persons with the same family name, as it sounds."""
    found: dict[str, dict[str, Person]] = defaultdict(dict)
    rows = connection.execute(PERSONS.format(names=names)).fetchall()
    for entity_id, name in sorted(rows, key=lambda row: -len(row[1])):
        words = person_words(name)
        if len(words) > 1 and not is_kunya(words[0]) and len(words[-1]) > 1:
            found[sound_key(words[-1])].setdefault(entity_id, Person(entity_id, words))
    return [list(block.values()) for block in found.values() if 1 < len(block) <= MOST_BEARERS]


def _names(one: tuple[str, ...], other: tuple[str, ...]) -> float | None:
    """What two full names say for or against one bearer; None where they can't be one's."""
    if one == other or not one_given_name(one[0], other[0]):
        return None
    if one[-1] != other[-1] and not one_spelling(one[-1], other[-1]):
        return None
    weight = _given(one[0], other[0]) + (0 if one[-1] == other[-1] else OTHER_SPELLING)
    middle, between = one[1:-1], other[1:-1]
    if middle and between:
        same = len(middle) == len(between) and all(map(one_given_name, middle, between))
        return weight + MIDDLE if same else None
    return weight + (NO_MIDDLE if middle or between else 0)


def _given(one: str, other: str) -> float:
    if one == other:
        return EXACT if len(one) > 1 else INITIAL
    if 1 in (len(one), len(other)):
        return INITIAL
    return SHORT if other in short_names().get(one, ()) or one in short_names().get(other, ()) else SPELLED
