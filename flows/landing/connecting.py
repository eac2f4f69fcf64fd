"""Connections that lead where they may, and end in time.

A name is resolved once, each address is judged, and the connection goes to that very address, so that neither a
redirect nor a name server that changes its answer leads into one's own network. TLS still asks for the name.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterable
from typing import Any

import httpcore

from flows.errors import RejectError
from flows.landing.addresses import Resolve, is_public, resolved_within
from schemas.codes.runs import Reason

CONNECT_SECONDS = 10.0  # for one address; a host may have others


class Deadline:
    """The end of the time that something may take."""

    def __init__(self, seconds: float) -> None:
        """Begin now."""
        self._end = time.monotonic() + seconds

    def left(self, most: float | None = None) -> float:
        """Seconds until the end, `most` if they are more.

        Raises:
            httpcore.ReadTimeout: there are none.
        """
        seconds = self._end - time.monotonic()
        if seconds <= 0:
            raise httpcore.ReadTimeout("the deadline has passed")
        return seconds if most is None else min(seconds, most)

    def put_off(self, seconds: float) -> None:
        """Leave out time that was spent waiting on purpose."""
        self._end += seconds


class TimedStream(httpcore.NetworkStream):
    """A stream whose every step ends by one deadline, however little comes at a time."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        """Bound a stream."""
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """What has come, at most `max_bytes`."""
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send all of `buffer`."""
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        """End the connection."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """The same stream, encrypted and bounded."""
        left = self._deadline.left(timeout)
        return TimedStream(self._stream.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        """What the system knows of the connection."""
        return self._stream.get_extra_info(info)


class PublicNetwork(httpcore.NetworkBackend):
    """The network as far as it is public, and the hosts that the user allows."""

    def __init__(self, deadline: Deadline, resolve: Resolve, allowed: frozenset[str]) -> None:
        """`allowed` are hosts, or hosts with a port, that may have any address."""
        self._deadline, self._resolve, self._allowed = deadline, resolve, allowed
        self._system = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first address of `host` that may be asked and answers.

        Raises:
            RejectError: it has none that may be asked.
        """
        seconds = min(timeout or CONNECT_SECONDS, CONNECT_SECONDS)
        failure: Exception = httpcore.ConnectError(f"no address of {host}")
        for address in self._addresses(host, port):
            try:
                stream = self._system.connect_tcp(
                    address, port, self._deadline.left(seconds), local_address, socket_options
                )
                return TimedStream(stream, self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    def _addresses(self, host: str, port: int) -> list[str]:
        try:
            found = resolved_within(self._deadline.left(), self._resolve, host, port)
        except TimeoutError as error:
            raise httpcore.ConnectTimeout(str(error)) from error
        except OSError as error:
            raise httpcore.ConnectError(f"{host}: {error}") from error
        if self._allowed & {host, f"{host}:{port}"}:
            return found
        public = [address for address in found if is_public(address)]
        if found and not public:
            raise RejectError(Reason.NOT_PUBLIC, f"{host} leads to {found[0]}, which is no address of the internet")
        return public
