"""What the tests of reading share."""

from collections.abc import Callable

import pytest
from spacy.tokens import Doc


@pytest.fixture
def ties_in(read_text: Callable[..., Doc]) -> Callable[[str], set[tuple[str, str, str]]]:
    """The ties of a text as (subject, relation, object)."""

    def ties(text: str) -> set[tuple[str, str, str]]:
        return {(t.subject.entity.name, t.relation_type, t.object.entity.name) for t in read_text(text)._.relations}

    return ties
