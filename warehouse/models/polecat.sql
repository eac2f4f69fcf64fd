-- Events as POLECAT has them (PLOVER codebook 1.0, 2023), under its column names: one row for each event, actor and recipient,
-- of those that PLOVER covers and that happened. "Event Date" is NULL where the day is not known. Countries are ISO 3166-1
-- alpha-3; an actor's is the country it is. Parties that are no named country have none.
-- Intensity, contexts, sectors and titles are PLOVER's own coding, which dateline doesn't do, and stay NULL.
-- Example: SELECT "Event Date", "Event Type", "Event Mode", "Actor Name", "Recipient Name", "Country" FROM polecat
CREATE OR REPLACE VIEW main.polecat AS
WITH placed AS (
    SELECT p.event_id, p.party, p.name, c.iso3,
           p.role IN ('perpetrator', 'actor', 'claimant', 'suspect') AS is_actor, p.char_start, p.article_id
    FROM main.parties p
    LEFT JOIN main.places g ON g.entity_id = p.entity_id AND g.precision = 'country'
    LEFT JOIN main.countries c ON c.country_code = g.country_code
    WHERE p.role <> 'instrument'
), sides AS (
    SELECT event_id, is_actor, party, any_value(iso3) AS iso3,
           first(name ORDER BY article_id, char_start) AS raw
    FROM placed GROUP BY ALL
), sources AS (
    SELECT event_id, first(publisher ORDER BY published_on, article_id) AS publisher,
           min(published_on) AS published_on, first(article_id ORDER BY published_on, article_id) AS article_id
    FROM main.reports GROUP BY event_id
), named AS (
    SELECT n.article_id, e.entity_type, string_agg(DISTINCT e.name, '; ' ORDER BY e.name) AS names
    FROM main.mentions n JOIN main.entities e USING (entity_id) WHERE n.mention_kind = 'name' GROUP BY ALL
), coded AS (
    SELECT e.*, CASE WHEN x.plover_mode IS NULL THEN upper(e.event_type) ELSE x.plover_type END AS plover_type, x.plover_mode
    FROM main.events e
    JOIN main.crosswalk x ON x.event = coalesce(e.event_mode, e.event_type)
    WHERE x.plover_type IS NOT NULL AND e.realis = 'actual' AND e.event_type NOT IN ('accident', 'disaster')
)
SELECT e.event_id AS "Event ID", CASE WHEN e.earliest = e.latest THEN e.earliest END AS "Event Date", e.plover_type AS "Event Type", e.plover_mode AS "Event Mode",
       CAST(NULL AS DOUBLE) AS "Intensity",
       CASE WHEN e.plover_type IN ('AGREE', 'CONSULT', 'SUPPORT', 'CONCEDE') THEN 'VERBAL COOPERATION'
            WHEN e.plover_type IN ('COOPERATE', 'AID', 'RETREAT') THEN 'MATERIAL COOPERATION'
            WHEN e.plover_type IN ('REQUEST', 'ACCUSE', 'REJECT', 'THREATEN') THEN 'VERBAL CONFLICT'
            ELSE 'MATERIAL CONFLICT' END AS "Quad Code",
       CAST(NULL AS VARCHAR) AS "Contexts",
       a.party AS "Actor Name", a.iso3 AS "Actor Country", CAST(NULL AS VARCHAR) AS "Actor COW",
       CAST(NULL AS VARCHAR) AS "Primary Actor Sector", CAST(NULL AS VARCHAR) AS "Actor Sectors",
       CAST(NULL AS VARCHAR) AS "Actor Title", a.raw AS "Actor Name Raw", CAST(NULL AS VARCHAR) AS "Wikipedia Actor ID",
       r.party AS "Recipient Name", r.iso3 AS "Recipient Country", CAST(NULL AS VARCHAR) AS "Recipient COW",
       CAST(NULL AS VARCHAR) AS "Primary Recipient Sector", CAST(NULL AS VARCHAR) AS "Recipient Sectors",
       CAST(NULL AS VARCHAR) AS "Recipient Title", r.raw AS "Recipient Name Raw",
       CAST(NULL AS VARCHAR) AS "Wikipedia Recipient ID",
       p.name AS "Placename", CASE WHEN e.place_precision IN ('town', 'facility_town') THEN p.name END AS "City",
       CASE WHEN e.place_precision = 'admin2' THEN p.name END AS "District", d.name AS "Province", c.iso3 AS "Country",
       e.latitude AS "Latitude", e.longitude AS "Longitude", p.geonames_id AS "GeoNames ID", place.name AS "Raw Placename",
       p.feature_code AS "Feature Type", s.publisher AS "Source", s.published_on AS "Publication Date",
       people.names AS "Story People", bodies.names AS "Story Organizations", places.names AS "Story Locations",
       t.language AS "Language", CAST(NULL AS VARCHAR) AS "Version"
FROM coded e
JOIN sources s USING (event_id)
JOIN main.articles t USING (article_id)
LEFT JOIN sides a ON a.event_id = e.event_id AND a.is_actor
LEFT JOIN sides r ON r.event_id = e.event_id AND NOT r.is_actor
LEFT JOIN named people ON people.article_id = s.article_id AND people.entity_type = 'person'
LEFT JOIN named bodies ON bodies.article_id = s.article_id AND bodies.entity_type = 'organization'
LEFT JOIN named places ON places.article_id = s.article_id AND places.entity_type = 'place'
LEFT JOIN main.entities place ON place.entity_id = e.place_id
LEFT JOIN main.places p ON p.entity_id = e.place_id
LEFT JOIN geonames.divisions d ON d.country_code = p.country_code AND d.admin1_code = p.admin1_code
LEFT JOIN main.countries c ON c.country_code = e.country_code
