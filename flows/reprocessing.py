"""Reading anew what was taken in before, with the present code, model and settings, from the bytes as received.

Nothing is fetched. Some thousand articles are one run, so a killed reprocessing goes on where it stopped. Articles that
the present reader has read are left alone. What a new reading says again stands as it stood; what it no longer says is
retracted as `reprocessed`, and the runs of both say who believed what.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields, replace
from typing import Any

import duckdb

from flows import reading, runs
from flows.document import Document, Facts, Link, Raw, Segment
from flows.intake import Intake, Item, Known
from flows.load import publish
from flows.progress import Step, Steps
from flows.settings import CODE_VERSION, Settings, load, model_name, now
from flows.stage import Batch, Files, clear
from flows.warehouse import Warehouse
from schemas.codes.runs import Outcome, Reason, RunStatus
from schemas.codes.text import LinkKind, SegmentKind
from schemas.tables.inputs import Input

#: Articles that one run reads anew.
A_RUN = 5_000
STALE = """
SELECT a.article_id, a.source FROM main.articles a JOIN main.runs r USING (run_id)
WHERE ($force OR (r.code_version, r.model, r.config_hash) <> ($code, $model, $config))
  AND (len($only::VARCHAR[]) = 0 OR list_has_any([a.article_id, a.external_id, a.url, a.source], $only::VARCHAR[]))
ORDER BY a.source, a.article_id
"""
#: Files that an article was read from, the latest first.
FILES = """
SELECT i.article_id, whole.input, whole.content_hash, whole.byte_count
FROM main.inputs i JOIN main.runs USING (run_id) JOIN main.inputs whole
    ON whole.run_id = i.run_id AND whole.input = i.input AND whole.source = whole.input
WHERE i.outcome = 'loaded' AND i.article_id IN (SELECT unnest(?::VARCHAR[])) AND whole.content_hash IS NOT NULL
ORDER BY run_no DESC
"""
#: What the header of a piece says, besides its text.
HEADER = ("external_id", "url", "title", "authors", "published_edtf", "published_at", "modified_at", "publisher")


@dataclass
class Rereading(Intake):
    """The account of a run that takes in nothing: every article is known."""

    def rows(self, run_id: str) -> list[Input]:
        """None: nothing was learned of the inputs."""
        del run_id
        return []


def reprocess(
    house: Warehouse, only: list[str], *, force: bool = False, quiet: bool = True, at_once: int = A_RUN
) -> dict[str, Any]:
    """Read anew the articles that another reader has read, or with `force` all; gives counts.

    `only` names articles by id, external id, address or source.
    """
    settings, steps, done, run_ids = load(), Steps(quiet=quiet), 0, []
    with house.locked(), steps.shown(), reading.workers(settings.process_count):
        publish.heal(house)
        with publish.connect(house) as connection:
            stale = _stale(connection, settings, only, force=force)
        with steps.step("reading articles anew") as step:
            step.expect(len(stale))
            for start in range(0, len(stale), at_once):
                run = _reread(house, settings, stale[start : start + at_once], step)
                done += run.account["unchanged"]
                run_ids.append(run.run_id)
        clear(house.staging)  # also where an earlier attempt was killed with all but this done
    return {"status": "reprocessed" if run_ids else "unchanged", "articles": done, "runs": run_ids}


def _stale(
    connection: duckdb.DuckDBPyConnection, settings: Settings, only: list[str], *, force: bool
) -> list[tuple[str, str]]:
    """Id and source of the articles to read."""
    code, model, config = _reader(settings)
    given = {"force": force, "code": code, "model": model, "config": config, "only": only}
    return connection.execute(STALE, given).fetchall()


def _reader(settings: Settings) -> tuple[str, str, str]:
    return CODE_VERSION, model_name(settings.model), settings.config_hash


def _reread(house: Warehouse, settings: Settings, stale: list[tuple[str, str]], step: Step) -> runs.Run:
    """One run over some articles."""
    started_at = now()
    with publish.connect(house) as connection:
        stored = {document.article_id: document for document in _stored(connection, [each for each, _ in stale])}
        raws = _raws(connection, house, stored)
    documents = list(_documents(house, settings, stored, raws))
    intake = Rereading(Known({}, {}, frozenset()))
    for document in documents:
        source = document.source
        intake.items[source] = Item(source, source, Outcome.SKIPPED, Reason.UNCHANGED, document.article_id)
    batches = list(_batches(house, settings, documents))
    with ThreadPoolExecutor(2 * settings.process_count) as waiting:
        for batch, _ in zip(batches, waiting.map(lambda b: _read(b, settings), batches), strict=True):
            step.advance(batch.size)
    run = replace(runs.Run.of(intake, house, settings, started_at), has_news=True, status=RunStatus.REPROCESSED)
    run.load(intake, run.validate(intake, batches))
    clear(house.staging)
    return run


def _read(batch: Batch, settings: Settings) -> None:
    reading.read(batch.folder, settings.model, settings.limits)


def _batches(house: Warehouse, settings: Settings, documents: Iterable[Document]) -> Iterator[Batch]:
    waiting: list[Document] = []
    for document in documents:
        waiting.append(document)
        if sum(len(each.text) for each in waiting) >= settings.batch_chars:
            yield Batch.write(house.staging, waiting, ("again", *_reader(settings)))
            waiting = []
    if waiting:
        yield Batch.write(house.staging, waiting, ("again", *_reader(settings)))


def _documents(
    house: Warehouse, settings: Settings, stored: dict[str, Document], raws: dict[str, list[Raw]]
) -> Iterator[Document]:
    """Each article as its file is parsed now; as it is stored, where the file is gone or gives it no more."""
    parsed: dict[str, Document] = {}
    files = {(raw.source, raw.content_hash): raw for each in raws.values() for raw in each if raw.path.exists()}
    for raw in files.values():
        # Of what was read from a page of its own, a feed holds a summary.
        own = {article_id for article_id, given in raws.items() if raw.path in {each.path for each in given}}
        found = Files.of(house.staging, [raw])
        reading.parse(found, settings.limits)
        for _, each in found.parsed():
            if isinstance(each, Document) and (known := _known(each, stored)) and known.article_id in own:
                parsed[known.article_id] = _again(each, known, parsed.get(known.article_id))
        clear(found.folder)
    yield from (parsed.get(article_id, document) for article_id, document in stored.items())


def _known(document: Document, stored: dict[str, Document]) -> Document | None:
    """The stored article that a parsed document is."""
    return stored.get(document.article_id) or stored.get(document.apart().article_id)


def _again(document: Document, known: Document, other: Document | None) -> Document:
    """A stored article with the text and segments of a document parsed anew.

    Where several files gave it, the one counts that gives its text as it is. Where only the header differs, a listing
    said it that is not kept: the stored one stands.
    """
    if other and other.content_hash == known.content_hash:
        return other
    header = {name: getattr(known, name) or getattr(document, name) for name in HEADER}
    if document.content_hash == known.content_hash:
        header = {name: getattr(document, name) or getattr(known, name) for name in HEADER}
    made = replace(document, source=known.source, known_id=known.article_id, language=known.language, **header)
    return made if other is None or made.content_hash == known.content_hash else other


def _raws(connection: duckdb.DuckDBPyConnection, house: Warehouse, stored: dict[str, Document]) -> dict[str, list[Raw]]:
    """The files that each article was read from, as kept."""
    found: dict[str, list[Raw]] = {}
    for article_id, name, content_hash, size in connection.execute(FILES, [sorted(stored)]).fetchall():
        path = house.raw / content_hash[:2] / content_hash
        known = stored[article_id]
        raw = Raw(name, path, content_hash, size)
        if known.source == name:
            raw = replace(raw, url=known.url, facts=Facts(external_id=known.external_id, publisher=known.publisher))
        found.setdefault(article_id, []).append(raw)
    return found


def _stored(connection: duckdb.DuckDBPyConnection, article_ids: list[str]) -> Iterator[Document]:
    """Articles as documents, from their rows."""
    segments = _by_article(
        connection, "SELECT article_id, char_start, char_end, kind, level FROM main.segments", article_ids
    )
    links = _by_article(
        connection, "SELECT article_id, char_start, char_end, href, link_kind FROM main.links", article_ids
    )
    names = [each.name for each in fields(Document) if each.name not in ("segments", "links", "version", "known_id")]
    columns = ", ".join(names)
    for article_id, *values in _rows(connection, f"SELECT article_id, {columns} FROM main.articles", article_ids):  # noqa: S608
        said = dict(zip(names, values, strict=True))
        yield Document(
            **{**said, **{name: tuple(said[name] or ()) for name in ("authors", "keywords")}},
            segments=tuple(
                Segment(SegmentKind(kind), start, end, level) for start, end, kind, level in segments[article_id]
            ),
            links=tuple(Link(start, end, href, LinkKind(kind)) for start, end, href, kind in links[article_id]),
            known_id=article_id,
        )


def _rows(connection: duckdb.DuckDBPyConnection, query: str, article_ids: list[str]) -> list[tuple[Any, ...]]:
    return connection.execute(
        f"{query} WHERE article_id IN (SELECT unnest(?::VARCHAR[])) ORDER BY ALL", [article_ids]
    ).fetchall()


def _by_article(
    connection: duckdb.DuckDBPyConnection, query: str, article_ids: list[str]
) -> dict[str, list[tuple[Any, ...]]]:
    found: dict[str, list[tuple[Any, ...]]] = {each: [] for each in article_ids}
    for article_id, *values in _rows(connection, query, article_ids):
        found[article_id].append(tuple(values))
    return found
