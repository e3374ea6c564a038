-- SPDX-License-Identifier: Apache-2.0
-- Views for export: the tables with actors, roll calls and series by name.

-- Every actor with the codes that other data sets join on; the code that held last where several did.
CREATE VIEW actors AS
SELECT a.id AS id, a.key AS actor, a.name AS name, a.kind AS kind,
       (SELECT c.code FROM actor_code c WHERE c.actor = a.id AND c.system = 'iso3'
        ORDER BY c.last_year IS NOT NULL, c.last_year DESC, c.position LIMIT 1) AS iso3,
       (SELECT c.code FROM actor_code c WHERE c.actor = a.id AND c.system = 'cow'
        ORDER BY c.last_year IS NOT NULL, c.last_year DESC, c.position LIMIT 1) AS cow,
       a.region AS region, a.subregion AS subregion,
       (SELECT min(s.first_year) FROM actor_spell s WHERE s.actor = a.id) AS first_year,
       (SELECT s.last_year FROM actor_spell s WHERE s.actor = a.id
        ORDER BY s.first_year DESC LIMIT 1) AS last_year
FROM actor a ORDER BY a.id;

CREATE VIEW memberships AS
SELECT e.key AS collective, a.key AS actor, a.name AS name, m.role AS role, m.first_year, m.last_year
FROM membership m JOIN actor e ON e.id = m.collective JOIN actor a ON a.id = m.actor
ORDER BY m.collective, m.actor, m.first_year;

CREATE VIEW figures AS
SELECT s.name AS series, s.source AS source, s.unit AS unit, a.key AS actor, a.name AS name, f.year AS year,
       f.value AS value, f.sd AS sd
FROM series s JOIN figure f ON f.series = s.num JOIN actor a ON a.id = f.actor
ORDER BY s.name, s.source, f.actor, f.year;

-- What each series covers. Outside of it a figure is unknown, never zero.
CREATE VIEW coverage AS
SELECT s.name AS series, s.source AS source, s.first_year AS first_year, s.last_year AS last_year,
       count(DISTINCT f.actor) AS num_actors, count(*) AS num_figures, o.looks_ahead AS looks_ahead
FROM series s JOIN source o ON o.id = s.source JOIN figure f ON f.series = s.num
GROUP BY s.num ORDER BY s.name, s.source;

CREATE VIEW votes AS
SELECT v.roll_call AS roll_call, r.date AS date, r.year AS year, r.resolution AS resolution, a.key AS actor,
       a.name AS name, CASE v.vote WHEN 0 THEN 'no' WHEN 1 THEN 'abstain' ELSE 'yes' END AS vote
FROM vote v JOIN roll_call r ON r.id = v.roll_call JOIN actor a ON a.id = v.actor
ORDER BY v.roll_call, v.actor;

CREATE VIEW principles AS
SELECT n.actor AS actor, n.name AS name, n.iso3 AS iso3, n.cow AS cow, p.year AS year, p.mean AS mean,
       p.std_error AS se, p.dimension AS dimension, p.estimate AS estimate
FROM ideal_point p JOIN actors n ON n.id = p.actor
ORDER BY p.estimate, p.actor, p.year, p.dimension;

CREATE VIEW roll_calls AS
SELECT r.id AS roll_call, r.session AS session, r.year AS year, r.date AS date, r.resolution AS resolution,
       r.title AS title, r.is_important AS is_important,
       (SELECT group_concat(i.issue, '+') FROM (SELECT DISTINCT issue FROM roll_call_issue
        WHERE roll_call = r.id ORDER BY issue) i) AS issues,
       q.estimate AS estimate, q.discrimination AS discrimination, q.discrimination_se AS discrimination_se,
       q.difficulty AS difficulty, q.difficulty_se AS difficulty_se, q.cut_low AS cut_low,
       q.cut_low_se AS cut_low_se, q.cut_high AS cut_high, q.cut_high_se AS cut_high_se
FROM roll_call r LEFT JOIN roll_call_parameter q ON q.roll_call = r.id
ORDER BY r.id, q.estimate;

CREATE VIEW power AS
SELECT s.issue AS issue, n.actor AS actor, n.name AS name, n.iso3 AS iso3, n.cow AS cow, s.year AS year,
       s.share AS share, s.sd AS sd, s.age_years AS age_years
FROM impact_share s JOIN actors n ON n.id = s.actor
ORDER BY s.issue, s.actor, s.year;

CREATE VIEW partnerships AS
SELECT p.id AS id, p.name AS name, p.family AS family, p.scope AS scope, p.scope_rule AS scope_rule,
       p.depth AS depth, p.label AS label, p.status AS status, p.begun AS begun, p.ended AS ended,
       (SELECT group_concat(k.key, '+') FROM (SELECT DISTINCT a.id, a.key FROM partnership_party t
        JOIN actor a ON a.id = t.actor WHERE t.partnership = p.id ORDER BY a.id) k) AS parties,
       (SELECT group_concat(s.source, ' ') FROM (SELECT source FROM partnership_source
        WHERE partnership = p.id ORDER BY position) s) AS sources
FROM partnership p ORDER BY p.id;

CREATE VIEW partnership_parties AS
SELECT t.partnership AS partnership, p.name AS partnership_name, a.key AS actor, a.name AS name,
       t.first_year AS first_year, t.last_year AS last_year, t.role AS role, t.side AS side
FROM partnership_party t JOIN partnership p ON p.id = t.partnership JOIN actor a ON a.id = t.actor
ORDER BY t.partnership, t.position;

CREATE VIEW agreement_parties AS
SELECT t.agreement AS agreement, g.family AS family, g.name AS agreement_name, a.key AS actor, a.name AS name,
       t.first_year AS first_year, t.last_year AS last_year, t.role AS role, t.side AS side
FROM agreement_party t JOIN agreement g ON g.id = t.agreement JOIN actor a ON a.id = t.actor
ORDER BY t.agreement, t.position;
