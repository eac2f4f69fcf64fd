"""People's decisions that two entities or events are one, or are not: each a run of its own that reads nothing."""

from __future__ import annotations

from dataclasses import replace

import duckdb

from flows import decided
from flows.errors import DatelineError
from flows.identity import ENTITY, EVENT, PERSON, Groups, Kind, settled, standing
from flows.load import publish
from flows.load.lookup import ids_of, kind_of
from flows.resolve.proposals import Rank
from flows.settings import now
from flows.warehouse import Warehouse
from schemas.codes.entities import Judgement
from schemas.tables.entity_merges import EntityMerge
from schemas.tables.event_merges import EventMerge

type Merge = EntityMerge | EventMerge

RECORDS: dict[Kind, type[EntityMerge] | type[EventMerge]] = {ENTITY: EntityMerge, EVENT: EventMerge}
ON_PAIR = """
FROM main.{kind.merges} WHERE list_contains(?::VARCHAR[], left_id) AND list_contains(?::VARCHAR[], right_id)
OR list_contains(?::VARCHAR[], right_id) AND list_contains(?::VARCHAR[], left_id)
"""


class DecisionError(DatelineError):
    """A decision that would change nothing, or that can't be made."""


def merge(house: Warehouse, left: str, right: str, by: str) -> Merge:
    """The decision that two entities, given by id or name, or two events, by id, are one; published.

    Raises:
        NotFoundError: an id or name is unknown.
        AmbiguousError: a name is that of several entities.
        DecisionError: the two are one id.
    """
    return _decide(house, left, right, Judgement.SAME, by)


def split(house: Warehouse, left: str, right: str, by: str) -> Merge:
    """The decision that two entities or events are different, whatever made them one; published.

    Raises:
        NotFoundError: an id or name is unknown.
        AmbiguousError: a name is that of several entities.
        DecisionError: the two are one id.
    """
    return _decide(house, left, right, Judgement.DIFFERENT, by)


def undo(house: Warehouse, left: str, right: str) -> Merge:
    """The last standing decision on two entities or events, undone; published.

    Raises:
        NotFoundError: an id or name is unknown.
        AmbiguousError: a name is that of several entities.
        DecisionError: no decision on the two stands.
    """
    with house.locked():
        publish.heal(house)
        with publish.connect(house) as connection:
            kind = _kind(connection, left, right)
            found = [d for d in _on_pair(connection, house, kind, left, right) if d.undone_at is None]
        if not found:
            raise DecisionError(f"no decision on {left} and {right} stands")
        last = max(found, key=lambda d: (d.method == PERSON, d.decided_at, d.left_id, d.method))
        undone = replace(last, undone_at=publish.moment(house, now()))
        decided.publish_record(house, undone, undone.undone_at or undone.decided_at)
    return undone


def _decide(house: Warehouse, left: str, right: str, judgement: Judgement, by: str) -> Merge:
    with house.locked():
        publish.heal(house)
        with publish.connect(house) as connection:
            kind = _kind(connection, left, right)
            one, other = (ids_of(connection, house, kind, said)[0] for said in (left, right))
            if one == other:
                raise DecisionError(f"{left} and {right} are one id as read, {one}: a decision can't part or join them")
            earlier = [d for d in _on_pair(connection, house, kind, one, other) if d.method == PERSON]
            one, other = _turned(connection, kind, one, other)
        if earlier:
            one, other = earlier[0].left_id, earlier[0].right_id
            if earlier[0].judgement == judgement and earlier[0].undone_at is None:
                raise DecisionError(f"that {left} and {right} are {judgement} was decided by {earlier[0].decided_by}")
        at = publish.moment(house, now())
        made = RECORDS[kind](
            left_id=one, right_id=other, judgement=judgement, method=PERSON, decided_by=by, decided_at=at
        )
        decided.publish_record(house, made, at)
    return made


def _kind(connection: duckdb.DuckDBPyConnection, left: str, right: str) -> Kind:
    """What both are.

    Raises:
        DecisionError: one is an event, the other is not.
    """
    one, other = (kind_of(connection, said) for said in (left, right))
    if one is not other:
        raise DecisionError(f"{left} is an {one.noun} and {right} an {other.noun}")
    return one


def _turned(connection: duckdb.DuckDBPyConnection, kind: Kind, one: str, other: str) -> tuple[str, str]:
    """The two, that which stands second: known earlier, or told of more, as all that is one with it."""
    groups: Groups = settled(standing(connection, kind))
    rank = Rank(connection, kind, {groups.head(one), groups.head(other)})
    return (other, one) if rank(groups.head(one)) < rank(groups.head(other)) else (one, other)


def _on_pair(connection: duckdb.DuckDBPyConnection, house: Warehouse, kind: Kind, left: str, right: str) -> list[Merge]:
    """Every decision on two entities, given by id or name, or two events, given by id."""
    one, other = (ids_of(connection, house, kind, said) for said in (left, right))
    rows = connection.execute(ON_PAIR.format(kind=kind), [one, other, one, other]).to_arrow_table().to_pylist()
    return [RECORDS[kind](**{k: v for k, v in row.items() if k != "recorded_at"}) for row in rows]
