-- entities: one row for each entity id that a current mention refers to and a current name names.
WITH named AS (
    SELECT entity_id, regexp_replace(name, '\s+', ' ', 'g') AS name, count(*) AS times
    FROM main.entity_names
    WHERE name_kind = 'primary' AND entity_id IN (SELECT entity_id FROM touched_entities)
    GROUP BY ALL
), best AS (
    -- The name most articles use; of equals the longest, then the first in the alphabet.
    SELECT entity_id, first(name ORDER BY times DESC, length(name) DESC, name) AS name
    FROM named GROUP BY entity_id
), counted AS (
    SELECT
        m.entity_id,
        mode(m.entity_type ORDER BY m.entity_type) FILTER (m.mention_kind = 'name') AS entity_type,
        first(regexp_replace(m.text, '\s+', ' ', 'g') ORDER BY a.published_edtf, m.article_id, m.char_start)
            FILTER (m.mention_kind = 'nominal' AND m.text LIKE '% %') AS description,
        min(CAST(a.published_at AT TIME ZONE 'UTC' AS DATE)) AS first_seen,
        max(CAST(a.published_at AT TIME ZONE 'UTC' AS DATE)) AS last_seen,
        CAST(count(DISTINCT m.article_id) AS INTEGER) AS article_count,
        CAST(count(*) AS INTEGER) AS mention_count
    FROM main.mentions m JOIN main.articles a USING (article_id)
    WHERE m.entity_id IN (SELECT entity_id FROM touched_entities)
    GROUP BY m.entity_id
)
SELECT entity_id, entity_type, name, description, CAST(NULL AS VARCHAR) AS wikidata_id,
       first_seen, last_seen, article_count, mention_count
FROM counted JOIN best USING (entity_id)
