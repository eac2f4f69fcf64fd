-- events: one row for each event id that a current event mention reports. Copies of an article count as that article.
-- Casualties: an article says the largest of its figures tied to the event and of the counts of victims its passages name
-- one by one, for smaller ones count a part. Of what the articles say an exact figure beats a bounded one, the one most
-- articles give beats others, and of equals that of the latest article; low and high are the least and the most any of
-- them allows. Perpetrators' deaths have a measure of their own and stay out.
WITH told AS (
    SELECT m.*, piece.article_id AS piece_id, piece.publisher
    FROM main.event_mentions m JOIN main.articles a USING (article_id)
    JOIN main.articles piece ON piece.article_id = coalesce(a.duplicate_of, a.article_id)
    WHERE m.event_id IN (SELECT event_id FROM touched_events)
), said AS (
    SELECT
        event_id,
        first(realis ORDER BY list_position(
            ['actual', 'failed', 'alleged', 'planned', 'denied', 'hypothetical', 'generic'], realis), char_start) AS realis,
        first(regexp_replace(left(text, 200), '\s+', ' ', 'g') ORDER BY is_main DESC, char_start, article_id) AS title,
        first(country_code ORDER BY is_main DESC, char_start, article_id) FILTER (country_code IS NOT NULL) AS country_code,
        CAST(count(DISTINCT piece_id) AS INTEGER) AS article_count,
        CAST(count(DISTINCT coalesce(publisher, piece_id)) AS INTEGER) AS source_count,
        max(confidence) AS confidence
    FROM told GROUP BY event_id
), dated AS (
    -- The narrowest date of a deed rather than of a death, of equals the one most articles give, of equals the first.
    SELECT event_id, first(struct_pack(edtf, earliest, latest)
        ORDER BY is_outcome, latest - earliest, times DESC, char_start, article_id, edtf) AS d
    FROM (
        SELECT event_id, edtf, earliest, latest, event_mode IN ('death', 'injury') AS is_outcome,
               count(DISTINCT piece_id) AS times, min(char_start) AS char_start, min(article_id) AS article_id
        FROM told WHERE earliest IS NOT NULL AND latest IS NOT NULL GROUP BY ALL
    ) GROUP BY event_id
), kinds AS (
    -- The surest words decide the kind, of equals the most, of equals the first.
    SELECT event_id, first(struct_pack(event_type, event_mode) ORDER BY sure DESC, times DESC, place, event_type, event_mode) AS k
    FROM (
        SELECT event_id, event_type, event_mode, max(confidence) AS sure, count(*) AS times, min(char_start) AS place
        FROM told GROUP BY ALL
    ) GROUP BY event_id
), sites AS (
    -- The finest place known to the gazetteer, of equals the one told most, of equals the first.
    SELECT event_id, first(place_id ORDER BY fine, times DESC, char_start) AS place_id
    FROM (
        SELECT event_id, place_id, count(*) AS times, min(char_start) AS char_start,
               -- a region of one country, an island or a valley, is finer than the country
               coalesce(min(CASE WHEN p.precision = 'region' AND p.country_code IS NOT NULL THEN 4.5 ELSE list_position(
                   ['facility', 'facility_town', 'town', 'admin2', 'admin1', 'country', 'region'], p.precision) END), 5.5) AS fine
        FROM told LEFT JOIN main.places p ON p.entity_id = told.place_id
        WHERE place_id IS NOT NULL GROUP BY event_id, place_id
    ) GROUP BY event_id
), counted AS (
    SELECT event_id, coalesce(a.duplicate_of, article_id) AS article_id, measure, value,
           coalesce(value_low, value) AS low, coalesce(value_high, value) AS high, bound = 'exact' AS is_exact, char_start
    FROM main.figures JOIN main.articles a USING (article_id)
    WHERE measure IN ('killed', 'wounded') AND event_id IN (SELECT event_id FROM touched_events)
    UNION ALL
    SELECT event_id, piece_id, 'killed', killed, killed, killed, FALSE, char_start FROM told WHERE killed IS NOT NULL
    UNION ALL
    SELECT event_id, piece_id, 'wounded', wounded, wounded, wounded, FALSE, char_start FROM told WHERE wounded IS NOT NULL
), stated AS (
    SELECT event_id, article_id, measure,
           first(struct_pack(value, low, high, is_exact) ORDER BY coalesce(value, low) DESC, is_exact DESC, char_start) AS s
    FROM counted WHERE coalesce(value, low) IS NOT NULL GROUP BY ALL
), tolls AS (
    SELECT event_id, measure, TRY_CAST(floor(min(s.low)) AS INTEGER) AS low, TRY_CAST(ceil(max(s.high)) AS INTEGER) AS high,
           TRY_CAST(first(s.value ORDER BY s.is_exact DESC, times DESC, published_at DESC, article_id)
               FILTER (s.value IS NOT NULL) AS INTEGER) AS best
    FROM (SELECT *, count(*) OVER (PARTITION BY event_id, measure, s.value) AS times FROM stated)
    JOIN main.articles USING (article_id)
    GROUP BY event_id, measure
)
SELECT said.event_id, kinds.k.event_type AS event_type, kinds.k.event_mode AS event_mode, realis, title, d.edtf AS edtf, d.earliest AS earliest, d.latest AS latest,
       CASE WHEN d.earliest IS NULL THEN NULL
            WHEN d.latest = d.earliest THEN 'day' WHEN d.latest - d.earliest < 7 THEN 'week'
            WHEN d.latest - d.earliest < 31 THEN 'month' WHEN d.latest - d.earliest < 366 THEN 'year'
            ELSE 'longer' END AS date_precision,
       sites.place_id, coalesce(p.country_code, said.country_code) AS country_code, p.latitude, p.longitude, p.precision AS place_precision,
       k.low AS killed_low, k.best AS killed_best, k.high AS killed_high,
       w.low AS wounded_low, w.best AS wounded_best, w.high AS wounded_high,
       article_count, source_count, confidence
FROM said
JOIN kinds USING (event_id)
LEFT JOIN dated USING (event_id)
LEFT JOIN sites USING (event_id)
LEFT JOIN main.places p ON p.entity_id = sites.place_id
LEFT JOIN tolls k ON k.event_id = said.event_id AND k.measure = 'killed'
LEFT JOIN tolls w ON w.event_id = said.event_id AND w.measure = 'wounded'
