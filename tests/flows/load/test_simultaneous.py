"""Several runs started at once: one writes, the others say so, and in the end nothing is lost and nothing twice."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path

import pytest

from flows.load import publish
from flows.soundness import problems
from flows.warehouse import Warehouse
from tests.flows.load import commands, crashing
from tests.flows.load.test_crashes import (  # noqa: F401 - fixtures
    SECOND,
    articles,
    before,
    demand_whole,
    process,
    whole,
)

pytestmark = pytest.mark.slow
DONE, BUSY = 0, 3


@pytest.fixture
def contend(process, tmp_path) -> Callable[..., list[int]]:  # noqa: F811
    """Starts a run on each of some folders of articles, all at one moment; gives their exit codes."""

    def start(root: Path, folders: list[Path], *, locked: bool = True) -> list[int]:
        gate = tmp_path / "gate"
        runs = [
            get_context("forkserver").Process(
                target=commands.contend, args=(root, each, SECOND, gate), kwargs={"locked": locked}
            )
            for each in folders
        ]
        for run in runs:
            run.start()
        gate.touch()
        for run in runs:
            run.join(120)
        gate.unlink()
        return [run.exitcode if run.exitcode is not None else -1 for run in runs]

    return start


def test_runs_started_at_once_give_what_one_gives(
    process,  # noqa: F811
    contend,
    articles,  # noqa: F811
    before,  # noqa: F811
    whole,  # noqa: F811
    tmp_path,
    endurance,
):
    found = Counter[int]()
    for trial in range(50 if endurance else 4):
        root = tmp_path / "w"
        shutil.copytree(before, root)
        codes = contend(root, [articles / "1"] * (2 + trial % 3))
        assert set(codes) <= {DONE, BUSY}, trial
        assert DONE in codes, trial
        found.update(codes)
        demand_whole(root, whole, f"trial {trial}")
        assert process(crashing.run, root, articles / "1", SECOND) == 0
        demand_whole(root, whole, f"trial {trial}, run again")
        shutil.rmtree(root)
    print(dict(found))
    assert found[BUSY] > 0


def test_what_each_was_given_is_there_in_the_end(process, contend, tmp_path, endurance):  # noqa: F811
    chance = random.Random(11)  # noqa: S311 - a fixed seed
    for trial in range(20 if endurance else 3):
        root, folders = tmp_path / f"w{trial}", [tmp_path / f"{trial}-{number}" for number in range(2 + trial % 3)]
        for number, folder in enumerate(folders):
            folder.mkdir()
            for each in range(1 + chance.randrange(3)):
                (folder / f"{number}-{each}.txt").write_text(f"200{number} ship {each} came to harbour {number}")
        codes = contend(root, folders)
        assert DONE in codes
        loaded = sources(root)
        for code, folder in zip(codes, folders, strict=True):
            names = {path.name for path in folder.iterdir()}
            assert names <= loaded if code == DONE else not names & loaded, (trial, code)
            if code == BUSY:
                assert process(crashing.run, root, folder, SECOND) == 0
        assert sources(root) == {path.name for folder in folders for path in folder.iterdir()}
        assert problems(Warehouse(root)) == []


def sources(root: Path) -> set[str]:
    with publish.connect(Warehouse(root)) as connection:
        return {source for (source,) in connection.execute("SELECT source FROM articles").fetchall()}


def test_without_the_lock_the_comparison_fails(contend, articles, before, whole, tmp_path):  # noqa: F811
    """The check can fail: runs that don't exclude each other get in each other's way."""
    for trial in range(10):
        root = tmp_path / str(trial)
        shutil.copytree(before, root)
        codes = contend(root, [articles / "1"] * 3, locked=False)
        try:
            assert set(codes) <= {DONE, BUSY}
            demand_whole(root, whole, "without the lock")
        except AssertionError:
            return
    pytest.fail("nothing went wrong without the lock")
