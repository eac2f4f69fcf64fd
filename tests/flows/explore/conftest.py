"""A small warehouse of the sample article, articles that contradict each other, and hostile ones; and its pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from spacy.language import Language
from starlette.testclient import TestClient

from flows import language
from flows.current import Current
from flows.document import Document
from flows.explore import server
from flows.load import publish
from flows.parse.reading import Given
from flows.parse.text import read_text
from flows.warehouse import Warehouse
from schemas.contract import Record, record_id, tables
from schemas.tables.articles import Article
from tests.conftest import paragraphs
from tests.flows.conftest import HARBOUR, STRIKE
from tests.flows.load.conftest import publish_rows

SAMPLE = Path(__file__).parents[3] / "raw" / "2016-04-12-built-in-syria.txt"
MORE_DEAD = """\
Seven killed as bomb tears through Tallinn port

By Tarmo Lepik on March 4, 2021

Seven dock workers were killed and 12 people were injured on Tuesday when a bomb exploded at the harbour of Tallinn, \
the hospital said.
"""
RLO, NUL = "\u202e", "\x00"
HOSTILE = Document(
    "hostile.txt<b>",
    "Mayor <img src=x onerror=alert(1)> Jaan Kask said \"</q></a><script>alert('quote')</script> is safe\" on March 3, "
    f"2021. {RLO}desrever era sdrow esehT{NUL} in Tallinn. {{{{ 7 * 7 }}}} Two people were killed in Riga on Monday "
    "when a bomb exploded, O'Neil & Sons' \"onmouseover=alert(1)\" said. <svg onload=alert(1)> Smith was arrested.",
    title="<script>alert('title')</script>",
    published_edtf="2021-03-05",
    url="javascript:alert('url')",
    authors=("\"><svg onload=alert('author')>",),
    publisher="</title><script>alert('publisher')</script>",
    language="en",
)
FOREIGN = Document(
    "foreign.txt",
    "شرطة قالت إن قنبلة انفجرت في الميناء.",
    title="انفجار",
    url="https://example.org/?a=1&b=2",
    language="ar",
)


type Reader = Callable[[Warehouse, int, list[Document]], None]


@pytest.fixture(scope="session")
def read_into(nlp: Language) -> Reader:
    """Reads documents and publishes them as a run, without Prefect and Great Expectations."""

    def read(house: Warehouse, run_no: int, documents: list[Document]) -> None:
        rows: dict[str, list[Record]] = defaultdict(list)
        rows["articles"] = [_article(document, record_id("run", run_no)) for document in documents]
        names = {table.record: table.name for table in tables().values()}
        for _, records in language.read(nlp, documents):
            for record in records:
                rows[names[type(record)]].append(record)
        publish_rows(house, run_no, rows)

    return read


@pytest.fixture(scope="session")
def explored(read_into: Reader, tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """The warehouse that all pages are looked at over."""
    texts = {"harbour": HARBOUR, "port": MORE_DEAD, "strike": STRIKE, "sample": SAMPLE.read_text("utf-8")}
    hostile = replace(HOSTILE, segments=paragraphs(HOSTILE.text))
    documents = [*(document_of(f"{name}.txt", text) for name, text in texts.items()), hostile, FOREIGN]
    house = Warehouse(tmp_path_factory.mktemp("explored"))
    read_into(house, 1, documents)
    return house


@pytest.fixture(scope="session")
def served(explored: Warehouse, tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """A copy for the server: DuckDB would give whoever else opens its file in this process its sealed instance."""
    return copy_of(explored, tmp_path_factory.mktemp("served"))


@pytest.fixture
def current(explored: Warehouse, tmp_path: Path) -> Iterator[Current]:
    """Lends connections to a copy of its own."""
    made = Current(copy_of(explored, tmp_path), server.MEMORY)
    yield made
    made.close()


@pytest.fixture(scope="session")
def client(served: Warehouse) -> Iterator[TestClient]:
    """A client of the pages."""
    with TestClient(server.application(served), base_url="http://127.0.0.1") as made:
        yield made


@pytest.fixture(scope="session")
def ids(explored: Warehouse) -> dict[str, str]:
    """Ids by what they are: an article's source, an entity's name, an event's title."""
    with publish.connect(explored) as connection:
        rows = connection.execute(
            "SELECT source, article_id FROM articles UNION ALL SELECT name, entity_id FROM entities "
            "UNION ALL SELECT title, event_id FROM events"
        ).fetchall()
    return dict(rows)


@pytest.fixture(scope="session")
def every_page(explored: Warehouse) -> list[str]:
    """The addresses of pages: all kinds, all articles and events, what hostile text names, and every fourth entity."""
    with publish.connect(explored) as connection:
        rows = connection.execute(
            "SELECT '/article/' || article_id FROM articles UNION SELECT '/event/' || event_id FROM events "
            "UNION SELECT '/entity/' || entity_id FROM mentions JOIN articles USING (article_id) "
            "WHERE contains(source, '<') AND entity_id IS NOT NULL "
            "UNION (SELECT '/entity/' || entity_id FROM entities "
            "QUALIFY row_number() OVER (ORDER BY entity_id) % 4 = 0) ORDER BY 1"
        ).fetchall()
    plain = "/ /articles /entities /entities?type=place /events /events?view=europe&killed=1 /network /casualties"
    queries = "/quality /search /search?q=Kask /search?q=%3Cscript%3E /sql /sql?q=FROM+articles /sql?q=SELEC /nowhere"
    return [*plain.split(), *queries.split(), *(address for (address,) in rows)]


def copy_of(house: Warehouse, to: Path) -> Warehouse:
    """Its database in another folder."""
    made = Warehouse(to)
    made.database.write_bytes(house.database.read_bytes())
    return made


def document_of(source: str, text: str) -> Document:
    """A text as its parser understands it."""
    return read_text(source, text, Given(), has_title=True)


def _article(document: Document, run_id: str) -> Article:
    names = {field.name for field in tables()["articles"].fields} - {"run_id", "duplicate_of", "duplicate_kind"}
    said = {name: getattr(document, name) for name in names if hasattr(document, name)}
    return Article(**said | {"run_id": run_id, "authors": document.authors or None})
