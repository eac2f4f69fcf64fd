-- Entities named in the same sentence, with how many sentences and articles name both, when first and last, and one such sentence.
-- Each pair stands once; the entity whose name comes first in the alphabet is left.
-- Example: FROM co_mentions WHERE left_type = 'person' AND right_type = 'organization' ORDER BY sentence_count DESC
CREATE OR REPLACE VIEW main.co_mentions AS
WITH named AS (
    SELECT DISTINCT m.entity_id, e.name, e.entity_type, s.article_id, s.sentence_no
    FROM main.mentions m
    JOIN main.entities e USING (entity_id)
    JOIN main.sentences s ON s.article_id = m.article_id AND s.char_start <= m.char_start AND m.char_start < s.char_end
    WHERE m.mention_kind = 'name'
), together AS (
    SELECT l.name AS left_name, l.entity_type AS left_type, r.name AS right_name, r.entity_type AS right_type,
           l.entity_id AS left_id, r.entity_id AS right_id, count(*) AS sentence_count,
           count(DISTINCT l.article_id) AS article_count, min(a.published_edtf) AS first_seen, max(a.published_edtf) AS last_seen,
           first(struct_pack(article_id := l.article_id, sentence_no := l.sentence_no)
                 ORDER BY a.published_edtf, l.article_id, l.sentence_no) AS place
    FROM named l
    JOIN named r ON r.article_id = l.article_id AND r.sentence_no = l.sentence_no AND (l.name, l.entity_id) < (r.name, r.entity_id)
    JOIN main.articles a ON a.article_id = l.article_id
    GROUP BY ALL
)
SELECT t.left_name, t.left_type, t.right_name, t.right_type, t.sentence_count, t.article_count, t.first_seen, t.last_seen,
       s.text AS sentence, s.article_id, s.char_start, s.char_end, t.left_id, t.right_id
FROM together t
JOIN main.sentences s ON s.article_id = t.place.article_id AND s.sentence_no = t.place.sentence_no
