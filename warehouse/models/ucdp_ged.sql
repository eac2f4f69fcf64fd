-- Events as UCDP GED has them (Georeferenced Event Dataset 25.1, 2025), under its column names: armed force by an organised
-- actor, a state or an armed group, with at least one death, a date within a year and a place. The id is dateline's event_id.
-- type_of_violence: 1 a state and another organised actor, 2 organised actors that are no states, 3 an organised actor and civilians.
-- where_prec: 1 the place itself, 2 near it, 3 second-order and 4 first-order division, 5 a region, 6 the country, 7 a region
-- of no country. date_prec: 1 the day, 2 two to six days, 3 a week, 4 a month, 5 more than a month, at most a year.
-- Deaths are the victims of all sources together, side A's own apart; what the texts leave open is NULL, UCDP's ids always are.
-- An article that copies another is no source of its own.
-- Example: SELECT date_start, side_a, side_b, best, where_coordinates FROM ucdp_ged
CREATE OR REPLACE VIEW main.ucdp_ged AS
WITH sides AS (
    SELECT event_id,
           first(party ORDER BY is_alleged, kind <> 'state', char_start, article_id)
               FILTER (role IN ('perpetrator', 'actor', 'claimant') AND kind IN ('state', 'armed group')) AS side_a,
           first(kind ORDER BY is_alleged, kind <> 'state', char_start, article_id)
               FILTER (role IN ('perpetrator', 'actor', 'claimant') AND kind IN ('state', 'armed group')) AS kind_a,
           first(party ORDER BY kind <> 'state', char_start, article_id)
               FILTER (role IN ('victim', 'target', 'recipient') AND kind IN ('state', 'armed group')) AS side_b,
           first(kind ORDER BY kind <> 'state', char_start, article_id)
               FILTER (role IN ('victim', 'target', 'recipient') AND kind IN ('state', 'armed group')) AS kind_b
    FROM main.parties GROUP BY event_id
), sources AS (
    SELECT event_id, CAST(count(*) AS INTEGER) AS number_of_sources,
           string_agg(concat_ws(',', coalesce(publisher, 'unknown'), published_on, title), ';' ORDER BY published_on, article_id)
               AS source_article,
           string_agg(publisher, ';' ORDER BY published_on, article_id) AS source_office,
           string_agg(CAST(published_on AS VARCHAR), ';' ORDER BY published_on, article_id) AS source_date,
           string_agg(title, ';' ORDER BY published_on, article_id) AS source_headline,
           string_agg(DISTINCT killed_according_to, ';' ORDER BY killed_according_to) AS source_original
    FROM main.reports WHERE duplicate_of IS NULL GROUP BY event_id
), attackers AS (
    SELECT event_id, CAST(max(coalesce(value, value_low)) AS INTEGER) AS deaths
    FROM main.figures WHERE measure = 'perpetrators_killed' GROUP BY event_id
)
SELECT e.event_id AS id, CAST(NULL AS VARCHAR) AS relid, CAST(year(e.earliest) AS INTEGER) AS year,
       CAST(NULL AS BOOLEAN) AS active_year, CAST(NULL AS VARCHAR) AS code_status,
       CASE WHEN s.kind_b IS NULL THEN 3 WHEN 'state' IN (s.kind_a, s.kind_b) THEN 1 ELSE 2 END AS type_of_violence,
       CAST(NULL AS INTEGER) AS conflict_dset_id, CAST(NULL AS INTEGER) AS conflict_new_id,
       CAST(NULL AS VARCHAR) AS conflict_name, CAST(NULL AS INTEGER) AS dyad_dset_id, CAST(NULL AS INTEGER) AS dyad_new_id,
       s.side_a || ' - ' || coalesce(s.side_b, 'Civilians') AS dyad_name,
       CAST(NULL AS INTEGER) AS side_a_dset_id, CAST(NULL AS INTEGER) AS side_a_new_id, s.side_a,
       CAST(NULL AS INTEGER) AS side_b_dset_id, CAST(NULL AS INTEGER) AS side_b_new_id, coalesce(s.side_b, 'Civilians') AS side_b,
       r.number_of_sources, r.source_article, r.source_office, r.source_date, r.source_headline, r.source_original,
       CASE e.place_precision WHEN 'facility' THEN 1 WHEN 'town' THEN 1 WHEN 'facility_town' THEN 2 WHEN 'admin2' THEN 3
           WHEN 'admin1' THEN 4 WHEN 'country' THEN 6
           WHEN 'region' THEN CASE WHEN e.country_code IS NULL THEN 7 ELSE 5 END END AS where_prec,
       p.name AS where_coordinates, place.name AS where_description, d.name AS adm_1,
       CASE WHEN e.place_precision = 'admin2' THEN p.name END AS adm_2,
       e.latitude, e.longitude, 'POINT (' || e.longitude || ' ' || e.latitude || ')' AS geom_wkt,
       -- PRIO-GRID 2.0 numbers half-degree cells from the south-west corner of the map
       CAST(floor((e.latitude + 90) * 2) * 720 + floor((e.longitude + 180) * 2) + 1 AS INTEGER) AS priogrid_gid,
       c.name AS country, CAST(NULL AS INTEGER) AS country_id, c.ucdp_region AS region,
       CAST(NULL AS INTEGER) AS event_clarity,
       CASE WHEN e.latest = e.earliest THEN 1 WHEN e.latest - e.earliest < 6 THEN 2 WHEN e.latest - e.earliest < 7 THEN 3
           WHEN e.latest - e.earliest < 31 THEN 4 ELSE 5 END AS date_prec,
       e.earliest AS date_start, e.latest AS date_end,
       a.deaths AS deaths_a, CASE WHEN s.kind_b IS NULL THEN 0 END AS deaths_b,
       CASE WHEN s.kind_b IS NULL THEN e.killed_best END AS deaths_civilians,
       CASE WHEN s.kind_b IS NOT NULL THEN e.killed_best END AS deaths_unknown,
       e.killed_best + coalesce(a.deaths, 0) AS best, e.killed_high + coalesce(a.deaths, 0) AS high,
       e.killed_low + coalesce(a.deaths, 0) AS low,
       CAST(NULL AS INTEGER) AS gwnoa, CAST(NULL AS INTEGER) AS gwnob
FROM main.events e
JOIN main.crosswalk x ON x.event = coalesce(e.event_mode, e.event_type)
JOIN sides s USING (event_id)
LEFT JOIN sources r USING (event_id)
JOIN main.entities place ON place.entity_id = e.place_id
LEFT JOIN main.places p ON p.entity_id = e.place_id
LEFT JOIN geonames.divisions d ON d.country_code = p.country_code AND d.admin1_code = p.admin1_code
LEFT JOIN main.countries c ON c.country_code = e.country_code
LEFT JOIN attackers a USING (event_id)
WHERE x.ucdp_force AND e.event_type IN ('assault', 'coerce') AND e.realis = 'actual' AND s.side_a IS NOT NULL
  AND coalesce(e.killed_best, e.killed_low) >= 1 AND e.latest - e.earliest < 366 AND e.place_precision IS NOT NULL
