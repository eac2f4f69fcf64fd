-- The ties reached from an entity, given by id or name, within so many hops (at most 6), whichever way they point: those of `ties`,
-- with how far away each is.
-- Example: FROM network('Islamic State', 2)
CREATE OR REPLACE MACRO main.network(entity, hops) AS TABLE
WITH RECURSIVE neighbours AS (
    SELECT subject_id AS entity_id, object_id AS other_id FROM main.ties
    UNION SELECT object_id, subject_id FROM main.ties
), reached AS (
    SELECT entity_id, 0 AS hop FROM main.bearers(entity)
    UNION
    SELECT n.other_id, r.hop + 1 FROM reached r JOIN neighbours n USING (entity_id) WHERE r.hop + 1 < least(hops, 6)
), nodes AS (
    SELECT entity_id, min(hop) AS hop FROM reached GROUP BY entity_id
)
SELECT least(coalesce(a.hop, b.hop), coalesce(b.hop, a.hop)) + 1 AS hop, t.*
FROM main.ties t
LEFT JOIN nodes a ON a.entity_id = t.subject_id
LEFT JOIN nodes b ON b.entity_id = t.object_id
WHERE (a.hop IS NOT NULL OR b.hop IS NOT NULL) AND hops > 0
ORDER BY hop, t.subject, t.relation_type, t.object, t.subject_id, t.object_id
