"""What a name looks like beside another: an acronym of it, a fighting name, a translation, another spelling."""

from __future__ import annotations

import re

from flows.lexicons import lines
from flows.names import SMALL_WORDS, canonical_key, initials, name_key, one_spelling, person_words
from schemas.codes.entities import NameKind

ACRONYM = re.compile(r"(?:[A-Z][a-z]?[.&]?-?){2,9}(?:-?[A-Z0-9]{1,3})?|[A-Z]\d[A-Z]")
PERSON_STARTS = re.compile(r"(?:Abu|Abou|Umm|Haji|Hajji|Sheikh|Ibn)\b")
NO_ACRONYMS = frozenset(lines("no_acronyms"))
BODY = re.compile(rf"(?:{'|'.join(lines('foreign_body_words'))})\b")
#: Words of names in other languages: what stands in brackets after such a name is often its translation.
FOREIGN = re.compile(
    r"\b(?:al|as|ash|at|ad|an|ar|az|el|e)-|\b(?:de la|de los|des|del|della|für|Bundes\w*)\b" + rf"|\b{BODY.pattern}"
)


def is_acronym_of(inner: str, outer: str, entity_type: str) -> bool:
    """Whether the inner name is an acronym of the outer, in its own language or in English."""
    letters = re.sub(r"[^A-Z0-9]", "", inner.upper())
    fully, mainly = (found.upper() for found in initials(outer))
    if canonical_key(inner) == canonical_key(outer) or letters in (fully, mainly):
        return True
    if inner.isupper() and inner == "".join(letter for letter in outer if letter.isupper()):
        return True
    if inner in NO_ACRONYMS or entity_type in ("person", "place", "group") or " " not in outer:
        return False
    return len(letters) > 2 and (letters[0] in fully or bool(set(letters) & set(fully)))


def bracket_kind(inner: str, outer: str, entity_type: str, *, is_quoted: bool) -> str | None:
    """What sort of name the bracketed one is, if it is one: roles, parties, homes and glosses are none."""
    if canonical_key(inner) == canonical_key(outer) and entity_type != "person":
        return NameKind.ALIAS
    if ACRONYM.fullmatch(outer) and outer.replace(".", "").upper() in (i.upper() for i in initials(inner)):
        return NameKind.ACRONYM
    if entity_type == "person":
        return _person_kind(inner, outer, is_quoted=is_quoted)
    is_title = all(word[:1].isupper() or word in SMALL_WORDS for word in inner.split())
    if entity_type in ("organization", "group") and " " in inner and is_title and FOREIGN.search(outer):
        return NameKind.ALIAS if not FOREIGN.search(inner) else NameKind.TRANSLITERATION
    return None


def _person_kind(inner: str, outer: str, *, is_quoted: bool) -> str | None:
    if not all(word[:1].isupper() or FOREIGN.match(word) or word in SMALL_WORDS for word in inner.split()):
        return None
    if PERSON_STARTS.match(inner):
        return NameKind.NOM_DE_GUERRE
    if is_quoted and name_key(inner) not in name_key(outer):
        return NameKind.ALIAS
    words, others = person_words(inner), person_words(outer)
    is_spelling = len(words) == len(others) > 1 and words != others and all(map(one_spelling, words, others))
    return NameKind.TRANSLITERATION if is_spelling else None
