"""Table `expectation_results`."""

from schemas import columns as c
from schemas.contract import Record, table


@table(
    "expectation_results",
    key=(
        "run_id",
        "table_name",
        "expectation",
        "column_name",
    ),
    scope="log",
)
class ExpectationResult(Record):
    """One data-quality check of one run."""

    run_id: c.RunId
    table_name: c.TableName
    expectation: c.Expectation
    column_name: c.CheckedColumn | None = None
    severity: c.Severity
    success: c.Success
    unexpected_count: c.UnexpectedCount
    observed: c.Observed | None = None
