-- Articles that speak of what is asked for, best first, by BM25 (Robertson and Zaragoza 2009; k1 = 1.2, b = 0.75) over the
-- words of headline and text, each with the sentence that says most of it. Case, accents and plural s make no difference;
-- an article need not have every word. `top` says how many; it is at most 1000.
-- Example: FROM search('police raids in Brussels')
CREATE OR REPLACE MACRO main.search(said, top := 20) AS TABLE
WITH asked AS (
    SELECT DISTINCT unnest(fulltext.terms(said)) AS term
), collection AS (
    SELECT count(*) AS articles, avg(words) AS average FROM fulltext.indexed
), weighed AS (
    SELECT term, ln(1 + (any_value(c.articles) - count(*) + 0.5) / (count(*) + 0.5)) AS idf
    FROM fulltext.postings JOIN asked USING (term) CROSS JOIN collection c GROUP BY term
), ranked AS (
    SELECT p.article_id, sum(w.idf * p.times * 2.2 / (p.times + 1.2 * (0.25 + 0.75 * i.words / c.average))) AS score
    FROM fulltext.postings p
    JOIN weighed w USING (term)
    JOIN fulltext.indexed i USING (article_id)
    CROSS JOIN collection c
    GROUP BY p.article_id ORDER BY score DESC, p.article_id LIMIT least(greatest(top, 0), 1000)
), spoken AS (
    SELECT DISTINCT s.article_id, s.sentence_no, unnest(fulltext.terms(s.text)) AS term
    FROM main.sentences s SEMI JOIN ranked USING (article_id)
), best AS (
    SELECT article_id, first(sentence_no ORDER BY weight DESC, sentence_no) AS sentence_no
    FROM (SELECT article_id, sentence_no, sum(idf) AS weight FROM spoken JOIN weighed USING (term) GROUP BY ALL)
    GROUP BY article_id
)
SELECT round(r.score, 4) AS score, a.title, s.text AS sentence, a.publisher, a.published_edtf, a.url, a.article_id,
       s.char_start, s.char_end
FROM ranked r
JOIN main.articles a USING (article_id)
LEFT JOIN best b USING (article_id)
LEFT JOIN main.sentences s ON s.article_id = b.article_id AND s.sentence_no = b.sentence_no
ORDER BY r.score DESC, a.article_id
