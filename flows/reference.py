"""The reference of everything that is asked for by name, derived from the code: the text of `docs/reference.md`.

`python -m flows.reference` writes the text to standard output; a test fails when the committed one is stale.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from typing import Any

import typer

from flows import cli, export
from flows.load import models
from flows.settings import Settings
from schemas.codes.runs import Reason

PAGE = """\
# Reference

Generated from the code by `python -m flows.reference`; do not edit. [Commands](#commands), [settings](#settings),
[views and macros](#views-and-macros), [formats of export](#formats-of-export), [reasons](#reasons). Tables and columns
are in [the data dictionary](../schemas/README.md), formats of input in [formats.md](formats.md).

## Commands

{epilog}

{commands}
## Settings

In `dateline.toml` of the working folder; a variable `DATELINE_<NAME>` in capitals goes before it (lists and tables as
JSON), an option of a command before both. Besides, `SOURCE_DATE_EPOCH`, in seconds, stands for the present,
`PREFECT_API_URL` names a server of Prefect's to use, and `PREFECT_LOGGING_LEVEL=INFO` shows Prefect's log.

{settings}
### A source

A `[[sources]]` of `dateline.toml`; see [sources.md](sources.md).

{sources}
## Views and macros

Each is a file of `warehouse/models/`, and this text its comment in the database. A test runs every example. Besides,
`<table>_as_of(time)` gives the rows of a table as they were believed then ([versions.md](versions.md)), and
`schema_version()` the version of the tables.

{models}
## Formats of export

`dateline export DIR --format NAME`. `manifest.json` comes last, with rows, columns, size and SHA-256 of each file:
where it stands, the export is whole.

{formats}
## Reasons

Why something is in `quarantine`, or was skipped or left out in `inputs`: the `reason_code` of both.

{reasons}"""


def markdown() -> str:
    """The reference as Markdown."""
    schema = Settings.model_json_schema()
    formats = ((f"`{name}`", f"`{file}`", meaning) for name, (file, meaning) in export_formats().items())
    return PAGE.format(
        epilog=cli.app.info.epilog,
        commands="\n".join(_command(*each) for each in commands(typer.main.get_command(cli.app))),
        settings=_fields(schema, schema["$defs"]),
        sources=_fields(schema["$defs"]["Source"], schema["$defs"]),
        models="\n".join(_model(*each) for each in sorted(models.in_order().items())),
        formats=_table(("format", "file", "what it is"), formats),
        reasons=_table(("code", "meaning"), ((f"`{reason.value}`", reason.meaning) for reason in Reason)),
    )


def commands(group: Any, before: str = "dateline") -> Iterator[tuple[str, Any]]:
    """Every command with its full name, those of groups too."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, f"{before} {name}")
        else:
            yield f"{before} {name}", command


def export_formats() -> dict[str, tuple[str, str]]:
    """Of each format the file it writes and what it is."""
    found = {name: (f"<table>/<table>{each.SUFFIX}", each) for name, each in export.formats().items()}
    found |= {name: (each.FILE, each) for name, each in export.whole_formats().items()}
    return {name: (file, " ".join((each.__doc__ or "").split())) for name, (file, each) in found.items()}


def meaning_and_example(text: str) -> tuple[str, str]:
    """What a view or macro says of itself, and its example."""
    meaning, _, query = models.meaning(text).partition("Example: ")
    return meaning.strip(), query.strip()


def _command(name: str, command: Any) -> str:
    usage = [_named(each) for each in command.params if each.param_type_name == "argument"]
    options = ["[OPTION…]"] if len(usage) < len(command.params) else []
    rows = ((f"`{_named(each)}`", _default(each), each.help) for each in command.params)
    head = f"### `{name}`\n\n{command.help}\n\n```\n{' '.join([name, *usage, *options])}\n```\n\n"
    return head + _table(("", "default", "meaning"), rows)


def _named(parameter: Any) -> str:
    """An argument in capitals, in brackets where it may be left out; an option as it is written."""
    if parameter.param_type_name == "option":
        return ", ".join(parameter.opts)
    name = parameter.name.upper() + ("…" if parameter.multiple or parameter.nargs < 0 else "")
    return name if parameter.required else f"[{name}]"


def _default(parameter: Any) -> str:
    if parameter.envvar:
        return f"`${parameter.envvar}`"
    return "" if parameter.default is None or parameter.default is False else f"`{parameter.default}`"


def _model(name: str, text: str) -> str:
    macro = re.search(r"CREATE OR REPLACE MACRO main\.\w+(\([^)]*\))", text)
    meaning, query = meaning_and_example(text)
    return f"### `{name}{macro[1] if macro else ''}`\n\n{meaning}\n\n```sql\n{query}\n```\n"


def _fields(schema: dict[str, Any], kinds: dict[str, Any]) -> str:
    given = {name: each.get("default") for name, each in schema["properties"].items()}
    defaults = {name: "" if value is None else f"`{json.dumps(value)}`" for name, value in given.items()}
    rows = (
        (f"`{name}`", _type(each, kinds), defaults[name], each.get("description", ""))
        for name, each in schema["properties"].items()
    )
    return _table(("name", "type", "default", "meaning"), rows)


def _type(schema: dict[str, Any], kinds: dict[str, Any]) -> str:
    """The type of a JSON Schema, as TOML calls it, with its bounds."""
    if "$ref" in schema:
        return _type(kinds[schema["$ref"].rpartition("/")[2]], kinds)
    if "anyOf" in schema:
        return " or ".join(_type(each, kinds) for each in schema["anyOf"] if each.get("type") != "null")
    if "enum" in schema:
        return ", ".join(f"`{each}`" for each in schema["enum"])
    if schema["type"] == "array":
        return f"list of {_type(schema['items'], kinds)}s"
    signs = {"minimum": "≥", "exclusiveMinimum": ">", "maximum": "≤"}
    bounds = ", ".join(f"{sign} {schema[key]}" for key, sign in signs.items() if key in schema)
    return f"{schema['type'].replace('object', 'table')} {bounds}".strip()


def _table(names: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = (names, ("---",) * len(names), *(tuple(cell.replace("|", "\\|") for cell in row) for row in rows))
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


if __name__ == "__main__":
    sys.stdout.write(markdown())
