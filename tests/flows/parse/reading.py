"""Bytes of our own making, parsed."""

import hashlib
import tempfile
from pathlib import Path

from flows.document import Document, Raw, Refusal
from flows.parse import EXPANDED_LIMIT, parse

PROSE = (
    "A bomb went off in a crowded market in Kirkuk on Tuesday, killing at least four people, police in the city said."
)


def parsed(
    source: str, data: bytes, limit: int = EXPANDED_LIMIT, columns: dict[str, str] | None = None, url: str | None = None
) -> list[Document | Refusal]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kept"
        path.write_bytes(data)
        return list(parse(Raw(source, path, hashlib.sha256(data).hexdigest(), len(data), url), limit, columns))


def document(source: str, data: bytes, **options: object) -> Document:
    (one,) = parsed(source, data, **options)
    assert isinstance(one, Document), one
    return one


def outcomes(source: str, data: bytes, limit: int = EXPANDED_LIMIT) -> list[tuple[str, str]]:
    """Source and text of each document, source and reason of each refusal."""
    found = parsed(source, data, limit)
    return [(one.source, one.text if isinstance(one, Document) else one.reason.value) for one in found]


def kinds(one: Document) -> list[tuple[str, str]]:
    return [(segment.kind.value, one.text[segment.start : segment.end]) for segment in one.segments]


def page(title: str = "Blast hits market", body: str = PROSE) -> str:
    return (
        f"<!doctype html><html lang='en'><head><title>{title}</title></head><body><article><h1>{title}</h1>"
        f"<p>{body}</p><p>{PROSE}</p></article></body></html>"
    )
