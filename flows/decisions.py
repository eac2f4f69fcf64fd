"""People's decisions that two entities or events are one, or are not: each a run of its own that reads nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import duckdb
import pyarrow as pa

from flows import runs
from flows.errors import DatelineError
from flows.identity import ENTITY, EVENT, PERSON, Groups, Kind, settled, standing
from flows.load import database, parts, publish
from flows.load.lookup import ids_of, kind_of
from flows.resolve import across
from flows.resolve.proposals import Rank
from flows.settings import CODE_VERSION, load, now
from flows.warehouse import Warehouse
from schemas.codes.entities import Judgement
from schemas.codes.runs import RunStatus
from schemas.contract import record_id, tables
from schemas.tables.entity_merges import EntityMerge
from schemas.tables.event_merges import EventMerge
from schemas.tables.runs import Run

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
        undone = replace(last, undone_at=now())
        _publish(house, kind, undone)
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
        decided = RECORDS[kind](
            left_id=one, right_id=other, judgement=judgement, method=PERSON, decided_by=by, decided_at=now()
        )
        _publish(house, kind, decided)
    return decided


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


def _publish(house: Warehouse, kind: Kind, decided: Merge) -> None:
    """Write the decision and what follows from it as parts, build the next database, and make it the current one."""
    at = decided.undone_at or decided.decided_at
    records = [*runs.idle_runs(house), _run(house, decided, at)]
    name = parts.part_name(records[-1].run_no, records[-1].run_id)
    with database.building(house) as connection:
        for table_name in database.DERIVED:
            table = tables()[table_name]
            rows = _row(decided, at) if table_name == kind.merges else across.derive(connection, table, at)
            parts.write_part(house, table_name, name, rows)
            database.apply_derived(connection, house, table, rows)
        log = parts.in_order(tables()["runs"], tables()["runs"].to_arrow(records))
        database.append_log(connection, tables()["runs"], log)
        database.demand_sound(connection)
    publish.commit(house, name, log)
    house.idle_runs.unlink(missing_ok=True)


def _row(decided: Merge, at: datetime) -> pa.Table:
    row = decided.TABLE.to_arrow([decided]).append_column("is_retracted", pa.array([False]))
    return across.stamped(row, at)


def _run(house: Warehouse, decided: Merge, at: datetime) -> Run:
    before = parts.committed(house)[-1:]
    run_no = int(before[0].split("-")[0]) + len(runs.idle_runs(house)) + 1
    return Run(
        run_id=record_id("decision", before, decided.left_id, decided.right_id, decided.judgement, at),
        run_no=run_no,
        started_at=at,
        finished_at=now(),
        status=RunStatus.DECIDED,
        code_version=CODE_VERSION,
        model="none",
        config_hash=load().config_hash,
        **dict.fromkeys(("seen", "new", "changed", "unchanged", "quarantined"), 0),
    )
