"""The word lists beside this file, read as they stand there: source and licence in the comments at their top."""

from __future__ import annotations

from functools import cache
from pathlib import Path

HERE = Path(__file__).parent


@cache
def lines(name: str) -> tuple[str, ...]:
    """The lines of a word list that are neither empty nor comments."""
    said = (line.strip() for line in (HERE / f"{name}.txt").read_text("utf-8").splitlines())
    return tuple(line for line in said if line and not line.startswith("#"))


@cache
def table(name: str) -> dict[str, tuple[str, ...]]:
    """A word list of the form `key: term; term`, one key a line."""
    pairs = (line.split(": ", 1) for line in lines(name))
    return {key.strip(): tuple(term.strip() for term in terms.split(";")) for key, terms in pairs}
