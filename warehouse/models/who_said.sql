-- Who said it: the quotations that have all the words asked for, in any order, with the speaker as named and as resolved.
-- Case, accents and plural s make no difference; quotation marks that attribute to nobody are left out.
-- Example: FROM who_said('people remember the speech')
CREATE OR REPLACE MACRO main.who_said(said) AS TABLE
WITH asked AS (
    SELECT DISTINCT unnest(fulltext.terms(said)) AS term
), candidates AS (
    SELECT article_id FROM fulltext.postings JOIN asked USING (term)
    GROUP BY article_id HAVING count(*) = (SELECT count(*) FROM asked)
)
SELECT coalesce(e.name, q.speaker_text) AS speaker, q.speaker_text AS speaker_as_named, q.speaker_entity_id, q.cue,
       q.text AS quotation, q.quote_type, q.confidence, a.title, a.publisher, a.published_edtf, a.url, q.quote_id, q.article_id,
       q.char_start, q.char_end
FROM main.quotes q
SEMI JOIN candidates USING (article_id)
JOIN main.articles a USING (article_id)
LEFT JOIN main.entities e ON e.entity_id = q.speaker_entity_id
WHERE q.quote_type <> 'scare' AND list_has_all(fulltext.terms(q.text), fulltext.terms(said))
ORDER BY a.published_edtf, q.article_id, q.char_start
