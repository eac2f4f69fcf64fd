"""In Chromium, with the headers in force: no console error, no outside request, no serious fault of accessibility.

Skipped where no Chromium is installed; continuous integration installs one.
"""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from flows.explore import server
from flows.warehouse import Warehouse
from tests.flows.explore.conftest import copy_of

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
AXE = Path(axe_playwright_python.__path__[0], "axe.min.js")
QUIET = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
#: Desktop by day, phone by night.
SCREENS = {"desktop": (1280, 900, "light"), "phone": (360, 740, "dark")}

pytestmark = [
    pytest.mark.xdist_group("explore"),
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here"),
]


@pytest.fixture(scope="module")
def address(explored: Warehouse, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The pages over the warehouse, served as `dateline explore` does."""
    house = copy_of(explored, tmp_path_factory.mktemp("browsed"))
    with server.listening(0) as listener:
        config = uvicorn.Config(server.application(house), log_level="warning", lifespan="off")
        running = uvicorn.Server(config)
        thread = threading.Thread(target=running.run, kwargs={"sockets": [listener]})
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        running.should_exit = True
        thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET.split())
        yield started
        started.close()


@pytest.fixture(params=SCREENS)
def page(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    """A page that complains of whatever goes to the console or elsewhere."""
    width, height, scheme = SCREENS[request.param]
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
    )
    made, complaints = context.new_page(), []
    made.set_default_timeout(15_000)
    made.on(
        "console", lambda said: complaints.append((made.url, said.text)) if said.type in {"error", "warning"} else None
    )
    made.on("pageerror", lambda error: complaints.append((made.url, str(error))))
    made.on("request", lambda sent: None if sent.url.startswith(address) else complaints.append((made.url, sent.url)))
    yield made
    context.close()
    assert [said for said in complaints if "404 (Not Found)" not in said[1] or "/nowhere" not in said[0]] == []


def kinds_of_page(client: Any, ids: dict[str, str]) -> list[str]:
    """An address of each kind of page, the richest and the most hostile."""
    article, hostile = f"/article/{ids['sample.txt']}", f"/article/{ids['hostile.txt<b>']}"
    found = ["/", "/articles", article, f"{article}?at=100-140#c100", hostile, f"/article/{ids['foreign.txt']}"]
    found += [f"/entity/{ids[name]}" for name in ("Taha Falaha", "Tallinn", "Jaan Kask")]
    found.append(client.get(f"/id/{ids['Jaan Kask']}").url.path)
    with_event = client.get("/sql?q=SELECT event_id FROM events ORDER BY killed_best DESC NULLS LAST LIMIT 1").text
    found.append("/id/" + with_event.split('href="/id/')[1].split('"')[0])
    return [
        *found,
        *(
            "/entities",
            "/entities?type=group",
            "/events",
            "/events?view=europe&killed=1",
            "/events?since=1800-01-01&until=1800-02-01",
        ),
        *("/network", f"/network?entity={ids['Taha Falaha']}", "/casualties", "/quality", "/search", "/search?q=Kask"),
        *("/search?q=xyzzy", "/sql", "/sql?q=FROM+articles", "/sql?q=SELEC", "/nowhere"),
    ]


def test_every_page_is_clean_fits_the_screen_and_can_be_used_by_all(page, address, client, ids):
    faults: list[tuple[str, Any]] = []
    for path in kinds_of_page(client, ids):
        page.goto(address + path)
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            faults.append((path, "wider than the screen"))
        page.evaluate(AXE.read_text("utf-8"))
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        serious = [each for each in found["violations"] if each["impact"] in {"serious", "critical"}]
        faults += [(path, each["id"], [node["html"][:160] for node in each["nodes"][:3]]) for each in serious]
    assert faults == [], json.dumps(faults, indent=1)


def test_a_keyboard_is_enough(page, address, ids):
    page.goto(address + "/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("/")
    page.keyboard.type("abu yusuf")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=abu+yusuf")
    link = page.get_by_role("link", name="Jaan Kask").first
    link.focus()
    assert link.evaluate("each => getComputedStyle(each).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.wait_for_url("**/entity/**")
    assert page.get_by_role("heading", level=1).inner_text() == "Jaan Kask"


def test_words_asked_for_are_marked_and_in_view(page, address, ids):
    page.goto(f"{address}/entity/{ids['Taha Falaha']}")
    page.locator("#names a.words").first.press("Enter")
    page.wait_for_url("**/article/**")
    assert page.locator(".here").first.evaluate(
        "each => { const box = each.getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight }"
    )


def test_marks_can_be_switched_off_and_stay_off(page, address, ids):
    page.goto(f"{address}/article/{ids['sample.txt']}")
    mention = page.locator(".text a.mention").first
    assert mention.evaluate("each => getComputedStyle(each).borderBottomStyle") == "solid"
    page.locator("#show-mention").uncheck()
    assert mention.evaluate("each => getComputedStyle(each).borderBottomStyle") == "none"
    page.reload()
    assert not page.locator("#show-mention").is_checked()


def test_a_query_runs_from_the_box(page, address):
    page.goto(address + "/sql")
    page.locator("#q").fill("SELECT title FROM articles WHERE title LIKE '%harbour%'")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/sql?q=**")
    assert page.locator("td").inner_text() == "Blast at Tallinn harbour kills dockers"


def test_it_is_all_there_without_a_script(browser, address, ids):
    context = browser.new_context(java_script_enabled=False)
    made = context.new_page()
    for path, said in {
        "/events": "Tallinn",
        "/network": "spokesperson of",
        f"/article/{ids['sample.txt']}": "Zaventem",
    }.items():
        made.goto(address + path)
        assert said in made.content()
    context.close()
