"""Mentions: the spans that name or refer to persons, bodies, places, peoples and named things."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from flows.extract.naming.pieces import pieces
from flows.extract.naming.spans import Name, Reading, runs
from flows.extract.naming.types import settle
from flows.extract.naming.words import listed
from flows.layers import Mention
from schemas.contract import Record

FACTORY = "dateline_mentions"
#: A note or parenthesis that the tokenizer left at a name.
GLUED = re.compile(r"[,.;]*[\[(\])]")
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
        starts = {segment.start for segment in doc._.document.narrative()} if doc._.document else set()
        breaks = {token.i for token in doc if token.idx in starts}
        reading = Reading.of(doc, breaks, self.known(doc))
        found = [name for start, end in runs(reading) for name in pieces(reading, start, end)]
        doc._.mentions = [_mention(doc, name) for name in settle(reading, found)]
        return doc

    def known(self, doc: Doc) -> dict[int, tuple[int, str]]:
        """The longest listed name from each token at which one begins: its end and kind."""
        found: dict[int, tuple[int, str]] = {}
        for key, start, end in self.matcher(doc):
            if end > found.get(start, (0, ""))[0]:
                found[start] = (end, self.kinds[key])
        return found


def _mention(doc: Doc, name: Name) -> Mention:
    span = doc[name.start : name.end]
    return Mention(span.start_char, span.start_char + len(own_text(span.text)), name.kind, "name", span.root.i)


def own_text(text: str) -> str:
    """The text of a name without what the tokenizer left at its end: Abu Haidar,[1"""
    glued = GLUED.search(text)
    text = text[: glued.start()] if glued and glued.start() else text
    return text if ABBREVIATED.search(text) else text.rstrip(".,;:'’\"”")


def records(doc: Doc) -> Iterator[Record]:
    """Nothing: a mention's row needs its entity, so they are written once entities are settled."""
    yield from ()
