"""Fetching one address: safely, in bounded time and space, with manners, and whole or not at all.

No cookies, no credentials, no proxies of the environment. Redirects are followed here, one by one, each as a request of
its own that must lead to a public address again.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from email.message import Message
from functools import cache
from pathlib import Path
from ssl import SSLContext

import httpcore
import httpx

from flows.errors import RejectError, UnavailableError
from flows.landing.addresses import Resolve, resolve
from flows.landing.connecting import Deadline, PublicNetwork
from flows.landing.decoding import ACCEPTED, CutShortError, bounded, decoded
from flows.landing.keeping import Kept, keep_parts
from flows.landing.manners import ROBOTS_LIMIT, Hosts, Robots, WaitError
from schemas.codes.runs import Reason

REDIRECTS = 5
LASTING = frozenset({301, 308})
PASSING = frozenset({302, 303, 307})
#: Answers of a server in trouble: it is asked again after these seconds, then by the next run.
TRANSIENT = frozenset({408, 421, 425})
BACKOFF = (0.5, 2.0)
LONGEST_TYPE = 1000  # characters of a media type; email's parser takes time as the square of them
OVERHEAD = 64 << 10  # bytes on the wire that a body may have more than its content


@dataclass(frozen=True, slots=True)
class Limits:
    """What a fetch may cost."""

    seconds: float  # all of it, with redirects and repetitions
    byte_count: int  # of the body's content


@dataclass(frozen=True, slots=True)
class Answer:
    """What came from an address."""

    url: str  # where redirects led
    moved_to: str | None  # where lasting redirects alone led, if anywhere
    kept: Kept | None  # the body; None where it is as before
    headers: Mapping[str, str]  # by lower-case name

    @property
    def media_type(self) -> str | None:
        """The body's type, as the server says it."""
        return self._content_type().get_content_type() if "content-type" in self.headers else None

    @property
    def charset(self) -> str | None:
        """The encoding of the body's text, as the server says it."""
        return self._content_type().get_content_charset()

    def _content_type(self) -> Message:
        message = Message()
        message["content-type"] = self.headers.get("content-type", "")[:LONGEST_TYPE]
        return message


class Fetcher:
    """Fetches for one run."""

    def __init__(
        self,
        keep: Path,
        limits: Limits,
        hosts: Hosts,
        agent: str,
        allowed: frozenset[str] = frozenset(),
        resolve: Resolve = resolve,
    ) -> None:
        """Bodies go to `keep`; `allowed` hosts may have addresses that are not public."""
        self._keep, self.limits, self._hosts, self._agent = keep, limits, hosts, agent
        self._allowed, self._resolve = allowed, resolve
        self._robots = Robots(self._robots_text, agent.partition("/")[0], hosts)

    def fetch(
        self, url: str, conditions: Mapping[str, str] | None = None, *, page: bool = False, limit: int | None = None
    ) -> Answer:
        """What is at an address now; with `conditions`, such as `If-None-Match`, only if it changed.

        A `page` is fetched only if its site's robots.txt lets it.

        Raises:
            RejectError: it can't be had, or not by us.
            UnavailableError: something is down; a WaitError where the host asked to wait.
        """
        limits = replace(self.limits, byte_count=limit or self.limits.byte_count)
        deadline = Deadline(limits.seconds)
        for pause in (*BACKOFF, None):
            try:
                return self._follow(address(url), dict(conditions or {}), page, limits, deadline)
            except WaitError:
                raise
            except UnavailableError:
                if pause is None or not _has(deadline, pause):
                    raise
                time.sleep(pause)
        raise AssertionError("the last attempt gives or raises")

    def _follow(
        self, url: httpx.URL, conditions: dict[str, str], page: bool, limits: Limits, deadline: Deadline
    ) -> Answer:
        moved_to: str | None = None
        lasting = True
        for _ in range(REDIRECTS + 1):
            if page:
                self._robots.demand(url.scheme, _netloc(url), str(url))
            with self._hosts.turn(_netloc(url)) as waited:
                deadline.put_off(waited)
                answer = self._ask(url, conditions, limits, deadline)
            if not isinstance(answer, _Redirect):
                return replace(answer, moved_to=moved_to)
            lasting = lasting and answer.status in LASTING
            url = address(answer.location, url)
            moved_to = str(url) if lasting else moved_to
        raise RejectError(Reason.NOT_FOUND, f"more than {REDIRECTS} redirects")

    def _ask(
        self, url: httpx.URL, conditions: dict[str, str], limits: Limits, deadline: Deadline
    ) -> Answer | _Redirect:
        headers = {"Host": url.netloc.decode("ascii"), "User-Agent": self._agent, "Accept-Encoding": ACCEPTED}
        headers |= {"Accept": "*/*", "Connection": "close", **conditions}
        sent = [(name.encode("ascii"), value.encode("latin-1")) for name, value in headers.items()]
        target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        network = PublicNetwork(deadline, self._resolve, self._allowed)
        try:
            with (
                httpcore.ConnectionPool(ssl_context=_tls(), network_backend=network) as pool,
                pool.stream("GET", target, headers=sent) as response,
            ):
                return self._received(url, response, limits, has_conditions=bool(conditions))
        except CutShortError as error:
            raise UnavailableError(f"{url.host}: {error}") from error
        except httpcore.UnsupportedProtocol as error:
            raise RejectError(Reason.NOT_PUBLIC, str(error)) from error
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException) as error:
            raise UnavailableError(f"{url.host}: {error or type(error).__name__}") from error

    def _received(
        self, url: httpx.URL, response: httpcore.Response, limits: Limits, *, has_conditions: bool
    ) -> Answer | _Redirect:
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
        status = response.status
        if status in LASTING | PASSING and "location" in headers:
            return _Redirect(status, headers["location"].encode("latin-1").decode("utf-8", "replace"))
        if status == 304 and has_conditions:
            return Answer(str(url), None, None, headers)
        if status in (429, 503) and (status == 429 or "retry-after" in headers):
            self._hosts.wait(_netloc(url), headers.get("retry-after"))
            raise WaitError(f"{url.host}: status {status}, asked to wait")
        _demand_content(status, url.host)
        wire = bounded(response.iter_stream(), limits.byte_count + OVERHEAD)
        content = bounded(decoded(wire, headers.get("content-encoding", "")), limits.byte_count)
        kept = keep_parts(_some(content), self._keep)
        return Answer(str(url), None, kept, headers)

    def _robots_text(self, url: str) -> str | None:
        try:
            answer = self.fetch(url, limit=ROBOTS_LIMIT)
        except RejectError as error:
            if error.reason is Reason.NOT_PUBLIC:
                raise
            return None
        return answer.kept.path.read_text("utf-8", "replace") if answer.kept else None


@dataclass(frozen=True, slots=True)
class _Redirect:
    status: int
    location: str


def address(url: str, base: httpx.URL | None = None) -> httpx.URL:
    """An http address without its fragment; RejectError when it is none, or carries a name and password."""
    try:
        parsed = base.join(url) if base else httpx.URL(url)
    except (httpx.InvalidURL, ValueError) as error:
        raise RejectError(Reason.NOT_PUBLIC, f"no address: {error}") from error
    if parsed.scheme not in ("http", "https") or not parsed.host:
        raise RejectError(Reason.NOT_PUBLIC, f"{parsed.scheme or 'no scheme'}: expected http or https and a host")
    if parsed.userinfo:
        raise RejectError(Reason.NOT_PUBLIC, "an address with a user name; expected none")
    return parsed.copy_with(fragment=None)


@cache
def _tls() -> SSLContext:
    """What connections trust: the usual authorities. Reading their list takes a while."""
    return httpcore.default_ssl_context()


def _netloc(url: httpx.URL) -> str:
    return url.netloc.decode("ascii")


def _has(deadline: Deadline, seconds: float) -> bool:
    try:
        return deadline.left() > seconds
    except httpcore.ReadTimeout:
        return False


def _demand_content(status: int, host: str) -> None:
    """Nothing, where a status says that the body is what was asked for."""
    if status in (200, 203):
        return
    if status >= 500 or status in TRANSIENT | {304}:
        raise UnavailableError(f"{host}: status {status}")
    reasons = {410: Reason.GONE, 404: Reason.NOT_FOUND, 204: Reason.EMPTY}
    raise RejectError(reasons.get(status, Reason.FORBIDDEN), f"{host}: status {status}")


def _some(parts: Iterator[bytes]) -> Iterator[bytes]:
    """The same; RejectError when there is no byte."""
    empty = True
    for part in parts:
        empty = empty and not part
        yield part
    if empty:
        raise RejectError(Reason.EMPTY, "no bytes")
