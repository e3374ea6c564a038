-- SPDX-License-Identifier: Apache-2.0
-- What the registry knows beyond what a partnership is: its depth over time with its doubt, how its sources were
-- matched, and what coders said of it. All of it belongs to the estimate of the partnerships and goes with it.

-- Depth of the years in which the same findings stand. Years in which a partnership was dormant have no row.
CREATE TABLE partnership_depth (
    partnership TEXT NOT NULL REFERENCES partnership (id) ON DELETE CASCADE,
    first_year INTEGER NOT NULL,
    last_year INTEGER,
    depth TEXT,
    score REAL NOT NULL,      -- Posterior mean on the scale of depth (docs/depth.md).
    std_error REAL NOT NULL,  -- Posterior standard deviation.
    PRIMARY KEY (partnership, first_year)
) STRICT, WITHOUT ROWID;

-- Pairs of records that may be one partnership, and what became of them.
CREATE TABLE record_match (
    estimate TEXT NOT NULL REFERENCES estimate (name),
    first TEXT NOT NULL,   -- `<table>:<record>` or `curated:<id>`
    second TEXT NOT NULL,
    partnership TEXT NOT NULL,  -- Of the first record; the second one's too where they are one.
    certainty REAL NOT NULL CHECK (certainty BETWEEN 0 AND 1),
    verdict TEXT NOT NULL,  -- coder, same, merged: one. different, outdone, review: two.
    likeness TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (first, second)
) STRICT, WITHOUT ROWID;

-- What a coder wrote of a curated partnership.
CREATE TABLE curated_entry (
    partnership TEXT NOT NULL PRIMARY KEY REFERENCES partnership (id) ON DELETE CASCADE,
    is_sure INTEGER NOT NULL CHECK (is_sure IN (0, 1)),
    label_citation TEXT NOT NULL,
    label_from INTEGER,
    coder_scope TEXT NOT NULL,
    rules_scope TEXT NOT NULL,
    rule TEXT NOT NULL,           -- Of data/scopes.toml, that gave rules_scope.
    scope_reason TEXT NOT NULL,   -- Why the coder overruled it.
    knew_rules INTEGER NOT NULL CHECK (knew_rules IN (0, 1)),  -- 1: the rules were written from this entry.
    note TEXT NOT NULL,
    file TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The texts that curated facts rest on.
CREATE TABLE citation (
    key TEXT NOT NULL PRIMARY KEY,
    estimate TEXT NOT NULL REFERENCES estimate (name),
    text TEXT NOT NULL,
    url TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- One row for each partnership and year of its life, up to the last year that any source covers.
CREATE VIEW partnership_years AS
WITH RECURSIVE
    last (year) AS (SELECT max(last_year) FROM source),
    life (partnership, year, last_year, depth, score, std_error) AS (
        SELECT partnership, first_year, coalesce(last_year, (SELECT year FROM last)), depth, score, std_error
        FROM partnership_depth
        UNION ALL
        SELECT partnership, year + 1, last_year, depth, score, std_error FROM life WHERE year < last_year)
SELECT l.partnership AS partnership, p.name AS name, p.family AS family, p.scope AS scope, l.year AS year,
       l.depth AS depth, l.score AS score, l.std_error AS std_error
FROM life l JOIN partnership p ON p.id = l.partnership
ORDER BY l.partnership, l.year;
