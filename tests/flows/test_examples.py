"""The example in the comment of every view and macro gives rows, here and in an older and a newer DuckDB."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from flows import reference
from flows.load import database, models, publish
from flows.warehouse import Warehouse

OTHERS = Path(os.environ.get("DATELINE_OTHER_DUCKDB", Path(sys.prefix) / "other-duckdb"))
EXAMPLES = {name: reference.meaning_and_example(text)[1] for name, text in models.in_order().items()}
PROGRAM = """
    import duckdb, json, sys
    path, examples = json.load(sys.stdin)
    with duckdb.connect(path, read_only=True) as connection:
        print(json.dumps({name: len(connection.execute(query).fetchall()) for name, query in examples.items()}))
"""

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("prefect")]


def test_every_example_gives_rows(examples):
    with publish.connect(examples) as connection:
        for name, example in EXAMPLES.items():
            assert connection.execute(example).fetchall(), name


def test_other_releases_of_duckdb_give_the_same_rows(examples, tmp_path):
    house = Warehouse(Path(shutil.copytree(examples.root, tmp_path / "w")))
    # This publish leaves almost every table as it was: what such a checkpoint takes over, others must read too.
    with database.building(house):
        pass
    publish.swap(house)
    with publish.connect(house) as connection:
        here = {name: len(connection.execute(query).fetchall()) for name, query in EXAMPLES.items()}
    for other in sorted(OTHERS.glob("[0-9]*")):
        said = subprocess.run(
            [sys.executable, "-c", textwrap.dedent(PROGRAM)],
            env={**os.environ, "PYTHONPATH": str(other)},
            input=json.dumps([str(house.database), EXAMPLES]),
            capture_output=True,
            text=True,
            check=True,
        )
        assert json.loads(said.stdout) == here, other.name
