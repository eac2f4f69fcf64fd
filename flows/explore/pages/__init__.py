"""The pages, one a file: a module with a `PATH`, and `page(ask)`.

That gives what the template of the same name shows, or the address of another page to go to.
"""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType


def pages() -> dict[str, ModuleType]:
    """The pages by name."""
    names = [info.name for info in pkgutil.iter_modules(__path__)]
    return {name: importlib.import_module(f"{__name__}.{name}") for name in names}
