"""Statements that two names are one: "better known as", brackets, acronyms, birth names."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from flows.extract.aliases_brackets import LABEL, bracketed, nicknames
from flows.extract.aliases_cues import Cue, cues
from flows.extract.aliases_shapes import ACRONYM, PERSON_STARTS
from flows.extract.aliases_spans import Names, fits, same_type
from flows.layers import Alias, Mention
from flows.names import canonical_key, initials, name_key
from schemas.codes.entities import NameKind
from schemas.contract import Record

FACTORY = "dateline_aliases"
#: Between the names of one list after a cue: "also known as ISIS, ISIL or Daesh".
NEXT_NAME = re.compile(
    r"[\"”’']?(?:\s*+,\s*+or\s+|\s*+/\s*+|\s++or\s++|\s*+,\s*+(?=[^,.;()]{2,40}(?<!\s)\s++or\s))(?:the\s++)?[\"“‘]?"
)
LONGEST_NAME = 90
LONGEST_BRACKET = 300


@Language.component(FACTORY, requires=["doc._.mentions"], assigns=["doc._.aliases"])
def read_aliases(doc: Doc) -> Doc:
    """Lays `doc._.aliases`, in the order of the text."""
    names = Names(doc)
    starts = [sentence.start_char for sentence in doc.sents]
    found = [*nicknames(names), *bracketed(names)]
    for cue in cues(doc.text):
        found += _stated(names, cue, starts)
    doc._.aliases = sorted(_distinct(doc.text, found), key=lambda a: (a.name.start, a.of.start))
    return doc


def records(doc: Doc) -> Iterator[Record]:  # noqa: ARG001
    """None: aliases become rows with the entities they name."""
    yield from ()


def _stated(names: Names, cue: Cue, starts: list[int]) -> Iterator[Alias]:
    """What one cue says: the name after it, and those listed with it, are of the name before it."""
    begin, end = _sentence(names.text, cue, starts)
    name = names.at(cue.end, min(end, cue.end + LONGEST_NAME))
    if name is None or not _is_whole(names.text, name, cue):
        return
    owner = _owner(names, cue, begin, name)
    if owner is None or owner is name or not _may_be(names.text, cue, owner, name):
        return
    listed = [name, *_listed(names, name, end)] if cue.heart in ("known", "also", "aka", "other") else [name]
    for other in listed:
        if other is not name and not fits(owner, other):
            return
        names.keep(other, owner.entity_type)
        if cue.is_reverse:
            yield Alias(other, owner, cue.kind, (cue.start, cue.end))
        else:
            yield Alias(owner, other, _kind(names.text, cue, owner, other), (cue.start, cue.end))


def _owner(names: Names, cue: Cue, begin: int, name: Mention) -> Mention | None:
    """The name of which the cue is said: what a bracket tells after a label or semicolon, of the name before it."""
    bracket = names.text.rfind("(", max(begin, cue.start - LONGEST_BRACKET), cue.start)
    inside = names.text[bracket + 1 : cue.start] if bracket >= 0 else ""
    is_outer = bracket >= 0 and ")" not in inside and (LABEL.search(inside) or inside.rstrip().endswith(";"))
    position = bracket if is_outer else cue.start
    read_as, is_kunya = name.entity_type, bool(PERSON_STARTS.match(names.text, name.start))
    if is_kunya:
        name.entity_type = "person"
    owner = names.said_of(position, begin, name, any_type=_fits_any(names.text, cue, name))
    if owner is None and is_kunya:
        name.entity_type = read_as
        owner = names.said_of(position, begin, name)
    return owner


def _sentence(text: str, cue: Cue, starts: list[int]) -> tuple[int, int]:
    """The bounds of the sentence the cue stands in, mended where the model ended one within a phrase."""
    at = bisect_right(starts, cue.start) - 1
    while (
        at > 0
        and re.search(r"[\w,(][\s\"“(]*$", text[max(0, starts[at] - 8) : starts[at]])
        and starts[at] > cue.start - 40
    ):
        at -= 1
    after = bisect_right(starts, cue.end + 3)
    return starts[at] if at >= 0 else 0, starts[after] if after < len(starts) else len(text)


def _fits_any(text: str, cue: Cue, name: Mention) -> bool:
    """Whether the cue names what stands before it, whatever types were read: a nickname in quotes, an acronym."""
    if ACRONYM.fullmatch(text[name.start : name.end]):
        return cue.heart == "other"
    if cue.heart == "formal":
        return name.entity_type in ("organization", "place", "")
    return cue.heart in ("known", "aka", "noun", "goes", "called") and any(
        quote in text[cue.end : name.start] for quote in '"“‘'
    )


def _listed(names: Names, name: Mention, end: int) -> Iterator[Mention]:
    at = name.end
    while found := NEXT_NAME.match(names.text, at, end):
        other = names.at(found.end(), min(end, found.end() + LONGEST_NAME))
        if other is None or not same_type(other, name):
            return
        yield other
        at = other.end


def _is_whole(text: str, name: Mention, cue: Cue) -> bool:
    """Whether the name is not only the beginning of a longer phrase: "formerly Omar's deputy"."""
    after = text[name.end : name.end + 3]
    if re.match(r"['’]s\b|s['’]\s", after):
        return False
    if re.match(r"[\"”] ?[A-Z0-9]", after):  # a quoted adjective: known as "North American" flu strains
        return False
    if cue.heart in ("born", "former", "other", "called"):
        return not re.match(r"\s+[^\W\d_]", after) or bool(
            re.match(r"\s+(?:in|on|to|and|was|is|has|at|from)\b", text[name.end : name.end + 6])
        )
    return True


def _may_be(text: str, cue: Cue, owner: Mention, name: Mention) -> bool:
    """Whether a cue that has other uses too is one here."""
    said, other = text[owner.start : owner.end], text[name.start : name.end]
    if name_key(said) == name_key(other):
        return False
    if cue.heart == "born":
        is_maiden = text[cue.start : cue.end] != "born"
        return is_maiden or (owner.entity_type == "person" and name.entity_type in ("person", "") and " " in other)
    if cue.heart == "former":
        return owner.entity_type in ("organization", "place") and same_type(owner, name)
    if cue.heart == "formal":
        return owner.entity_type in ("organization", "place")
    if cue.heart == "other":
        return _shortens(other, said)
    if cue.heart == "called" and text[cue.start : cue.end].endswith(("so-called", "styled", "proclaimed")):
        return same_type(owner, name) and text[owner.end : cue.start].strip() in (",", ", the", "(", "—", "–")
    return True


def _shortens(short: str, full: str) -> bool:
    """Whether one name is an acronym of another, or known to be its other name."""
    if canonical_key(short) == canonical_key(full):
        return True
    return bool(ACRONYM.fullmatch(short)) and short.replace(".", "").lower() in initials(full)


def _kind(text: str, cue: Cue, owner: Mention, name: Mention) -> str:
    said, other = text[owner.start : owner.end], text[name.start : name.end]
    if owner.entity_type == "person":
        return NameKind.NOM_DE_GUERRE if PERSON_STARTS.match(other) and cue.kind == NameKind.ALIAS else cue.kind
    if ACRONYM.fullmatch(other) and (_shortens(other, said) or other.isupper()):
        return NameKind.ACRONYM
    return cue.kind


def _distinct(text: str, aliases: list[Alias]) -> Iterator[Alias]:
    """The aliases, each pair of names once."""
    seen: set[tuple[str, str]] = set()
    for alias in aliases:
        pair = (name_key(text[alias.of.start : alias.of.end]), name_key(text[alias.name.start : alias.name.end]))
        if pair not in seen and pair[0] != pair[1]:
            seen.add(pair)
            yield alias
