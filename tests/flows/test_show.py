"""What the status says of a warehouse."""

from __future__ import annotations

from flows import show
from flows.document import Document
from flows.load import publish
from flows.stage import Batch
from flows.warehouse import Warehouse


def test_the_status_counts_the_batches_that_wait(tmp_path, capsys):
    house = Warehouse(tmp_path)
    with publish.connect(house) as connection:
        assert show.status_rows(connection, house)["queue"] == {"batches": 0, "read": 0}
        batches = [Batch.write(house.staging, [Document(name, name)], ("none",)) for name in "abc"]
        batches[1].finish([], [])
        assert show.status_rows(connection, house)["queue"] == {"batches": 3, "read": 1}
        show.status(connection, house)
    assert "Queue" in capsys.readouterr().out


def test_an_empty_warehouse_has_a_status(tmp_path, capsys):
    with publish.connect(Warehouse(tmp_path)) as connection:
        show.status(connection, Warehouse(tmp_path))
    assert "Queue" not in capsys.readouterr().out
