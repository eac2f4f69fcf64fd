"""How much slower than the bare language model dateline is: `python -m tests.bench.speed [ARTICLES.jsonl] [--json]`.

Reads every article twice in one process: with bare `nlp.pipe` of the model as it comes, and with the whole of what a
run does to a text (parse, read with all components, records to Parquet). Prints words a second of both and their ratio,
and the time of each component.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from itertools import chain
from pathlib import Path

import spacy
from rich.console import Console
from rich.table import Table
from spacy.language import Language

from flows import language, parse
from flows.document import Document, Raw
from flows.landing.folder import land
from flows.settings import Settings
from flows.stage import Batch

SAMPLE = Path(__file__).parents[2] / "raw"


def main() -> None:
    """Measure and print."""
    options = _options()
    with tempfile.TemporaryDirectory() as scratch:
        started = time.perf_counter()
        raws = [raw for raw in land(options.articles, Path(scratch) / "raw") if isinstance(raw, Raw)]
        documents = [d for raw in raws for d in parse.parse(raw) if isinstance(d, Document)]
        parsed = time.perf_counter() - started
        documents *= max(1, options.least_words // max(1, _words(documents)))
        bare = _bare_seconds(documents)
        nlp = language.load_language(Settings().model)
        whole = _whole_seconds(nlp, documents, Path(scratch)) + parsed
        parts = _component_seconds(nlp, documents[:50])
    words = _words(documents)
    figures = {
        "articles": len(documents),
        "words": words,
        "bare_words_per_s": round(words / bare),
        "dateline_words_per_s": round(words / whole),
        "ratio": round(bare / whole, 3),
        "component_share": parts,
    }
    _show(figures, as_json=options.json)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path, nargs="?", default=SAMPLE, help="a file or folder of articles")
    parser.add_argument("--least-words", type=int, default=20_000, help="repeat a smaller input up to so many words")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser.parse_args()


def _words(documents: list[Document]) -> int:
    return sum(len(document.text.split()) for document in documents)


def _bare_seconds(documents: list[Document]) -> float:
    """Seconds of `nlp.pipe` with the model as it comes, nothing added, nothing switched off."""
    nlp = spacy.load(language.model_path(Settings().model))
    list(nlp.pipe(["Warm up."]))
    started = time.perf_counter()
    for _ in nlp.pipe(document.text for document in documents):
        pass
    return time.perf_counter() - started


def _whole_seconds(nlp: Language, documents: list[Document], scratch: Path) -> float:
    """Seconds of reading the documents and writing their records."""
    list(language.read(nlp, [Document("warm.txt", "Warm up in Berlin on Monday.")]))
    started = time.perf_counter()
    batch = Batch.write(scratch, documents, ("bench",))
    batch.finish(chain.from_iterable(records for _, records in language.read(nlp, batch.documents())), [])
    return time.perf_counter() - started


def _component_seconds(nlp: Language, documents: list[Document]) -> dict[str, float]:
    """Each component's share of the time of the pipeline."""
    seconds: dict[str, float] = {}
    docs = [language.prepare(nlp, document) for document in documents]
    for name, component in nlp.pipeline:
        started = time.perf_counter()
        docs = [component(doc) for doc in docs]
        seconds[name] = time.perf_counter() - started
    return {name: round(each / sum(seconds.values()), 3) for name, each in seconds.items()}


def _show(figures: dict[str, object], *, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(json.dumps(figures) + "\n")
        return
    table = Table("figure", "value", title="dateline against the bare language model, one process")
    shares = figures.pop("component_share")
    for name, value in figures.items():
        table.add_row(name, str(value))
    for name, share in dict(shares).items():  # type: ignore[call-overload]
        table.add_row(f"share of {name}", f"{share:.1%}")
    Console().print(table)


if __name__ == "__main__":
    main()
