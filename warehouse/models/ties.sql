-- Ties between entities over all articles: one row for each pair and type, with how many articles state it, whether any states it
-- as a fact, from when to when, and the words of one. Denied ties and ties to oneself are left out.
-- Example: FROM ties WHERE relation_type = 'leader_of' ORDER BY article_count DESC
CREATE OR REPLACE VIEW main.ties AS
WITH stated AS (
    SELECT subject_id, relation_type, object_id, count(DISTINCT article_id) AS article_count,
           bool_or(modality = 'asserted') AS is_asserted, min(earliest) AS earliest, max(latest) AS latest,
           first(struct_pack(words := text, article_id := article_id, char_start := char_start, char_end := char_end)
                 ORDER BY confidence DESC, article_id, char_start) AS said
    FROM main.relations WHERE polarity = 'positive' AND subject_id <> object_id GROUP BY ALL
)
SELECT s.name AS subject, t.relation_type, o.name AS object, t.article_count, t.is_asserted, t.earliest, t.latest,
       t.said.words AS words, t.said.article_id AS article_id, t.said.char_start AS char_start, t.said.char_end AS char_end,
       t.subject_id, t.object_id
FROM stated t
JOIN main.entities s ON s.entity_id = t.subject_id
JOIN main.entities o ON o.entity_id = t.object_id
