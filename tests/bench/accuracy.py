"""What the labelled sets say of each table: `python -m tests.bench.accuracy EVAL [SET …] [--json FILE]`.

`EVAL` is a folder of labelled sets: `<set>/articles.jsonl` (or `html/`) and `<set>/gold.jsonl`, with the scorers beside
them. Each set is ingested into a fresh warehouse by the `dateline` command, proved sound (`dateline check`), and
scored.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

#: set → scorer, and the figures worth a look: their path in the scorer's answer, and the bar.
SETS: dict[str, tuple[str, dict[str, str]]] = {
    "entities": (
        "score_entities.py",
        {
            "named.overlap_lenient.micro.f1": ">= .88",
            "named.exact.micro.f1": ">= .80",
            "relations.named.strict.f1": ">= .40",
            "relations.named.relaxed.f1": ">= .55",
        },
    ),
    "coref": (
        "score_coref.py",
        {
            "mentions.typed.f1": ">= .80",
            "aliases.f1": ">= .60",
            "aliases.p": ">= .80",
            "cross_document.pairs.f1": ">= .80",
            "cross_document.pairs.p": ">= .90",
            "b_cubed.f1": ">= .83",
        },
    ),
    "places": (
        "score_places.py",
        {
            "found.overlap.p": ">= .92",
            "found.overlap.r": ">= .93",
            "country.of_gold.share": ">= .92",
            "within_161_km.of_gold.share": ">= .88",
            "country.of_resolved.share": ">= .96",
        },
    ),
    "pages": (
        "score_pages.py",
        {
            "title.exact.share": ">= .85",
            "authors.exact.share": ">= .85",
            "date.right.share": ">= .95",
            "snippets.found.share": ">= .98",
            "snippets.unwanted_absent.share": ">= .98",
        },
    ),
    "dates": ("score_dates.py", {"relaxed.f1": ">= .93", "value.f1": ">= .84", "calendar.f1": ">= .93"}),
    "quotes": (
        "score_quotes.py",
        {
            "direct_overlap.f1": ">= .96",
            "direct_precision": ">= .98",
            "scare_as_direct": "<= .10",
            "speaker_end_to_end": ">= .88",
            "mixed_recall": ">= .80",
            "indirect.f1": ">= .60",
        },
    ),
    "casualties/meantime_figures": (
        "score_casualties.py",
        {"strict.f1": ">= .88", "relaxed.f1": ">= .95", "value_recall": ">= .97"},
    ),
    "casualties/wikinews": (
        "score_casualties.py",
        {
            "date": ">= .80",
            "country": ">= .88",
            "place": ">= .80",
            "killed.f1": ">= .85",
            "wounded.f1": ">= .80",
        },
    ),
    "events/muc": (
        "score_events.py",
        {
            "incidents.f1": ">= .65",
            "incidents_any_type.f1": ">= .72",
            "false_alarms": "<= .45",
            "slots.perpetrator.f1": ">= .40",
            "slots.victim.f1": ">= .50",
            "slots.target.f1": ">= .40",
            "slots.instrument.f1": ">= .60",
            "date.f1": ">= .55",
            "country.f1": ">= .80",
            "place.f1": ">= .60",
        },
    ),
    "events/wikievents": (
        "score_events.py",
        {"mentions.f1": ">= .75", "slots_micro.f1": ">= .58", "place.f1": ">= .50"},
    ),
}


def main() -> None:
    """Score the sets and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("eval", type=Path, help="folder of labelled sets and scorers")
    parser.add_argument("sets", nargs="*", help=f"some of {', '.join(SETS)}; all by default")
    parser.add_argument("--json", type=Path, help="write every figure of every scorer to this file")
    options = parser.parse_args()
    answers = {name: score(options.eval, name) for name in options.sets or SETS}
    table = Table("set", "figure", "seen", "bar", "")
    for name, answer in answers.items():
        for path, bar in SETS[name][1].items():
            value = figure(answer, path)
            table.add_row(name, path, f"{value:.3f}" if value is not None else "absent", bar, met(value, bar))
    Console(width=100).print(table)
    if options.json:
        options.json.write_text(json.dumps(answers, indent=1) + "\n", encoding="utf-8")


def score(folder: Path, name: str) -> dict[str, Any]:
    """The scorer's answer on a fresh warehouse of the set."""
    articles = folder / name / "articles.jsonl"
    with tempfile.TemporaryDirectory() as house:
        dateline = Path(sys.executable).with_name("dateline")
        inputs = articles if articles.exists() else folder / name / "html"
        subprocess.run([dateline, "run", inputs, "-w", house, "--quiet"], check=True, stdout=subprocess.DEVNULL)
        subprocess.run([dateline, "check", "-w", house], check=True, stdout=subprocess.DEVNULL)
        command = [sys.executable, folder / SETS[name][0], "--warehouse", f"{house}/dateline.duckdb"]
        said = subprocess.run([*command, "--gold", folder / name], check=True, capture_output=True, text=True)
        return dict(json.loads(said.stdout))


def figure(answer: dict[str, Any], path: str) -> float | None:
    """The figure at a dotted path, if it is there."""
    value: Any = answer
    for step in path.split("."):
        value = value.get(step) if isinstance(value, dict) else None
    return value if isinstance(value, int | float) else None


def met(value: float | None, bar: str) -> str:
    """Whether a figure meets its bar."""
    sign, number = bar.split()
    if value is None:
        return ""
    return "met" if (value >= float(number) if sign == ">=" else value <= float(number)) else "missed"


if __name__ == "__main__":
    main()
