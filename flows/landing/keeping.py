"""Bytes that come in pieces, kept under their hash: whole, or not at all."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple


class Kept(NamedTuple):
    """Where bytes lie, their SHA-256 and their number."""

    path: Path
    content_hash: str
    byte_count: int


def place(keep: Path, content_hash: str) -> Path:
    """Where bytes of a hash lie in `keep`."""
    return keep / content_hash[:2] / content_hash


def keep_parts(parts: Iterable[bytes], keep: Path) -> Kept:
    """Write all parts to a temporary file and give it its name; whatever ends the parts early leaves nothing.

    What a kill leaves lies in `keep` itself, where nothing else does, and the next run removes it.
    """
    keep.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with tempfile.NamedTemporaryFile(dir=keep, prefix=".", delete=False) as copy:
        try:
            for part in parts:
                digest.update(part)
                size += len(part)
                copy.write(part)
            kept = place(keep, digest.hexdigest())
            if not kept.exists():
                copy.flush()
                os.fsync(copy.fileno())
                kept.parent.mkdir(exist_ok=True)
                Path(copy.name).replace(kept)
        finally:
            Path(copy.name).unlink(missing_ok=True)
    return Kept(kept, digest.hexdigest(), size)
