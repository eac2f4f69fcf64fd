"""GEXF 1.2, as Gephi reads it, of the network of ties."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, SubElement

import duckdb

from flows.export.graph import Graph, attributes, said, save

FILE = "network.gexf"
#: What GEXF has attributes of its own for.
OWN = {"id", "name", "source", "target"}


def write(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Write nodes labelled by name and edges labelled by type of tie, weighed by the articles that state it."""
    network = Graph.of(connection)
    root = Element("gexf", xmlns="http://www.gexf.net/1.2draft", version="1.2")
    graph = SubElement(root, "graph", defaultedgetype="directed", mode="static")
    for kind, rows in (("node", network.nodes), ("edge", network.edges)):
        declared = SubElement(graph, "attributes", {"class": kind})
        for name, type_ in attributes(rows, OWN).items():
            SubElement(declared, "attribute", id=f"{kind}_{name}", title=name, type=type_)
    nodes = SubElement(graph, "nodes")
    for row in network.nodes:
        _values(SubElement(nodes, "node", id=row["id"], label=said(row["name"])), "node", row)
    edges = SubElement(graph, "edges")
    for number, row in enumerate(network.edges):
        ends = {"source": row["source"], "target": row["target"], "label": row["relation_type"]}
        edge = SubElement(edges, "edge", ends, id=str(number), weight=str(row["article_count"]))
        _values(edge, "edge", row)
    save(root, path)


def _values(element: Element, kind: str, row: dict[str, Any]) -> None:
    values = SubElement(element, "attvalues")
    for name, value in row.items():
        if name not in OWN and value is not None:
            SubElement(values, "attvalue", {"for": f"{kind}_{name}", "value": said(value)})
