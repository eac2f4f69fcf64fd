-- How often reading was right, by what people said of records: for each table, the code version and the model that had read
-- them. accepted, rejected, edited: records by the gravest verdict that stands; precision: the share accepted, with the Wilson
-- interval that holds the true share in 95 of 100 such samples. Of records chosen because they were in doubt (review next) it
-- says how the doubtful are; take those of review next --sample for a measure of all.
-- Example: SELECT count(*) FILTER (precision_high < 0.9) AS poor, count(*) AS measured FROM review_precision
CREATE OR REPLACE VIEW main.review_precision AS
WITH said AS (
    SELECT v.table_name, r.code_version, r.model, bool_or(v.verdict = 'reject') AS is_rejected, bool_or(v.verdict = 'edit') AS is_edited
    FROM main.reviews v JOIN main.runs r USING (run_id) WHERE v.undone_at IS NULL
    GROUP BY v.table_name, v.record_id, r.code_version, r.model
), counted AS (
    SELECT table_name, code_version, model, count(*) AS reviewed,
           count(*) FILTER (NOT is_rejected AND NOT is_edited) AS accepted, count(*) FILTER (is_rejected) AS rejected,
           count(*) FILTER (is_edited AND NOT is_rejected) AS edited,
           accepted / reviewed AS p, 1.959963984540054 AS z
    FROM said GROUP BY ALL
)
SELECT table_name, code_version, model, reviewed, accepted, rejected, edited, round(p, 4) AS precision,
       -- Wilson (1927): https://doi.org/10.1080/01621459.1927.10502953
       round((p + z * z / (2 * reviewed) - z * sqrt(p * (1 - p) / reviewed + z * z / (4 * reviewed * reviewed)))
             / (1 + z * z / reviewed), 4) AS precision_low,
       round((p + z * z / (2 * reviewed) + z * sqrt(p * (1 - p) / reviewed + z * z / (4 * reviewed * reviewed)))
             / (1 + z * z / reviewed), 4) AS precision_high
FROM counted
