"""Phrases that tie two names: "better known as", "nom de guerre", "formerly", "short for"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from schemas.codes.entities import NameKind

OFTEN = (
    r"(?:(?:also|better|best|more|most|commonly|widely|popularly|otherwise|sometimes|often|usually|generally|locally"
    r"|variously|simply|then|now|previously|formerly|once|originally|later|professionally|internationally|officially"
    r"|familiarly|affectionately|since|still|universally|colloquially|informally|and|or|who|is|was|became)[\s,]+){0,4}"
)
NOUN = (
    r"(?:nom(?:s)? de guerre|kunya|war name|battle name|code[ -]?name|nickname|pseudonym|pen[ -]?name|stage name"
    r"|alias(?:es)?|real name|birth name|full name|given name|maiden name|former name|acronym|abbreviation|initials)"
)
#: The word or phrase that every cue has at its heart, with what may follow it before the name.
CORE = re.compile(
    r"(?P<known>\b(?:known|referred to|rendered|transliterated)\s+(?:\w+ly\s+|in \w+\s+|to \w+(?: \w+)?\s+)?"
    r"(?:as|by)\b(?!\s+well\b)"
    rf"(?:\s+(?:his|her|its|their|the|an?)\s+(?:\w+\s+)?(?:{NOUN}|name)(?:\s+of)?\b,?)?)"
    r"|(?P<called>\b(?:nicknamed|dubbed|christened|self-styled|self-proclaimed|so-called)\b)"
    r"|(?P<also>\b(?:also|sometimes|formerly|previously|once|then|now|originally|often|locally)\s+"
    r"(?:called|named|spelled|spelt|written|styled)\b)"
    r"|(?P<aka>\ba\.?\s?k\.?\s?a\b\.?|\bA\.?K\.?A\b\.?)"
    r"|(?P<whole>\b(?:short|stands|acronym|abbreviation)\s+for\b)"
    r"|(?P<noun>(?:\b(?:whose|his|her|its|the|by|under|using|used|with|adopted|adopting|took|taking|goes|went|going"
    r"|an?)\s+){0,3}"
    rf"\b{NOUN}\b(?:,?\s+(?:is|was|of|being|as)\b)?[,:]?)"
    r"|(?P<goes>\b(?:goes|went|going)\s+by(?:\s+(?:the|his|her)\s+names?(?:\s+of)?)?\b)"
    r"|(?P<named>\bunder\s+the\s+(?:assumed\s+|false\s+)?name(?:\s+of)?\b)"
    r"|(?P<born>(?<![-\w])born\b|\bn[ée]e\b|\bné\b)"
    r"|(?P<former>\b(?:formerly|previously)\b(?!\s+(?:known|called|named|the)))"
    r"|(?P<formal>(?<=, )officially\b(?=\s+(?:the\s+)?[A-Z]))"
    r"|(?P<renamed>\b(?:renamed|rebranded)(?:\s+(?:itself|himself|herself))?(?:\s+as)?\b"
    r"|\bchanged\s+(?:its|his|her)\s+name\s+to\b)"
    r"|(?P<short>\babbreviated(?:\s+(?:as|to))?\b|\bshortened\s+to\b)"
    r"|(?P<other>,\s+or(?:\s+simply)?(?=\s+(?:the\s+)?[\"“]?[A-Z]))",
)
BEFORE = re.compile(rf"\b{OFTEN}$")
FORMER = re.compile(r"(?:formerly|previously|originally|once)\b|.*\b(?:maiden|former|birth) name")
NOM_DE_GUERRE = re.compile(r"noms? de guerre|kunya|war name|battle name", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cue:
    """One phrase that says that what follows is another name of what stands before."""

    start: int
    end: int
    heart: str  # the group of CORE that was found
    kind: str  # schemas.codes.entities.NameKind

    @property
    def is_reverse(self) -> bool:
        """Whether the full name follows and the short one stands before: "ISIS, short for …"."""
        return self.heart == "whole"


def cues(text: str) -> Iterator[Cue]:
    """The cues of a text in its order."""
    for found in CORE.finditer(text):
        heart = found.lastgroup or ""
        start = found.start()
        if heart in ("known", "called"):
            before = BEFORE.search(text, max(0, start - 60), start)
            start = before.start() if before else start
        elif heart == "other":
            start += 2
        phrase = text[start : found.end()]
        start += len(phrase) - len(phrase.lstrip())
        yield Cue(start, start + len(phrase.strip()), heart, _kind(heart, phrase.lower()))


def _kind(heart: str, phrase: str) -> str:
    if NOM_DE_GUERRE.search(phrase):
        return NameKind.NOM_DE_GUERRE
    if heart in ("born", "former") or FORMER.match(phrase):
        return NameKind.FORMER
    if heart in ("short", "whole") or "acronym" in phrase or "abbreviation" in phrase:
        return NameKind.ACRONYM
    return NameKind.ALIAS
