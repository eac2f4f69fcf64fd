-- What the warehouse can say of each publisher, in counts; a measure of how it works, no verdict. An article that copies another
-- (see duplicates) counts for nobody but itself: it neither confirms nor reports. articles and copies: published, and how many
-- of them copy. events: different ones reported; corroborated: those that another publisher reports too; first: those of them
-- that it reported before all others, by day; at_odds: those over whose dead or wounded its figure contradicts another
-- publisher's (see casualties_disputed). corrections: notes of correction. speakers_named: share of its quotations whose speaker
-- has a name; figures_attributed: share of its figures of dead and wounded that name their source.
-- Example: FROM source_reliability ORDER BY corroborated DESC
CREATE OR REPLACE VIEW main.source_reliability AS
WITH published AS (
    SELECT article_id, coalesce(publisher, 'unknown') AS publisher, duplicate_of IS NOT NULL AS is_copy FROM main.articles
), told AS (
    SELECT r.event_id, p.publisher, min(r.published_on) AS day
    FROM main.reports r JOIN published p USING (article_id) WHERE NOT p.is_copy AND r.realis = 'actual' GROUP BY ALL
), events AS (
    SELECT publisher, event_id, day, count(*) OVER (PARTITION BY event_id) AS publishers,
           rank() OVER (PARTITION BY event_id ORDER BY day NULLS LAST) AS place,
           count(*) OVER (PARTITION BY event_id, day) AS same_day
    FROM told
), disputes AS (
    SELECT DISTINCT coalesce(l.publisher, 'unknown') AS publisher, l.event_id
    FROM main.casualties_disputed l JOIN main.casualties_disputed h USING (event_id, measure)
    WHERE l.publisher IS DISTINCT FROM h.publisher AND (l.highest < h.lowest OR h.highest < l.lowest)
), counted AS (
    SELECT publisher, count(*) AS events, count(*) FILTER (publishers > 1) AS corroborated,
           count(*) FILTER (publishers > 1 AND place = 1 AND same_day = 1 AND day IS NOT NULL) AS first,
           count(d.event_id) AS at_odds
    FROM events LEFT JOIN disputes d USING (publisher, event_id) GROUP BY publisher
), notes AS (
    SELECT publisher, count(*) AS corrections FROM main.corrections JOIN published USING (article_id) GROUP BY publisher
), quoted AS (
    SELECT publisher, avg(CAST(speaker_entity_id IS NOT NULL AS INTEGER)) AS share
    FROM main.quotes JOIN published USING (article_id) WHERE quote_type <> 'scare' GROUP BY publisher
), counting AS (
    SELECT publisher, avg(CAST(attributed_to IS NOT NULL AS INTEGER)) AS share
    FROM main.figures JOIN published USING (article_id) WHERE measure IN ('killed', 'wounded') GROUP BY publisher
)
SELECT p.publisher, count(*) AS articles, count(*) FILTER (p.is_copy) AS copies,
       coalesce(any_value(c.events), 0) AS events, coalesce(any_value(c.corroborated), 0) AS corroborated,
       coalesce(any_value(c.first), 0) AS first, coalesce(any_value(c.at_odds), 0) AS at_odds,
       coalesce(any_value(n.corrections), 0) AS corrections, round(any_value(q.share), 3) AS speakers_named,
       round(any_value(f.share), 3) AS figures_attributed
FROM published p
LEFT JOIN counted c USING (publisher)
LEFT JOIN notes n USING (publisher)
LEFT JOIN quoted q USING (publisher)
LEFT JOIN counting f USING (publisher)
GROUP BY p.publisher
