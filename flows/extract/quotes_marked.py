"""Quoted stretches told apart: speech, quoted words in a paraphrase, and marks that quote nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc, Token

from flows.document import Document
from flows.extract.quotes_cues import Kind
from flows.extract.quotes_indirect import indirect, labelled
from flows.extract.quotes_narration import Narration
from flows.extract.quotes_phrases import Words
from flows.extract.quotes_speakers import DASHES, LABEL, LEADS, PAUSES, Attribution
from flows.layers import Quote
from flows.lexicons import lines
from schemas.codes.reading import QuoteType

#: Where a paragraph is cut: before a line that begins with a quotation mark and does not go on from the line before.
LINE = re.compile(r"(?<=[.?!:”\"’)])[ \t\u00a0]*\n\s*(?=[“\"‘«])")
NEWLINE = re.compile(r"\s*\n\s*")
WRAPPED = 120  # characters: no line of wrapped text is longer
BEGINS = re.compile(r"[\[(…. ]*[A-Z0-9$¿¡]|…")
CLAUSE = 5  # words from which unattributed words with a verb are somebody's, not a term
TITLE = 8  # words of a title at most
#: Speakers, in quoted speech, of words that nobody need have said.
ANYBODY = frozenset(
    {"i", "we", "you", "they", "people", "everybody", "everyone", "somebody", "someone", "anybody", "me", "it", "them"}
)
SAME = frozenset({"he", "she", "they", "it"})  # a sentence that begins so stays with who spoke before
FAR = 12  # stretches back to look for the quotation before
CONTENT = frozenset({"NOUN", "VERB", "ADJ", "ADV", "AUX", "PRON"})


def marked(doc: Doc) -> Iterator[Quote]:
    """The quotations in quotation marks, in the order of the text."""
    document: Document = doc._.document
    blocks = [block for segment in document.narrative() for block in _lines(document.text, segment.start, segment.end)]
    narration = Narration(doc, blocks)
    reading = _Reading(narration)
    for number in range(len(narration.stretches)):
        quote = reading.quote(number)
        if not reading.is_reenacted(number):
            yield quote
    quoted = [(s.start, s.end) for s, kind in zip(narration.stretches, reading.types, strict=True) if kind != "scare"]
    yield from indirect(narration, quoted)
    yield from labelled(narration)


@cache
def _term_cues() -> frozenset[str]:
    return frozenset(lines("term_cues"))


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The paragraphs of a segment: its lines where they are not wrapped, else cut where a line begins a quotation."""
    lined = any(len(line) > WRAPPED for line in text[start:end].split("\n"))
    for match in (NEWLINE if lined else LINE).finditer(text, start, end):
        yield start, match.start()
        start = match.end()
    yield start, end


class _Reading:
    """The stretches of a text read one after another, each in the light of those before."""

    def __init__(self, narration: Narration) -> None:
        self.narration = narration
        self.doc = narration.doc
        self.attribution = Attribution(narration)
        self.speakers: list[Words | None] = []
        self.types: list[QuoteType] = []

    def quote(self, number: int) -> Quote:
        """The quotation of a stretch."""
        whole = self._is_whole(number)
        speaker, cue = self._said_by(number, whole)
        term = (cue is None or self._is_placed(number)) and self._is_term(number)
        kind = QuoteType.SCARE if term else self._type(number, whole, speaker, cue)
        if kind is QuoteType.SCARE:
            speaker = cue = None
        self.speakers.append(speaker)
        self.types.append(kind)
        stretch = self.narration.stretches[number]
        return Quote(
            stretch.start,
            stretch.end,
            kind,
            self.narration.chars(speaker) if speaker else None,
            cue=self.narration.chars(cue) if cue else None,
            confidence=0.9 if speaker and cue else 0.7 if speaker else 0.6,
        )

    def is_reenacted(self, number: int) -> bool:
        """Whether the words are only acted out by somebody whose speech is quoted around them: "I'd say, 'Go!'"."""
        parent = self.narration.parent[number]
        if parent < 0 or not self._is_speech(parent) or self.types[number] is QuoteType.SCARE:
            return False
        speaker = self.speakers[number]
        third = speaker is not None and self.doc[speaker[1] - 1].lower_ not in ANYBODY
        return not (third and self.types[number] is QuoteType.DIRECT)

    def _is_speech(self, number: int) -> bool:
        """Whether the stretch is spoken, not an excerpt that runs over paragraphs and tells a story of its own."""
        stretch = self.narration.stretches[number]
        return stretch.closed and not stretch.continues

    def _said_by(self, number: int, whole: bool) -> tuple[Words | None, Words | None]:
        label = LABEL.match(self.narration.text(number))
        if label:
            start = self.narration.stretches[number].start
            return self.narration.words(start, start + label.end()), None
        cue = self.attribution.after(number)
        if (cue is None or not cue.speaker or self._is_placed(number)) and self._is_term(number):
            return None, None
        cue = cue or (self.attribution.whole(number) if whole else self.attribution.part(number))
        return (cue.speaker, cue.words) if cue is not None else (self._carried(number, whole), None)

    def _carried(self, number: int, whole: bool) -> Words | None:
        """The speaker of the quotation just before, where this one runs on from it."""
        narration, before = self.narration, self._previous(number)
        if narration.stretches[number].continues:
            return self.speakers[before] if before is not None else None
        if not whole and not self._is_clause(number):
            return None
        start = narration.outer[number][0]
        if before is not None and narration.stretches[before].block == narration.stretches[number].block:
            between = [token for token in self.doc[narration.outer[before][1] : start] if not token.is_space]
            ends = [place for place, token in enumerate(between) if token.text in ".?!"]
            goes_on = len(ends) == 2 and between[ends[0] + 1].lower_ in SAME
            if len(ends) <= (1 if whole else 2) or goes_on:
                return self.speakers[before]
        return self._said_before(number) if whole else None

    def _said_before(self, number: int) -> Words | None:
        """Who the sentence just before, in the same paragraph, says spoke."""
        narration, start = self.narration, self.narration.outer[number][0]
        if start <= narration.block(number)[0] or narration.parent[number] >= 0:
            return None
        cues = narration.cues_in((self.doc[start - 1].sent.start, start), -1)
        return next((cue.speaker for cue in cues if cue.kind is Kind.SAY and self.doc[cue.at].dep_ == "ROOT"), None)

    def _previous(self, number: int) -> int | None:
        parent = self.narration.parent[number]
        for earlier in range(number - 1, max(-1, number - 1 - FAR), -1):
            if self.narration.parent[earlier] == parent and self.types[earlier] is not QuoteType.SCARE:
                return earlier
        return None

    def _is_whole(self, number: int) -> bool:
        """Whether the stretch is a quotation in its own right: it begins as one and ends as one."""
        text, (left, before) = self.narration.text(number), self.narration.left(number)
        lead = self.doc[before - 1].text if left < before else ""
        beside = self.narration.written[max(0, self.narration.stretches[number].outer_start - 1)]
        lead = beside if beside in DASHES else lead
        if lead and lead not in LEADS and self.narration.cue_at(before - 1) is None:
            return False
        if not BEGINS.match(text):
            return lead == "," and self._follows_broken(number)
        right, after = self.narration.right(number)
        closed = self.narration.last(number) in ".,?!…—-;:" or right == after or self.doc[right].text in PAUSES
        return closed and (self._is_clause(number) or self.narration.last(number) in ".?!,")

    def _follows_broken(self, number: int) -> bool:
        """Whether the stretch goes on with a quotation that its cue broke off: "…," she said, "…"."""
        narration, before = self.narration, self._previous(number)
        if before is None or narration.ends_sentence(before) or self.types[before] is not QuoteType.DIRECT:
            return False
        return narration.left(number)[0] == narration.outer[before][1]

    def _words(self, number: int) -> list[Token]:
        first, last = self.narration.inner[number]
        return [token for token in self.doc[first:last] if not token.is_punct]

    def _is_clause(self, number: int) -> bool:
        words = self._words(number)
        return len(words) >= CLAUSE and any(token.tag_[0] == "V" or token.tag_ == "MD" for token in words)

    def _is_term(self, number: int) -> bool:
        """Whether the marks hold a title, a nickname or a word spoken of."""
        words, (start, end) = self._words(number), self.narration.outer[number]
        if not words or (len(words) == 1 and words[0].text[0].isdigit()):
            return True
        before = self.doc[start - 1] if start else None
        if len(words) <= TITLE and any(token.lower_ in _term_cues() for token in self._lead(start)):
            return True
        after = self.doc[end] if end < len(self.doc) else None
        if before is not None and after is not None and len(words) <= 3 and before.pos_ == after.pos_ == "PROPN":
            return True
        named = [word for word in words if word.is_title or word.is_upper]
        small = any(word.is_lower and word.pos_ in CONTENT for word in words)
        apart = before is not None and before.text in {",", ":"}
        return bool(named) and not small and len(words) <= TITLE and words[0] in named and not apart

    def _is_placed(self, number: int) -> bool:
        """Whether the stretch is an object of the writer's words: on "…", NBC's "…"."""
        start = self.narration.outer[number][0]
        return start > self.narration.block(number)[0] and self.doc[start - 1].tag_ in ("IN", "POS", "DT")

    def _lead(self, start: int) -> list[Token]:
        """The word before a stretch, a comma between them let through."""
        comma = start > 1 and self.doc[start - 1].text == ","
        return [self.doc[start - 1 - comma]] if start > comma else []

    def _type(self, number: int, whole: bool, speaker: Words | None, cue: Words | None) -> QuoteType:
        clause = self._is_clause(number)
        if whole and (speaker or cue or clause):
            return QuoteType.DIRECT
        return QuoteType.MIXED if speaker or clause else QuoteType.SCARE
