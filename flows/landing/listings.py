"""Feeds, sitemaps and lists of posts, read while sources are visited: in a process of their own, which may end.

What hangs, crashes or starves it costs the one source that gave it; the next listing is read in a fresh process.
"""

from __future__ import annotations

import json
import signal
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path
from threading import Lock
from typing import Any

from pebble import ProcessExpired, ProcessPool

from flows import guard
from flows.document import Raw
from flows.errors import RejectError
from flows.feeds import read_feed
from flows.feeds.item import Feed
from flows.landing.sitemaps import Listed, listed
from schemas.codes.runs import Reason

SITEMAP_LIMIT = 64 << 20  # bytes; the protocol allows 50 MB
MOST_POSTS = 1000  # in one answer of WordPress, which gives 100 at most

#: Reasons of the watch: the listing did not come to its end, and would not in the next process either.
ENDED = frozenset({Reason.TIMEOUT, Reason.CRASHED, Reason.OUT_OF_MEMORY})


class Listings:
    """Reads what leads to articles. The process is started for the first listing."""

    def __init__(self, limits: guard.Limits) -> None:
        """Bound the reading of each by `limits`."""
        self._limits = limits
        self._pool: ProcessPool | None = None
        self._lock = Lock()

    def feed(self, raw: Raw) -> Feed:
        """What a feed lists; RejectError where it is none, or ended the process."""
        found: Feed = self._read(_feed, raw.path, raw.url)
        return found

    def sitemap(self, raw: Raw) -> tuple[list[Listed], str | None]:
        """What a sitemap lists, and what is wrong with it; RejectError where it ended the process."""
        found: tuple[list[Listed], str | None] = self._read(listed, raw.path, SITEMAP_LIMIT)
        return found

    def posts(self, raw: Raw) -> list[dict[str, Any]]:
        """The posts of a page of WordPress's interface; RejectError where it is none, or ended the process."""
        found: list[dict[str, Any]] = self._read(_posts, raw.path)
        return found

    def close(self) -> None:
        """End the process."""
        with self._lock:
            if self._pool:
                self._pool.stop()  # type: ignore[no-untyped-call]
                self._pool.join()
                self._pool = None

    def _read(self, function: Callable[..., Any], *given: Any) -> Any:
        with self._lock:
            self._pool = self._pool or ProcessPool(1, initializer=guard.end_with_parent, context=get_context("spawn"))
            future = self._pool.schedule(_watched, args=(self._limits, function, *given))
        try:
            return future.result()
        except ProcessExpired as death:
            raise RejectError(*guard.ended(death.exitcode, self._limits)) from death
        except MemoryError as error:
            raise RejectError(*guard.unforeseen(error)) from error


def _watched(limits: guard.Limits, function: Callable[..., Any], *given: Any) -> Any:
    """What a function gives, in the time and memory that it has; the kernel ends the process that takes longer."""
    guard.bound_memory("listing", limits.memory)
    signal.setitimer(signal.ITIMER_REAL, limits.seconds or 0)
    try:
        return function(*given)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _feed(path: Path, url: str | None) -> Feed:
    return read_feed(path.read_bytes(), url)


def _posts(path: Path) -> list[dict[str, Any]]:
    try:
        posts: Any = json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        posts = None
    if not isinstance(posts, list) or not all(isinstance(post, dict) for post in posts):
        raise RejectError(Reason.BAD_SYNTAX, "no JSON list of posts")
    if len(posts) > MOST_POSTS:
        raise RejectError(Reason.TOO_LARGE, f"{len(posts)} posts in one answer; at most {MOST_POSTS} are taken")
    return posts
