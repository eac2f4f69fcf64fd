"""What the pages show: facts, each a click from its words."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from urllib.parse import parse_qs, urlsplit

import duckdb
import pytest
from starlette.testclient import TestClient

from flows.explore import server
from flows.load import publish
from flows.warehouse import Warehouse
from tests.flows.explore.conftest import SAMPLE, copy_of, document_of

#: One worker reads the articles for all of them.
pytestmark = pytest.mark.xdist_group("explore")

WORDS = re.compile(r'href="(/article/[^"]*\?at=[^"]*)"')


def test_every_fact_leads_to_its_very_words(client, every_page, explored):
    """Follow links to words: the words marked there are the record's own, at an anchor that is there."""
    with publish.connect(explored) as connection:
        texts = dict(connection.execute("SELECT '/article/' || article_id, text FROM articles").fetchall())
    links = {unescape(link) for address in every_page for link in WORDS.findall(client.get(address).text)}
    assert len(links) > 100
    for link in sorted(links)[:: max(len(links) // 60, 1)]:
        parts = urlsplit(link)
        start, end = map(int, parse_qs(parts.query)["at"][0].split("-"))
        page = client.get(f"{parts.path}?{parts.query}").text
        assert f'id="{parts.fragment}"' in page, link
        marked = "".join(re.findall(r'class="[^"]*\bhere\b[^"]*"[^>]*>([^<]*)<', page))
        said = re.sub(r"[\x00\u202e]", "\ufffd", texts[parts.path][start:end])
        assert "".join(unescape(marked).split()) == "".join(said.split()), link


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Jaan Kask", ["better known as", "Abu Yusuf", "arrest"]),
        ("Taha Falaha", ["Abu Mohammed al-Adnani", "better known as", "spokesperson of"]),
        ("Tallinn", ["Events here", "bombing"]),
    ],
)
def test_a_dossier_has_names_with_their_phrase_ties_and_events(client, ids, name, expected):
    page = client.get(f"/entity/{ids[name]}").text
    assert [each for each in expected if each not in page] == []


def test_an_article_shows_facts_beside_the_text(client, ids):
    page = client.get(f"/article/{ids['harbour.txt']}").text
    assert '<span class="key">event</span>' in page
    assert "2 killed" in page
    assert re.search(r'class="mention person[^"]*" href="/entity/', page)


def test_events_can_be_narrowed(client):
    deadly = client.get("/events?killed=1&since=2021-01-01&until=2021-12-31&country=EE").text
    assert "Tallinn" in deadly
    assert "Brussels" not in deadly
    assert "<circle" in deadly
    assert "No such event." in client.get("/events?since=1850-01-01&until=1850-12-31").text
    assert client.get("/events?killed=x&since=yesterday&view=mars&first=999999999999").status_code == 200


def test_casualties_stand_side_by_side(client):
    page = client.get("/casualties").text
    for said in ("Two dock workers", "<b>Seven</b>", "<b>12</b>", "the hospital", "police"):
        assert said in page


def test_search_finds_by_any_name_and_by_words(client):
    assert "Jaan Kask" in client.get("/search?q=abu+yusuf").text
    assert "Dockers in Riga walk out" in client.get("/search?q=strike+pay").text
    assert "Nothing found" in client.get("/search?q=xyzzy").text


def test_the_network_shows_ties_with_their_words(client, ids):
    page = client.get(f"/network?entity={ids['Taha Falaha']}").text
    assert re.search(r'\?at=\d+-\d+#c\d+">spokesperson of</a>', page)
    assert "<line" in page
    assert "No such ties" in client.get("/network?entity=nobody").text


def test_ids_lead_on(client, explored):
    with publish.connect(explored) as connection:
        (quote_id, article_id), *_ = connection.execute("SELECT quote_id, article_id FROM quotes ORDER BY 1").fetchall()
    assert f"/id/{quote_id}" in client.get("/sql?q=FROM quotes ORDER BY quote_id").text
    answer = client.get(f"/id/{quote_id}", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith(f"/article/{article_id}?at=")
    assert client.get("/id/0123").status_code == 404


def test_quality_shows_the_runs(client):
    page = client.get("/quality").text
    assert "published" in page
    assert "Nothing was refused." in page


def test_an_event_that_articles_share_says_why_it_is_one_and_old_ids_lead_to_it(client, explored):
    with publish.connect(explored) as connection:
        (gone, stands, reason), *_ = connection.execute(
            "SELECT left_id, right_id, reason FROM event_merges WHERE judgement = 'same' ORDER BY 1"
        ).fetchall()
    for address in (f"/event/{gone}", f"/id/{gone}"):
        page = client.get(address)
        assert page.url.path == f"/event/{stands}"
        assert "Decisions on what is one with it" in page.text
        assert reason is None or reason.split("\n")[0] in unescape(page.text)
    assert client.get("/event/0123").status_code == 404
    assert client.get("/entity/0123").status_code == 404


def test_what_is_a_copy_and_what_was_withdrawn_is_said(read_into, tmp_path):
    runs, served = Warehouse(tmp_path / "runs"), tmp_path / "served"
    served.mkdir()
    text = SAMPLE.read_text("utf-8")
    first, copy = document_of("first.txt", text), document_of("copy.txt", text)
    read_into(runs, 1, [first, replace(copy, publisher="The Other Ledger", published_edtf="2016-04-13")])
    with duckdb.connect(str(runs.database)) as connection:
        connection.execute(
            "INSERT INTO withdrawals BY NAME SELECT 'gone' AS article_id, now() AS withdrawn_at, "
            "'an editor' AS withdrawn_by, 'libel' AS reason, now() AS recorded_at"
        )
    with TestClient(server.application(copy_of(runs, served)), base_url="http://127.0.0.1") as client:
        assert f'of <a href="/article/{first.article_id}">' in client.get(f"/article/{copy.article_id}").text
        assert "1 copy of this article" in client.get(f"/article/{first.article_id}").text
        gone = client.get("/article/gone")
        assert gone.status_code == 404
        assert "by an editor: libel" in gone.text


def test_every_example_of_the_query_page_runs(client):
    examples = re.findall(r'href="(/sql\?q=[^"]*)"', client.get("/sql").text)
    assert len(examples) > 40
    for example in map(unescape, examples):
        page = client.get(example).text
        assert 'class="error"' not in page, example
