"""Fields of articles that a source gave and no longer gives: a feed without its dates, a column that was renamed.

Its newest articles are held against those before them. What is found stands in `expectation_results` as a warning, and
is said at the end of the run; the articles are loaded all the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import duckdb

from schemas.codes.runs import Severity

if TYPE_CHECKING:
    from flows.settings import Settings
    from flows.validate import Check

#: Columns of `articles` that come from a source, by the field that settings name a column for.
FIELDS = {
    "title": "title",
    "published": "published_edtf",
    "url": "url",
    "authors": "authors",
    "publisher": "publisher",
    "language": "language",
    "id": "external_id",
    "modified": "modified_at",
    "section": "section",
    "keywords": "keywords",
}
#: How the names of these checks begin.
CHECK = "fields of "
#: Articles that are held against as many or more; fewer say nothing of a source.
FEWEST = 10
#: Articles before them that count.
EARLIER = 100
#: Share of articles that has to lose a field.
LOST = 0.5
#: Whoever gives articles: the name or folder before the first slash, else the file, whatever numbers are in its name.
ORIGIN = """
CASE WHEN contains(source, '/') THEN split_part(source, '/', 1)
     ELSE regexp_replace(split_part(source, '#', 1), '[0-9]+', '0', 'g') END
"""
SAID = f"""
WITH given AS (
    SELECT {ORIGIN} AS origin, regexp_matches(source, '\\.(csv|tsv|tab|jsonl|ndjson|json|parquet|pq)[^/]*#') AS is_row,
           run_id = $run_id AS is_new, run_no, source, {", ".join(FIELDS.values())}
    FROM main.articles LEFT JOIN main.runs USING (run_id)
),
placed AS (
    SELECT *, row_number() OVER (PARTITION BY origin ORDER BY is_new DESC, run_no DESC, source) AS place,
           greatest({FEWEST}, count_if(is_new) OVER (PARTITION BY origin)) AS newest
    FROM given WHERE origin IN (SELECT origin FROM given WHERE is_new)
)
SELECT origin, place <= newest AS is_newest, bool_or(is_row) AS is_row, count(*) AS articles,
       {", ".join(f"count({column}) AS {column}" for column in FIELDS.values())}
FROM placed WHERE place <= newest + {EARLIER} GROUP BY ALL ORDER BY ALL
"""  # noqa: S608 - our own names


@dataclass(frozen=True, slots=True)
class Drift:
    """A field that a source's newest articles lack."""

    origin: str
    field: str
    articles: int
    without: int
    said: str

    def check(self) -> Check:
        """As a check of the run."""
        from flows.validate import Check

        return Check("articles", CHECK + self.origin, FIELDS[self.field], Severity.WARN, self.without, self.said)


def of_run(connection: duckdb.DuckDBPyConnection, run_id: str, settings: Settings) -> list[Drift]:
    """What the sources of a run's articles no longer give, and columns named in the settings that give nothing."""
    rows = connection.execute(SAID, {"run_id": run_id}).to_arrow_table().to_pylist()
    earlier = {row["origin"]: row for row in rows if not row["is_newest"]}
    columns = {source.name: source.columns or {} for source in settings.sources}
    general = {str(field): column for field, column in settings.columns.items()}
    found = []
    for now in (row for row in rows if row["is_newest"]):
        origin = now["origin"]
        named = columns.get(origin) or (general if now["is_row"] else {})
        for field, column in FIELDS.items():
            if said := _lost(now, earlier.get(origin), column) or _unmet(now, column, named.get(field)):
                found.append(Drift(origin, field, now["articles"], now["articles"] - now[column], said))
    return found


def reported(connection: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """What the last run found missing: origin, column and in words."""
    query = """
        SELECT expectation[len($name) + 1:] AS origin, column_name, observed FROM main.expectation_results
        SEMI JOIN (FROM main.runs WHERE status = 'published' ORDER BY run_no DESC LIMIT 1) USING (run_id)
        WHERE expectation ^@ $name ORDER BY ALL
    """
    rows: list[dict[str, Any]] = connection.execute(query, {"name": CHECK}).to_arrow_table().to_pylist()
    return rows


def _lost(now: Mapping[str, int], before: Mapping[str, int] | None, column: str) -> str:
    """How much less often a field is filled, "" where it is not, or too few articles say so."""
    if before is None or min(now["articles"], before["articles"]) < FEWEST:
        return ""
    share, was = now[column] / now["articles"], before[column] / before["articles"]
    counted = f"{now[column]} of the newest {now['articles']} articles have it"
    return f"{counted}, of those before {was:.0%}" if was - share >= LOST else ""


def _unmet(now: Mapping[str, int], column: str, named: str | None) -> str:
    """That the settings name a column for a field and no article has it, "" where that is not so."""
    return f"the settings say column {named!r}, which gave nothing" if named and not now[column] else ""
