"""No request reaches an address of one's own: not by its name, its spelling, a redirect or a changing name server."""

from __future__ import annotations

import time

import httpcore
import pytest

from flows.errors import RejectError, UnavailableError
from flows.landing.addresses import is_public
from schemas.codes.runs import Reason
from tests.flows.landing.webserver import Reply

PUBLIC = ("93.184.216.34", "8.8.8.8", "2606:4700::1111", "64:ff9b::808:808")
OWN = (
    "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",  # noqa: S104
    "100.64.0.1", "100.127.255.255", "192.0.0.1", "192.0.2.1", "198.18.0.1", "203.0.113.5", "224.0.0.1", "239.1.1.1",
    "240.0.0.1", "255.255.255.255", "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "fe80::1",
    "fe80::1%eth0", "fc00::1", "fd12::1", "fec0::1", "ff02::1", "2001:db8::1", "2002:7f00:1::", "2002:808:808::1",
    "2001::1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::1", "100::1",
)  # fmt: skip


@pytest.mark.parametrize("address", PUBLIC)
def test_addresses_of_the_internet_may_be_asked(address):
    assert is_public(address)


@pytest.mark.parametrize("address", OWN)
def test_other_addresses_may_not(address):
    assert not is_public(address)


#: Spellings of loopback; `{port}` is the canary's.
SPELLINGS = {
    "plain": "http://127.0.0.1:{port}/",
    "name": "http://localhost:{port}/",
    "upper case": "HTTP://LOCALHOST:{port}/",
    "name with a dot": "http://localhost.:{port}/",
    "subdomain": "http://www.localhost:{port}/",
    "decimal": "http://2130706433:{port}/",
    "hexadecimal": "http://0x7f000001:{port}/",
    "hexadecimal parts": "http://0x7f.0x0.0x0.0x1:{port}/",
    "octal": "http://0177.0.0.1:{port}/",
    "octal whole": "http://017700000001:{port}/",
    "short": "http://127.1:{port}/",
    "zero": "http://0:{port}/",
    "any": "http://0.0.0.0:{port}/",
    "elsewhere on loopback": "http://127.255.255.254:{port}/",
    "IPv6": "http://[::1]:{port}/",
    "IPv6 unspecified": "http://[::]:{port}/",
    "IPv4 mapped": "http://[::ffff:127.0.0.1]:{port}/",
    "IPv4 mapped in hexadecimal": "http://[::ffff:7f00:1]:{port}/",
    "NAT64": "http://[64:ff9b::7f00:1]:{port}/",
    "user": "http://example.org@127.0.0.1:{port}/",
    "user and password": "http://example.org:80@127.0.0.1:{port}/",
    "backslash": "http://127.0.0.1:{port}\\@example.org/",
    "fragment": "http://127.0.0.1:{port}#@example.org/",
    "circled digits": "http://①②⑦.⓪.⓪.①:{port}/",
    "full stops of other scripts": "http://127。0。0。1:{port}/",
    "other scheme": "ftp://127.0.0.1:{port}/",
    "file": "file:///etc/passwd",
    "no host": "http:///127.0.0.1:{port}/",
    "gopher": "gopher://127.0.0.1:{port}/_GET%20/",
}


@pytest.mark.parametrize("spelling", SPELLINGS.values(), ids=SPELLINGS)
def test_no_spelling_reaches_loopback(spelling, canary, fetcher):
    with pytest.raises((RejectError, UnavailableError)):
        fetcher(seconds=1).fetch(spelling.format(port=canary.port))


@pytest.mark.parametrize("spelling", SPELLINGS.values(), ids=SPELLINGS)
def test_no_redirect_reaches_loopback(spelling, canary, site, fetcher):
    site.replies["/away"] = Reply(
        status=302, headers={"Location": spelling.format(port=canary.port).encode().decode("latin-1")}
    )
    site.replies["/far"] = Reply(status=301, headers={"Location": f"{site.url}/away"})
    with pytest.raises((RejectError, UnavailableError)):
        fetcher(seconds=1).fetch(f"{site.url}/far")
    assert site.count("/away") >= 1


@pytest.mark.parametrize("addresses", [["127.0.0.1"], ["10.0.0.1", "::1"], ["169.254.169.254"], ["::ffff:127.0.0.1"]])
def test_no_name_leads_to_an_own_address(addresses, canary, fetcher):
    with pytest.raises(RejectError) as refused:
        fetcher(resolve=lambda *_: addresses).fetch(f"http://news.example:{canary.port}/")
    assert refused.value.reason is Reason.NOT_PUBLIC


def test_a_name_server_that_changes_its_answer_gains_nothing(canary, fetcher, monkeypatch):
    answers = iter([["93.184.216.34"], ["127.0.0.1"]])
    asked, connected = [], []

    def rebinding(host, port):
        asked.append(host)
        return next(answers)

    def connect(self, host, port, *rest):
        connected.append(host)
        raise httpcore.ConnectError("no such luck")

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    with pytest.raises(RejectError):
        fetcher(resolve=rebinding).fetch(f"http://rebind.example:{canary.port}/")
    assert connected == ["93.184.216.34"]  # the address that was judged; the next attempt is judged anew
    assert len(asked) == 2


def test_of_several_addresses_only_public_ones_are_asked(canary, fetcher, monkeypatch):
    connected = []

    def connect(self, host, port, *rest):
        connected.append(host)
        raise httpcore.ConnectError("no such luck")

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    with pytest.raises(UnavailableError):
        fetcher(seconds=1, resolve=lambda *_: ["127.0.0.1", "93.184.216.34", "10.0.0.1"]).fetch("http://mixed.example/")
    assert set(connected) == {"93.184.216.34"}


def test_the_environments_proxy_is_not_asked(canary, site, fetcher, monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, canary.url)
    site.put("/", "hello")
    assert fetcher().fetch(f"{site.url}/").kept.byte_count == 5


def test_a_name_server_that_does_not_answer_ends_with_the_deadline(fetcher):
    begun = time.monotonic()
    with pytest.raises(UnavailableError):
        fetcher(seconds=1, resolve=lambda *_: time.sleep(20) or []).fetch("http://slow.example/")
    assert time.monotonic() - begun < 2
