-- SPDX-License-Identifier: Apache-2.0
-- All tables of an atlas. docs/atlas.md says what each one means.
-- Years are calendar years; first_year .. last_year are both included and no last_year means that it goes on.

CREATE TABLE migration (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    engine_version TEXT NOT NULL  -- The oldest engine that can read the schema from this migration on.
) STRICT;

-- Where everything comes from ------------------------------------------------------------------------------------

CREATE TABLE source (
    num INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    citation TEXT NOT NULL,
    version TEXT NOT NULL,
    terms TEXT NOT NULL,
    address TEXT NOT NULL,
    fingerprint TEXT NOT NULL,  -- Of the producer's bytes.
    content TEXT NOT NULL,      -- Of the rows that were made of them.
    is_current INTEGER NOT NULL CHECK (is_current IN (0, 1)),  -- 0: read with an earlier concordance.
    first_year INTEGER,
    last_year INTEGER,
    looks_ahead INTEGER NOT NULL CHECK (looks_ahead IN (0, 1)),
    rows_read INTEGER NOT NULL,
    rows_kept INTEGER NOT NULL
) STRICT;

CREATE TABLE import_skip (
    source TEXT NOT NULL REFERENCES source (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    reason TEXT NOT NULL,
    count INTEGER NOT NULL,
    first_line INTEGER NOT NULL,
    example TEXT NOT NULL,
    PRIMARY KEY (source, position)
) STRICT, WITHOUT ROWID;

-- Actors: the concordance -----------------------------------------------------------------------------------------

CREATE TABLE actor (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL REFERENCES source (id),
    key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    region TEXT NOT NULL,
    subregion TEXT NOT NULL
) STRICT;

CREATE TABLE actor_spell (
    actor INTEGER NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    first_year INTEGER NOT NULL,
    last_year INTEGER,
    PRIMARY KEY (actor, first_year)
) STRICT, WITHOUT ROWID;

CREATE TABLE actor_code (
    source TEXT NOT NULL REFERENCES source (id),
    position INTEGER NOT NULL,
    actor INTEGER NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    system TEXT NOT NULL,
    code TEXT NOT NULL,
    first_year INTEGER,
    last_year INTEGER,
    PRIMARY KEY (source, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX actor_code_by_actor ON actor_code (actor, system);

CREATE TABLE actor_alias (
    source TEXT NOT NULL REFERENCES source (id),
    position INTEGER NOT NULL,
    actor INTEGER NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    alias TEXT NOT NULL,
    first_year INTEGER,
    last_year INTEGER,
    PRIMARY KEY (source, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE not_actor (
    source TEXT NOT NULL REFERENCES source (id),
    position INTEGER NOT NULL,
    of_source TEXT NOT NULL,  -- The source in which the text stands; it need not be in the atlas.
    text TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (source, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE membership (
    source TEXT NOT NULL REFERENCES source (id),
    position INTEGER NOT NULL,
    collective INTEGER NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    actor INTEGER NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    role TEXT NOT NULL,
    first_year INTEGER NOT NULL,
    last_year INTEGER,
    PRIMARY KEY (source, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE capital (
    source TEXT NOT NULL REFERENCES source (id),
    position INTEGER NOT NULL,
    actor INTEGER NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    first_year INTEGER NOT NULL,
    last_year INTEGER,
    latitude_deg REAL NOT NULL CHECK (latitude_deg BETWEEN -90 AND 90),
    longitude_deg REAL NOT NULL CHECK (longitude_deg BETWEEN -180 AND 180),
    PRIMARY KEY (source, position)
) STRICT, WITHOUT ROWID;

-- Yearly figures: one series may come from several sources ---------------------------------------------------------

CREATE TABLE series (
    num INTEGER PRIMARY KEY,
    source TEXT NOT NULL REFERENCES source (id),
    name TEXT NOT NULL,
    unit TEXT NOT NULL,
    definition TEXT NOT NULL,
    first_year INTEGER NOT NULL,  -- Coverage: the first and last year with any figure.
    last_year INTEGER NOT NULL,
    UNIQUE (name, source)
) STRICT;

CREATE TABLE figure (
    series INTEGER NOT NULL REFERENCES series (num),
    actor INTEGER NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    year INTEGER NOT NULL,
    value REAL NOT NULL,
    sd REAL,
    PRIMARY KEY (series, actor, year)
) STRICT, WITHOUT ROWID;

-- Dyads and status -------------------------------------------------------------------------------------------------

CREATE TABLE contiguity (
    source TEXT NOT NULL REFERENCES source (id),
    position INTEGER NOT NULL,
    first INTEGER NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    second INTEGER NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    type INTEGER NOT NULL,
    first_year INTEGER NOT NULL,
    last_year INTEGER,
    PRIMARY KEY (source, position),
    CHECK (first < second)
) STRICT, WITHOUT ROWID;

CREATE TABLE rivalry (
    source TEXT NOT NULL REFERENCES source (id),
    position INTEGER NOT NULL,
    first INTEGER NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    second INTEGER NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    kinds TEXT NOT NULL,
    first_year INTEGER NOT NULL,
    last_year INTEGER,
    PRIMARY KEY (source, position),
    CHECK (first < second)
) STRICT, WITHOUT ROWID;

CREATE TABLE dispute (
    source TEXT NOT NULL REFERENCES source (id),
    position INTEGER NOT NULL,
    first INTEGER NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    second INTEGER NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    year INTEGER NOT NULL,
    hostility INTEGER NOT NULL,
    PRIMARY KEY (source, position),
    CHECK (first < second)
) STRICT, WITHOUT ROWID;

CREATE TABLE major_power (
    source TEXT NOT NULL REFERENCES source (id),
    position INTEGER NOT NULL,
    actor INTEGER NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    first_year INTEGER NOT NULL,
    last_year INTEGER,
    PRIMARY KEY (source, position)
) STRICT, WITHOUT ROWID;

-- Votes ------------------------------------------------------------------------------------------------------------

CREATE TABLE roll_call (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL REFERENCES source (id),
    session INTEGER NOT NULL,
    year INTEGER NOT NULL,
    date TEXT NOT NULL,
    resolution TEXT NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    is_important INTEGER CHECK (is_important IN (0, 1))
) STRICT;

CREATE TABLE roll_call_issue (
    roll_call INTEGER NOT NULL REFERENCES roll_call (id) ON DELETE CASCADE,
    issue TEXT NOT NULL,
    source TEXT NOT NULL REFERENCES source (id),
    PRIMARY KEY (roll_call, issue, source)
) STRICT, WITHOUT ROWID;

CREATE TABLE vote (
    roll_call INTEGER NOT NULL REFERENCES roll_call (id) ON DELETE CASCADE,
    actor INTEGER NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    vote INTEGER NOT NULL CHECK (vote BETWEEN 0 AND 2),  -- 0 no, 1 abstain, 2 yes
    source_num INTEGER NOT NULL,                         -- source.num
    PRIMARY KEY (roll_call, actor)
) STRICT, WITHOUT ROWID;

-- Agreements and organisations as their sources have them ----------------------------------------------------------

CREATE TABLE agreement (
    id TEXT NOT NULL PRIMARY KEY,
    source TEXT NOT NULL REFERENCES source (id),
    family TEXT NOT NULL,
    name TEXT NOT NULL,
    begun INTEGER NOT NULL,
    ended INTEGER,
    end_reason TEXT NOT NULL,
    covered_until INTEGER NOT NULL,
    document_of TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE agreement_party (
    agreement TEXT NOT NULL REFERENCES agreement (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    actor INTEGER NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    first_year INTEGER NOT NULL,
    last_year INTEGER,
    role TEXT NOT NULL,
    side INTEGER NOT NULL,
    PRIMARY KEY (agreement, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE agreement_sign (
    agreement TEXT NOT NULL REFERENCES agreement (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    sign TEXT NOT NULL,
    value REAL NOT NULL,
    since INTEGER NOT NULL,
    PRIMARY KEY (agreement, position)
) STRICT, WITHOUT ROWID;

-- Estimates: what the engine made of it ----------------------------------------------------------------------------

CREATE TABLE estimate (
    name TEXT NOT NULL PRIMARY KEY,
    version TEXT NOT NULL,
    seed TEXT NOT NULL,  -- Decimal; unsigned 64 bits do not fit in an INTEGER.
    input_fingerprint TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    note TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE ideal_point (
    estimate TEXT NOT NULL REFERENCES estimate (name),
    actor INTEGER NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    year INTEGER NOT NULL,
    dimension INTEGER NOT NULL,
    mean REAL NOT NULL,
    std_error REAL NOT NULL,
    PRIMARY KEY (estimate, actor, year, dimension)
) STRICT, WITHOUT ROWID;

CREATE TABLE roll_call_parameter (
    estimate TEXT NOT NULL REFERENCES estimate (name),
    roll_call INTEGER NOT NULL REFERENCES roll_call (id) ON DELETE CASCADE,
    discrimination REAL NOT NULL,
    discrimination_se REAL NOT NULL,
    difficulty REAL NOT NULL,
    difficulty_se REAL NOT NULL,
    cut_low REAL NOT NULL,
    cut_low_se REAL NOT NULL,
    cut_high REAL NOT NULL,
    cut_high_se REAL NOT NULL,
    PRIMARY KEY (estimate, roll_call)
) STRICT, WITHOUT ROWID;

CREATE TABLE known_position (
    actor INTEGER NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    year INTEGER NOT NULL,
    mean REAL NOT NULL,
    std_error REAL NOT NULL,
    estimate TEXT NOT NULL REFERENCES estimate (name),
    PRIMARY KEY (actor, year)
) STRICT, WITHOUT ROWID;

CREATE TABLE impact_share (
    issue TEXT NOT NULL,
    actor INTEGER NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    year INTEGER NOT NULL,
    share REAL NOT NULL,
    sd REAL NOT NULL,
    age_years INTEGER NOT NULL,
    estimate TEXT NOT NULL REFERENCES estimate (name),
    PRIMARY KEY (issue, actor, year)
) STRICT, WITHOUT ROWID;

CREATE TABLE partnership (
    id TEXT NOT NULL PRIMARY KEY,
    estimate TEXT NOT NULL REFERENCES estimate (name),
    name TEXT NOT NULL,
    family TEXT NOT NULL,
    scope TEXT NOT NULL,
    scope_rule TEXT NOT NULL,
    depth TEXT,
    label TEXT NOT NULL,
    status TEXT NOT NULL,
    begun INTEGER NOT NULL,
    ended INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE partnership_party (
    partnership TEXT NOT NULL REFERENCES partnership (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    actor INTEGER NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    first_year INTEGER NOT NULL,
    last_year INTEGER,
    role TEXT NOT NULL,
    side INTEGER NOT NULL,
    PRIMARY KEY (partnership, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE partnership_evidence (
    partnership TEXT NOT NULL REFERENCES partnership (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    sign TEXT NOT NULL,
    depth TEXT NOT NULL,
    is_present INTEGER NOT NULL CHECK (is_present IN (0, 1)),
    since INTEGER NOT NULL,
    citation TEXT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (partnership, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE partnership_issue (
    partnership TEXT NOT NULL REFERENCES partnership (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    issue TEXT NOT NULL,
    PRIMARY KEY (partnership, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE partnership_source (
    partnership TEXT NOT NULL REFERENCES partnership (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    source TEXT NOT NULL,  -- `curated:<citation key>` or `<table>:<record>`
    PRIMARY KEY (partnership, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE model (
    name TEXT NOT NULL,
    as_of INTEGER NOT NULL,
    json TEXT NOT NULL,
    estimate TEXT NOT NULL REFERENCES estimate (name),
    PRIMARY KEY (name, as_of)
) STRICT;
