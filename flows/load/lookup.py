"""Entities asked for by id or by name, and events by id."""

from __future__ import annotations

import re

import duckdb

from flows.errors import AmbiguousError, NotFoundError
from flows.identity import ENTITY, EVENT, Kind
from flows.load import identities
from flows.names import name_key
from flows.warehouse import Warehouse

ID = re.compile(r"[0-9a-f]{24}")
BEARERS = """
SELECT e.entity_id, any_value(e.name), any_value(e.entity_type), any_value(e.article_count),
       bool_or(n.name_kind = 'primary') AS is_own
FROM main.entity_names n JOIN main.entities e USING (entity_id)
WHERE trim(regexp_replace(strip_accents(lower(n.name)), '\\s+', ' ', 'g')) =
      trim(regexp_replace(strip_accents(lower(?)), '\\s+', ' ', 'g'))
GROUP BY e.entity_id ORDER BY is_own DESC, any_value(e.article_count) DESC, e.entity_id
"""
DECIDED = "SELECT 1 FROM main.entity_merges WHERE left_id = $1 OR right_id = $1 LIMIT 1"


def kind_of(connection: duckdb.DuckDBPyConnection, said: str) -> Kind:
    """Whether this is the id of an event, as it stands or as read; all else is an entity's."""
    return EVENT if ID.fullmatch(said) and _stands(connection, EVENT, said) else ENTITY


def standing_id(connection: duckdb.DuckDBPyConnection, kind: Kind, said: str) -> str:
    """The id that stands for the event with this id, or the entity with this id or name.

    Raises:
        NotFoundError: nothing has that id or name.
        AmbiguousError: several entities have that name.
    """
    if not ID.fullmatch(said):
        return entity_of(connection, said)
    if standing := _stands(connection, kind, said):
        return standing
    raise NotFoundError(f"no entity or event has the id {said}")


def entity_of(connection: duckdb.DuckDBPyConnection, said: str) -> str:
    """The id that stands for the entity with this name. An own name goes before a name others gave it.

    Raises:
        NotFoundError: nobody has that name.
        AmbiguousError: several have that name.
    """
    bearers = connection.execute(BEARERS, [said]).fetchall()
    bearers = [row for row in bearers if row[-1] == bearers[0][-1]]
    if not bearers:
        raise NotFoundError(f"no entity has the name {said}")
    if len(bearers) > 1:
        listed = "; ".join(
            f"{entity_id} {name} ({kind}, {count} articles)" for entity_id, name, kind, count, _ in bearers
        )
        raise AmbiguousError(f"{said} is the name of {len(bearers)} entities, say which by its id: {listed}")
    return str(bearers[0][0])


def ids_of(connection: duckdb.DuckDBPyConnection, house: Warehouse, kind: Kind, said: str) -> list[str]:
    """The ids under which articles were read as telling of this event, or naming this entity, the likeliest first.

    Raises:
        NotFoundError: nothing has that id or name.
        AmbiguousError: several entities have that name.
    """
    entity_id = standing_id(connection, kind, said)
    if ID.fullmatch(said):
        return [said]
    if not connection.execute(DECIDED, [entity_id]).fetchall():
        return [entity_id]
    rows = identities.as_read(connection, house, entity_id)
    bearing = [row for row in rows if name_key(row[1]) == name_key(said)]
    bearing.sort(key=lambda row: (row[2] != "primary", row[0] != entity_id, row[0]))
    return list(dict.fromkeys(row[0] for row in bearing)) or [entity_id]


def _stands(connection: duckdb.DuckDBPyConnection, kind: Kind, said: str) -> str | None:
    """The id that stands for an id, where one does."""
    standing = identities.current(connection, kind).get(said, said)
    known = connection.execute(f"SELECT 1 FROM main.{kind.table} WHERE {kind.key} = ?", [standing]).fetchall()
    return standing if known else None
