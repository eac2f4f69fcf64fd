-- What changed since a time: every row that was added or retracted after it, by table, newest first. A row that was replaced is
-- retracted and added at the same time; `reason` says why it was retracted. `record` is the whole row in words; `key` identifies it in its table; `article_id` is
-- NULL for rows computed across articles. The logs (runs, inputs …) only grow and are left out.
-- Example: SELECT table_name, change, count(*) AS rows FROM changes_since('2016-01-01') GROUP BY ALL
CREATE OR REPLACE MACRO main.changes_since(moment) AS TABLE
SELECT changed_at, table_name, change, reason, key, article_id, record
FROM history.changes WHERE changed_at > CAST(moment AS TIMESTAMPTZ)
ORDER BY changed_at DESC, table_name, change, key
