"""The network of ties, as the formats of graphs write it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ElementTree, indent

import duckdb

EDGES = """
SELECT subject_id AS source, object_id AS target, relation_type, article_count, is_asserted,
       CAST(earliest AS VARCHAR) AS earliest, CAST(latest AS VARCHAR) AS latest, words, article_id, char_start, char_end
FROM main.ties ORDER BY subject_id, object_id, relation_type
"""
NODES = """
SELECT entity_id AS id, name, entity_type, description, article_count, mention_count FROM main.entities
WHERE entity_id IN (SELECT subject_id FROM main.ties UNION SELECT object_id FROM main.ties) ORDER BY entity_id
"""
#: What XML 1.0 has no way to say.
_UNSAYABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_KINDS = {bool: "boolean", int: "long", str: "string"}


@dataclass(frozen=True, slots=True)
class Graph:
    """Entities that have ties, and the ties, directed from subject to object; of two entities there may be several."""

    nodes: list[dict[str, Any]]
    edges: list[dict[str, Any]]

    @classmethod
    def of(cls, connection: duckdb.DuckDBPyConnection) -> Graph:
        """The graph of a warehouse."""
        nodes, edges = (connection.execute(query).to_arrow_table().to_pylist() for query in (NODES, EDGES))
        return cls(nodes, edges)


def attributes(rows: list[dict[str, Any]], without: set[str]) -> dict[str, str]:
    """The attributes that rows have, each with its type as GEXF and GraphML name it."""
    found: dict[str, str] = {}
    for row in rows:
        found |= {name: _KINDS[type(value)] for name, value in row.items() if name not in without and value is not None}
    return dict(sorted(found.items()))


def said(value: object) -> str:
    """A value as XML says it."""
    return str(value).lower() if isinstance(value, bool) else _UNSAYABLE.sub(" ", str(value))


def save(root: Element, path: Path) -> None:
    """Write a document, indented, in UTF-8."""
    indent(root)
    ElementTree(root).write(path, encoding="utf-8", xml_declaration=True)
