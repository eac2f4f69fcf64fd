-- How much speaks for two tellings being of one event, after Fellegi and Sunter: the sum of log2(m/u) of what is compared,
-- m being how often it is so of one event, u how often of two that share a key (event_merges_tellings.sql). The weights are
-- set by hand, for rare agreements low rather than high. NULL says nothing. What can't be one is left out.

CREATE OR REPLACE TEMP TABLE compared AS
SELECT c.*, l AS l, r AS r,
       list_min(flatten([[abs(a - b) FOR b IN r.days] FOR a IN l.days])) AS days_apart,
       CASE WHEN l.earliest IS NOT NULL AND r.earliest IS NOT NULL
            THEN greatest(l.earliest, r.earliest) - least(l.latest, r.latest) END AS spans_apart,
       greatest(l.latest - l.earliest, r.latest - r.earliest) AS span,
       -- how long after the one that is dated the other was published, or how long between both
       CASE WHEN l.earliest IS NOT NULL THEN r.published - l.latest WHEN r.earliest IS NOT NULL THEN l.published - r.latest
            ELSE abs(l.published - r.published) END AS days_after,
       list_intersect(l.modes, r.modes) AS shared_modes
FROM candidate c
JOIN telling l ON l.event_id = left_id AND l.article_id = left_article
JOIN telling r ON r.event_id = right_id AND r.article_id = right_article
WHERE list_has_any(l.kinds, r.kinds) AND l.is_failed = r.is_failed
  -- nothing is reported before it happened
  AND coalesce(l.days[1], l.earliest, DATE '0001-01-01') <= coalesce(r.published, DATE '9999-12-31')
  AND coalesce(r.days[1], r.earliest, DATE '0001-01-01') <= coalesce(l.published, DATE '9999-12-31');

CREATE OR REPLACE TEMP TABLE placed AS
WITH pair AS (SELECT left_id, left_article, right_id, right_article, l, r FROM compared),
near AS (
    SELECT left_id, left_article, right_id, right_article, min(2 * 6371 * asin(sqrt(
        pow(sin(radians(q.latitude - p.latitude) / 2), 2) + cos(radians(p.latitude)) * cos(radians(q.latitude))
        * pow(sin(radians(q.longitude - p.longitude) / 2), 2)))) AS km
    FROM (SELECT *, unnest(r.towns) AS right_town FROM (SELECT *, unnest(l.towns) AS left_town FROM pair))
    JOIN main.places p ON p.entity_id = left_town JOIN main.places q ON q.entity_id = right_town GROUP BY ALL
), shared AS (
    SELECT left_id, left_article, right_id, right_article, min(article_count) AS town_articles
    FROM (SELECT left_id, left_article, right_id, right_article, unnest(list_distinct(
              list_intersect(l.towns, r.towns || r.written_in) || list_intersect(l.written_in, r.towns))) AS entity_id FROM pair)
    JOIN main.entities USING (entity_id) GROUP BY ALL
)
SELECT compared.*, km, town_articles FROM compared
LEFT JOIN near USING (left_id, left_article, right_id, right_article)
LEFT JOIN shared USING (left_id, left_article, right_id, right_article);

CREATE OR REPLACE TEMP TABLE acquainted AS
SELECT left_id, left_article, right_id, right_article, sum(weight) AS weight, list(word ORDER BY weight DESC, word)[:3] AS names,
       bool_or(is_town) AS is_town_named
FROM (
    -- each name once, by its rarest word
    SELECT left_id, left_article, right_id, right_article, n.entity_id, first(n.word ORDER BY n.articles, n.word) AS word,
           bool_or(n.entity_id = o.entity_id AND list_contains(l.towns || r.towns, n.entity_id)) AS is_town,
           greatest(0, CASE WHEN bool_or(n.is_near AND o.is_near) THEN 2 ELSE 1 END - 0.5 * log2(greatest(1, min(n.articles) / 2))) AS weight
    FROM compared
    JOIN named n ON n.event_id = left_id AND n.article_id = left_article
    JOIN named o ON o.event_id = right_id AND o.article_id = right_article AND o.word = n.word
    WHERE NOT (list_contains(l.towns || l.written_in, n.entity_id) AND list_contains(r.towns || r.written_in, n.entity_id))
    GROUP BY ALL
) GROUP BY ALL;

CREATE OR REPLACE TEMP TABLE weighed AS
SELECT left_id, left_article, right_id, right_article, l, r, days_apart, spans_apart, km, town_articles, shared_modes, names,
    len(list_intersect(l.sites, r.sites)) > 0 AS has_site, len(list_intersect(lw.words, rw.words)) AS shared_words,
    CASE WHEN days_apart = 0 THEN 4.5 WHEN days_apart = 1 THEN 1
         WHEN days_apart > 3 THEN -20 WHEN days_apart <= 3 THEN -3
         WHEN spans_apart > 1 THEN -20 WHEN spans_apart = 1 THEN -3
         WHEN spans_apart <= 0 THEN CASE WHEN span <= 7 THEN 2.5 WHEN span <= 31 THEN -1 ELSE -3 END
         WHEN days_after BETWEEN 0 AND 1 THEN 2.5 WHEN days_after BETWEEN 2 AND 3 THEN 1.5 ELSE -3 END AS time_weight,
    CASE WHEN len(list_intersect(l.sites, r.sites)) > 0 THEN 5
         WHEN town_articles IS NOT NULL THEN greatest(1.5, 3.5 - 0.3 * log2(town_articles))
         WHEN len(l.countries) > 0 AND len(r.countries) > 0 AND NOT list_has_any(l.countries, r.countries) THEN -8
         WHEN km <= 30 THEN 1.5 WHEN is_town_named AND km IS NOT NULL THEN -1 WHEN km <= 100 THEN -2.5 WHEN km > 100 THEN -5
         WHEN list_has_any(l.written_in, r.written_in) THEN 0.5
         WHEN len(l.written_in) > 0 OR len(r.written_in) > 0 THEN 0
         WHEN list_has_any(l.divisions, r.divisions) THEN 0.9
         WHEN len(l.divisions) > 0 AND len(r.divisions) > 0 THEN -1
         WHEN list_has_any(l.countries, r.countries) THEN 0.5
         WHEN len(l.assumed_countries) > 0 AND len(r.assumed_countries) > 0
              AND NOT list_has_any(l.assumed_countries, r.assumed_countries) THEN -2
         ELSE 0 END AS place_weight,
    CASE WHEN len(shared_modes) > 0 THEN 2
         WHEN list_has_any(l.modes, ['bombing', 'suicide_bombing', 'gas_explosion'])
              AND list_has_any(r.modes, ['bombing', 'suicide_bombing', 'gas_explosion']) THEN 1.5
         WHEN list_has_any(l.modes, ['arrest', 'capture']) AND list_has_any(r.modes, ['arrest', 'capture']) THEN 1.5
         WHEN len(l.modes) > 0 AND len(r.modes) > 0 THEN -3
         ELSE 0 END
    -- Other kinds than violence, mishaps and the like come often and everywhere.
    - CASE WHEN list_has_any(list_intersect(l.kinds, r.kinds),
               ['violence', 'mishap', 'disaster', 'kidnapping', 'protest', 'arrest']) THEN 0 ELSE 2 END AS kind_weight,
    CASE WHEN l.killed IS NULL OR r.killed IS NULL THEN 0
         WHEN l.killed = r.killed THEN
             CASE WHEN l.killed >= 10 THEN 3.5 WHEN l.killed >= 4 THEN 2.5 WHEN l.killed >= 2 THEN 1.5 ELSE 0.5 END
         WHEN greatest(l.killed, r.killed) <= 1.25 * least(l.killed, r.killed) OR abs(l.killed - r.killed) <= 2 THEN 0.5
         WHEN greatest(l.killed, r.killed) <= 1.5 * least(l.killed, r.killed) THEN 0
         WHEN greatest(l.killed, r.killed) <= 3 * least(l.killed, r.killed) THEN -0.5
         WHEN greatest(l.killed, r.killed) > 10 * least(l.killed, r.killed) THEN -5
         ELSE -2.5 END AS killed_weight,
    CASE WHEN l.wounded IS NULL OR r.wounded IS NULL THEN 0
         WHEN l.wounded = r.wounded THEN
             CASE WHEN l.wounded >= 10 THEN 2.5 WHEN l.wounded >= 4 THEN 1.5 ELSE 0.5 END
         WHEN greatest(l.wounded, r.wounded) <= 1.5 * least(l.wounded, r.wounded) OR abs(l.wounded - r.wounded) <= 2 THEN 0.5
         WHEN greatest(l.wounded, r.wounded) <= 3 * least(l.wounded, r.wounded) THEN -0.25
         ELSE -1 END AS wounded_weight,
    least(7, coalesce(weight, 0)) AS name_weight,
    CASE WHEN shared_words >= 3 THEN 3 WHEN shared_words = 2 THEN 2.5 WHEN shared_words = 1 THEN 1.5
         WHEN len(lw.words) >= 3 AND len(rw.words) >= 3 THEN -1 ELSE 0 END AS word_weight,
    CASE WHEN l.is_main AND r.is_main THEN 1.5 ELSE 0 END AS main_weight
FROM placed
LEFT JOIN acquainted USING (left_id, left_article, right_id, right_article)
LEFT JOIN worded lw ON lw.event_id = left_id AND lw.article_id = left_article
LEFT JOIN worded rw ON rw.event_id = right_id AND rw.article_id = right_article;

-- A day in a country or a division of it is no event: there must be a place, a name or a number besides.
CREATE OR REPLACE TEMP TABLE rated AS
SELECT *, time_weight + place_weight + kind_weight + killed_weight + wounded_weight + name_weight + word_weight + main_weight
       AS weight
FROM weighed WHERE place_weight >= 1 OR name_weight >= 1 OR killed_weight >= 2.5 OR wounded_weight >= 2.5;
