"""Where the places of an article are: each place entity's entry in the gazetteer.

A name is settled by what is printed beside it ("London, Ontario"), by which countries and states the article is about,
and by what is usually meant by it. What stays open gets no entry.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from flows.countries import fold
from flows.layers import Entity, Mention
from flows.resolve.places_beside import beside
from flows.resolve.places_choice import Settled, around_it, chosen
from flows.resolve.places_filed import filed_from
from flows.resolve.places_hidden import hidden
from flows.resolve.places_readings import Reading, readings
from flows.resolve.places_scene import Scene
from schemas.contract import Record, record_id

FACTORY = "dateline_places"
ROUNDS = 4


@Language.component(FACTORY, requires=["doc._.mentions", "doc._.entities"], assigns=["doc._.entities"])
def read_places(doc: Doc) -> Doc:
    """Gives place mentions their entry in the gazetteer, and place entities the id of that entry."""
    text = doc._.document.text
    scene = Scene(text, doc._.mentions)
    _tell(scene, text, _places(text, doc._.entities))
    _uncover(text, doc._.entities, scene)
    found = _places(text, doc._.entities)
    around = beside(text, found)
    for entity, options in found.items():
        near = around[entity]
        if settled := chosen(options, near, scene.shares(entity)) or around_it(entity.name, near):
            _settle(entity, settled)
    doc._.entities = _united(doc._.entities)
    return doc


def _uncover(text: str, entities: list[Entity], scene: Scene) -> None:
    """Gives hidden places their type; each found can show the next of a list."""
    for _ in range(ROUNDS):
        found = hidden(text, entities, scene.countries())
        for entity in found:
            entity.entity_type = "place"
            for mention in entity.mentions:
                mention.entity_type = "place"
        if not found:
            break


def _places(text: str, entities: list[Entity]) -> dict[Entity, tuple[Reading, ...]]:
    """The place entities with what their names may mean."""
    return {entity: _readings(text, entity) for entity in entities if entity.entity_type == "place"}


def _tell(scene: Scene, text: str, found: dict[Entity, tuple[Reading, ...]]) -> None:
    """Counts in what the names of places mean without regard to what else the article speaks of."""
    around = beside(text, found)
    filed = filed_from(text, sorted((m for entity in found for m in entity.mentions), key=lambda m: m.start))
    for entity, options in found.items():
        scene.add(entity, chosen(options, around[entity], {}), is_filed=filed is not None and filed.entity is entity)


def records(_doc: Doc) -> Iterator[Record]:
    """Nothing: the rows of mentions say it."""
    return iter(())


def _names(text: str, entity: Entity) -> list[str]:
    """The names of an entity, the fullest first, then as printed."""
    printed = (" ".join(text[m.start : m.end].split()) for m in entity.mentions if m.kind == "name")
    return list(dict.fromkeys((entity.name, *printed)))


def _readings(text: str, entity: Entity) -> tuple[Reading, ...]:
    """What the first of an entity's names that the gazetteer knows may mean."""
    return next((known for name in _names(text, entity) if (known := readings(name))), ())


def _settle(entity: Entity, settled: Settled) -> None:
    """Gives an entity and its mentions the entry they mean; what isn't itself an entry keeps an id of its own."""
    reading, place = settled.reading, settled.reading.place
    for mention in entity.mentions:
        if mention.entity_type == "place":
            mention.place_key, mention.geonames_id = place.key, place.geonames_id
            mention.country_code = place.country_code
            mention.place_precision, mention.place_score = reading.precision, settled.score
            mention.place_runner_up = settled.runner_up.key if settled.runner_up else None
    if reading.is_itself:
        entity.entity_id = record_id("place", place.geonames_id or place.key)
    else:
        entity.entity_id = record_id("place", fold(entity.name), place.key)


def _united(entities: list[Entity]) -> list[Entity]:
    """The entities, those that proved to be one place put together."""
    first: dict[str, Entity] = {}
    for entity in entities:
        other = first.setdefault(entity.entity_id, entity)
        if other is not entity:
            other.description = other.description or entity.description
            _join(other, entity.mentions)
    return list(first.values())


def _join(entity: Entity, mentions: list[Mention]) -> None:
    for mention in mentions:
        mention.entity = entity
    entity.mentions = sorted((*entity.mentions, *mentions), key=lambda mention: mention.start)
