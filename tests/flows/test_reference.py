"""Everything that is asked for by name is documented, and the reference says what the code says."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest
import typer

from flows import cli, reference
from flows.load import ddl, models
from flows.settings import Settings
from flows.sources import Source
from schemas.codes.runs import Reason

WRITTEN = Path(__file__).parents[2] / "docs" / "reference.md"
COMMANDS = dict(reference.commands(typer.main.get_command(cli.app)))
MODELS = models.in_order()
FIELDS = {f"{of.__name__}.{name}": each for of in (Settings, Source) for name, each in of.model_fields.items()}


@pytest.fixture(scope="module")
def database():
    """An empty warehouse."""
    with duckdb.connect() as connection:
        ddl.create(connection)
        models.create(connection)
        yield connection


def test_the_reference_is_what_the_code_says():
    assert WRITTEN.read_text("utf-8") == reference.markdown(), (
        "stale: .venv/bin/python -m flows.reference > docs/reference.md"
    )


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_documented(name):
    assert COMMANDS[name].help
    assert f"### `{name}`\n" in reference.markdown()
    for parameter in COMMANDS[name].params:
        assert getattr(parameter, "help", None), f"{name}: {parameter.name} says nothing"


@pytest.mark.parametrize("name", FIELDS)
def test_every_setting_is_documented(name):
    assert FIELDS[name].description


@pytest.mark.parametrize("name", MODELS)
def test_every_view_and_macro_is_documented_with_an_example(name):
    meaning, query = reference.meaning_and_example(MODELS[name])
    assert meaning.endswith(".")
    assert re.search(rf"\b{name}\b", query)


def test_the_database_documents_its_views_and_macros(database):
    silent = database.execute(
        "SELECT view_name FROM duckdb_views() WHERE NOT internal AND comment IS NULL UNION ALL "
        "SELECT function_name FROM duckdb_functions() WHERE NOT internal AND comment IS NULL"
    )
    assert silent.fetchall() == []


def test_the_reference_names_the_parameters_of_every_macro(database):
    macros = database.execute(
        "SELECT function_name, parameters FROM duckdb_functions() WHERE NOT internal AND schema_name = 'main' "
        "AND NOT ends_with(function_name, '_as_of') AND function_name <> 'schema_version'"
    ).fetchall()
    headings = dict(re.findall(r"^### `(\w+)\((.*)\)`$", reference.markdown(), re.MULTILINE))
    assert {name: [each.split()[0] for each in headings[name].split(", ")] for name, _ in macros} == dict(macros)


@pytest.mark.parametrize("name", reference.export_formats())
def test_every_format_of_export_is_documented(name):
    assert reference.export_formats()[name][1].endswith(".")
    (said,) = [each.help for each in COMMANDS["dateline export"].params if "--format" in each.opts]
    assert re.search(rf"\b{name}\b", said)


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_is_documented(reason):
    assert reason.meaning
