-- The ties reached from an entity, given by id or name, within so many hops (at most 6), whichever way they point: one row for
-- each tie between two entities, with how far away it is, how many articles state it, and the words of one. Denied ties are left out.
-- Example: FROM network('Islamic State', 2)
CREATE OR REPLACE MACRO main.network(entity, hops) AS TABLE
WITH RECURSIVE edges AS (
    SELECT subject_id, relation_type, object_id, count(DISTINCT article_id) AS article_count,
           min(modality) FILTER (modality = 'asserted') IS NOT NULL AS is_asserted, min(earliest) AS earliest, max(latest) AS latest,
           first(struct_pack(words := text, article_id := article_id, char_start := char_start, char_end := char_end)
                 ORDER BY confidence DESC, article_id, char_start) AS said
    FROM main.relations WHERE polarity = 'positive' AND subject_id <> object_id GROUP BY ALL
), neighbours AS (
    SELECT subject_id AS entity_id, object_id AS other_id FROM edges
    UNION SELECT object_id, subject_id FROM edges
), reached AS (
    SELECT entity_id, 0 AS hop FROM main.bearers(entity)
    UNION
    SELECT n.other_id, r.hop + 1 FROM reached r JOIN neighbours n USING (entity_id) WHERE r.hop + 1 < least(hops, 6)
), nodes AS (
    SELECT entity_id, min(hop) AS hop FROM reached GROUP BY entity_id
)
SELECT least(coalesce(a.hop, b.hop), coalesce(b.hop, a.hop)) + 1 AS hop, s.name AS subject, e.relation_type, o.name AS object,
       e.article_count, e.is_asserted, e.earliest, e.latest, e.said.words AS words, e.said.article_id AS article_id,
       e.said.char_start AS char_start, e.said.char_end AS char_end, e.subject_id, e.object_id
FROM edges e
LEFT JOIN nodes a ON a.entity_id = e.subject_id
LEFT JOIN nodes b ON b.entity_id = e.object_id
JOIN main.entities s ON s.entity_id = e.subject_id
JOIN main.entities o ON o.entity_id = e.object_id
WHERE (a.hop IS NOT NULL OR b.hop IS NOT NULL) AND hops > 0
ORDER BY hop, subject, relation_type, object, e.subject_id, e.object_id
