"""Names in brackets after a name: "Kurdistan Workers' Party (PKK)", "Samir al-Khlifawi (Haji Bakr)"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flows.extract.aliases_shapes import ACRONYM, BODY, FOREIGN, bracket_kind, is_acronym_of
from flows.extract.aliases_spans import Names, same_type
from flows.layers import Alias, Mention
from flows.lexicons import lines
from flows.names import SMALL_WORDS, initials
from schemas.codes.entities import NameKind

BRACKET = re.compile(r"\(([^()\n]{2,160})\)")
NICKNAME = re.compile(r"(?<=\w )[\"“](?P<name>[A-Z][^\"“”()]{1,28}\w)[\"”](?= [^\W\d_a-z])")
WORD = re.compile(r"[\w’'&.\-]+")
PIECE = re.compile(r"[^;,/]+")
LABEL = re.compile(rf"(?:in )?(?P<language>{'|'.join(lines('languages'))})\s*:\s*")
#: Two scripts in one piece.
SCRIPTS = re.compile(r"(?=[^A-Za-z]*[A-Za-z]).*?[^\W\d_\u0000-\u024f\u1e00-\u1eff]")


def bracketed(names: Names) -> Iterator[Alias]:
    """The aliases that stand in brackets right after a name."""
    for bracket in BRACKET.finditer(names.text):
        before = names.text[max(0, bracket.start() - 2) : bracket.start()]
        end = bracket.start() - (len(before) - len(before.rstrip(' "”’')))
        owner = next((m for m in names.ending_before(end) if m.end == end), None)
        owner = _spelled_out(names, bracket[1], end, owner) or owner
        if owner is None:
            continue
        for piece in PIECE.finditer(names.text, bracket.start(1), bracket.end(1)):
            if alias := _alias(names, owner, *_trimmed(names.text, piece.start(), piece.end())):
                yield alias


def _spelled_out(names: Names, inner: str, end: int, owner: Mention | None) -> Mention | None:
    """The name just before the bracket whose words begin with the letters in it: as read, or mended to those words."""
    if not ACRONYM.fullmatch(inner) or (owner and is_acronym_of(inner, names.text[owner.start : owner.end], "person")):
        return None
    letters = inner.replace(".", "").lower()
    start, words = end, list(WORD.finditer(names.text, max(0, end - 120), end))
    for word in reversed(words):
        if names.text[word.end() : start].strip() not in ("", ",") or not (
            word[0][0].isupper() or word[0] in SMALL_WORDS
        ):
            return None
        start = word.start()
        if word[0][0].isupper() and letters in initials(names.text[start:end]) and start < words[-1].start():
            name = names.named(start, end, exact=True)
            return names.whole(names.keep(name, name.entity_type or "organization")) if name else None
    return None


def nicknames(names: Names) -> Iterator[Alias]:
    """The nicknames in quotation marks within a name: Joaquín "El Chapo" Guzmán; both parts become one name."""
    for found in NICKNAME.finditer(names.text):
        owner = names.around(found.start(), found.end())
        name = names.named(found.start("name"), found.end("name"), exact=True) if owner else None
        if owner and name and name is not owner:
            names.keep(name, names.keep(owner, "person").entity_type)
            yield Alias(owner, name, NameKind.ALIAS, None)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    if found := re.match(r"\s*(?:or\s+)?(?:the\s+)?", piece):
        start += found.end()
    return start, start + len(text[start:end].rstrip())


def _alias(names: Names, owner: Mention, start: int, end: int) -> Alias | None:
    text = names.text
    if label := LABEL.match(text, start, end):
        return _labelled(names, owner, label, end)
    if owner.entity_type == "person" and BODY.match(text, owner.start):
        owner.entity_type = "organization"
    is_quoted = text[start : start + 1] in "\"“‘«'" and text[end - 1 : end] in "\"”’»'"
    if is_quoted:
        start, end = start + 1, end - 1
    inner, outer = text[start:end], text[owner.start : owner.end]
    kind: str | None
    if ACRONYM.fullmatch(inner):
        kind = NameKind.ACRONYM if is_acronym_of(inner, outer, owner.entity_type) else None
    elif not inner[:1].isupper() and not FOREIGN.match(inner):
        return None
    else:
        kind = bracket_kind(inner, outer, owner.entity_type, is_quoted=is_quoted)
    if kind is None:
        return None
    name = names.named(start, end, exact=True)
    if name is None or name is owner or (name.start, name.end) != (start, end) or not _agree(owner, name, kind):
        return None
    names.keep(name, owner.entity_type)
    if kind == NameKind.ACRONYM and ACRONYM.fullmatch(outer) and not ACRONYM.fullmatch(inner):
        return Alias(name, owner, kind, None)
    return Alias(owner, name, kind, None)


def _agree(owner: Mention, name: Mention, kind: str) -> bool:
    return kind in (NameKind.ACRONYM, NameKind.NOM_DE_GUERRE) or same_type(owner, name) or owner.entity_type == "person"


def _labelled(names: Names, owner: Mention, label: re.Match[str], end: int) -> Alias | None:
    """A name in another language or script, which the label says."""
    start = label.end()
    written = re.match(r"[\u200e\u200f\s]*(?P<name>.*?)(?=[\u200e\u200f\s]*$| or )", names.text[start:end])
    if not written or not written["name"] or written["name"].count(" ") > 6:
        return None
    start, end = start + written.start("name"), start + written.end("name")
    text = names.text[start:end]
    if text.islower() or SCRIPTS.match(text):
        return None
    name = names.named(start, end, exact=True)
    if name is None or (name.start, name.end) != (start, end):
        return None
    names.keep(name, owner.entity_type)
    return Alias(owner, name, NameKind.TRANSLITERATION, (label.start("language"), label.end("language")))
