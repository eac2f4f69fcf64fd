# ruff: noqa: E501
"""Whether an article says the same through every door: `python -m tests.bench.doors ARTICLES.jsonl [--number N]`.

Sends the same articles through JSON lines, a WordPress export, a web archive, a folder of pages and a feed, each into a
warehouse of its own, and prints the share of each table's facts that a door has in common with JSON lines: facts shared,
over facts of either. A fact is what a row says, without ids and places in the text, which differ where the text does.
Every body begins with its headline, as pages show it. What is left to differ: the extractor of web pages chooses what is
the article, and may drop a line or take one in; the other doors are told.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from email.utils import format_datetime
from html import escape
from pathlib import Path
from typing import Any

import duckdb
from rich.console import Console
from rich.table import Table

from flows.document import Document, Raw
from flows.landing.folder import land
from flows.parse import parse
from schemas.codes.text import SegmentKind

SITE = "https://a.example"
TAGS = {
    SegmentKind.HEADING: "h2",
    SegmentKind.BLOCKQUOTE: "blockquote",
    SegmentKind.LIST_ITEM: "li",
}
#: What a row of each table says.
FACTS = {
    "articles": "title, authors, published_edtf, published_at, publisher, language",
    "segments": "kind, regexp_replace(text, '\\s+', ' ', 'g')",
    "sentences": "regexp_replace(text, '\\s+', ' ', 'g')",
    "mentions": "regexp_replace(text, '\\s+', ' ', 'g'), entity_type, mention_kind",
    "entities": "name, entity_type",
    "dates": "text, timex_type, timex_value, earliest, latest",
    "figures": "text, value_low, value_high, bound, unit, counted, measure",
    "quotes": "regexp_replace(text, '\\s+', ' ', 'g'), quote_type, speaker_text, cue",
    "event_mentions": "trigger, event_type, event_mode, realis, earliest, latest",
    "events": "event_type, event_mode, country_code, earliest, latest, killed_best, wounded_best",
    "event_participants": "role, name, is_alleged",
    "relations": "relation_type, polarity, modality, regexp_replace(text, '\\s+', ' ', 'g')",
    "links": "href, link_kind",
    "corrections": "regexp_replace(text, '\\s+', ' ', 'g')",
}
WXR = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/"><channel><wp:wxr_version>1.2</wp:wxr_version>"""
RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>"""


def main() -> None:
    """Compare and print."""
    options = _options()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        articles = list(_articles(options.articles, folder / "kept", options.number))
        facts = {}
        for name, make in DOORS.items():
            door = folder / name
            door.mkdir()
            make(articles, door)
            facts[name] = _facts(door, folder / f"warehouse-{name}")
    shares = {
        name: {table: share(facts["jsonl"][table], found[table]) for table in FACTS} for name, found in facts.items()
    }
    if options.json:
        sys.stdout.write(json.dumps(shares) + "\n")
        return
    shown = Table("table", "facts", *(name for name in DOORS if name != "jsonl"), title="facts shared with JSON lines")
    for table in FACTS:
        columns = (f"{shares[name][table]:.3f}" for name in DOORS if name != "jsonl")
        shown.add_row(table, str(facts["jsonl"][table].total()), *columns)
    Console().print(shown)


def share(one: Counter[Any], other: Counter[Any]) -> float:
    """Facts of both over facts of either; 1 where neither has any."""
    return (one & other).total() / ((one | other).total() or 1) if one or other else 1.0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path, help="articles as JSON lines")
    parser.add_argument("--number", type=int, default=30, help="how many of them")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser.parse_args()


def _articles(path: Path, kept: Path, number: int) -> Iterator[Document]:
    """The first articles of a corpus, as they are read from JSON lines."""
    found = (one for raw in land(path, kept) if isinstance(raw, Raw) for one in parse(raw) if isinstance(one, Document))
    for at, one in enumerate(found):
        if at < number:
            yield one


def body(article: Document) -> str:
    """An article's blocks as HTML, each by the kind that JSON lines gave it."""
    blocks = [f"<h1>{escape(article.title)}</h1>"] if article.title else []
    for segment in article.segments:
        tag = TAGS.get(segment.kind, "p")
        words = escape(" ".join(article.text[segment.start : segment.end].split()))
        blocks.append(f"<ul><li>{words}</li></ul>" if tag == "li" else f"<{tag}>{words}</{tag}>")
    return "\n".join(blocks)


def to_jsonl(articles: list[Document], folder: Path) -> None:
    """The articles as JSON lines, with an address and without what only their text says."""
    rows = (
        {
            "id": one.external_id,
            "url": _address(number),
            "title": one.title,
            "text": f"{one.title}\n\n{one.text}" if one.title else one.text,
            "published": one.published_edtf,
            "authors": one.authors,
            "publisher": one.publisher,
            "language": one.language,
        }
        for number, one in enumerate(articles)
    )
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    (folder / "a.jsonl").write_text(lines, encoding="ascii")


def to_wxr(articles: list[Document], folder: Path) -> None:
    """The articles as the posts of one WordPress export for each publisher and language."""
    items: dict[tuple[str, str], list[str]] = {}
    for number, one in enumerate(articles):
        item = (
            f"<item><title>{_xml(one.title)}</title><link>{_address(number)}</link><dc:creator>{_xml(', '.join(one.authors))}</dc:creator>"
            f"<guid>{_xml(one.external_id)}</guid><content:encoded>{_xml(body(one))}</content:encoded><wp:status>publish</wp:status>"
            f"<wp:post_type>post</wp:post_type><wp:post_date>{one.published_edtf or ''} 00:00:00</wp:post_date></item>"
        )
        items.setdefault((one.publisher or "", one.language or ""), []).append(item)
    for number, ((publisher, language), found) in enumerate(items.items()):
        head = f"{WXR}<title>{_xml(publisher)}</title><language>{language}</language>"
        (folder / f"{number}.xml").write_text(f"{head}{''.join(found)}</channel></rss>", encoding="utf-8")


def to_feed(articles: list[Document], folder: Path) -> None:
    """The articles as the items of one feed for each publisher and language."""
    items: dict[tuple[str, str], list[str]] = {}
    for number, one in enumerate(articles):
        day = f"<pubDate>{format_datetime(one.published_at)}</pubDate>" if one.published_at else ""
        item = (
            f"<item><title>{_xml(one.title)}</title><link>{_address(number)}</link><guid isPermaLink='false'>{_xml(one.external_id)}</guid>"
            f"{''.join(f'<dc:creator>{_xml(name)}</dc:creator>' for name in one.authors)}{day}<content:encoded>{_xml(body(one))}</content:encoded></item>"
        )
        items.setdefault((one.publisher or "", one.language or ""), []).append(item)
    for number, ((publisher, language), found) in enumerate(items.items()):
        head = f"{RSS}<title>{_xml(publisher)}</title><language>{language}</language>"
        (folder / f"{number}.rss").write_text(f"{head}{''.join(found)}</channel></rss>", encoding="utf-8")


def to_pages(articles: list[Document], folder: Path) -> None:
    """The articles as web pages."""
    for number, one in enumerate(articles):
        (folder / f"{number:04}.html").write_text(page(number, one), encoding="utf-8")


def to_warc(articles: list[Document], folder: Path) -> None:
    """The articles as the pages of a web archive."""
    from io import BytesIO

    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    with (folder / "a.warc.gz").open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for number, one in enumerate(articles):
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
            payload = BytesIO(page(number, one).encode())
            writer.write_record(
                writer.create_warc_record(_address(number), "response", payload=payload, http_headers=headers)
            )


def page(number: int, article: Document) -> str:
    """An article as a page of a site, with a menu and a footer around it."""
    said = {
        "@type": "NewsArticle",
        "headline": article.title,
        "datePublished": article.published_edtf,
        "author": [{"@type": "Person", "name": name} for name in article.authors],
        "publisher": {"name": article.publisher} if article.publisher else None,
    }
    title = escape(article.title or "")
    return (
        f"<!doctype html><html lang='{article.language or ''}'><head><meta charset='utf-8'><title>{title}</title>"
        f"<link rel='canonical' href='{_address(number)}'><script type='application/ld+json'>{json.dumps(said)}</script></head><body>"
        f"<nav><ul><li><a href='/'>Home</a></li><li><a href='/about'>About</a></li></ul></nav><article>{body(article)}"
        f"</article><footer><p>All rights reserved</p></footer></body></html>"
    )


DOORS: dict[str, Callable[[list[Document], Path], None]] = {
    "jsonl": to_jsonl,
    "wxr": to_wxr,
    "warc": to_warc,
    "html": to_pages,
    "feed": to_feed,
}


def _address(number: int) -> str:
    return f"{SITE}/{number}"


def _xml(words: str | None) -> str:
    return f"<![CDATA[{(words or '').replace(']]>', ']]]]><![CDATA[>')}]]>"


def _facts(inputs: Path, house: Path) -> dict[str, Counter[Any]]:
    """What a warehouse of these inputs says, by table."""
    os.environ.setdefault("PREFECT_LOGGING_LEVEL", "ERROR")
    from flows import pipeline

    pipeline.ingest(inputs=[str(inputs)], warehouse=str(house), quiet=True)
    with duckdb.connect(str(house / "dateline.duckdb"), read_only=True) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        return {
            name: Counter(map(str, connection.execute(f"SELECT {columns} FROM {name}").fetchall()))
            for name, columns in FACTS.items()
        }


if __name__ == "__main__":
    main()
