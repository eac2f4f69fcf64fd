-- What each run changed: one row for each key of a table that the run added, changed or retracted, and why. Decisions and
-- withdrawals are runs too. What never was believed, such as an older version that came late, is retracted alone.
-- Example: SELECT table_name, change, reason, count(*) AS keys FROM changes WHERE run_id = (SELECT max(run_id) FROM runs) GROUP BY ALL
CREATE OR REPLACE VIEW main.changes AS
WITH keys AS (
    SELECT r.run_id, r.run_no, c.changed_at, c.table_name, c.key, any_value(c.article_id) AS article_id,
           bool_or(c.change = 'added') AS is_added, bool_or(c.change = 'retracted') AS is_retracted,
           -- of several reasons that why its earlier row went
           first(c.reason ORDER BY c.reason IN ('older_version', 'withdrawn'), c.reason)
               FILTER (c.reason IS NOT NULL) AS reason
    FROM history.changes c JOIN main.runs r ON r.started_at = c.changed_at
    GROUP BY r.run_id, r.run_no, c.changed_at, c.table_name, c.key
)
SELECT run_id, run_no, changed_at, table_name, key, article_id,
       CASE WHEN NOT is_retracted THEN 'added'
            WHEN is_added AND reason NOT IN ('older_version', 'withdrawn') THEN 'changed' ELSE 'retracted' END AS change,
       reason
FROM keys
