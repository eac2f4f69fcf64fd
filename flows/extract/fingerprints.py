"""What copies of an article are known by: a fingerprint of its body and the agency it credits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from flows.document import Document
from flows.fingerprint import bands, shingles, text_hash, words_of
from flows.lexicons import lines
from schemas.codes.text import BODY
from schemas.contract import Record
from schemas.tables.fingerprints import Fingerprint

FACTORY = "dateline_fingerprints"
#: Where an agency is credited: at the head of the body, within a dateline, and at its foot.
HEAD, FOOT = 120, 160


@Language.component(FACTORY, requires=[], assigns=[])
def read_fingerprints(doc: Doc) -> Doc:
    """The document as it is: a fingerprint is of the text alone, in whatever language."""
    return doc


def records(doc: Doc) -> Iterator[Record]:
    """The fingerprint of an article that has a body."""
    if found := fingerprint(doc._.document):
        yield found


def fingerprint(document: Document) -> Fingerprint | None:
    """The fingerprint of a document; none where it has no body."""
    body = " ".join(document.text[s.start : s.end] for s in document.segments if s.kind in BODY)
    words = words_of(body)
    if not words:
        return None
    return Fingerprint(
        article_id=document.article_id,
        word_count=len(words),
        text_hash=text_hash(words),
        bands=bands(shingles(words)),
        wire_credit=_credit(document, body),
    )


def _credit(document: Document, body: str) -> str | None:
    """The agency named as the outlet or author, in the dateline or at the foot."""
    for said in (document.publisher or "", *document.authors):
        if found := _agency().search(said):
            return found.group()
    at_head = re.search(rf"\(\s*({_agency().pattern})\s*\)|^\W*({_agency().pattern})\s*[-–—:]", body[:HEAD])
    at_foot = re.search(rf"(?:[-–—(]|\b[Bb]y|\b[Ss]ource:)\s*({_agency().pattern})\W*$", body[-FOOT:])
    found = at_head or at_foot
    return next(group for group in found.groups() if group) if found else None


@cache
def _agency() -> re.Pattern[str]:
    names = sorted(lines("wire_agencies"), key=lambda name: (-len(name), name))
    return re.compile(r"\b(?:" + "|".join(map(re.escape, names)) + r")\b")
