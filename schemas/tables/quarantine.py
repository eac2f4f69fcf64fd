"""Table `quarantine`."""

from schemas import columns as c
from schemas.contract import Record, table


@table(
    "quarantine",
    key=(
        "run_id",
        "stage",
        "source",
        "reason_code",
        "payload",
    ),
    scope="log",
)
class Quarantined(Record):
    """One input or record that was refused."""

    run_id: c.RunId
    stage: c.Stage
    source: c.Source
    reason_code: c.ReasonCode
    reason: c.ReasonText
    payload: c.Payload
    seen_at: c.SeenAt
