"""The documentation says what is so: links lead somewhere, commands exist, queries give the answers that are shown."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib

import pytest
import typer

from flows import cli, reference
from flows.export import export_tables
from flows.load import publish
from flows.settings import Settings
from tests.answers import PAGES, ROOT, answered, statements

WRITTEN = [*PAGES, *ROOT.glob("*.md"), ROOT / "schemas" / "README.md"]
TEXTS = {str(path.relative_to(ROOT)): path.read_text("utf-8") for path in sorted(set(WRITTEN))}
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\(([^)\s]+)\)")
#: A path of this repository, as pages name one in code: `flows/…`, `docs/….md`.
PATH = re.compile(r"`((?:flows|schemas|tests|docs|warehouse/models|raw)/[\w./*-]*)`")
COMMAND = re.compile(r"(?:^|[` /])dateline ((?:sources |quarantine |review )?[a-z]+)\b([^`\n#]*)", re.MULTILINE)
COMMANDS = {
    name.removeprefix("dateline "): {option for each in command.params for option in each.opts}
    for name, command in reference.commands(typer.main.get_command(cli.app))
}


@pytest.mark.parametrize("page", TEXTS)
def test_every_link_leads_somewhere(page):
    folder = (ROOT / page).parent
    for target in LINK.findall(TEXTS[page]):
        if target.startswith("https://"):
            continue
        path, _, anchor = target.partition("#")
        file = (folder / path) if path else ROOT / page
        assert file.exists(), target
        assert not anchor or anchor in _anchors(file.read_text("utf-8")), target


@pytest.mark.parametrize("page", TEXTS)
def test_every_path_that_is_named_exists(page):
    for path in PATH.findall(TEXTS[page]):
        assert any(ROOT.glob(path.rstrip("/"))), path


@pytest.mark.parametrize("page", TEXTS)
def test_every_command_that_is_shown_exists(page):
    blocks = [code for language, code in BLOCK.findall(TEXTS[page]) if not language]
    for code in [*blocks, *re.findall(r"`([^`\n]+)`", BLOCK.sub("", TEXTS[page]))]:
        for name, rest in COMMAND.findall(code):
            assert name in COMMANDS or rest.startswith(" |"), name
            for option in re.findall(r"(?<!\S)(--?[a-z][a-z-]*)", rest):
                assert option in COMMANDS[name], f"{name} {option}"


@pytest.mark.parametrize("page", [name for name, text in TEXTS.items() if "```toml" in text])
def test_every_setting_that_is_shown_is_one(page):
    for language, block in BLOCK.findall(TEXTS[page]):
        if language == "toml":
            Settings(**tomllib.loads(block))


@pytest.mark.slow
@pytest.mark.xdist_group("prefect")
@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_every_query_gives_the_answer_that_is_shown(page, examples):
    text = page.read_text("utf-8")
    with publish.connect(examples) as connection:
        for statement in statements(text):
            assert connection.execute(statement).fetchall(), statement
        assert answered(text, connection) == text, "stale: see docs/questions.md"


@pytest.mark.slow
@pytest.mark.xdist_group("prefect")
def test_every_program_in_python_runs(examples, tmp_path):
    (tmp_path / "warehouse").symlink_to(examples.root)
    with publish.connect(examples) as connection:
        for form in ("parquet", "duckdb"):
            export_tables(connection, tmp_path / "exports" / form, form, None)
    for page in PAGES:
        for program in [code for language, code in BLOCK.findall(page.read_text("utf-8")) if language == "python"]:
            done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True)
            assert done.returncode == 0, f"{page.name}: {done.stderr}"


def _anchors(text: str) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
