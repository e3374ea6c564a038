-- SPDX-License-Identifier: Apache-2.0
-- What kind of international order each year had: series with intervals, and who moved them.

CREATE TABLE order_value (
    estimate TEXT NOT NULL REFERENCES estimate (name),
    series TEXT NOT NULL,
    variant TEXT NOT NULL,  -- Empty for the main estimate; else what was held fixed, such as 'far=low'.
    year INTEGER NOT NULL,
    mean REAL NOT NULL,
    std_error REAL NOT NULL,
    low REAL NOT NULL,
    high REAL NOT NULL,
    num INTEGER NOT NULL,        -- Actors, pairs or events that it rests on.
    age_years INTEGER NOT NULL,  -- Of the oldest figure that it rests on.
    PRIMARY KEY (estimate, series, variant, year)
) STRICT, WITHOUT ROWID;

CREATE TABLE order_driver (
    estimate TEXT NOT NULL REFERENCES estimate (name),
    series TEXT NOT NULL,
    year INTEGER NOT NULL,
    actor INTEGER NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    contribution REAL NOT NULL,
    PRIMARY KEY (estimate, series, year, actor)
) STRICT, WITHOUT ROWID;

CREATE VIEW order_series AS
SELECT estimate, series, variant, year, mean, std_error, low, high, num, age_years
FROM order_value ORDER BY estimate, series, variant, year;

CREATE VIEW order_drivers AS
SELECT d.estimate AS estimate, d.series AS series, d.year AS year, a.key AS actor, a.name AS name,
       d.contribution AS contribution
FROM order_driver d JOIN actor a ON a.id = d.actor
ORDER BY d.estimate, d.series, d.year, d.actor;
