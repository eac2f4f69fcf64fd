"""One run: its id, its account, and the two steps that need all of its batches together."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from flows import drift, logs, withdrawals
from flows.document import Document, Refusal
from flows.errors import ContractError
from flows.generations import Generation, generations
from flows.intake import Intake
from flows.load import database, parts, publish
from flows.resolve import across
from flows.settings import CODE_VERSION, Settings, model_name, now
from flows.stage import Batch
from flows.validate import BadRow, Validator, validation_order
from flows.warehouse import Warehouse
from schemas.codes.runs import Reason, RunStatus, Stage
from schemas.contract import Table, record_id, tables
from schemas.tables.runs import Run as RunRecord

#: Fewer articles than these that can't be read are taken for odd articles, whatever their share.
FAULTS_OF_OUR_OWN = 10


@dataclass
class Run:
    """A run of the pipeline on a warehouse."""

    warehouse: Warehouse
    settings: Settings
    run_no: int
    run_id: str
    started_at: datetime
    account: dict[str, int]
    has_news: bool
    status: RunStatus = RunStatus.PUBLISHED
    drifts: list[drift.Drift] = field(default_factory=list)

    @classmethod
    def of(cls, intake: Intake, warehouse: Warehouse, settings: Settings, started_at: datetime) -> Run:
        """The run that took in `intake`. Its id says what came before it, what it took in and what it read with."""
        before = parts.committed(warehouse)[-1:]
        started_at = publish.moment(warehouse, started_at)
        idle = len(logs.idle_runs(warehouse))
        model = model_name(settings.model)
        run_id = record_id("run", before, idle, settings.config_hash, CODE_VERSION, model, list(intake.contents()))
        run_no = (int(before[0].split("-")[0]) if before else 0) + idle + 1
        return cls(warehouse, settings, run_no, run_id, started_at, intake.counts(), bool(intake.raws))

    @property
    def name(self) -> str:
        """File name of the run's parts."""
        return parts.part_name(self.run_no, self.run_id)

    def validate(self, intake: Intake, batches: list[Batch]) -> dict[str, pa.Table]:
        """The rows of all tables that keep their contract, and those of the logs; refused rows go to quarantine."""
        for batch in batches:
            for refusal in batch.refusals():
                intake.refuse(refusal)
        refused = {refusal.source for refusal in intake.refusals}
        self._demand_few_faults(intake)
        latest, *self._past = generations(batches, refused)
        for past in self._past:
            past.rows = self._validated(past, intake)
        return self._validated(latest, intake)

    def _validated(self, generation: Generation, intake: Intake) -> dict[str, pa.Table]:
        documents = generation.documents
        self._validator = Validator({d.article_id: d.text for d in documents}, self.settings.max_bad_share)
        rows: dict[str, pa.Table] = {}
        for table in validation_order():
            read = parts.in_order(table, generation.read(table, self.run_id))
            good = self._validator.validate(table, read)
            rows[table.name] = across.stamped(good, self.started_at)
        for bad in self._validator.bad:
            intake.refusals.append(_refused_row(bad, documents))
            if bad.table == "articles":
                intake.refuse(_refused_row(bad, documents))
        return rows

    def _demand_few_faults(self, intake: Intake) -> None:
        """Stop a run in which reading fails so often that the fault must be dateline's own, not the articles'."""
        faults = [refusal for refusal in intake.refusals if refusal.reason is Reason.UNKNOWN]
        share = len(faults) / max(1, len(intake.items))
        if len(faults) >= FAULTS_OF_OUR_OWN and share > self.settings.max_bad_share:
            raise ContractError(
                f"reading {share:.0%} of the articles failed, first {faults[0].source}: {faults[0].detail}"
            )

    def load(self, intake: Intake, rows: dict[str, pa.Table]) -> None:
        """Write the parts, build the next database from them, and make it the current one."""
        self.account = intake.counts()
        for number, past in enumerate(self._past, 1):
            for name, table in past.rows.items():
                parts.write_part(self.warehouse, name, parts.past_name(self.name, number), table)
        for name, table in rows.items():
            parts.write_part(self.warehouse, name, self.name, table)
        with database.building(self.warehouse) as connection:
            database.apply_articles(connection, self.warehouse, self.name)
            self._derive(connection, intake)
            self.drifts = drift.of_run(connection, self.run_id, self.settings)
            records = self._logs(intake)
            for name, table in records.items():
                database.append_log(connection, tables()[name], table)
                if name != parts.COMMIT:
                    parts.write_part(self.warehouse, name, self.name, table)
            database.demand_sound(connection)
        publish.commit(self.warehouse, self.name, records[parts.COMMIT])
        self.warehouse.idle_runs.unlink(missing_ok=True)

    def _derive(self, connection: duckdb.DuckDBPyConnection, intake: Intake) -> None:
        """Write and apply what follows from the rows of all articles."""
        for name in database.DERIVED:
            if name == "withdrawals":
                derived = withdrawals.of_run(connection, intake, self.started_at)
            else:
                derived = across.derive(connection, tables()[name], self.started_at)
            self._checked(tables()[name], derived)
            parts.write_part(self.warehouse, name, self.name, derived)
            database.apply_derived(connection, self.warehouse, tables()[name], derived)

    def note_idle(self) -> None:
        """Remember a run that found nothing new; the next publish takes it into `runs`."""
        logs.note_idle(self.warehouse, self._record(RunStatus.UNCHANGED))

    def summary(self) -> dict[str, Any]:
        """What happened, for people and for scripts."""
        return {
            "run_id": self.run_id,
            "status": str(self.status if self.has_news else RunStatus.UNCHANGED),
            **self.account,
            "drift": [f"{each.origin}, {each.field}: {each.said}" for each in self.drifts],
            "database": str(self.warehouse.database),
            "tables": str(self.warehouse.tables),
        }

    def _record(self, status: RunStatus) -> RunRecord:
        return RunRecord(
            run_id=self.run_id,
            run_no=self.run_no,
            started_at=self.started_at,
            finished_at=now(),
            status=status,
            code_version=CODE_VERSION,
            model=model_name(self.settings.model),
            config_hash=self.settings.config_hash,
            **self.account,
        )

    def _checked(self, table: Table, rows: pa.Table) -> pa.Table:
        """Rows computed across articles, all of which must keep the contract: they come from rows that do."""
        standing = rows.filter(pc.invert(rows.column("is_retracted")))
        before = len(self._validator.bad)
        self._validator.validate(table, standing)
        if broken := self._validator.bad[before:]:
            raise ContractError(f"{table.name}: {len(broken)} rows break the contract: {broken[0].detail}")
        return rows

    def _logs(self, intake: Intake) -> dict[str, pa.Table]:
        idle, record = logs.idle_runs(self.warehouse), self._record(self.status)
        checks = [*self._validator.checks.values(), *(each.check() for each in self.drifts)]
        return logs.of_run(record, idle, intake.rows(self.run_id), intake.refusals, checks)


def _refused_row(bad: BadRow, documents: list[Document]) -> Refusal:
    sources = {d.article_id: d.source for d in documents}
    payload = json.dumps({"table": bad.table, **bad.row}, ensure_ascii=False, default=str)
    return Refusal(sources[bad.row["article_id"]], Stage.VALIDATE, bad.reason, bad.detail, payload)
