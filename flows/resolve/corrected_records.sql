-- corrected_records: of each touched article's correction notes, the retracted records whose words the note gives as wrong.
WITH spoken AS (
    SELECT article_id, char_start, ' ' || regexp_replace(lower(wrong), '\W+', ' ', 'g') || ' ' AS wrong,
           ' ' || regexp_replace(lower(coalesce("right", '')), '\W+', ' ', 'g') || ' ' AS good
    FROM main.corrections SEMI JOIN touched_articles USING (article_id) WHERE wrong IS NOT NULL
), read AS (
    -- What a person took out was wrong of the reader, not of the article.
    SELECT article_id, 'figures' AS table_name, figure_id AS record_id, text FROM superseded.figures
    SEMI JOIN spoken USING (article_id) WHERE retracted_reason <> 'reviewed'
    UNION SELECT article_id, 'dates', date_id, text FROM superseded.dates SEMI JOIN spoken USING (article_id)
          WHERE retracted_reason <> 'reviewed'
    UNION SELECT article_id, 'mentions', mention_id, text FROM superseded.mentions SEMI JOIN spoken USING (article_id)
          WHERE mention_kind = 'name' AND retracted_reason <> 'reviewed'
), worded AS (
    SELECT *, ' ' || regexp_replace(lower(text), '\W+', ' ', 'g') || ' ' AS words,
           regexp_extract_all(text, '\d+(?:[.,]\d+)*') AS numbers
    FROM read
)
SELECT DISTINCT w.article_id, s.char_start, w.table_name, w.record_id, w.text
FROM worded w JOIN spoken s USING (article_id)
WHERE trim(w.words) <> '' AND NOT contains(s.good, w.words)
  AND (contains(s.wrong, w.words)
       OR w.table_name = 'figures' AND len(w.numbers) = 1 AND list_contains(string_split(s.wrong, ' '), w.numbers[1]))
