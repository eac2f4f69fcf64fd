-- Events as ACLED has them (Armed Conflict Location & Event Data, codebook of 2024), under its column names: political
-- violence, demonstrations and strategic developments that happened, at a place, dated to a month or better.
-- Violence against civilians and strategic developments need an organised actor, a state or an armed group; a deed between two
-- of them is a battle. An attack with explosives that was foiled is "Disrupted weapons use". event_date is the first day it can
-- mean. time_precision: 1 the day, 2 a week, 3 a month. geo_precision: 1 the place itself, 2 a part of a region, 3 a region or
-- country. interN and interaction are ACLED's names of the kinds of actor; fatalities are NULL where no text tells them.
-- Example: SELECT event_date, sub_event_type, actor1, country, fatalities FROM acled
CREATE OR REPLACE VIEW main.acled AS
WITH placed AS (
    SELECT event_id, party, kind,
           CASE WHEN role IN ('perpetrator', 'actor', 'claimant', 'suspect') THEN 1
                WHEN role IN ('victim', 'recipient', 'target') THEN 2 END AS side,
           CASE kind WHEN 'state' THEN 'State forces' WHEN 'armed group' THEN 'Rebel group' WHEN 'rioters' THEN 'Rioters'
                WHEN 'protesters' THEN 'Protesters' WHEN 'person' THEN 'Civilians' WHEN 'people' THEN 'Civilians'
                WHEN 'organization' THEN 'Civilians' END AS inter,
           row_number() OVER (PARTITION BY event_id, side ORDER BY role IN ('suspect', 'claimant'),
               kind NOT IN ('state', 'armed group'), kind = 'people', char_start, article_id) AS place
    FROM main.parties WHERE kind <> 'thing'
), sides AS (
    SELECT event_id, side, first(party ORDER BY place) AS actor, first(kind ORDER BY place) AS kind,
           first(inter ORDER BY place) AS inter,
           nullif(string_agg(DISTINCT party, '; ' ORDER BY party) FILTER (place > 1), '') AS associates
    FROM placed WHERE side IS NOT NULL GROUP BY ALL
), sources AS (
    SELECT event_id, string_agg(DISTINCT publisher, '; ' ORDER BY publisher) AS source,
           first(words ORDER BY is_main DESC, article_id) AS notes, first(article_id ORDER BY is_main DESC, article_id) AS article_id
    FROM main.reports GROUP BY event_id
), coded AS (
    SELECT e.*, a.actor AS actor1, a.associates AS assoc_actor_1,
           -- who demonstrates is a protester, who riots a rioter, whatever else he is
           CASE WHEN a.inter = 'Civilians' AND x.acled_event = 'Protests' THEN 'Protesters'
                WHEN a.inter = 'Civilians' AND x.acled_event = 'Riots' THEN 'Rioters' ELSE a.inter END AS inter1,
           b.actor AS actor2, b.associates AS assoc_actor_2, b.inter AS inter2,
           CASE WHEN e.realis = 'failed' THEN 'Strategic developments'
                WHEN x.acled_event = 'Violence against civilians' AND x.acled_sub_event = 'Attack'
                     AND a.kind IN ('state', 'armed group') AND b.kind IN ('state', 'armed group') THEN 'Battles'
                ELSE x.acled_event END AS acled_event,
           CASE WHEN e.realis = 'failed' THEN 'Disrupted weapons use'
                WHEN x.acled_event = 'Battles' AND x.acled_sub_event IS NULL THEN
                    CASE a.kind WHEN 'state' THEN 'Government regains territory'
                                WHEN 'armed group' THEN 'Non-state actor overtakes territory' END
                WHEN x.acled_event = 'Violence against civilians' AND x.acled_sub_event = 'Attack'
                     AND a.kind IN ('state', 'armed group') AND b.kind IN ('state', 'armed group') THEN 'Armed clash'
                ELSE x.acled_sub_event END AS acled_sub_event,
           coalesce(a.kind IN ('state', 'armed group'), FALSE) OR coalesce(b.kind = 'armed group', FALSE) AS is_organised
    FROM main.events e
    JOIN main.crosswalk x ON x.event = coalesce(e.event_mode, e.event_type)
    LEFT JOIN sides a ON a.event_id = e.event_id AND a.side = 1
    LEFT JOIN sides b ON b.event_id = e.event_id AND b.side = 2
    WHERE x.acled_event IS NOT NULL AND e.latest - e.earliest < 31 AND e.place_precision IS NOT NULL
      AND (e.realis = 'actual' OR e.realis = 'failed' AND x.acled_event = 'Explosions/Remote violence')
)
SELECT e.event_id AS event_id_cnty, e.earliest AS event_date, CAST(year(e.earliest) AS INTEGER) AS year,
       CASE WHEN e.latest = e.earliest THEN 1 WHEN e.latest - e.earliest < 7 THEN 2 ELSE 3 END AS time_precision,
       CASE WHEN e.acled_event = 'Strategic developments' THEN 'Strategic developments'
            WHEN e.acled_event = 'Protests' OR e.acled_sub_event = 'Violent demonstration' THEN 'Demonstrations'
            ELSE 'Political violence' END AS disorder_type,
       e.acled_event AS event_type, e.acled_sub_event AS sub_event_type,
       e.actor1, e.assoc_actor_1, e.inter1, e.actor2, e.assoc_actor_2, e.inter2,
       e.inter1 || coalesce('-' || e.inter2, ' only') AS interaction,
       CASE WHEN e.inter2 = 'Civilians' AND e.acled_event IN ('Violence against civilians', 'Explosions/Remote violence', 'Riots')
            THEN 'Civilian targeting' END AS civilian_targeting,
       c.iso_numeric AS iso, c.acled_region AS region, c.name AS country, d.name AS admin1,
       CASE WHEN e.place_precision = 'admin2' THEN p.name END AS admin2, CAST(NULL AS VARCHAR) AS admin3,
       p.name AS location, e.latitude, e.longitude,
       CASE WHEN e.place_precision IN ('facility', 'facility_town', 'town') THEN 1 WHEN e.place_precision = 'admin2' THEN 2
            ELSE 3 END AS geo_precision,
       s.source, CAST(NULL AS VARCHAR) AS source_scale, s.notes, e.killed_best AS fatalities, CAST(NULL AS VARCHAR) AS tags,
       CAST(epoch(e.recorded_at) AS BIGINT) AS timestamp
FROM coded e
JOIN sources s USING (event_id)
LEFT JOIN main.places p ON p.entity_id = e.place_id
LEFT JOIN geonames.divisions d ON d.country_code = p.country_code AND d.admin1_code = p.admin1_code
LEFT JOIN main.countries c ON c.country_code = e.country_code
WHERE e.acled_event NOT IN ('Violence against civilians', 'Strategic developments') OR e.is_organised
