-- Events over whose dead or wounded the sources are at odds, side by side: for each event and measure one row for each source's
-- figure, with its words. A source is whom an article names for the figure, else the article's publisher; of several figures of
-- a source the largest counts, as smaller ones count a part. Two figures are at odds when no number satisfies both: 3 and 5 are,
-- "at least 3" and 5 are not. Within one article only figures of different named sources are set against each other; one of them
-- may still count a part, as an embassy does its citizens. Copies of an article are left out.
-- Example: SELECT title, source, words, lowest, highest FROM casualties_disputed
CREATE OR REPLACE VIEW main.casualties_disputed AS
WITH figures AS (
    SELECT f.event_id, f.measure, f.article_id, a.publisher, f.attributed_to, coalesce(f.attributed_to, a.publisher) AS source,
           f.bound, f.text AS words, f.char_start, f.char_end, a.published_edtf, a.title AS headline, a.url,
           coalesce(f.value_low, f.value) + CASE f.bound WHEN 'more_than' THEN 1 ELSE 0 END AS lowest,
           coalesce(f.value_high, f.value) - CASE f.bound WHEN 'less_than' THEN 1 ELSE 0 END AS highest
    FROM (
        SELECT event_id, measure, article_id, attributed_to, bound, text, char_start, char_end,
               value_low, value_high,
               -- "at least" leaves the upper end open, "at most" the lower
               CASE WHEN bound IN ('exact', 'about') THEN value END AS value, coalesce(value, value_low, value_high) AS size
        FROM main.figures WHERE measure IN ('killed', 'wounded') AND event_id IS NOT NULL
    ) f JOIN main.articles a USING (article_id)
    WHERE a.duplicate_of IS NULL
    QUALIFY row_number() OVER (PARTITION BY f.event_id, f.measure, f.article_id, f.attributed_to ORDER BY size DESC, f.char_start) = 1
), at_odds AS (
    SELECT DISTINCT l.event_id, l.measure, unnest([l.article_id || ':' || l.char_start, h.article_id || ':' || h.char_start]) AS figure
    FROM figures l JOIN figures h USING (event_id, measure)
    WHERE l.highest < h.lowest
      AND (l.article_id <> h.article_id OR l.attributed_to IS NOT NULL AND h.attributed_to IS NOT NULL)
)
SELECT f.event_id, e.title, e.edtf, e.country_code, f.measure, f.source, f.words, f.bound, CAST(f.lowest AS BIGINT) AS lowest,
       CAST(f.highest AS BIGINT) AS highest, f.publisher, f.published_edtf, f.headline, f.url, f.article_id, f.char_start, f.char_end
FROM figures f
JOIN main.events e USING (event_id)
WHERE (f.event_id, f.measure, f.article_id || ':' || f.char_start) IN (SELECT (event_id, measure, figure) FROM at_odds)
ORDER BY f.event_id, f.measure, f.lowest NULLS FIRST, f.highest, f.article_id, f.char_start
