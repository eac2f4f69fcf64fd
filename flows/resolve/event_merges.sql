-- event_merges: what the matching of reports across articles proposes and no earlier decision contradicts.
SELECT p.left_id, p.right_id, 'same' AS judgement, round(p.score, 3) AS score, p.method, p.reason, 'dateline' AS decided_by,
       decided.decided_at, CAST(NULL AS TIMESTAMPTZ) AS undone_at
FROM proposed p CROSS JOIN decided
