"""Table `runs`."""

from schemas import columns as c
from schemas.contract import Record, table


@table("runs", key=("run_id",), scope="log")
class Run(Record):
    """One run of the pipeline."""

    run_id: c.RunKey
    run_no: c.RunNo
    started_at: c.StartedAt
    finished_at: c.FinishedAt
    status: c.RunStatus
    code_version: c.CodeVersion
    model: c.Model
    config_hash: c.ConfigHash
    seen: c.Seen
    new: c.New
    changed: c.Changed
    unchanged: c.Unchanged
    quarantined: c.Quarantined
