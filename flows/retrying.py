"""Taking up again what was refused: from the bytes as kept; where none were, from where they came.

What listed a page, and so what it is known by, is read from the listing as kept: nothing is asked of a site whose bytes
are here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import duckdb

from flows.document import Facts, Raw, Refusal
from flows.landing import web
from flows.landing.folder import land
from flows.landing.keeping import place
from flows.settings import Settings
from flows.sources import Kind, Source, is_web, unnamed
from flows.warehouse import Warehouse
from flows.watch import watching
from schemas.codes.runs import Reason, Stage

#: The inputs of which, when they were looked at last, a part or the whole was refused.
REFUSED = """
WITH last AS (
    SELECT input, arg_max(run_id, run_no) AS run_id FROM main.inputs JOIN main.runs USING (run_id)
    WHERE source = input GROUP BY input
)
SELECT input, whole.content_hash, whole.byte_count, list_sort(list(part.source)) AS sources
FROM last JOIN main.inputs part USING (run_id, input) JOIN main.inputs whole USING (run_id, input)
WHERE whole.source = input AND part.outcome = 'quarantined' AND ($reason IS NULL OR part.reason_code = $reason)
  AND (len($only::VARCHAR[]) = 0 OR list_contains($only::VARCHAR[], part.source) OR list_contains($only, input))
GROUP BY ALL ORDER BY input
"""


@dataclass(frozen=True, slots=True)
class Refused:
    """An input that was refused, in part or whole."""

    name: str
    content_hash: str | None  # None where it was refused before its bytes were had
    byte_count: int | None


def refused(connection: duckdb.DuckDBPyConnection, only: Sequence[str], reason: str | None) -> list[Refused]:
    """The inputs that stand refused, of these sources and for this reason."""
    rows = connection.execute(REFUSED, {"only": list(only), "reason": reason}).fetchall()
    return [Refused(name, content_hash, byte_count) for name, content_hash, byte_count, _ in rows]


def landed(
    inputs: Sequence[Refused], settings: Settings, house: Warehouse, known: Callable[[str], str | None]
) -> Iterator[Raw | Refusal]:
    """The inputs again, each once; one that is nowhere to be found is refused for that."""
    waiting = {each.name: each for each in inputs}
    for landing in (_kept, _found, _fetched):
        for each in landing(list(waiting.values()), settings, house, known):
            if waiting.pop(each.source, None):
                yield each
    for name in waiting:
        yield Refusal(name, Stage.LAND, Reason.NOT_FOUND, "no bytes were kept, and it is in none of inputs and sources")


def _kept(
    inputs: list[Refused], settings: Settings, house: Warehouse, known: Callable[[str], str | None]
) -> Iterator[Raw | Refusal]:
    """Those whose bytes are here, with what is known of them beside."""
    wanted = {each.name: each for each in inputs if each.content_hash and place(house.raw, each.content_hash).exists()}
    visits = watching(settings, house, known)
    poll = visits.kept()
    listed: dict[str, Raw] = {}
    try:
        for source in _owners(wanted, settings):
            if source.kind is not Kind.FOLDER:
                listed |= {each.source: each for each in web.land(source, poll) if isinstance(each, Raw)}
    finally:
        visits.listings.close()
    for name, each in wanted.items():
        raw = Raw(name, place(house.raw, str(each.content_hash)), str(each.content_hash), each.byte_count or 0)
        beside = listed.get(name) or poll.kept(name) or _of_folder(raw, settings)
        yield replace(beside, path=raw.path, content_hash=raw.content_hash, byte_count=raw.byte_count)


def _of_folder(raw: Raw, settings: Settings) -> Raw:
    """Bytes with what the source that is a folder says of its files, if they came from one."""
    for source in _owners({raw.source: None}, settings):
        if source.kind is Kind.FOLDER:
            facts = Facts(publisher=source.publisher, language=source.language)
            return replace(raw, facts=facts, columns=source.columns)
    return raw


def _found(
    inputs: list[Refused], settings: Settings, house: Warehouse, _: Callable[[str], str | None]
) -> Iterator[Raw | Refusal]:
    """Those that lie in the folders that runs take in by default."""
    roots = [root for root in settings.inputs if not is_web(str(root))]
    for each in inputs:
        for root in roots:
            below = f"{root.resolve().name}/" if len(roots) > 1 and root.is_dir() else ""
            path = root / each.name.removeprefix(below) if root.is_dir() else root
            if each.name.startswith(below) and path.is_file() and (root.is_dir() or path.name == each.name):
                for again in land(path, house.raw, settings.max_input_bytes):
                    yield replace(again, source=each.name)


def _fetched(
    inputs: list[Refused], settings: Settings, house: Warehouse, known: Callable[[str], str | None]
) -> Iterator[Raw | Refusal]:
    """Those that a source has, asked for again."""
    sources = _owners({each.name: each for each in inputs}, settings)
    yield from watching(settings, house, known).land(sources)


def _owners(names: dict[str, Refused] | dict[str, None], settings: Settings) -> list[Source]:
    """The sources that inputs of these names come from, those of addresses without a source among them."""
    owners = [s for s in settings.sources if any(f"{name}/".startswith(f"{s.name}/") for name in names)]
    return [*owners, *(unnamed(name) for name in names if is_web(name))]
