-- places: the gazetteer entry that the mentions of a place entity resolve to, the surest mention deciding.
WITH resolved AS (
    SELECT entity_id, place_key, place_precision AS precision, max(place_score) AS score
    FROM main.mentions
    WHERE place_key IS NOT NULL AND entity_id IN (SELECT entity_id FROM touched_entities)
    GROUP BY ALL
), best AS (
    SELECT entity_id, first(resolved ORDER BY score DESC, place_key, precision) AS r
    FROM resolved GROUP BY entity_id
)
SELECT best.entity_id, g.geonames_id, g.name, g.latitude, g.longitude, g.country_code, g.admin1_code, g.feature_code,
       best.r.precision AS precision, best.r.score AS score
FROM best JOIN gazetteer g ON g.place_key = best.r.place_key
