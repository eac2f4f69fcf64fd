"""Whether what some articles tell of one event bears with what others tell of another, taken as a whole."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import product
from statistics import fmean

import duckdb

#: Days that tellings of one event may be apart.
DAYS = 3
#: Less than one pair of tellings in so many may be of other days or countries: misread, or a slip of the article.
SLIPS = 4

#: Of the events that may be joined.
TELLINGS = """
SELECT event_id, article_id, days, countries FROM telling
WHERE event_id IN (SELECT left_id FROM rated UNION ALL SELECT right_id FROM rated)
"""
WEIGHTS = "SELECT left_id, left_article, right_id, right_article, weight FROM rated"


@dataclass(frozen=True, slots=True)
class Telling:
    """What an article says of an event."""

    event_id: str
    article_id: str
    days: tuple[date, ...]
    countries: frozenset[str]

    def contradicts(self, other: Telling) -> bool:
        """Whether the two are of other days or other countries."""
        if self.days and other.days and min(abs((a - b).days) for a in self.days for b in other.days) > DAYS:
            return True
        return bool(self.countries and other.countries and not self.countries & other.countries)


class Bearing:
    """The tellings of each event, joined as events are."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, enough: float) -> None:
        """Look up the tellings and the weights of their pairs; `enough` is the least mean weight."""
        self._enough = enough
        self._told: dict[str, list[Telling]] = defaultdict(list)
        for event_id, article_id, days, countries in connection.execute(TELLINGS).fetchall():
            self._told[event_id].append(Telling(event_id, article_id, tuple(days), frozenset(countries)))
        self._weights: dict[frozenset[tuple[str, str]], float] = {}
        for left, left_article, right, right_article, weight in connection.execute(WEIGHTS).fetchall():
            self._weights[frozenset(((left, left_article), (right, right_article)))] = weight

    def bears(self, one: str, other: str) -> bool:
        """Whether two events may be joined.

        No article may tell of both, for it tells them apart; few pairs of tellings may be of other days or countries;
        and those that were weighed must be enough in the mean.
        """
        pairs = list(product(self._told[one], self._told[other]))
        if any(a.article_id == b.article_id for a, b in pairs):
            return False
        if sum(a.contradicts(b) for a, b in pairs) * SLIPS >= len(pairs):
            return False
        keys = (frozenset(((a.event_id, a.article_id), (b.event_id, b.article_id))) for a, b in pairs)
        weights = [weight for key in keys if (weight := self._weights.get(key)) is not None]
        return bool(weights) and fmean(weights) >= self._enough

    def join(self, gone: str, head: str) -> None:
        """Make one event of two."""
        self._told[head] += self._told.pop(gone)
