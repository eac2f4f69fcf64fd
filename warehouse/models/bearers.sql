-- The entities that an id or a name stands for. Of a name's bearers those whose own name it is go before those others call so;
-- an id that was merged away leads to the entity it became. Case, accents and spacing make no difference.
-- Example: FROM bearers('Abu Mohammed al-Adnani')
CREATE OR REPLACE MACRO main.bearers(said) AS TABLE
WITH RECURSIVE merged AS (
    SELECT said AS entity_id
    UNION
    SELECT CASE WHEN m.left_id = r.entity_id THEN m.right_id ELSE m.left_id END
    FROM merged r JOIN main.entity_merges m ON r.entity_id IN (m.left_id, m.right_id)
    WHERE m.judgement = 'same' AND m.undone_at IS NULL
), named AS (
    SELECT entity_id, bool_or(name_kind = 'primary') AS is_own FROM main.entity_names
    WHERE trim(regexp_replace(strip_accents(lower(name)), '\s+', ' ', 'g'))
        = trim(regexp_replace(strip_accents(lower(said)), '\s+', ' ', 'g'))
    GROUP BY entity_id
)
SELECT e.entity_id, e.name, e.entity_type, e.description, e.article_count
FROM main.entities e
WHERE CASE WHEN regexp_matches(said, '^[0-9a-f]{24}$') THEN e.entity_id IN (SELECT entity_id FROM merged)
      ELSE e.entity_id IN (SELECT entity_id FROM named WHERE is_own = (SELECT bool_or(is_own) FROM named)) END
ORDER BY e.article_count DESC, e.entity_id
