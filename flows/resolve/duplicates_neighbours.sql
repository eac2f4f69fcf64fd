-- Pairs of articles that share an LSH band, one of each pair sought. In a band that many share each is paired with the
-- few published first alone, so that a text printed five hundred times costs thousands of comparisons, not a hundred thousand.
WITH met AS (
    SELECT article_id, key FROM (SELECT article_id, unnest(bands) AS key FROM main.fingerprints)
    SEMI JOIN (SELECT unnest(bands) AS key FROM main.fingerprints SEMI JOIN sought USING (article_id)) USING (key)
), placed AS (
    SELECT article_id, key, article_id IN (SELECT article_id FROM sought) AS is_sought,
           row_number() OVER (
               PARTITION BY key ORDER BY published_at NULLS LAST, published_edtf NULLS LAST, article_id) AS place
    FROM met JOIN main.articles USING (article_id)
)
SELECT DISTINCT least(a.article_id, b.article_id) AS one, greatest(a.article_id, b.article_id) AS other
FROM placed a JOIN placed b USING (key)
WHERE a.place <= 8 AND a.article_id <> b.article_id AND (a.is_sought OR b.is_sought)
ORDER BY ALL
