"""Strings that make a regular expression slow: what it repeats, many times, and then an end that it refuses."""

from __future__ import annotations

import re
import re._constants as codes  # the parser that `re` itself uses; there is no public one
import re._parser as parser
import signal
from collections.abc import Iterator
from time import process_time
from typing import Any

#: Runs that stand in hostile texts whatever the expression is.
COMMON = (" ", "\n", "a", "A", "1", "-", "(", '"', "“", ", ", "a ", "A ", "A. ", "1,", "A a ")
ENDS = ("\x00", "!")
MANY = 20  # repetitions beyond which a bounded one is as bad as an unbounded
ENOUGH = 0.01  # seconds that can be measured
LONGEST = 1 << 14  # characters
PATIENCE = 1.0  # seconds
SAMPLES = " ab1-.,A\n\"'(\u4e2d"
OF_CATEGORY = {
    codes.CATEGORY_DIGIT: r"\d",
    codes.CATEGORY_NOT_DIGIT: r"\D",
    codes.CATEGORY_SPACE: r"\s",
    codes.CATEGORY_NOT_SPACE: r"\S",
    codes.CATEGORY_WORD: r"\w",
    codes.CATEGORY_NOT_WORD: r"\W",
}


def growth(pattern: re.Pattern[Any], method: str, most: float) -> tuple[float, str]:
    """How many times as long twice the text takes, and what it repeats: the worst of all texts, or one over `most`."""
    worst = (1.0, "")
    for before, pump in pumps(pattern):
        for end in ENDS:
            times = _doubling(pattern, method, before, pump, end)
            if times > most:  # a busy machine seldom misleads twice
                times = min(times, _doubling(pattern, method, before, pump, end))
            worst = max(worst, (times, f"{before}|{pump}"))
            if worst[0] > most:
                return worst
    return worst


def longest_time(pattern: re.Pattern[Any], method: str, length: int) -> tuple[float, str]:
    """How many seconds the worst text of at most `length` characters takes, and what it repeats."""
    return max(
        (min(_time(pattern, method, _pumped(before, pump, end, length)) for _ in range(3)), f"{before}|{pump}")
        for before, pump in pumps(pattern)
        for end in ENDS
    )


def pumps(pattern: re.Pattern[Any]) -> list[tuple[str, str]]:
    """What stands before a run, and what it repeats."""
    text = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    flags = pattern.flags & ~re.UNICODE if isinstance(pattern.pattern, bytes) else pattern.flags
    found = {(before[-40:], pump) for before, pump in _repeats(parser.parse(text, flags), "") if pump}
    begun = {("", before + pump) for before, pump in found}
    return sorted(found | begun | {("", pump) for pump in COMMON})


def _doubling(pattern: re.Pattern[Any], method: str, before: str, pump: str, end: str) -> float:
    """How many times as long twice the text takes, at the first length whose time can be measured."""
    length = 64
    while length <= LONGEST:
        took = _time(pattern, method, _pumped(before, pump, end, length))
        if took >= PATIENCE:
            return float("inf")
        if took > ENOUGH:
            once, fourfold = (
                min(_time(pattern, method, _pumped(before, pump, end, size)) for _ in range(3))
                for size in (length, 4 * length)
            )
            return (fourfold / once) ** 0.5  # over two doublings, for one alone is within the clock's noise
        length *= 4
    return 1.0


def _pumped(before: str, pump: str, end: str, length: int) -> str:
    return before + pump * (length // len(pump)) + end


def _time(pattern: re.Pattern[Any], method: str, text: str) -> float:
    """The processor's seconds that a search takes; `PATIENCE` when it is given up."""
    subject: Any = text if isinstance(pattern.pattern, str) else text.encode("utf-8", "replace")
    signal.signal(signal.SIGVTALRM, _give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, PATIENCE)
    began = process_time()
    try:
        if method in ("match", "fullmatch", "search"):
            getattr(pattern, method)(subject)
        else:
            for _ in pattern.finditer(subject):
                pass
    except TimeoutError:
        return PATIENCE
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return process_time() - began


def _give_up(*_: object) -> None:
    raise TimeoutError


def _repeats(tree: Any, before: str) -> Iterator[tuple[str, str]]:
    """Of each long repetition in a parsed expression, what comes before it and what it repeats."""
    for code, value in tree:
        if code in (codes.MAX_REPEAT, codes.MIN_REPEAT):
            if value[1] is codes.MAXREPEAT or value[1] > MANY:
                yield before, _sample(value[2])
            yield from _repeats(value[2], before)
        elif code is codes.SUBPATTERN:
            yield from _repeats(value[3], before)
        elif code is codes.BRANCH:
            for branch in value[1]:
                yield from _repeats(branch, before)
        elif code in (codes.ASSERT, codes.ASSERT_NOT):
            yield from _repeats(value[1], before)
        before += _sample([(code, value)])


def _sample(tree: Any) -> str:
    """A text that a parsed expression matches, look-around aside."""
    return "".join(_sample_of(code, value) for code, value in tree)


def _sample_of(code: Any, value: Any) -> str:
    if code is codes.LITERAL:
        return chr(value)
    if code is codes.BRANCH:
        return _sample(value[1][0])
    if code is codes.SUBPATTERN:
        return _sample(value[3])
    if code is codes.ATOMIC_GROUP:
        return _sample(value)
    if code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
        return _sample(value[2]) * max(value[0], 1)
    if code is codes.ANY:
        return "a"
    if code is codes.NOT_LITERAL:
        return next(one for one in SAMPLES if ord(one) != value)
    if code is codes.IN:
        return _member(value)
    return ""


def _member(items: Any) -> str:
    """A character of a set."""
    is_negated = items[0][0] is codes.NEGATE
    fit = (one for one in SAMPLES if any(_holds(item, one) for item in items) != is_negated)
    code, value = items[-1]
    return next(fit, chr(value if code is codes.LITERAL else value[0] if code is codes.RANGE else 0x4E2D))


def _holds(item: Any, character: str) -> bool:
    code, value = item
    if code is codes.LITERAL:
        return bool(ord(character) == value)
    if code is codes.RANGE:
        return bool(value[0] <= ord(character) <= value[1])
    return code is codes.CATEGORY and re.match(OF_CATEGORY[value], character) is not None
