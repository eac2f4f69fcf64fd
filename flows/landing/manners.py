"""Manners towards hosts: one request at a time and not too fast, waiting as long as asked, robots.txt."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from threading import Lock
from typing import Protocol

from protego import Protego

from flows.errors import RejectError, UnavailableError
from schemas.codes.runs import Reason

#: How long a host is left alone that asks to wait and does not say how long, or says nonsense.
UNSAID = timedelta(minutes=15)
LONGEST = timedelta(days=7)
LONGEST_DELAY = 30.0  # seconds between requests that a robots.txt may ask for
ROBOTS_LIMIT = 512 << 10  # bytes, as RFC 9309 asks for at least


class WaitError(UnavailableError):
    """A host asked to be left alone for some time yet."""


class Waits(Protocol):
    """Remembers until when hosts want to be left alone, across runs."""

    def wait_of(self, host: str) -> datetime | None:
        """Until when a host wants to be left alone."""

    def wait(self, host: str, until: datetime) -> None:
        """Leave a host alone until then."""


class Hosts:
    """Whose turn it is at each host."""

    def __init__(self, waits: Waits, delay: float, clock: Callable[[], datetime]) -> None:
        """Leave `delay` seconds between two requests to one host."""
        self._waits, self._delay, self.clock = waits, delay, clock
        self._locks: defaultdict[str, Lock] = defaultdict(Lock)
        self._delays: dict[str, float] = {}
        self._free_at: dict[str, float] = {}

    @contextmanager
    def turn(self, host: str) -> Iterator[float]:
        """The host for oneself, as soon as manners allow; gives the seconds spent waiting.

        Raises:
            WaitError: it asked to be left alone.
        """
        begun = time.monotonic()
        with self._locks[host]:
            until = self._waits.wait_of(host)
            if until and until > self.clock():
                raise WaitError(f"{host} asked to wait until {until:%Y-%m-%d %H:%M:%S} UTC")
            time.sleep(max(0.0, self._free_at.get(host, 0.0) - time.monotonic()))
            try:
                yield time.monotonic() - begun
            finally:
                self._free_at[host] = time.monotonic() + self._delays.get(host, self._delay)

    def slow_down(self, host: str, delay: float) -> None:
        """Leave more time between requests to a host, as its robots.txt asks."""
        self._delays[host] = max(self._delay, min(delay, LONGEST_DELAY))

    def wait(self, host: str, retry_after: str | None) -> None:
        """Leave a host alone as long as its Retry-After says."""
        now = self.clock()
        until = _moment(retry_after, now) or now + UNSAID
        self._waits.wait(host, min(until, now + LONGEST))


def _moment(retry_after: str | None, now: datetime) -> datetime | None:
    """The moment that a Retry-After names, in seconds from now or as a date; None where it names none to come."""
    value = (retry_after or "").strip()
    if value.isascii() and value.isdigit():
        return now + min(timedelta(seconds=min(int(value[:9]), LONGEST.total_seconds())), LONGEST)
    try:
        when = parsedate_to_datetime(value)
    except (ValueError, TypeError):
        return None
    when = when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)
    return when if when > now else None


class Robots:
    """The robots.txt of each site, read once a run (RFC 9309)."""

    def __init__(self, read: Callable[[str], str | None], agent: str, hosts: Hosts) -> None:
        """`read` gives the text at an address, None where there is none, UnavailableError where that can't be known."""
        self._read, self._agent, self._hosts = read, agent, hosts
        self._rules: dict[str, Protego | UnavailableError | None] = {}
        self._locks: defaultdict[str, Lock] = defaultdict(Lock)

    def demand(self, scheme: str, host: str, url: str) -> None:
        """Nothing, where the robots.txt of a site lets us fetch `url`.

        Raises:
            RejectError: it asks not to.
            UnavailableError: it can't be had just now, which counts as a no.
        """
        site = f"{scheme}://{host}"
        with self._locks[site]:
            if site not in self._rules:
                self._rules[site] = self._of(site, host)
        rules = self._rules[site]
        if isinstance(rules, UnavailableError):
            raise rules
        if rules and not rules.can_fetch(url, self._agent):
            raise RejectError(Reason.ROBOTS, f"robots.txt of {host} asks not to fetch it")

    def _of(self, site: str, host: str) -> Protego | UnavailableError | None:
        try:
            text = self._read(f"{site}/robots.txt")
        except UnavailableError as error:
            return error
        rules = Protego.parse(text) if text else None
        if rules and (delay := rules.crawl_delay(self._agent)):
            self._hosts.slow_down(host, float(delay))
        return rules
