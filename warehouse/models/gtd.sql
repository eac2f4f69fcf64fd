-- Events as the GTD has them (Global Terrorism Database, codebook of 2021), under its column names: intentional violence that
-- was carried out or failed, that no text lays to a state, and of which somebody is named as doer where the kind alone ("attack",
-- "killing") doesn't prove intent. The eventid is dateline's event_id.
-- What the text doesn't settle stays open: crit1 to crit3 are NULL, and doubtterr is 1 unless an armed group is named as
-- perpetrator, claimant or suspect, 0 else. As in the codebook, imonth and iday are 0 where unknown, gname is "Unknown", and
-- nkill and nwound count perpetrators that are known to have died or been hurt; other unknown values are NULL.
-- specificity: 1 the town, 3 the district, 4 the province, 5 nothing finer than the country, and then no coordinates.
-- Example: SELECT iyear, imonth, iday, city, attacktype1_txt, gname, nkill FROM gtd
CREATE OR REPLACE VIEW main.gtd AS
WITH groups AS (
    SELECT event_id, bool_or(kind = 'state' AND role IN ('perpetrator', 'actor', 'claimant', 'suspect')) AS by_state,
           bool_or(kind <> 'thing' AND role IN ('perpetrator', 'claimant', 'suspect')) AS has_doer,
           bool_or(role = 'claimant') AS is_claimed,
           first(struct_pack(party := party, is_alleged := is_alleged)
                 ORDER BY list_position(['perpetrator', 'claimant', 'suspect'], role), is_alleged, char_start, article_id)
               FILTER (kind = 'armed group' AND role IN ('perpetrator', 'claimant', 'suspect')) AS g,
           first(struct_pack(party := party, words := lower(party), kind := kind)
                 ORDER BY list_position(['target', 'victim', 'recipient'], role), char_start, article_id)
               FILTER (role IN ('target', 'victim', 'recipient')) AS t,
           string_agg(DISTINCT lower(name), '; ' ORDER BY lower(name)) FILTER (role = 'instrument') AS weapons
    FROM main.parties GROUP BY event_id
), counted AS (
    SELECT event_id, measure, CAST(max(coalesce(value, value_low)) AS INTEGER) AS n
    FROM main.figures WHERE event_id IS NOT NULL GROUP BY ALL
), sources AS (
    SELECT event_id, list(concat_ws(', ', title, publisher, published_on) ORDER BY published_on, article_id) AS cited,
           first(words ORDER BY is_main DESC, published_on, article_id) AS words
    FROM main.reports WHERE duplicate_of IS NULL GROUP BY event_id
), coded AS (
    SELECT e.*, x.gtd_attack AS attack, g.by_state, g.is_claimed, g.g, g.t, g.weapons,
           -- A weapon the text names goes before the one that the kind of attack implies.
           CASE WHEN regexp_matches(g.weapons, '\b(bombs?|explosives?|grenades?|mines?|rockets?|missiles?|mortars?|drones?)\b') THEN 6
                WHEN regexp_matches(g.weapons, '\b(guns?|rifles?|pistols?|firearms?|shotguns?|bullets?)\b') THEN 5
                WHEN regexp_matches(g.weapons, '\b(kni(?:fe|ves)|machetes?|axes?|swords?|blades?)\b') THEN 9
                WHEN regexp_matches(g.weapons, '\b(petrol|molotov|firebombs?|incendiar\w+)\b') THEN 8
                WHEN regexp_matches(g.weapons, '\b(sarin|chlorine|nerve agent|poison\w*|gas)\b') THEN 2
                WHEN x.gtd_attack IN (2, 8, 9)
                     AND regexp_matches(g.weapons, '\b(car|truck|lorry|van|vehicle)s?\b') THEN 10
                ELSE x.gtd_weapon END AS weapon,
           CASE WHEN regexp_matches(g.t.words, '\b(embass\w+|consulates?|diplomats?|ambassadors?)\b') THEN 7
                WHEN regexp_matches(g.t.words, '\b(police\w*|gendarm\w+)\b') THEN 3
                WHEN regexp_matches(g.t.words, '\b(army|military|soldiers?|troops?|naval|air ?base|barracks)\b') THEN 4
                WHEN g.t.kind = 'armed group' THEN 17
                WHEN regexp_matches(g.t.words, '\b(airports?|aircraft|airlin\w+|planes?|jets?)\b') THEN 6
                WHEN regexp_matches(g.t.words, '\b(schools?|universit\w+|colleges?|students?|teachers?|pupils?)\b') THEN 8
                WHEN regexp_matches(g.t.words, '\b(journalists?|reporters?|newspapers?|broadcasters?|radio|television)\b') THEN 10
                WHEN regexp_matches(g.t.words, '\b(church\w*|cathedrals?|mosques?|temples?|synagogues?|priests?|imams?|shrines?)\b')
                    THEN 15
                WHEN regexp_matches(g.t.words, '\b(trains?|bus(?:es)?|minibus\w*|metro|subway|railway\w*|stations?|bridges?)\b') THEN 19
                WHEN regexp_matches(g.t.words, '\b(ships?|vessels?|ports?|harbou?rs?|ferr(?:y|ies))\b') THEN 11
                WHEN regexp_matches(g.t.words, '\b(tourists?)\b') THEN 18
                WHEN regexp_matches(g.t.words, '\b(power (?:lines?|plants?|stations?)|pipelines?|oil \w+|refiner\w+)\b') THEN 21
                WHEN regexp_matches(g.t.words, '\b(hotels?|shops?|markets?|malls?|banks?|restaurants?|compan\w+|factor\w+)\b') THEN 1
                WHEN regexp_matches(g.t.words, '\b(government|minist\w+|parliament|mayors?|judges?|governors?|senators?)\b')
                     OR g.t.kind = 'state' THEN 2
                WHEN g.t.kind IN ('person', 'people', 'protesters') THEN 14
                ELSE 20 END AS target
    FROM main.events e
    JOIN main.crosswalk x ON x.event = coalesce(e.event_mode, e.event_type)
    LEFT JOIN groups g USING (event_id)
    WHERE x.gtd_attack IS NOT NULL AND e.event_type IN ('assault', 'coerce') AND e.realis IN ('actual', 'failed')
      AND NOT coalesce(g.by_state, FALSE) AND (x.gtd_attack <> 9 OR g.has_doer) AND e.earliest IS NOT NULL AND year(e.earliest) = year(e.latest)
      AND e.country_code IS NOT NULL
)
SELECT e.event_id AS eventid, CAST(year(e.earliest) AS INTEGER) AS iyear,
       CAST(CASE WHEN date_trunc('month', e.earliest) = date_trunc('month', e.latest) THEN month(e.earliest) ELSE 0 END AS INTEGER)
           AS imonth,
       CAST(CASE WHEN e.earliest = e.latest THEN day(e.earliest) ELSE 0 END AS INTEGER) AS iday,
       CASE WHEN e.earliest <> e.latest THEN e.edtf END AS approxdate, CAST(NULL AS INTEGER) AS extended,
       CAST(NULL AS DATE) AS resolution, CAST(NULL AS INTEGER) AS country, c.name AS country_txt,
       list_position(['North America', 'Central America & Caribbean', 'South America', 'East Asia', 'Southeast Asia', 'South Asia',
           'Central Asia', 'Western Europe', 'Eastern Europe', 'Middle East & North Africa', 'Sub-Saharan Africa',
           'Australasia & Oceania'], c.gtd_region) AS region, c.gtd_region AS region_txt, d.name AS provstate,
       CASE WHEN e.place_precision IN ('town', 'facility_town') THEN p.name END AS city,
       CASE WHEN e.place_precision NOT IN ('country', 'region') THEN e.latitude END AS latitude,
       CASE WHEN e.place_precision NOT IN ('country', 'region') THEN e.longitude END AS longitude,
       CASE e.place_precision WHEN 'admin2' THEN 3 WHEN 'admin1' THEN 4 WHEN 'country' THEN 5 WHEN 'region' THEN 5 ELSE 1 END
           AS specificity,
       CAST(NULL AS INTEGER) AS vicinity, CASE WHEN place.name <> p.name THEN place.name END AS location, s.words AS summary,
       CAST(NULL AS INTEGER) AS crit1, CAST(NULL AS INTEGER) AS crit2, CAST(NULL AS INTEGER) AS crit3,
       CASE WHEN e.g IS NULL THEN 1 ELSE 0 END AS doubtterr, CAST(NULL AS INTEGER) AS alternative,
       CAST(NULL AS VARCHAR) AS alternative_txt, CAST(NULL AS INTEGER) AS multiple,
       CASE e.realis WHEN 'actual' THEN 1 ELSE 0 END AS success,
       CASE WHEN e.event_mode = 'suicide_bombing' THEN 1 ELSE 0 END AS suicide,
       e.attack AS attacktype1,
       ['Assassination', 'Armed Assault', 'Bombing/Explosion', 'Hijacking', 'Hostage Taking (Barricade Incident)',
        'Hostage Taking (Kidnapping)', 'Facility/Infrastructure Attack', 'Unarmed Assault', 'Unknown'][e.attack] AS attacktype1_txt,
       e.target AS targtype1,
       ['Business', 'Government (General)', 'Police', 'Military', 'Abortion Related', 'Airports & Aircraft',
        'Government (Diplomatic)', 'Educational Institution', 'Food or Water Supply', 'Journalists & Media', 'Maritime', 'NGO',
        'Other', 'Private Citizens & Property', 'Religious Figures/Institutions', 'Telecommunication',
        'Terrorists/Non-State Militia', 'Tourists', 'Transportation', 'Unknown', 'Utilities', 'Violent Political Party'][e.target]
           AS targtype1_txt,
       CAST(NULL AS INTEGER) AS targsubtype1, CAST(NULL AS VARCHAR) AS targsubtype1_txt, CAST(NULL AS VARCHAR) AS corp1,
       e.t.party AS target1, CAST(NULL AS INTEGER) AS natlty1, CAST(NULL AS VARCHAR) AS natlty1_txt,
       coalesce(e.g.party, 'Unknown') AS gname, CAST(NULL AS VARCHAR) AS gsubname, CAST(NULL AS VARCHAR) AS motive,
       CASE WHEN e.g IS NOT NULL THEN CAST(e.g.is_alleged AS INTEGER) END AS guncertain1, CAST(NULL AS INTEGER) AS individual,
       np.n AS nperps, CAST(NULL AS INTEGER) AS nperpcap, CASE WHEN e.is_claimed THEN 1 END AS claimed,
       CAST(NULL AS INTEGER) AS claimmode, CAST(NULL AS VARCHAR) AS claimmode_txt, CAST(NULL AS INTEGER) AS compclaim,
       e.weapon AS weaptype1,
       ['Biological', 'Chemical', 'Radiological', 'Nuclear', 'Firearms', 'Explosives', 'Fake Weapons', 'Incendiary', 'Melee',
        'Vehicle (not to include vehicle-borne explosives, i.e., car or truck bombs)', 'Sabotage Equipment', 'Other',
        'Unknown'][e.weapon] AS weaptype1_txt,
       CAST(NULL AS INTEGER) AS weapsubtype1, CAST(NULL AS VARCHAR) AS weapsubtype1_txt, e.weapons AS weapdetail,
       e.killed_best + coalesce(kt.n, 0) AS nkill, CAST(NULL AS INTEGER) AS nkillus, kt.n AS nkillter,
       e.wounded_best AS nwound, CAST(NULL AS INTEGER) AS nwoundus, CAST(NULL AS INTEGER) AS nwoundte,
       CAST(NULL AS INTEGER) AS property, CAST(NULL AS INTEGER) AS propextent, CAST(NULL AS VARCHAR) AS propextent_txt,
       CAST(NULL AS DOUBLE) AS propvalue, CAST(NULL AS VARCHAR) AS propcomment,
       CASE WHEN e.attack IN (4, 5, 6) THEN 1 END AS ishostkid, h.n AS nhostkid, CAST(NULL AS INTEGER) AS nhostkidus,
       CAST(NULL AS DOUBLE) AS nhours, CAST(NULL AS DOUBLE) AS ndays, CAST(NULL AS VARCHAR) AS divert,
       CAST(NULL AS VARCHAR) AS kidhijcountry, CAST(NULL AS INTEGER) AS ransom, CAST(NULL AS DOUBLE) AS ransomamt,
       CAST(NULL AS DOUBLE) AS ransompaid, CAST(NULL AS VARCHAR) AS ransomnote, CAST(NULL AS INTEGER) AS hostkidoutcome,
       CAST(NULL AS VARCHAR) AS hostkidoutcome_txt, CAST(NULL AS INTEGER) AS nreleased, CAST(NULL AS VARCHAR) AS addnotes,
       s.cited[1] AS scite1, s.cited[2] AS scite2, s.cited[3] AS scite3, 'dateline' AS dbsource,
       CAST(NULL AS INTEGER) AS INT_LOG, CAST(NULL AS INTEGER) AS INT_IDEO, CAST(NULL AS INTEGER) AS INT_MISC,
       CAST(NULL AS INTEGER) AS INT_ANY, CAST(NULL AS VARCHAR) AS related
FROM coded e
LEFT JOIN sources s USING (event_id)
LEFT JOIN main.entities place ON place.entity_id = e.place_id
LEFT JOIN main.places p ON p.entity_id = e.place_id
LEFT JOIN geonames.divisions d ON d.country_code = p.country_code AND d.admin1_code = p.admin1_code
LEFT JOIN main.countries c ON c.country_code = e.country_code
LEFT JOIN counted kt ON kt.event_id = e.event_id AND kt.measure = 'perpetrators_killed'
LEFT JOIN counted np ON np.event_id = e.event_id AND np.measure = 'perpetrators'
LEFT JOIN counted h ON h.event_id = e.event_id AND h.measure = 'abducted'
