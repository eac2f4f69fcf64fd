"""A site on loopback, and a fetcher that may ask it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.guard import Limits as Bounds
from flows.landing.addresses import resolve
from flows.landing.fetching import Fetcher, Limits
from flows.landing.listings import Listings
from flows.landing.manners import Hosts
from flows.landing.state import State
from flows.landing.watching import Terms, Watching
from tests.flows.landing.webserver import Site, serving


class Clock:
    """A clock that stands still unless told."""

    def __init__(self) -> None:
        self.now = datetime(2026, 1, 5, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **length: float) -> None:
        self.now += timedelta(**length)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as up:
        yield up


@pytest.fixture
def canary() -> Iterator[Site]:
    """A site that nobody may reach."""
    with serving() as up:
        yield up
        assert up.requests == []


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def fetcher(site: Site, tmp_path: Path, clock: Clock) -> Callable[..., Fetcher]:
    """Makes a fetcher that may ask the site."""

    def make(seconds: float = 5, byte_count: int = 1 << 20, resolve=resolve, delay: float = 0) -> Fetcher:
        hosts = Hosts(State.read(tmp_path / "warehouse"), delay, clock)
        limits = Limits(seconds, byte_count)
        return Fetcher(tmp_path / "keep", limits, hosts, "dateline/test", frozenset({site.host}), resolve)

    return make


@pytest.fixture(scope="session")
def listings() -> Iterator[Listings]:
    """One process for the listings of all tests."""
    shared = Listings(Bounds(1 << 26, 1 << 20, 60, 1 << 30))
    close, shared.close = shared.close, lambda: None
    yield shared
    close()


@pytest.fixture
def watch(site: Site, tmp_path: Path, clock: Clock, listings: Listings) -> Callable[..., Watching]:
    """Makes the visits of one run; what the warehouse has taken in of each input stands in `known`."""

    def make(known: dict[str, str] | None = None, **terms) -> Watching:
        told = {"agent": "dateline/test", "seconds": 5, "byte_count": 1 << 20, "delay": 0, "page_limit": 100, **terms}
        state = State.read(tmp_path / "warehouse")
        allowed = frozenset({site.host})
        return Watching(
            tmp_path / "keep", state, Terms(**told, allowed=allowed), (known or {}).get, 1 << 20, listings, clock=clock
        )

    return make
