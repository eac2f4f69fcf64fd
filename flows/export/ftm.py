"""FollowTheMoney entities, as Aleph and OpenSanctions' tools load them: JSON, one a line.

Articles are the documents that every tie and event points to as `proof`. Persons, organizations, places and vehicles
become the schema of their kind; ties become that of their type and, where FollowTheMoney has none that fits both ends,
an UnknownLink whose role says it. Schemata: FollowTheMoney 4 (https://followthemoney.tech).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

from schemas.contract import record_id

FILE = "entities.ftm.json"

Entity = dict[str, Any]
#: Kinds of entity that FollowTheMoney has; groups are peoples and faiths, which it has not.
SCHEMATA = {"person": "Person", "organization": "Organization", "place": "Address", "vehicle": "Vehicle"}
#: Ties that have a schema of their own: it, the properties of subject and object, and what each of them must be.
LINKS = {
    "member_of": ("Membership", "member", "organization", {"Person", "Organization"}, {"Organization"}),
    "leader_of": ("Directorship", "director", "organization", {"Person", "Organization"}, {"Organization"}),
    "deputy_of": ("Directorship", "director", "organization", {"Person", "Organization"}, {"Organization"}),
    "employee_of": ("Employment", "employee", "employer", {"Person"}, {"Organization"}),
    "spokesperson_of": ("Representation", "agent", "client", {"Person", "Organization"}, {"Person", "Organization"}),
    "owns": ("Ownership", "owner", "asset", {"Person", "Organization"}, {"Vehicle"}),
    "relative_of": ("Family", "person", "relative", {"Person"}, {"Person"}),
    "sibling_of": ("Family", "person", "relative", {"Person"}, {"Person"}),
    "parent_of": ("Family", "person", "relative", {"Person"}, {"Person"}),
    "spouse_of": ("Family", "person", "relative", {"Person"}, {"Person"}),
}
#: Characters in a value; FollowTheMoney refuses longer texts.
LONGEST = 60_000
NAMES = {"alias": "alias", "nom_de_guerre": "alias", "transliteration": "alias", "short": "weakAlias"}
NAMES |= {"acronym": "abbreviation", "former": "previousName"}

ARTICLES = (
    "SELECT article_id, title, authors, published_edtf, publisher, url, language, text FROM main.articles ORDER BY 1"
)
ENTITIES = """
SELECT e.entity_id, e.entity_type, e.name, e.description, e.wikidata_id, p.country_code, p.latitude, p.longitude,
       (SELECT list({'kind': n.name_kind, 'name': n.name} ORDER BY n.name_kind, n.name) FROM
           (SELECT DISTINCT name_kind, regexp_replace(name, '\\s+', ' ', 'g') AS name FROM main.entity_names n
            WHERE n.entity_id = e.entity_id) n) AS names
FROM main.entities e LEFT JOIN main.places p USING (entity_id) ORDER BY e.entity_id
"""
TIES = """
SELECT subject_id, object_id, relation_type, modality, earliest, latest, text, article_id FROM main.relations
WHERE polarity = 'positive' AND subject_id <> object_id ORDER BY relation_id
"""
EVENTS = """
SELECT e.event_id, e.title, e.event_type, e.event_mode, e.earliest, e.latest, e.country_code, p.name AS place,
       e.killed_best, e.wounded_best,
       (SELECT list(DISTINCT m.article_id ORDER BY m.article_id) FROM main.event_mentions m
        WHERE m.event_id = e.event_id) AS articles,
       (SELECT list(DISTINCT t.entity_id ORDER BY t.entity_id)
        FROM main.event_participants t JOIN main.entities n USING (entity_id)
        WHERE t.event_id = e.event_id AND n.entity_type IN ('person', 'organization')) AS parties
FROM main.events e LEFT JOIN main.entities p ON p.entity_id = e.place_id
WHERE e.realis IN ('actual', 'failed') ORDER BY e.event_id
"""


def write(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Write articles, then entities, ties and events."""
    kinds: dict[str, str] = {}
    with path.open("w", encoding="utf-8") as file:
        for entity in _entities(connection, kinds):
            file.write(json.dumps(entity, ensure_ascii=False) + "\n")


def _entities(connection: duckdb.DuckDBPyConnection, kinds: dict[str, str]) -> Iterator[Entity]:
    for row in _rows(connection, ARTICLES):
        yield _article(row)
    for row in _rows(connection, ENTITIES):
        if schema := SCHEMATA.get(row["entity_type"]):
            kinds[row["entity_id"]] = schema
            yield _thing(schema, row)
    for row in _rows(connection, TIES):
        if row["subject_id"] in kinds and row["object_id"] in kinds:
            yield _tie(row, kinds)
    for row in _rows(connection, EVENTS):
        yield _event(row)


def _rows(connection: duckdb.DuckDBPyConnection, query: str) -> Iterator[dict[str, Any]]:
    for batch in connection.execute(query).to_arrow_reader(10_000):
        yield from batch.to_pylist()


def _entity(entity_id: str, schema: str, **properties: Any) -> Entity:
    """An entity with those properties that are known, each a list of texts."""
    listed = {name: value if isinstance(value, list) else [value] for name, value in properties.items()}
    known = {name: [str(value) for value in values if value not in (None, "")] for name, values in listed.items()}
    return {"id": entity_id, "schema": schema, "properties": {name: values for name, values in known.items() if values}}


def _article(row: dict[str, Any]) -> Entity:
    return _entity(
        row["article_id"], "Article", title=row["title"], author=row["authors"], bodyText=_pieces(row["text"]),
        publishedAt=_simple(row["published_edtf"]), publisher=row["publisher"], sourceUrl=row["url"],
        language={"en": "eng"}.get(row["language"] or ""),
    )  # fmt: skip


def _thing(schema: str, row: dict[str, Any]) -> Entity:
    names: dict[str, list[str]] = {}
    for each in row["names"] or []:
        if each["name"] != row["name"]:
            # only persons and bodies have an abbreviation
            known = {} if schema in ("Address", "Vehicle") else NAMES
            names.setdefault(known.get(each["kind"], "alias"), []).append(each["name"])
    where = {"latitude": row["latitude"], "longitude": row["longitude"]} if schema == "Address" else {}
    country = (row["country_code"] or "").lower()
    return _entity(
        row["entity_id"], schema, name=row["name"], summary=row["description"], wikidataId=row["wikidata_id"],
        country=country, **names, **where,
    )  # fmt: skip


def _tie(row: dict[str, Any], kinds: dict[str, str]) -> Entity:
    schema, subject, other, subjects, others = LINKS.get(row["relation_type"], ("", "", "", set(), set()))
    if kinds[row["subject_id"]] not in subjects or kinds[row["object_id"]] not in others:
        schema, subject, other = "UnknownLink", "subject", "object"
    said = "relationship" if schema == "Family" else "role"
    ends = {subject: row["subject_id"], other: row["object_id"], said: row["relation_type"].replace("_", " ")}
    return _entity(
        record_id("ftm", *row.values()), schema, **ends, startDate=row["earliest"], endDate=row["latest"],
        summary=row["text"], proof=row["article_id"], status=None if schema == "Family" else row["modality"],
    )  # fmt: skip


def _event(row: dict[str, Any]) -> Entity:
    toll = [f"{row[f'{what}_best']} {what}" for what in ("killed", "wounded") if row[f"{what}_best"] is not None]
    return _entity(
        row["event_id"], "Event", name=row["title"], keywords=[row["event_type"], row["event_mode"]],
        startDate=row["earliest"], endDate=row["latest"], location=row["place"],
        country=(row["country_code"] or "").lower(), notes=toll, involved=row["parties"], proof=row["articles"],
    )  # fmt: skip


def _pieces(text: str) -> list[str]:
    """A text as values that FollowTheMoney takes."""
    return [text[start : start + LONGEST] for start in range(0, len(text), LONGEST)]


def _simple(edtf: str | None) -> str | None:
    """A day, month or year as FollowTheMoney has it; nothing for what only EDTF can say."""
    return edtf if edtf and edtf.replace("-", "").isdigit() and len(edtf) in (4, 7, 10) else None
