-- The words behind a record: of any id of a record read from text, its own words, the sentence, the article, and what people
-- said of the record (see reviews): accepted by whom, or edited by whom, with the values as read and as edited.
-- Example: FROM evidence((SELECT figure_id FROM figures WHERE measure = 'killed' LIMIT 1))
CREATE OR REPLACE MACRO main.evidence(id) AS TABLE
WITH spans AS (
    SELECT 'mentions' AS table_name, article_id, char_start, char_end FROM main.mentions WHERE mention_id = id
    UNION ALL SELECT 'dates', article_id, char_start, char_end FROM main.dates WHERE date_id = id
    UNION ALL SELECT 'figures', article_id, char_start, char_end FROM main.figures WHERE figure_id = id
    UNION ALL SELECT 'quotes', article_id, char_start, char_end FROM main.quotes WHERE quote_id = id
    UNION ALL SELECT 'event_mentions', article_id, char_start, char_end FROM main.event_mentions
              WHERE event_mention_id = id OR event_id = id
    UNION ALL SELECT 'relations', article_id, char_start, char_end FROM main.relations WHERE relation_id = id
    UNION ALL SELECT 'entity_names', article_id, char_start, char_end FROM main.entity_names WHERE entity_id = id
)
SELECT spans.table_name, substring(a.text, char_start + 1, char_end - char_start) AS words,
       (SELECT any_value(s.text) FROM main.sentences s WHERE s.article_id = spans.article_id
        AND s.char_start <= spans.char_start AND spans.char_start < s.char_end) AS sentence,
       a.title, a.publisher, a.published_edtf, a.url, a.article_id, char_start, char_end,
       (SELECT string_agg(CASE v.verdict WHEN 'edit' THEN 'edited by ' || v.decided_by || ': ' || v.column_name || ' was '
                              || coalesce(v.value_old, 'unknown') || ', is ' || coalesce(v.value_new, 'unknown')
                          ELSE v.verdict || 'ed by ' || v.decided_by END, '; ' ORDER BY v.decided_at, v.review_id)
        FROM main.reviews v WHERE v.record_id = id AND v.undone_at IS NULL AND v.is_applied) AS reviewed
FROM spans JOIN main.articles a USING (article_id)
ORDER BY a.published_edtf, a.article_id, char_start
