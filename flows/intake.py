"""What a run takes in: which inputs are new, changed, known already or refused, and the account of all of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby

import duckdb

from flows.document import Document, Raw, Refusal
from schemas.codes.runs import Outcome, Reason
from schemas.tables.inputs import Input

#: Reasons for leaving an input out that are rules, not faults.
RULES = frozenset({Reason.IGNORED, Reason.UNCHANGED, Reason.DUPLICATE, Reason.STALE, Reason.ROBOTS, Reason.LATER})


@dataclass(frozen=True)
class Known:
    """What earlier runs took in."""

    files: dict[str, tuple[str | None, Reason | None, int]]  # input → hash, reason, items, when last looked at
    articles: dict[str, tuple[int, str]]  # article_id → version, content hash
    hashes: frozenset[str]  # of all those files

    @classmethod
    def of(cls, connection: duckdb.DuckDBPyConnection) -> Known:
        """What the warehouse knows."""
        files = connection.execute(
            "SELECT input, arg_max(struct_pack(h := content_hash, r := reason_code, n := item_count), run_no) AS last "
            "FROM main.inputs JOIN main.runs USING (run_id) WHERE source = input GROUP BY input"
        ).fetchall()
        articles = connection.execute("SELECT article_id, version, content_hash FROM main.articles").fetchall()
        return cls(
            {name: (last["h"], Reason(last["r"]) if last["r"] else None, last["n"]) for name, last in files},
            {article_id: (version, content_hash) for article_id, version, content_hash in articles},
            frozenset(last["h"] for _, last in files if last["h"]),
        )

    def hash_of(self, name: str) -> str | None:
        """The hash of the bytes that were last taken in as an input."""
        return self.files.get(name, (None, None, 0))[0]


@dataclass
class Item:
    """One article or refused thing of this run, and what becomes of it."""

    source: str
    input: str
    outcome: Outcome
    reason: Reason | None = None
    article_id: str | None = None


@dataclass
class Intake:
    """The account of a run. Every input it looks at is counted once, as new, changed, unchanged or quarantined."""

    known: Known
    raws: dict[str, Raw | None] = field(default_factory=dict)  # input → its bytes, None where refused on landing
    items: dict[str, Item] = field(default_factory=dict)  # source → item
    refusals: list[Refusal] = field(default_factory=list)
    unchanged: int = 0
    _pending: dict[str, str] = field(default_factory=dict)  # article_id → source, in this run
    _taken: set[str] = field(default_factory=set)  # hashes of files of this run

    def is_news(self, landed: Raw | Refusal) -> bool:
        """Whether a landed file must be parsed; if not, it is accounted for here."""
        content_hash, reason, items = self.known.files.get(landed.source, (None, None, 0))
        if isinstance(landed, Refusal):
            if content_hash is None and reason is landed.reason:
                self.unchanged += items
            else:
                self.raws[landed.source] = None
                self.refuse(landed, landed.source)
            return False
        if landed.content_hash == content_hash:
            self.unchanged += items
            return False
        self.raws[landed.source] = landed
        if landed.content_hash in self.known.hashes or landed.content_hash in self._taken:
            self._add(Item(landed.source, landed.source, Outcome.SKIPPED, Reason.DUPLICATE))
            return False
        self._taken.add(landed.content_hash)
        return True

    def refuse(self, refusal: Refusal, file: str | None = None) -> None:
        """Account for something that can't be used: by rule, or to quarantine."""
        file = file or self.items[refusal.source].input
        outcome = Outcome.SKIPPED if refusal.reason in RULES else Outcome.QUARANTINED
        self._add(Item(refusal.source, file, outcome, refusal.reason))
        if outcome is Outcome.QUARANTINED:
            self.refusals.append(refusal)

    def accept(self, raw: Raw, document: Document) -> Document | None:
        """The document with the version it will have, or None where its text is known already."""
        article_id = document.article_id
        version, content_hash = self.known.articles.get(article_id, (0, None))
        item = Item(document.source, raw.source, Outcome.LOADED, None, article_id)
        self._add(item)
        if content_hash == document.content_hash or article_id in self._pending:
            item.outcome = Outcome.SKIPPED
            item.reason = Reason.UNCHANGED if content_hash == document.content_hash else Reason.STALE
            return None
        self._pending[article_id] = document.source
        return replace(document, version=version + 1)

    def rows(self, run_id: str) -> list[Input]:
        """The account as rows of `inputs`: one for each file, and for each part of a file of many that is news."""
        rows = []
        by_input = sorted(self.items.values(), key=lambda item: (item.input, item.source))
        for name, group in groupby(by_input, key=lambda item: item.input):
            items, raw = list(group), self.raws[name]
            whole = next((item for item in items if item.source == name), None) or _summed(name, items)
            parts = [item for item in items if item is not whole and item.reason is not Reason.UNCHANGED]
            for item in (whole, *parts):
                rows.append(
                    Input(
                        run_id=run_id,
                        source=item.source,
                        input=name,
                        item_count=len(items) if item is whole else 1,
                        outcome=item.outcome,
                        reason_code=item.reason,
                        article_id=item.article_id,
                        content_hash=raw.content_hash if raw else None,
                        byte_count=raw.byte_count if raw else None,
                    )
                )
        return rows

    def counts(self) -> dict[str, int]:
        """`seen`, `new`, `changed`, `unchanged` and `quarantined` of the run."""
        loaded = [item for item in self.items.values() if item.outcome is Outcome.LOADED]
        changed = sum(item.article_id in self.known.articles for item in loaded)
        skipped = sum(item.outcome is Outcome.SKIPPED for item in self.items.values())
        quarantined = sum(item.outcome is Outcome.QUARANTINED for item in self.items.values())
        return {
            "seen": len(self.items) + self.unchanged,
            "new": len(loaded) - changed,
            "changed": changed,
            "unchanged": skipped + self.unchanged,
            "quarantined": quarantined,
        }

    def contents(self) -> Iterator[tuple[str, str]]:
        """Each file's name and hash, in order: what a run's id is made of."""
        return ((name, raw.content_hash if raw else "") for name, raw in sorted(self.raws.items()))

    def _add(self, item: Item) -> None:
        self.items[item.source] = item


def _summed(name: str, items: list[Item]) -> Item:
    """What became of a file of many: loaded if any of it was, else skipped or quarantined as its first."""
    best = min(items, key=lambda item: (list(Outcome).index(item.outcome), item.source))
    return Item(name, name, best.outcome, best.reason)
