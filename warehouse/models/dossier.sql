-- Everything the warehouse knows of an entity, given by id or name, as one long table: what it is, its names with the phrase
-- that ties them to it, its ties, the events it took part in, what it said, and counts. Every row that was read from text has
-- the words and where they stand. A name that several entities bear gives the dossiers of all; see entity_id.
-- Example: FROM dossier('Abu Mohammed al-Adnani')
CREATE OR REPLACE MACRO main.dossier(entity) AS TABLE
WITH who AS (
    SELECT entity_id, name FROM main.bearers(entity)
), events AS (
    SELECT p.entity_id, p.role, p.is_alleged, e.event_id, e.title, e.edtf, e.earliest, e.realis,
           coalesce(e.event_mode, e.event_type) AS event
    FROM main.event_participants p JOIN main.events e USING (event_id) SEMI JOIN who USING (entity_id)
    UNION SELECT place_id, 'place', FALSE, event_id, title, edtf, earliest, realis, coalesce(event_mode, event_type)
    FROM main.events WHERE place_id IN (SELECT entity_id FROM who)
), lines AS (
    SELECT e.entity_id, 1 AS section_no, 'entity' AS section, e.entity_type AS label, coalesce(e.description, e.name) AS text,
           CAST(e.first_seen AS VARCHAR) AS date, CAST(NULL AS VARCHAR) AS words, CAST(NULL AS VARCHAR) AS article_id,
           CAST(NULL AS INTEGER) AS char_start, CAST(NULL AS INTEGER) AS char_end
    FROM main.entities e SEMI JOIN who USING (entity_id)
    UNION ALL
    SELECT n.entity_id, 2, 'names', n.name_kind, regexp_replace(n.name, '\s+', ' ', 'g'), min(a.published_edtf), min(n.cue),
           first(n.article_id ORDER BY n.cue IS NULL, a.published_edtf, n.article_id, n.char_start),
           first(n.char_start ORDER BY n.cue IS NULL, a.published_edtf, n.article_id, n.char_start),
           first(n.char_end ORDER BY n.cue IS NULL, a.published_edtf, n.article_id, n.char_start)
    FROM main.entity_names n JOIN main.articles a USING (article_id) SEMI JOIN who USING (entity_id) GROUP BY ALL
    UNION ALL
    SELECT w.entity_id, 3, 'ties',
           r.relation_type || CASE WHEN r.polarity = 'negative' THEN ' (denied)' WHEN r.modality <> 'asserted'
               THEN ' (' || r.modality || ')' ELSE '' END,
           s.name || ' → ' || o.name, r.edtf, r.text, r.article_id, r.char_start, r.char_end
    FROM main.relations r
    JOIN who w ON w.entity_id IN (r.subject_id, r.object_id)
    JOIN main.entities s ON s.entity_id = r.subject_id
    JOIN main.entities o ON o.entity_id = r.object_id
    UNION ALL
    SELECT v.entity_id, 4, 'timeline', v.event || ', ' || v.role || CASE WHEN v.is_alleged THEN ' (alleged)' ELSE '' END, v.title,
           v.edtf, m.words, m.article_id, m.char_start, m.char_end
    FROM events v LEFT JOIN main.reports m USING (event_id) WHERE v.realis <> 'generic'
    UNION ALL
    SELECT q.speaker_entity_id, 5, 'quotations', q.quote_type, q.text, a.published_edtf, q.cue, q.article_id, q.char_start, q.char_end
    FROM main.quotes q JOIN main.articles a USING (article_id) WHERE q.speaker_entity_id IN (SELECT entity_id FROM who)
    UNION ALL
    SELECT entity_id, 6, 'counts', unnest(['articles', 'mentions', 'names', 'ties', 'events', 'quotations']),
           CAST(unnest([article_count, mention_count,
               (SELECT count(DISTINCT name) FROM main.entity_names n WHERE n.entity_id = e.entity_id),
               (SELECT count(*) FROM main.relations r WHERE e.entity_id IN (r.subject_id, r.object_id)),
               (SELECT count(DISTINCT event_id) FROM events v WHERE v.entity_id = e.entity_id),
               (SELECT count(*) FROM main.quotes q WHERE q.speaker_entity_id = e.entity_id)]) AS VARCHAR),
           NULL, NULL, NULL, NULL, NULL
    FROM main.entities e SEMI JOIN who USING (entity_id)
)
SELECT w.name AS entity, l.section, l.label, l.text, l.date, l.words, l.article_id, l.char_start, l.char_end, l.entity_id
FROM lines l JOIN who w USING (entity_id)
ORDER BY w.name, l.entity_id, l.section_no, l.date NULLS LAST, l.label, l.article_id, l.char_start
