"""`dateline merge`, `split` and `undo`: people's decisions on what is one and what is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from flows.commands.common import ByOption, WarehouseOption, say, warehouse_of

if TYPE_CHECKING:
    from schemas.tables.entity_merges import EntityMerge
    from schemas.tables.event_merges import EventMerge

app = typer.Typer()

Side = Annotated[str, typer.Argument(help="Id of an entity or event, or a name that only one entity has")]


@app.command()
def merge(left: Side, right: Side, warehouse: WarehouseOption = None, by: ByOption = "unknown") -> None:
    """Decide that two entities, or two events, are one; the id of the one known longer, or better, stands."""
    from flows import decisions

    _print(decisions.merge(warehouse_of(warehouse), left, right, by))


@app.command()
def split(left: Side, right: Side, warehouse: WarehouseOption = None, by: ByOption = "unknown") -> None:
    """Decide that two entities, or two events, are different, whatever they have in common or made them one."""
    from flows import decisions

    _print(decisions.split(warehouse_of(warehouse), left, right, by))


@app.command()
def undo(left: Side, right: Side, warehouse: WarehouseOption = None) -> None:
    """Take back the last decision on two entities or events, a person's or dateline's."""
    from flows import decisions

    _print(decisions.undo(warehouse_of(warehouse), left, right))


def _print(decided: EntityMerge | EventMerge) -> None:
    said = f"{decided.judgement}: {decided.left_id} and {decided.right_id}, decided by {decided.decided_by}"
    say(f"undone: {said}" if decided.undone_at else said)
