"""Mentions: the spans that name or refer to persons, bodies, places, peoples and named things."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from flows.extract.naming.headings import heading_names, heading_tokens
from flows.extract.naming.nested import nested_places
from flows.extract.naming.nominals import nominals, pronouns
from flows.extract.naming.pieces import pieces
from flows.extract.naming.spans import Name, Reading, runs
from flows.extract.naming.types import settle
from flows.extract.naming.words import listed
from flows.layers import Mention
from schemas.contract import Record

FACTORY = "dateline_mentions"
#: How much a mention of each kind is trusted.
SURE = {"name": 0.9, "nominal": 0.7, "pronoun": 0.6}
#: A note or parenthesis that the tokenizer left at a name.
GLUED = re.compile(r"(?<![,.;])[,.;]*+[\[(\])]")
ABBREVIATED = re.compile(r"(?:\b\w\.|\b(?:Inc|Corp|Co|Ltd|Jr|Sr|St|Bros|Cal)\.)$")


@Language.factory(FACTORY, requires=["doc.ents", "token.pos", "token.dep"], assigns=["doc._.mentions"])
class MentionReader:
    """Lays the mentions of a Doc."""

    def __init__(self, nlp: Language, name: str = FACTORY) -> None:  # noqa: ARG002
        """Make a reader that knows the listed names as the pipeline's tokens."""
        self.kinds = {nlp.vocab.strings.add(text): kind for text, kind in listed().items()}
        self.matcher = PhraseMatcher(nlp.vocab)
        for text in listed():
            self.matcher.add(text, [nlp.make_doc(text)])

    def __call__(self, doc: Doc) -> Doc:
        """The Doc with its layer `mentions`, in reading order."""
        segments = list(doc._.document.narrative())
        starts = {segment.start for segment in segments}
        breaks = {token.i for token in doc if token.idx in starts}
        reading = Reading.of(doc, breaks, self.known(doc))
        names = find_names(reading, heading_tokens(reading, segments, doc._.document.text))
        common = list(nominals(reading, names))
        referring = list(pronouns(reading, sorted([*names, *common], key=lambda name: (name.end, -name.start))))
        found = [
            _mention(doc, name, kind)
            for kind, part in (("name", names), ("nominal", common), ("pronoun", referring))
            for name in part
        ]
        doc._.mentions = sorted(found, key=lambda mention: (mention.start, -mention.end))
        return doc

    def known(self, doc: Doc) -> dict[int, tuple[int, str]]:
        """The longest listed name from each token at which one begins: its end and kind."""
        found: dict[int, tuple[int, str]] = {}
        for key, start, end in self.matcher(doc):
            if end > found.get(start, (0, ""))[0]:
                found[start] = (end, self.kinds[key])
        return found


def find_names(reading: Reading, headings: set[int]) -> list[Name]:
    """The names of an article, in reading order, a place within another name after that name."""
    found = [name for start, end in runs(reading) if start not in headings for name in pieces(reading, start, end)]
    names = settle(reading, found)
    names += without_overlap(heading_names(reading, headings, names))
    names += nested_places(reading, names)
    return sorted(names, key=lambda name: (name.start, -name.end))


def without_overlap(names: Iterable[Name]) -> Iterator[Name]:
    """The names that do not begin within the one before."""
    end = 0
    for name in names:
        if name.start >= end:
            end = name.end
            yield name


def _mention(doc: Doc, name: Name, kind: str) -> Mention:
    span = doc[name.start : name.end]
    end = span.start_char + len(own_text(span.text)) if kind == "name" else span.end_char
    return Mention(span.start_char, end, name.kind, kind, span.root.i if kind == "name" else name.end - 1, SURE[kind])


def own_text(text: str) -> str:
    """The text of a name without what the tokenizer left at its end: a comma, a note in brackets."""
    glued = GLUED.search(text)
    text = text[: glued.start()] if glued and glued.start() else text
    return text if ABBREVIATED.search(text) else text.rstrip(".,;:'’\"”")


def records(doc: Doc) -> Iterator[Record]:  # noqa: ARG001
    """Nothing: a mention's row needs its entity, so they are written once entities are settled."""
    yield from ()
