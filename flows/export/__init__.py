"""Tables to files, one output format a file.

A module of this package with a `SUFFIX` is a format; its `write(rows, path)` writes one table.
"""

from __future__ import annotations

import importlib
import pkgutil
import shutil
from pathlib import Path
from types import ModuleType

import duckdb

from flows.errors import DatelineError
from schemas.contract import tables


def formats() -> dict[str, ModuleType]:
    """The formats by name."""
    modules = (importlib.import_module(f"{__name__}.{info.name}") for info in pkgutil.iter_modules(__path__))
    return {module.__name__.rpartition(".")[2]: module for module in modules if hasattr(module, "SUFFIX")}


def export_tables(connection: duckdb.DuckDBPyConnection, to: Path, form: str, only: list[str] | None) -> list[Path]:
    """Write the current rows of every table, or of `only` some, as `to/<table>/<table><suffix>`; gives the paths.

    The folder of a table is written under another name and renamed, so a reader finds it whole or not at all.

    Raises:
        DatelineError: no such format or table.
    """
    if form not in formats():
        raise DatelineError(f"no format {form!r}; expected one of {', '.join(formats())}")
    if unknown := sorted(set(only or ()) - set(tables())):
        raise DatelineError(f"no table {unknown[0]!r}; expected some of {', '.join(tables())}")
    module, written = formats()[form], []
    for name in only or tables():
        fresh = to / f".{name}.new"
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(parents=True)
        order = ", ".join(f'"{column}"' for column in tables()[name].key)
        rows = connection.execute(f'FROM main."{name}" ORDER BY {order}').to_arrow_reader(50_000)
        module.write(rows, fresh / f"{name}{module.SUFFIX}")
        final = to / name
        shutil.rmtree(final, ignore_errors=True)
        fresh.rename(final)
        written.append(final / f"{name}{module.SUFFIX}")
    return written
