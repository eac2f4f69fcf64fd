"""Which entities the nominals and pronouns of an article refer to, where that is clear."""

from __future__ import annotations

from spacy.tokens import Doc


def settle_references(doc: Doc) -> None:
    """Gives nominals and pronouns their entity where the text leaves no doubt."""
