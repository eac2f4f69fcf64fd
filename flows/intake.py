"""What a run takes in: which inputs are new, changed, known already or refused, and the account of all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from itertools import chain, count, groupby

import duckdb

from flows.document import Document, Raw, Refusal
from flows.fingerprint import shared_part
from flows.load import publish
from flows.warehouse import Warehouse
from schemas.codes.runs import Outcome, Reason
from schemas.tables.inputs import Input

#: Reasons for leaving an input out that are rules, not faults.
RULES = frozenset(
    {
        *(Reason.IGNORED, Reason.UNCHANGED, Reason.DUPLICATE, Reason.STALE),
        *(Reason.WITHDRAWN, Reason.ROBOTS, Reason.LISTING, Reason.LATER),
    }
)
#: Reasons that a setting or a package takes away: such a file is looked at again in every run.
AGAIN = frozenset({Reason.MISSING_PARSER, Reason.NO_TEXT_COLUMN})
#: Who withdrew a piece whose address says that it is gone.
PUBLISHER = "publisher"
#: Share of the shorter of two texts that the other must have, for both to be versions of one piece without an id.
SAME_PIECE = 0.3


@dataclass(frozen=True)
class Known:
    """What earlier runs took in."""

    files: dict[str, tuple[str | None, Reason | None, int]]  # input → hash, reason, items, when last looked at
    articles: dict[str, tuple[int, str]]  # article_id → version, content hash
    hashes: frozenset[str]  # of all those files
    past: frozenset[tuple[str, str, datetime | None]] = frozenset()  # older versions: article_id, hash, modified_at
    withdrawn: dict[str, str] = field(default_factory=dict)  # article_id → by whom
    about: Callable[[str], tuple[str | None, str] | None] = lambda _: None  # article_id → headline, text

    @classmethod
    def of(cls, connection: duckdb.DuckDBPyConnection, house: Warehouse | None = None) -> Known:
        """What the warehouse knows."""
        files = connection.execute(
            "SELECT input, arg_max(struct_pack(h := content_hash, r := reason_code, n := item_count), run_no) AS last "
            "FROM main.inputs JOIN main.runs USING (run_id) WHERE source = input GROUP BY input"
        ).fetchall()
        articles = connection.execute("SELECT article_id, version, content_hash FROM main.articles").fetchall()
        past = connection.execute(
            "SELECT article_id, content_hash, modified_at FROM superseded.articles LEFT JOIN main.withdrawals w "
            "USING (article_id) WHERE modified_at IS NOT NULL OR (w.article_id IS NOT NULL AND w.restored_at IS NULL)"
        ).fetchall()
        withdrawn = "SELECT article_id, withdrawn_by FROM main.withdrawals WHERE restored_at IS NULL"
        return cls(
            {name: (last["h"], Reason(last["r"]) if last["r"] else None, last["n"]) for name, last in files},
            {article_id: (version, content_hash) for article_id, version, content_hash in articles},
            frozenset(last["h"] for _, last in files if last["h"]),
            frozenset(past),
            dict(connection.execute(withdrawn).fetchall()),
            partial(_about, house) if house else cls.about,
        )

    def but(self, names: Iterable[str]) -> Known:
        """The same, but for these inputs, which are to be taken in as if for the first time."""
        gone = set(names)
        hashes = frozenset(content_hash for name in gone if (content_hash := self.hash_of(name)))
        files = {name: each for name, each in self.files.items() if name not in gone}
        return replace(self, files=files, hashes=self.hashes - hashes)

    def hash_of(self, name: str) -> str | None:
        """The hash of the bytes that were last taken in as an input."""
        return self.files.get(name, (None, None, 0))[0]

    def is_known(self, document: Document) -> bool:
        """Whether this text of the piece is the current one, or one that was given up for a later one."""
        article_id, content_hash = document.article_id, document.content_hash
        if self.articles.get(article_id, (0, None))[1] == content_hash:
            return True
        if article_id in self.withdrawn:
            return any(each[:2] == (article_id, content_hash) for each in self.past)
        return document.modified_at is not None and (article_id, content_hash, document.modified_at) in self.past

    def placed(self, document: Document) -> Document:
        """The document under the id of its piece: apart, where another piece lay in the same place before."""
        if document.external_id or document.url or document.article_id not in self.articles:
            return document
        title, text = self.about(document.article_id) or (document.title, document.text)
        is_same = title is not None and title == document.title
        is_same = is_same or text == document.text or shared_part(text, document.text) >= SAME_PIECE
        return document if is_same else document.apart()


def _about(house: Warehouse, article_id: str) -> tuple[str | None, str] | None:
    """Headline and text of a current article."""
    with publish.connect(house) as connection:
        query = "SELECT title, text FROM main.articles WHERE article_id = ?"
        found = connection.execute(query, [article_id]).fetchone()
    return (found[0], found[1]) if found else None


def in_order(versions: Iterable[Document]) -> list[Document]:
    """Texts of one piece, from the oldest to the latest: before the first known to be modified after it, else last."""
    ordered: list[Document] = []
    for each in versions:
        when = each.modified_at or each.published_at
        later = (at for at, other in enumerate(ordered) if when and other.modified_at and other.modified_at > when)
        ordered.insert(next(later, len(ordered)), each)
    return ordered


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
    lifted: set[str] = field(default_factory=set)  # pieces their publisher withdrew and now gives with another text
    _pending: dict[str, list[str]] = field(default_factory=dict)  # article_id → hashes of its texts in this run
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
            if reason in AGAIN:
                self.raws[landed.source] = landed
                return True
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
        if file:
            refusal = replace(refusal, source=self._own(refusal.source, file))
        file = file or self.items[refusal.source].input
        raw, (content_hash, reason, _) = self.raws.get(file), self.known.files.get(file, (None, None, 0))
        if refusal.reason in AGAIN and refusal.reason is reason and raw and raw.content_hash == content_hash:
            del self.raws[file]
            self.unchanged += 1
            return
        outcome = Outcome.SKIPPED if refusal.reason in RULES else Outcome.QUARANTINED
        self._add(Item(refusal.source, file, outcome, refusal.reason))
        if outcome is Outcome.QUARANTINED:
            self.refusals.append(refusal)

    def accept(self, raw: Raw, document: Document) -> Document | None:
        """The document with its number among the texts of its piece in this run, None where its text is known."""
        document = self.known.placed(replace(document, source=self._own(document.source, raw.source)))
        article_id, content_hash = document.article_id, document.content_hash
        item = Item(document.source, raw.source, Outcome.LOADED, None, article_id)
        self._add(item)
        pending = self._pending.setdefault(article_id, [])
        if content_hash in pending or self.known.is_known(document):
            is_withdrawn = article_id in self.known.withdrawn
            item.outcome, item.reason = Outcome.SKIPPED, Reason.WITHDRAWN if is_withdrawn else Reason.UNCHANGED
            return None
        if self.known.withdrawn.get(article_id) == PUBLISHER:
            self.lifted.add(article_id)
        pending.append(content_hash)
        return replace(document, version=len(pending))

    def rows(self, run_id: str) -> list[Input]:
        """The account as rows of `inputs`: one for each file, and for each part of a file of many that is news."""
        rows = []
        by_input = sorted(self.items.values(), key=lambda item: (item.input, item.source))
        for name, group in groupby(by_input, key=lambda item: item.input):
            items, raw = list(group), self.raws[name]
            whole = next((item for item in items if item.source == name), None) or _summed(name, items)
            parts = [item for item in items if item is not whole and item.reason is not Reason.UNCHANGED]
            for item in (whole, *parts):
                is_taken = item is not whole and item.source in self.raws  # by a file that landed later
                rows.append(
                    Input(
                        run_id=run_id,
                        source=f"{item.source}~1" if is_taken else item.source,
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
        changed = len(loaded) - len({item.article_id for item in loaded} - self.known.articles.keys())
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

    def _own(self, source: str, file: str) -> str:
        """The source, with a mark where it names something else already: another item, or another file."""
        names = chain([source], (f"{source}~{number}" for number in count(2)))
        return next(name for name in names if name not in self.items and (name == file or name not in self.raws))

    def _add(self, item: Item) -> None:
        self.items[item.source] = item


def _summed(name: str, items: list[Item]) -> Item:
    """What became of a file of many: loaded if any of it was, else skipped or quarantined as its first."""
    best = min(items, key=lambda item: (list(Outcome).index(item.outcome), item.source))
    return Item(name, name, best.outcome, best.reason)
