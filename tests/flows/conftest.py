"""Small articles of our own writing, and a Prefect that forgets."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from flows.warehouse import Warehouse

ROOT = Path(__file__).parents[2]
HARBOUR = """\
Blast at Tallinn harbour kills dockers

By Mari Tamm (@maritamm) on March 3, 2021

Two dock workers were killed and five people were injured on Tuesday when a bomb exploded at the harbour of Tallinn, \
police said.

Jaan Kask, better known as Abu Yusuf, was arrested on Wednesday in Riga. "We had watched him for months," said \
a Latvian police officer.

The Baltic Front (BF), a group led by Jaan Kask, claimed the attack.
"""
STRIKE = """\
Dockers in Riga walk out

By Mari Tamm on March 9, 2021

About 300 dockers went on strike in Riga on Monday. The union said that pay had fallen by 12 percent since 2019.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two articles."""
    root = tmp_path / "articles"
    root.mkdir()
    (root / "harbour.txt").write_text(HARBOUR, encoding="utf-8")
    (root / "strike.txt").write_text(STRIKE, encoding="utf-8")
    return root


@pytest.fixture(scope="session")
def prefect_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Prefect's own files, away from the user's."""
    home = tmp_path_factory.mktemp("prefect")
    os.environ["PREFECT_HOME"] = str(home)
    os.environ["PREFECT_LOGGING_LEVEL"] = "ERROR"
    return home


@pytest.fixture(scope="session")
def prefect_server(prefect_home: Path) -> Iterator[None]:
    """One temporary Prefect server for all flows of the tests."""
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=120):
        yield


@pytest.fixture
def ingest(prefect_server: None, monkeypatch: pytest.MonkeyPatch) -> Callable[..., dict[str, Any]]:
    """Runs the ingest flow in this process; gives its summary."""
    monkeypatch.setenv("DATELINE_WORKERS", "1")
    from flows import pipeline

    def run(warehouse: Path, *inputs: Path, **settings: object) -> dict[str, Any]:
        for name, value in settings.items():
            monkeypatch.setenv(f"DATELINE_{name.upper()}", str(value))
        return pipeline.ingest(inputs=[str(path) for path in inputs], warehouse=str(warehouse), quiet=True)

    return run


#: The clock of the examples' runs: the sample article on April 13, 2016, two reports of a shooting on May 8, 2019.
EXAMPLES = {"raw": "1460548800", "docs/reports": "1557316800"}


@pytest.fixture(scope="session")
def examples(prefect_server: None, tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """The warehouse over which the documentation asks: two runs of the whole flow."""
    from flows import pipeline

    house = Warehouse(tmp_path_factory.mktemp("examples"))
    for folder, moment in EXAMPLES.items():
        with pytest.MonkeyPatch.context() as environment:
            environment.setenv("SOURCE_DATE_EPOCH", moment)
            environment.setenv("DATELINE_WORKERS", "1")
            pipeline.ingest(inputs=[str(ROOT / folder)], warehouse=str(house.root), quiet=True)
    return house
