"""Decisions in the page: made by its own forms alone, by the commands that make them, and seen at the next click."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest
import uvicorn
from starlette.testclient import TestClient

from flows.explore import server
from flows.explore.writing import Desk
from flows.load import publish
from flows.warehouse import Warehouse
from tests.flows.explore.test_browser import AXE, CHROMIUM, browser  # noqa: F401

pytestmark = [pytest.mark.xdist_group("explore"), pytest.mark.slow]

OURS = {"origin": "http://127.0.0.1", "sec-fetch-site": "same-origin"}


@pytest.fixture
def desk(explored: Warehouse, tmp_path) -> Desk:
    """A desk over a copy, its parts too."""
    shutil.copytree(explored.root, tmp_path / "w")
    return Desk(Warehouse(tmp_path / "w"), "mari")


@pytest.fixture
def client(desk: Desk) -> Iterator[TestClient]:
    with TestClient(server.application(desk.house, desk), base_url="http://127.0.0.1") as made:
        yield made


def record(explored: Warehouse, query: str) -> str:
    with publish.connect(explored) as connection:
        return str(connection.execute(query).fetchall()[0][0])


FIGURE = "SELECT figure_id FROM figures WHERE measure = 'killed' AND bound = 'exact' ORDER BY 1 LIMIT 1"


def test_a_decision_is_made_seen_and_undone(client, desk, explored, ids):
    figure = record(explored, FIGURE)
    form = {"token": desk.token, "record": figure, "action": "edit", "column": "value", "value": "77"}
    answer = client.post("/review", data=form, headers=OURS)
    assert answer.status_code == 200
    assert answer.url.path == f"/review/{figure}"
    assert "mari" in answer.text
    assert re.search(r"<td><bdi>77", answer.text)
    assert "edited by mari" in client.get(f"/sql?q=SELECT reviewed FROM evidence('{figure}')").text
    answer = client.post("/review", data={**form, "action": "reject"}, headers=OURS)
    assert "in history alone" in answer.text
    for _ in range(2):
        answer = client.post("/review", data={**form, "action": "undo"}, headers=OURS)
    assert "in history alone" not in answer.text
    assert not re.search(r"<td><bdi>77", answer.text)
    pair = {"token": desk.token, "record": ids["Jaan Kask"], "other": "Taha Falaha"}
    answer = client.post("/review", data={**pair, "action": "merge"}, headers=OURS)
    assert answer.url.path.startswith("/entity/")
    assert 'value="unmerge"' in answer.text
    answer = client.post("/review", data={**pair, "action": "unmerge"}, headers=OURS)
    assert answer.status_code == 200
    check = [sys.executable, "-m", "flows.cli", "check", "--warehouse", str(desk.house.root)]
    assert subprocess.run(check, capture_output=True, text=True, check=False).stdout == "sound\n"


@pytest.mark.parametrize(
    ("headers", "changed", "status"),
    [
        ({"origin": "http://evil.example", "sec-fetch-site": "cross-site"}, {}, 403),
        ({"origin": "null"}, {}, 403),
        ({"origin": "http://127.0.0.1:1"}, {}, 403),
        ({"origin": "http://127.0.0.1", "sec-fetch-site": "same-site"}, {}, 403),
        ({"origin": ""}, {}, 403),
        (OURS, {"token": "guessed"}, 403),
        (OURS, {"token": ""}, 403),
        (OURS, {"token": "\udcff"}, 400),
        (OURS, {"action": "rebuild"}, 400),
        (OURS, {"record": "--warehouse=/tmp"}, 400),
        (OURS, {"record": "no\0such"}, 400),
        (OURS, {"action": "edit", "column": "figure_id", "value": "x"}, 400),
        (OURS, {"note": "x" * 30_000}, 413),
        ({**OURS, "content-type": "text/plain"}, {}, 415),
        ({**OURS, "host": "evil.example"}, {}, 400),
    ],
)
def test_what_is_no_form_of_ours_changes_nothing(client, desk, explored, headers, changed, status):
    before = desk.house.database.stat().st_mtime_ns
    form = {"token": desk.token, "record": record(explored, FIGURE), "action": "reject", **changed}
    body = "&".join(f"{name}={_quoted(value)}" for name, value in form.items())
    told = {"content-type": "application/x-www-form-urlencoded", **headers}
    answer = client.post("/review", content=body, headers=told)
    assert answer.status_code == status
    assert desk.token not in answer.text
    assert desk.house.database.stat().st_mtime_ns == before


def _quoted(value: str) -> str:
    return "".join(
        c if c.isalnum() else "".join(f"%{b:02x}" for b in c.encode("utf-8", "surrogateescape")) for c in value
    )


def test_a_run_that_writes_is_named(client, desk, explored):
    form = {"token": desk.token, "record": record(explored, FIGURE), "action": "reject"}
    with desk.house.locked():
        answer = client.post("/review", data=form, headers=OURS)
    assert answer.status_code == 409
    assert "A run is writing this warehouse: nothing was decided" in answer.text


def test_nothing_can_be_sent_without_a_desk(desk, explored):
    with TestClient(server.application(desk.house), base_url="http://127.0.0.1") as client:
        figure = record(explored, FIGURE)
        assert client.post("/review", data={"record": figure, "action": "reject"}, headers=OURS).status_code in (
            404,
            405,
        )
        assert client.post(f"/review/{figure}", headers=OURS).status_code == 405
        page = client.get(f"/review/{figure}").text
        assert "<form method" not in page
        assert "dateline explore --review" in page


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")
def test_a_keyboard_decides_in_a_page_that_all_can_use(browser, desk, explored, ids):  # noqa: F811
    figure = record(explored, FIGURE)
    with server.listening(0) as listener:
        config = uvicorn.Config(server.application(desk.house, desk), log_level="warning", lifespan="off")
        running = uvicorn.Server(config)
        thread = threading.Thread(target=running.run, kwargs={"sockets": [listener]})
        thread.start()
        page = browser.new_page()
        page.set_default_timeout(120_000)
        complaints: list[str] = []
        page.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
        try:
            address = f"http://127.0.0.1:{listener.getsockname()[1]}"
            page.goto(f"{address}/id/{figure}")
            page.get_by_role("link", name="Figures", exact=False).last.press("Enter")
            page.wait_for_url(f"**/review/{figure}")
            page.get_by_label("New value").fill("77")
            page.locator("select[name=column]").select_option("value")
            page.get_by_role("button", name="Edit").press("Enter")
            page.wait_for_selector("text=by mari")
            assert page.get_by_role("cell", name="77").count() >= 1
            page.get_by_role("button", name="Reject").press("Enter")
            page.wait_for_selector("text=in history alone")
            for path in (f"/review/{figure}", f"/entity/{ids['Jaan Kask']}"):
                page.goto(address + path)
                page.evaluate(AXE.read_text("utf-8"))
                found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
                assert [v["id"] for v in found["violations"] if v["impact"] in {"serious", "critical"}] == []
            assert complaints == []
        finally:
            page.close()
            running.should_exit = True
            thread.join()
