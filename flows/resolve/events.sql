-- events: one row for each event id that a current event mention reports.
-- Casualties: of the figures tied to the event, an exact one beats a bounded one, the one most articles give beats
-- others, and of equals the later one in the latest article; low and high are the least and the most any of them allows.
WITH told AS (
    SELECT m.*, a.published_at, a.publisher
    FROM main.event_mentions m JOIN main.articles a USING (article_id)
    WHERE m.event_id IN (SELECT event_id FROM touched_events)
), said AS (
    SELECT
        event_id,
        mode(event_type ORDER BY event_type) AS event_type,
        first(event_mode ORDER BY confidence DESC, char_start) FILTER (event_mode IS NOT NULL) AS event_mode,
        first(realis ORDER BY confidence DESC, char_start) AS realis,
        first(regexp_replace(left(text, 120), '\s+', ' ', 'g') ORDER BY is_main DESC, char_start, article_id) AS title,
        first(struct_pack(edtf, earliest, latest) ORDER BY latest - earliest, char_start, article_id)
            FILTER (earliest IS NOT NULL AND latest IS NOT NULL) AS d,
        first(place_id ORDER BY confidence DESC, char_start, article_id) FILTER (place_id IS NOT NULL) AS place_id,
        CAST(count(DISTINCT article_id) AS INTEGER) AS article_count,
        CAST(count(DISTINCT coalesce(publisher, article_id)) AS INTEGER) AS source_count,
        max(confidence) AS confidence
    FROM told GROUP BY event_id
), counted AS (
    SELECT event_id, measure, value, coalesce(value_low, value) AS low, coalesce(value_high, value) AS high,
           bound = 'exact' AS is_exact, count(*) OVER (PARTITION BY event_id, measure, value) AS times,
           published_at, char_start, article_id
    FROM main.figures JOIN main.articles USING (article_id)
    WHERE measure IN ('killed', 'wounded') AND event_id IN (SELECT event_id FROM touched_events)
), tolls AS (
    SELECT event_id, measure,
           CAST(floor(min(low)) AS INTEGER) AS low,
           CAST(first(value ORDER BY is_exact DESC, times DESC, published_at DESC, char_start, article_id) FILTER (value IS NOT NULL) AS INTEGER) AS best,
           CAST(ceil(max(high)) AS INTEGER) AS high
    FROM counted GROUP BY ALL
)
SELECT said.event_id, event_type, event_mode, realis, title, d.edtf AS edtf, d.earliest AS earliest, d.latest AS latest,
       CASE WHEN d.earliest IS NULL THEN NULL
            WHEN d.latest = d.earliest THEN 'day' WHEN d.latest - d.earliest < 7 THEN 'week'
            WHEN d.latest - d.earliest < 31 THEN 'month' WHEN d.latest - d.earliest < 366 THEN 'year'
            ELSE 'longer' END AS date_precision,
       said.place_id, p.country_code, p.latitude, p.longitude, p.precision AS place_precision,
       k.low AS killed_low, k.best AS killed_best, k.high AS killed_high,
       w.low AS wounded_low, w.best AS wounded_best, w.high AS wounded_high,
       article_count, source_count, confidence
FROM said
LEFT JOIN main.places p ON p.entity_id = said.place_id
LEFT JOIN tolls k ON k.event_id = said.event_id AND k.measure = 'killed'
LEFT JOIN tolls w ON w.event_id = said.event_id AND w.measure = 'wounded'
