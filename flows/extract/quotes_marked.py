"""Quoted stretches told apart: speech, quoted words in a paraphrase, and marks that quote nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc

from flows.document import Document, Segment
from flows.extract.quotes_cues import Cue, Kind
from flows.extract.quotes_indirect import indirect, labelled
from flows.extract.quotes_marks import Block
from flows.extract.quotes_narration import Narration
from flows.extract.quotes_phrases import Words
from flows.extract.quotes_speakers import DASHES, LABEL, LEADS, PAUSES, Attribution
from flows.extract.quotes_terms import is_placed, is_term
from flows.layers import Quote
from schemas.codes.reading import QuoteType
from schemas.codes.text import SegmentKind

#: Where a paragraph is cut: before a line that begins with a quotation mark and does not go on from the line before.
LINE = re.compile(r"(?<=[.?!:”\"’)])[ \t\u00a0]*\n\s*(?=[“\"‘«])")
NEWLINE = re.compile(r"\n\s*")
WRAPPED = 120  # characters: no line of wrapped text is longer
BEGINS = re.compile(r"[\[(…. ]*[A-Z0-9$¿¡]|…")
CLAUSE = 5  # words from which unattributed words with a verb are somebody's, not a term
#: Speakers, in quoted speech, of words that nobody need have said.
ANYBODY = frozenset(
    {"i", "we", "you", "they", "people", "everybody", "everyone", "somebody", "someone", "anybody", "me", "it", "them"}
)
FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
SAME = frozenset({"he", "she", "they", "it"})  # a sentence that begins so stays with who spoke before
FAR = 12  # stretches back to look for the quotation before


def marked(doc: Doc) -> Iterator[Quote]:
    """The quotations in quotation marks, in the order of the text."""
    document: Document = doc._.document
    blocks = [block for segment in document.narrative() for block in _blocks(document.text, segment)]
    narration = Narration(doc, blocks)
    reading = _Reading(narration)
    quotes = [reading.quote(number) for number in range(len(narration.stretches))]
    _said_later(narration, quotes)
    yield from (quote for number, quote in enumerate(quotes) if not reading.is_reenacted(number))
    quoted = [(s.start, s.end) for s, kind in zip(narration.stretches, reading.types, strict=True) if kind != "scare"]
    yield from indirect(narration, quoted)
    yield from labelled(narration)


def _said_later(narration: Narration, quotes: list[Quote]) -> None:
    """Give paragraphs of a quotation that names its speaker in a later paragraph that speaker."""
    follows: int | None = None
    for number in range(len(quotes) - 1, -1, -1):
        stretch = narration.stretches[number]
        if stretch.depth:
            continue
        if follows is not None and not stretch.closed and quotes[number].speaker is None:
            quotes[number].speaker, quotes[number].confidence = quotes[follows].speaker, quotes[follows].confidence
        follows = number if stretch.continues else None


def _blocks(text: str, segment: Segment) -> Iterator[Block]:
    """The paragraphs of a segment: its lines where they are not wrapped, else cut where a line begins a quotation."""
    start, end = segment.start, segment.end
    if segment.kind is SegmentKind.BLOCKQUOTE:
        yield Block(start, end, set_off=True)
        return
    lined = any(len(line) > WRAPPED for line in text[start:end].split("\n"))
    for match in (NEWLINE if lined else LINE).finditer(text, start, end):
        yield Block(start, match.start())
        start = match.end()
    yield Block(start, end)


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
        kind = self._type(number, whole, speaker, cue)
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
        if self._names_only(number, cue):
            return None, None
        cue = cue or (self.attribution.whole(number) if whole else self.attribution.part(number))
        return (cue.speaker, cue.words) if cue is not None else (self._carried(number, whole), None)

    def _names_only(self, number: int, cue: Cue | None) -> bool:
        """Whether the stretch is a title or a term, given the cue that follows it."""
        narration = self.narration
        if narration.stretches[number].set_off or not is_term(narration, number):
            return False
        return cue is None or not cue.speaker or is_placed(narration, number)

    def _carried(self, number: int, whole: bool) -> Words | None:
        """The speaker of the quotation just before, where this one runs on from it."""
        narration, before = self.narration, self._previous(number)
        if narration.stretches[number].continues or self._goes_on(number, before):
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

    def _goes_on(self, number: int, before: int | None) -> bool:
        """Whether the stretch is the next paragraph of a quotation set off as a block."""
        ours, theirs = self.narration.stretches[number], self.narration.stretches[before or 0]
        return ours.set_off and theirs.set_off and theirs.block == ours.block - 1

    def _said_before(self, number: int) -> Words | None:
        """Who the sentence just before, in the same paragraph, says spoke."""
        narration, start = self.narration, self.narration.outer[number][0]
        if start <= narration.block(number)[0] or narration.parent[number] >= 0:
            return None
        cues = narration.cues_in((narration.parsed_sentence(start - 1)[0], start), -1)
        return next((cue.speaker for cue in cues if cue.kind is Kind.SAY and self.doc[cue.at].dep_ == "ROOT"), None)

    def _previous(self, number: int) -> int | None:
        parent = self.narration.parent[number]
        for earlier in range(number - 1, max(-1, number - 1 - FAR), -1):
            if self.narration.parent[earlier] == parent and self.types[earlier] is not QuoteType.SCARE:
                return earlier
        return None

    def _is_whole(self, number: int) -> bool:
        """Whether the stretch is a quotation in its own right: it begins as one and ends as one."""
        if self.narration.stretches[number].set_off:
            return True
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
        if (
            before is None
            or narration.ends_sentence(before)
            or self.types[before] not in (QuoteType.DIRECT, QuoteType.BLOCK)
        ):
            return False
        return narration.left(number)[0] == narration.outer[before][1]

    def _is_clause(self, number: int) -> bool:
        words = self.narration.spoken(number)
        return len(words) >= CLAUSE and any(token.tag_[0] == "V" or token.tag_ == "MD" for token in words)

    def _is_block(self, number: int) -> bool:
        """Whether the stretch fills its paragraph and a colon before the paragraph leads up to it, or goes on so."""
        narration, before = self.narration, self.narration.block_before(number)
        if narration.outer[number] != narration.block(number) or before is None or before[0] == before[1]:
            return False
        if narration.stretches[number].continues:
            earlier = self._previous(number)
            return earlier is not None and self.types[earlier] is QuoteType.BLOCK
        return self.doc[before[1] - 1].text == ":"

    def _is_unsure(self, number: int) -> bool:
        """Whether the marks leave open how far the words go: single, as in headlines, or never closed."""
        narration, stretch = self.narration, self.narration.stretches[number]
        later = narration.stretches[number + 1 : number + 1 + FAR]
        closed = stretch.closed or any(s.continues and s.block == stretch.block + 1 for s in later)
        return narration.written[stretch.outer_start] in "'‘" or not closed

    def _is_sentence(self, number: int) -> bool:
        """Whether the stretch, however short, is a sentence: "We left."."""
        words = self.narration.spoken(number)
        return self.narration.ends_sentence(number) and any(token.tag_ in FINITE for token in words[1:])

    def _type(self, number: int, whole: bool, speaker: Words | None, cue: Words | None) -> QuoteType:
        if self.narration.stretches[number].set_off:
            return QuoteType.BLOCK
        if (cue is None or is_placed(self.narration, number)) and is_term(self.narration, number):
            return QuoteType.SCARE
        clause = self._is_clause(number)
        if whole and (speaker or cue or clause or self._is_sentence(number)):
            if self._is_block(number):
                return QuoteType.BLOCK
            return QuoteType.DIRECT if speaker or cue or not self._is_unsure(number) else QuoteType.MIXED
        return QuoteType.MIXED if speaker or clause else QuoteType.SCARE
