-- The parties to events, each with the kind of actor it is: state, armed group, protesters, rioters, organization, person,
-- people or thing. A body counts as an armed group where its name or description says so, or where the warehouse knows of a
-- deed of force by it or a side it fights, and nothing says that it is a state's. Nominal parties are judged by their words.
-- Example: FROM parties WHERE kind IN ('state', 'armed group')
CREATE OR REPLACE VIEW main.parties AS
WITH fighters AS (
    SELECT p.entity_id FROM main.event_participants p JOIN main.events e USING (event_id)
    JOIN main.crosswalk x ON x.event = e.event_mode
    WHERE p.role IN ('perpetrator', 'claimant') AND p.entity_id IS NOT NULL AND e.realis = 'actual'
      AND x.ucdp_force AND e.event_mode <> 'attack'
    UNION SELECT unnest([subject_id, object_id]) FROM main.relations WHERE relation_type = 'fights' AND polarity = 'positive'
), said AS (
    SELECT p.*, e.entity_type, coalesce(e.name, p.name) AS party, g.precision, f.entity_id IS NOT NULL AS has_fought,
           -- what is said of a person names others: the officers who found him, the group he fights
           lower(concat_ws(' ', p.name, e.name, CASE WHEN e.entity_type <> 'person' THEN e.description END)) AS words
    FROM main.event_participants p
    LEFT JOIN main.entities e USING (entity_id)
    LEFT JOIN main.places g USING (entity_id)
    LEFT JOIN fighters f USING (entity_id)
)
SELECT event_id, role, is_alleged, entity_id, entity_type, party, name,
       CASE
           WHEN role = 'instrument' OR entity_type IN ('weapon', 'vehicle', 'work', 'law', 'event_name') THEN 'thing'
           WHEN entity_type = 'place' THEN CASE WHEN precision = 'country' THEN 'state' ELSE 'thing' END
           WHEN regexp_matches(words, '\b(militants?|rebels?|insurgents?|guerr?illas?|terrorists?|jihad\w*|islamists?'
               '|militia\w*|separatists?|paramilitar\w+|mujahid\w+|cartels?|gangs?|warlords?'
               '|(?:liberation|resistance|republican|revolutionary|free \w+) (?:army|front))\b') THEN 'armed group'
           -- one officer or soldier may act for himself
           WHEN regexp_matches(lower(name), '\b(officer|police(?:wo)?man|soldier|guard)$') THEN 'person'
           WHEN regexp_matches(words, '\b(army|armies|armed forces|air ?force|navy|military|troops?|soldiers?|police\w*'
               '|gendarm\w+|security (?:forces?|services?)|special forces|government|regime|ministr(?:y|ies)|authorities'
               '|coast ?guards?|border guards?|national guard|warplanes?|fighter jets?)\b') THEN 'state'
           WHEN regexp_matches(words, '\b(riot\w*|looters?|mob)\b') THEN 'rioters'
           WHEN regexp_matches(words, '\b(protest[eo]rs?|demonstrators?|marchers?|strikers?)\b') THEN 'protesters'
           WHEN entity_type = 'organization' AND has_fought THEN 'armed group'
           WHEN entity_type = 'organization' THEN 'organization'
           WHEN entity_type = 'person' THEN 'person'
           WHEN role = 'target' AND entity_type IS NULL THEN 'thing'
           ELSE 'people'
       END AS kind,
       article_id, char_start, char_end
FROM said
