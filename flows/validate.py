"""Rows against their contract, by Great Expectations: what keeps it goes on, what breaks it goes to quarantine.

The suites are derived from the contracts. To the columns of a table are added, as columns that must be true, the checks
that need more than one row or table: `evidence` (the row's own text is what its article has at its span), and one
`refers:<column>` for each reference to another table of the same article.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd
import pyarrow as pa

from flows.errors import ContractError
from schemas.codes.runs import Reason, Severity
from schemas.contract import Field, Table, tables

os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
os.environ.setdefault("DO_NOT_TRACK", "1")

#: Rows of one frame: large enough that the cost of an expectation is spread, small enough to bound memory.
FRAME_ROWS = 100_000
EVIDENCE = "evidence"
REFERS = "refers:"


@dataclass(frozen=True, slots=True)
class Check:
    """One expectation and what became of it, summed over the frames of a run."""

    table: str
    expectation: str
    column: str | None
    severity: Severity
    unexpected_count: int = 0
    observed: str | None = None


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that broke its contract."""

    table: str
    row: dict[str, Any]
    reason: Reason
    detail: str


@dataclass
class Validator:
    """Validates a run's tables one after another, those first that others refer to."""

    texts: Mapping[str, str]  # article_id → articles.text
    max_bad_share: float = 1.0
    checks: dict[tuple[str, str, str | None], Check] = field(default_factory=dict)
    bad: list[BadRow] = field(default_factory=list)
    _keys: dict[str, set[str]] = field(default_factory=dict)

    def validate(self, table: Table, rows: pa.Table) -> pa.Table:
        """The rows that keep the contract; the others are in `bad`, the results in `checks`.

        Raises:
            ContractError: a check of severity `abort` failed, or more rows are bad than `max_bad_share` allows.
        """
        good = [
            self._validate_frame(table, rows.slice(start, FRAME_ROWS))
            for start in range(0, max(rows.num_rows, 1), FRAME_ROWS)
        ]
        kept = pa.concat_tables(good)
        share = 1 - kept.num_rows / rows.num_rows if rows.num_rows else 0
        if share > self.max_bad_share:
            raise ContractError(
                f"{table.name}: {share:.0%} of {rows.num_rows} rows break the contract; nothing published"
            )
        self._remember(table, kept)
        return kept

    def _validate_frame(self, table: Table, rows: pa.Table) -> pa.Table:
        there = [name for name in table.schema.names if name in rows.column_names]
        frame = rows.select(there).to_pandas(integer_object_nulls=True, timestamp_as_object=True)
        if table.own_text:
            frame[EVIDENCE] = self._evidence(frame, table.own_text)
        for reference in self._references(table):
            known = self._keys[str(reference.column.references)]
            column = frame[reference.name]
            frame[REFERS + reference.name] = column.isna() | column.isin(known)
        failing: dict[int, tuple[Reason, str]] = {}
        for result in self._run(table, frame):
            failing |= {row: reason for row, reason in self._note(table, result).items() if row not in failing}
        for row, (reason, detail) in sorted(failing.items()):
            values = rows.slice(row, 1).to_pylist()[0]
            self.bad.append(BadRow(table.name, values, reason, detail))
        keep = pa.array([row not in failing for row in range(rows.num_rows)], pa.bool_())
        return rows.filter(keep)

    def _evidence(self, frame: pd.DataFrame, own_text: str) -> list[bool]:
        spans = zip(frame["article_id"], frame["char_start"], frame["char_end"], frame[own_text], strict=True)
        return [
            start is not None and end is not None and self.texts.get(article, "")[start:end] == words
            for article, start, end, words in spans
        ]

    def _references(self, table: Table) -> list[Field]:
        if table.scope != "article":
            return []  # computed from rows that were checked; the load checks their references in SQL
        return [f for f in table.fields if f.column.references in self._keys]

    def _remember(self, table: Table, rows: pa.Table) -> None:
        """Note the ids that later tables may refer to. Entities and events are what their names and mentions say."""
        source = {"articles": "article_id", "entity_names": "entity_id", "event_mentions": "event_id"}.get(table.name)
        if source:
            target = {"entity_names": "entities", "event_mentions": "events"}.get(table.name, table.name)
            self._keys.setdefault(f"{target}.{source}", set()).update(rows.column(source).to_pylist())

    def _run(self, table: Table, frame: pd.DataFrame) -> list[Any]:
        batch = self._context.data_sources.pandas_default.read_dataframe(frame, asset_name=table.name)
        suite = self._gx.ExpectationSuite(name=table.name, expectations=list(self._expectations(table)))
        results = batch.validate(suite, result_format="COMPLETE").results
        # They come in another order than the suite's: sorted, so that a row's reason is always the same one.
        return sorted(results, key=lambda r: (r.expectation_config.type, str(r.expectation_config.meta["column"])))

    def _note(self, table: Table, result: Any) -> dict[int, tuple[Reason, str]]:
        """Add a result to `checks`; gives the rows that it sends to quarantine."""
        config = result.expectation_config
        severity, column = Severity(config.meta["severity"]), config.meta["column"]
        if result.exception_info.get("raised_exception"):
            raise ContractError(f"{table.name}: {config.type} could not run: {result.exception_info}")
        found = result.result
        count = int(found.get("unexpected_count") or (0 if result.success else 1))
        key = (table.name, config.type, column)
        before = self.checks.get(key, Check(table.name, config.type, column, severity))
        examples = None if result.success else _shown(found)
        self.checks[key] = Check(*key, severity, before.unexpected_count + count, before.observed or examples)
        if severity is Severity.ABORT and not result.success:
            raise ContractError(f"{table.name}: {config.type} failed: {examples}")
        if severity is not Severity.QUARANTINE or result.success:
            return {}
        if "unexpected_index_list" not in found:  # an expectation that can't run fails without saying on which rows
            raise ContractError(f"{table.name}: {config.type} on {column} could not run")
        reason = {EVIDENCE: Reason.EVIDENCE}.get(str(column), Reason.CONTRACT)
        if str(column).startswith(REFERS):
            reason = Reason.DANGLING
        detail = f"{config.type} on {column or ', '.join(table.key)}"
        return dict.fromkeys(found["unexpected_index_list"], (reason, detail))

    def _expectations(self, table: Table) -> Iterator[Any]:
        expect = self._gx.expectations
        abort = {"severity": Severity.ABORT, "column": None}
        yield expect.ExpectTableColumnsToMatchSet(
            column_set=table.schema.names, exact_match=False, meta=abort, severity="critical"
        )
        key = {"severity": Severity.QUARANTINE, "column": ", ".join(table.key)}
        if len(table.key) == 1:
            yield expect.ExpectColumnValuesToBeUnique(column=table.key[0], meta=key)
        else:
            yield expect.ExpectCompoundColumnsToBeUnique(column_list=list(table.key), meta=key)
        if {"char_start", "char_end"} <= set(table.schema.names):
            meta = {"severity": Severity.QUARANTINE, "column": "char_start, char_end"}
            yield expect.ExpectColumnPairValuesAToBeGreaterThanB(column_A="char_end", column_B="char_start", meta=meta)
        flags = [EVIDENCE] if table.own_text else []
        for name in flags + [REFERS + f.name for f in self._references(table)]:
            meta = {"severity": Severity.QUARANTINE, "column": name}
            yield expect.ExpectColumnValuesToBeInSet(column=name, value_set=[True], meta=meta)
        for each in table.fields:
            yield from _of_field(expect, each, is_wanted=each.name in table.wanted)

    @cached_property
    def _gx(self) -> Any:
        import great_expectations as gx

        return gx

    @cached_property
    def _context(self) -> Any:
        from great_expectations.data_context.types.base import DataContextConfig, InMemoryStoreBackendDefaults

        # Without its Data Docs, which write values unescaped and load from outside hosts.
        config = DataContextConfig(store_backend_defaults=InMemoryStoreBackendDefaults(init_temp_docs_sites=False))
        context = self._gx.get_context(mode="ephemeral", project_config=config)
        context.variables.progress_bars = {"globally": False}
        return context


def _of_field(expect: Any, each: Field, *, is_wanted: bool) -> Iterator[Any]:
    """The expectations that a column's contract says."""
    column, meta = each.column, {"severity": Severity.QUARANTINE, "column": each.name}
    if not each.nullable:
        yield expect.ExpectColumnValuesToNotBeNull(column=each.name, meta=meta)
    elif is_wanted:
        yield expect.ExpectColumnValuesToNotBeNull(
            column=each.name, meta={**meta, "severity": Severity.WARN}, severity="warning"
        )
    if column.codes:
        yield expect.ExpectColumnValuesToBeInSet(column=each.name, value_set=[c.value for c in column.codes], meta=meta)
    if column.pattern:
        yield expect.ExpectColumnValuesToMatchRegex(column=each.name, regex=column.pattern, meta=meta)
    if column.minimum is not None or column.maximum is not None:
        yield expect.ExpectColumnValuesToBeBetween(
            column=each.name, min_value=column.minimum, max_value=column.maximum, meta=meta
        )


def _shown(found: Mapping[str, Any]) -> str:
    """A few of the values that failed, or what was observed, as JSON of bounded length."""
    values = found.get("partial_unexpected_list", found.get("observed_value"))
    return json.dumps(values, default=str, ensure_ascii=False)[:500]


def validation_order() -> list[Table]:
    """The tables of articles, each after those it refers to."""
    first = ("articles", "entity_names", "event_mentions")
    chosen = [table for table in tables().values() if table.scope == "article"]
    return sorted(chosen, key=lambda table: (table.name not in first, table.name))
