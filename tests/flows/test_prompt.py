"""`dateline sql` answers queries and can do nothing else."""

from __future__ import annotations

import duckdb
import pyarrow as pa
import pytest

from flows import prompt


@pytest.fixture
def connection(tmp_path):
    path = tmp_path / "x.duckdb"
    with duckdb.connect(str(path)) as writer:
        writer.execute("CREATE TABLE t AS SELECT '=1+1' AS a, 'red \x1b[31m' AS b UNION ALL SELECT NULL, '[bold]'")
    with duckdb.connect(str(path), read_only=True) as reader:
        prompt.seal(reader)
        yield reader


@pytest.mark.parametrize(
    "query",
    [
        "CREATE TABLE x (a INT)",
        "DELETE FROM t",
        "FROM read_csv('/etc/passwd')",
        "FROM '/etc/passwd'",
        "SELECT * FROM read_text('/etc/hostname')",
        "COPY t TO '/tmp/out-of-dateline.csv'",
        "ATTACH '/tmp/other.duckdb'",
        "INSTALL fts",
        "LOAD fts",
        "SET enable_external_access = true",
        "EXPORT DATABASE '/tmp/out-of-dateline'",
        "IMPORT DATABASE '/tmp/out-of-dateline'",
        "FROM read_csv('x.csv')",
        "FROM 'x.csv'",
        'FROM "x.csv"',
        "SELECT * FROM query_table('x.csv')",
        "SELECT * FROM query('FROM read_' || 'text(''x.csv'')')",
        "FROM json_execute_serialized_sql(json_serialize_sql('FROM read_text(''x.csv'')'))",
        "FROM read_blob('x.csv')",
        "FROM read_json('x.json')",
        "FROM read_parquet('x.parquet')",
        "FROM parquet_metadata('x.parquet')",
        "FROM sniff_csv('x.csv')",
        "FROM glob('*')",
        "FROM read_duckdb('y.duckdb')",
        "FROM read_csv('http://127.0.0.1:9/x.csv')",
        "FROM 's3://x/y.parquet'",
        "ATTACH 'y.duckdb'",
        "ATTACH ':memory:' AS m",
        "ATTACH 'http://127.0.0.1:9/x.duckdb'",
        "COPY t FROM 'x.csv'",
        "COPY (SELECT 1) TO '/dev/stdout'",
        "INSTALL '/tmp/x.duckdb_extension'",
        "LOAD '/tmp/x.duckdb_extension'",
        "LOAD httpfs",
        "UPDATE EXTENSIONS",
        "CREATE SECRET (TYPE s3)",
        "FROM duckdb_secrets()",
        "SET lock_configuration = false",
        "RESET lock_configuration",
        "SET allowed_directories = ['/']",
        "SET temp_directory = '/tmp'",
        "SET extension_directory = '/tmp'",
        "SET log_query_path = '/tmp/log'",
        "PRAGMA profiling_output = '/tmp/profile'",
        "SET http_proxy = 'x'",
        "SELECT getenv('HOME')",
        "DROP TABLE t",
        "INSERT INTO t VALUES ('a', 'b')",
        "SELEC 1",
    ],
)
def test_nothing_but_reading_is_possible(connection, query):
    with pytest.raises(prompt.QueryError):
        prompt.answer(connection, query)


def test_some_of_it_would_be_possible_without_the_seal(tmp_path):
    """The planted fault: a connection that was not sealed reads and writes files."""
    with duckdb.connect() as unsealed:
        unsealed.execute(f"COPY (SELECT 1 AS a) TO '{tmp_path}/x.csv'")
        assert unsealed.execute(f"FROM '{tmp_path}/x.csv'").fetchall() == [(1,)]
        assert unsealed.execute(f"SELECT count(*) FROM glob('{tmp_path}/*')").fetchall() == [(1,)]


def test_a_proxys_password_in_the_environment_is_not_told(tmp_path, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://user:swordfish@127.0.0.1:9")
    for name in ("open", "sealed"):
        with duckdb.connect(str(tmp_path / f"{name}.duckdb")) as connection:
            if name == "sealed":
                prompt.seal(connection)
            told = "swordfish" in str(connection.execute("FROM duckdb_settings()").fetchall())
            assert told is (name == "open")


def test_variables_of_the_program_are_no_tables(connection, monkeypatch):
    monkeypatch.setattr(prompt, "hidden", pa.table({"a": [1]}), raising=False)
    with pytest.raises(prompt.QueryError, match="hidden"):
        prompt.answer(connection, "FROM hidden")


def test_terminal_escapes_and_markup_are_shown_as_text(connection, capsys):
    prompt.answer(connection, "FROM t")
    shown = capsys.readouterr().out
    assert "\x1b" not in shown
    assert "[bold]" in shown


def test_json_goes_to_standard_output(connection, capsys):
    prompt.answer(connection, "SELECT a FROM t WHERE a IS NOT NULL", as_json=True)
    assert capsys.readouterr().out == '[\n  {\n    "a": "=1+1"\n  }\n]\n'


@pytest.mark.parametrize("ending", [".csv", ".jsonl", ".parquet"])
def test_an_answer_can_be_written(connection, tmp_path, ending):
    prompt.answer(connection, "FROM t ORDER BY a", output=tmp_path / f"out{ending}")
    read = {".csv": "read_csv", ".jsonl": "read_json", ".parquet": "read_parquet"}[ending]
    found = duckdb.sql(f"SELECT a FROM {read}('{tmp_path}/out{ending}') WHERE a IS NOT NULL").fetchall()
    assert found == [("'=1+1" if ending == ".csv" else "=1+1",)]


def test_an_unknown_ending_is_refused(connection, tmp_path):
    with pytest.raises(prompt.QueryError, match="expected one of"):
        prompt.answer(connection, "FROM t", output=tmp_path / "out.docx")
