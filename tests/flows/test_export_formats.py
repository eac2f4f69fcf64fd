"""Every format is read back by the tool its users read it with, whole, and with hostile text as plain text."""

from __future__ import annotations

import hashlib
import json
import struct
from datetime import date

import duckdb
import geopandas
import networkx
import openpyxl
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from flows.errors import DatelineError
from flows.export import export_tables, formats, manifest, whole_formats, xlsx
from flows.load import ddl
from schemas.contract import tables
from tests.flows.load.conftest import Rows, empty_warehouse, rows  # noqa: F401 - fixtures

HOSTILE = '=HYPERLINK("http://x")&<b>"\x07</node>'
CLEAN = HOSTILE.replace("\x07", " ")
LEADER, GROUP, CITY = "a" * 24, "b" * 24, "c" * 24


@pytest.fixture
def filled(rows: Rows) -> Rows:  # noqa: F811
    """An article, two entities tied twice, and three events of which one has coordinates."""
    rows.add(
        "articles", article_id="one", title=HOSTILE, text=HOSTILE, authors=["A", HOSTILE], published_edtf="2020-05"
    )
    for entity_id, kind, name in (
        (LEADER, "person", HOSTILE),
        (GROUP, "organization", "Front"),
        (CITY, "place", "Riga"),
    ):
        rows.add("entities", entity_id=entity_id, entity_type=kind, name=name, article_count=1, mention_count=2)
    rows.add("places", entity_id=CITY, name="Riga", country_code="LV", latitude=0.0, longitude=24.1, precision="town")
    rows.add("entity_names", entity_id=LEADER, name="Abu X", name_kind="nom_de_guerre", article_id="one")
    rows.add("entity_names", entity_id=CITY, name="RIX", name_kind="acronym", article_id="one")
    for name, kind in (("r1", "leader_of"), ("r2", "founder_of")):
        rows.add("relations", relation_id=name, subject_id=LEADER, object_id=GROUP, relation_type=kind, text=HOSTILE,
                 polarity="positive", modality="asserted", article_id="one")  # fmt: skip
    where = {"place_id": CITY, "latitude": 0.0, "longitude": 24.1, "place_precision": "town", "country_code": "LV"}
    days = {"earliest": date(2020, 5, 1), "latest": date(2020, 5, 31)}
    rows.add(
        "events", event_id="e1", realis="actual", title=HOSTILE, event_mode="bombing", killed_best=3, **where, **days
    )
    rows.add("events", event_id="e2", realis="actual", title="nowhere")
    rows.add("events", event_id="e3", realis="generic", title="talk", **where)
    rows.add("event_mentions", event_mention_id="m", event_id="e1", article_id="one", realis="actual")
    rows.add("event_participants", event_id="e1", entity_id=GROUP, role="suspect", article_id="one")
    return rows


def export(rows: Rows, to, form: str, only: list[str] | None = None):  # noqa: F811
    return export_tables(rows.connection, to, form, only)


def test_parquet_is_read_by_pandas_polars_and_pyarrow(filled, tmp_path):
    export(filled, tmp_path, "parquet")
    for name in tables():
        count = len(filled.all(f"FROM {name}"))
        path = tmp_path / name / f"{name}.parquet"
        assert len(pd.read_parquet(path)) == pl.read_parquet(path).height == pq.read_table(path).num_rows == count
    assert pl.read_parquet(tmp_path / "articles")["authors"].to_list() == [["A", HOSTILE]]


def test_a_manifest_proves_every_file(filled, tmp_path):
    written = export(filled, tmp_path, "parquet")
    account = json.loads((tmp_path / "manifest.json").read_text("utf-8"))
    assert [tmp_path / each["file"] for each in account["files"]] == written
    assert (account["format"], account["schema_version"], account["run"]) == ("parquet", ddl.SCHEMA_VERSION, None)
    for each in account["files"]:
        data = (tmp_path / each["file"]).read_bytes()
        assert (each["bytes"], each["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
        table = pq.read_table(tmp_path / each["file"])
        assert (each["rows"], list(each["columns"])) == (table.num_rows, table.column_names)


@pytest.mark.parametrize("form", sorted({*formats(), *whole_formats()} - {"duckdb"}))
def test_equal_warehouses_give_equal_bytes(filled, tmp_path, form):
    for each in ("a", "b"):
        export(filled, tmp_path / each, form)
    assert (tmp_path / "a" / "manifest.json").read_bytes() == (tmp_path / "b" / "manifest.json").read_bytes()


def test_an_export_that_fails_leaves_the_one_before(filled, tmp_path, monkeypatch):
    export(filled, tmp_path, "csv", ["articles", "entities"])
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}

    def fail(rows, path):  # noqa: F811
        path.write_text("half")
        if path.stem == "entities":
            raise OSError("no space left on device")

    monkeypatch.setattr(formats()["csv"], "write", fail)
    with pytest.raises(OSError, match="no space"):
        export(filled, tmp_path, "csv", ["articles", "entities"])
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_a_folder_without_manifest_is_not_whole(filled, tmp_path, monkeypatch):
    export(filled, tmp_path, "csv", ["articles"])

    def killed(account, to):
        raise KeyboardInterrupt

    monkeypatch.setattr(manifest, "write", killed)
    with pytest.raises(KeyboardInterrupt):
        export(filled, tmp_path, "csv", ["articles"])
    assert not (tmp_path / "manifest.json").exists()


def test_other_files_of_the_folder_stay(filled, tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / "mine").mkdir()
    export(filled, tmp_path, "csv", ["articles"])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["articles", "manifest.json", "mine", "notes.txt"]


def test_excel_runs_no_text(filled, tmp_path):
    (path,) = export(filled, tmp_path, "xlsx", ["articles"])
    book = openpyxl.load_workbook(path)
    header, row = book["articles"].iter_rows()
    cells = dict(zip([cell.value for cell in header], row, strict=True))
    assert cells["title"].data_type == "s"
    assert cells["title"].value.startswith('=HYPERLINK("http://x")&<b>"')
    assert cells["title"].hyperlink is None
    assert json.loads(cells["authors"].value)[0] == "A"
    assert cells["version"].value == 1
    assert cells["recorded_at"].is_date
    assert pd.read_excel(path).title.str.startswith("=").all()


def test_excel_takes_what_its_sheets_can_not(tmp_path, monkeypatch):
    monkeypatch.setattr(xlsx, "ROWS", 3)
    columns = {
        "n": pa.array([2**60, 1, None, 4, 5], pa.int64()),
        "t": pa.array(["x" * 40_000, "short", None, "", "+1"]),
        "d": pa.array([date(1850, 1, 1), date(2020, 1, 2), None, None, None]),
        "f": pa.array([float("nan"), 1.5, None, None, None]),
    }
    path = tmp_path / "table.xlsx"
    xlsx.write(pa.table(columns).to_reader(), path)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["table", "table 2", "table 3"]
    first = [[cell.value for cell in row] for row in book["table"].iter_rows(min_row=2)]
    assert first[0][0] == str(2**60)
    assert (len(first[0][1]), first[0][1][-1], first[0][2], first[0][3]) == (32_767, "…", "1850-01-01", None)
    assert (first[1][0], first[1][1], first[1][2].date(), first[1][3]) == (1, "short", date(2020, 1, 2), 1.5)
    assert [row[0].value for name in book.sheetnames for row in book[name].iter_rows(min_row=2)][2:] == [None, 4, 5]


@pytest.mark.parametrize("form", ["geojson", "geoparquet"])
def test_maps_read_events_that_have_a_place(filled, tmp_path, form):
    (path,) = export(filled, tmp_path, form)
    read = geopandas.read_parquet if form == "geoparquet" else geopandas.read_file
    found = read(path)
    assert found.crs.to_epsg() == 4326 or found.crs.to_string() == "OGC:CRS84"
    assert [(point.x, point.y) for point in found.geometry] == [(24.1, 0.0)]
    assert (found.title[0], found.killed_best[0], found.place[0]) == (HOSTILE, 3, "Riga")
    assert found.total_bounds.tolist() == [24.1, 0.0, 24.1, 0.0]


def test_well_known_binary_is_little_endian_points(filled, tmp_path):
    (path,) = export(filled, tmp_path, "geoparquet")
    assert pq.read_table(path)["geometry"].to_pylist() == [struct.pack("<BIdd", 1, 1, 24.1, 0.0)]


@pytest.mark.parametrize("form", ["geojson", "geoparquet", "gexf", "graphml", "ftm"])
def test_an_empty_warehouse_is_exported(rows, tmp_path, form):  # noqa: F811
    (path,) = export(rows, tmp_path, form)
    assert path.exists()
    if form == "geoparquet":
        assert len(geopandas.read_parquet(path)) == 0


@pytest.mark.parametrize("form", ["gexf", "graphml"])
def test_graphs_are_read_by_networkx(filled, tmp_path, form):
    (path,) = export(filled, tmp_path, form)
    graph = getattr(networkx, f"read_{form}")(path)
    assert graph.is_directed()
    assert set(graph.nodes) == {LEADER, GROUP}
    node, edges = graph.nodes[LEADER], list(graph.edges(data=True))
    assert node["label" if form == "gexf" else "name"] == CLEAN
    assert (node["entity_type"], node["mention_count"]) == ("person", 2)
    assert [(source, target) for source, target, _ in edges] == [(LEADER, GROUP)] * 2
    assert {edge["relation_type"] for _, _, edge in edges} == {"leader_of", "founder_of"}
    assert {(edge["words"], edge["article_count"], edge["is_asserted"]) for _, _, edge in edges} == {(CLEAN, 1, True)}


def test_follow_the_money_names_everything_it_points_to(filled, tmp_path):
    (path,) = export(filled, tmp_path, "ftm")
    found = {each["id"]: each for each in map(json.loads, path.read_text("utf-8").splitlines())}
    assert sorted(each["schema"] for each in found.values()) == [
        "Address", "Article", "Directorship", "Event", "Event", "Organization", "Person", "UnknownLink",
    ]  # fmt: skip
    for each in found.values():
        for name in ("proof", "director", "organization", "subject", "object", "involved"):
            assert set(each["properties"].get(name, [])) <= set(found)
    assert found[LEADER]["properties"]["alias"] == ["Abu X"]
    assert found[CITY]["properties"]["latitude"] == ["0.0"]
    assert found["e1"]["properties"]["involved"] == [GROUP]
    assert found["e1"]["properties"]["notes"] == ["3 killed"]


def test_follow_the_money_gets_long_texts_in_pieces(rows, tmp_path):  # noqa: F811
    rows.add("articles", article_id="one", text="ab" * 40_000)
    (path,) = export(rows, tmp_path, "ftm")
    pieces = json.loads(path.read_text("utf-8"))["properties"]["bodyText"]
    assert [len(piece) for piece in pieces] == [60_000, 20_000]
    assert "".join(pieces) == "ab" * 40_000


def test_follow_the_money_loads_it(filled, tmp_path):
    """Run where followthemoney is installed; it builds on ICU, which not every machine can."""
    model = pytest.importorskip("followthemoney").model
    (path,) = export(filled, tmp_path, "ftm")
    for line in path.read_text("utf-8").splitlines():
        said = json.loads(line)
        proxy = model.get_proxy(said)
        proxy.schema.validate(proxy.to_dict())
        for name in said["properties"]:
            assert proxy.get(name), f"{said['schema']}.{name} was dropped"


def test_the_database_is_one_portable_file(filled, tmp_path):
    with pytest.raises(DatelineError, match="nothing was published"):
        export(filled, tmp_path, "duckdb")
    with duckdb.connect(str(tmp_path / "w.duckdb")) as made:
        made.execute("CREATE TABLE t AS SELECT 42 AS n; CREATE MACRO schema_version() AS 1")
        made.execute("CREATE TABLE runs AS SELECT 1 AS run_no, 'r' AS run_id, '0' AS code_version")
    with duckdb.connect(str(tmp_path / "w.duckdb"), read_only=True) as made:
        (path,) = export_tables(made, tmp_path / "out", "duckdb", None)
    with duckdb.connect(str(path), read_only=True) as read:
        assert read.execute("FROM t").fetchall() == [(42,)]
