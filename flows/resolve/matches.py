"""Proposals that entities of different articles are one, for which their names give the evidence.

Exact names need no proposal: they give one id. Proposed are names that an article ties together (an alias, an acronym
in brackets, a full name and its shorter form) where another article has only one of them, and one foreign name spelled
twice. A name that would tie an entity to several others proves nothing and is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

import duckdb
import pyarrow as pa

from flows.names import ARTICLES, canonical_key, is_kunya, name_key, one_spelling, person_words, sound_key
from flows.resolve import comparable
from flows.resolve.likelihood import likely_merges

SCHEMA = pa.schema(
    [("left_id", pa.string()), ("right_id", pa.string()), ("score", pa.float64()), ("method", pa.string())]
)
STATED = {"alias": 0.95, "nom_de_guerre": 0.95, "former": 0.9, "transliteration": 0.9, "acronym": 0.9, "short": 0.85}
SPELLING = 0.85
#: Types whose namesakes are too many, or that the gazetteer settles.
LEFT_OUT = frozenset({"place", "group"})
NAMES = r"""
SELECT n.entity_id, t.entity_type, n.name_kind, regexp_replace(trim(n.name), '\s+', ' ', 'g') AS name
FROM {names} n
JOIN (
    SELECT entity_id, mode(entity_type ORDER BY entity_type) AS entity_type
    FROM main.mentions WHERE mention_kind = 'name' AND entity_id IN (SELECT entity_id FROM {names}) GROUP BY entity_id
) t USING (entity_id)
GROUP BY ALL ORDER BY ALL
"""


@dataclass(slots=True)
class Named:
    """An entity with its own names and those tied to it, as keys; `spoken` are own names as printed."""

    entity_id: str
    entity_type: str
    own: set[str] = field(default_factory=set)
    spoken: set[str] = field(default_factory=set)
    tied: dict[str, str] = field(default_factory=dict)  # key: kind


def merges(connection: duckdb.DuckDBPyConnection) -> pa.Table:
    """Every proposal on a touched entity: what names state, and where they state nothing, what is likely."""
    names = comparable.choose(connection)
    stated = alias_merges(connection, names).to_pylist()
    known = {frozenset((row["left_id"], row["right_id"])) for row in stated}
    likely = [dict(zip(SCHEMA.names, row, strict=True)) for row in likely_merges(connection, names)]
    others = [row for row in likely if frozenset((row["left_id"], row["right_id"])) not in known]
    return pa.Table.from_pylist(stated + others, SCHEMA)


def alias_merges(connection: duckdb.DuckDBPyConnection, names: str = "main.entity_names") -> pa.Table:
    """Pairs `left_id → right_id` that are one: an article ties the name of the one to the other.

    Reads the table `names` and `main.mentions`. Deterministic; each pair stands once, in one direction.
    """
    entities = _named(connection, names)
    rows = sorted({*_stated(entities), *_spelled(entities)})
    best: dict[tuple[str, str], tuple[float, str]] = {}
    for left, right, score, method in rows:
        pair = (left, right) if (right, left) not in best else (right, left)
        best[pair] = max(best.get(pair, (score, method)), (score, method))
    table = [(left, right, score, method) for (left, right), (score, method) in sorted(best.items())]
    return pa.table({name: [row[at] for row in table] for at, name in enumerate(SCHEMA.names)}, SCHEMA)


def _named(connection: duckdb.DuckDBPyConnection, names: str) -> list[Named]:
    found: dict[str, Named] = {}
    for entity_id, entity_type, kind, name in connection.execute(NAMES.format(names=names)).fetchall():
        if entity_type in LEFT_OUT:
            continue
        entity = found.setdefault(entity_id, Named(entity_id, entity_type))
        key = _key(entity_type, name)
        if kind == "primary":
            entity.own.add(key)
            entity.spoken.add(name)
        elif kind in STATED and _identifies(entity_type, kind, key):
            entity.tied.setdefault(key, kind)
    return list(found.values())


def _key(entity_type: str, name: str) -> str:
    return " ".join(person_words(name)) if entity_type == "person" else canonical_key(name)


def _identifies(entity_type: str, kind: str, key: str) -> bool:
    """Whether a name of this kind says who it is in another article as well."""
    words = key.split()
    if entity_type == "person":
        return len(words) > 2 or (len(words) == 2 and not is_kunya(words[0]))
    return kind != "short" and (len(words) > 1 or len(key) > 2)


def _stated(entities: list[Named]) -> Iterator[tuple[str, str, float, str]]:
    """Entities whose own name is tied to just one other."""
    bearers: dict[tuple[str, str], list[Named]] = defaultdict(list)
    tied: dict[tuple[str, str], list[Named]] = defaultdict(list)
    for entity in entities:
        for key in sorted(entity.own):
            bearers[entity.entity_type, key].append(entity)
        for key in sorted(entity.tied):
            tied[entity.entity_type, key].append(entity)
    for (entity_type, key), owners in tied.items():
        others = [e for e in bearers.get((entity_type, key), []) if e not in owners]
        if len(owners) == 1 and len(others) == 1:
            kind = owners[0].tied[key]
            yield others[0].entity_id, owners[0].entity_id, STATED[kind], f"{kind} stated: {key}"


def _spelled(entities: list[Named]) -> Iterator[tuple[str, str, float, str]]:
    """Persons whose full names are one Arabic name spelled in two ways, where no third comes near."""
    near: dict[tuple[str, ...], list[tuple[Named, str]]] = defaultdict(list)
    for entity in entities:
        if entity.entity_type == "person":
            for name in sorted(entity.spoken):
                if len(words := person_words(name)) > 1 and _is_transliterated(name):
                    near[tuple(map(sound_key, words))].append((entity, name))
    for names in near.values():
        for at, (one, left) in enumerate(names):
            same = [(e, n) for e, n in names if e is not one and _one_name(left, n)]
            if len({e.entity_id for e, _ in same}) == 1 and same[0] in names[at + 1 :]:
                yield same[0][0].entity_id, one.entity_id, SPELLING, f"spelling: {name_key(left)}"


def _is_transliterated(name: str) -> bool:
    """Whether the name shows that it is Arabic: by an article, a kunya, or a word for son or servant."""
    words = name_key(name).split()
    return any(w in ARTICLES or is_kunya(w) or w in ("bin", "ibn", "bint") or w.startswith("abd") for w in words)


def _one_name(left: str, right: str) -> bool:
    one, other = person_words(left), person_words(right)
    return one != other and len(one) == len(other) and all(map(one_spelling, one, other))
