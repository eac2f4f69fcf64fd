"""Names in brackets after a name: "Kurdistan Workers' Party (PKK)", "Samir al-Khlifawi (Haji Bakr)"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flows.extract.aliases_spans import PERSON_STARTS, Names, same_type
from flows.layers import Alias, Mention
from flows.names import SMALL_WORDS, canonical_key, initials, name_key, one_spelling, person_words
from schemas.codes.entities import NameKind

BRACKET = re.compile(r"\(([^()\n]{2,160})\)")
NICKNAME = re.compile(r"(?<=\w )[\"“](?P<name>[A-Z][^\"“”()]{1,28}\w)[\"”](?= [^\W\d_a-z])")
WORD = re.compile(r"[\w’'&.\-]+")
PIECE = re.compile(r"[^;,/]+")
LABEL = re.compile(
    r"\s*(?:in )?(?P<language>Arabic|Hebrew|Persian|Farsi|Turkish|Kurdish|Urdu|Pashto|Russian|Ukrainian|Greek|Latin|Chinese"
    r"|Japanese|Korean|Hindi|French|German|Spanish|Italian|Portuguese|Polish|Dutch|Czech|Hungarian|Serbian|Georgian"
    r"|Armenian|Vietnamese|Indonesian|Swahili|Somali|Bengali|Tamil)\s*:\s*"
)
SCRIPTS = re.compile(
    r"[^\W\d_\u0000-\u024f\u1e00-\u1eff].*[A-Za-z]|[A-Za-z].*[^\W\d_\u0000-\u024f\u1e00-\u1eff]"
)  # two scripts in one piece
ACRONYM = re.compile(r"(?:[A-Z][a-z]?[.&]?-?){2,9}(?:-?[A-Z0-9]{1,3})?|[A-Z]\d[A-Z]")
#: Abbreviations that say where something is or on which side, and are no name of it.
NO_ACRONYM = frozenset(
    [
        "US",
        "USA",
        "UK",
        "UAE",
        "EU",
        "GB",
        "ENG",
        "SCO",
        "WAL",
        "NIR",
        "IRL",
        "FRA",
        "GER",
        "ITA",
        "ESP",
        "POR",
        "NED",
        "BEL",
        "SUI",
        "AUT",
        "SWE",
        "NOR",
        "DEN",
        "FIN",
        "RUS",
        "UKR",
        "TUR",
        "GRE",
        "POL",
        "CZE",
        "CHN",
        "JPN",
        "KOR",
        "IND",
        "PAK",
        "AUS",
        "NZL",
        "CAN",
        "MEX",
        "BRA",
        "ARG",
        "COL",
        "CHI",
        "RSA",
        "NGR",
        "GHA",
        "KEN",
        "EGY",
        "MAR",
        "TUN",
        "ALG",
        "USD",
        "EUR",
        "GBP",
        "GMT",
        "BST",
        "EST",
        "EDT",
        "PST",
        "PDT",
        "UTC",
        "CET",
        "NYSE",
        "NASDAQ",
        "LSE",
        "AM",
        "PM",
        "AD",
        "BC",
        "MP",
        "MEP",
        "CEO",
        "PDF",
        "TV",
        "ID",
        "OK",
        "II",
        "III",
        "IV",
        "VI",
    ]
)
#: Words of names in other languages: what stands in brackets after such a name is often its translation.
BODY = re.compile(
    r"(?:Jabhat|Jaish|Jaysh|Harakat|Hizb|Katibat|Kataib|Liwa|Ansar|Hay.?at|Tahrir|Partido|Movimento|Movimiento|Frente)\b"
)
FOREIGN = re.compile(
    r"\b(?:al|as|ash|at|ad|an|ar|az|el|e)-|\b(?:Jabhat|Jaish|Jaysh|Harakat|Hizb|Katibat|Liwa|Ansar|Hay.?at|Tahrir|Partido|Parti"
    r"|Partito|Movimento|Movimiento|Frente|Fronte|Front de|Ejército|Partiya|Bundes\w*|Sendero|de la|de los|des|del|della|für)\b"
)


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
    if not ACRONYM.fullmatch(inner) or (owner and _is_acronym_of(inner, names.text[owner.start : owner.end], "person")):
        return None
    letters = inner.replace(".", "").lower()
    start, words = end, list(WORD.finditer(names.text, max(0, end - 120), end))
    for word in reversed(words):
        if names.text[word.end() : start].strip() or not (word[0][0].isupper() or word[0] in SMALL_WORDS):
            return None
        start = word.start()
        if word[0][0].isupper() and letters in initials(names.text[start:end]) and start < words[-1].start():
            name = names.named(start, end, exact=True)
            return names.keep(name, name.entity_type or "organization") if name else None
    return None


def nicknames(names: Names) -> Iterator[Alias]:
    """The nicknames that stand in quotation marks within a name: Joaquín "El Chapo" Guzmán; both parts become one name."""
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
        kind = NameKind.ACRONYM if _is_acronym_of(inner, outer, owner.entity_type) else None
    elif not inner[:1].isupper() and not FOREIGN.match(inner):
        return None
    else:
        kind = _name_kind(inner, outer, owner.entity_type, is_quoted=is_quoted)
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
    if text.islower() or SCRIPTS.search(text):
        return None
    name = names.named(start, end, exact=True)
    if name is None or (name.start, name.end) != (start, end):
        return None
    names.keep(name, owner.entity_type)
    return Alias(owner, name, NameKind.TRANSLITERATION, (label.start("language"), label.end("language")))


def _is_acronym_of(inner: str, outer: str, entity_type: str) -> bool:
    letters = re.sub(r"[^A-Z0-9]", "", inner.upper())
    fully, mainly = (found.upper() for found in initials(outer))
    if canonical_key(inner) == canonical_key(outer) or letters in (fully, mainly):
        return True
    if inner.isupper() and inner == "".join(letter for letter in outer if letter.isupper()):
        return True
    if inner in NO_ACRONYM or entity_type in ("person", "place", "group") or " " not in outer:
        return False
    return len(letters) > 2 and (letters[0] in fully or bool(set(letters) & set(fully)))


def _name_kind(inner: str, outer: str, entity_type: str, *, is_quoted: bool) -> str | None:
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
