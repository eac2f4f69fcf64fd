-- What each run changed: one row for each key of a table that the run added, changed or retracted, and why. Decisions and
-- withdrawals are runs too. What never was believed, such as an older version that came late, is retracted alone.
-- Example: SELECT table_name, change, reason, count(*) AS keys FROM changes WHERE run_id = (SELECT max(run_id) FROM runs) GROUP BY ALL
CREATE OR REPLACE VIEW main.changes AS
WITH keys AS (
    SELECT table_name, key, changed_at, any_value(article_id) AS article_id,
           bool_or(change = 'added') AS is_added, bool_or(change = 'retracted') AS is_retracted,
           -- of several reasons that why its earlier row went
           first(reason ORDER BY reason IN ('older_version', 'withdrawn'), reason) FILTER (reason IS NOT NULL) AS reason
    FROM history.changes GROUP BY ALL
)
SELECT r.run_id, r.run_no, k.changed_at, k.table_name, k.key, k.article_id,
       CASE WHEN NOT is_retracted THEN 'added'
            WHEN is_added AND reason NOT IN ('older_version', 'withdrawn') THEN 'changed' ELSE 'retracted' END AS change,
       k.reason
FROM keys k JOIN main.runs r ON r.started_at = k.changed_at
