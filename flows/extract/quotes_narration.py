"""The words around quotations: what the writer says between the marks of others, where the cues stand."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from spacy.tokens import Doc, Token

from flows.extract.quotes_cues import Cue, Kind, find_cues
from flows.extract.quotes_marks import Block, stretches
from flows.extract.quotes_phrases import Words

TERMINATORS = frozenset({".", "?", "!", "…", "...", ";"})
SENTENCE_ENDS = (".", "?", "!", ".…", "!”", "?”")
REACH = 150  # words of a sentence on either side of a quotation
SHORT = 3  # words of a nickname that does not break a sentence
SPEAKING = frozenset({Kind.SAY, Kind.QUOTE})


class Narration:
    """A text seen as words inside and outside quoted stretches."""

    def __init__(self, doc: Doc, blocks: list[Block]) -> None:
        """Lay the stretches of the blocks over the tokens of `doc`."""
        self.doc = doc
        self.written = doc.text  # kept: a Doc puts its text together anew each time
        self.stretches = stretches(self.written, blocks)
        self._starts = [token.idx for token in doc]
        self.blocks = [self.words(block.start, block.end) for block in blocks]
        self.inner = [self.words(s.start, s.end) for s in self.stretches]
        self.outer = [self.words(s.outer_start, s.outer_end) for s in self.stretches]
        self.parent = [-1] * len(self.stretches)
        self.level = [-1] * len(doc)  # the innermost stretch that each token stands in
        for number, (first, last) in enumerate(self.outer):
            self.parent[number] = self.level[first] if first < last and self.stretches[number].depth else -1
            self.level[first:last] = [number] * (last - first)
        self._sentences = [place for place, start in enumerate(doc.to_array("SENT_START").tolist()) if start == 1]
        self.cues = list(find_cues(doc))
        for cue in self.cues:  # nobody speaks across quotation marks
            if cue.speaker and self.level[cue.speaker[1] - 1] != self.level[cue.at]:
                cue.speaker = None
        self._cue_places = [cue.at for cue in self.cues]

    def words(self, start: int, end: int) -> Words:
        """The tokens that hold some characters."""
        first = bisect_left(self._starts, start)
        if first and self._starts[first - 1] + len(self.doc[first - 1]) > start:
            first -= 1
        return first, max(first, bisect_left(self._starts, end))

    def chars(self, words: Words) -> tuple[int, int]:
        """The characters of a phrase."""
        last = self.doc[words[1] - 1]
        return self.doc[words[0]].idx, last.idx + len(last)

    def block(self, number: int) -> Words:
        """The words of the block of a stretch."""
        return self.blocks[self.stretches[number].block]

    def block_before(self, number: int) -> Words | None:
        """The words of the block before that of a stretch."""
        at = self.stretches[number].block
        return self.blocks[at - 1] if at else None

    def left(self, number: int) -> Words:
        """The writer's words before a stretch, back to a sentence's end or another stretch."""
        end = at = self.outer[number][0]
        stop, parent = max(self._within(number)[0], end - REACH), self.parent[number]
        while at > stop and self.level[at - 1] == parent and self.doc[at - 1].text not in TERMINATORS:
            at -= 1
        return at, end

    def right(self, number: int) -> Words:
        """The writer's words after a stretch, up to a sentence's end or another stretch."""
        start = at = self.outer[number][1]
        stop, parent = min(self._within(number)[1], start + REACH), self.parent[number]
        while at < stop and self.doc[at].text not in TERMINATORS:
            if self.level[at] != parent:
                beside = self._beside(at, parent)
                if beside is None or self.inner[beside][1] - self.inner[beside][0] > SHORT:
                    break
            at += 1
        return start, at

    def sentence(self, number: int) -> Words:
        """The words of the writer's sentence that a stretch is part of, other stretches in it included."""
        (first, last), parent = self._within(number), self.parent[number]
        start, end = self.outer[number]
        first, last = max(first, start - REACH), min(last, end + REACH)
        while start > first:
            if (beside := self._beside(start - 1, parent)) is not None:
                if self.ends_sentence(beside):
                    break
                start = min(self.outer[beside][0], start - 1)  # of a token that two stretches share, one ends here
            elif self.doc[start - 1].text in TERMINATORS:
                break
            else:
                start -= 1
        while end < last and not self.ends_sentence(self._beside(end - 1, parent)):
            if self.level[end] == parent and self.doc[end].text in TERMINATORS:
                break
            beside = self._beside(end, parent)
            end = max(self.outer[beside][1] if beside is not None else 0, end + 1)
        return start, end

    def parsed_sentence(self, at: int) -> Words:
        """The sentence of token `at` as the parser cut it."""
        number = bisect_right(self._sentences, at)
        start = self._sentences[number - 1] if number else 0
        return start, self._sentences[number] if number < len(self._sentences) else len(self.doc)

    def ends_sentence(self, number: int | None) -> bool:
        """Whether the quoted words of a stretch end with the mark of a sentence's end."""
        return number is not None and self.text(number).endswith(SENTENCE_ENDS)

    def text(self, number: int) -> str:
        """The quoted words of a stretch."""
        return self.written[self.stretches[number].start : self.stretches[number].end]

    def spoken(self, number: int) -> list[Token]:
        """The words inside a stretch, without marks."""
        first, last = self.inner[number]
        return [token for token in self.doc[first:last] if not token.is_punct]

    def last(self, number: int) -> str:
        """The last character of the quoted words, closing marks of others inside left out."""
        return self.text(number).rstrip("’'”\"»")[-1:] or "’"

    def cues_in(self, words: Words, parent: int) -> list[Cue]:
        """The cues among some words that stand at the level of `parent`: not in a stretch inside it."""
        first, last = bisect_left(self._cue_places, words[0]), bisect_right(self._cue_places, words[1] - 1)
        return [cue for cue in self.cues[first:last] if self.level[cue.at] == parent]

    def cue_at(self, place: int) -> Cue | None:
        """The cue that a token heads."""
        at = bisect_left(self._cue_places, place)
        return self.cues[at] if at < len(self.cues) and self._cue_places[at] == place else None

    def _within(self, number: int) -> Words:
        parent = self.parent[number]
        return self.inner[parent] if parent >= 0 else self.block(number)

    def _beside(self, at: int, parent: int) -> int | None:
        """The stretch at the same level that token `at` stands in."""
        number = self.level[at]
        while number >= 0 and number != parent and self.parent[number] != parent:
            number = self.parent[number]
        return number if number >= 0 and number != parent else None
