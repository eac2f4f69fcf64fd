"""No regular expression of dateline's grows faster than its text: hostile articles cost no more than long ones."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import pytest

import flows
from tests.flows.pumping import growth, longest_time

pytestmark = pytest.mark.slow

ROOT = Path(flows.__file__).parent
#: Modules that start Prefect or the command.
LEFT_OUT = ("flows.cli", "flows.pipeline")
MOST = 2.5  # times as long for twice the text
BRIEF = 0.005  # seconds
#: Those whose callers give them at most so many characters.
BOUNDED = {
    "flows.extract.aliases_spans.LINK": 60,  # the end of what stands before a cue
    "flows.feeds.words.CUT": 200,  # the end of a summary
}
METHODS = r"match|fullmatch|search|finditer|findall|sub|subn|split"


class Expression(NamedTuple):
    """A compiled expression, the first name that holds it, and the methods that the source calls on it."""

    name: str
    pattern: re.Pattern[Any]
    methods: tuple[str, ...]


def expressions() -> list[Expression]:
    """Every compiled expression that a module holds, each once."""
    held: dict[tuple[Any, int], list[tuple[ModuleType, str, re.Pattern[Any]]]] = {}
    for module in _modules():
        for name, value in sorted(vars(module).items()):
            for pattern in _within(value, 0):
                held.setdefault((pattern.pattern, pattern.flags), []).append((module, name, pattern))
    return [_expression(places) for places in held.values()]


def _expression(places: list[tuple[ModuleType, str, re.Pattern[Any]]]) -> Expression:
    module, name, pattern = places[0]
    used = {method for place, known_as, _ in places for method in _methods(place, known_as)}
    return Expression(f"{module.__name__}.{name}", pattern, tuple(sorted(used)) or ("finditer", "match"))


def _methods(module: ModuleType, name: str) -> list[str]:
    """How a module uses an expression of its own by that name, and others through the module's name."""
    inside = re.findall(rf"(?<![\w.]){name}\.({METHODS})\b", _source(module))
    last = module.__name__.rpartition(".")[2]
    return inside + [method for holder, held, method in _uses() if (holder, held) == (last, name)]


@cache
def _modules() -> list[ModuleType]:
    names = (info.name for info in pkgutil.walk_packages([str(ROOT)], "flows."))
    return [importlib.import_module(name) for name in names if not name.startswith(LEFT_OUT)]


@cache
def _uses() -> list[tuple[str, str, str]]:
    """Module, expression and method of each use of an expression through its module's name."""
    sources = "\n".join(map(_source, _modules()))
    return re.findall(rf"\b(\w+)\.(\w+)\.({METHODS})\b", sources)


@cache
def _source(module: ModuleType) -> str:
    return Path(str(module.__file__)).read_text(encoding="utf-8")


def _within(value: Any, depth: int) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, list | tuple | set | frozenset | dict) and depth < 4 and len(value) < 1000:
        for each in [*value, *value.values()] if isinstance(value, dict) else value:
            yield from _within(each, depth + 1)


@pytest.mark.parametrize("expression", [pytest.param(each, id=each.name) for each in expressions()])
def test_twice_the_text_takes_at_most_twice_the_time(expression):
    worst = max(growth(expression.pattern, method, MOST) for method in expression.methods)
    if length := BOUNDED.get(expression.name):
        took = max(longest_time(expression.pattern, method, length) for method in expression.methods)
        assert took[0] < BRIEF, f"{took[1]!r}: {took[0]:.4f} seconds for {length} characters"
    if expression.name in BOUNDED:
        assert worst[0] > MOST, f"{expression.name} is linear now: strike it off the list"
    else:
        assert worst[0] <= MOST, f"{worst[1]!r}: ×{worst[0]:.1f} for twice the text"


def test_the_list_names_expressions_that_there_are():
    assert BOUNDED.keys() <= {each.name for each in expressions()}


@pytest.mark.parametrize(
    ("text", "method"), [(r"(a+)+$", "match"), (r"\s+$", "search"), (r"(?:a|ab)*b*c", "search"), (r"x.*y", "finditer")]
)
def test_a_planted_expression_is_found_out(text, method):
    assert growth(re.compile(text), method, MOST)[0] > MOST


@pytest.mark.parametrize(("text", "method"), [(r"\w+", "finditer"), (r"(?<!\s)\s+$", "search"), (r"a+b", "match")])
def test_a_sound_one_is_left_alone(text, method):
    assert growth(re.compile(text), method, MOST)[0] <= MOST
