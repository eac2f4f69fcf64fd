"""The example in the comment of every view and macro gives rows, on the sample article and two reports of an attack."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from flows.load import database, models, publish
from flows.warehouse import Warehouse

SAMPLE = models.FOLDER.parents[1] / "raw" / "2016-04-12-built-in-syria.txt"
ARMY = """\
Eight villagers shot dead near Aleppo

By Mari Tamm on May 6, 2019

Rebels of the Northern Front shot dead eight villagers in Aleppo on May 4, 2019, the army said. Doctors said that 11 \
people were killed in the shooting.

Omar Haddad leads the Northern Front. The Northern Front is fighting the Syrian army.
"""
DOCTORS = """\
Shooting in Aleppo leaves 12 dead

By Jaan Kask on May 7, 2019

Twelve people were shot dead in Aleppo on May 4, 2019 by the Northern Front.
"""
OTHERS = Path(os.environ.get("DATELINE_OTHER_DUCKDB", Path(sys.prefix) / "other-duckdb"))
EXAMPLES = {name: models.meaning(text).partition("Example: ")[2] for name, text in models.in_order().items()}
PROGRAM = """
    import duckdb, json, sys
    path, examples = json.load(sys.stdin)
    with duckdb.connect(path, read_only=True) as connection:
        print(json.dumps({name: len(connection.execute(query).fetchall()) for name, query in examples.items()}))
"""


@pytest.mark.slow
@pytest.mark.xdist_group("prefect")
def test_every_example_gives_rows(ingest, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for name, text in (("sample.txt", SAMPLE.read_text("utf-8")), ("army.txt", ARMY), ("doctors.txt", DOCTORS)):
        (folder / name).write_text(text, "utf-8")
    house = Warehouse(tmp_path / "w")
    ingest(house.root, folder)
    with publish.connect(house) as connection:
        for name, example in EXAMPLES.items():
            assert connection.execute(example).fetchall(), name
    # The second publish leaves almost every table as it was: what such a checkpoint takes over, others must read too.
    with database.building(house):
        pass
    publish.swap(house)
    for other in sorted(OTHERS.glob("[0-9]*")):
        said = subprocess.run(
            [sys.executable, "-c", textwrap.dedent(PROGRAM)],
            env={**os.environ, "PYTHONPATH": str(other)},
            input=json.dumps([str(house.database), EXAMPLES]),
            capture_output=True,
            text=True,
            check=True,
        )
        assert all(json.loads(said.stdout).values()), (other.name, said.stdout)
