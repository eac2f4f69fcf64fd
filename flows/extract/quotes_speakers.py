"""Who said a quoted stretch: the cue beside it or above it, and that cue's speaker."""

from __future__ import annotations

import re
from collections.abc import Callable

from flows.extract.quotes_cues import Cue, Kind
from flows.extract.quotes_narration import SPEAKING, Narration
from flows.extract.quotes_phrases import Words, may_speak, phrase_from

DASHES = frozenset({"—", "–", "―", "--", "-"})
PAUSES = DASHES | frozenset({","})
LEADS = DASHES | frozenset({",", ":", "that"})
BEFORE_SUBJECT = frozenset({"as", "but", "and", "so", "then", "the", "while", "or"})
LABEL = re.compile(r"[A-Z][A-Z.'’-]{1,20}(?: [A-Z][A-Z.'’-]{1,20}){0,3}(?=:)")  # "PENCE: Well, …" in a transcript
ADJUNCTS = frozenset({"prep", "advmod", "npadvmod", "nsubj", "nsubjpass", "advcl", "csubj"})
NAME = 5  # words of a name
CLIMBED = 12


class Attribution:
    """Finds the cue and the speaker of each stretch of a narration."""

    def __init__(self, narration: Narration) -> None:
        """Work on `narration`."""
        self.narration = narration
        self.doc = narration.doc

    def whole(self, number: int) -> Cue | None:
        """The cue of a quotation that stands for itself."""
        return self._first(number, self.after, self.before, self.trailing, self.above)

    def part(self, number: int) -> Cue | None:
        """The cue of quoted words that are part of the writer's sentence."""
        return self._first(number, self.after, self.above, self.before, self.nearest, self.trailing)

    def _first(self, number: int, *ways: Callable[[int], Cue | None]) -> Cue | None:
        silent = None
        for way in ways:
            cue = way(number)
            if cue is not None and (cue.speaker or cue.passive):
                return cue
            silent = silent or cue
        return silent

    def after(self, number: int) -> Cue | None:
        """The cue in the clause that follows: "…," said X · "…," X said · "…," X, who is Y, said."""
        start, stop = self.narration.right(number)
        said = self.narration.last(number)
        pause = start < stop and self.doc[start].text in PAUSES
        while start < stop and self.doc[start].text in PAUSES:
            start += 1
        if start == stop or not (pause or said in ",?!…—-."):
            return None
        if said == "." and not self.doc[start].is_lower:
            return self._signed(start, stop)
        return self._inverted(start, stop) or self._subject_first(start, stop, number) or self._signed(start, stop)

    def _inverted(self, start: int, stop: int) -> Cue | None:
        at = start
        while (at < min(stop, start + 3) and self.doc[at].tag_ in ("RB", "MD")) or self.doc[at].dep_ == "aux":
            at += 1
        cue = self.narration.cue_at(at) if at < stop else None
        if cue is None or cue.kind not in SPEAKING:
            return None
        if cue.speaker and cue.words[1] <= cue.speaker[0]:
            return cue
        speaker = phrase_from(self.doc, cue.words[1], stop)
        return Cue(cue.at, cue.words, cue.kind, speaker) if speaker else None

    def _subject_first(self, start: int, stop: int, number: int) -> Cue | None:
        while start < stop and self.doc[start].lower_ in BEFORE_SUBJECT - {"the"}:
            start += 1
        for cue in self.narration.cues_in((start, stop), self.narration.parent[number]):
            if cue.kind is Kind.SOURCE:
                return cue
            if cue.kind not in SPEAKING:
                continue
            if cue.speaker and start <= cue.speaker[0] <= start + 4:
                return cue
            speaker = None if cue.passive else phrase_from(self.doc, start, cue.at)
            if speaker or cue.passive:
                return Cue(cue.at, cue.words, cue.kind, speaker)
        return None

    def _signed(self, start: int, stop: int) -> Cue | None:
        """A dash and a name, with nothing else: "…" — X."""
        dash = start - 1
        if self.doc[dash].text not in DASHES:
            return None
        speaker = phrase_from(self.doc, start, stop)
        signed = speaker and speaker[1] >= stop and self.doc[speaker[1] - 1].pos_ == "PROPN"
        return Cue(dash, (dash, start), Kind.SAY, speaker) if signed else None

    def before(self, number: int) -> Cue | None:
        """The cue in the clause that leads up to the quotation: X said: "…" · X told Y that "…" · X: "…"."""
        left = self._lead(number)
        if left is None:
            return None
        cues = self.narration.cues_in(left, self.narration.parent[number])
        silent = None
        for kinds in (SPEAKING, {Kind.SOURCE, Kind.NOUN, Kind.NAME}):
            for cue in reversed(cues):
                if cue.kind in kinds and self._leads(cue, left):
                    if cue.speaker or cue.passive:
                        return cue
                    silent = silent or cue
        return silent or self._label(left)

    def _leads(self, cue: Cue, left: Words) -> bool:
        """Whether the cue, by its kind, may lead up to the quotation at the end of `left`."""
        if cue.kind is Kind.QUOTE:
            return cue.words[1] >= left[1] - 1
        return cue.kind is not Kind.NOUN or cue.words[1] == left[1] or self.doc[left[1] - 1].text in {":", "that"}

    def _lead(self, number: int) -> Words | None:
        start, end = self.narration.left(number)
        if start < end:
            return (start, end) if self.doc[end - 1].text in LEADS or (self.narration.cue_at(end - 1)) else None
        block = self.narration.block_before(number)
        if (
            block
            and start == self.narration.block(number)[0]
            and self.narration.parent[number] < 0
            and block[0] < block[1]
            and (self.doc[block[1] - 1].text == ":" or self.narration.stretches[number].set_off)
        ):
            return max(block[0], self.narration.parsed_sentence(block[1] - 1)[0]), block[1]
        return None

    def _label(self, left: Words) -> Cue | None:
        """A name and a colon, with nothing else."""
        colon = left[1] - 1
        if self.doc[colon].text != ":" or colon - left[0] > 8:
            return None
        speaker = phrase_from(self.doc, left[0], colon)
        if speaker is None or speaker[1] != colon or not self._is_name(speaker):
            return None
        return Cue(colon, (colon, colon + 1), Kind.SAY, speaker)

    def _is_name(self, words: Words) -> bool:
        """Whether a phrase is short enough for a label and has no "of" or "from" in it."""
        tokens = self.doc[words[0] : words[1]]
        return len(tokens) <= NAME and may_speak(tokens[-1]) and all(token.tag_ != "IN" for token in tokens)

    def above(self, number: int) -> Cue | None:
        """The cue that the quoted words depend on: X called it a "…"."""
        first, last = self.narration.inner[number]
        for token in self.doc[first:last]:
            if first <= token.head.i < last and token.head.i != token.i:
                continue
            for _ in range(CLIMBED):
                head = token.head
                if head.i == token.i:
                    break
                if self.narration.level[head.i] == self.narration.parent[number]:
                    cue = self.narration.cue_at(head.i)
                    if cue and cue.kind is not Kind.QUOTE and not (token.dep_ in ADJUNCTS and token.i < head.i):
                        return self._by(cue, number)
                token = head
        return None

    def _by(self, cue: Cue, number: int) -> Cue:
        """The cue of a passive with the speaker that follows the quoted words: called "…" by X."""
        start, stop = self.narration.right(number)
        if not cue.passive or start == stop or self.doc[start].lower_ != "by":
            return cue
        speaker = phrase_from(self.doc, start + 1, stop)
        return Cue(cue.at, cue.words, cue.kind, speaker, passive=speaker is None)

    def nearest(self, number: int) -> Cue | None:
        """The last cue before the quoted words in their sentence."""
        start, end = self.narration.sentence(number)[0], self.narration.outer[number][0]
        kinds = {Kind.SAY, Kind.NAME} if self.doc[end - 1].text == "," else {Kind.SAY, Kind.NAME, Kind.NOUN}
        cues = self.narration.cues_in((start, end), self.narration.parent[number])
        return next((cue for cue in reversed(cues) if cue.speaker and cue.kind in kinds), None)

    def trailing(self, number: int) -> Cue | None:
        """The cue that closes the sentence: "…" and more, she said. Or a source anywhere in it."""
        _, end = self.narration.sentence(number)
        start = self.narration.outer[number][1]
        cues = self.narration.cues_in((start, end), self.narration.parent[number])
        for cue in cues:
            if cue.kind is Kind.SOURCE:
                return cue
            if (
                cue.kind is Kind.SAY
                and cue.speaker
                and start < cue.speaker[0]
                and (self.doc[cue.speaker[0] - 1].text == ",")
            ):
                return cue
        start = self.narration.sentence(number)[0]
        cues = self.narration.cues_in((start, self.narration.outer[number][0]), self.narration.parent[number])
        return next((cue for cue in cues if cue.kind is Kind.SOURCE), None)
