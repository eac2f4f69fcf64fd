-- Articles as the GDELT Global Knowledge Graph has them (GKG codebook 2.1, 2015), under its BigQuery column names: one row for
-- each article, its themes, people, bodies, places, counts, dates, quotations and amounts packed into GKG's delimited fields.
-- Offsets count code points of articles.text. Fields that GDELT reckons from tone, images or translation are NULL.
-- A delimiter inside a name becomes a space, so that every field splits as the codebook says.
-- Example: SELECT SourceCommonName, Themes, Persons, Counts FROM gdelt_gkg
CREATE OR REPLACE VIEW main.gdelt_gkg AS
WITH named AS (
    SELECT m.article_id, e.entity_type, m.entity_id, m.char_start,
           trim(regexp_replace(e.name, '[;,#|\s]+', ' ', 'g')) AS name, trim(regexp_replace(m.text, '[;,#|\s]+', ' ', 'g')) AS said
    FROM main.mentions m JOIN main.entities e USING (entity_id) WHERE m.mention_kind = 'name'
), names AS (
    SELECT article_id,
           string_agg(DISTINCT lower(name), ';' ORDER BY lower(name)) FILTER (entity_type = 'person') AS persons,
           string_agg(name || ',' || char_start, ';' ORDER BY char_start, name) FILTER (entity_type = 'person') AS v2persons,
           string_agg(DISTINCT lower(name), ';' ORDER BY lower(name)) FILTER (entity_type = 'organization') AS organizations,
           string_agg(name || ',' || char_start, ';' ORDER BY char_start, name) FILTER (entity_type = 'organization')
               AS v2organizations,
           string_agg(said || ',' || char_start, ';' ORDER BY char_start, said) AS all_names
    FROM named GROUP BY article_id
), located AS (
    -- GKG's kinds of place: 1 a country, 2 a state of the US, 3 a town of the US, 4 a town, 5 a first-order division elsewhere.
    SELECT n.article_id, n.char_start,
           concat_ws('#', CASE WHEN p.precision = 'country' THEN 1
                               WHEN p.precision IN ('admin1', 'admin2') THEN CASE p.country_code WHEN 'US' THEN 2 ELSE 5 END
                               WHEN p.country_code = 'US' THEN 3 ELSE 4 END,
                     trim(regexp_replace(p.name, '[;,#|\s]+', ' ', 'g')), coalesce(c.fips, ''),
                     coalesce(c.fips || p.admin1_code, c.fips, '')) AS head,
           concat_ws('#', coalesce(CAST(round(p.latitude, 4) AS VARCHAR), ''), coalesce(CAST(round(p.longitude, 4) AS VARCHAR), ''),
                     coalesce(CAST(p.geonames_id AS VARCHAR), '')) AS tail
    FROM named n JOIN main.places p USING (entity_id) LEFT JOIN main.countries c USING (country_code)
    WHERE p.precision <> 'region'
), locations AS (
    SELECT article_id, string_agg(DISTINCT head || '#' || tail, ';' ORDER BY head || '#' || tail) AS locations,
           string_agg(head || '##' || tail || '#' || char_start, ';' ORDER BY char_start, head) AS v2locations
    FROM located GROUP BY article_id
), theme AS (
    SELECT m.article_id, x.gkg_theme AS theme, m.char_start FROM main.event_mentions m
    JOIN main.crosswalk x ON x.event = coalesce(m.event_mode, m.event_type)
    WHERE x.gkg_theme IS NOT NULL AND m.realis <> 'generic'
    UNION ALL SELECT article_id, CASE measure WHEN 'killed' THEN 'KILL' ELSE 'WOUND' END, char_start FROM main.figures
    WHERE measure IN ('killed', 'wounded')
), themes AS (
    SELECT article_id, string_agg(DISTINCT theme, ';' ORDER BY theme) AS themes,
           string_agg(theme || ',' || char_start, ';' ORDER BY char_start, theme) AS v2themes
    FROM theme GROUP BY article_id
), counted AS (
    SELECT f.article_id, f.char_start,
           concat_ws('#', CASE f.measure WHEN 'killed' THEN 'KILL' WHEN 'perpetrators_killed' THEN 'KILL' WHEN 'wounded' THEN 'WOUND'
                              WHEN 'arrested' THEN 'ARREST' WHEN 'abducted' THEN 'KIDNAP' ELSE 'AFFECT' END,
                     CAST(coalesce(f.value, f.value_low, f.value_high) AS BIGINT),
                     coalesce(trim(regexp_replace(f.counted, '[;,#|\s]+', ' ', 'g')), ''),
                     coalesce((SELECT any_value(l.head || '#' || l.tail) FROM main.events e
                               JOIN main.mentions m ON m.entity_id = e.place_id AND m.article_id = f.article_id
                               JOIN located l ON l.article_id = m.article_id AND l.char_start = m.char_start
                               WHERE e.event_id = f.event_id), '######')) AS said
    FROM main.figures f
    WHERE f.measure IN ('killed', 'perpetrators_killed', 'wounded', 'arrested', 'abducted', 'displaced', 'missing', 'affected')
      AND coalesce(f.value, f.value_low, f.value_high) BETWEEN 0 AND 1e12
), counts AS (
    SELECT article_id, string_agg(said, ';' ORDER BY char_start) AS counts,
           string_agg(said || '#' || char_start, ';' ORDER BY char_start) AS v2counts
    FROM counted GROUP BY article_id
), days AS (
    -- GKG's resolution: 1 a year, 2 a month, 3 a day; what it leaves open is 0.
    SELECT article_id, string_agg(
        CASE WHEN earliest = latest THEN '3#' || month(earliest) || '#' || day(earliest) || '#' || year(earliest)
             WHEN date_trunc('month', earliest) = date_trunc('month', latest) THEN '2#' || month(earliest) || '#0#' || year(earliest)
             ELSE '1#0#0#' || year(earliest) END || '#' || char_start, ';' ORDER BY char_start) AS dates
    FROM main.dates WHERE year(earliest) = year(latest) GROUP BY article_id
), said AS (
    SELECT article_id, string_agg(char_start || '|' || (char_end - char_start) || '|' ||
               coalesce(trim(regexp_replace(cue, '[#|\s]+', ' ', 'g')), '') || '|' || trim(regexp_replace(text, '[#|\s]+', ' ', 'g')),
               '#' ORDER BY char_start) AS quotations
    FROM main.quotes WHERE quote_type IN ('direct', 'mixed', 'block') GROUP BY article_id
), measured AS (
    SELECT article_id, string_agg(CAST(value AS VARCHAR) || ',' || trim(regexp_replace(counted, '[;,#|\s]+', ' ', 'g')) || ',' ||
               char_start, ';' ORDER BY char_start) AS amounts
    FROM main.figures WHERE value IS NOT NULL AND counted IS NOT NULL GROUP BY article_id
)
SELECT a.article_id AS GKGRECORDID, CAST(strftime(a.published_at AT TIME ZONE 'UTC', '%Y%m%d%H%M%S') AS BIGINT) AS "DATE",
       1 AS SourceCollectionIdentifier, a.publisher AS SourceCommonName, coalesce(a.url, a.source) AS DocumentIdentifier,
       counts.counts AS Counts, counts.v2counts AS V2Counts, themes.themes AS Themes, themes.v2themes AS V2Themes,
       locations.locations AS Locations, locations.v2locations AS V2Locations, names.persons AS Persons,
       names.v2persons AS V2Persons, names.organizations AS Organizations, names.v2organizations AS V2Organizations,
       CAST(NULL AS VARCHAR) AS V2Tone, days.dates AS Dates, CAST(NULL AS VARCHAR) AS GCAM, CAST(NULL AS VARCHAR) AS SharingImage,
       CAST(NULL AS VARCHAR) AS RelatedImages, CAST(NULL AS VARCHAR) AS SocialImageEmbeds,
       CAST(NULL AS VARCHAR) AS SocialVideoEmbeds, said.quotations AS Quotations, names.all_names AS AllNames,
       measured.amounts AS Amounts, CAST(NULL AS VARCHAR) AS TranslationInfo, CAST(NULL AS VARCHAR) AS Extras
FROM main.articles a
LEFT JOIN counts USING (article_id)
LEFT JOIN themes USING (article_id)
LEFT JOIN locations USING (article_id)
LEFT JOIN names USING (article_id)
LEFT JOIN days USING (article_id)
LEFT JOIN said USING (article_id)
LEFT JOIN measured USING (article_id)
