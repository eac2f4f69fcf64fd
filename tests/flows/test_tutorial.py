"""The tutorial runs from top to bottom and finds what it says."""

from __future__ import annotations

import importlib.util
import subprocess
import sys

import pytest
from prefect.settings import PREFECT_API_URL

from tests.answers import ROOT

TUTORIAL = ROOT / "docs" / "tutorial.py"

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("prefect")]


@pytest.fixture(scope="module")
def found(prefect_server):
    """What the cells define."""
    spec = importlib.util.spec_from_file_location("tutorial", TUTORIAL)
    notebook = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(notebook)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("PREFECT_API_URL", PREFECT_API_URL.value())
        environment.setenv("DATELINE_WORKERS", "1")
        _, defined = notebook.app.run()
    return defined


def test_it_answers(found):
    assert found["account"]["new"] == 3
    dead = found["dead"].set_index("date").killed_best
    assert (dead["2014-05-24"], dead["2015-11-13"], dead["2016-03-22"], dead["2019-05-04"]) == (4, 130, 32, 12)
    names = found["names"]
    assert set(names.entity) == {"Taha Falaha"}
    assert dict(zip(names.text, names.words, strict=True))["Abu Mohammed al-Adnani"] == "better known as"
    assert "Nobody had to find you." in set(found["said"].text)
    assert list(found["speakers"].speaker_as_named) == ["a French intelligence official"]
    assert list(found["ties"].relation_type) == ["sibling_of"]
    assert {8, 11, 12} <= set(found["disputed"].lowest)


def test_it_shows_the_words(found):
    assert found["sliced"] == list(found["words"].words) != []


def test_it_sees_the_next_run(found):
    changed = found["changed"]
    assert "Toll of Aleppo shooting rises to 13" in "".join(changed.record)
    assert changed.groupby("table_name").size()["articles"] == 1
    assert 13 in set(found["events"].killed_high)


def test_it_is_written_as_its_editor_would():
    marimo = [sys.executable, "-m", "marimo", "check", "--strict", TUTORIAL]
    assert subprocess.run(marimo, capture_output=True).returncode == 0
