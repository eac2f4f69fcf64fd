# ruff: noqa: E501
"""Input of several formats in one archive, through a whole run: every member accounted for, every span true."""

from __future__ import annotations

import json
import zipfile

import duckdb
import pytest

from flows.soundness import problems
from flows.warehouse import Warehouse
from tests.flows.parse.test_mail import message
from tests.flows.parse.test_tables import written
from tests.flows.parse.test_warc import archive
from tests.flows.parse.test_wordpress import comment, export, item

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("prefect")]

BODY = "Four people were killed on Tuesday when a bomb went off in a market in Kirkuk, police said."
PAGE = f"<html><head><title>Blast</title></head><body><article><h1>Blast</h1><p>{BODY}</p><p hidden>Nine hundred people were killed in Atlantis.</p></article></body></html>"


def test_every_member_is_accounted_for(ingest, tmp_path):
    members = {
        "a.warc.gz": archive(
            ("https://a.example/1", PAGE.encode(), {}), ("https://a.example/2", b"x", {"Status": "404 Gone"})
        ),
        "b.xml": export(
            item(f"<p>{BODY}</p>", comments=comment("Nine hundred were killed in Atlantis.")),
            item(number=8, status="draft"),
        ),
        "c.csv": written([["when", "words"], ["2021-03-03", BODY], ["2021-03-03"]]),
        "d.eml": message(BODY).as_bytes(),
        "e.bin": b"\x01\x02\x03",
        "f.jsonl": json.dumps({"title": "Blast", "body": BODY}).encode(),
    }
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as packed:
        for name, data in members.items():
            packed.writestr(name, data)
    house = tmp_path / "warehouse"
    columns = json.dumps({"text": "words", "published": "when"})
    summary = ingest(house, tmp_path / "all.zip", columns=columns)
    assert {name: summary[name] for name in ("seen", "new", "unchanged", "quarantined")} == {
        "seen": 9,
        "new": 4,
        "unchanged": 2,
        "quarantined": 3,
    }
    assert problems(Warehouse(house)) == []
    with duckdb.connect(str(house / "dateline.duckdb"), read_only=True) as connection:
        quarantine = connection.execute("SELECT source, reason_code FROM quarantine ORDER BY ALL").fetchall()
        killed = connection.execute("SELECT DISTINCT value FROM figures WHERE measure = 'killed'").fetchall()
        sources = connection.execute("SELECT source FROM articles ORDER BY ALL").fetchall()
    assert quarantine == [
        ("all.zip!/c.csv#2", "bad_syntax"),
        ("all.zip!/e.bin", "unknown_format"),
        ("all.zip!/f.jsonl#1", "bad_field"),
    ]
    assert [source for (source,) in sources] == [
        *("all.zip!/a.warc.gz#3", "all.zip!/b.xml#1", "all.zip!/c.csv#1", "all.zip!/d.eml"),
    ]
    assert killed == [(4.0,)]
    assert ingest(house, tmp_path / "all.zip")["status"] == "unchanged"
