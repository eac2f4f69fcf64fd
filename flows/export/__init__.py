"""Tables to files, one output format a file.

A module of this package with a `SUFFIX` writes tables, each to a file of its own: `write(rows, path)`. One with a
`FILE` writes one file of that name from the whole warehouse: `write(connection, path)`.
"""

from __future__ import annotations

import importlib
import pkgutil
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import duckdb

from flows.errors import DatelineError
from flows.export import manifest
from schemas.contract import tables


def formats() -> dict[str, ModuleType]:
    """The formats of tables by name."""
    return {name: module for name, module in _modules() if hasattr(module, "SUFFIX")}


def whole_formats() -> dict[str, ModuleType]:
    """The formats of one file for the whole warehouse by name."""
    return {name: module for name, module in _modules() if hasattr(module, "FILE")}


def export_tables(connection: duckdb.DuckDBPyConnection, to: Path, form: str, only: list[str] | None) -> list[Path]:
    """Write the current rows of every table, or of `only` some, as `to/<table>/<table><suffix>`; gives the paths.

    A format that has one file for all of them writes `to/<file>`. Everything is written aside first and moved in place
    when it is whole; what fails until then leaves an earlier export as it was. `manifest.json` comes last: where it
    stands, the export is whole, and its hashes prove it.

    Raises:
        DatelineError: no such format or table.
    """
    _demand_known(form, only)
    fresh = to / ".export.new"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    try:
        if form in whole_formats():
            written = [_write_file(connection, fresh, whole_formats()[form])]
        else:
            written = list(_write_tables(connection, fresh, formats()[form], only or list(tables())))
        account = manifest.account(connection, form, written)
        (to / manifest.NAME).unlink(missing_ok=True)
        for each in sorted(fresh.iterdir()):
            _move(each, to / each.name)
        manifest.write(account, to)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return [to / file.path.relative_to(fresh) for file in written]


def _modules() -> Iterator[tuple[str, ModuleType]]:
    for info in pkgutil.iter_modules(__path__):
        yield info.name, importlib.import_module(f"{__name__}.{info.name}")


def _demand_known(form: str, only: list[str] | None) -> None:
    known = [*formats(), *whole_formats()]
    if form not in known:
        raise DatelineError(f"no format {form!r}; expected one of {', '.join(known)}")
    if only and form in whole_formats():
        raise DatelineError(f"{form} is one file of the whole warehouse; expected no table, got {only[0]!r}")
    if unknown := sorted(set(only or ()) - set(tables())):
        raise DatelineError(f"no table {unknown[0]!r}; expected some of {', '.join(tables())}")


def _write_tables(
    connection: duckdb.DuckDBPyConnection, folder: Path, module: ModuleType, names: list[str]
) -> Iterator[manifest.Written]:
    for name in names:
        order = ", ".join(f'"{column}"' for column in tables()[name].key)
        query = f'FROM main."{name}" ORDER BY {order}'
        path = folder / name / f"{name}{module.SUFFIX}"
        path.parent.mkdir()
        counted = manifest.Counted(connection.execute(query).to_arrow_reader(50_000))
        module.write(counted.rows, path)
        yield manifest.Written(path, name, counted.count, counted.rows.schema)


def _write_file(connection: duckdb.DuckDBPyConnection, folder: Path, module: ModuleType) -> manifest.Written:
    path = folder / module.FILE
    module.write(connection, path)
    return manifest.Written(path)


def _move(fresh: Path, final: Path) -> None:
    """Put a file or folder in place of an earlier one of its name."""
    if final.is_dir() and not final.is_symlink():
        shutil.rmtree(final)
    fresh.replace(final)
