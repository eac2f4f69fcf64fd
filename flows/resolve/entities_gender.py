"""Whether the text or a person's given name says that somebody is a man or a woman."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Doc

from flows.layers import Entity, Mention
from flows.lexicons import table
from flows.names import name_key, person_words


@cache
def _genders(name: str) -> dict[str, str]:
    return {name_key(word): gender for gender, words in table(name).items() for word in words}


def gender_of_word(word: str) -> str | None:
    """`male` or `female` where a title or noun is said of one of them only."""
    return _genders("gendered_words").get(name_key(word))


def gender_of(doc: Doc, entity: Entity, descriptions: list[Mention]) -> str | None:
    """The gender that titles and descriptions give a person, else that of the given name; None where nothing tells."""
    said = [gender_of_word(doc[m.head].text) for m in descriptions]
    for mention in entity.mentions:
        if mention.kind == "name" and (span := doc.char_span(mention.start, mention.end, alignment_mode="expand")):
            said += [
                gender_of_word(doc[at].text) for at in range(max(0, span.start - 2), min(span.start + 1, len(doc)))
            ]
    told = {gender for gender in said if gender}
    if len(told) == 1:
        return told.pop()
    words = person_words(entity.name)
    return _genders("given_name_genders").get(words[0]) if len(words) > 1 and not told else None
