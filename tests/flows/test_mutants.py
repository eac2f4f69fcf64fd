"""Damaged input of every format: nothing ends a run, and everything in it is loaded or refused with a reason."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import duckdb
import pytest

from flows import reading
from flows.document import Document, Raw, Refusal
from flows.guard import Limits
from flows.intake import Intake, Known
from flows.soundness import problems
from flows.stage import Files, clear
from flows.warehouse import Warehouse
from schemas.codes.runs import Outcome, Reason
from tests.flows.mutants import Mutant, mutants

pytestmark = pytest.mark.slow
MANY, FEW = 10_000, 400
LIMITS = Limits(2**28, 10**6, 60.0, 2**29)
SEED = 7
TOGETHER = 100  # files that a worker parses at a time
MOST_UNKNOWN = 0.01


class Parsed(NamedTuple):
    """A mutant, as it landed and what was found in it."""

    mutant: Mutant
    raw: Raw
    found: list[Document | Refusal]


def parsed(count: int, folder: Path) -> Iterator[Parsed]:
    """Mutants as the worker processes of a run parse them."""
    waiting: list[tuple[Mutant, Raw]] = []
    with reading.workers(1):
        for number, mutant in enumerate(mutants(count, SEED)):
            path = folder / f"{number % TOGETHER}"
            path.write_bytes(mutant.data)
            source = f"{number:05}/{mutant.name}"
            waiting.append((mutant, Raw(source, path, sha256(mutant.data).hexdigest(), len(mutant.data))))
            if len(waiting) == TOGETHER or number == count - 1:
                yield from _parsed(waiting, folder)
                waiting = []


def _parsed(waiting: list[tuple[Mutant, Raw]], folder: Path) -> Iterator[Parsed]:
    files = Files.of(folder, [raw for _, raw in waiting])
    reading.parse(files, LIMITS)
    found: dict[str, list[Document | Refusal]] = defaultdict(list)
    for raw, each in files.parsed():
        found[raw.source].append(each)
    clear(files.folder)
    return (Parsed(mutant, raw, found[raw.source]) for mutant, raw in waiting)


def unaccounted(mutant: Mutant, found: list[Document | Refusal]) -> str | None:
    """What of a mutant neither was loaded nor refused."""
    if not found:
        return "nothing was found in it"
    if twice := [source for source, count in Counter(each.source for each in found).items() if count > 1]:
        return f"{twice} stand for several things"
    said = " ".join(f"{each.title} {each.text}" for each in found if isinstance(each, Document))
    missing = {place for place in mutant.told if place not in said}
    refused = {each.source for each in found if isinstance(each, Refusal)}
    is_open = any(not any(other.startswith(source) for other in refused - {source}) for source in refused)
    if missing and not (refused and (is_open or len(refused) >= len(missing))):
        return f"{sorted(missing)} went with no word"
    return None


def test_everything_in_a_mutant_is_loaded_or_refused(endurance, tmp_path):
    intake, faults, reasons, lost = Intake(Known({}, {}, frozenset())), [], Counter(), []
    for mutant, raw, found in parsed(MANY if endurance else FEW, tmp_path):
        if what := unaccounted(mutant, found):
            lost.append(f"{raw.source} ({mutant.made}): {what}")
        intake.raws[raw.source] = raw
        for each in found:
            if isinstance(each, Document):
                intake.accept(raw, each)
                continue
            intake.refuse(each, raw.source)
            reasons[each.reason] += 1
            if each.reason in (Reason.UNKNOWN, Reason.CRASHED, Reason.TIMEOUT, Reason.OUT_OF_MEMORY):
                faults.append(f"{each.source} ({mutant.made}): {each.reason} {each.detail}")
    assert lost == []
    counts = intake.counts()
    print(counts, reasons, faults)
    assert counts["seen"] == counts["new"] + counts["changed"] + counts["unchanged"] + counts["quarantined"]
    assert {row.input for row in intake.rows("0" * 24)} == set(intake.raws)
    assert [fault for fault in faults if Reason.TIMEOUT in fault] == []
    assert len(faults) <= MOST_UNKNOWN * len(intake.raws), faults


@pytest.mark.xdist_group("prefect")
def test_a_run_over_mutants_adds_up(endurance, ingest, tmp_path):
    folder, house = tmp_path / "in", tmp_path / "warehouse"
    for number, mutant in enumerate(mutants(1000 if endurance else 50, SEED + 1)):
        (folder / f"{number:04}").mkdir(parents=True)
        (folder / f"{number:04}" / mutant.name).write_bytes(mutant.data)
    summary = ingest(house, folder)
    assert problems(Warehouse(house)) == []
    with duckdb.connect(str(house / "dateline.duckdb"), read_only=True) as connection:
        inputs = connection.execute("SELECT source, input, item_count, outcome, reason_code FROM inputs").fetchall()
        articles = connection.execute("SELECT count(*), count(DISTINCT article_id) FROM articles").fetchone()
        quarantine = connection.execute("SELECT source, reason_code FROM quarantine").fetchall()
        run = connection.execute("SELECT seen, new, changed, unchanged, quarantined FROM runs").fetchone()
    files = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    whole = {source: count for source, name, count, _, _ in inputs if source == name}
    assert set(whole) == files
    assert run == tuple(summary[name] for name in ("seen", "new", "changed", "unchanged", "quarantined"))
    assert run[0] == sum(whole.values()) == sum(run[1:])
    refused = {(source, reason) for source, _, _, outcome, reason in inputs if outcome == Outcome.QUARANTINED}
    assert {each for each in quarantine if each not in refused} == set()
    assert run[4] == len(quarantine)
    assert articles == (run[1], run[1])
    assert {reason for _, reason in quarantine} <= set(Reason)
    assert sum(reason == Reason.UNKNOWN for _, reason in quarantine) <= MOST_UNKNOWN * len(files)
    assert ingest(house, folder)["status"] == "unchanged"


def test_a_planted_loss_is_found():
    document, refusal = Document("a.jsonl#1", "Rain in Alvadore."), Refusal("a.jsonl#2", "parse", Reason.EMPTY, "")
    mutant = Mutant("a.jsonl", b"", "", frozenset({"Alvadore", "Brenmoor"}))
    assert unaccounted(mutant, [document, refusal]) is None
    assert unaccounted(mutant, [document]) == "['Brenmoor'] went with no word"
    assert unaccounted(mutant, []) == "nothing was found in it"
    assert unaccounted(mutant, [document, refusal, refusal]) == "['a.jsonl#2'] stand for several things"
