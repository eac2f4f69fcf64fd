"""Each of a newcomer's questions is answered within three clicks of the first page, in Chromium; typing is none."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.flows.explore.test_browser import address, browser, pytestmark  # noqa: F401


class Clicks:
    """A page that is only used by clicking and typing, and how often it was clicked."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def on(self, name: str) -> None:
        """Click on the first link of that name that leads to another page."""
        self._follow(lambda: self.page.get_by_role("link", name=name).first.click())

    def on_words(self, said: str) -> None:
        """Click on the first link to the words of a fact that says so."""
        self._follow(lambda: self.page.locator("a.words").filter(has_text=said).first.press("Enter"))

    def search(self, words: str) -> None:
        """Type into the box of every page and send it off."""
        self.page.get_by_role("searchbox").first.fill(words)
        self._follow(lambda: self.page.keyboard.press("Enter"))

    def _follow(self, act: Callable[[], None]) -> None:
        with self.page.expect_navigation():
            act()
        self.count += 1

    def shows(self, *said: str) -> bool:
        """Whether all of it stands on the page."""
        text = self.page.locator("main").inner_text()
        return all(each.lower() in text.lower() for each in said)


@pytest.fixture
def clicks(browser, address):  # noqa: F811
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.goto(address + "/")
    yield Clicks(page)
    context.close()


def test_who_died_where_and_when(clicks):
    clicks.on("Events")
    assert clicks.shows("13 November 2015", "130 killed", "Bataclan")


def test_who_is_also_known_as(clicks):
    clicks.search("Adnani")
    clicks.on("Taha Falaha")
    assert clicks.shows("Abu Mohammed al-Adnani", "better known as")
    assert clicks.count <= 3


def test_what_did_somebody_say(clicks):
    clicks.search("Pieter Vandaele")
    clicks.on("Pieter Vandaele")
    assert clicks.shows("Nobody had to find you.")
    assert clicks.count <= 3


def test_how_are_two_tied(clicks):
    clicks.search("Khalid el-Bakraoui")
    clicks.on("Khalid el-Bakraoui")
    assert clicks.shows("sibling of", "Ibrahim el-Bakraoui")
    assert clicks.count <= 3


def test_where_do_counts_disagree(clicks):
    clicks.on("Casualties")
    assert clicks.shows("Two dock workers", "Seven", "police", "the hospital")


def test_what_changed_since(clicks):
    clicks.on("Quality")
    clicks.on("1")
    assert clicks.shows("articles", "added")
    assert clicks.count <= 3


def test_show_me_the_words(clicks):
    clicks.on("Casualties")
    clicks.on_words("Two dock workers")
    assert clicks.page.locator(".here").first.is_visible()
    assert clicks.shows("Two dock workers were killed")
    assert clicks.count <= 3
