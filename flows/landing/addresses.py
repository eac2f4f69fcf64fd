"""Which addresses of the network may be asked: those of the public internet, and none of one's own."""

from __future__ import annotations

import socket
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from queue import Empty, SimpleQueue
from threading import Thread

#: Gives the addresses of a host; raises OSError where it has none.
Resolve = Callable[[str, int], list[str]]

UNICAST = IPv6Network("2000::/3")
#: Addresses that carry an IPv4 address in them: to be judged by that one (NAT64), or out of use (6to4, Teredo).
NAT64 = IPv6Network("64:ff9b::/96")
TUNNELS = (IPv6Network("2002::/16"), IPv6Network("2001::/32"))


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet: not this machine, its network, a group or a reserved range.

    IPv6 addresses that stand for an IPv4 address of their own machine (`::ffff:127.0.0.1`) are not.
    """
    ip = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address):
        if ip in NAT64:
            return is_public(str(IPv4Address(int(ip) & 0xFFFFFFFF)))
        if ip not in UNICAST or any(ip in tunnel for tunnel in TUNNELS):
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def resolve(host: str, port: int) -> list[str]:
    """The addresses that the system knows of a host, in its order of preference."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(answer[4][0]) for answer in found))


def resolved_within(seconds: float, resolve: Resolve, host: str, port: int) -> list[str]:
    """What `resolve` gives, which the system lets nobody interrupt: it goes on by itself when it takes too long.

    Raises:
        OSError: the host has no address.
        TimeoutError: none came in time.
    """
    answers: SimpleQueue[list[str] | OSError] = SimpleQueue()

    def ask() -> None:
        try:
            answers.put(resolve(host, port))
        except (OSError, UnicodeError) as error:
            answers.put(OSError(str(error)))

    Thread(target=ask, daemon=True).start()
    try:
        answer = answers.get(timeout=max(seconds, 0))
    except Empty:
        raise TimeoutError(f"no address of {host} in {seconds:.0f} s") from None
    if isinstance(answer, OSError):
        raise answer
    return answer
