"""GraphML, as yEd, igraph and networkx read it, of the network of ties."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, SubElement

import duckdb

from flows.export.graph import Graph, attributes, said, save

FILE = "network.graphml"
OWN = {"id", "source", "target"}


def write(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Write nodes and directed edges with all that is known of them."""
    network = Graph.of(connection)
    root = Element("graphml", xmlns="http://graphml.graphdrawing.org/xmlns")
    for kind, rows in (("node", network.nodes), ("edge", network.edges)):
        for name, type_ in attributes(rows, OWN).items():
            SubElement(root, "key", {"id": f"{kind}_{name}", "for": kind, "attr.name": name, "attr.type": type_})
    graph = SubElement(root, "graph", edgedefault="directed")
    for row in network.nodes:
        _values(SubElement(graph, "node", id=row["id"]), "node", row)
    for number, row in enumerate(network.edges):
        _values(SubElement(graph, "edge", id=f"e{number}", source=row["source"], target=row["target"]), "edge", row)
    save(root, path)


def _values(element: Element, kind: str, row: dict[str, Any]) -> None:
    for name, value in row.items():
        if name not in OWN and value is not None:
            SubElement(element, "data", key=f"{kind}_{name}").text = said(value)
