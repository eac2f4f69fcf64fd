-- What each article tells of each event that it says happened (a telling), and which tellings may be of one event: those
-- that share a key made of a kind of event, a day and a place, a country or a rare name. Only the tellings of touched
-- events are held against others, so a run costs what it brought and the tellings of the same days.

CREATE OR REPLACE TEMP TABLE reported AS
SELECT m.event_mention_id, m.event_id, m.article_id, m.is_main, m.event_mode, m.realis, m.earliest, m.latest,
       m.place_id, p.precision, p.country_code, p.admin1_code, m.country_code AS assumed_country,
       m.killed, m.wounded, m.char_start, m.char_end, CAST(a.published_at AT TIME ZONE 'UTC' AS DATE) AS published,
       CASE
           WHEN event_mode IN ('killing', 'death', 'injury') THEN
               ['harm', 'violence', 'mishap', 'disaster', 'kidnapping', 'protest']
           WHEN event_mode IN ('bombing', 'gas_explosion', 'fire', 'ramming') THEN ['violence', 'mishap']
           WHEN event_mode IN ('kidnapping', 'hijacking') THEN ['kidnapping']
           WHEN event_mode = 'raid' THEN ['violence', 'arrest']
           WHEN event_mode IN ('arrest', 'capture') THEN ['arrest']
           WHEN event_mode IN ('protest', 'riot') THEN ['protest']
           WHEN event_type = 'accident' THEN ['mishap']
           WHEN event_type = 'disaster' THEN ['disaster']
           WHEN event_type = 'assault' AND event_mode NOT IN ('robbery', 'torture', 'sexual_violence') THEN ['violence']
           ELSE [event_mode] END AS kinds
FROM main.event_mentions m
JOIN main.articles a USING (article_id)
LEFT JOIN main.places p ON p.entity_id = m.place_id
-- Words, plans and states go on or come again; what is left has a day.
WHERE realis IN ('actual', 'alleged', 'failed') AND event_mode NOT IN (
    'accusation', 'agreement', 'aid', 'appeal', 'ban', 'claim', 'deployment', 'drought', 'endorsement', 'epidemic',
    'flight', 'founding', 'incitement', 'investigation', 'joining', 'meeting', 'plot', 'refusal', 'statement', 'threat',
    'transfer', 'trial', 'visit');

-- An article may tell what it is mainly about as several events: the dead, the blast, the gunmen. What it tells near the
-- main event's first passage, of the same kind and of no other day or country, counts as told of the main event. Of
-- the wounded some may die on another day.
CREATE OR REPLACE TEMP TABLE aside AS
WITH part AS (
    SELECT event_id, article_id, bool_or(is_main) AS is_main, list_distinct(flatten(list(kinds))) AS kinds,
           min(char_start) AS char_start, min(earliest) AS earliest, max(latest) AS latest, any_value(published) AS published,
           coalesce(list(DISTINCT country_code) FILTER (country_code IS NOT NULL), []) AS countries,
           bool_or(realis = 'failed') AS is_failed, bool_and(event_mode IN ('death', 'injury')) AS is_outcome
    FROM reported GROUP BY event_id, article_id
)
SELECT p.event_id, p.article_id, m.event_id AS main_id
FROM part p JOIN part m ON m.article_id = p.article_id AND m.is_main AND NOT p.is_main
WHERE list_has_any(p.kinds, m.kinds) AND abs(p.char_start - m.char_start) < 500 AND p.is_failed = m.is_failed
  AND coalesce(p.earliest - m.latest, 0) <= 1 AND coalesce(m.earliest - p.latest, 0) <= 1
  AND coalesce(p.published - p.earliest, 0) BETWEEN 0 AND 7 AND NOT (p.is_outcome AND p.earliest IS NOT NULL AND m.earliest IS NULL)
  AND (len(p.countries) = 0 OR len(m.countries) = 0 OR list_has_any(p.countries, m.countries));
CREATE OR REPLACE TEMP TABLE told AS
SELECT r.* REPLACE (coalesce(aside.main_id, r.event_id) AS event_id), r.event_id AS own_id
FROM reported r LEFT JOIN aside USING (event_id, article_id);

CREATE OR REPLACE TEMP TABLE outlined AS
SELECT event_id, article_id, any_value(published) AS published, bool_or(is_main) AS is_main,
       bool_or(realis = 'failed') AS is_failed, list_distinct(flatten(list(kinds))) AS kinds,
       coalesce(list(DISTINCT earliest ORDER BY earliest) FILTER (earliest = latest), []) AS days,
       first(struct_pack(lo := earliest, hi := latest)
           ORDER BY event_mode IN ('death', 'injury'), latest - earliest, char_start)
           FILTER (earliest IS NOT NULL AND latest IS NOT NULL) AS span,
       event_id IN (SELECT event_id FROM touched_events) AS is_touched
FROM told GROUP BY event_id, article_id;

CREATE OR REPLACE TEMP TABLE possible_day AS
SELECT event_id, article_id, is_touched, unnest(list_filter(kinds, lambda kind: kind <> 'harm')) AS kind, day
FROM (
    SELECT event_id, article_id, is_touched, kinds, unnest(
       -- The touched side looks a day around.
       CASE WHEN is_touched THEN list_distinct(flatten([[CAST(d - 1 AS DATE), d, CAST(d + 1 AS DATE)] FOR d IN days]))
                   ELSE days END) AS day
    FROM (
    SELECT event_id, article_id, is_touched, kinds,
        CASE WHEN len(days) > 0 THEN days
             WHEN span.hi - span.lo <= 31 THEN [CAST(span.lo + CAST(n AS INTEGER) AS DATE) FOR n IN range(0, 1 + span.hi - span.lo)]
             -- The main event that no day is given for was in the last days before publication.
             WHEN span IS NULL AND is_main AND published IS NOT NULL THEN [CAST(published - CAST(n AS INTEGER) AS DATE) FOR n IN range(0, 4)]
             ELSE [] END AS days
    FROM outlined)
);

-- Of the others only those that may be of the kind and day of a touched one are looked at.
DELETE FROM possible_day WHERE NOT is_touched AND (kind, day) NOT IN (
    SELECT (kind, day) FROM possible_day WHERE is_touched AND day IS NOT NULL);

-- Rare words of names in the passages that tell of an event; a dateline says where it was written.
CREATE OR REPLACE TEMP TABLE name_word AS
SELECT entity_id, entity_type, word, sum(article_count) OVER (PARTITION BY word) AS articles
FROM (
    SELECT entity_id, entity_type, article_count,
           unnest(list_distinct(regexp_extract_all(lower(strip_accents(name)), '[[:alnum:]]{3,}'))) AS word
    FROM main.entities WHERE entity_type <> 'group'
) ANTI JOIN report_words USING (word);
CREATE OR REPLACE TEMP TABLE named_rarely AS
SELECT DISTINCT r.event_id, r.article_id, w.word
FROM (FROM told SEMI JOIN possible_day USING (event_id, article_id)) r
JOIN main.mentions n ON n.article_id = r.article_id AND n.char_start >= r.char_start AND n.char_end <= r.char_end
JOIN (FROM name_word WHERE articles BETWEEN 2 AND 30) w ON w.entity_id = n.entity_id
WHERE n.mention_kind = 'name' AND NOT (n.char_start < 3 AND n.text = upper(n.text));

-- Two that both tell a town or the like need not be compared because they are of one country.
CREATE OR REPLACE TEMP TABLE keyed AS
WITH place AS (
    SELECT event_id, article_id, place_id AS key, FALSE AS is_wide FROM told
    WHERE coalesce(precision, 'facility') NOT IN ('country', 'region', 'admin1')
    UNION SELECT event_id, article_id, country_code || '.' || admin1_code, FALSE FROM told
    UNION SELECT event_id, article_id, word, FALSE FROM named_rarely
    UNION SELECT event_id, article_id, coalesce(country_code, assumed_country), TRUE FROM told
), placed AS (
    SELECT event_id, article_id, bool_or(precision IN ('facility', 'facility_town', 'town', 'admin2')) AS is_local
    FROM told GROUP BY event_id, article_id
)
SELECT d.event_id, d.article_id, d.is_touched, is_wide, is_wide AND is_local IS TRUE AS is_local,
       hash(d.kind, d.day, place.key) AS key
FROM possible_day d JOIN place USING (event_id, article_id) JOIN placed USING (event_id, article_id)
WHERE place.key IS NOT NULL;

CREATE OR REPLACE TEMP TABLE candidate AS
SELECT DISTINCT
    CASE WHEN l.article_id < r.article_id THEN l.event_id ELSE r.event_id END AS left_id,
    least(l.article_id, r.article_id) AS left_article,
    CASE WHEN l.article_id < r.article_id THEN r.event_id ELSE l.event_id END AS right_id,
    greatest(l.article_id, r.article_id) AS right_article
FROM keyed l JOIN keyed r USING (key)
WHERE l.is_touched AND l.article_id <> r.article_id AND l.event_id <> r.event_id AND NOT (l.is_local AND r.is_local);
CREATE OR REPLACE TEMP TABLE weighable AS
SELECT DISTINCT event_id FROM (SELECT left_id AS event_id FROM candidate UNION ALL SELECT right_id FROM candidate);

CREATE OR REPLACE TEMP TABLE own AS SELECT DISTINCT event_id, article_id, own_id FROM told;

CREATE OR REPLACE TEMP TABLE telling AS
WITH counted AS (
    SELECT own.event_id, own.article_id, measure, coalesce(value, value_low) AS value FROM own
    JOIN main.figures f ON f.event_id = own.own_id AND f.article_id = own.article_id
    WHERE measure IN ('killed', 'wounded') AND own.event_id IN (FROM weighable)
    UNION ALL SELECT event_id, article_id, 'killed', killed FROM told WHERE event_id IN (FROM weighable)
    UNION ALL SELECT event_id, article_id, 'wounded', wounded FROM told WHERE event_id IN (FROM weighable)
), tolls AS (
    SELECT event_id, article_id, max(value) FILTER (measure = 'killed') AS killed,
           max(value) FILTER (measure = 'wounded') AS wounded
    FROM counted GROUP BY event_id, article_id
), datelined AS (
    -- Places that an article names only where it says where it was written.
    SELECT article_id, entity_id FROM main.mentions
    WHERE entity_type = 'place' AND article_id IN (SELECT article_id FROM told WHERE event_id IN (FROM weighable))
    GROUP BY article_id, entity_id HAVING bool_and(text = upper(text)) AND min(char_start) < 3
), sites AS (
    SELECT event_id, told.article_id AS article_id,
           coalesce(list(DISTINCT event_mode ORDER BY event_mode) FILTER (event_mode NOT IN (
               'accident', 'ambush', 'assassination', 'attack', 'death', 'injury', 'killing', 'massacre', 'raid')), []) AS modes,
           coalesce(list(DISTINCT place_id) FILTER (place_id IS NOT NULL AND coalesce(precision, 'facility') LIKE 'facility%'), []) AS sites,
           coalesce(list(DISTINCT place_id) FILTER (precision IN ('town', 'facility_town') AND d.entity_id IS NULL), []) AS towns,
           coalesce(list(DISTINCT place_id) FILTER (precision = 'town' AND d.entity_id IS NOT NULL), []) AS written_in,
           coalesce(list(DISTINCT country_code || '.' || admin1_code) FILTER (admin1_code IS NOT NULL), []) AS divisions,
           coalesce(list(DISTINCT country_code) FILTER (country_code IS NOT NULL), []) AS countries,
           coalesce(list(DISTINCT assumed_country) FILTER (assumed_country IS NOT NULL), []) AS assumed_countries
    FROM told LEFT JOIN datelined d ON d.article_id = told.article_id AND d.entity_id = place_id
    WHERE event_id IN (FROM weighable) GROUP BY event_id, told.article_id
)
SELECT o.event_id, o.article_id, published, is_main, is_failed, kinds, o.days, span.lo AS earliest, span.hi AS latest,
       killed, wounded, s.modes, sites, s.towns, written_in, divisions, countries, assumed_countries
FROM outlined o
JOIN sites s USING (event_id, article_id)
LEFT JOIN tolls USING (event_id, article_id);

-- Names that an article has in its passages about an event, and further off in an article that is mainly about it; with
-- the rarest word of each.
CREATE OR REPLACE TEMP TABLE named AS
WITH met AS (
    SELECT DISTINCT r.event_id, r.article_id, n.entity_id, n.char_start >= r.char_start AND n.char_end <= r.char_end AS is_near
    FROM told r JOIN main.mentions n USING (article_id)
    WHERE r.event_id IN (FROM weighable) AND n.mention_kind = 'name' AND n.entity_type <> 'group'
      AND (r.is_main OR n.char_start >= r.char_start AND n.char_end <= r.char_end)
      AND NOT (n.char_start < 3 AND n.text = upper(n.text))
    UNION
    SELECT own.event_id, own.article_id, entity_id, TRUE
    FROM own JOIN main.event_participants p ON p.event_id = own.own_id AND p.article_id = own.article_id
    WHERE entity_id IS NOT NULL AND own.event_id IN (FROM weighable)
)
SELECT met.event_id, met.article_id, met.entity_id, entity_type, word, articles, bool_or(is_near) AS is_near
FROM met JOIN name_word USING (entity_id)
LEFT JOIN main.places p USING (entity_id)
WHERE p.precision IS DISTINCT FROM 'country' GROUP BY ALL;

-- Common words that tell what was hit, who was there: not those that report events, nor those most reports share.
CREATE OR REPLACE TEMP TABLE worded AS
SELECT event_id, article_id, list(DISTINCT left(word, 6)) AS words
FROM (
    SELECT told.event_id, told.article_id, unnest(regexp_extract_all(m.text, '\b[a-z]{4,}')) AS word
    FROM main.event_mentions m JOIN told USING (event_mention_id) WHERE told.event_id IN (FROM weighable)
) ANTI JOIN report_words USING (word)
GROUP BY event_id, article_id;
