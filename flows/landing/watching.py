"""All sources of a run, several at a time: what they give, and how they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from flows.document import Facts, Raw, Refusal
from flows.landing import folder, web
from flows.landing.fetching import Fetcher, Limits
from flows.landing.listings import Listings
from flows.landing.manners import Hosts
from flows.landing.polling import Kept, Poll
from flows.landing.state import State
from flows.sources import Kind, Source
from schemas.codes.runs import Reason

AT_ONCE = 8  # sources; of one host never more than one request

#: What a source's refusal says of its health.
STATUS = {Reason.LATER: "waiting", Reason.UNAVAILABLE: "unavailable", Reason.GONE: "gone"}


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms sources are visited."""

    agent: str  # what requests call themselves
    seconds: float  # that one fetch may take
    byte_count: int  # that one page or feed may have
    delay: float  # seconds between two requests to one host
    page_limit: int  # pages of one source in one run
    allowed: frozenset[str] = frozenset()  # hosts that may have addresses of one's own network


@dataclass
class Watching:
    """Visits to all sources of a run."""

    keep: Path
    state: State
    terms: Terms
    known: Callable[[str], str | None]  # input → hash of the bytes that the warehouse has of it
    file_limit: int
    listings: Listings
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)

    def __post_init__(self) -> None:
        """One fetcher and one queue at each host for all sources."""
        terms = self.terms
        self._hosts = Hosts(self.state, terms.delay, self.clock)
        limits = Limits(terms.seconds, terms.byte_count)
        self.fetcher = Fetcher(self.keep, limits, self._hosts, terms.agent, terms.allowed)

    def land(self, sources: Sequence[Source]) -> Iterator[Raw | Refusal]:
        """What the sources give, in their order."""
        if not sources:
            return
        try:
            with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="source") as pool:
                for landed in pool.map(self._land, sources):
                    yield from landed
        finally:
            self.listings.close()

    def kept(self) -> Kept:
        """Visits to the same addresses that ask nothing."""
        return self._poll(Kept)

    def _poll[P: Poll](self, kind: type[P]) -> P:
        return kind(self.fetcher, self.state, self._hosts, self.keep, self.known, self.terms.page_limit, self.listings)

    def _land(self, source: Source) -> list[Raw | Refusal]:
        if source.kind is Kind.FOLDER:
            return list(self._folder(source))
        poll = self._poll(Poll)
        landed = list(web.land(source, poll))
        if source.name:
            self._report(source, poll, landed)
        else:
            self.state.write()
        return landed

    def _folder(self, source: Source) -> Iterator[Raw | Refusal]:
        about = Facts(publisher=source.publisher, language=source.language)
        for each in folder.land(Path(source.location), self.keep, self.file_limit):
            named = replace(each, source=f"{source.name}/{each.source}")
            yield replace(named, facts=about, columns=source.columns) if isinstance(named, Raw) else named

    def _report(self, source: Source, poll: Poll, landed: list[Raw | Refusal]) -> None:
        missing = [each for each in landed if isinstance(each, Refusal) and each.reason is not Reason.ROBOTS]
        failure = next(filter(None, map(poll.failure, web.doors(source))), None)
        if failure:
            status = STATUS.get(Reason(failure.reason or Reason.UNAVAILABLE), "refused")
            self.state.report(source.name, source.location, status, failure.detail, self.clock())
        else:
            detail = f"{len(landed)} inputs" + (f", {len(missing)} of them not to be had" if missing else "")
            self.state.report(source.name, source.location, "ok", detail, self.clock())
