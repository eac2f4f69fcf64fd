"""One run's visits to the addresses of a source, and what they leave for the next run to know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from flows.document import Raw, Refusal
from flows.errors import RejectError, UnavailableError
from flows.landing.fetching import Answer, Fetcher, address
from flows.landing.keeping import place
from flows.landing.listings import Listings
from flows.landing.manners import Hosts, WaitError
from flows.landing.state import State, Visit
from schemas.codes.runs import Reason, Stage

#: Formats by media type, for content that does not show its own.
FORMATS = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
    "application/pdf": "pdf",
    "application/json": "jsonl",
}
#: Reasons that say nothing of what lies at an address: what came from there before stands.
PASSING = (Reason.LATER, Reason.UNAVAILABLE)
GIVEN_UP = 3  # failures in a row of one host, after which a run asks it no more
FORGOTTEN = timedelta(days=30)  # what is gone is asked for again after these


@dataclass
class Poll:
    """Visits on behalf of one source."""

    fetcher: Fetcher
    state: State
    hosts: Hosts
    keep: Path
    known: Callable[[str], str | None]  # input → hash of the bytes that the warehouse has of it
    page_limit: int
    listings: Listings
    requests: int = 0
    _failures: Counter[str] = field(default_factory=Counter)

    def visit(self, source: str, url: str, *, limit: int | None = None, is_landed: bool = True) -> Raw | Refusal:
        """What is at an address, as input `source`; what was there before, where it did not change or can't be had now.

        With `is_landed` False the bytes lead to inputs and are none themselves, so the warehouse doesn't know them.
        """
        before = self._before(source, url, is_landed=is_landed)
        if before and before.reason == Reason.GONE and self._is_early(before):
            return self._refusal(source, before)
        return self._asked(source, url, before, None, limit, is_page=False)

    def page(self, source: str, url: str, said: str | None = None) -> Raw | Refusal:
        """An article's page. One that is known is asked for again only when its listing says another thing of it."""
        before = self._before(source, url, is_landed=True)
        if before and before.said == said and self._is_early(before):
            return (self._had(source, before) if before.reason in PASSING else None) or self._refusal(source, before)
        if before and said is not None and before.said == said and (raw := self._had(source, before)):
            return raw
        if self.requests >= self.page_limit:
            later = Visit(url, reason=Reason.LATER, detail=f"a run takes {self.page_limit} pages of a source")
            return (self._had(source, before) if before else None) or self._refusal(source, later)
        self.requests += 1
        return self._asked(source, url, before, said, None, is_page=True)

    def kept(self, source: str) -> Raw | None:
        """What came last as an input, if it is still there."""
        visit = self.state.visits.get(source)
        is_there = visit and visit.content_hash and place(self.keep, visit.content_hash).exists()
        return self._had(source, visit) if visit and is_there else None

    def failure(self, source: str) -> Visit | None:
        """The last visit to an input, if nothing came of it."""
        visit = self.state.visits.get(source)
        return visit if visit and visit.reason else None

    def useless(self, door: str, raw: Raw, error: RejectError) -> Refusal:
        """The refusal of what came from an address but can't be used; the source's health says so."""
        if visit := self.state.visits.get(door):
            visit.reason, visit.detail = error.reason, error.detail
        return Refusal(raw.source, Stage.LAND, error.reason, error.detail, raw.url or "")

    def _before(self, source: str, url: str, *, is_landed: bool) -> Visit | None:
        """The visit before; its bytes only if the warehouse has them."""
        visit = self.state.visits.get(source)
        if visit is None or visit.url != url:
            return None
        is_there = visit.content_hash is not None and place(self.keep, visit.content_hash).exists()
        if is_there and (not is_landed or self.known(source) == visit.content_hash):
            return visit
        return replace(
            visit, content_hash=None, etag=None, last_modified=None, moved_to=None, said=visit.reason and visit.said
        )

    def _is_early(self, visit: Visit) -> bool:
        return visit.retry_at is not None and visit.retry_at > self.hosts.clock()

    def _asked(
        self, source: str, url: str, before: Visit | None, said: str | None, limit: int | None, *, is_page: bool
    ) -> Raw | Refusal:
        visit = replace(before, reason=None, detail="") if before else Visit(url)
        try:
            answer = self._fetched(visit, limit, is_page=is_page)
        except WaitError as error:
            visit.reason, visit.detail = Reason.LATER, str(error)
        except UnavailableError as error:
            visit.failed(Reason.UNAVAILABLE, str(error), self.hosts.clock())
        except RejectError as error:
            visit.failed(error.reason, error.detail, self.hosts.clock())
            if error.reason is Reason.GONE:
                visit.retry_at = self.hosts.clock() + FORGOTTEN
        else:
            visit = _renewed(visit, answer)
        if visit.reason not in PASSING or not visit.content_hash:
            visit.said = said
        if visit.reason:
            visit.moved_to = None
        self.state.note(source, visit)
        return (self._had(source, visit) if visit.reason in (None, *PASSING) else None) or self._refusal(source, visit)

    def _fetched(self, visit: Visit, limit: int | None, *, is_page: bool) -> Answer:
        url = visit.moved_to or visit.url
        host = address(url).host
        if self._failures[host] >= GIVEN_UP:
            raise WaitError(f"{host} failed {GIVEN_UP} times in a row in this run")
        conditions = {}
        if visit.content_hash:
            conditions = {"If-None-Match": visit.etag, "If-Modified-Since": visit.last_modified}
        try:
            answer = self.fetcher.fetch(url, {k: v for k, v in conditions.items() if v}, page=is_page, limit=limit)
        except WaitError:
            raise
        except UnavailableError:
            self._failures[host] += 1
            raise
        self._failures[host] = 0
        return answer

    def _had(self, source: str, visit: Visit) -> Raw | None:
        """The bytes that came last, if any did."""
        if visit.content_hash is None:
            return None
        return Raw(
            source,
            place(self.keep, visit.content_hash),
            visit.content_hash,
            visit.byte_count,
            url=visit.final_url,
            charset=visit.charset,
            format=FORMATS.get(visit.media_type or ""),
        )

    def _refusal(self, source: str, visit: Visit) -> Refusal:
        return Refusal(source, Stage.LAND, Reason(visit.reason or Reason.UNAVAILABLE), visit.detail, visit.url)


class Kept(Poll):
    """Visits that ask nothing: at each address is what came from there last."""

    def visit(self, source: str, url: str, *, limit: int | None = None, is_landed: bool = True) -> Raw | Refusal:
        """What came last as an input."""
        del limit, is_landed
        return self.kept(source) or Refusal(source, Stage.LAND, Reason.LATER, "nothing of it is kept", url)

    def page(self, source: str, url: str, said: str | None = None) -> Raw | Refusal:
        """What came last as an input."""
        del said
        return self.visit(source, url)


def _renewed(visit: Visit, answer: Answer) -> Visit:
    """The visit after an answer."""
    visit = replace(visit, failures=0, retry_at=None, moved_to=answer.moved_to or visit.moved_to)
    if answer.kept is None:
        return visit
    return replace(
        visit,
        final_url=answer.url,
        etag=answer.headers.get("etag"),
        last_modified=answer.headers.get("last-modified"),
        media_type=answer.media_type,
        charset=answer.charset,
        content_hash=answer.kept.content_hash,
        byte_count=answer.kept.byte_count,
    )
