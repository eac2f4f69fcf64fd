"""`dateline review`: at the desk and from a script; nothing that it prints speaks to the terminal."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner, Result

from flows import cli, desk, doubts, explain
from flows.load import publish
from flows.warehouse import Warehouse
from tests.flows.load.test_reviews import RECORDS, answers, of, template, told  # noqa: F401

pytestmark = pytest.mark.slow  # each decision publishes


def review(house: Warehouse, *words: str) -> Result:
    result = CliRunner().invoke(cli.app, ["review", *words, "-w", str(house.root)])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_a_decision_is_made_listed_explained_and_undone(told):  # noqa: F811
    figure, quote = (of(told, *RECORDS[name]) for name in ("figure", "quote"))
    said = review(told, "edit", figure, "value=21", "--by", "mari\x1b[31m", "--note", "misread").output
    assert said.splitlines()[-1] == f"edit: figures {figure} value 12.0 → 21.0, decided by mari [31m"
    assert review(told, "accept", quote, "--by", "jo").output == f"accept: quotes {quote}, decided by jo\n"
    listed = json.loads(review(told, "list", "--json").output)
    assert {(row["verdict"], row["record_id"], row["is_applied"]) for row in listed} == {
        ("edit", figure, True), ("accept", quote, True),
    }  # fmt: skip
    shown = review(told, "list").output
    assert "misread" in shown
    assert "\x1b" not in shown
    with publish.connect(told) as connection:
        found = explain.reasons(connection, told, figure)
        assert found["Record"][0]["value"] == 21
        assert {row["as read"] for row in found["What people said of it"]} == {"12.0"}
    ((reviewed,),) = answers(told, "SELECT reviewed FROM evidence(?)", figure)
    assert "edited by mari\x1b[31m: value was 12.0, is 21.0" in reviewed
    assert answers(told, "SELECT reviewed FROM evidence(?)", quote) == [("accepted by jo",)]
    assert review(told, "undo", figure).output.count("undone: edit") == 3
    assert answers(told, "SELECT value FROM figures") == [(12.0,)]
    assert review(told, "reject", quote).exit_code == 0
    assert answers(told, "FROM quotes") == []
    with publish.connect(told) as connection:
        assert explain.reasons(connection, told, quote)["Record"][0]["rejected"]


def test_what_is_in_doubt_comes_first_and_what_is_decided_not_again(told):  # noqa: F811
    queue = json.loads(review(told, "next", "--json").output)["records"]
    doubt = [row["doubt"] for row in queue]
    assert doubt == sorted(doubt, reverse=True)
    assert (queue[0]["table_name"], queue[0]["why"]) == ("mentions", "confidence")
    assert queue[0]["before"] + queue[0]["text"] + queue[0]["after"] in "".join(
        text for (text,) in answers(told, "SELECT text FROM articles")
    )
    review(told, "accept", queue[0]["record_id"])
    after = json.loads(review(told, "next", "--json").output)["records"]
    assert [row["record_id"] for row in after] == [row["record_id"] for row in queue[1:]]
    sample = json.loads(review(told, "next", "--json", "--sample", "--limit", "100").output)["records"]
    assert len(sample) > len(after)
    assert {row["table_name"] for row in sample} == set(doubts.LOOKS)
    assert "Made one" not in review(told, "next", "--table", "dates").output
    assert review(told, "next", "--table", "runs").exit_code == 2


@pytest.mark.parametrize(("words", "code"), [(["edit", "x", "value"], 2), (["edit", "x"], 2)])
def test_wrong_usage(told, words, code):  # noqa: F811
    assert review(told, *words).exit_code == code


def test_a_key_decides_at_the_desk(told, monkeypatch, capsys):  # noqa: F811
    with publish.connect(told) as connection:
        rows = doubts.queue(connection, ["figures", "quotes", "relations", "dates"], 9, is_sample=True)
    rows.sort(key=lambda row: row["table_name"])
    rows[0]["after"] = "\x1b[2J hostile"
    assert [row["table_name"] for row in rows] == ["dates", "figures", "quotes", "relations", "relations"]
    keys = iter(["s", "e", "e", "x", "r", "u", "q"])
    monkeypatch.setattr("typer.getchar", lambda: next(keys))
    values = iter(["value=many", "value = 21"])
    monkeypatch.setattr("typer.prompt", lambda _: next(values))
    desk.sit(told, rows, [], "mari")
    assert answers(told, "SELECT verdict, table_name FROM reviews WHERE undone_at IS NULL GROUP BY ALL") == [
        ("edit", "figures")
    ]
    said = capsys.readouterr().out
    assert "can't be 'many'" in said
    assert "undone" in said
    assert "\x1b[2J" not in said
