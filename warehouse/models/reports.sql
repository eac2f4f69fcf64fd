-- Which article reports which event, and what it says: the passage that says most, with the article's own figures of the dead
-- and wounded and whom it names as their source. One row for each event and article; generic talk is left out. duplicate_of: the
-- article that this one copies.
-- Example: FROM reports WHERE killed > 0 ORDER BY event_id, published_on
CREATE OR REPLACE VIEW main.reports AS
WITH tolls AS (
    -- Of several figures an article gives the largest: smaller ones count a part.
    SELECT event_id, article_id, measure,
           first(struct_pack(value := coalesce(value, value_low, value_high), bound := bound, words := text,
                             attributed_to := attributed_to, char_start := char_start, char_end := char_end)
                 ORDER BY coalesce(value, value_low, value_high) DESC, char_start) AS figure
    FROM main.figures
    WHERE measure IN ('killed', 'wounded') AND event_id IS NOT NULL AND coalesce(value, value_low, value_high) IS NOT NULL
    GROUP BY ALL
), told AS (
    SELECT event_id, article_id, bool_or(is_main) AS is_main, max(killed) AS killed, max(wounded) AS wounded,
           first(struct_pack(words := text, char_start := char_start, char_end := char_end, realis := realis)
                 ORDER BY confidence DESC, char_start) AS passage
    FROM main.event_mentions WHERE realis <> 'generic' GROUP BY ALL
)
SELECT t.event_id, t.article_id, a.publisher, CAST(a.published_at AT TIME ZONE 'UTC' AS DATE) AS published_on, a.title, a.url,
       a.duplicate_of,
       t.is_main, t.passage.realis AS realis, t.passage.words AS words, t.passage.char_start AS char_start,
       t.passage.char_end AS char_end,
       coalesce(k.figure.value, t.killed) AS killed, k.figure.bound AS killed_bound, k.figure.words AS killed_words,
       k.figure.attributed_to AS killed_according_to, k.figure.char_start AS killed_start, k.figure.char_end AS killed_end,
       coalesce(w.figure.value, t.wounded) AS wounded, w.figure.bound AS wounded_bound, w.figure.words AS wounded_words,
       w.figure.attributed_to AS wounded_according_to, w.figure.char_start AS wounded_start, w.figure.char_end AS wounded_end
FROM told t
JOIN main.articles a USING (article_id)
LEFT JOIN tolls k ON k.event_id = t.event_id AND k.article_id = t.article_id AND k.measure = 'killed'
LEFT JOIN tolls w ON w.event_id = t.event_id AND w.article_id = t.article_id AND w.measure = 'wounded'
