-- entity_merges: what the matching of names across articles proposes, where nothing was decided on the pair before.
SELECT p.left_id, p.right_id, 'same' AS judgement, p.score, p.method, 'dateline' AS decided_by,
       decided.decided_at, CAST(NULL AS TIMESTAMPTZ) AS undone_at
FROM proposed p CROSS JOIN decided
ANTI JOIN main.entity_merges m
    ON (m.left_id = p.left_id AND m.right_id = p.right_id) OR (m.left_id = p.right_id AND m.right_id = p.left_id)
