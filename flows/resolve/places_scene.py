"""The countries and divisions that an article is about."""

from __future__ import annotations

from collections.abc import Iterable
from math import log

from flows.countries import country_of_demonym
from flows.layers import Entity, Mention
from flows.resolve.places_choice import Key, Settled

FILED = 2.0  # a dateline's town tells as much as two more places
DEMONYM = 0.5  # a "French" tells half of what a "France" does


class Scene:
    """The countries and divisions that an article is about, by how much it speaks of them."""

    def __init__(self, text: str, mentions: Iterable[Mention]) -> None:
        """Start with the peoples named in it."""
        self._told: dict[Key, float] = {}
        self._by: dict[Entity, dict[Key, float]] = {}
        for mention in mentions:
            if mention.entity_type == "group" and (code := country_of_demonym(text[mention.start : mention.end])):
                self._told[code, None] = self._told.get((code, None), 0.0) + DEMONYM

    def add(self, entity: Entity, settled: Settled | None, *, is_filed: bool = False) -> None:
        """Count in what an entity means, as far as that is sure; more where the article was filed from there."""
        if settled is None or not (code := settled.reading.place.country_code):
            return
        amount = settled.score * (1 + log(len(entity.mentions)) + FILED * is_filed)
        mine: dict[Key, float] = {(code, None): amount}
        if division := settled.reading.place.admin1_code:
            mine[code, division] = amount
        self._by[entity] = mine
        for key in mine:
            self._told[key] = self._told.get(key, 0.0) + amount

    def countries(self) -> dict[str, float]:
        """How much the article speaks of each country."""
        return {code: amount for (code, division), amount in self._told.items() if division is None}

    def shares(self, entity: Entity) -> dict[Key, float]:
        """The share of each country and division in the article, without what this entity adds."""
        mine = self._by.get(entity, {})
        left = {key: amount - mine.get(key, 0.0) for key, amount in self._told.items()}
        total = sum(amount for (_, division), amount in left.items() if division is None)
        return {key: amount / total for key, amount in left.items()} if total > 0.01 else {}
