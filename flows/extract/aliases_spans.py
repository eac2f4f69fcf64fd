"""The two ends of an alias statement: the name that follows a cue, and the name it is said of."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from operator import attrgetter

from spacy.tokens import Doc

from flows.extract.aliases_shapes import PERSON_STARTS
from flows.layers import Mention

OPENING = re.compile(r"[\s,:]*(?:[\"“”«‘'’]\s*)?(?:(?:the|an?)\s+(?=[\"“”«‘'’A-Z]))?(?:[\"“”«‘]\s*)?", re.IGNORECASE)
#: A run of capitalised words, with the small words that stand inside names.
CAPITALS = re.compile(
    r"(?:[^\W\d_a-z]|(?:al|el|as|ash|at|ad|an|ar|az)-)[\w’'.\-]*"
    r"(?: (?:(?:of|the|de|la|du|van|von|der|bin|ibn|al|el|e|and|for) ){0,2}"
    r"(?:[^\W\d_a-z]|(?:al|el|as|ash|at|ad|an|ar|az)-)[\w’'.\-]*)*"
)
CLOSING = {"“": "”", '"': '"', "”": "”", "«": "»", "‘": "’", "'": "'"}
#: What may stand between a name and a cue that is said of it: "X, who is also known as", "X (also known as".
LINK = re.compile(
    r"[\s,;(\[—–-]*+(?:\b(?:who|which|that)\b)?\s*+(?:\b(?:is|was|are|were|has been|had been|and)\b)?"
    r"(?:\s*+\b(?:an?|the|his|her|its)\b(?: \w++)?)?[\s,]*+$"
)
IN_BRACKETS = re.compile(r"^\s*\([^()]*\)")
INNER_NOUN = re.compile(r" (?:of|in|for|at|with|from|by|on) (?:an?|the|his|her|its|their) ")
COPULA = re.compile(r"\b(?:is|was|are|were|been)\b")
#: Types a writer and the reader's model may take for one another.
NEAR_TYPES = frozenset({frozenset({"organization", "group"})})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
LONGEST_LINK = 160  # code points between a name and a cue said of it


class Names:
    """The name mentions of a Doc, found by position; new ones join `doc._.mentions`."""

    def __init__(self, doc: Doc) -> None:
        """Look up the names of `doc`."""
        self.doc = doc
        self.text = doc.text
        self.found: list[Mention] = [m for m in doc._.mentions if m.kind == "name"]

    def ending_before(self, end: int) -> list[Mention]:
        """The names that end at `end` or before it, within reach, the last first."""
        start = bisect_left(self.found, end - LONGEST_LINK - 80, key=attrgetter("start"))
        stop = bisect_right(self.found, end, key=attrgetter("start"))
        return [m for m in reversed(self.found[start:stop]) if m.end <= end]

    def starting(self, start: int, end: int) -> list[Mention]:
        """The names that begin between two offsets."""
        first = bisect_left(self.found, start, key=attrgetter("start"))
        return self.found[first : bisect_left(self.found, end, key=attrgetter("start"))]

    def around(self, start: int, end: int) -> Mention | None:
        """The person's name with a nickname in these bounds inside it; two names that it parts are made one."""
        for mention in self.starting(start - LONGEST_LINK, start):
            if mention.start < start and mention.end > end:
                return mention if mention.entity_type == "person" else None
        left = next((m for m in self.ending_before(start - 1) if m.end == start - 1), None)
        right = next(iter(self.starting(end + 1, end + 2)), None)
        if left is None or right is None or "person" not in (left.entity_type, right.entity_type):
            return None
        left.end, left.head = right.end, right.head
        self.found.remove(right)
        self.doc._.mentions.remove(right)
        return left

    def at(self, position: int, limit: int) -> Mention | None:
        """The name that begins at `position`, after quotation marks and articles, and ends by `limit`."""
        opening = OPENING.match(self.text, position, limit)
        start = opening.end() if opening else position
        quoted = CLOSING.get(self.text[start - 1 : start]) if start > position else None
        run = CAPITALS.match(self.text, start, limit)
        if not run:
            return None
        end = run.end()
        if quoted and (close := self.text.find(quoted, start, min(limit, start + 60))) > 0:
            end = close if self.text[start:close].count(" ") < 7 else end
        return self.named(start, end, exact=bool(quoted))

    def named(self, start: int, end: int, *, exact: bool = False) -> Mention | None:
        """The mention of the name in these bounds: as read, else made or mended where capitals or quotes show it."""
        while end > start and self.text[end - 1] in ".,'’ ":
            end -= 1
        if self.text[max(start, end - 2) : end] in ("'s", "’s"):
            end -= 2
        inside = self.starting(start, end)
        if inside and inside[0].start == start and not exact:
            return inside[0]
        if end - start < 2 or (inside and inside[-1].end > end):
            return None
        for mention in inside:
            if (mention.start, mention.end) == (start, end):
                return mention
        if inside and inside[-1].end == end and inside[-1].entity_type != "place":
            return self._mended(inside[-1], start, end)
        return self._made(start, end)

    def _mended(self, mention: Mention, start: int, end: int) -> Mention:
        mention.start, mention.end = start, end
        for mentions in (self.found, self.doc._.mentions):
            mentions.sort(key=attrgetter("start"))
        return mention

    def _made(self, start: int, end: int) -> Mention | None:
        span = self.doc.char_span(start, end, alignment_mode="expand")
        if span is None:
            return None
        return Mention(start, end, "", "name", span.root.i)

    def keep(self, mention: Mention, entity_type: str) -> Mention:
        """The mention with its type settled; a new one becomes part of the layer."""
        if not mention.entity_type:
            insort(self.found, mention, key=attrgetter("start"))
            insort(self.doc._.mentions, mention, key=attrgetter("start"))
        mention.entity_type = entity_type
        return mention

    def whole(self, mention: Mention) -> Mention:
        """The mention, with the names that were only parts of it gone; places in it stay."""
        for part in self.starting(mention.start, mention.end):
            if part is not mention and part.entity_type != "place":
                self.found.remove(part)
                self.doc._.mentions.remove(part)
        return mention

    def said_of(self, position: int, sentence_start: int, name: Mention, *, any_type: bool = False) -> Mention | None:
        """The name of which the cue at `position` is said, if only one can be meant; beside it, of `any_type`."""
        link = LINK.search(self.text, max(sentence_start, position - 60), position)
        end = link.start() if link else position
        for mention in self.ending_before(end):
            if mention.start < sentence_start or end - mention.end > LONGEST_LINK:
                return None
            rest = self.text[mention.end : end].strip('"”’ ')
            if not rest:
                if any_type or fits(mention, name):
                    is_owner = self._is_alone(mention, sentence_start) and self._is_head(mention, end, position, name)
                    return mention if is_owner else None
            elif (
                self.text[mention.end : end].lstrip('"”’ ')[0] in ",(—–"
                and same_type(mention, name)
                and self._is_apposition(mention.end, end, name)
            ):
                return mention
        return None

    def _is_alone(self, mention: Mention, sentence_start: int) -> bool:
        """Whether the name stands in no apposition to another: in "Ali, a friend of Omar, alias" two can be meant."""
        before = self.text[max(sentence_start, mention.start - LONGEST_LINK) : mention.start]
        opened = re.search(r", (?:an?|the|his|her|its|their|one) [^,;()]*$", before)
        if not opened or not before[: opened.start()]:
            return True
        at = mention.start - len(before) + opened.start()
        return not any(m.end == at and same_type(m, mention) for m in self.ending_before(at))

    def _is_head(self, mention: Mention, end: int, position: int, name: Mention) -> bool:
        """Whether the cue is said of the name itself, not of what it qualifies: "a raid on Tell was known as"."""
        token = self.doc[mention.head]
        if token.dep_ != "pobj":
            return True
        if COPULA.search(self.text, end, position + 8):
            return False
        is_part = token.head.lower_ == "of" or token.head.head.pos_ == "NOUN"
        return mention.entity_type != "place" or (name.entity_type == "place" and not is_part)

    def _is_apposition(self, start: int, end: int, name: Mention) -> bool:
        """Whether only an apposition stands between, without a noun after a preposition that may own the cue."""
        if INNER_NOUN.search(self.text, start, end) and not PERSON_STARTS.match(self.text, name.start):
            return False
        span = self.doc.char_span(start, end, alignment_mode="contract")
        return span is None or not any(token.tag_ in FINITE or token.is_sent_start for token in span)


def same_type(one: Mention, other: Mention) -> bool:
    """Whether two names can be of one thing by their types; a name whose type nobody knows yet fits any."""
    types = {one.entity_type, other.entity_type}
    return len(types) == 1 or "" in types or frozenset(types) in NEAR_TYPES


def fits(one: Mention, name: Mention) -> bool:
    """Whether a name next to its cue can be of the thing: models often mistake a person for an organization."""
    return same_type(one, name) or {one.entity_type, name.entity_type} == {"person", "organization"}
