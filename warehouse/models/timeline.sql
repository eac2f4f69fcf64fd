-- Events by date: when, what, where, how many, and the words that report them. Generic and hypothetical ones are left out.
-- Example: FROM timeline WHERE country = 'BE' AND killed_best > 0
CREATE OR REPLACE VIEW main.timeline AS
SELECT e.edtf AS date, coalesce(e.event_mode, e.event_type) AS event, e.realis, p.name AS place, e.country_code AS country,
       e.killed_low, e.killed_best, e.killed_high, e.wounded_low, e.wounded_best, e.wounded_high,
       e.title, e.article_count, e.source_count, e.event_id, e.earliest, e.latest
FROM main.events e LEFT JOIN main.entities p ON p.entity_id = e.place_id
WHERE e.realis NOT IN ('generic', 'hypothetical')
ORDER BY e.earliest NULLS LAST, e.latest, e.event_id
