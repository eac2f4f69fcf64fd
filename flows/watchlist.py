"""The `[[sources]]` of `dateline.toml`, changed in place: comments, order and spacing stay as people wrote them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import tomlkit
from pydantic import ValidationError
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT

from flows.errors import NotFoundError, SettingsError
from flows.sources import Source

FILE = Path("dateline.toml")


def add(values: dict[str, str]) -> Source:
    """Watch a source from now on; gives it as it will be read.

    Raises:
        SettingsError: a value can't be used, or there is a source of that name.
    """
    try:
        source = Source.model_validate(values)
    except ValidationError as error:
        faults = (f"{'.'.join(map(str, each['loc'])) or 'source'}: {each['msg']}" for each in error.errors())
        raise SettingsError("; ".join(faults)) from None
    document, sources = _read()
    if any(each.get("name") == source.name for each in sources):
        raise SettingsError(f"there is a source {source.name!r} already: dateline sources remove {source.name}")
    table = tomlkit.table()
    for name, value in {**values, "kind": str(source.kind)}.items():
        table[name] = value
    sources.append(table)
    document["sources"] = sources
    _write(document)
    return source


def remove(name: str) -> None:
    """Watch a source no longer.

    Raises:
        NotFoundError: there is none of that name.
    """
    document, sources = _read()
    at = next((number for number, each in enumerate(sources) if each.get("name") == name), None)
    if at is None:
        raise NotFoundError(f"no source {name!r} in {FILE}")
    del sources[at]
    if not sources:
        del document["sources"]
    _write(document)


def _read() -> tuple[tomlkit.TOMLDocument, Any]:
    try:
        document = tomlkit.parse(FILE.read_text("utf-8")) if FILE.exists() else tomlkit.document()
    except TOMLKitError as error:
        raise SettingsError(f"{FILE}: {error}") from error
    sources = document.get("sources", tomlkit.aot())
    if not isinstance(sources, AoT):
        raise SettingsError(f"{FILE}: sources is written on one line; expected tables that begin with [[sources]]")
    return document, sources


def _write(document: tomlkit.TOMLDocument) -> None:
    temporary = FILE.with_suffix(".toml.tmp")
    temporary.write_text(tomlkit.dumps(document), encoding="utf-8")
    temporary.replace(FILE)
