"""Who is answered, with what, and what a publish changes."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import duckdb
import httpx2
import pytest
from starlette.testclient import TestClient

from flows.current import Current
from flows.errors import DatelineError
from flows.explore import bounded, server
from flows.load import publish
from flows.prompt import QueryError
from flows.warehouse import Warehouse
from tests.flows.conftest import STRIKE
from tests.flows.explore.conftest import HOSTILE, copy_of, document_of

#: One worker reads the articles for all of them.
pytestmark = pytest.mark.xdist_group("explore")

#: The elements of our own templates. None of them can run, load or send anything that the headers don't allow.
OURS = """
a abbr article b bdi blockquote body br button circle code dd details div dl dt fieldset footer form h1 h2 h3 head
header html i input label legend li line link main mark meta nav ol option p path pre q rect section select small span
strong summary svg table tbody td text textarea th thead title tr ul use
""".split()  # noqa: SIM905


class Elements(HTMLParser):
    """Notes elements and attributes that no template of ours writes, and addresses that lead elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.foreign: list[tuple[str, object]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag not in OURS and (tag, said) != ("script", {"src": "/static/explore.js", "defer": None}):
            self.foreign.append((tag, said))
        self.foreign += [(tag, name) for name in said if name.startswith("on") or name in {"style", "srcdoc", "srcset"}]
        for name in {"href", "src", "action"} & said.keys():
            if not re.match(r"/(?!/)|#|https://example\.org/", said[name] or ""):
                self.foreign.append((tag, said[name]))


def test_every_page_is_armoured_and_made_of_our_own_elements_only(client, every_page):
    """Hostile text may stand in any title, name, quotation, cell: none becomes an element, attribute or address."""
    for address in every_page:
        answer = client.get(address)
        assert answer.status_code == (404 if address == "/nowhere" else 200), address
        assert answer.headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'"), address
        assert "set-cookie" not in answer.headers
        assert not {"\x00", "\u202e"} & set(answer.text), address
        page = Elements()
        page.feed(answer.text)
        assert page.foreign == [], address


def test_text_that_plays_tricks_is_shown_as_it_is(client, ids):
    page = client.get(f"/article/{ids['hostile.txt<b>']}").text
    shown = unescape(re.sub(r"<[^>]*>", "", page))
    for said in (HOSTILE.title, HOSTILE.authors[0], HOSTILE.publisher, "{{ 7 * 7 }}", "</q></a><script>alert('quote')"):
        assert said in shown
    assert "\ufffddesrever era sdrow esehT\ufffd" in shown
    assert "original</a>" not in page
    assert "original</a>" in client.get(f"/article/{ids['foreign.txt']}").text


@pytest.mark.parametrize(
    ("host", "status"),
    [("127.0.0.1:1", 200), ("localhost", 200), ("evil.example", 400), ("127.0.0.1.evil.example", 400)],
)
def test_only_this_machines_own_names_are_answered(client, host, status):
    answer = client.get("/", headers={"host": host})
    assert answer.status_code == status
    assert "content-security-policy" in answer.headers


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_can_be_sent(client, method):
    assert client.request(method, "/sql").status_code == 405


@pytest.mark.parametrize("path", ["/static/../server.py", "/static/..%2fserver.py", "/static/", "/static/none.css"])
def test_no_file_but_the_pages_own_is_given_out(client, path):
    assert client.get(path).status_code == 404


def test_it_listens_on_this_machine_alone_and_says_who_has_the_port():
    with server.listening(0) as first:
        host, port = first.getsockname()
        assert host == "127.0.0.1"
        assert socket.create_connection((host, port)).close() is None
        with pytest.raises(DatelineError, match=f"port {port}"), server.listening(port):
            pass


def test_a_publish_shows_at_the_next_click(tmp_path, read_into):
    runs, house = Warehouse(tmp_path / "runs"), Warehouse(tmp_path / "served")
    with TestClient(server.application(house), base_url="http://127.0.0.1") as client:
        assert "Nothing here yet" in client.get("/").text
        house.root.mkdir()
        for number, town in enumerate(("Riga", "Liepaja"), 1):
            read_into(runs, number, [replace(document_of("a.txt", STRIKE.replace("Riga", town)), version=number)])
            _next(house, runs.database.read_bytes())
            publish.swap(house)  # runs are other processes: in one, DuckDB has one instance a file
            assert f"Dockers in {town} walk out" in client.get("/").text


def test_who_reads_keeps_what_they_opened_while_who_comes_gets_the_new(current):
    house = current._house
    before = house.database.read_bytes()
    with ThreadPoolExecutor(1) as others:
        with current.reading() as connection:
            with duckdb.connect(str(_next(house, before))) as changing:
                changing.execute("UPDATE articles SET title = 'the new'")
            publish.swap(house)
            coming = others.submit(_titles, current)
            assert connection.execute("SELECT count(*) FROM articles WHERE title = 'the new'").fetchall() == [(0,)]
            assert not coming.done()
        assert coming.result(timeout=10) == [("the new",)]


def _next(house: Warehouse, data: bytes) -> Path:
    house.next_database.write_bytes(data)
    return house.next_database


def _titles(current: Current) -> list[tuple[str]]:
    with current.reading() as connection:
        return connection.execute("SELECT DISTINCT title FROM articles").fetchall()


@pytest.mark.parametrize(
    "query",
    [
        "CREATE TABLE x (a INT)",
        "CREATE TEMP TABLE x (a INT)",
        "SELECT 1; SELECT 2",
        "SELECT 1; DROP TABLE articles",
        "ATTACH ':memory:' AS m",
        "SET threads = 1",
        "COPY articles TO 'x.csv'",
        "INSTALL fts",
        "FROM read_text('/etc/hostname')",
        "FROM '/etc/passwd'",
        "FROM glob('*')",
        "FROM explored",
        "FROM enable_logging(storage='stdout')",
        "FROM enable_logging(storage='file', storage_config={'path': '/tmp/x'})",
        "SELECT * FROM query('FROM enable' || '_logging()')",
        "SELECT (SELECT count(*) FROM enable_profiling())",
        "WITH x AS (FROM truncate_duckdb_logs()) FROM x",
        "FROM read_duckdb('other.duckdb')",
        "FROM duckdb_secrets()",
        "BEGIN",
        "CALL pragma_version()",
        "SELEC 1",
        "",
        ";",
        "SELECT '\x00",
    ],
)
def test_only_one_select_is_answered(current, query):
    with current.reading() as connection, pytest.raises(QueryError):
        bounded.answer(connection, query)


def test_queries_end_in_time_and_are_cut(current):
    with current.reading() as connection:
        found = bounded.answer(connection, "SELECT i FROM range(10000000000) r(i)", most_rows=3)
    assert (found.columns, found.rows, found.is_cut) == (("i",), [(0,), (1,), (2,)], True)
    with current.reading() as connection, pytest.raises(QueryError, match=r"stopped after 0\.2 seconds"):
        bounded.answer(connection, "SELECT count(*) FROM range(100000000000) a, range(1000) b", seconds=0.2)


def test_a_link_from_another_site_runs_no_query(client):
    held = client.get("/sql", params={"q": "SELECT 6 * 7 AS answer"}, headers={"sec-fetch-site": "cross-site"}).text
    assert "has not been run" in held
    assert "<td" not in held
    assert (
        ">42<"
        in client.get("/sql", params={"q": "SELECT 6 * 7 AS answer"}, headers={"sec-fetch-site": "same-origin"}).text
    )


@pytest.mark.slow
def test_the_command_serves_until_it_is_interrupted(explored, tmp_path):
    house = copy_of(explored, tmp_path)
    command = [Path(sys.executable).with_name("dateline"), "explore", "--no-open", "--warehouse", house.root]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        try:
            address = running.stdout.readline().split()[0]
            assert "Blast at Tallinn harbour" in httpx2.get(address, timeout=60).text
            running.send_signal(signal.SIGINT)
            assert running.wait(timeout=60) == 0
            assert running.stderr.read() == ""
        finally:
            running.kill()
