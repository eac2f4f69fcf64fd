"""Which ids of entities, or of events, are one: the decisions on pairs of ids, taken together.

People's decisions go before dateline's. Of two that can't both hold, a person's later and dateline's surer one does.
A `different` between any two ids keeps the whole of what is one with the first from the whole of what is one with the
second. Of ids that are one, the id that the decisions point to stands: `left_id → right_id`, in the order decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

import duckdb

from schemas.codes.entities import Judgement

#: The method of what a person decided.
PERSON = "person"
STANDING = """
SELECT left_id, right_id, judgement, score, method, decided_at FROM main.{kind.merges} WHERE undone_at IS NULL
"""


@dataclass(frozen=True, slots=True)
class Kind:
    """What several ids may turn out to be one of."""

    noun: str
    table: str  # where it has a row
    key: str  # the column of its id, there and in the articles' tables
    mentions: str  # the articles' table of what tells of it

    @property
    def merges(self) -> str:
        """The table of decisions on its ids."""
        return f"{self.noun}_merges"

    @property
    def reference(self) -> str:
        """What a column that holds its id refers to."""
        return f"{self.table}.{self.key}"

    @property
    def touched(self) -> str:
        """The temporary table of ids whose rows must be computed again."""
        return f"touched_{self.table}"


ENTITY = Kind("entity", "entities", "entity_id", "mentions")
EVENT = Kind("event", "events", "event_id", "event_mentions")
#: By the table of decisions.
KINDS = {kind.merges: kind for kind in (ENTITY, EVENT)}


@dataclass(frozen=True, slots=True)
class Decision:
    """A standing decision on two ids."""

    left_id: str
    right_id: str
    judgement: str
    score: float | None
    method: str
    decided_at: datetime

    @property
    def order(self) -> tuple[datetime, str, str, str]:
        """When it was made, before or after others."""
        return self.decided_at, self.left_id, self.right_id, self.method


@dataclass(slots=True)
class Groups:
    """Ids that are one, and groups of them that are two."""

    _above: dict[str, str] = field(default_factory=dict)
    _apart: dict[str, set[str]] = field(default_factory=dict)  # of a group's head, the heads of groups kept from it

    def head(self, each: str) -> str:
        """The id that stands for the group it is in."""
        while (above := self._above.get(each, each)) != each:
            self._above[each] = self._above.get(above, above)
            each = above
        return each

    def are_apart(self, left: str, right: str) -> bool:
        """Whether something keeps the groups of the two from being one."""
        return self.head(right) in self._apart.get(self.head(left), ())

    def join(self, left: str, right: str) -> bool:
        """Make two groups one, headed as the right one was; False where something keeps them apart."""
        gone, head = self.head(left), self.head(right)
        if gone == head or self.are_apart(left, right):
            return gone == head
        self._above[gone] = head
        for other in self._apart.pop(gone, set()):
            self._apart[other].discard(gone)
            self._keep(other, head)
        return True

    def part(self, left: str, right: str) -> None:
        """Keep two groups from being one, unless they are."""
        if self.head(left) != self.head(right):
            self._keep(self.head(left), self.head(right))

    def _keep(self, one: str, other: str) -> None:
        self._apart.setdefault(one, set()).add(other)
        self._apart.setdefault(other, set()).add(one)


def standing(connection: duckdb.DuckDBPyConnection, kind: Kind) -> list[Decision]:
    """The decisions on ids of a kind that were not undone."""
    return [Decision(*row) for row in connection.execute(STANDING.format(kind=kind)).fetchall()]


def settled(decisions: Iterable[Decision]) -> Groups:
    """The groups that decisions make, those left out that can't hold beside stronger ones."""
    judged, said = Groups(), sorted(decisions, key=lambda d: d.order)
    people = [d for d in reversed(said) if d.method == PERSON]
    others = sorted((d for d in said if d.method != PERSON), key=lambda d: (d.judgement == "same", -(d.score or 0)))
    held = set()
    for decision in (*people, *others):
        if decision.judgement == Judgement.DIFFERENT:
            judged.part(decision.left_id, decision.right_id)
        elif decision.judgement == Judgement.SAME and judged.join(decision.left_id, decision.right_id):
            held.add(decision)
    headed = Groups()
    for decision in said:
        if decision in held:
            headed.join(decision.left_id, decision.right_id)
    for decision in said:
        if decision.judgement == Judgement.DIFFERENT:
            headed.part(decision.left_id, decision.right_id)
    return headed


def canonical_ids(decisions: Iterable[Decision]) -> dict[str, str]:
    """From every id that decisions merge away to the id that stands for it."""
    said = list(decisions)
    groups = settled(said)
    ids = sorted({each for d in said for each in (d.left_id, d.right_id)})
    return {each: groups.head(each) for each in ids if groups.head(each) != each}


def moved(before: Mapping[str, str], after: Mapping[str, str]) -> set[str]:
    """The ids for which another id stands than did."""
    return {each for each in before.keys() | after.keys() if before.get(each, each) != after.get(each, each)}


def torn(before: Mapping[str, str], after: Mapping[str, str]) -> set[str]:
    """The ids that stood for others which now go elsewhere than they do."""
    return {head for each, head in before.items() if after.get(each, each) != after.get(head, head)}
