"""How well reports of one event in different articles come together: `python -m tests.bench.rereports CORPUS.jsonl`.

Takes 200 articles of a corpus, plants 60 re-reports of 20 events that never happened and reports of 25 others that
resemble them (`rereports.jsonl`, texts of our own), ingests all into a fresh warehouse, and counts which pairs of
articles came to share an event. A pair of reports of one event is found if the passage of each that tells of it
(`words`, or where there are none the article's main event) shares an event; any event that a planted article shares
with one of the corpus or of another planted event is a wrong pair. `--planted` takes other re-reports, such as
`rereports_unseen.jsonl`, which were written after the weights were set.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path
from typing import Any

import duckdb
from rich.console import Console
from rich.table import Table

PLANTED = Path(__file__).with_name("rereports.jsonl")
OF_CORPUS = 200
ROWS = """
SELECT a.external_id, m.event_id, m.is_main, m.char_start, m.char_end, m.trigger
FROM event_mentions m JOIN articles a USING (article_id)
"""

type Rows = list[tuple[str, str, bool, int, int, str]]
type Pair = frozenset[str]


def main() -> None:
    """Plant, ingest, count and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path, help="articles as JSON lines")
    parser.add_argument(
        "--planted", type=Path, default=PLANTED, help="re-reports, with their event where they have one"
    )
    parser.add_argument("--show", action="store_true", help="name the pairs that are wrong or missed")
    options = parser.parse_args()
    planted = {article["id"]: article for article in _lines(options.planted)}
    with tempfile.TemporaryDirectory() as folder:
        rows = ingested(Path(folder), [*_lines(options.corpus)[:OF_CORPUS], *planted.values()])
    right, found, wrong = pairs(rows, planted)
    table = Table("pairs", "of one event", "found", "wrong", "precision", "recall")
    told = {pair for pair in right if not any("words" in planted[each] for each in pair)}
    for name, mine in {"all": right, "both mainly of it": told}.items():
        hits = mine & found
        precision = len(hits) / max(1, len(hits) + len(wrong))
        table.add_row(name, *map(str, (len(mine), len(hits), len(wrong))), f"{precision:.3f}", _share(hits, mine))
    Console().print(table)
    if options.show:
        for said, which in {"wrong": wrong, "missed": right - found}.items():
            for pair in sorted(map(sorted, which)):
                Console().print(said, *pair)


def ingested(folder: Path, articles: Iterable[dict[str, Any]]) -> Rows:
    """Every event mention of a fresh warehouse of these articles, which is proved sound."""
    source = folder / "articles.jsonl"
    known = ("id", "title", "text", "published", "publisher", "url")
    given = ({name: article[name] for name in known if article.get(name)} for article in articles)
    source.write_text("".join(json.dumps(article) + "\n" for article in given), encoding="ascii")
    dateline = Path(sys.executable).with_name("dateline")
    subprocess.run([dateline, "run", source, "-w", folder, "--quiet"], check=True, stdout=subprocess.DEVNULL)
    subprocess.run([dateline, "check", "-w", folder], check=True, stdout=subprocess.DEVNULL)
    with duckdb.connect(str(folder / "dateline.duckdb"), read_only=True) as connection:
        return connection.execute(ROWS).fetchall()


def pairs(rows: Rows, planted: dict[str, dict[str, Any]]) -> tuple[set[Pair], set[Pair], set[Pair]]:
    """Pairs of articles: re-reports of one event, those of them found to be, and those that share an event wrongly."""
    telling: dict[str, set[str]] = defaultdict(set)
    all_of: dict[str, set[str]] = defaultdict(set)
    for article, event, is_main, start, end, _ in rows:
        all_of[event].add(article)
        if article in planted and _tells(planted[article], start, end, is_main=is_main):
            telling[article].add(event)
    reports = [name for name, article in planted.items() if "event" in article]
    right = {frozenset(p) for p in combinations(reports, 2) if planted[p[0]]["event"] == planted[p[1]]["event"]}
    found = {pair for pair in right if set.intersection(*(telling[each] for each in pair))}
    shared = {frozenset(pair) for articles in all_of.values() for pair in combinations(sorted(articles), 2)}
    return right, found, {pair for pair in shared if pair & planted.keys() and pair not in right}


def _tells(article: dict[str, Any], start: int, end: int, *, is_main: bool) -> bool:
    """Whether an event mention is of the event that was planted."""
    if "words" not in article:
        return is_main
    told = article["text"].index(article["words"])
    return start < told + len(article["words"]) and told < end


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _share(part: set[Pair], whole: set[Pair]) -> str:
    return f"{len(part) / max(1, len(whole)):.3f}"


if __name__ == "__main__":
    main()
